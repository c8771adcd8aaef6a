package io.feedmill.producer.parse;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a document really begins, and what it is. Everything before the root element is left out: byte order marks,
 * white space, server warnings, the XML declaration (the text is decoded already), style sheets and the DOCTYPE with
 * all it declares, so that no entity is ever defined and none ever fetched.
 *
 * @param kind what the document is
 * @param start where the root element (or the first brace) begins
 * @param root the root element's name without its prefix, in lower case; empty for JSON
 * @param junk whether something that belongs to no XML document stands before it
 */
record Opening(Kind kind, int start, String root, boolean junk) {

    private Opening(Kind kind, int start, String root) {
        this(kind, start, root, false);
    }

    enum Kind {
        XML_FEED,
        JSON,
        OPML,
        HTML,
        OTHER_XML,
        EMPTY,
        OTHER
    }

    private static final Pattern FEED_ROOT =
            Pattern.compile("<(?:[A-Za-z_][\\w.-]{0,40}:)?(rss|RSS|RDF|feed|channel|entry|urlset|opml)(?=[\\s>/])");
    private static final Pattern FEED_WITHIN = Pattern.compile(
            "<(rss|feed)\\s[^<>]{0,2000}?(?:xmlns=[\"']http://www\\.w3\\.org/2005/Atom|version=[\"'][0-9])");
    private static final Pattern NAME = Pattern.compile("\\G<(?:[A-Za-z_][\\w.-]{0,40}:)?([A-Za-z_][\\w.-]{0,80})");

    static Opening of(String text) {
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c <= ' ' || c == '\uFEFF' || c == '\uFFFE' || c == 0xA0) {
                at++;
            } else if (c == '{') {
                return new Opening(Kind.JSON, at, "");
            } else if (text.startsWith("<?", at)) {
                at = after(text, "?>", at);
            } else if (text.startsWith("<!--", at)) {
                at = after(text, "-->", at);
            } else if (text.startsWith("<!", at)) {
                at = afterDoctype(text, at);
            } else {
                break;
            }
        }
        if (at >= text.length()) {
            return new Opening(Kind.EMPTY, text.length(), "");
        }
        return atRoot(text, at);
    }

    private static Opening atRoot(String text, int at) {
        Matcher name = NAME.matcher(text);
        String root = name.find(at) ? name.group(1) : "";
        String lower = root.toLowerCase(Locale.ROOT);
        switch (lower) {
            case "rss", "rdf", "feed", "channel", "entry", "urlset":
                return new Opening(Kind.XML_FEED, at, lower);
            case "opml":
                return new Opening(Kind.OPML, at, lower);
            case "html", "head", "body":
                return inside(text, at, lower);
            default:
                break;
        }
        // A warning that the server put in front, or text: the feed may come after it.
        Matcher feed = FEED_ROOT.matcher(text);
        if (feed.find(at) && !isHtmlBetween(text, at, feed.start())) {
            String found = feed.group(1).toLowerCase(Locale.ROOT);
            Kind kind = found.equals("opml") ? Kind.OPML : Kind.XML_FEED;
            return new Opening(kind, feed.start(), found, true);
        }
        if (text.regionMatches(true, at, "<!doctype html", 0, 14) || isHtmlBetween(text, at, text.length())) {
            return new Opening(Kind.HTML, at, lower);
        }
        return new Opening(root.isEmpty() ? Kind.OTHER : Kind.OTHER_XML, at, lower);
    }

    /** A page, unless a feed stands in it as it is: some templates put theirs around everything. */
    private static Opening inside(String text, int at, String page) {
        Matcher feed = FEED_WITHIN.matcher(text);
        return feed.find(at)
                ? new Opening(Kind.XML_FEED, feed.start(), feed.group(1).toLowerCase(Locale.ROOT), true)
                : new Opening(Kind.HTML, at, page);
    }

    private static boolean isHtmlBetween(String text, int from, int to) {
        String part = text.substring(from, Math.min(to, from + 4_096)).toLowerCase(Locale.ROOT);
        return part.contains("<html") || part.contains("<body") || part.contains("<head>");
    }

    private static int after(String text, String end, int from) {
        int at = text.indexOf(end, from);
        return at < 0 ? text.length() : at + end.length();
    }

    /** Past the declaration's closing bracket, over quoted text and an internal subset. */
    private static int afterDoctype(String text, int from) {
        boolean subset = false;
        for (int i = from + 2; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\'') {
                int end = text.indexOf(c, i + 1);
                if (end < 0) {
                    return text.length();
                }
                i = end;
            } else if (subset && text.startsWith("<!--", i)) {
                i = after(text, "-->", i) - 1;
            } else if (c == '[') {
                subset = true;
            } else if (c == ']') {
                subset = false;
            } else if (c == '>' && !subset) {
                return i + 1;
            }
        }
        return text.length();
    }
}
