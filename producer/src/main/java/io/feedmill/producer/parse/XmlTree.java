package io.feedmill.producer.parse;

import java.io.IOException;
import java.io.StringReader;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import org.jdom2.Document;
import org.jdom2.Element;
import org.jdom2.JDOMException;
import org.jdom2.Namespace;
import org.jdom2.Verifier;
import org.jdom2.input.JDOMParseException;
import org.jdom2.input.SAXBuilder;
import org.jdom2.input.sax.XMLReaderJDOMFactory;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;
import org.xml.sax.Attributes;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXNotRecognizedException;
import org.xml.sax.SAXNotSupportedException;
import org.xml.sax.SAXParseException;
import org.xml.sax.XMLReader;
import org.xml.sax.helpers.XMLFilterImpl;

/**
 * XML text as a tree. Well-formed text goes through the JDK's own parser; what that refuses (undeclared entities, bare
 * ampersands, tags that do not match, unbound prefixes, text that breaks off) goes through jsoup's, which refuses
 * nothing. Neither ever sees a DOCTYPE, resolves an entity, or opens an address.
 */
final class XmlTree {

    private static final String LIMIT = "http://www.oracle.com/xml/jaxp/properties/";

    /** Prefixes that feeds use without declaring them. */
    private static final Map<String, String> WELL_KNOWN = Map.ofEntries(
            Map.entry("atom", Names.ATOM),
            Map.entry("content", Names.CONTENT),
            Map.entry("dc", Names.DC),
            Map.entry("dcterms", Names.DCTERMS),
            Map.entry("feedburner", "http://rssnamespace.org/feedburner/ext/1.0"),
            Map.entry("georss", "http://www.georss.org/georss"),
            Map.entry("itunes", Names.ITUNES),
            Map.entry("media", Names.MEDIA),
            Map.entry("rdf", Names.RDF),
            Map.entry("slash", "http://purl.org/rss/1.0/modules/slash/"),
            Map.entry("sy", "http://purl.org/rss/1.0/modules/syndication/"),
            Map.entry("thr", "http://purl.org/syndication/thread/1.0"),
            Map.entry("wfw", "http://wellformedweb.org/CommentAPI/"),
            Map.entry("xhtml", Names.XHTML));

    private XmlTree() {}

    /**
     * @param text the document from its root element on
     * @param firstLine how many lines of the document come before it
     * @param problems gets what was wrong
     */
    static Document read(String text, int firstLine, List<String> problems) throws UnreadableFeedException {
        String legal = legal(withoutControls(text));
        if (legal.length() != text.length()) {
            problems.add((text.length() - legal.length()) + " characters that XML does not allow: left out");
        }
        legal = withoutTail(legal, problems);
        try {
            return strict(legal, problems);
        } catch (JDOMParseException e) {
            int line = Math.max(1, e.getLineNumber()) + firstLine;
            if (e.getCause() instanceof TooDeep) {
                throw UnreadableFeedException.broken(
                        line,
                        "line " + line + ": elements are nested deeper than " + Limits.DEPTH
                                + ", which no feed needs; not read");
            }
            problems.add("not well-formed XML, read leniently: line " + line + ", column " + e.getColumnNumber() + ": "
                    + firstSentence(
                            e.getCause() == null ? e.getMessage() : e.getCause().getMessage()));
            return lenient(legal, problems);
        } catch (JDOMException | IOException | IllegalArgumentException e) {
            // JDOM allows fewer names and namespaces than XML does.
            problems.add("not well-formed XML, read leniently: " + firstSentence(e.getMessage()));
            return lenient(legal, problems);
        }
    }

    // ------------------------------------------------------------------ the strict way

    private static Document strict(String text, List<String> problems) throws JDOMException, IOException {
        SAXBuilder builder = new SAXBuilder(new LimitedReaders(problems));
        builder.setExpandEntities(false);
        return builder.build(new StringReader(text));
    }

    /** Makes readers of the JDK's own parser, whatever else is on the class path, with every door shut. */
    private record LimitedReaders(List<String> problems) implements XMLReaderJDOMFactory {

        @Override
        public XMLReader createXMLReader() throws JDOMException {
            try {
                SAXParserFactory parsers = SAXParserFactory.newDefaultNSInstance();
                parsers.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
                XMLReader reader = parsers.newSAXParser().getXMLReader();
                limit(reader, "elementAttributeLimit", Limits.ATTRIBUTES);
                limit(reader, "maxElementDepth", 0); // ours names the line, and is the same on every JDK
                return new LimitingFilter(reader, problems);
            } catch (SAXException | ParserConfigurationException e) {
                throw new JDOMException("this Java platform has no XML parser that can be secured", e);
            }
        }

        private static void limit(XMLReader reader, String name, int value) {
            try {
                reader.setProperty(LIMIT + name, Integer.toString(value));
            } catch (SAXNotRecognizedException | SAXNotSupportedException e) {
                // A platform without this limit has its own.
            }
        }

        @Override
        public boolean isValidating() {
            return false;
        }
    }

    private static final class TooDeep extends SAXParseException {

        private static final long serialVersionUID = 1L;

        TooDeep(org.xml.sax.Locator at) {
            super("nested too deep", at);
        }
    }

    /** Stops at elements nested too deep, and leaves out the items beyond the limit. */
    private static final class LimitingFilter extends XMLFilterImpl {

        private final List<String> problems;
        private org.xml.sax.Locator locator;
        private int depth;
        private int items;
        private int skippedFrom = Integer.MAX_VALUE;

        LimitingFilter(XMLReader parent, List<String> problems) {
            super(parent);
            this.problems = problems;
        }

        @Override
        public void setDocumentLocator(org.xml.sax.Locator locator) {
            this.locator = locator;
            super.setDocumentLocator(locator);
        }

        @Override
        public void startElement(String uri, String localName, String qName, Attributes attributes)
                throws SAXException {
            if (++depth > Limits.DEPTH) {
                throw new TooDeep(locator);
            }
            if (depth <= 3 && Names.isItem(localName) && ++items > Limits.ITEMS && skippedFrom > depth) {
                skippedFrom = depth;
            }
            if (depth < skippedFrom) {
                super.startElement(uri, localName, qName, attributes);
            }
        }

        @Override
        public void endElement(String uri, String localName, String qName) throws SAXException {
            if (depth < skippedFrom) {
                super.endElement(uri, localName, qName);
            }
            if (depth-- == skippedFrom) {
                skippedFrom = Integer.MAX_VALUE;
            }
        }

        @Override
        public void characters(char[] text, int start, int length) throws SAXException {
            if (depth < skippedFrom) {
                super.characters(text, start, length);
            }
        }

        @Override
        public void startPrefixMapping(String prefix, String uri) throws SAXException {
            if (depth < skippedFrom) {
                super.startPrefixMapping(prefix, uri);
            }
        }

        @Override
        public void endDocument() throws SAXException {
            if (items > Limits.ITEMS) {
                problems.add(items + " items: only the first " + Limits.ITEMS + " are read");
            }
            super.endDocument();
        }

        @Override
        public InputSource resolveEntity(String publicId, String systemId) {
            return new InputSource(new StringReader(""));
        }
    }

    // ------------------------------------------------------------------ the lenient way

    private static final Pattern ROOT_NAME = Pattern.compile("\\A<([A-Za-z_][\\w.:-]{0,120})");

    private static Document lenient(String text, List<String> problems) {
        String whole = wholeItems(text, problems);
        org.jsoup.nodes.Document parsed = Jsoup.parse(
                ampersandsEscaped(itemsClosed(whole, problems)),
                "",
                Parser.xmlParser().setMaxDepth(Limits.DEPTH));
        org.jsoup.nodes.Element root = parsed.firstElementChild();
        Map<String, String> prefixes = new HashMap<>(WELL_KNOWN);
        Element converted = converted(root, prefixes, 0);
        return new Document(converted == null ? new Element("empty") : converted);
    }

    /** Up to the end of the last whole item, where the document breaks off. */
    private static String wholeItems(String text, List<String> problems) {
        Matcher root = ROOT_NAME.matcher(text);
        if (!root.find() || text.lastIndexOf("</" + root.group(1)) >= 0) {
            return text;
        }
        int end = -1;
        Matcher tag = ITEM_TAG.matcher(text);
        for (int at = 0; at >= 0 && tag.find(at); at = after(tag, text)) {
            if (isEnd(tag)) {
                end = tag.end();
            }
        }
        if (end < 0) {
            int item = firstItem(text);
            problems.add("the document breaks off before its first item ends");
            return item < 0 ? text : text.substring(0, item);
        }
        problems.add("the document breaks off: the whole items were kept");
        return text.substring(0, end);
    }

    private static final Pattern ITEM_TAG =
            Pattern.compile("<!\\[CDATA\\[|<!--|<(/?)((?:[\\w.-]{1,40}:)?(?:item|entry))(?=[\\s/>])[^<>]{0,1000}>");

    /** With each item ended before the next begins: items left open would stand in each other, and their elements mix. */
    private static String itemsClosed(String text, List<String> problems) {
        StringBuilder closed = new StringBuilder(text.length() + 64);
        Matcher tag = ITEM_TAG.matcher(text);
        String open = null;
        int copied = 0;
        int added = 0;
        for (int at = 0; at >= 0 && tag.find(at); at = after(tag, text)) {
            if (isEnd(tag)) {
                open = null;
            } else if (tag.group(2) != null && !tag.group().endsWith("/>")) {
                if (open != null) {
                    closed.append(text, copied, tag.start())
                            .append("</")
                            .append(open)
                            .append('>');
                    copied = tag.start();
                    added++;
                }
                open = tag.group(2);
            }
        }
        if (added > 0) {
            problems.add(added + " items that are not closed: each ends where the next begins");
        }
        return closed.append(text, copied, text.length()).toString();
    }

    private static boolean isEnd(Matcher itemTag) {
        return itemTag.group(2) != null && !itemTag.group(1).isEmpty();
    }

    /** Where to look for the next tag of an item: not in comments and CDATA; negative where one of those never ends. */
    private static int after(Matcher itemTag, String text) {
        return itemTag.group(2) != null
                ? itemTag.end()
                : text.indexOf(itemTag.group().equals("<!--") ? "-->" : "]]>", itemTag.end());
    }

    private static int firstItem(String text) {
        Matcher item =
                Pattern.compile("<(?:[\\w.-]{1,40}:)?(?:item|entry)[\\s>]").matcher(text);
        return item.find() ? item.start() : -1;
    }

    /** Up to the root element's end: what servers and editors leave behind it is no part of the document. */
    private static String withoutTail(String text, List<String> problems) {
        Matcher root = ROOT_NAME.matcher(text);
        int end = root.find() ? text.lastIndexOf("</" + root.group(1)) : -1;
        int close = end < 0 ? -1 : text.indexOf('>', end);
        if (close < 0) {
            return text;
        }
        String tail = text.substring(close + 1).strip();
        if (!tail.isEmpty() && !tail.startsWith("<!--")) {
            problems.add("something follows the end of the feed: left out");
        }
        return text.substring(0, close + 1);
    }

    /** Ampersands that begin no reference escaped, outside CDATA: else {@code ?a=1&copy=2} would become ©. */
    private static String ampersandsEscaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 64);
        int at = 0;
        int data = text.indexOf("<![CDATA[");
        while (at < text.length()) {
            int next = text.indexOf('&', at);
            if (data >= 0 && data < at) {
                data = text.indexOf("<![CDATA[", at);
            }
            if (next < 0) {
                break;
            }
            if (data >= 0 && data < next) {
                int end = text.indexOf("]]>", data);
                end = end < 0 ? text.length() : end + 3;
                escaped.append(text, at, end);
                at = end;
                continue;
            }
            escaped.append(text, at, next).append(isReference(text, next) ? "&" : "&amp;");
            at = next + 1;
        }
        return escaped.append(text, Math.min(at, text.length()), text.length()).toString();
    }

    private static boolean isReference(String text, int ampersand) {
        int at = ampersand + 1;
        int end = Math.min(text.length(), at + 34);
        boolean number = at < end && text.charAt(at) == '#';
        for (int i = number ? at + 1 : at; i < end; i++) {
            char c = text.charAt(i);
            if (c == ';') {
                return i > at + (number ? 1 : 0);
            }
            boolean letterOrDigit = c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
            if (!letterOrDigit) {
                return false;
            }
        }
        return false;
    }

    private static Element converted(org.jsoup.nodes.Element from, Map<String, String> outer, int depth) {
        if (from == null) {
            return null;
        }
        Map<String, String> prefixes = declared(from, outer);
        String[] name = split(from.tagName());
        if (Verifier.checkElementName(name[1]) != null) {
            return null;
        }
        Element to = new Element(name[1], namespace(name[0], prefixes));
        from.attributes().forEach(attribute -> attribute(to, attribute.getKey(), attribute.getValue(), prefixes));
        for (Node child : from.childNodes()) {
            if (child instanceof TextNode text) {
                to.addContent(legal(text.getWholeText()));
            } else if (child instanceof org.jsoup.nodes.Element element) {
                Element inner = depth < Limits.DEPTH ? converted(element, prefixes, depth + 1) : null;
                if (inner == null) {
                    to.addContent(legal(element.wholeText()));
                } else {
                    to.addContent(inner);
                }
            }
        }
        return to;
    }

    private static Map<String, String> declared(org.jsoup.nodes.Element element, Map<String, String> outer) {
        Map<String, String> prefixes = outer;
        for (org.jsoup.nodes.Attribute attribute : element.attributes()) {
            String key = attribute.getKey();
            if (key.equals("xmlns") || key.startsWith("xmlns:")) {
                if (prefixes == outer) {
                    prefixes = new HashMap<>(outer);
                }
                prefixes.put(key.equals("xmlns") ? "" : key.substring(6), attribute.getValue());
            }
        }
        return prefixes;
    }

    private static void attribute(Element to, String key, String value, Map<String, String> prefixes) {
        String[] name = split(key);
        if (key.startsWith("xmlns") || Verifier.checkAttributeName(name[1]) != null) {
            return;
        }
        Namespace namespace = name[0].isEmpty() ? Namespace.NO_NAMESPACE : namespace(name[0], prefixes);
        boolean clash = !namespace.equals(Namespace.NO_NAMESPACE)
                && namespace != Namespace.XML_NAMESPACE
                && Verifier.checkNamespaceCollision(namespace, to) != null;
        to.setAttribute(name[1], legal(value), clash ? Namespace.NO_NAMESPACE : namespace);
    }

    private static Namespace namespace(String prefix, Map<String, String> prefixes) {
        if (prefix.equals("xml")) {
            return Namespace.XML_NAMESPACE;
        }
        String uri =
                prefixes.getOrDefault(prefix, prefix.isEmpty() ? "" : "urn:unbound:" + prefix.toLowerCase(Locale.ROOT));
        boolean usable = Verifier.checkNamespacePrefix(prefix) == null && Verifier.checkNamespaceURI(uri) == null;
        if (!usable || uri.isEmpty()) {
            return Namespace.NO_NAMESPACE;
        }
        return Namespace.getNamespace(prefix, uri);
    }

    private static String[] split(String name) {
        int colon = name.indexOf(':');
        return colon < 0 ? new String[] {"", name} : new String[] {name.substring(0, colon), name.substring(colon + 1)};
    }

    // ------------------------------------------------------------------ characters

    /** What Windows-1252 has where Unicode has control characters, which no feed means; a space where it has nothing. */
    private static final String NOT_CONTROLS = "€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ";

    private static final Pattern CONTROL =
            Pattern.compile("[\u0080-\u009F]|&#(?:0?(1(?:2[89]|[345][0-9]))|[xX]0{0,2}([89][0-9a-fA-F]));");

    /** Windows-1252 under another name: {@code don&#146;t}, or the same as a character. */
    private static String withoutControls(String text) {
        return CONTROL.matcher(text).replaceAll(control -> {
            int code = control.group(1) != null
                    ? Integer.parseInt(control.group(1))
                    : control.group(2) != null
                            ? Integer.parseInt(control.group(2), 16)
                            : control.group().charAt(0);
            return String.valueOf(NOT_CONTROLS.charAt(code - 0x80));
        });
    }

    /** The text without what XML 1.0 does not allow (production [2] {@code Char}); the text itself where all is well. */
    static String legal(String text) {
        int at = 0;
        while (at < text.length() && isLegal(text, at)) {
            at++;
        }
        if (at == text.length()) {
            return text;
        }
        StringBuilder legal = new StringBuilder(text.length()).append(text, 0, at);
        for (int i = at; i < text.length(); i++) {
            if (isLegal(text, i)) {
                legal.append(text.charAt(i));
            }
        }
        return legal.toString();
    }

    private static boolean isLegal(String text, int at) {
        char c = text.charAt(at);
        if (c >= ' ' && c < 0xD800) {
            return true;
        }
        if (c < ' ') {
            return c == '\n' || c == '\t' || c == '\r';
        }
        if (Character.isHighSurrogate(c)) {
            return at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1));
        }
        if (Character.isLowSurrogate(c)) {
            return at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
        }
        return c < 0xFFFE;
    }

    private static String firstSentence(String message) {
        if (message == null) {
            return "no reason given";
        }
        String line = message.strip().replaceAll("\\s{1,100}", " ");
        return line.length() <= 200 ? line : line.substring(0, 200) + "…";
    }
}
