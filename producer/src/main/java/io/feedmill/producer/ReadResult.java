package io.feedmill.producer;

import io.feedmill.avro.Feed;
import io.feedmill.avro.RawItem;
import io.feedmill.producer.fetch.CacheHints;
import io.feedmill.producer.fetch.FailureKind;
import io.feedmill.producer.fetch.Validators;
import io.feedmill.producer.parse.FeedHints;
import io.feedmill.producer.parse.FeedLink;
import java.time.Instant;
import java.util.List;

/** What became of reading a feed. */
public sealed interface ReadResult permits ReadResult.Document, ReadResult.NotModified, ReadResult.Failed {

    /**
     * A feed, read.
     *
     * @param feed the feed as it describes itself
     * @param items its items in the document's order; all share {@code feed}
     * @param problems what was wrong with the document, in plain words; it was read all the same
     * @param validators to read it again with
     * @param hints what the server said about when to come again
     * @param feedHints what the feed said about it
     * @param fetchedAt the items' event time
     * @param movedTo where the server says it has moved for good; null if it does not say so
     * @param format what it is, such as {@code RSS 2.0}
     * @param bytes how long it was, decompressed
     */
    record Document(
            Feed feed,
            List<RawItem> items,
            List<String> problems,
            Validators validators,
            String documentDigest,
            CacheHints hints,
            FeedHints feedHints,
            Instant fetchedAt,
            String movedTo,
            String format,
            int bytes)
            implements ReadResult {

        Document(
                Feed feed,
                List<RawItem> items,
                List<String> problems,
                Validators validators,
                String documentDigest,
                CacheHints hints,
                FeedHints feedHints,
                Instant fetchedAt,
                String movedTo) {
            this(feed, items, problems, validators, documentDigest, hints, feedHints, fetchedAt, movedTo, null, 0);
        }
    }

    /**
     * Nothing new since the validators were given.
     *
     * @param movedTo where the server says it has moved for good; null if it does not say so
     */
    record NotModified(Validators validators, CacheHints hints, String movedTo) implements ReadResult {}

    /**
     * A feed that could not be read.
     *
     * @param message one line for a person: what happened, where, and what to do; holds no credentials
     * @param line the line of the document that is to blame, from 1; -1 where none is
     * @param status the HTTP status; 0 where it did not come to one
     * @param feeds where the feeds are, if this is a web page that leads to some
     */
    record Failed(FailureKind kind, String message, int line, int status, CacheHints hints, List<FeedLink> feeds)
            implements ReadResult {

        Failed(FailureKind kind, String message, int line, int status, CacheHints hints) {
            this(kind, message, line, status, hints, List.of());
        }
    }
}
