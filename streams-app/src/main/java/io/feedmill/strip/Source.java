package io.feedmill.strip;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.parser.Parser;

/**
 * A text made ready to parse. Feeds wrap HTML in CDATA inside CDATA, escape it once more than they should, or cut it out of
 * XML with half of its wrapping. jsoup, as browsers do, reads {@code <![CDATA[<p>} as a comment and loses what stands in
 * it, so all this is undone first.
 *
 * @param markup HTML, or plain text where {@code plain}
 * @param plain no tag at all
 * @param blankLines no tag that makes a block: empty lines separate the blocks
 * @param cut whether the text was longer than is read
 */
record Source(Stripped.Source from, String markup, boolean plain, boolean blankLines, boolean cut) {
    /** Longer than anything that fits on a topic. Keeps the memory bounded. */
    static final int MAX_LENGTH = 4_000_000;

    private static final int MAX_WRAPPINGS = 4;
    private static final String OPEN = "<![CDATA[";
    private static final String CLOSE = "]]>";

    private static final Pattern BLOCK_TAG = Pattern.compile(
            "</?(?:p|div|br|li|ul|ol|h[1-6]|blockquote|table|tr|td|pre|section|article|figure|hr|dl|dd)(?=[\\s/>])",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern TAG = Pattern.compile(
            "</?(?:p|div|br|li|ul|ol|h[1-6]|blockquote|table|tbody|tr|td|th|pre|section|article|aside|figure|figcaption|hr"
                    + "|dl|dt|dd|a|b|i|u|s|em|strong|span|img|code|font|small|big|sub|sup|center|script|style|iframe|video"
                    + "|audio|object|embed|form|input|button|svg|math|link|meta|body|html|head|base|noscript|template|cite"
                    + "|q|abbr|mark|time|del|ins|strike|kbd|samp|var|tt|picture|source|main|header|footer|nav|details"
                    + "|summary|label|textarea|select|wbr|bdi|bdo|ruby|rt|rp|address|amp-[a-z]{1,20})(?=[\\s/>])",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern ESCAPED_START = Pattern.compile(
            "\\s{0,20}&(?:amp;){0,2}lt;(?:!\\[CDATA\\[|(?:p|div|a|img|h[1-6]|ul|ol|figure|blockquote|table|span|strong|em|b|i|br)"
                    + "(?:&(?:amp;){0,2}gt;|>|\\s|/))",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern ESCAPED_BLOCK = Pattern.compile(
            "&(?:amp;){0,2}lt;/(?:p|div|li|h[1-6]|blockquote|figure)(?:&(?:amp;){0,2}gt;|>)", Pattern.CASE_INSENSITIVE);

    private static final Pattern CODE =
            Pattern.compile("<!\\[CDATA\\[|<(/?)(?:pre|code)(?=[\\s/>])", Pattern.CASE_INSENSITIVE);

    static Source of(String html, Stripped.Source from) {
        boolean cut = html.length() > MAX_LENGTH;
        String markup = unwrapped(Lengths.cut(html, MAX_LENGTH));
        boolean plain = !has(TAG, markup);
        boolean blankLines = plain || !has(BLOCK_TAG, markup);
        String ready = !plain
                ? withoutCdata(markup)
                : markup.indexOf('&') < 0 ? markup : Parser.unescapeEntities(markup, false);
        return new Source(from, ready, plain, blankLines, cut);
    }

    private static boolean has(Pattern tag, String markup) {
        Matcher matcher = tag.matcher(markup);
        for (int at = markup.indexOf('<'); at >= 0; at = markup.indexOf('<', at + 1)) {
            if (matcher.region(at, markup.length()).lookingAt()) {
                return true;
            }
        }
        return false;
    }

    private static String unwrapped(String html) {
        String markup = html.indexOf(']') < 0 ? html : html.replace("]]]]><![CDATA[>", CLOSE);
        for (int i = 0; i < MAX_WRAPPINGS; i++) {
            String inner = unwrappedOnce(markup);
            if (inner.equals(markup)) {
                break;
            }
            markup = inner;
        }
        return markup;
    }

    private static String unwrappedOnce(String markup) {
        int start = 0;
        while (start < markup.length() && Character.isWhitespace(markup.charAt(start))) {
            start++;
        }
        if (markup.startsWith(OPEN, start)) {
            String trimmed = markup.strip();
            String inner = trimmed.substring(OPEN.length());
            return inner.endsWith(CLOSE) ? inner.substring(0, inner.length() - CLOSE.length()) : inner;
        }
        if (markup.indexOf('&') >= 0) {
            boolean opens =
                    ESCAPED_START.matcher(markup).region(start, markup.length()).lookingAt();
            int end = opens ? beforeImages(markup) : markup.length();
            String words = markup.substring(0, end);
            if (!has(TAG, words) && (opens || ESCAPED_BLOCK.matcher(markup).find())) {
                return Parser.unescapeEntities(words.strip(), false) + markup.substring(end);
            }
        }
        return markup;
    }

    /** Where the pictures begin that a service hung on behind, not escaped, to count the readers. */
    private static int beforeImages(String markup) {
        int end = markup.length();
        while (true) {
            int last = end;
            while (last > 0 && Character.isWhitespace(markup.charAt(last - 1))) {
                last--;
            }
            int open = markup.lastIndexOf('<', last - 1);
            if (open < 0 || !markup.startsWith("<img ", open) || markup.indexOf('>', open) != last - 1) {
                return end;
            }
            end = open;
        }
    }

    /** Drops the openings of CDATA that are left; in code they are text. */
    private static String withoutCdata(String markup) {
        if (markup.indexOf('[') < 0 || markup.indexOf(OPEN) < 0) {
            return markup;
        }
        StringBuilder kept = new StringBuilder(markup.length());
        Matcher code = CODE.matcher(markup);
        int depth = 0;
        int from = 0;
        while (code.find()) {
            if (code.group().endsWith("[")) {
                kept.append(markup, from, code.start()).append(depth > 0 ? "&lt;![CDATA[" : "");
                from = code.end();
            } else {
                depth = Math.max(0, depth + (code.group(1).isEmpty() ? 1 : -1));
            }
        }
        return kept.append(markup, from, markup.length()).toString();
    }
}
