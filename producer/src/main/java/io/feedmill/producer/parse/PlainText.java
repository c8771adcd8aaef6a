package io.feedmill.producer.parse;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.parser.Parser;

/** Titles and names as plain text, and plain text as HTML. */
final class PlainText {

    private static final Pattern ENTITY =
            Pattern.compile("&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});");
    private static final Pattern TAG = Pattern.compile("<(/?)([A-Za-z][A-Za-z0-9]{0,14})(?:\\s[^<>]{0,2000})?/?>");
    private static final Pattern MARKUP =
            Pattern.compile("</[A-Za-z][A-Za-z0-9]{0,14}>|<(?:br|hr|img|p)\\b[^<>]{0,2000}>");
    private static final Set<String> VOID = Set.of("br", "hr", "img", "wbr", "input");
    private static final Set<String> KNOWN = Set.of(
            "a", "abbr", "acronym", "b", "big", "bdi", "bdo", "center", "cite", "code", "del", "dfn", "div", "em",
            "font", "h1", "h2", "h3", "h4", "h5", "h6", "i", "ins", "kbd", "mark", "nobr", "p", "q", "s", "samp",
            "small", "span", "strike", "strong", "sub", "sup", "tt", "u", "var");

    private PlainText() {}

    /**
     * A title of a format that does not say whether it is text or HTML (RSS): tags that are closed again and entities
     * are undone, whether escaped once or twice; {@code 5 < 6}, {@code AT&T} and a lone {@code <div>} stay.
     *
     * @return null if nothing is left
     */
    static String guess(String text) {
        if (text == null) {
            return null;
        }
        String plain = text;
        if (plain.indexOf('<') >= 0) {
            plain = withoutTags(plain);
        }
        for (int round = 0; round < 2 && plain.indexOf('&') >= 0; round++) {
            plain = withoutEntities(plain);
        }
        return folded(plain);
    }

    /** The text of HTML; null if there is none. */
    static String ofHtml(String html) {
        return html == null ? null : folded(Jsoup.parseBodyFragment(html).text());
    }

    /** The text with runs of white space made one space; null if nothing is left. */
    static String folded(String text) {
        if (text == null) {
            return null;
        }
        StringBuilder folded = new StringBuilder(text.length());
        boolean gap = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f' || c == 0x0B) {
                gap = true;
                continue;
            }
            if (gap && !folded.isEmpty()) {
                folded.append(' ');
            }
            gap = false;
            folded.append(c);
        }
        return folded.toString().isBlank() ? null : folded.toString();
    }

    /** Plain text as HTML: what means something in HTML escaped, empty lines as paragraphs. */
    static String asHtml(String text) {
        String escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        if (!escaped.contains("\n\n")) {
            return escaped;
        }
        StringBuilder html = new StringBuilder();
        for (String paragraph : escaped.split("\n\\s*\n")) {
            html.append("<p>").append(paragraph.strip()).append("</p>\n");
        }
        return html.toString();
    }

    /** Whether the text has tags in it, so that it is HTML whatever it was called. */
    static boolean looksLikeHtml(String text) {
        return text.indexOf('<') >= 0 && MARKUP.matcher(text).find();
    }

    private static String withoutTags(String text) {
        Map<String, Integer> firstOpened = new HashMap<>();
        Map<String, Integer> lastClosed = new HashMap<>();
        Matcher tags = TAG.matcher(text);
        while (tags.find()) {
            if (tags.group(1).isEmpty()) {
                firstOpened.putIfAbsent(name(tags), tags.start());
            } else {
                lastClosed.put(name(tags), tags.start());
            }
        }
        return TAG.matcher(text).replaceAll(tag -> {
            String name = name(tag);
            int opened = firstOpened.getOrDefault(name, Integer.MAX_VALUE);
            int closed = lastClosed.getOrDefault(name, -1);
            boolean paired =
                    KNOWN.contains(name) && (tag.group(1).isEmpty() ? tag.start() < closed : opened < tag.start());
            return VOID.contains(name) ? " " : paired ? "" : Matcher.quoteReplacement(tag.group());
        });
    }

    private static String name(MatchResult tag) {
        return tag.group(2).toLowerCase(Locale.ROOT);
    }

    private static String withoutEntities(String text) {
        return ENTITY.matcher(text)
                .replaceAll(entity -> Matcher.quoteReplacement(Parser.unescapeEntities(entity.group(), true)));
    }
}
