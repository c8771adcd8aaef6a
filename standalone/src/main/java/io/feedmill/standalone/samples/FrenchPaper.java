package io.feedmill.standalone.samples;

import static io.feedmill.standalone.samples.Markup.anchor;
import static io.feedmill.standalone.samples.Markup.escape;

import java.nio.charset.Charset;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;

/** A French weekly's RSS in windows-1252, with Dublin Core dates and the text as escaped HTML. */
final class FrenchPaper implements Maker {
    private static final String SITE = "https://courrier-du-cap.example";

    @Override
    public String siteTitle() {
        return "Le Courrier du Cap";
    }

    @Override
    public String contentType() {
        return "application/rss+xml; charset=windows-1252";
    }

    @Override
    public Charset charset() {
        return Charset.forName("windows-1252");
    }

    @Override
    public String link(Story story) {
        return SITE + "/" + story.id() + ".html";
    }

    @Override
    public String render(List<Entry> entries) {
        return """
                <?xml version="1.0" encoding="windows-1252"?>
                <rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/">
                <channel>
                <title>Le Courrier du Cap</title>
                <link>%s</link>
                <description>L’hebdomadaire du littoral</description>
                <language>fr</language>
                %s</channel>
                </rss>
                """.formatted(SITE, entries.stream().map(this::item).collect(Collectors.joining()));
    }

    private String item(Entry entry) {
        Story story = entry.story();
        return """
                <item>
                <title>%s</title>
                <link>%s</link>
                <guid isPermaLink="true">%s</guid>
                <dc:creator>%s</dc:creator>
                <dc:date>%s</dc:date>
                <category>%s</category>
                <description>%s</description>
                </item>
                """.formatted(
                        escape(entry.headline()),
                        link(story),
                        link(story),
                        escape(story.meta("by")),
                        Markup.rfc3339(entry.published(), ZoneOffset.ofHours(1)),
                        escape(story.meta("section")),
                        escape(html(entry)));
    }

    private String html(Entry entry) {
        Story story = entry.story();
        StringBuilder html = new StringBuilder(Markup.blocks(entry.text().paragraphs()));
        if (!story.meta("related").isEmpty()) {
            html.append("<p>Lire aussi : %s</p>\n".formatted(anchor(SITE + "/archives.html", story.meta("related"))));
        }
        html.append("<p>%s <img src=\"%s/pub/%d.gif\" alt=\"\"/></p>\n"
                .formatted(anchor(SITE + "/abonnement.html", "Abonnez-vous"), SITE, entry.repeats() + 1));
        html.append("<p>L’article %s est apparu en premier sur %s.</p>\n"
                .formatted(anchor(link(story), entry.headline()), anchor(SITE, siteTitle())));
        return html.toString();
    }
}
