package io.feedmill.standalone.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.feedmill.avro.ItemOutcome;
import io.feedmill.avro.OutcomeKind;
import io.feedmill.schemas.AvroJson;
import io.feedmill.schemas.Ids;
import io.feedmill.schemas.Topic;
import io.feedmill.schemas.Topics;
import io.feedmill.standalone.Committed;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.Awaitility;

/** What a mill has written, as a reader of committed records sees it. */
final class Results {

    private final String bootstrapServers;
    private final Topics topics;

    Results(String bootstrapServers, Topics topics) {
        this.bootstrapServers = bootstrapServers;
        this.topics = topics;
    }

    /** Waits until as many records stand on the topic of outcomes as went in. */
    void await(int outcomes, Duration patience) {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            assign(consumer, topics.outcomes().name());
            int[] seen = {0};
            Awaitility.await(outcomes + " outcomes")
                    .atMost(patience)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(10))
                    .until(
                            () -> {
                                seen[0] += consumer.poll(Duration.ofMillis(500)).count();
                                return seen[0];
                            },
                            count -> count >= outcomes);
        }
    }

    /** Fails if a raw record has no outcome, or an outcome no raw record, and returns how many there are. */
    int assertEachRawRecordHasOneOutcome() {
        Set<String> raw = new TreeSet<>();
        for (ConsumerRecord<byte[], byte[]> record : read(topics.raw().name())) {
            if (record.headers().lastHeader(Topics.TICK_HEADER) == null) {
                raw.add(record.partition() + "/" + record.offset());
            }
        }
        List<String> settled = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : read(topics.outcomes().name())) {
            ItemOutcome outcome = value(topics.outcomes(), record);
            settled.add(outcome.getRaw().getPartition() + "/" + outcome.getRaw().getOffset());
        }
        Set<String> lost = new TreeSet<>(raw);
        settled.forEach(lost::remove);
        Set<String> once = new HashSet<>();
        List<String> twice =
                settled.stream().filter(each -> !once.add(each)).sorted().toList();
        assertEquals(List.of(), List.copyOf(lost), "raw records without an outcome");
        assertEquals(List.of(), twice, "raw records with two outcomes");
        assertEquals(raw.size(), settled.size());
        return raw.size();
    }

    /** How many outcomes of each kind there are; fails if a raw record has two. */
    Map<OutcomeKind, Integer> kinds() {
        Map<OutcomeKind, Integer> kinds = new EnumMap<>(OutcomeKind.class);
        Set<String> raw = new HashSet<>();
        int all = 0;
        for (ConsumerRecord<byte[], byte[]> record : read(topics.outcomes().name())) {
            ItemOutcome outcome = value(topics.outcomes(), record);
            kinds.merge(outcome.getKind(), 1, Integer::sum);
            raw.add(outcome.getRaw().getPartition() + "/" + outcome.getRaw().getOffset());
            all++;
        }
        assertEquals(all, raw.size(), "each raw record has one outcome");
        return kinds;
    }

    /** How many items were released before their turn was certain. */
    private int provisional() {
        int provisional = 0;
        for (ConsumerRecord<byte[], byte[]> record : read(topics.outcomes().name())) {
            provisional += value(topics.outcomes(), record).getProvisional() ? 1 : 0;
        }
        return provisional;
    }

    /**
     * Digests of all that stands in each partition, in order: key, timestamp and content. What differs from mill to mill by
     * design is left out: the schema's id, and the prefix in the coordinates of the raw record. Fails if the mill waited for
     * a raw partition in vain, for then it promises no order.
     */
    Map<String, String> digests() {
        assertEquals(0, provisional(), "items of " + topics.raw().name() + " released before their turn was certain");
        Map<String, String> digests = new TreeMap<>();
        for (Topic<String, ? extends SpecificRecord> topic :
                List.of(topics.enriched(), topics.copies(), topics.outcomes())) {
            Map<Integer, StringBuilder> partitions = new TreeMap<>();
            for (ConsumerRecord<byte[], byte[]> record : read(topic.name())) {
                String json = AvroJson.toTree(value(topic, record)).toString();
                partitions
                        .computeIfAbsent(record.partition(), partition -> new StringBuilder())
                        .append(new String(record.key(), StandardCharsets.UTF_8))
                        .append(json.replace(topics.raw().name(), "raw"))
                        .append('\n');
            }
            partitions.forEach((partition, text) -> digests.put(
                    topic.name().substring(topics.prefix().length()) + "-" + partition + ", "
                            + text.chars().filter(c -> c == '\n').count() + " records",
                    Ids.sha256Hex(text.toString().getBytes(StandardCharsets.UTF_8), 16)));
        }
        return digests;
    }

    int count(Topic<?, ?> topic) {
        return read(topic.name()).size();
    }

    private static <T> T value(Topic<String, T> topic, ConsumerRecord<byte[], byte[]> record) {
        return topic.values().deserializer().deserialize(topic.name(), record.headers(), record.value());
    }

    private List<ConsumerRecord<byte[], byte[]>> read(String topic) {
        return Committed.read(bootstrapServers, topic);
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    private static void assign(KafkaConsumer<byte[], byte[]> consumer, String topic) {
        consumer.assign(consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList());
        consumer.seekToBeginning(consumer.assignment());
    }
}
