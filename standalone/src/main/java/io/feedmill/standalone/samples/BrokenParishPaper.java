package io.feedmill.standalone.samples;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;

/**
 * RSS glued together by a script, broken in the ways that such feeds are: an empty line before the XML declaration,
 * bare ampersands, entities that nobody declared, a control character, a date that is none, and an end that is missing
 * in the middle of the last item.
 */
final class BrokenParishPaper implements Maker {
    private static final int CUT = 700;

    @Override
    public String siteTitle() {
        return "Parish Post";
    }

    @Override
    public String contentType() {
        return "text/xml";
    }

    @Override
    public Charset charset() {
        return StandardCharsets.UTF_8;
    }

    @Override
    public String link(Story story) {
        return "https://parish-post.example/index.php?page=story&id=" + story.number();
    }

    @Override
    public String render(List<Entry> entries) {
        String whole = entries.stream().map(this::item).collect(Collectors.joining());
        return """

                <?xml version="1.0"?>
                <rss version="2.0">
                <channel>
                <title>Parish Post &nbsp;| Church & Green</title>
                <link>https://parish-post.example/</link>
                <description>News & notices from Upper Sallow, Nether Sallow & Combe</description>
                <language>en-gb</language>
                """ + whole.substring(0, whole.lastIndexOf("<item>") + CUT);
    }

    private String item(Entry entry) {
        String body = entry.text().paragraphs().stream()
                .map(paragraph -> "&lt;p&gt;" + careless(paragraph) + "&lt;/p&gt;")
                .collect(Collectors.joining("\n"));
        return """
                <item>
                <title>%s</title>
                <link>%s</link>
                <category>%s</category>
                <pubDate>%s</pubDate>
                <description>%s
                &lt;p&gt;&lt;a href="https://parish-post.example/diary"&gt;Have your say&lt;/a&gt; &raquo;&nbsp;%d comments&lt;/p&gt;</description>
                </item>
                """.formatted(
                careless(entry.headline()),
                link(entry.story()),
                entry.story().meta("section"),
                entry.story().number() % 2 == 0
                        ? "Sunday after Trinity, "
                                + entry.published().atOffset(ZoneOffset.UTC).getYear()
                        : Markup.rfc822(entry.published(), ZoneOffset.UTC),
                body,
                entry.repeats());
    }

    /** HTML's entities without a DTD, ampersands as they come, and the vertical tab an old word processor leaves. */
    private static String careless(String text) {
        return Markup.plain(text)
                .replace("é", "&eacute;")
                .replace("…", "&hellip;")
                .replace("£", "&pound;")
                .replace(" — ", " &mdash;\u000b ");
    }
}
