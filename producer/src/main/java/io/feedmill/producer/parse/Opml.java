package io.feedmill.producer.parse;

import io.feedmill.avro.FeedSubscription;
import io.feedmill.producer.fetch.Locations;
import io.feedmill.producer.fetch.RequestHeaders;
import io.feedmill.schemas.Ids;
import java.io.StringWriter;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jdom2.Attribute;
import org.jdom2.Element;

/**
 * Lists of feeds as feed readers exchange them (OPML 1.0 to 2.0, opml.org). They are read as leniently as feeds are, and
 * as warily: no DOCTYPE, no entity, nothing opened, everything bounded. Folders and categories become labels; what OPML
 * has no words for stands in attributes of a namespace of our own.
 */
public final class Opml {

    /** The namespace of the attributes for what OPML has no words for. */
    public static final String NAMESPACE = "urn:feedmill:opml";

    /** More outlines than this are not read. */
    static final int OUTLINES = 50_000;

    private static final int LABELS = 32;
    private static final Pattern TOPIC = Pattern.compile("medtop:[0-9]{8}");
    private static final Pattern RULE_SET = Pattern.compile("[\\p{L}0-9][\\p{L}0-9._-]{0,99}");
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    private Opml() {}

    /** An outline that names no feed that can be subscribed to, and why. */
    public record Refused(String outline, String reason) {}

    /**
     * What a list says.
     *
     * @param title null if it has none
     * @param feeds each once, in the list's order
     * @param repeated how many outlines name a feed that was named before
     * @param problems what was wrong with the document, though it was read, in plain words
     */
    public record Listed(
            String title, List<FeedSubscription> feeds, int repeated, List<Refused> refused, List<String> problems) {}

    // ------------------------------------------------------------------ reading

    /**
     * @param withFiles whether feeds may be files of this machine: only where the list is trusted
     * @throws UnreadableFeedException if the document is no list of feeds; all lesser faults are reported beside it
     */
    public static Listed read(byte[] document, boolean withFiles) throws UnreadableFeedException {
        if (document.length > Limits.DOCUMENT_BYTES) {
            throw UnreadableFeedException.broken(
                    -1, "larger than " + (Limits.DOCUMENT_BYTES >> 20) + " MB, which no list of feeds needs; not read");
        }
        List<String> problems = new ArrayList<>();
        String text = TextDecoder.decode(document, null).text();
        Opening opening = Opening.of(text);
        if (opening.kind() != Opening.Kind.OPML) {
            throw UnreadableFeedException.notAFeed("not an OPML list of feeds: "
                    + (opening.root().isEmpty() ? "it is no XML" : "its root element is <" + opening.root() + ">"));
        }
        Element root =
                XmlTree.read(text.substring(opening.start()), 0, problems).getRootElement();
        Reading reading = new Reading(withFiles);
        reading.all(root);
        return new Listed(
                reading.title,
                List.copyOf(reading.feeds.values()),
                reading.repeated,
                List.copyOf(reading.refused),
                List.copyOf(problems));
    }

    /** One walk through one list. */
    private static final class Reading {
        final boolean withFiles;
        final Map<String, FeedSubscription> feeds = new LinkedHashMap<>();
        final List<Refused> refused = new ArrayList<>();
        String title;
        int repeated;
        int outlines;

        Reading(boolean withFiles) {
            this.withFiles = withFiles;
        }

        private record Open(Element element, String folder) {}

        /** Without recursion: how deep a list nests is for strangers to say. */
        void all(Element root) {
            Deque<Open> open = new ArrayDeque<>();
            open.push(new Open(root, ""));
            while (!open.isEmpty()) {
                Open at = open.pop();
                String folder = at.folder();
                if (at.element().getName().equalsIgnoreCase("outline")) {
                    if (++outlines > OUTLINES) {
                        refused.add(new Refused(
                                "all after the first " + OUTLINES + " outlines", "too many; split the list"));
                        return;
                    }
                    Map<String, String> given = attributes(at.element());
                    if (given.containsKey("xmlurl")) {
                        feed(given, own(at.element()), folder);
                    } else if (given.containsKey("type") && !isFolder(at.element())) {
                        refused.add(new Refused(name(given), "it has no xmlUrl, the address of a feed"));
                    } else {
                        folder = joined(folder, name(given));
                    }
                } else if (at.element().getName().equalsIgnoreCase("title") && title == null) {
                    title = PlainText.folded(Limits.cut(at.element().getText(), Limits.TITLE_BYTES));
                }
                List<Element> children = at.element().getChildren();
                for (int i = children.size() - 1; i >= 0; i--) {
                    open.push(new Open(children.get(i), folder));
                }
            }
        }

        private void feed(Map<String, String> given, Map<String, String> own, String folder) {
            String url = location(given.get("xmlurl"));
            if (url == null) {
                String what = withFiles ? "http, https or file" : "http or https";
                refused.add(new Refused(
                        shown(given.get("xmlurl")),
                        "not an " + what + " address of at most " + Limits.URL_CHARS + " characters"));
                return;
            }
            try {
                FeedSubscription feed = subscription(url, given, own, folder);
                if (feeds.putIfAbsent(Ids.feedId(Locations.url(url)), feed) != null) {
                    repeated++;
                }
            } catch (IllegalArgumentException e) {
                refused.add(new Refused(shown(url), e.getMessage()));
            }
        }

        /** Null where it is none that may be subscribed to. */
        private String location(String written) {
            String url = written.strip();
            if (url.regionMatches(true, 0, "feed:", 0, 5)) {
                // Desktop readers' own scheme: feed://example.org/rss and feed:https://example.org/rss.
                url = url.startsWith("//", 5) ? "http:" + url.substring(5) : url.substring(5);
            }
            if (withFiles && url.startsWith("file:")) {
                return url.length() <= Limits.URL_CHARS ? url : null;
            }
            String absolute = Urls.absolute(url, null);
            return absolute == null || absolute.length() > Limits.URL_CHARS ? null : absolute;
        }

        private static FeedSubscription subscription(
                String url, Map<String, String> given, Map<String, String> own, String folder) {
            Set<String> labels = new LinkedHashSet<>();
            Set<String> topics = new LinkedHashSet<>();
            labels.add(folder);
            for (String category : given.getOrDefault("category", "").split(",", LABELS)) {
                labels.add(label(category));
            }
            for (String code : own.getOrDefault("topics", "").split(",", LABELS)) {
                if (!code.isBlank() && !TOPIC.matcher(code.strip()).matches()) {
                    throw new IllegalArgumentException(
                            "\"" + shown(code) + "\" is no IPTC Media Topics code, such as medtop:11000000");
                }
                topics.add(code.strip());
            }
            labels.remove("");
            topics.remove("");
            return FeedSubscription.newBuilder()
                    .setUrl(url)
                    .setTitle(url.equals(title(given)) ? null : title(given))
                    .setSite(Urls.absolute(given.get("htmlurl"), null))
                    .setLabels(List.copyOf(labels))
                    .setTopics(List.copyOf(topics))
                    .setMinIntervalSeconds(seconds("minInterval", own.get("minInterval")))
                    .setMaxIntervalSeconds(seconds("maxInterval", own.get("maxInterval")))
                    .setHeaders(headers(own.getOrDefault("headers", "")))
                    .setRuleSet(own.containsKey("ruleSet") ? ruleSet(own.get("ruleSet")) : null)
                    .setPaused("true".equals(own.get("paused")))
                    .build();
        }

        private static String title(Map<String, String> given) {
            String text = given.getOrDefault("text", given.get("title"));
            return text == null ? null : PlainText.folded(Limits.cut(text, Limits.TITLE_BYTES));
        }

        private static boolean isFolder(Element outline) {
            return !outline.getChildren().isEmpty();
        }

        private static String name(Map<String, String> given) {
            String title = title(given);
            return title == null ? "" : title;
        }

        private static String joined(String folder, String name) {
            String label = label(name);
            if (label.isEmpty()) {
                return folder;
            }
            String path = folder.isEmpty() ? label : folder + "/" + label;
            return path.length() > Limits.WORDS_BYTES ? folder : path;
        }
    }

    /** A label as it is kept: without commas, which divide labels, and slashes at its ends, which divide folders. */
    public static String label(String written) {
        String folded = PlainText.folded(Limits.cut(written, Limits.WORDS_BYTES));
        return folded == null ? "" : folded.replace(',', ';').replaceAll("\\A[/ ]{1,64}|[/ ]{1,64}\\z", "");
    }

    /** Attributes in no namespace by their names in lower case, as different programs write them differently. */
    private static Map<String, String> attributes(Element outline) {
        Map<String, String> found = new HashMap<>();
        for (Attribute each : outline.getAttributes()) {
            if (each.getNamespaceURI().isEmpty()) {
                found.putIfAbsent(each.getName().toLowerCase(Locale.ROOT), each.getValue());
            }
        }
        return found;
    }

    private static Map<String, String> own(Element outline) {
        Map<String, String> found = new HashMap<>();
        for (Attribute each : outline.getAttributes()) {
            if (each.getNamespaceURI().equals(NAMESPACE)) {
                found.put(each.getName(), each.getValue());
            }
        }
        return found;
    }

    private static Integer seconds(String name, String written) {
        if (written == null) {
            return null;
        }
        try {
            long seconds = Duration.parse(written).toSeconds();
            if (seconds > 0 && seconds <= Integer.MAX_VALUE) {
                return (int) seconds;
            }
        } catch (DateTimeException | ArithmeticException e) {
            // Told below.
        }
        throw new IllegalArgumentException(name + " must be a time such as PT15M, not \"" + shown(written) + "\"");
    }

    private static String ruleSet(String written) {
        if (!RULE_SET.matcher(written).matches()) {
            throw new IllegalArgumentException(
                    "the name of a rule set is made of letters, digits, dots and hyphens, unlike \"" + shown(written)
                            + "\"");
        }
        return written;
    }

    private static Map<String, String> headers(String written) {
        Map<String, String> headers = new TreeMap<>();
        for (String each : written.split("&", LABELS)) {
            int equals = each.indexOf('=');
            if (equals > 0) {
                String name = decoded(each.substring(0, equals));
                String value = decoded(each.substring(equals + 1));
                RequestHeaders.check(name, value);
                headers.put(name, value);
            }
        }
        return headers;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String shown(String text) {
        return CONTROL.matcher(Limits.cut(Locations.withoutCredentials(text), 200))
                .replaceAll("?");
    }

    // ------------------------------------------------------------------ writing

    private static final class Folder {
        final Map<String, Folder> folders = new TreeMap<>();
        final List<FeedSubscription> feeds = new ArrayList<>();

        Folder within(String path) {
            Folder at = this;
            for (String name : path.isEmpty() ? new String[0] : path.split("/")) {
                at = at.folders.computeIfAbsent(name, key -> new Folder());
            }
            return at;
        }
    }

    /**
     * The feeds as OPML 2.0 in UTF-8: in folders by their first label, in the order given. {@link #read} gives the same
     * feeds back.
     *
     * @param withSecrets whether credentials in addresses, and headers, are written too
     */
    public static String write(String title, List<FeedSubscription> feeds, boolean withSecrets, Instant now) {
        Folder root = new Folder();
        feeds.forEach(feed -> root.within(
                        feed.getLabels().isEmpty() ? "" : feed.getLabels().get(0))
                .feeds
                .add(feed));
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter out = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
            out.writeStartDocument("UTF-8", "1.0");
            line(out, 0);
            out.writeStartElement("opml");
            out.writeAttribute("version", "2.0");
            out.writeNamespace("feedmill", NAMESPACE);
            line(out, 1);
            out.writeStartElement("head");
            element(out, "title", XmlTree.legal(title));
            element(out, "dateCreated", DateTimeFormatter.RFC_1123_DATE_TIME.format(now.atOffset(ZoneOffset.UTC)));
            element(out, "docs", "http://opml.org/spec2.opml");
            line(out, 1);
            out.writeEndElement();
            line(out, 1);
            out.writeStartElement("body");
            write(out, root, withSecrets, 2);
            line(out, 1);
            out.writeEndElement();
            line(out, 0);
            out.writeEndElement();
            out.writeEndDocument();
            out.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("writing to memory does not fail", e);
        }
        return text + "\n";
    }

    private static void write(XMLStreamWriter out, Folder folder, boolean withSecrets, int depth)
            throws XMLStreamException {
        for (Map.Entry<String, Folder> each : folder.folders.entrySet()) {
            line(out, depth);
            out.writeStartElement("outline");
            attribute(out, "text", each.getKey());
            write(out, each.getValue(), withSecrets, depth + 1);
            line(out, depth);
            out.writeEndElement();
        }
        for (FeedSubscription feed : folder.feeds) {
            line(out, depth);
            out.writeEmptyElement("outline");
            String url = withSecrets ? feed.getUrl() : Locations.withoutCredentials(feed.getUrl());
            attribute(out, "type", "rss");
            attribute(out, "text", feed.getTitle() == null ? url : feed.getTitle());
            attribute(out, "title", feed.getTitle());
            attribute(out, "xmlUrl", url);
            attribute(out, "htmlUrl", feed.getSite());
            attribute(out, "category", joined(feed.getLabels().stream().skip(1).toList()));
            own(out, "topics", joined(feed.getTopics()));
            own(out, "minInterval", duration(feed.getMinIntervalSeconds()));
            own(out, "maxInterval", duration(feed.getMaxIntervalSeconds()));
            own(out, "ruleSet", feed.getRuleSet());
            own(out, "paused", feed.getPaused() ? "true" : null);
            own(out, "headers", withSecrets ? written(feed.getHeaders()) : null);
        }
    }

    private static void attribute(XMLStreamWriter out, String name, String value) throws XMLStreamException {
        if (value != null) {
            out.writeAttribute(name, XmlTree.legal(value));
        }
    }

    private static void own(XMLStreamWriter out, String name, String value) throws XMLStreamException {
        if (value != null) {
            out.writeAttribute("feedmill", NAMESPACE, name, XmlTree.legal(value));
        }
    }

    private static void element(XMLStreamWriter out, String name, String text) throws XMLStreamException {
        line(out, 2);
        out.writeStartElement(name);
        out.writeCharacters(text);
        out.writeEndElement();
    }

    private static void line(XMLStreamWriter out, int depth) throws XMLStreamException {
        out.writeCharacters("\n" + "  ".repeat(depth));
    }

    private static String joined(List<String> words) {
        return words.isEmpty() ? null : String.join(",", words);
    }

    private static String duration(Integer seconds) {
        return seconds == null ? null : Duration.ofSeconds(seconds).toString();
    }

    private static String written(Map<String, String> headers) {
        List<String> pairs = new ArrayList<>();
        new TreeMap<>(headers).forEach((name, value) -> pairs.add(encoded(name) + "=" + encoded(value)));
        return pairs.isEmpty() ? null : String.join("&", pairs);
    }
}
