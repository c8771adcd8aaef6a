package io.feedmill.producer.parse;

import io.feedmill.avro.Feed;
import io.feedmill.avro.RawItem;
import java.util.List;

/**
 * What a document says.
 *
 * @param feed the feed as it describes itself
 * @param items its items in the document's order; all share {@code feed}
 * @param problems what was wrong with the document and how it was read all the same, in plain words; empty for most
 * @param hints what it says about when to come again
 * @param format what it is, such as {@code RSS 2.0} or {@code JSON Feed 1.1}
 * @param documentDigest the first 32 hex digits of the SHA-256 of the document's bytes
 */
public record ParsedFeed(
        Feed feed, List<RawItem> items, List<String> problems, FeedHints hints, String format, String documentDigest) {}
