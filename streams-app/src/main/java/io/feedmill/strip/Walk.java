package io.feedmill.strip;

import io.feedmill.rules.Origin;
import io.feedmill.strip.Stripped.Image;
import java.text.Normalizer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attributes;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeFilter;

/**
 * The one walk over a parsed text: into blocks, with the markup that is kept, and pictures. It does not recurse, so that
 * no depth of nesting can exhaust the stack. One walk serves one text.
 */
final class Walk implements NodeFilter {
    private static final int MAX_ALT = 1_000;
    private static final int MAX_IMAGES = 200;
    /** Where the address of a picture stands, the surest first. */
    private static final List<String> SOURCES =
            List.of("data-src", "data-lazy-src", "data-original", "data-orig-file", "src");

    private final StructureRules rules;
    private final Origin origin;
    private final String base;
    private final boolean blankLines;

    private final Map<String, StructureRule> seen = new HashMap<>();
    private final List<Piece> pieces = new ArrayList<>();
    private final Map<String, Image> images = new LinkedHashMap<>();
    private final List<Removed> taken = new ArrayList<>();

    private final Chars text = new Chars(512);
    private final Marks marks = new Marks();
    private boolean space;
    private int newlines;

    /** What the elements are that it is in, the innermost first. */
    private final ArrayDeque<Tag> tags = new ArrayDeque<>();

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
        Tag tag = Tag.of(element);
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
        tags.push(tag);
        return FilterResult.CONTINUE;
    }

    private StructureRule ruleOf(Element element) {
        if (structure == null) {
            return rules.of(element, origin, seen);
        }
        if (!rules.protects || structure.protects()) {
            return null;
        }
        StructureRule rule = rules.of(element, origin, seen);
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
        switch (tags.pop()) {
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
            case MARK -> marks.close(element, text.length());
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
            switch (Tag.of(child)) {
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
        String clean = words.indexOf('&') >= 0 && pres == 0 && !marks.inCode() ? Escapes.undone(words) : words;
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

    private static boolean hasCombining(char[] words) {
        for (char c : words) {
            if (c >= 0x300 && c < 0x370) {
                return true;
            }
        }
        return false;
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
            Piece piece =
                    new Piece(kind, level, group, ordered, text.toString(), marks.closed(end), structure, structureTag);
            if (pres == 0) {
                piece.trim();
            } else {
                piece.to = end;
            }
            piece.counted(text.words());
            pieces.add(piece);
        }
        text.clear();
        cells = false;
        marks.reopen();
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

    private void mark(Element element) {
        String tag = switch (element.normalName()) {
            case "kbd", "samp", "tt" -> "code";
            default -> element.normalName();
        };
        String href = tag.equals("a") ? address(element.attributes().get("href"), true) : null;
        if (tag.equals("a") && href == null || pres > 0 && tag.equals("code") || !marks.mayOpen(tag)) {
            return;
        }
        if (space) {
            appendSpace();
        }
        marks.open(element, tag, href, text.length());
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
        for (String name : SOURCES) {
            if (attributes.hasKey(name)) {
                url = address(attributes.get(name), false);
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

    /** Absolute, without what follows readers about; null if it is not one that is safe to open. */
    private String address(String given, boolean mail) {
        String safe = Address.safe(given, base, mail);
        return safe != null && safe.indexOf('?') >= 0 && Address.isWeb(safe) ? rules.withoutTracking(safe) : safe;
    }
}
