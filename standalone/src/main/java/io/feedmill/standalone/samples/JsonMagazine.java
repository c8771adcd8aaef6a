package io.feedmill.standalone.samples;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.List;

/** A magazine's JSON Feed 1.1. */
final class JsonMagazine implements Maker {
    private static final String SITE = "https://meridian-review.example/";
    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public String siteTitle() {
        return "Meridian Review";
    }

    @Override
    public String contentType() {
        return "application/feed+json";
    }

    @Override
    public Charset charset() {
        return StandardCharsets.UTF_8;
    }

    @Override
    public String link(Story story) {
        return SITE + "stories/" + story.id();
    }

    @Override
    public String render(List<Entry> entries) {
        ObjectNode feed = JSON.createObjectNode()
                .put("version", "https://jsonfeed.org/version/1.1")
                .put("title", siteTitle())
                .put("home_page_url", SITE)
                .put("feed_url", SITE + "feed.json")
                .put("description", "Science and engineering for the curious")
                .put("language", "en");
        feed.putArray("authors").addObject().put("name", "The Meridian editors");
        entries.forEach(entry -> feed.withArray("items").add(item(entry)));
        try {
            return JSON.writeValueAsString(feed);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree of text and numbers is always JSON.", e);
        }
    }

    private ObjectNode item(Entry entry) {
        Story story = entry.story();
        ObjectNode item = JSON.createObjectNode()
                .put("id", link(story))
                .put("url", link(story))
                .put("title", entry.headline())
                .put("content_html", html(entry))
                .put("summary", Markup.plain(entry.text().paragraphs().get(0)))
                .put("image", SITE + "images/" + story.id() + ".webp")
                .put("date_published", Markup.rfc3339(entry.published(), ZoneOffset.UTC))
                .put("date_modified", Markup.rfc3339(entry.updated(), ZoneOffset.UTC));
        item.putArray("authors").addObject().put("name", story.meta("by"));
        item.putArray("tags").add(story.meta("section"));
        item.putObject("_meridian").put("claps", 12 + 31 * entry.repeats());
        return item;
    }

    private static String html(Entry entry) {
        return "<p><strong>4 Min Read</strong></p>\n"
                + Markup.blocks(entry.text().paragraphs())
                + "<ul><li><a href=\"%sarchive\">More from Meridian Review</a></li></ul>\n".formatted(SITE)
                + "<p><a href=\"%ssubscribe\">Subscribe to Meridian Review</a> to get the latest stories sent to your email.</p>\n"
                        .formatted(SITE)
                + "<img src=\"https://pixel.meridian-review.example/c.gif?n=%d\" width=\"1\" height=\"1\" alt=\"\"/>\n"
                        .formatted(entry.repeats());
    }
}
