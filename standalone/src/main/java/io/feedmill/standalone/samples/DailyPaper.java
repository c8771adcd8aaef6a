package io.feedmill.standalone.samples;

import static io.feedmill.standalone.samples.Markup.anchor;
import static io.feedmill.standalone.samples.Markup.escape;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A daily's RSS: the whole text as escaped HTML in the description, with bylines, adverts and appeals; agency copy
 * credited at its end. One feed for the paper and one for a section, whose links carry a campaign.
 */
final class DailyPaper implements Maker {
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'EST'", Locale.ENGLISH);

    private final String title;
    private final String campaign;

    DailyPaper(String title, String campaign) {
        this.title = title;
        this.campaign = campaign;
    }

    @Override
    public String siteTitle() {
        return "Harbour Gazette";
    }

    @Override
    public String contentType() {
        return "text/xml; charset=utf-8";
    }

    @Override
    public Charset charset() {
        return StandardCharsets.UTF_8;
    }

    @Override
    public String link(Story story) {
        return "https://harbour-gazette.example/" + story.meta("section").toLowerCase(Locale.ROOT) + "/" + story.id()
                + "-" + story.number() + ".html";
    }

    @Override
    public String render(List<Entry> entries) {
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/">
                  <channel>
                    <title>%s</title>
                    <link>https://harbour-gazette.example/</link>
                    <description>The paper for both banks of the river since 1871</description>
                    <language>en-CA</language>
                    <copyright>© Harbour Gazette</copyright>
                %s  </channel>
                </rss>
                """.formatted(escape(title), entries.stream().map(this::item).collect(Collectors.joining()));
    }

    private String item(Entry entry) {
        Story story = entry.story();
        return """
                    <item>
                      <title>%s</title>
                      <link>%s</link>
                      <guid isPermaLink="false">hg-%d</guid>
                      <dc:creator>%s</dc:creator>
                      <category>%s</category>
                      <pubDate>%s</pubDate>
                      <media:content url="https://harbour-gazette.example/photos/%s.jpg" medium="image" type="image/jpeg"/>
                      <description>%s</description>
                    </item>
                """.formatted(
                        escape(entry.headline()),
                        escape(link(story) + campaign),
                        story.number(),
                        escape(byline(entry)),
                        escape(story.meta("section")),
                        date(entry.published()),
                        story.id(),
                        escape(html(entry)));
    }

    private static String byline(Entry entry) {
        return entry.source() == null ? entry.story().meta("by") : "Gazette staff";
    }

    private static String html(Entry entry) {
        Story story = entry.story();
        List<String> paragraphs = entry.text().paragraphs();
        int half = (paragraphs.size() + 1) / 2;
        StringBuilder html = new StringBuilder();
        if (!story.meta("caption").isEmpty()) {
            html.append(
                    "<figure><img src=\"https://harbour-gazette.example/photos/%s.jpg\"/><figcaption>%s (Photo: %s)</figcaption></figure>\n"
                            .formatted(story.id(), escape(story.meta("caption")), escape(story.meta("credit"))));
        }
        if (entry.source() != null) {
            html.append("<p>%s</p>\n"
                    .formatted(escape(story.meta("place").toUpperCase(Locale.ROOT) + " (Norwire) — "
                            + Markup.plain(paragraphs.get(0)))));
        } else {
            html.append(Markup.block(paragraphs.get(0)));
        }
        html.append(Markup.blocks(paragraphs.subList(1, half)));
        html.append(
                "<div class=\"ad\"><p>Story continues below this ad</p><img src=\"https://ads.harbour-gazette.example/slot/%d.gif\" width=\"300\" height=\"250\"/></div>\n"
                        .formatted(entry.repeats() + 1));
        html.append(Markup.blocks(paragraphs.subList(half, paragraphs.size())));
        if (entry.isRevised()) {
            html.append("<p>This story has been updated from its original version.</p>\n");
        }
        if (!story.meta("related").isEmpty()) {
            html.append("<p><strong>READ MORE:</strong> %s</p>\n"
                    .formatted(anchor("https://harbour-gazette.example/archive/", story.meta("related"))));
        }
        if (entry.source() != null) {
            html.append("<p>With files from %s</p>\n"
                    .formatted(entry.source().maker().siteTitle()));
        }
        html.append("<p><em>Sign up for the %s to get the day’s headlines in your inbox.</em></p>\n"
                .formatted(anchor("https://harbour-gazette.example/newsletters/", "Morning Tide newsletter")));
        html.append("<p>© Harbour Gazette. All rights reserved.</p>\n");
        return html.toString();
    }

    private static String date(Instant at) {
        return DATE.format(at.atOffset(ZoneOffset.ofHours(-5)));
    }
}
