package io.feedmill.producer.parse;

import java.time.Duration;
import java.util.Set;

/**
 * What a feed says about when to come again. Hints: often left at the default of the program that made the feed.
 *
 * @param timeToLive how long it may be cached (RSS {@code ttl}), up to a day; null if it does not say
 * @param updateEvery how often it is updated (RSS 1.0 {@code sy:updatePeriod} over {@code sy:updateFrequency}), up to a
 *     day; null if it does not say
 * @param skipHours the hours in which it need not be polled (RSS {@code skipHours}), in UTC, 0 to 23; never all
 * @param skipDays the days on which it need not be polled (RSS {@code skipDays}), in UTC, 1 for Monday to 7; never all
 */
public record FeedHints(Duration timeToLive, Duration updateEvery, Set<Integer> skipHours, Set<Integer> skipDays) {

    /** Where the feed says nothing. */
    public static final FeedHints NONE = new FeedHints(null, null, Set.of(), Set.of());

    private static final int HOURS = 24;
    private static final int DAYS = 7;

    public FeedHints {
        skipHours = skipHours.size() >= HOURS ? Set.of() : Set.copyOf(skipHours);
        skipDays = skipDays.size() >= DAYS ? Set.of() : Set.copyOf(skipDays);
    }
}
