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
 * @param kafka handed to the Kafka clients as they are
 */
public record ProducerSettings(
        String bootstrapServers,
        Topics topics,
        String transactionalId,
        FetchSettings fetch,
        Duration minInterval,
        Duration maxInterval,
        Map<String, String> kafka) {

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
