package io.feedmill.producer;

import io.feedmill.producer.fetch.FetchSettings;
import io.feedmill.schemas.Topics;
import java.time.Duration;
import java.util.Map;

/**
 * How a producer runs.
 *
 * @param transactionalId one for each producer that runs at the same time; a second with the same takes over
 * @param minInterval polls of a feed are no closer than this, where its subscription does not say otherwise
 * @param maxInterval polls of a feed are no further apart than this, where its subscription does not say otherwise
 * @param politeness how a host with many feeds is treated
 * @param kafka handed to the Kafka clients as they are
 */
public record ProducerSettings(
        String bootstrapServers,
        Topics topics,
        String transactionalId,
        FetchSettings fetch,
        Duration minInterval,
        Duration maxInterval,
        Politeness politeness,
        Map<String, String> kafka) {

    /** Below this, somebody is watching a few servers of their own. */
    private static final Duration WATCHED = Duration.ofMinutes(1);

    /** With the politeness that goes with the interval: none under a minute, else the default. */
    public ProducerSettings(
            String bootstrapServers,
            Topics topics,
            String transactionalId,
            FetchSettings fetch,
            Duration minInterval,
            Duration maxInterval,
            Map<String, String> kafka) {
        this(
                bootstrapServers,
                topics,
                transactionalId,
                fetch,
                minInterval,
                maxInterval,
                minInterval.compareTo(WATCHED) < 0 ? Politeness.NONE : Politeness.DEFAULT,
                kafka);
    }

    public ProducerSettings {
        if (minInterval.isNegative() || minInterval.isZero() || minInterval.compareTo(maxInterval) > 0) {
            throw new IllegalArgumentException("the shortest interval between polls must be more than nothing and no"
                    + " more than the longest: " + minInterval + ", " + maxInterval);
        }
        kafka = Map.copyOf(kafka);
    }

    /** With the defaults for production: five minutes to a day between polls. */
    public static ProducerSettings of(String bootstrapServers, Topics topics) {
        return new ProducerSettings(
                bootstrapServers,
                topics,
                topics.prefix() + "feedmill-producer",
                FetchSettings.defaults(),
                Duration.ofMinutes(5),
                Duration.ofDays(1),
                Map.of());
    }
}
