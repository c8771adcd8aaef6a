package io.feedmill.producer;

import io.feedmill.schemas.Topic;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a compacted topic: all of it, from its beginning to its end. */
final class CompactedTopic {

    private static final Logger LOG = LoggerFactory.getLogger(CompactedTopic.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(200);

    private CompactedTopic() {}

    /**
     * What a record says of its key.
     *
     * @param key the record's key; null where it has none
     * @param value null where the record ends what was said before, or cannot be read
     * @param timestamp in milliseconds
     */
    record Entry<V>(int partition, String key, V value, long timestamp) {}

    /**
     * The partitions of a topic.
     *
     * @throws PublishException if no broker answers, or the topic is missing
     */
    static List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> consumer, Topic<?, ?> topic) {
        List<TopicPartition> partitions = reading(topic, () -> consumer.partitionsFor(topic.name())).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        if (partitions.isEmpty()) {
            throw new PublishException("there is no topic " + topic.name() + "; create the topics first", false, null);
        }
        return partitions;
    }

    /**
     * Reads what is assigned to the consumer until these offsets, however long open transactions keep it waiting.
     *
     * @param ends the offsets after the last ones to be read
     * @throws PublishException if nothing arrives for half a minute
     */
    static <V> void readTo(
            Map<TopicPartition, Long> ends,
            KafkaConsumer<byte[], byte[]> consumer,
            Topic<String, V> topic,
            Consumer<Entry<V>> entries) {
        reading(topic, () -> {
            long patience = System.nanoTime() + PATIENCE.toNanos();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                if (System.nanoTime() > patience) {
                    throw new KafkaException("its end was not reached within " + PATIENCE.toSeconds() + " s");
                }
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    entries.accept(entry(record, topic));
                    patience = System.nanoTime() + PATIENCE.toNanos();
                }
            }
            return null;
        });
    }

    static <V> Entry<V> entry(ConsumerRecord<byte[], byte[]> record, Topic<String, V> topic) {
        String key =
                record.key() == null ? null : topic.keys().deserializer().deserialize(record.topic(), record.key());
        V value = null;
        try {
            value = record.value() == null
                    ? null
                    : topic.values().deserializer().deserialize(record.topic(), record.value());
        } catch (SerializationException e) {
            LOG.warn("The record of {} in {} cannot be read and is left out: {}", key, record.topic(), e.getMessage());
        }
        return new Entry<>(record.partition(), key, value, record.timestamp());
    }

    interface Reading<T> {
        T read();
    }

    static <T> T reading(Topic<?, ?> topic, Reading<T> reading) {
        try {
            return reading.read();
        } catch (KafkaException e) {
            throw new PublishException(
                    "cannot read " + topic.name() + "; check that the broker runs and that the address is right ("
                            + e.getMessage() + ")",
                    false,
                    e);
        }
    }

    /** Assigns partitions, and begins with their beginning. */
    static void fromTheBeginning(KafkaConsumer<byte[], byte[]> consumer, Collection<TopicPartition> partitions) {
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }
}
