package io.feedmill.producer;

import io.feedmill.avro.Coordinates;
import io.feedmill.producer.fetch.FailureKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * How a poll ended.
 *
 * @param url without credentials
 * @param title the feed's title; null where it is not known
 * @param failure what kind of failure it was; null if it was none
 * @param bytes how long the feed's document was, decompressed; 0 where there was none
 * @param parsed how many items were in it
 * @param published where the items are that were published, in the document's order
 * @param message what happened, in one line for a person; for a failure, what to do
 * @param at when it ended
 * @param took from the first request to the end
 * @param publishing how long Kafka took to commit what was published of it; null where nothing was
 * @param nextPollAt when it is polled next; null where it is not
 * @param nextPollReason why then, in words
 */
public record PollReport(
        String feedId,
        String url,
        String title,
        Outcome outcome,
        FailureKind failure,
        long bytes,
        int parsed,
        List<Coordinates> published,
        String message,
        Instant at,
        Duration took,
        Duration publishing,
        Instant nextPollAt,
        String nextPollReason) {

    /** The ways a poll can end. */
    public enum Outcome {
        /** There were new items or new versions, and they are in the log. */
        PUBLISHED,
        /** Nothing new. */
        UNCHANGED,
        /** The feed could not be read. */
        FAILED,
        /** The feed was read, but Kafka did not take it, or another producer has taken the feed over. It is read again. */
        NOT_PUBLISHED,
        /** Kafka does not let this producer write. It has stopped. */
        STOPPED
    }

    /** How many items were published. */
    public int items() {
        return published.size();
    }
}
