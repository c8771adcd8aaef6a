package io.feedmill.standalone;

import io.feedmill.schemas.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads what stands on topics of the mill, and what comes after it: committed records only. With a group it goes on
 * where the group last committed, else at the beginning. It takes all partitions itself. Not thread-safe.
 */
final class TopicReader implements AutoCloseable {
    private static final Duration ANSWER = Duration.ofSeconds(10);

    private final Consumer<byte[], byte[]> consumer;
    private final Map<String, Topic<String, ? extends SpecificRecord>> topics = new HashMap<>();

    /** A record, and which topic it is from. Records without a value are left out. */
    record Received(Topic<String, ? extends SpecificRecord> topic, SpecificRecord value) {}

    /**
     * @param group whose committed offsets to go on from; null for none
     * @throws FeedmillException if no broker answers, or it has no such topic
     */
    TopicReader(String bootstrapServers, String group, Collection<Topic<String, ? extends SpecificRecord>> topics) {
        this(bootstrapServers, Map.of(), group, topics);
    }

    /**
     * @param kafka more settings for the client, such as those of security
     * @param group whose committed offsets to go on from; null for none
     * @throws FeedmillException if no broker answers, or it has no such topic
     */
    TopicReader(
            String bootstrapServers,
            Map<String, String> kafka,
            String group,
            Collection<Topic<String, ? extends SpecificRecord>> topics) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 100);
        if (group != null) {
            settings.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        }
        this.consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        try {
            List<TopicPartition> partitions = new ArrayList<>();
            for (Topic<String, ? extends SpecificRecord> topic : topics) {
                this.topics.put(topic.name(), topic);
                partitions.addAll(partitionsOf(topic.name(), bootstrapServers));
            }
            consumer.assign(partitions);
        } catch (RuntimeException e) {
            consumer.close();
            throw e;
        }
    }

    private List<TopicPartition> partitionsOf(String topic, String bootstrapServers) {
        List<PartitionInfo> found;
        try {
            found = consumer.partitionsFor(topic, ANSWER);
        } catch (TimeoutException e) {
            throw new FeedmillException(
                    "no Kafka broker answers at %s: start one (feedmill run), or name another with --bootstrap-servers"
                            .formatted(bootstrapServers),
                    e);
        }
        if (found == null || found.isEmpty()) {
            throw new FeedmillException(
                    "the broker at %s has no topic %s: is it a mill's?".formatted(bootstrapServers, topic));
        }
        return found.stream()
                .map(each -> new TopicPartition(each.topic(), each.partition()))
                .toList();
    }

    /** Leaves out what is there by now. */
    void skipToEnd() {
        consumer.seekToEnd(consumer.assignment());
        consumer.assignment().forEach(consumer::position);
    }

    /**
     * What came in, in the order of each partition; empty if nothing did in this time.
     *
     * @throws org.apache.kafka.common.errors.SerializationException if a record is not what its topic should hold
     */
    List<Received> poll(Duration patience) {
        List<Received> all = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> each : consumer.poll(patience)) {
            Topic<String, ? extends SpecificRecord> topic = topics.get(each.topic());
            if (each.value() != null) {
                all.add(new Received(
                        topic, topic.values().deserializer().deserialize(each.topic(), each.headers(), each.value())));
            }
        }
        return all;
    }

    /** All that stands there by now, in the order of each partition. */
    void pollToEnd(Duration patience, java.util.function.Consumer<Received> each) {
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment(), ANSWER);
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            poll(patience).forEach(each);
        }
    }

    /** Remembers for the group that all that {@link #poll} gave is done with. */
    void commit() {
        consumer.commitSync(ANSWER);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
