package io.feedmill.producer;

import io.feedmill.producer.fetch.CacheHints;
import io.feedmill.producer.fetch.FailureKind;
import io.feedmill.producer.fetch.FetchSettings;
import io.feedmill.producer.fetch.Fetched;
import io.feedmill.producer.fetch.Fetcher;
import io.feedmill.producer.fetch.Locations;
import io.feedmill.producer.fetch.Validators;
import io.feedmill.producer.parse.FeedDocument;
import io.feedmill.producer.parse.FeedParser;
import io.feedmill.producer.parse.ParsedFeed;
import io.feedmill.producer.parse.UnreadableFeedException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads one feed, once: fetches it and parses it, without Kafka. Nothing that a feed or a server does makes it throw; it
 * ends as one of three results. Thread-safe.
 */
public final class FeedReader implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FeedReader.class);

    private final Fetcher fetcher;

    public FeedReader(FetchSettings settings) {
        this(new Fetcher(settings));
    }

    /**
     * @param fetcher closed with this reader
     */
    FeedReader(Fetcher fetcher) {
        this.fetcher = fetcher;
    }

    /**
     * The feeds that a location stands for: for a folder, its files that end in {@code .xml}, {@code .rss}, {@code
     * .atom}, {@code .json} or {@code .rdf}, sorted by name; else the location itself.
     */
    public static List<String> expand(String location) {
        return Locations.expand(location);
    }

    /**
     * @param location {@code http:}, {@code https:} or {@code file:} URL, path of a file, or {@code -} for standard input
     * @param validators of the last document; {@link Validators#NONE} to read it whatever it is
     * @param now the fetch time of what comes from the web or standard input; a file's is its modification time
     */
    public ReadResult read(String location, Validators validators, Instant now) {
        return read(location, location, validators, Map.of(), now);
    }

    /**
     * @param location what identifies the feed
     * @param address where it is to be had now
     * @param headers to send with each request, but to no other server than the address's own
     */
    public ReadResult read(
            String location, String address, Validators validators, Map<String, String> headers, Instant now) {
        Fetched fetched = fetcher.fetch(address, validators, headers, now);
        if (fetched instanceof Fetched.NotModified same) {
            return new ReadResult.NotModified(same.validators(), same.hints(), same.movedTo());
        }
        if (fetched instanceof Fetched.Failed failed) {
            return new ReadResult.Failed(failed.kind(), failed.message(), -1, failed.status(), failed.hints());
        }
        Fetched.Body body = (Fetched.Body) fetched;
        return parse(body, Locations.url(location), Locations.withoutCredentials(address));
    }

    private static ReadResult parse(Fetched.Body body, String url, String shown) {
        FeedDocument document =
                new FeedDocument(body.bytes(), body.contentType(), url, body.finalUrl(), body.fetchedAt());
        try {
            ParsedFeed parsed = FeedParser.parse(document);
            return new ReadResult.Document(
                    parsed.feed(),
                    parsed.items(),
                    parsed.problems(),
                    body.validators(),
                    parsed.documentDigest(),
                    body.hints(),
                    parsed.hints(),
                    body.fetchedAt(),
                    body.movedTo(),
                    parsed.format(),
                    body.bytes().length);
        } catch (UnreadableFeedException e) {
            FailureKind kind = e.isNotAFeed() ? FailureKind.NOT_A_FEED : FailureKind.UNREADABLE;
            String where = shown.equals("-") ? "standard input" : shown;
            return new ReadResult.Failed(kind, where + ": " + e.getMessage(), e.line(), 0, CacheHints.NONE, e.feeds());
        } catch (RuntimeException e) {
            LOG.error("Reading {} failed where it should not; please report it with the document", shown, e);
            String message = shown + ": cannot be read, by a fault of ours: " + e;
            return new ReadResult.Failed(FailureKind.UNREADABLE, message, -1, 0, CacheHints.NONE);
        }
    }

    @Override
    public void close() {
        fetcher.close();
    }
}
