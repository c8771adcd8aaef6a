package io.feedmill.producer;

import io.feedmill.avro.Coordinates;
import io.feedmill.avro.Feed;
import io.feedmill.avro.FeedStatus;
import io.feedmill.avro.RawItem;
import io.feedmill.producer.PollReport.Outcome;
import io.feedmill.producer.fetch.CacheHints;
import io.feedmill.producer.fetch.FailureKind;
import io.feedmill.producer.fetch.Locations;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;

/**
 * One poll of a feed: asks for its document, publishes what was not published before together with the feed's status, in
 * one transaction of its share, and says how it ended. For one thread, once.
 */
final class Poll {

    /** Before a feed is polled again that Kafka did not take. */
    private static final Duration KAFKA_RETRY = Duration.ofSeconds(5);

    /** Before a feed is polled again whose poll failed by a fault of ours. */
    private static final Duration FAULT_RETRY = Duration.ofMinutes(5);

    private final PolledFeed feed;
    private final FeedReader reader;
    private final InstantSource clock;
    private final BooleanSupplier isRunning;
    private final Instant began;

    private long bytes;
    private int parsed;
    private Duration publishing;

    /**
     * How it ended, and what follows.
     *
     * @param report null where there is nothing to report
     * @param nextPollAt null where it is not for this poll to say; {@link Instant#MAX} for never
     * @param leaveAlone for how long the feed's host wants to be left alone; null where it does not say
     */
    record Ended(PollReport report, Instant nextPollAt, Duration leaveAlone) {}

    /** @param isRunning whether the producer still polls at all */
    Poll(PolledFeed feed, FeedReader reader, InstantSource clock, BooleanSupplier isRunning) {
        this.feed = feed;
        this.reader = reader;
        this.clock = clock;
        this.isRunning = isRunning;
        this.began = now();
    }

    /** Throws whatever is a fault of ours: {@link #failedBy} says what follows then. */
    Ended run() {
        if (isOver()) {
            return new Ended(null, null, null);
        }
        ReadResult result = ask();
        Duration leaveAlone =
                result instanceof ReadResult.Failed failed ? failed.hints().retryAfter() : null;
        synchronized (feed.share) {
            if (isOver()) {
                return new Ended(null, null, leaveAlone); // what was cut off by the end is no fault of the feed's
            }
            try {
                PollReport report = take(result);
                Instant next = feed.status().getNextPollAt();
                return new Ended(report, next == null ? Instant.MAX : next, leaveAlone);
            } catch (PublishException e) {
                // If the share is closed, it is opened again with all its feeds.
                Instant again = feed.share.isClosed() ? null : now().plus(KAFKA_RETRY);
                Outcome outcome = e.isFinal() && !e.isFenced() ? Outcome.STOPPED : Outcome.NOT_PUBLISHED;
                return new Ended(report(outcome, null, e.getMessage()), again, leaveAlone);
            }
        }
    }

    Ended failedBy(Throwable fault) {
        PollReport report = report(Outcome.FAILED, FailureKind.UNREADABLE, feed.url + ": " + fault);
        return new Ended(report, now().plus(FAULT_RETRY), null);
    }

    /** Whether it is polled no more, or not by this producer. */
    private boolean isOver() {
        return !isRunning.getAsBoolean() || feed.isOver || feed.share.isClosed();
    }

    private ReadResult ask() {
        if (!feed.isOwn && !Locations.isWeb(feed.url)) {
            return new ReadResult.Failed(
                    FailureKind.BLOCKED,
                    feed.url + ": only http and https addresses can be subscribed to; remove it and subscribe anew",
                    -1,
                    0,
                    CacheHints.NONE);
        }
        FeedMemory.Question question = FeedMemory.question(feed.settled, feed.status(), began);
        String location = feed.settled.location();
        // They may be secrets between its own server and whoever subscribed.
        Map<String, String> headers = question.location().equals(location) ? feed.subscription.getHeaders() : Map.of();
        return reader.read(location, question.location(), question.validators(), headers, began);
    }

    private PollReport take(ReadResult result) {
        if (result instanceof ReadResult.Document document) {
            return document(document);
        }
        return result instanceof ReadResult.NotModified same ? notModified(same) : failed((ReadResult.Failed) result);
    }

    private PollReport document(ReadResult.Document document) {
        bytes = document.bytes();
        parsed = document.items().size();
        FeedStatus before = feed.status();
        if (document.documentDigest().equals(before.getDocumentDigest())) {
            return unchanged(FeedMemory.same(feed.settled, before, document, began));
        }
        Feed described = document.feed();
        described.setTopics(feed.subscription.getTopics());
        described.setRuleSet(feed.subscription.getRuleSet());
        if (before.getSiteId() != null) {
            described.setSiteId(before.getSiteId()); // decided once: the order of a site's items hangs on it
        }
        Unseen unseen = Unseen.of(document.items(), before.getSeen());
        FeedStatus after = FeedMemory.read(feed.settled, before, document, described.getSiteId(), unseen, began);
        List<Coordinates> written =
                publish(unseen.items(), after).stream().filter(Objects::nonNull).toList();
        feed.isFailing = false;
        String problems = document.problems().isEmpty() ? "" : "; " + String.join("; ", document.problems());
        if (unseen.items().isEmpty()) {
            return report(Outcome.UNCHANGED, null, "nothing new" + problems);
        }
        int left = unseen.items().size() - written.size();
        String message = "published " + written.size() + " of " + parsed + " items"
                + (left == 0 ? "" : "; " + left + " too large and left out") + problems;
        return report(Outcome.PUBLISHED, null, written, message);
    }

    private PollReport notModified(ReadResult.NotModified same) {
        PollReport report = unchanged(FeedMemory.notModified(feed.settled, feed.status(), same, began));
        return feed.settled.isFile() ? null : report;
    }

    private PollReport unchanged(FeedStatus after) {
        FeedStatus before = feed.status();
        if (FeedMemory.isWorthARecord(feed.settled, before, after)) {
            publish(List.of(), after);
        } else {
            feed.share.remember(feed.feedId(), after); // a record for each would be most of the topic
        }
        feed.isFailing = false;
        String where = FeedMemory.hasMoved(feed.settled, after)
                ? "; it has moved for good, and is asked for at " + after.getMovedTo()
                : "";
        return report(Outcome.UNCHANGED, null, "unchanged" + where);
    }

    private PollReport failed(ReadResult.Failed failed) {
        FeedStatus before = feed.status();
        FeedStatus after = FeedMemory.failed(feed.settled, before, failed, began);
        feed.isFailing = true;
        // A missing file is looked for every second: only the first time is worth a record.
        if (feed.settled.isFile() && failed.message().equals(before.getLastError())) {
            feed.share.remember(feed.feedId(), after);
            return null;
        }
        publish(List.of(), after);
        return report(Outcome.FAILED, failed.kind(), failed.message());
    }

    private List<Coordinates> publish(List<RawItem> items, FeedStatus after) {
        long from = System.nanoTime();
        List<Coordinates> written = feed.share.publish(feed.feedId(), items, after);
        publishing = Duration.ofNanos(System.nanoTime() - from);
        return written;
    }

    private PollReport report(Outcome outcome, FailureKind failure, String message) {
        return report(outcome, failure, List.of(), message);
    }

    private PollReport report(Outcome outcome, FailureKind failure, List<Coordinates> published, String message) {
        FeedStatus status = feed.status();
        boolean isPlanned = outcome != Outcome.STOPPED && outcome != Outcome.NOT_PUBLISHED;
        Instant now = now();
        return new PollReport(
                feed.feedId(),
                feed.url,
                status.getTitle(),
                outcome,
                failure,
                bytes,
                parsed,
                published,
                message,
                now,
                Duration.between(began, now),
                publishing,
                isPlanned ? status.getNextPollAt() : null,
                isPlanned ? status.getNextPollReason() : null);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
