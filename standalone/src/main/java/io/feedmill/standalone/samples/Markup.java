package io.feedmill.standalone.samples;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The stories' few marks as XML, XHTML and plain text. */
final class Markup {
    static final String HEADING = "## ";

    private static final Pattern LINK = Pattern.compile("\\[([^\\]\\[]{1,200})\\]\\(([^()\\s]{1,200})\\)");

    private Markup() {}

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    static String cdata(String text) {
        return "<![CDATA[" + text + "]]>";
    }

    static String inline(String paragraph) {
        return LINK.matcher(escape(paragraph)).replaceAll("<a href=\"$2\">$1</a>");
    }

    /** One block of XHTML a paragraph. */
    static String block(String paragraph) {
        return paragraph.startsWith(HEADING)
                ? "<h2>" + inline(paragraph.substring(HEADING.length())) + "</h2>\n"
                : "<p>" + inline(paragraph) + "</p>\n";
    }

    static String blocks(List<String> paragraphs) {
        return paragraphs.stream().map(Markup::block).collect(Collectors.joining());
    }

    static String plain(String paragraph) {
        String text = paragraph.startsWith(HEADING) ? paragraph.substring(HEADING.length()) : paragraph;
        return LINK.matcher(text).replaceAll("$1");
    }

    static String anchor(String href, String text) {
        return "<a href=\"" + escape(href) + "\">" + escape(text) + "</a>";
    }

    /** RFC 822 as WordPress writes it, with a numeric offset. */
    static String rfc822(Instant at, ZoneOffset offset) {
        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(at.atOffset(offset));
        return date.endsWith("GMT") ? date.replace("GMT", "+0000") : date;
    }

    static String rfc3339(Instant at, ZoneOffset offset) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(at.atOffset(offset));
    }
}
