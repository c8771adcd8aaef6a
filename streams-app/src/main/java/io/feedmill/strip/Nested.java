package io.feedmill.strip;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jsoup.nodes.Attributes;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Entities;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;
import org.jsoup.select.NodeFilter.FilterResult;

/**
 * Reads HTML of which the tree is what its tags say, as nearly all that editors and their programs write: each element
 * ends where its end tag stands, or where the standard has it end without one ({@code p}, {@code li}, {@code td}). Of such
 * a text a walk needs no tree. Where the standard would do anything else than nest (words between the cells of a table,
 * forms, formatting that ends outside of the block it began in, what is not well formed), this gives up, and the text is
 * jsoup's to read. It does what jsoup does, step by step, and a test holds the two together.
 */
final class Nested {
    private static final int MAX_DEPTH = 100;
    private static final int MAX_ATTRIBUTES = 60;
    /** The standard, and jsoup, forget formatting of which there is more. */
    private static final int MAX_FORMATS = 10;

    private static final int MAX_ALIKE = 3;

    /** What the standard does at a start tag. */
    private enum Sort {
        /** Ends a paragraph. */
        BLOCK,
        PARAGRAPH,
        HEADING,
        PRE,
        ITEM,
        /** Has no end, and no content. */
        VOID,
        RULE,
        /** Goes on after its block if it is not ended. */
        FORMAT,
        /** Has a text that is not HTML. */
        RAW,
        /** The parts of tables. Within a cell all is as in a text of its own. */
        TABLE,
        ROWS,
        ROW,
        CELL,
        COLUMN,
        /** Is not HTML inside, and nothing of it is text. */
        FOREIGN,
        OTHER,
        /** Needs more than nesting. */
        REFUSED
    }

    /**
     * @param special whether no end tag of another kind reaches through it
     * @param seen whether the walk cares for it
     */
    private record Kind(org.jsoup.parser.Tag tag, Sort sort, boolean special, boolean seen) {
        Kind(String name, Sort sort, boolean special) {
            this(org.jsoup.parser.Tag.valueOf(name), sort, special, Tag.of(name) != Tag.SKIP);
        }

        String name() {
            return tag.normalName();
        }

        /** Whether it makes tables. */
        boolean isPart() {
            return sort == Sort.TABLE
                    || sort == Sort.ROWS
                    || sort == Sort.ROW
                    || sort == Sort.CELL
                    || sort == Sort.COLUMN;
        }

        boolean isList() {
            return name().equals("ul") || name().equals("ol");
        }
    }

    private static final Map<String, Kind> KINDS = kinds();
    /** The tokens of formulas: they may have HTML in them. */
    private static final Set<String> TOKENS = Set.of("mi", "mn", "mo", "ms", "mtext");

    private static final Set<String> FOREIGN = Set.of(
            ("svg g path circle ellipse line polyline polygon rect use defs clippath mask lineargradient radialgradient stop text"
                            + " tspan symbol marker math mi mn mo ms mtext mrow mfrac msqrt mroot mstyle msub msup msubsup munder"
                            + " mover munderover mtable mtr mtd mspace mpadded mphantom mfenced menclose semantics annotation")
                    .split(" "));
    private static final Kind BODY = new Kind("body", Sort.REFUSED, true);

    private final String markup;
    private final Walk walk;
    private int at;
    /** Of the tag read last; null if it has none. */
    private Attributes attributes;

    private boolean selfClosed;

    /** The elements that are open, the outermost first. */
    private final Element[] open = new Element[MAX_DEPTH];

    private final Kind[] kinds = new Kind[MAX_DEPTH];
    private int depth;
    /** Where the innermost cell of a table is, or the text itself: from there on out nothing is reached. */
    private int floor;
    /** How many tables are open. The outermost is read into a tree first, for the walk wants to know what is in a cell. */
    private int tables;

    /** The formatting that was not ended: what of it is not open, goes on with the next text. */
    private final List<Format> formats = new ArrayList<>(MAX_FORMATS);

    private int firstFormat;
    /** For each cell the {@link #firstFormat} outside it. */
    private final int[] outerFormats = new int[MAX_DEPTH];

    private static final class Format {
        final Kind kind;
        final Attributes attributes;
        Element element;
        boolean open = true;

        Format(Kind kind, Attributes attributes, Element element) {
            this.kind = kind;
            this.attributes = attributes;
            this.element = element;
        }
    }

    private Nested(String markup, Walk walk) {
        this.markup = markup;
        this.walk = walk;
    }

    /** Whether the text could be read; if not, the walk has been over a part of it and is of no more use. */
    static boolean read(String markup, Walk walk) {
        return markup.indexOf('\0') < 0 && new Nested(markup, walk).read();
    }

    private boolean read() {
        if (!open(BODY, null)) {
            return false;
        }
        while (at < markup.length()) {
            int tag = nextTag();
            if (tag > at && !text(decoded(markup.substring(at, tag), false))) {
                return false;
            }
            at = tag;
            if (at < markup.length() && !readTag()) {
                return false;
            }
        }
        close(0);
        return true;
    }

    /** Where the next tag or comment begins. A bracket before anything else stands for itself. */
    private int nextTag() {
        int tag = markup.indexOf('<', at);
        while (tag >= 0 && tag + 1 < markup.length() && !isLetter(markup.charAt(tag + 1))) {
            char next = markup.charAt(tag + 1);
            if (next == '/' || next == '!' || next == '?') {
                return tag;
            }
            tag = markup.indexOf('<', tag + 1);
        }
        return tag < 0 ? markup.length() : tag;
    }

    private boolean readTag() {
        if (at + 2 >= markup.length()) {
            return false;
        }
        char next = markup.charAt(at + 1);
        if (next == '!') {
            return readComment();
        }
        boolean end = next == '/';
        int from = end ? at + 2 : at + 1;
        int to = from;
        while (to < markup.length() && isNamePart(markup.charAt(to))) {
            to++;
        }
        if (to == from || to == markup.length() || !isLetter(markup.charAt(from))) {
            return false;
        }
        Kind kind = kind(markup.substring(from, to));
        if (kind.sort == Sort.REFUSED || isBetweenCells() && !kind.isPart()) {
            return false;
        } else if (kind.sort == Sort.FOREIGN && !end) {
            return reopen() && skipForeign();
        }
        at = to;
        return end ? readEnd(kind) : readStart(kind);
    }

    private boolean readComment() {
        if (!markup.startsWith("<!--", at) || markup.startsWith(">", at + 4) || markup.startsWith("->", at + 4)) {
            return false;
        }
        int end = markup.indexOf("--", at + 4);
        if (end < 0 || !markup.startsWith(">", end + 2)) {
            return false;
        }
        at = end + 3;
        return true;
    }

    // ---------------------------------------------------------------- the tree

    private boolean readStart(Kind kind) {
        return readAttributes() && (!selfClosed || kind.sort != Sort.RAW) && start(kind, attributes);
    }

    private boolean start(Kind kind, Attributes attributes) {
        switch (kind.sort) {
            case OTHER -> {
                return reopen() && open(kind, attributes);
            }
            case FORMAT -> {
                return (!kind.name().equals("a") || endFormat(kind)) && openFormat(kind, attributes);
            }
            case BLOCK, PARAGRAPH -> {
                return closeParagraph() && open(kind, attributes);
            }
            case HEADING -> {
                return closeParagraph()
                        && (kinds[depth - 1].sort != Sort.HEADING || close(depth - 1))
                        && open(kind, attributes);
            }
            case PRE -> {
                boolean opened = closeParagraph() && open(kind, attributes);
                at += markup.startsWith("\r\n", at)
                        ? 2
                        : markup.startsWith("\n", at) || markup.startsWith("\r", at) ? 1 : 0;
                return opened;
            }
            case ITEM -> {
                return closeItem() && closeParagraph() && open(kind, attributes);
            }
            case VOID -> {
                return !kind.seen || reopen() && open(kind, attributes) && close(depth - 1);
            }
            case RULE -> {
                return closeParagraph() && open(kind, attributes) && close(depth - 1);
            }
            case RAW -> {
                return skipRaw(kind.name());
            }
            case TABLE -> {
                return !isBetweenCells() && closeParagraph() && open(kind, attributes);
            }
            case ROWS, ROW, CELL, COLUMN -> {
                return tables == 0 || startPart(kind, attributes);
            }
            default -> throw new AssertionError("refused before");
        }
    }

    private boolean readEnd(Kind kind) {
        skipSpace();
        if (!markup.startsWith(">", at)) {
            return false;
        }
        at++;
        int last = last(kind);
        switch (kind.sort) {
            case PARAGRAPH -> {
                return last < 0 ? open(kind, null) && close(depth - 1) : close(last);
            }
            case FORMAT -> {
                return endFormat(kind);
            }
            case BLOCK, PRE -> {
                return last < 0 || close(last);
            }
            case HEADING -> {
                int heading = depth - 1;
                while (heading > floor && kinds[heading].sort != Sort.HEADING) {
                    heading--;
                }
                return heading == floor || close(heading);
            }
            case ITEM -> {
                for (int i = depth - 1; i > last; i--) {
                    if (kinds[i].isList()) {
                        return true;
                    }
                }
                return last < 0 || close(last);
            }
            case OTHER -> {
                return last < 0 || !isInline(last + 1) || close(last);
            }
            case VOID, RULE -> {
                return !kind.name().equals("br") || start(kind, null);
            }
            case TABLE, ROWS, ROW, CELL -> {
                return tables == 0 || endPart(kind);
            }
            case COLUMN -> {
                return true;
            }
            default -> {
                return false;
            }
        }
    }

    // ---------------------------------------------------------------- tables

    private boolean isBetweenCells() {
        return kinds[depth - 1].isPart() && kinds[depth - 1].sort != Sort.CELL;
    }

    /** Where the innermost table is. Right within it are its rows, in these a row, in this a cell, as far as they are open. */
    private int table() {
        int table = depth - 1;
        while (kinds[table].sort != Sort.TABLE) {
            table--;
        }
        return table;
    }

    private boolean startPart(Kind kind, Attributes attributes) {
        int table = table();
        switch (kind.sort) {
            case ROWS -> {
                close(table + 1);
            }
            case ROW -> {
                close(table + 2);
                openParts(table + 2);
            }
            case CELL -> {
                close(table + 3);
                openParts(table + 3);
            }
            default -> {
                return depth == table + 1;
            }
        }
        if (!open(kind, attributes)) {
            return false;
        }
        if (kind.sort == Sort.CELL) {
            floor = depth - 1;
            outerFormats[floor] = firstFormat;
            firstFormat = formats.size();
        }
        return true;
    }

    /** Those that the standard has where they are not written. */
    private void openParts(int to) {
        while (depth < to) {
            open(KINDS.get(kinds[depth - 1].sort == Sort.TABLE ? "tbody" : "tr"), null);
        }
    }

    private boolean endPart(Kind kind) {
        int table = table();
        int part = table + (kind.sort == Sort.TABLE ? 0 : kind.sort == Sort.ROWS ? 1 : kind.sort == Sort.ROW ? 2 : 3);
        return depth <= part || kinds[part] == kind && close(part);
    }

    // ---------------------------------------------------------------- the stack

    /** Where in the stack the innermost of a kind is; −1 if there is none. */
    private int last(Kind kind) {
        int i = depth - 1;
        while (i > floor && !kinds[i].name().equals(kind.name())) {
            i--;
        }
        return i > floor ? i : -1;
    }

    private boolean isInline(int from) {
        for (int i = from; i < depth; i++) {
            if (kinds[i].special) {
                return false;
            }
        }
        return true;
    }

    private boolean closeParagraph() {
        for (int i = depth - 1; i > floor; i--) {
            if (kinds[i].sort == Sort.PARAGRAPH) {
                return close(i);
            }
        }
        return true;
    }

    /** Before another item of the same list. */
    private boolean closeItem() {
        for (int i = depth - 1; i > floor; i--) {
            if (kinds[i].sort == Sort.ITEM) {
                return close(i);
            }
            if (kinds[i].special
                    && kinds[i].sort != Sort.PARAGRAPH
                    && !kinds[i].name().equals("div")
                    && !kinds[i].name().equals("address")) {
                break;
            }
        }
        return true;
    }

    private boolean open(Kind kind, Attributes attributes) {
        if (depth == MAX_DEPTH) {
            return false;
        }
        Element element = new Element(kind.tag, null, attributes);
        kinds[depth] = kind;
        open[depth++] = element;
        tables += kind.sort == Sort.TABLE ? 1 : 0;
        if (tables == 0) {
            return walk.head(element, depth) == FilterResult.CONTINUE;
        }
        if (tables > 1 || kind.sort != Sort.TABLE) {
            open[depth - 2].appendChild(element);
        }
        return true;
    }

    private boolean text(String words) {
        boolean fits = isBetweenCells() ? words.chars().allMatch(c -> isSpace((char) c)) : reopen();
        if (tables > 0) {
            open[depth - 1].appendChild(new TextNode(words));
        } else {
            walk.append(words);
        }
        return fits;
    }

    /** Closes all down to a place in the stack. */
    private boolean close(int to) {
        while (depth > to) {
            Element element = open[--depth];
            switch (kinds[depth].sort) {
                case FORMAT -> formats.forEach(format -> format.open &= format.element != element);
                case CELL -> leaveCell();
                case TABLE -> tables--;
                default -> {}
            }
            if (tables == 0 && kinds[depth].sort == Sort.TABLE) {
                element.filter(walk);
            } else if (tables == 0) {
                walk.tail(element, depth);
            }
        }
        return true;
    }

    private void leaveCell() {
        formats.subList(firstFormat, formats.size()).clear();
        firstFormat = outerFormats[depth];
        do {
            floor--;
        } while (floor > 0 && kinds[floor].sort != Sort.CELL);
    }

    // ---------------------------------------------------------------- formatting

    private boolean openFormat(Kind kind, Attributes attributes) {
        int alike = 0;
        for (Format format : formats.subList(firstFormat, formats.size())) {
            alike += format.kind == kind ? 1 : 0;
        }
        if (alike == MAX_ALIKE || formats.size() == MAX_FORMATS || !reopen() || !open(kind, attributes)) {
            return false;
        }
        formats.add(new Format(kind, attributes, open[depth - 1]));
        return true;
    }

    /** Formatting that its block took with it goes on. */
    private boolean reopen() {
        int first = formats.size();
        while (first > firstFormat && !formats.get(first - 1).open) {
            first--;
        }
        for (Format format : formats.subList(first, formats.size())) {
            if (!open(format.kind, format.attributes)) {
                return false;
            }
            format.element = open[depth - 1];
            format.open = true;
        }
        return true;
    }

    /** False where a block stands within it, of which the standard would make two. */
    private boolean endFormat(Kind kind) {
        int format = formats.size() - 1;
        while (format >= firstFormat && formats.get(format).kind != kind) {
            format--;
        }
        if (format < firstFormat) {
            return true;
        }
        if (formats.get(format).open) {
            int last = last(kind);
            if (!isInline(last + 1)) {
                return false;
            }
            close(last);
        }
        formats.remove(format);
        return true;
    }

    /** Skips drawings and formulas of which each element is ended, and none is HTML or may have any in it. */
    private boolean skipForeign() {
        Deque<String> foreign = new ArrayDeque<>();
        do {
            boolean end = markup.startsWith("/", at + 1);
            int from = end ? at + 2 : at + 1;
            int to = from;
            while (to < markup.length() && isLetter(markup.charAt(to))) {
                to++;
            }
            String name = lower(markup.substring(from, to));
            at = to;
            if (!FOREIGN.contains(name) || !readAttributes() || end && !name.equals(foreign.poll())) {
                return false;
            }
            if (!end && !selfClosed) {
                if (TOKENS.contains(name) && !markup.startsWith("/", Math.max(at, markup.indexOf('<', at)) + 1)) {
                    return false;
                }
                foreign.push(name);
            }
            if (!foreign.isEmpty()) {
                at = markup.indexOf('<', at);
            }
        } while (!foreign.isEmpty() && at >= 0);
        return foreign.isEmpty();
    }

    /** Skips a text that is not HTML, and its end. */
    private boolean skipRaw(String name) {
        int end = at;
        do {
            end = markup.indexOf("</", end) + 2;
        } while (end >= 2 && !markup.regionMatches(true, end, name, 0, name.length()));
        if (end < 2 || markup.substring(at, end).contains("<!--")) {
            return false;
        }
        at = end + name.length();
        skipSpace();
        return at < markup.length() && markup.charAt(at++) == '>';
    }

    // ---------------------------------------------------------------- tokens

    /** The rest of a tag after its name. */
    private boolean readAttributes() {
        attributes = null;
        selfClosed = false;
        for (skipSpace(); at < markup.length(); skipSpace()) {
            char c = markup.charAt(at);
            if (c == '>') {
                at++;
                return true;
            } else if (c == '/') {
                selfClosed = markup.startsWith(">", ++at);
            } else {
                attributes = attributes == null ? new Attributes() : attributes;
                if (!readAttribute()) {
                    return false;
                }
            }
        }
        return false;
    }

    private boolean readAttribute() {
        int from = at;
        while (at < markup.length() && isNamePart(markup.charAt(at))) {
            at++;
        }
        String name = lower(markup.substring(from, at));
        skipSpace();
        if (name.isEmpty() || at >= markup.length() || attributes.size() == MAX_ATTRIBUTES || attributes.hasKey(name)) {
            return false;
        }
        if (markup.charAt(at) != '=') {
            attributes.add(name, null);
            return " />".indexOf(markup.charAt(at)) >= 0 || isNamePart(markup.charAt(at));
        }
        at++;
        skipSpace();
        int end = endOfValue();
        if (end < 0) {
            return false;
        }
        boolean quoted = markup.charAt(end) == '"' || markup.charAt(end) == '\'';
        attributes.add(name, decoded(markup.substring(quoted ? at + 1 : at, end), true));
        at = quoted ? end + 1 : end;
        return true;
    }

    /** Where the quote stands that ends the value, or the first character after one without quotes; −1 if there is none. */
    private int endOfValue() {
        if (at >= markup.length()) {
            return -1;
        }
        char quote = markup.charAt(at);
        if (quote == '"' || quote == '\'') {
            return markup.indexOf(quote, at + 1);
        }
        int end = at;
        while (end < markup.length() && !isSpace(markup.charAt(end)) && markup.charAt(end) != '>') {
            if ("\"'<=`&".indexOf(markup.charAt(end)) >= 0) {
                return -1;
            }
            end++;
        }
        return end == at || end == markup.length() ? -1 : end;
    }

    private void skipSpace() {
        while (at < markup.length() && isSpace(markup.charAt(at))) {
            at++;
        }
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    private static boolean isNamePart(char c) {
        return isLetter(c) || c >= '0' && c <= '9' || c == '-' || c == '_' || c == ':';
    }

    private static String lower(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) <= 'Z' && name.charAt(i) >= 'A') {
                return name.toLowerCase(Locale.ROOT);
            }
        }
        return name;
    }

    // ---------------------------------------------------------------- character references

    /** What is written in the usual way is read here, and the rest by jsoup. */
    private static String decoded(String text, boolean attribute) {
        int reference = text.indexOf('&');
        if (reference < 0) {
            return text;
        }
        StringBuilder decoded = new StringBuilder(text.length());
        int from = 0;
        for (; reference >= 0; reference = text.indexOf('&', from)) {
            decoded.append(text, from, reference);
            int end = text.indexOf(';', reference);
            if (end < 0 || end > reference + 12 || !decode(text, reference + 1, end, decoded)) {
                return Parser.unescapeEntities(text, attribute);
            }
            from = end + 1;
        }
        return decoded.append(text, from, text.length()).toString();
    }

    private static boolean decode(String text, int from, int to, StringBuilder decoded) {
        if (from < to && text.charAt(from) == '#') {
            int code = number(text, from + 1, to);
            boolean usual = code >= ' ' && code < 0x7f || code >= 0xa0 && code < Character.MIN_SURROGATE;
            if (usual) {
                decoded.append((char) code);
            }
            return usual;
        }
        for (int i = from; i < to; i++) {
            if (!isLetter(text.charAt(i))) {
                return false;
            }
        }
        String named = Entities.getByName(text.substring(from, to));
        decoded.append(named);
        return !named.isEmpty();
    }

    private static int number(String text, int from, int to) {
        int code = 0;
        for (int i = from; i < to && code < Character.MIN_SURROGATE; i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            code = code * 10 + c - '0';
        }
        return code;
    }

    // ---------------------------------------------------------------- elements

    private static Kind kind(String written) {
        String name = lower(written);
        Kind known = KINDS.get(name);
        return known == null
                ? new Kind(name, org.jsoup.parser.Tag.isKnownTag(name) ? Sort.REFUSED : Sort.OTHER, false)
                : known;
    }

    private static Map<String, Kind> kinds() {
        Map<String, Kind> kinds = new HashMap<>();
        put(
                kinds,
                Sort.BLOCK,
                true,
                "address article aside blockquote center details dialog dir div dl fieldset figcaption figure footer header hgroup"
                        + " main menu nav ol search section summary ul");
        put(kinds, Sort.PARAGRAPH, true, "p");
        put(kinds, Sort.HEADING, true, "h1 h2 h3 h4 h5 h6");
        put(kinds, Sort.PRE, true, "pre");
        put(kinds, Sort.ITEM, true, "li");
        put(kinds, Sort.VOID, true, "area base br embed img input link meta param source track wbr");
        put(kinds, Sort.RULE, true, "hr");
        put(kinds, Sort.FORMAT, false, "a b big code em font i s small strike strong tt u");
        put(kinds, Sort.RAW, true, "iframe noembed noframes script style");
        put(
                kinds,
                Sort.OTHER,
                false,
                "abbr acronym audio bdi bdo cite data del dfn ins kbd label mark meter picture progress q samp slot span sub"
                        + " sup time var video");
        put(kinds, Sort.TABLE, true, "table");
        put(kinds, Sort.ROWS, true, "tbody thead tfoot");
        put(kinds, Sort.ROW, true, "tr");
        put(kinds, Sort.CELL, true, "td th");
        put(kinds, Sort.COLUMN, true, "col colgroup");
        put(kinds, Sort.FOREIGN, true, "math svg");
        put(kinds, Sort.REFUSED, true, "image");
        return kinds;
    }

    private static void put(Map<String, Kind> kinds, Sort sort, boolean special, String names) {
        Arrays.stream(names.split(" ")).forEach(name -> kinds.put(name, new Kind(name, sort, special)));
    }
}
