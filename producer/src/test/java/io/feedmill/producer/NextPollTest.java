package io.feedmill.producer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NextPollTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration SHORTEST = Duration.ofMinutes(5);
    private static final Duration LONGEST = Duration.ofHours(24);

    private static NextPoll after(int failures, boolean gone, Duration fresh, Duration ttl, Duration retryAfter) {
        return NextPoll.after(new NextPoll.Situation(
                "0123456789abcdef", NOW, failures, gone, fresh, ttl, retryAfter, SHORTEST, LONGEST));
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
        assertAbout(SHORTEST, after(0, false, null, null, null));
        assertAbout(SHORTEST, after(0, false, Duration.ofSeconds(10), Duration.ofMinutes(1), null));
    }

    @Test
    void waitsAsLongAsFeedOrServerAskUpToTheLongest() {
        assertAbout(Duration.ofHours(1), after(0, false, null, Duration.ofHours(1), null));
        assertAbout(Duration.ofHours(2), after(0, false, Duration.ofHours(2), Duration.ofHours(1), null));
        assertAbout(LONGEST, after(0, false, Duration.ofDays(365), null, null));
        assertEquals(
                "the server says it is good until then",
                after(0, false, Duration.ofHours(2), null, null).reason());
    }

    @Test
    void backsOffAndNeverGivesUp() {
        assertAbout(Duration.ofMinutes(10), after(1, false, null, null, null));
        assertAbout(Duration.ofMinutes(40), after(3, false, null, null, null));
        assertAbout(LONGEST, after(1_000_000, false, null, null, null));
        assertAbout(LONGEST, after(1, true, null, null, null));
        assertEquals(
                "it failed 3 times in a row", after(3, false, null, null, null).reason());
    }

    @Test
    void neverComesBeforeRetryAfterUpToADay() {
        assertAbout(Duration.ofHours(3), after(1, false, null, null, Duration.ofHours(3)));
        assertAbout(Duration.ofMinutes(10), after(1, false, null, null, Duration.ofSeconds(5)));
        assertAbout(LONGEST, after(1, false, null, null, Duration.ofDays(400)));
    }

    @Test
    void setsFeedsApartTheSameWayEachTime() {
        Set<Instant> times = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            NextPoll.Situation situation = new NextPoll.Situation(
                    String.format("%016x", i), NOW, 0, false, null, null, null, SHORTEST, LONGEST);
            times.add(NextPoll.after(situation).at());
            assertEquals(NextPoll.after(situation), NextPoll.after(situation));
        }
        assertTrue(times.size() > 90, times.size() + " different times of 100");
    }
}
