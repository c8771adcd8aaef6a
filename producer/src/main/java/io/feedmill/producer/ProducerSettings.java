package io.feedmill.producer;

import io.feedmill.producer.fetch.FetchSettings;
import io.feedmill.schemas.Topics;
import java.time.Duration;
import java.util.Map;

/**
 * How a producer runs.
 *
 * @param group producers of one group share the feeds among them. It is the Kafka group's id, and what their transactional
 *     ids begin with
 * @param instance this producer's name in the group, which no other may have: when it comes back within the session's
 *     timeout, it has the same feeds again and nobody else has had them. Null for none
 * @param readers how many feeds are fetched at a time
 * @param minInterval polls of a feed are no closer than this, where its subscription does not say otherwise
 * @param maxInterval polls of a feed are no further apart than this, where its subscription does not say otherwise
 * @param politeness how a host with many feeds is treated
 * @param kafka handed to the Kafka clients as they are
 */
public record ProducerSettings(
        String bootstrapServers,
        Topics topics,
        String group,
        String instance,
        FetchSettings fetch,
        int readers,
        Duration minInterval,
        Duration maxInterval,
        Politeness politeness,
        Map<String, String> kafka) {

    /** Below this, somebody is watching a few servers of their own. */
    static final Duration WATCHED = Duration.ofMinutes(1);

    private static final int READERS = 16;

    public ProducerSettings {
        if (minInterval.isNegative() || minInterval.isZero() || minInterval.compareTo(maxInterval) > 0) {
            throw new IllegalArgumentException("the shortest interval between polls must be more than nothing and no"
                    + " more than the longest: " + minInterval + ", " + maxInterval);
        }
        if (readers < 1) {
            throw new IllegalArgumentException("at least one feed must be fetched at a time: " + readers);
        }
        kafka = Map.copyOf(kafka);
    }

    /** With the defaults for production: five minutes to a day between polls, sixteen of them at a time. */
    public static ProducerSettings of(String bootstrapServers, Topics topics) {
        return new ProducerSettings(
                bootstrapServers,
                topics,
                topics.prefix() + "feedmill-producer",
                null,
                FetchSettings.defaults(),
                READERS,
                Duration.ofMinutes(5),
                Duration.ofDays(1),
                Politeness.DEFAULT,
                Map.of());
    }

    public ProducerSettings as(String instance) {
        return new ProducerSettings(
                bootstrapServers, topics, group, instance, fetch, readers, minInterval, maxInterval, politeness, kafka);
    }

    public ProducerSettings fetching(FetchSettings fetch) {
        return new ProducerSettings(
                bootstrapServers, topics, group, instance, fetch, readers, minInterval, maxInterval, politeness, kafka);
    }

    /** With other bounds for the intervals between polls. */
    public ProducerSettings every(Duration minInterval, Duration maxInterval) {
        return new ProducerSettings(
                bootstrapServers, topics, group, instance, fetch, readers, minInterval, maxInterval, politeness, kafka);
    }

    public ProducerSettings with(Map<String, String> kafka) {
        return new ProducerSettings(
                bootstrapServers, topics, group, instance, fetch, readers, minInterval, maxInterval, politeness, kafka);
    }
}
