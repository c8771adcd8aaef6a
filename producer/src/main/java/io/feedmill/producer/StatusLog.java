package io.feedmill.producer;

import io.feedmill.avro.FeedStatus;
import io.feedmill.schemas.Topic;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** The producer's memory, as it stands in the compacted topic {@code feed-status}. */
final class StatusLog {

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
        Map<String, FeedStatus> byFeed = new HashMap<>();
        Instant[] latest = {null};
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(KafkaSettings.consumer(bootstrapServers, kafkaSettings))) {
            List<TopicPartition> partitions = CompactedTopic.partitions(consumer, topic);
            CompactedTopic.fromTheBeginning(consumer, partitions);
            Map<TopicPartition, Long> ends = CompactedTopic.reading(topic, () -> consumer.endOffsets(partitions));
            CompactedTopic.readTo(ends, consumer, topic, entry -> {
                if (entry.value() == null) {
                    // Without its memory the feed is read as if for the first time; the mill knows repeats.
                    byFeed.remove(entry.key());
                    return;
                }
                byFeed.put(entry.key(), entry.value());
                Instant at = Instant.ofEpochMilli(entry.timestamp());
                latest[0] = latest[0] == null || at.isAfter(latest[0]) ? at : latest[0];
            });
            return new Memory(byFeed, latest[0]);
        } catch (KafkaException e) {
            throw new PublishException("cannot read " + topic.name() + ": " + e.getMessage(), false, e);
        }
    }
}
