package io.feedmill.producer;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * How a feed has been coming, by the dates of its items. Pure.
 *
 * @param gap how far apart its items usually are; null if their dates do not say
 * @param span how much time the items it lists span: what comes and goes within it between two polls is never seen;
 *     null if their dates do not say
 * @param lastNew when it last gave something new; null if it never did
 */
record Rhythm(Duration gap, Duration span, Instant lastNew) {

    static final Rhythm UNKNOWN = new Rhythm(null, null, null);

    /** The newest items tell how it comes now. */
    private static final int NEWEST = 20;

    private static final int FEWEST = 3;

    /** A mean that is many times the median comes from an old item kept on top. */
    private static final int MOST_MEDIANS = 4;

    /** @param published the dates of the items it lists, in any order */
    static Rhythm of(List<Instant> published, Instant lastNew) {
        List<Instant> dates =
                published.stream().distinct().sorted(Comparator.reverseOrder()).toList();
        if (dates.size() < FEWEST) {
            return new Rhythm(null, null, lastNew);
        }
        List<Instant> newest = dates.subList(0, Math.min(dates.size(), NEWEST));
        List<Duration> gaps = java.util.stream.IntStream.range(1, newest.size())
                .mapToObj(i -> Duration.between(newest.get(i), newest.get(i - 1)))
                .sorted()
                .toList();
        Duration mean =
                Duration.between(newest.get(newest.size() - 1), newest.get(0)).dividedBy(gaps.size());
        Duration most = gaps.get(gaps.size() / 2).multipliedBy(MOST_MEDIANS);
        return new Rhythm(
                mean.compareTo(most) < 0 ? mean : most,
                Duration.between(dates.get(dates.size() - 1), dates.get(0)),
                lastNew);
    }
}
