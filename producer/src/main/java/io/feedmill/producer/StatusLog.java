package io.feedmill.producer;

import io.feedmill.avro.FeedStatus;
import io.feedmill.schemas.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The producer's memory, as it stands in the compacted topic {@code feed-status}. */
final class StatusLog {

    private static final Logger LOG = LoggerFactory.getLogger(StatusLog.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /**
     * @param byFeed the last status of each feed, by feed id
     * @param latest the latest fetch time that was published; null for none
     */
    record Memory(Map<String, FeedStatus> byFeed, Instant latest) {}

    private StatusLog() {}

    /**
     * Reads the topic from its beginning to its end.
     *
     * @throws PublishException if no broker answers, or the topic is missing
     */
    static Memory read(String bootstrapServers, Topic<String, FeedStatus> topic, Map<String, String> kafkaSettings) {
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(KafkaSettings.consumer(bootstrapServers, kafkaSettings))) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic.name()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            if (partitions.isEmpty()) {
                throw new PublishException(
                        "there is no topic " + topic.name() + "; create the topics first", false, null);
            }
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            return read(consumer, consumer.endOffsets(partitions), topic);
        } catch (KafkaException e) {
            throw new PublishException(
                    "cannot read " + topic.name() + " at " + bootstrapServers
                            + "; check that the broker runs and that the address is right (" + e.getMessage() + ")",
                    false,
                    e);
        }
    }

    private static Memory read(
            KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends, Topic<String, FeedStatus> topic) {
        Map<String, FeedStatus> byFeed = new HashMap<>();
        Instant latest = null;
        long patience = System.nanoTime() + PATIENCE.toNanos();
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            if (System.nanoTime() > patience) {
                throw new KafkaException("its end was not reached within " + PATIENCE.toSeconds() + " s");
            }
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                String feedId = topic.keys().deserializer().deserialize(record.topic(), record.key());
                if (remember(byFeed, feedId, record, topic)) {
                    Instant at = Instant.ofEpochMilli(record.timestamp());
                    latest = latest == null || at.isAfter(latest) ? at : latest;
                }
                patience = System.nanoTime() + PATIENCE.toNanos();
            }
        }
        return new Memory(byFeed, latest);
    }

    private static boolean remember(
            Map<String, FeedStatus> byFeed,
            String feedId,
            ConsumerRecord<byte[], byte[]> record,
            Topic<String, FeedStatus> topic) {
        if (record.value() == null) {
            byFeed.remove(feedId);
            return false;
        }
        try {
            byFeed.put(feedId, topic.values().deserializer().deserialize(record.topic(), record.value()));
            return true;
        } catch (SerializationException e) {
            // Without its memory the feed is read as if for the first time; the mill knows repeats.
            LOG.warn("The status of feed {} cannot be read and is forgotten: {}", feedId, e.getMessage());
            return false;
        }
    }
}
