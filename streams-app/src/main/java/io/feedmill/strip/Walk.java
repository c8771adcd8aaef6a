package io.feedmill.strip;

import io.feedmill.rules.Origin;
import io.feedmill.strip.Stripped.Image;
import java.net.URI;
import java.net.URISyntaxException;
import java.text.Normalizer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.internal.StringUtil;
import org.jsoup.nodes.Attributes;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;
import org.jsoup.select.NodeFilter;

/**
 * The one walk over a parsed text: into blocks, with the markup that is kept, and pictures. It does not recurse, so that
 * no depth of nesting can exhaust the stack. One walk serves one text.
 */
final class Walk implements NodeFilter {
    private enum Tag {
        BLOCK,
        HEADING,
        LIST,
        ITEM,
        QUOTE,
        PRE,
        ROW,
        CELL,
        BREAK,
        MARK,
        IMAGE,
        /** Has no text that a reader sees. */
        SKIP,
        INLINE
    }

    private static final Map<String, Tag> TAGS = tags();
    private static final int MAX_URL = 2_048;
    private static final int MAX_ALT = 1_000;
    /** Markup beyond this many elements in one block is dropped; its text is not. */
    private static final int MAX_MARKS = 1_000;

    private static final int MAX_IMAGES = 200;

    private final StructureRules rules;
    private final Origin origin;
    private final String base;
    private final boolean blankLines;

    private final List<Piece> pieces = new ArrayList<>();
    private final Map<String, Image> images = new LinkedHashMap<>();
    private final List<Removed> taken = new ArrayList<>();

    private final Chars text = new Chars(512);
    private List<OpenMark> marks = new ArrayList<>();
    private final ArrayDeque<OpenMark> open = new ArrayDeque<>();
    private boolean space;
    private int newlines;

    private final ArrayDeque<Element> lists = new ArrayDeque<>();
    /** The elements that fell under a rule, the innermost first: within one, only protecting rules are looked for. */
    private final ArrayDeque<Structured> structured = new ArrayDeque<>();

    private StructureRule structure;
    private String structureTag;
    private int quotes;
    private int pres;
    private int rows;
    private boolean cells;
    private int heading;
    private int group;

    /** An element within a block, of which the end is not known yet. */
    private static final class OpenMark {
        final Element element;
        final String tag;
        final String href;
        int start;
        int end = -1;

        OpenMark(Element element, String tag, String href, int start) {
            this.element = element;
            this.tag = tag;
            this.href = href;
            this.start = start;
        }
    }

    /**
     * @param rule the rule around it; null if there is none
     * @param tag the tag that made that rule fire
     */
    private record Structured(Element element, StructureRule rule, String tag) {}

    private Walk(StructureRules rules, Origin origin, String base, boolean blankLines) {
        this.rules = rules;
        this.origin = origin;
        this.base = base;
        this.blankLines = blankLines;
    }

    static Page over(Source source, String base, StructureRules rules, Origin origin) {
        Walk walk = new Walk(rules, origin, base == null ? "" : base, source.blankLines());
        if (source.plain()) {
            walk.append(source.markup());
        } else {
            Jsoup.parseBodyFragment(source.markup(), walk.base).body().filter(walk);
        }
        walk.flush();
        return new Page(walk.pieces, List.copyOf(walk.images.values()), walk.taken);
    }

    @Override
    public FilterResult head(Node node, int depth) {
        if (node instanceof TextNode words) {
            append(words.getWholeText());
            return FilterResult.CONTINUE;
        }
        if (!(node instanceof Element element)) {
            return FilterResult.SKIP_ENTIRELY;
        }
        Tag tag = TAGS.getOrDefault(element.normalName(), Tag.INLINE);
        if (tag == Tag.SKIP) {
            return FilterResult.SKIP_ENTIRELY;
        }
        StructureRule rule = ruleOf(element);
        if (rule != null) {
            if (tag == Tag.INLINE || tag == Tag.MARK && rule.action() == StructureRule.Action.REMOVE) {
                if (rule.action() == StructureRule.Action.REMOVE) {
                    takeInline(element, rule);
                    return FilterResult.SKIP_ENTIRELY;
                }
            }
            if (tag != Tag.MARK && tag != Tag.IMAGE && tag != Tag.BREAK
                    || rule.action() != StructureRule.Action.REMOVE) {
                flush();
                structured.push(new Structured(element, structure, structureTag));
                structure = rule;
                structureTag = rule.evidence(element);
            }
        }
        enter(element, tag);
        return FilterResult.CONTINUE;
    }

    private StructureRule ruleOf(Element element) {
        if (structure == null) {
            return rules.of(element, origin);
        }
        if (!rules.protects || structure.protects()) {
            return null;
        }
        StructureRule rule = rules.of(element, origin);
        return rule != null && rule.protects() ? rule : null;
    }

    private void enter(Element element, Tag tag) {
        switch (tag) {
            case BLOCK, ITEM -> flush();
            case HEADING -> {
                flush();
                heading = element.normalName().charAt(1) - '0';
            }
            case LIST -> {
                flush();
                if (lists.isEmpty()) {
                    group++;
                }
                lists.push(element);
            }
            case QUOTE -> {
                flush();
                if (quotes++ == 0) {
                    group++;
                }
            }
            case PRE -> {
                flush();
                pres++;
            }
            case ROW -> {
                flush();
                rows++;
            }
            case CELL -> {
                if (rows > 0 && !hasBlocks(element)) {
                    if (text.length() > 0) {
                        space = false;
                        cells = true;
                        text.append(' ');
                        text.append('|');
                        text.append(' ');
                    }
                } else {
                    flush();
                }
            }
            case BREAK -> lineBreak();
            case MARK -> mark(element);
            case IMAGE -> image(element);
            case INLINE -> {}
            case SKIP -> throw new AssertionError("skipped before");
        }
    }

    @Override
    public FilterResult tail(Node node, int depth) {
        if (!(node instanceof Element element)) {
            return FilterResult.CONTINUE;
        }
        switch (TAGS.getOrDefault(element.normalName(), Tag.INLINE)) {
            case BLOCK, ITEM -> flush();
            case HEADING -> {
                flush();
                heading = 0;
            }
            case LIST -> {
                flush();
                lists.pop();
            }
            case QUOTE -> {
                flush();
                quotes--;
            }
            case PRE -> {
                flush();
                pres--;
            }
            case ROW -> {
                flush();
                rows--;
            }
            case CELL -> {
                if (rows == 0 || hasBlocks(element)) {
                    flush();
                }
            }
            case MARK -> {
                if (!open.isEmpty() && open.peek().element == element) {
                    OpenMark mark = open.pop();
                    mark.end = text.length();
                }
            }
            default -> {}
        }
        if (!structured.isEmpty() && structured.peek().element() == element) {
            flush();
            Structured around = structured.pop();
            structure = around.rule();
            structureTag = around.tag();
        }
        return FilterResult.CONTINUE;
    }

    /** Whether a cell of a table is there for the layout: then what stands in it are blocks of their own. */
    private static boolean hasBlocks(Element cell) {
        for (Node child : cell.childNodes()) {
            switch (TAGS.getOrDefault(child.normalName(), Tag.INLINE)) {
                case BLOCK, HEADING, LIST, QUOTE, PRE, ROW -> {
                    return true;
                }
                default -> {}
            }
        }
        return false;
    }

    private void takeInline(Element element, StructureRule rule) {
        String words = element.text().strip();
        if (!words.isEmpty()) {
            taken.add(new Removed(rule.id(), rule.kind(), words, pieces.size(), rule.evidence(element)));
            space |= text.length() > 0;
        }
    }

    // ---------------------------------------------------------------- text

    private void append(String words) {
        String clean = words.indexOf('&') >= 0 && pres == 0 && !inCode() ? decodedTwice(words) : words;
        char[] chars = clean.toCharArray();
        if (hasCombining(chars)) {
            clean = Normalizer.normalize(clean, Normalizer.Form.NFC);
            chars = clean.toCharArray();
        }
        if (pres > 0) {
            appendPreformatted(clean);
            return;
        }
        for (int i = 0; i < chars.length; i++) {
            char c = chars[i];
            if (VISIBLE[c]) {
                if (space) {
                    appendSpace();
                }
                newlines = 0;
                int end = endOfRun(chars, i);
                text.append(chars, i, end);
                i = end - 1;
            } else if (c == ' ' || c == '\u00a0' || c == '\t' || c == '\r' || c == '\f') {
                space = true;
            } else if (c == '\n' || c == '\u2028' || c == '\u2029') {
                space = true;
                if (blankLines && ++newlines > 1) {
                    flush();
                }
            }
        }
    }

    /** How far visible characters go on, with no more than a single space between them. */
    private static int endOfRun(char[] chars, int from) {
        int end = from + 1;
        while (end < chars.length && FLOWING[chars[end]] && chars[end - 1] + chars[end] != ' ' + ' ') {
            end++;
        }
        return chars[end - 1] == ' ' ? end - 1 : end;
    }

    /** Which characters are neither white space nor without a trace. */
    private static final boolean[] VISIBLE = flowing(false);
    /** Those, and the space. */
    private static final boolean[] FLOWING = flowing(true);

    private static boolean[] flowing(boolean space) {
        boolean[] flowing = new boolean[Character.MAX_VALUE + 1];
        for (int c = ' ' + 1; c < flowing.length; c++) {
            flowing[c] = c < 0x7f || c > 0xa0;
        }
        for (char c : new char[] {'\u00ad', '\u200b', '\u2028', '\u2029', '\ufeff'}) {
            flowing[c] = false;
        }
        flowing[' '] = space;
        return flowing;
    }

    private void appendSpace() {
        space = false;
        int length = text.length();
        if (length > 0 && text.charAt(length - 1) > ' ') {
            text.append(' ');
        }
    }

    private void appendPreformatted(String words) {
        for (int i = 0; i < words.length(); i++) {
            char c = words.charAt(i);
            if (c == '\u00a0') {
                text.append(' ');
            } else if (c == '\n' || c == '\t' || c >= ' ' && c != '\ufeff' && (c < 0x7f || c >= 0xa0)) {
                text.append(c);
            }
        }
    }

    private void lineBreak() {
        space = false;
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == ' ') {
            end--;
        }
        if (end == 0) {
            return;
        }
        if (pres == 0 && text.charAt(end - 1) == '\n') {
            flush();
        } else {
            text.append('\n');
        }
    }

    private boolean inCode() {
        return !open.isEmpty() && open.peek().tag.equals("code");
    }

    private static boolean hasCombining(char[] words) {
        for (char c : words) {
            if (c >= 0x300 && c < 0x370) {
                return true;
            }
        }
        return false;
    }

    /** Undoes what was escaped twice: {@code &amp;nbsp;}, {@code &amp;#8217;}. */
    private static String decodedTwice(String words) {
        for (int at = words.indexOf('&'); at >= 0; at = words.indexOf('&', at + 1)) {
            int end = at + 1;
            while (end < words.length() && end < at + 9 && words.charAt(end) != ';') {
                end++;
            }
            if (end > at + 2 && end < words.length() && words.charAt(end) == ';') {
                String name = words.substring(at + 1, end);
                switch (name) {
                    case "nbsp",
                            "amp",
                            "quot",
                            "apos",
                            "rsquo",
                            "lsquo",
                            "rdquo",
                            "ldquo",
                            "hellip",
                            "ndash",
                            "mdash" -> {
                        return Parser.unescapeEntities(words, false);
                    }
                    default -> {
                        if (name.charAt(0) == '#' && Character.isDigit(name.charAt(name.length() - 1))) {
                            return Parser.unescapeEntities(words, false);
                        }
                    }
                }
            }
        }
        return words;
    }

    // ---------------------------------------------------------------- blocks

    /** Ends the block, if there is one. */
    private void flush() {
        space = false;
        newlines = 0;
        int length = text.length();
        if (length == 0 && marks.isEmpty()) {
            return;
        }
        int end = length;
        while (end > 0 && text.charAt(end - 1) <= ' ') {
            end--;
        }
        if (end > 0) {
            Block.Kind kind = kind();
            int level = kind == Block.Kind.HEADING ? heading : kind == Block.Kind.LIST_ITEM ? lists.size() : 0;
            boolean ordered = !lists.isEmpty() && lists.peek().normalName().equals("ol");
            Piece piece = new Piece(
                    kind,
                    level,
                    group,
                    ordered,
                    text.toString(),
                    marks.isEmpty() ? List.of() : closed(end),
                    structure,
                    structureTag);
            if (pres == 0) {
                piece.trim();
            } else {
                piece.to = end;
            }
            pieces.add(piece);
        }
        text.clear();
        cells = false;
        reopenMarks();
    }

    private Block.Kind kind() {
        if (pres > 0) {
            return Block.Kind.PREFORMATTED;
        }
        if (heading > 0) {
            return Block.Kind.HEADING;
        }
        if (!lists.isEmpty()) {
            return Block.Kind.LIST_ITEM;
        }
        if (quotes > 0) {
            return Block.Kind.QUOTE;
        }
        return cells ? Block.Kind.TABLE_ROW : Block.Kind.PARAGRAPH;
    }

    private List<Piece.Mark> closed(int end) {
        List<Piece.Mark> closed = new ArrayList<>(marks.size());
        for (OpenMark mark : marks) {
            int to = mark.end < 0 ? end : Math.min(mark.end, end);
            if (mark.start < to) {
                closed.add(new Piece.Mark(mark.tag, mark.href, mark.start, to));
            }
        }
        return closed;
    }

    /** An element that is still open goes on in the next block. */
    private void reopenMarks() {
        if (marks.isEmpty()) {
            return;
        }
        marks = new ArrayList<>();
        open.descendingIterator().forEachRemaining(mark -> {
            mark.start = 0;
            marks.add(mark);
        });
    }

    private void mark(Element element) {
        String tag = switch (element.normalName()) {
            case "kbd", "samp", "tt" -> "code";
            default -> element.normalName();
        };
        String href = tag.equals("a") ? safeUrl(element.attributes().get("href"), true) : null;
        if (tag.equals("a") && href == null || pres > 0 && tag.equals("code") || marks.size() >= MAX_MARKS) {
            return;
        }
        for (OpenMark outer : open) {
            if (outer.tag.equals(tag)) {
                return;
            }
        }
        if (space) {
            appendSpace();
        }
        OpenMark mark = new OpenMark(element, tag, href, text.length());
        open.push(mark);
        marks.add(mark);
    }

    // ---------------------------------------------------------------- pictures and addresses

    private void image(Element element) {
        Attributes attributes = element.attributes();
        String alt = attributes.get("alt").strip();
        if (rules.isEmoji(element)) {
            append(alt);
            return;
        }
        String url = null;
        for (String name : List.of("data-src", "data-lazy-src", "data-original", "data-orig-file", "src")) {
            if (attributes.hasKey(name)) {
                url = safeUrl(attributes.get(name), false);
            }
            if (url != null) {
                break;
            }
        }
        if (url == null) {
            return;
        }
        String pixel = rules.pixel(element, url);
        if (pixel != null) {
            taken.add(new Removed("track.pixel", Boilerplate.TRACKING, url, pieces.size(), pixel));
        } else if ((structure == null || structure.keepsImages() || structure.protects())
                && images.size() < MAX_IMAGES) {
            images.putIfAbsent(url, new Image(url, alt.isEmpty() ? null : Lengths.cut(alt, MAX_ALT)));
        }
    }

    /** The address made absolute, without what follows readers about; null if it is not one that is safe to open. */
    private String safeUrl(String given, boolean mail) {
        String url = given.strip();
        if (url.isEmpty() || url.length() > MAX_URL || url.charAt(0) == '#') {
            return null;
        }
        StringBuilder clean = null;
        for (int i = 0; i < url.length(); i++) {
            char c = url.charAt(i);
            if (c <= ' ' || c == 0x7f || c == '\\' || c == '<' || c == '>' || c == '"') {
                if (clean == null) {
                    clean = new StringBuilder(url.substring(0, i));
                }
                if (c == ' ') {
                    clean.append("%20");
                } else if (c > ' ' && c != 0x7f) {
                    clean.append('%').append(Integer.toHexString(c));
                }
            } else if (clean != null) {
                clean.append(c);
            }
        }
        url = clean == null ? url : clean.toString();
        if (!isWeb(url)) {
            if (url.regionMatches(true, 0, "mailto:", 0, 7)) {
                return mail ? url : null;
            }
            url = hasScheme(url) ? "" : StringUtil.resolve(base, url);
            if (!isWeb(url)) {
                return null;
            }
        }
        return rules.withoutTracking(url);
    }

    private static boolean isWeb(String url) {
        return url.regionMatches(true, 0, "http://", 0, 7) && url.length() > 7
                || url.regionMatches(true, 0, "https://", 0, 8) && url.length() > 8;
    }

    private static boolean hasScheme(String url) {
        for (int i = 0; i < url.length(); i++) {
            char c = url.charAt(i);
            if (c == ':') {
                return true;
            }
            if (c == '/' || c == '?' || c == '#') {
                return false;
            }
        }
        return false;
    }

    /** The host of an absolute address in lower case without {@code www.}; empty if there is none. */
    static String host(String url) {
        if (url == null) {
            return "";
        }
        try {
            String host = new URI(url).getHost();
            return host == null ? "" : bareHost(host);
        } catch (URISyntaxException e) {
            int from = url.indexOf("//") + 2;
            int to = from;
            while (to < url.length() && "/?#:".indexOf(url.charAt(to)) < 0) {
                to++;
            }
            return from < 2 ? "" : bareHost(url.substring(from, to));
        }
    }

    static String bareHost(String host) {
        String lower = host.toLowerCase(Locale.ROOT);
        return lower.startsWith("www.") ? lower.substring(4) : lower;
    }

    private static Map<String, Tag> tags() {
        Map<String, Tag> tags = new HashMap<>();
        put(tags, Tag.HEADING, "h1 h2 h3 h4 h5 h6");
        put(tags, Tag.LIST, "ul ol menu dir");
        put(tags, Tag.ITEM, "li");
        put(tags, Tag.QUOTE, "blockquote");
        put(tags, Tag.PRE, "pre xmp listing plaintext");
        put(tags, Tag.ROW, "tr");
        put(tags, Tag.CELL, "td th");
        put(tags, Tag.BREAK, "br");
        put(tags, Tag.MARK, "a b strong i em code kbd samp tt");
        put(tags, Tag.IMAGE, "img");
        put(
                tags,
                Tag.SKIP,
                "script style template iframe object embed svg math canvas input textarea head title link meta base map area"
                        + " param source track applet frame frameset noframes noembed datalist");
        put(
                tags,
                Tag.BLOCK,
                "p div section article aside header footer main nav address dl dt dd figure figcaption center form fieldset"
                        + " legend details summary hgroup body table tbody thead tfoot caption hr video audio noscript search"
                        + " select option button dialog");
        return tags;
    }

    private static void put(Map<String, Tag> tags, Tag tag, String names) {
        for (String name : names.split(" ")) {
            tags.put(name, tag);
        }
    }
}
