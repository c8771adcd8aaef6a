package io.feedmill.standalone;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedmill.schemas.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * What stands on topics, as a reader of committed records sees it. A transaction is committed in one partition after the
 * other: what is to be seen in one of them need not be in the next. So what is open is waited for.
 */
public final class Committed {

    private Committed() {}

    /** All records of a topic, those of each partition in their order. */
    public static List<ConsumerRecord<byte[], byte[]>> read(String bootstrapServers, String topic) {
        return read(bootstrapServers, topic, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    static <K, V> List<ConsumerRecord<K, V>> read(String bootstrapServers, Topic<K, V> topic) {
        return read(
                bootstrapServers,
                topic.name(),
                topic.keys().deserializer(),
                topic.values().deserializer());
    }

    private static <K, V> List<ConsumerRecord<K, V>> read(
            String bootstrapServers, String topic, Deserializer<K> keys, Deserializer<V> values) {
        List<ConsumerRecord<K, V>> all = new ArrayList<>();
        try (KafkaConsumer<K, V> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed"), keys, values)) {
            consumer.assign(consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList());
            consumer.seekToBeginning(consumer.assignment());
            readToTheEnd(consumer, bootstrapServers, all::add);
        }
        return all;
    }

    /** Goes on until all that is there by now has been read. */
    static <K, V> void readToTheEnd(
            KafkaConsumer<K, V> consumer, String bootstrapServers, Consumer<ConsumerRecord<K, V>> each) {
        Map<TopicPartition, Long> ends = ends(bootstrapServers, consumer.assignment());
        long deadline = System.nanoTime() + Patience.LONG.toNanos();
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            assertTrue(System.nanoTime() < deadline, () -> "the ends are not reached, or not committed: " + ends);
            consumer.poll(Duration.ofMillis(100)).forEach(each);
        }
    }

    /** Whether committed or not. */
    private static Map<TopicPartition, Long> ends(String bootstrapServers, Collection<TopicPartition> partitions) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            return admin
                    .listOffsets(partitions.stream()
                            .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest())))
                    .all()
                    .get()
                    .entrySet()
                    .stream()
                    .collect(Collectors.toMap(
                            Map.Entry::getKey, end -> end.getValue().offset()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
