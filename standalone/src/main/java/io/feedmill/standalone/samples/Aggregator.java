package io.feedmill.standalone.samples;

import static io.feedmill.standalone.samples.Markup.anchor;
import static io.feedmill.standalone.samples.Markup.cdata;
import static io.feedmill.standalone.samples.Markup.escape;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A WordPress site that republishes others, as its tag archive serves it: a teaser for a description, the article in
 * {@code content:encoded} with the caption, dateline, notice and widgets of the site it came from, and the end of a
 * CDATA section that was wrapped twice.
 */
final class Aggregator implements Maker {
    private static final String SITE = "https://lantern-news.example";

    @Override
    public String siteTitle() {
        return "Lantern.News";
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
        return permalink(story.headline(), story);
    }

    /** The slug is the site's own headline with the number that the story had where it came from. */
    private static String permalink(String headline, Story story) {
        String words = headline.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        return SITE + "/" + words + "-" + story.number() + "/";
    }

    @Override
    public String render(List<Entry> entries) {
        return """
                <?xml version="1.0" encoding="UTF-8"?><rss version="2.0"
                	xmlns:content="http://purl.org/rss/1.0/modules/content/"
                	xmlns:dc="http://purl.org/dc/elements/1.1/"
                	xmlns:atom="http://www.w3.org/2005/Atom"
                	xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"
                	xmlns:slash="http://purl.org/rss/1.0/modules/slash/"
                	>
                <channel>
                	<title>world news &#8211; Lantern.News</title>
                	<atom:link href="%s/tag/world/feed/" rel="self" type="application/rss+xml" />
                	<link>%s</link>
                	<description>Always On. Always There.</description>
                	<lastBuildDate>%s</lastBuildDate>
                	<language>en-US</language>
                	<sy:updatePeriod>
                	hourly	</sy:updatePeriod>
                	<sy:updateFrequency>
                	1	</sy:updateFrequency>
                	<generator>https://wordpress.org/?v=6.6.2</generator>
                %s</channel>
                </rss>
                """.formatted(
                        SITE,
                        SITE,
                        Markup.rfc822(entries.get(0).published(), ZoneOffset.UTC),
                        entries.stream().map(this::item).collect(Collectors.joining()));
    }

    private String item(Entry entry) {
        String link = permalink(entry.headline(), entry.story());
        return """
                	<item>
                		<title>%s</title>
                		<link>%s</link>
                		<dc:creator>%s</dc:creator>
                		<pubDate>%s</pubDate>
                		<category>%s</category>
                		<guid isPermaLink="false">%s</guid>
                		<description>%s</description>
                		<content:encoded>%s]]&gt;</content:encoded>
                		<slash:comments>%d</slash:comments>
                	</item>
                """.formatted(
                        escape(entry.headline()),
                        link,
                        cdata("admin"),
                        Markup.rfc822(entry.published(), ZoneOffset.UTC),
                        cdata("world news"),
                        link,
                        cdata("<p>" + anchor(link, "Read More “" + entry.headline() + "” »") + "</p>\n"),
                        cdata(html(entry)),
                        entry.repeats() * 7);
    }

    private String html(Entry entry) {
        Story story = entry.story();
        Maker source = entry.source().maker();
        StringBuilder html = new StringBuilder();
        if (!story.meta("caption").isEmpty()) {
            html.append("<div id=\"storybody\"><p class=\"caption\">%s (Representational)</p></div>\n"
                    .formatted(escape(story.meta("caption"))));
        }
        html.append("<p><b class=\"place\">%s:</b></p>\n".formatted(escape(story.meta("place"))));
        html.append(Markup.blocks(entry.text().paragraphs()).replace("</h2>", "\u00a0</h2>"));
        if (entry.source().equals(SampleFeed.PAPER)) {
            html.append(
                    "<p>(Except for the headline, this story has not been edited by %s staff and is published from a syndicated feed.)</p>\n"
                            .formatted(escape(source.siteTitle())));
        }
        html.append("<div class=\"comment-loading\"><p>Waiting for response to load…</p></div>\n");
        html.append("<p><br />\n<br />%s</p>\n".formatted(anchor(source.link(story), "Source link ")));
        html.append("<p>The post %s appeared first on %s.</p>\n"
                .formatted(anchor(permalink(entry.headline(), story), entry.headline()), anchor(SITE, siteTitle())));
        return html.toString();
    }
}
