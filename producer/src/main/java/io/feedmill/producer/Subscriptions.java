package io.feedmill.producer;

import io.feedmill.avro.FeedStatus;
import io.feedmill.avro.FeedSubscription;
import io.feedmill.producer.fetch.Locations;
import io.feedmill.schemas.Ids;
import io.feedmill.schemas.SchemaRegistryException;
import io.feedmill.schemas.Topic;
import io.feedmill.schemas.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.SerializationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is polled, as the compacted topic {@code feed-subscriptions} has it, and what the producers remember of it. What
 * is written here, running producers take up within seconds. Not thread-safe.
 */
public final class Subscriptions implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Subscriptions.class);
    private static final Duration CLOSE = Duration.ofSeconds(5);

    private final String bootstrapServers;
    private final Topics topics;
    private final Map<String, String> kafka;
    private KafkaProducer<byte[], byte[]> producer;

    /**
     * Opens no connection yet.
     *
     * @param kafkaSettings handed to the Kafka clients as they are
     */
    public Subscriptions(String bootstrapServers, Topics topics, Map<String, String> kafkaSettings) {
        this.bootstrapServers = bootstrapServers;
        this.topics = topics;
        this.kafka = Map.copyOf(kafkaSettings);
    }

    /** The key under which a subscription stands: the id of its feed, without credentials. */
    public static String feedId(FeedSubscription subscription) {
        return Ids.feedId(Locations.url(subscription.getUrl()));
    }

    /**
     * All subscriptions, by feed id, in the ids' order. A record under another key than its feed's id is no subscription.
     *
     * @throws PublishException if the topic cannot be read
     */
    public Map<String, FeedSubscription> all() {
        Map<String, FeedSubscription> all = new TreeMap<>();
        read(topics.subscriptions(), entry -> take(all, entry));
        return all;
    }

    /** @return whether anything has changed */
    static boolean take(Map<String, FeedSubscription> all, CompactedTopic.Entry<FeedSubscription> entry) {
        if (entry.key() == null) {
            return false;
        }
        if (entry.value() == null) {
            return all.remove(entry.key()) != null;
        }
        String feedId = feedId(entry.value());
        if (!entry.key().equals(feedId)) {
            LOG.warn(
                    "The subscription to {} stands under the key {} instead of {}, and is left out",
                    Locations.withoutCredentials(entry.value().getUrl()),
                    entry.key(),
                    feedId);
            return false;
        }
        return !entry.value().equals(all.put(feedId, entry.value()));
    }

    /**
     * What the producers remember of feeds, those not subscribed any more included, by feed id, in the ids' order.
     *
     * @throws PublishException if the topic cannot be read
     */
    public Map<String, FeedStatus> statuses() {
        Map<String, FeedStatus> all = new TreeMap<>();
        read(topics.status(), entry -> {
            if (entry.key() != null && entry.value() == null) {
                all.remove(entry.key());
            } else if (entry.key() != null) {
                all.put(entry.key(), entry.value());
            }
        });
        return all;
    }

    private <V> void read(Topic<String, V> topic, java.util.function.Consumer<CompactedTopic.Entry<V>> entries) {
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(KafkaSettings.consumer(bootstrapServers, kafka))) {
            List<TopicPartition> partitions = CompactedTopic.partitions(consumer, topic);
            CompactedTopic.fromTheBeginning(consumer, partitions);
            // Up to the first open transaction: to look at it, that is enough.
            Map<TopicPartition, Long> ends = CompactedTopic.reading(topic, () -> consumer.endOffsets(partitions));
            CompactedTopic.readTo(ends, consumer, topic, entries);
        } catch (KafkaException e) {
            throw new PublishException("cannot read " + topic.name() + ": " + e.getMessage(), false, e);
        }
    }

    /**
     * Subscribes to feeds, and replaces the settings of those subscribed to before.
     *
     * @throws PublishException if one could not be written; of the others, any may have been
     */
    public void put(Collection<FeedSubscription> subscriptions) {
        Topic<String, FeedSubscription> topic = topics.subscriptions();
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        try {
            for (FeedSubscription subscription : subscriptions) {
                byte[] value = topic.values().serializer().serialize(topic.name(), subscription);
                records.add(new ProducerRecord<>(topic.name(), key(feedId(subscription)), value));
            }
        } catch (SchemaRegistryException | SerializationException e) {
            throw new PublishException("nothing was written: " + e.getMessage(), false, e);
        }
        write(records);
    }

    /**
     * Ends subscriptions. What was seen of the feeds is remembered all the same, should they be subscribed to again.
     *
     * @throws PublishException if one could not be written; of the others, any may have been
     */
    public void remove(Collection<String> feedIds) {
        write(feedIds.stream()
                .map(feedId -> new ProducerRecord<byte[], byte[]>(
                        topics.subscriptions().name(), key(feedId), null))
                .toList());
    }

    private byte[] key(String feedId) {
        Topic<String, FeedSubscription> topic = topics.subscriptions();
        return topic.keys().serializer().serialize(topic.name(), feedId);
    }

    private void write(List<ProducerRecord<byte[], byte[]>> records) {
        try {
            if (producer == null) {
                producer = new KafkaProducer<>(KafkaSettings.writer(bootstrapServers, kafka));
            }
            List<Future<RecordMetadata>> written = new ArrayList<>();
            records.forEach(record -> written.add(producer.send(record)));
            for (Future<RecordMetadata> each : written) {
                each.get();
            }
        } catch (ExecutionException e) {
            throw notWritten(e.getCause());
        } catch (KafkaException e) {
            throw notWritten(e);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private PublishException notWritten(Throwable e) {
        return new PublishException(
                "cannot write " + topics.subscriptions().name() + " at " + bootstrapServers
                        + "; check that the broker runs and that the address is right (" + e.getMessage() + ")",
                false,
                e);
    }

    @Override
    public void close() {
        if (producer != null) {
            producer.close(CLOSE);
            producer = null;
        }
    }
}
