package io.feedmill.producer.parse;

import io.feedmill.avro.RawItem;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/** Documents given to the parser as a server on the web would give them. */
final class Parsing {

    static final Instant FETCHED = Instant.parse("2026-03-01T12:00:00Z");
    static final String URL = "https://news.example.co.uk/feeds/all.xml";

    private Parsing() {}

    static ParsedFeed parse(String text) throws UnreadableFeedException {
        return parse(text.getBytes(StandardCharsets.UTF_8), null);
    }

    static ParsedFeed parse(byte[] bytes, String contentType) throws UnreadableFeedException {
        return FeedParser.parse(new FeedDocument(bytes, contentType, URL, URL, FETCHED));
    }

    /** RSS 2.0 around these items. */
    static String rss(String items) {
        return "<?xml version=\"1.0\"?>\n<rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\""
                + " xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:media=\"http://search.yahoo.com/mrss/\""
                + " xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\""
                + " xmlns:atom=\"http://www.w3.org/2005/Atom\" xmlns:x=\"urn:example:x\">\n"
                + "<channel><title>The Mill &amp;amp; Weir</title><link>https://www.example.co.uk/</link>"
                + "<language>en-GB</language><generator>Quill 3</generator>\n"
                + items + "</channel></rss>";
    }

    static String atom(String attributes, String entries) {
        return "<feed xmlns=\"http://www.w3.org/2005/Atom\" " + attributes + "><title>Weir</title>"
                + "<link href=\"https://weir.example.org/\"/>" + entries + "</feed>";
    }

    static List<String> titles(ParsedFeed feed) {
        return feed.items().stream().map(RawItem::getTitle).toList();
    }
}
