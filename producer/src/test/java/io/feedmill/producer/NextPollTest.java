package io.feedmill.producer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedmill.producer.NextPoll.Fault;
import io.feedmill.producer.fetch.CacheHints;
import io.feedmill.producer.fetch.FailureKind;
import io.feedmill.producer.parse.FeedHints;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NextPollTest {

    /** A Sunday. */
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private static final Duration SHORTEST = Duration.ofMinutes(5);
    private static final Duration LONGEST = Duration.ofHours(24);

    private static NextPoll after(
            Fault fault, int failures, CacheHints server, FeedHints feed, Rhythm rhythm, Duration shortest) {
        return NextPoll.after(new NextPoll.Situation(
                "0123456789abcdef", NOW, fault, failures, 0, server, feed, rhythm, shortest, LONGEST));
    }

    private static NextPoll success(Duration fresh, Duration ttl) {
        FeedHints hints = new FeedHints(ttl, null, Set.of(), Set.of());
        return after(Fault.NONE, 0, new CacheHints(fresh, null), hints, Rhythm.UNKNOWN, SHORTEST);
    }

    private static NextPoll failure(Fault fault, int failures, Duration retryAfter) {
        return after(fault, failures, new CacheHints(null, retryAfter), FeedHints.NONE, Rhythm.UNKNOWN, SHORTEST);
    }

    private static NextPoll rhythm(Duration gap, Duration span, Duration silence) {
        Rhythm rhythm = new Rhythm(gap, span, NOW.minus(silence));
        return after(Fault.NONE, 0, CacheHints.NONE, FeedHints.NONE, rhythm, SHORTEST);
    }

    /** Within the tenth that sets feeds apart. */
    private static void assertAbout(Duration expected, NextPoll next) {
        Duration wait = Duration.between(NOW, next.at());
        assertTrue(
                wait.compareTo(expected) >= 0 && wait.compareTo(expected.plus(expected.dividedBy(10))) < 0,
                () -> "expected about " + expected + " but was " + wait);
    }

    @Test
    void comesAgainAfterTheShortestIntervalWhereNobodySaysOtherwise() {
        assertAbout(SHORTEST, success(null, null));
        assertAbout(SHORTEST, success(Duration.ofSeconds(10), Duration.ofMinutes(1)));
    }

    @Test
    void waitsAsLongAsFeedOrServerAskUpToTheLongest() {
        assertAbout(Duration.ofHours(1), success(null, Duration.ofHours(1)));
        assertAbout(Duration.ofHours(2), success(Duration.ofHours(2), Duration.ofHours(1)));
        assertAbout(LONGEST, success(Duration.ofDays(365), null));
        assertEquals(
                "the server says it is good until then",
                success(Duration.ofHours(2), null).reason());
    }

    @Test
    void followsTheRhythmOfTheFeed() {
        assertAbout(SHORTEST, rhythm(Duration.ofMinutes(3), Duration.ofHours(1), Duration.ZERO));
        assertAbout(Duration.ofHours(1), rhythm(Duration.ofHours(4), Duration.ofDays(2), Duration.ZERO));
        assertAbout(Duration.ofHours(3), rhythm(Duration.ofHours(4), Duration.ofDays(2), Duration.ofHours(24)));
        assertAbout(Duration.ofHours(6), rhythm(Duration.ofDays(7), Duration.ofDays(70), Duration.ofDays(3)));
        assertAbout(LONGEST, rhythm(Duration.ofDays(7), Duration.ofDays(70), Duration.ofDays(900)));
        assertAbout(Duration.ofMinutes(30), rhythm(null, null, Duration.ofHours(4)));
    }

    @Test
    void comesBeforeWhatIsListedHasAllBeenReplaced() {
        assertAbout(Duration.ofMinutes(15), rhythm(Duration.ofMinutes(6), Duration.ofHours(1), Duration.ofHours(6)));
        // After two silent years it need not: a quarter of an hour is for a feed that is alive.
        assertAbout(LONGEST, rhythm(Duration.ofMinutes(6), Duration.ofHours(1), Duration.ofDays(730)));
    }

    @Test
    void takesTheShortestIntervalAsItIsWhereSomebodyIsWatching() {
        Rhythm rhythm = new Rhythm(Duration.ofDays(7), Duration.ofDays(70), NOW.minus(Duration.ofDays(3)));
        Duration shortest = Duration.ofSeconds(5);
        assertAbout(shortest, after(Fault.NONE, 0, CacheHints.NONE, FeedHints.NONE, rhythm, shortest));
    }

    @Test
    void believesTheUpdatePeriodOnlyOfAFeedWhoseItemsSayNothing() {
        FeedHints daily = new FeedHints(null, Duration.ofDays(1), Set.of(), Set.of());
        assertAbout(LONGEST, after(Fault.NONE, 0, CacheHints.NONE, daily, Rhythm.UNKNOWN, SHORTEST));
        Rhythm quick = new Rhythm(Duration.ofMinutes(3), Duration.ofHours(1), NOW);
        assertAbout(SHORTEST, after(Fault.NONE, 0, CacheHints.NONE, daily, quick, SHORTEST));
    }

    @Test
    void skipsTheHoursAndDaysTheFeedNamesByUpToADay() {
        FeedHints hours = new FeedHints(null, null, Set.of(12, 13, 14), Set.of());
        NextPoll next = after(Fault.NONE, 0, CacheHints.NONE, hours, Rhythm.UNKNOWN, SHORTEST);
        assertAbout(Duration.ofHours(3), next);
        assertEquals("the feed says that nothing comes before (skipHours, skipDays)", next.reason());
        FeedHints days = new FeedHints(null, null, Set.of(), Set.of(7));
        assertAbout(Duration.ofHours(12), after(Fault.NONE, 0, CacheHints.NONE, days, Rhythm.UNKNOWN, SHORTEST));
        FeedHints week = new FeedHints(null, null, Set.of(), Set.of(7, 1, 2, 3, 4, 5));
        assertAbout(LONGEST, after(Fault.NONE, 0, CacheHints.NONE, week, Rhythm.UNKNOWN, SHORTEST));
    }

    @Test
    void backsOffByTheWeightOfTheFaultAndNeverGivesUp() {
        assertAbout(Duration.ofMinutes(10), failure(Fault.PASSING, 1, null));
        assertAbout(Duration.ofMinutes(40), failure(Fault.PASSING, 3, null));
        assertAbout(Duration.ofMinutes(20), failure(Fault.LASTING, 1, null));
        assertAbout(Duration.ofMinutes(320), failure(Fault.LASTING, 3, null));
        assertAbout(LONGEST, failure(Fault.PASSING, 1_000_000, null));
        assertAbout(LONGEST, failure(Fault.GONE, 1, null));
        assertEquals(
                "it failed 3 times in a row", failure(Fault.PASSING, 3, null).reason());
    }

    @Test
    void weighsFaults() {
        assertEquals(Fault.GONE, Fault.of(FailureKind.HTTP_STATUS, 410));
        assertEquals(Fault.LASTING, Fault.of(FailureKind.HTTP_STATUS, 404));
        assertEquals(Fault.PASSING, Fault.of(FailureKind.HTTP_STATUS, 503));
        assertEquals(Fault.PASSING, Fault.of(FailureKind.HTTP_STATUS, 429));
        assertEquals(Fault.PASSING, Fault.of(FailureKind.TIMEOUT, 0));
        assertEquals(Fault.LASTING, Fault.of(FailureKind.NOT_A_FEED, 0));
    }

    @Test
    void stopsWhenTheServerHasSaidOftenEnoughThatItIsGone() {
        NextPoll next = NextPoll.after(new NextPoll.Situation(
                "0123456789abcdef",
                NOW,
                Fault.GONE,
                3,
                NextPoll.GONE_FOR_GOOD,
                CacheHints.NONE,
                FeedHints.NONE,
                Rhythm.UNKNOWN,
                SHORTEST,
                LONGEST));
        assertNull(next.at());
        assertTrue(next.reason().contains("gone for good"), next.reason());
    }

    @Test
    void neverComesBeforeRetryAfterUpToADay() {
        assertAbout(Duration.ofHours(3), failure(Fault.PASSING, 1, Duration.ofHours(3)));
        assertAbout(Duration.ofMinutes(10), failure(Fault.PASSING, 1, Duration.ofSeconds(5)));
        assertAbout(LONGEST, failure(Fault.PASSING, 1, Duration.ofDays(400)));
    }

    @Test
    void setsFeedsApartTheSameWayEachTime() {
        Set<Instant> times = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            NextPoll.Situation situation = new NextPoll.Situation(
                    String.format("%016x", i),
                    NOW,
                    Fault.NONE,
                    0,
                    0,
                    CacheHints.NONE,
                    FeedHints.NONE,
                    Rhythm.UNKNOWN,
                    SHORTEST,
                    LONGEST);
            times.add(NextPoll.after(situation).at());
            assertEquals(NextPoll.after(situation), NextPoll.after(situation));
        }
        assertTrue(times.size() > 90, times.size() + " different times of 100");
    }
}
