package io.feedmill.producer;

import io.feedmill.producer.fetch.FailureKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * How a producer is doing, at one moment. What is counted is counted since its start.
 *
 * @param isRunning whether it polls, or would if it had something to poll
 * @param stopped why it has stopped by itself; null if it has not
 * @param shares into how many shares all feeds are divided
 * @param held which of them this producer holds, from 0; what it polls is in them
 * @param feeds how many feeds it polls
 * @param failing how many of them failed the last time
 * @param underWay how many are being polled
 * @param behind for how long the feed that is next has been due, where only readers are missing: more than a few
 *     minutes means that there are too few
 * @param lastPollAt when a poll last ended; null before
 * @param lastPublishedAt when items were last published; null before
 * @param lastTickAt when all partitions of the raw topic were last told that they are complete; null before
 * @param polls how many polls have ended, however
 * @param published how many of them found something new
 * @param items how many items that was
 * @param failed how many polls failed, by kind; no entry for none
 * @param notPublished how many polls found something that Kafka did not take; it is read again
 * @param opened how often a share was taken over, at the start included
 */
public record ProducerState(
        boolean isRunning,
        String stopped,
        int shares,
        List<Integer> held,
        int feeds,
        int failing,
        int underWay,
        Duration behind,
        Instant lastPollAt,
        Instant lastPublishedAt,
        Instant lastTickAt,
        long polls,
        long published,
        long items,
        Map<FailureKind, Long> failed,
        long notPublished,
        long opened) {}
