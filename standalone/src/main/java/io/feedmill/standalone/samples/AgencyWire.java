package io.feedmill.standalone.samples;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A news agency's RSS: plain text in the description alone, a dateline before it and the desk's line after it. */
final class AgencyWire implements Maker {

    @Override
    public String siteTitle() {
        return "Norwire";
    }

    @Override
    public String contentType() {
        return "application/rss+xml; charset=utf-8";
    }

    @Override
    public Charset charset() {
        return StandardCharsets.UTF_8;
    }

    @Override
    public String link(Story story) {
        return "https://norwire.example/wire/" + story.id();
    }

    @Override
    public String render(List<Entry> entries) {
        return """
                <?xml version="1.0" encoding="utf-8"?>
                <rss version="2.0">
                <channel>
                <title>Norwire</title>
                <link>https://norwire.example/</link>
                <description>News from the north, as it happens</description>
                <language>en</language>
                <pubDate>%s</pubDate>
                %s</channel>
                </rss>
                """.formatted(
                        date(entries.get(0).published()),
                        entries.stream().map(this::item).collect(Collectors.joining()));
    }

    private String item(Entry entry) {
        return """
                <item>
                <guid isPermaLink="false">norwire:%s</guid>
                <title>%s</title>
                <link>%s</link>
                <category>%s</category>
                <pubDate>%s</pubDate>
                <description>%s</description>
                </item>
                """.formatted(
                        entry.story().id(),
                        Markup.escape(entry.headline()),
                        link(entry.story()),
                        Markup.escape(entry.story().meta("section")),
                        date(entry.published()),
                        Markup.escape(text(entry)));
    }

    private static String text(Entry entry) {
        Story story = entry.story();
        String body = entry.text().paragraphs().stream().map(Markup::plain).collect(Collectors.joining("\n\n"));
        String desk = story.meta("by").isEmpty()
                ? ""
                : "\n\n(Reporting by %s in %s; Editing by %s)"
                        .formatted(story.meta("by"), story.meta("place"), story.meta("editor"));
        return dateline(story.meta("place"), entry.published()) + body + desk;
    }

    static String dateline(String place, Instant at) {
        OffsetDateTime day = at.atOffset(ZoneOffset.UTC);
        return "%s, %s %d (Norwire) — "
                .formatted(
                        place.toUpperCase(Locale.ROOT),
                        day.getMonth().getDisplayName(TextStyle.SHORT, Locale.ENGLISH),
                        day.getDayOfMonth());
    }

    private static String date(Instant at) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(at.atOffset(ZoneOffset.UTC));
    }
}
