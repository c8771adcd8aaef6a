package io.feedmill.standalone.samples;

import static io.feedmill.standalone.samples.Markup.anchor;
import static io.feedmill.standalone.samples.Markup.cdata;
import static io.feedmill.standalone.samples.Markup.escape;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;

/** A German regional paper on WordPress, with an agency's mark in the first line and its copyright in the last. */
final class GermanPaper implements Maker {
    private static final String SITE = "https://elbtal-kurier.example";

    @Override
    public String siteTitle() {
        return "Elbtal-Kurier";
    }

    @Override
    public String contentType() {
        return "application/rss+xml; charset=UTF-8";
    }

    @Override
    public Charset charset() {
        return StandardCharsets.UTF_8;
    }

    @Override
    public String link(Story story) {
        return SITE + "/" + story.id() + "/";
    }

    @Override
    public String render(List<Entry> entries) {
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
                <channel>
                  <title>Elbtal-Kurier</title>
                  <link>%s</link>
                  <description>Nachrichten aus der Region</description>
                  <language>de-DE</language>
                  <generator>https://wordpress.org/?v=6.5.5</generator>
                %s</channel>
                </rss>
                """.formatted(SITE, entries.stream().map(this::item).collect(Collectors.joining()));
    }

    private String item(Entry entry) {
        Story story = entry.story();
        String first = Markup.plain(entry.text().paragraphs().get(0));
        return """
                  <item>
                    <title>%s</title>
                    <link>%s</link>
                    <dc:creator>%s</dc:creator>
                    <pubDate>%s</pubDate>
                    <category>%s</category>
                    <guid isPermaLink="false">%s/?p=%d</guid>
                    <description>%s</description>
                    <content:encoded>%s</content:encoded>
                  </item>
                """.formatted(
                        escape(entry.headline()),
                        link(story),
                        cdata(story.meta("by")),
                        Markup.rfc822(entry.published(), ZoneOffset.ofHours(1)),
                        cdata(story.meta("section")),
                        SITE,
                        story.number(),
                        cdata("<p>" + escape(first.substring(0, Math.min(first.length(), 90))) + " […] "
                                + anchor(link(story), "Weiterlesen") + "</p>"),
                        cdata(html(entry)));
    }

    private String html(Entry entry) {
        Story story = entry.story();
        List<String> paragraphs = entry.text().paragraphs();
        int half = (paragraphs.size() + 1) / 2;
        StringBuilder html = new StringBuilder();
        if (!story.meta("caption").isEmpty()) {
            html.append(
                    "<figure class=\"wp-block-image\"><img src=\"%s/bild/%s.jpg\" alt=\"\"/><figcaption>%s Foto: %s</figcaption></figure>\n"
                            .formatted(SITE, story.id(), escape(story.meta("caption")), escape(story.meta("credit"))));
        }
        boolean agency = story.meta("agency").equals("nda");
        html.append("<p>%s%s</p>\n"
                .formatted(agency ? escape(story.meta("place")) + " (nda) – " : "", Markup.inline(paragraphs.get(0))));
        html.append(Markup.blocks(paragraphs.subList(1, half)));
        html.append("<p class=\"anzeige\">Anzeige</p><img src=\"%s/werbung/%d.gif\" alt=\"\"/>\n"
                .formatted(SITE, entry.repeats() + 1));
        html.append(Markup.blocks(paragraphs.subList(half, paragraphs.size())));
        if (!story.meta("related").isEmpty()) {
            html.append("<p>Lesen Sie auch: %s</p>\n".formatted(anchor(SITE + "/archiv/", story.meta("related"))));
        }
        if (agency) {
            html.append("<p>© nda, nda:%d-99-%d/3</p>\n".formatted(story.number() % 1_000_000, story.number()));
        }
        html.append("<p>Der Beitrag %s erschien zuerst auf %s.</p>\n"
                .formatted(anchor(link(story), entry.headline()), anchor(SITE, siteTitle())));
        return html.toString();
    }
}
