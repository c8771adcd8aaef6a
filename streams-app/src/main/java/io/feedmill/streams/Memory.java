package io.feedmill.streams;

import java.time.Duration;

/**
 * How long the mill remembers what it has seen, in the time of the log. Everything forgets: state stays as large as what
 * comes in within these times.
 *
 * @param items how long after a feed last showed it an item is forgotten, and so would be new again
 * @param stories how far back copies are looked for
 * @param families how long after its last copy a story's family is forgotten; at least as long as {@code stories}, because
 *     a copy may be found by another copy
 */
public record Memory(Duration items, Duration stories, Duration families) {

    /** State is swept once for each day of the log, so shorter times would mean nothing. */
    static final Duration SHORTEST = Duration.ofDays(1);

    static final Duration LONGEST = Duration.ofDays(3_650);

    /**
     * Items 45 days: longer than any feed was seen to list an item without showing it at least once. Stories 7 days:
     * syndicated copies come within hours, weeklies within the week. Families twice that.
     */
    public static final Memory DEFAULT = new Memory(Duration.ofDays(45), Duration.ofDays(7), Duration.ofDays(14));

    /** @throws IllegalArgumentException if a time is shorter than a day, or families are forgotten before their stories */
    public Memory {
        check("items", items);
        check("stories", stories);
        check("families", families);
        if (families.compareTo(stories) < 0) {
            throw new IllegalArgumentException(
                    "families must be remembered at least as long as stories, not " + families + " against " + stories);
        }
    }

    private static void check(String what, Duration time) {
        if (time.compareTo(SHORTEST) < 0) {
            throw new IllegalArgumentException(what + " must be remembered for at least a day, not for " + time);
        }
    }
}
