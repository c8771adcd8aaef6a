package io.feedmill.standalone;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedmill.avro.Feed;
import io.feedmill.avro.ItemOutcome;
import io.feedmill.avro.OutcomeKind;
import io.feedmill.avro.RawItem;
import io.feedmill.producer.RawPublisher;
import io.feedmill.schemas.Ids;
import io.feedmill.schemas.LocalSchemaRegistry;
import io.feedmill.schemas.Topic;
import io.feedmill.schemas.Topics;
import io.feedmill.streams.Mill;
import io.feedmill.streams.MillSettings;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the world may do to a mill on a real broker. */
class FaultsIT {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    /** Nothing is released before its order is certain. */
    private static final Duration NEVER = Duration.ofDays(1);

    @TempDir
    Path folder;

    private final Topics topics = Topics.of("", new LocalSchemaRegistry(null));
    private TestBroker kafka;
    private Mill mill;
    private RawPublisher publisher;

    @BeforeEach
    void start() throws Exception {
        kafka = TestBroker.start(folder.resolve("kafka"), 0);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            topics.create(admin, 2, (short) 1);
        }
        startMill();
        publisher = new RawPublisher(kafka.bootstrapServers(), topics, "faults", Patience.KAFKA);
    }

    @AfterEach
    void stop() {
        publisher.close();
        mill.close();
        kafka.close();
    }

    private void startMill() {
        mill = Mill.start(new MillSettings(
                kafka.bootstrapServers(), topics, "faults", "only", folder.resolve("state"), 1, NEVER, Map.of()));
        mill.awaitRunning(Patience.LONG);
    }

    private static RawItem item(int number, String html) {
        String site = "site" + number + ".example";
        return RawItem.newBuilder()
                .setFeed(Feed.newBuilder()
                        .setId(Ids.feedId(site))
                        .setUrl("https://" + site + "/feed")
                        .setSiteId(site)
                        .build())
                .setGuid("item " + number)
                .setTitle("Item " + number)
                .setContentHtml(html)
                .setFetchedAt(NOON)
                .build();
    }

    private static String story(int number) {
        return "<p>Ship number " + number + " came into the harbour on Monday with a cargo of " + number
                + " hundred barrels, and its captain told the pilots that the sea had been calm.</p>";
    }

    @Test
    void recordsThatCannotBeUsedEndAsDeadLettersAndTheirNeighboursAsStories() throws Exception {
        byte[] garbage = "not Avro at all".getBytes(StandardCharsets.UTF_8);
        byte[] unknownSchema = {0, 0, 0, 0, 7, 2, 2};
        byte[] endless =
                topics.raw().values().serializer().serialize(topics.raw().name(), item(3, "word ".repeat(760_000)));
        publisher.publish(List.of(item(1, story(1))), null);
        try (KafkaProducer<byte[], byte[]> foreign = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "max.request.size", Topics.MAX_RECORD_BYTES),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (byte[] value : new byte[][] {garbage, unknownSchema, endless, null}) {
                foreign.send(new ProducerRecord<>(
                                topics.raw().name(),
                                0,
                                NOON.toEpochMilli(),
                                "key".getBytes(StandardCharsets.UTF_8),
                                value))
                        .get();
            }
        }
        publisher.publish(List.of(item(2, story(2))), null);
        publisher.tick(NOON.plusMillis(1));

        List<ItemOutcome> outcomes = awaitOutcomes(6);
        assertEquals(
                2,
                outcomes.stream()
                        .filter(o -> o.getKind() == OutcomeKind.ENRICHED)
                        .count());
        assertEquals(
                4,
                outcomes.stream()
                        .filter(o -> o.getKind() == OutcomeKind.REJECTED)
                        .count());
        List<ConsumerRecord<byte[], byte[]>> letters = read(topics.dead());
        assertEquals(4, letters.size());
        assertArrayEquals(garbage, letters.get(0).value());
        assertArrayEquals(endless, letters.get(2).value());
        for (ConsumerRecord<byte[], byte[]> letter : letters) {
            assertEquals("feed-items-raw", header(letter, "topic"));
            assertEquals("0", header(letter, "partition"));
            assertFalse(header(letter, "message").isBlank());
        }

        // Nothing of it comes again after a restart.
        mill.close();
        startMill();
        publisher.publish(List.of(item(4, story(4))), null);
        publisher.tick(NOON.plusMillis(2));
        awaitOutcomes(7);
        assertEquals(4, read(topics.dead()).size());
        assertEquals(3, read(topics.enriched()).size());
    }

    @Test
    void goesOnWhereItWasWhenTheBrokerComesBack() {
        publisher.publish(List.of(item(1, story(1))), null);
        publisher.tick(NOON.plusMillis(1));
        awaitOutcomes(1);

        int port = kafka.port();
        kafka.close();
        kafka = TestBroker.start(folder.resolve("kafka"), port);
        for (int i = 2; i <= 20; i++) {
            publisher.publish(List.of(item(i, story(i))), null);
        }
        publisher.tick(NOON.plusMillis(2));

        awaitOutcomes(20);
        assertFalse(mill.broken().isDone());
        assertEquals(20, read(topics.enriched()).size());
    }

    @Test
    void namesThePartitionThatStallsWithinSeconds() throws Exception {
        // The item's partition goes on, and the other one says nothing.
        publisher.publish(List.of(item(1, story(1))), null);
        int goesOn = read(topics.raw()).get(0).partition();
        try (KafkaProducer<byte[], byte[]> other = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            ProducerRecord<byte[], byte[]> tick = new ProducerRecord<>(
                    topics.raw().name(), goesOn, NOON.plusSeconds(60).toEpochMilli(), (byte[]) null, (byte[]) null);
            tick.headers().add(Topics.TICK_HEADER, new byte[0]);
            other.send(tick).get();
        }
        String stalled = Integer.toString(1 - goesOn);
        // Until its tick is read, the one that goes on is waited for as well.
        Awaitility.await()
                .atMost(Patience.LONG)
                .pollInterval(Duration.ofMillis(100))
                .until(
                        FaultsIT::waitedFor,
                        waited -> waited.getOrDefault(stalled, 0.0) > 0
                                && waited.getOrDefault(Integer.toString(goesOn), -1.0) == 0);
        assertEquals(0, read(topics.outcomes()).size());

        publisher.tick(NOON.plusSeconds(60));
        awaitOutcomes(1);
        Awaitility.await()
                .atMost(Patience.LONG)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> waitedFor().getOrDefault(stalled, -1.0) == 0);
    }

    /** For how long, in milliseconds, the mill has waited for each raw partition, as its metrics say. */
    private static Map<String, Double> waitedFor() throws JMException {
        MBeanServer metrics = ManagementFactory.getPlatformMBeanServer();
        Map<String, Double> waitedFor = new TreeMap<>();
        for (ObjectName name : metrics.queryNames(new ObjectName("kafka.streams:type=feedmill-order,*"), null)) {
            String partition = name.getKeyProperty("raw-partition");
            if (partition != null) {
                waitedFor.put(partition, (Double) metrics.getAttribute(name, "waited-for-ms"));
            }
        }
        return waitedFor;
    }

    @Test
    void stateThatWasDamagedIsSetAsideAndRestored() throws Exception {
        publisher.publish(List.of(item(1, story(1))), null);
        publisher.tick(NOON.plusMillis(1));
        awaitOutcomes(1);
        mill.close();
        int damaged = 0;
        try (var files = Files.walk(folder.resolve("state"))) {
            for (Path current : files.filter(file -> file.endsWith("CURRENT")).toList()) {
                Files.writeString(current, "garbage");
                damaged++;
            }
        }
        assertTrue(damaged > 0);

        startMill();
        publisher.publish(List.of(item(1, story(1)), item(2, story(2))), null);
        publisher.tick(NOON.plusMillis(2));
        List<ItemOutcome> outcomes = awaitOutcomes(3);
        assertEquals(
                1,
                outcomes.stream()
                        .filter(o -> o.getKind() == OutcomeKind.REPEATED)
                        .count());
        try (var files = Files.list(folder.resolve("state"))) {
            assertTrue(files.anyMatch(file -> file.getFileName().toString().startsWith("faults.corrupt-")));
        }
    }

    @Test
    void saysThatTheRawTopicIsMissing() {
        KafkaException e = assertThrows(
                KafkaException.class,
                () -> Mill.start(new MillSettings(
                        kafka.bootstrapServers(),
                        Topics.of("other-", new LocalSchemaRegistry(null)),
                        "other",
                        "only",
                        folder.resolve("other"),
                        1,
                        Duration.ofSeconds(30),
                        Map.of())));
        assertTrue(e.getMessage().contains("other-feed-items-raw"), e.getMessage());
    }

    private List<ItemOutcome> awaitOutcomes(int count) {
        Awaitility.await()
                .atMost(Patience.LONG)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> read(topics.outcomes()).size() >= count);
        List<ItemOutcome> outcomes =
                read(topics.outcomes()).stream().map(ConsumerRecord::value).toList();
        assertEquals(count, outcomes.size());
        return outcomes;
    }

    private static String header(ConsumerRecord<?, ?> letter, String name) {
        return new String(
                letter.headers().lastHeader("__streams.errors." + name).value(), StandardCharsets.UTF_8);
    }

    private <K, V> List<ConsumerRecord<K, V>> read(Topic<K, V> topic) {
        return Committed.read(kafka.bootstrapServers(), topic);
    }
}
