package io.feedmill.producer;

import io.feedmill.producer.fetch.FailureKind;
import io.feedmill.producer.fetch.Locations;
import io.feedmill.producer.fetch.Validators;
import io.feedmill.producer.parse.FeedLink;
import io.feedmill.producer.parse.Urls;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the feeds behind an address that a person gives: the feed itself, or those of a site. What a web page declares
 * to be its feeds is believed; what only looks like one, or stands where many sites have theirs, is tried.
 */
public final class FeedFinder {

    /** Where a site's feed often is. */
    private static final List<String> USUAL =
            List.of("/feed", "/rss", "/rss.xml", "/feed.xml", "/atom.xml", "/index.xml", "/feed.json");

    private static final int TRIED = 5;

    private final FeedReader reader;

    public FeedFinder(FeedReader reader) {
        this.reader = reader;
    }

    /** What is behind an address. */
    public sealed interface Found permits Feed, Choice, Nothing {}

    /**
     * A feed, read.
     *
     * @param location where to subscribe to
     */
    public record Feed(String location, ReadResult.Document document) implements Found {}

    /** A web page that leads to these feeds, one at least. None has been read, but for those that were tried. */
    public record Choice(String page, List<FeedLink> feeds) implements Found {}

    /** No feed, and why. */
    public record Nothing(ReadResult.Failed failure) implements Found {}

    /**
     * @param location an address, or a path
     * @param headers to send with each request to the location's own server
     */
    public Found find(String location, Map<String, String> headers, Instant now) {
        ReadResult result = read(location, headers, now);
        if (result instanceof ReadResult.Document document) {
            return new Feed(location, document);
        }
        ReadResult.Failed failed = (ReadResult.Failed) result;
        if (failed.kind() != FailureKind.NOT_A_FEED || !Locations.url(location).startsWith("http")) {
            return new Nothing(failed);
        }
        List<FeedLink> declared =
                failed.feeds().stream().filter(FeedLink::isDeclared).toList();
        if (!declared.isEmpty()) {
            return new Choice(location, declared);
        }
        List<FeedLink> tried = new ArrayList<>();
        Set<String> same = new HashSet<>();
        for (String candidate : candidates(location, failed.feeds())) {
            ReadResult read = read(candidate, Map.of(), now);
            if (read instanceof ReadResult.Document document && same.add(document.documentDigest())) {
                tried.add(new FeedLink(candidate, document.feed().getTitle(), false));
            }
        }
        return tried.isEmpty() ? new Nothing(failed) : new Choice(location, tried);
    }

    /** What the page links to that looks like a feed; where there is nothing, the usual places. */
    private static List<String> candidates(String page, List<FeedLink> links) {
        if (!links.isEmpty()) {
            return links.stream().map(FeedLink::url).limit(TRIED).toList();
        }
        return USUAL.stream().map(path -> Urls.absolute(path, page)).toList();
    }

    private ReadResult read(String location, Map<String, String> headers, Instant now) {
        return reader.read(location, location, Validators.NONE, headers, now);
    }
}
