package io.feedmill.standalone.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.feedmill.avro.EnrichedItem;
import io.feedmill.avro.OutcomeKind;
import io.feedmill.avro.RawItem;
import io.feedmill.producer.RawPublisher;
import io.feedmill.schemas.SchemaRegistryException;
import io.feedmill.schemas.Topics;
import io.feedmill.standalone.Embedded;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.containers.GenericContainer;

/** Three brokers, a registry, and instances of the streams app, all in containers, some of them killed on the way. */
@Tag("containers")
class ClusterIT {

    private static final int PARTITIONS = 6;
    private static final Duration PATIENCE = Duration.ofMinutes(8);

    /** Enough for every kind of outcome, few enough to be milled four times. */
    private static final RawLog LOG = new RawLog(6_000, 40, 2_500, 60);

    private static final Instant BEGIN = Instant.parse("2026-03-01T12:00:00Z");

    private static Cluster cluster;

    @BeforeAll
    static void start() {
        cluster = Cluster.ofBrokers();
    }

    @AfterAll
    static void stop() {
        if (cluster != null) {
            cluster.close();
        }
    }

    @Test
    void oneJvmOneInstanceAndThreeOfWhichSomeDieMakeTheSameOfOneLog(@TempDir Path folder) {
        Map<String, String> standalone = Embedded.mill(folder, PARTITIONS, (servers, topics) -> {
            try (RawPublisher publisher = new RawPublisher(servers, topics, "log", Map.of())) {
                LOG.publish(publisher);
            }
            Results results = new Results(servers, topics);
            results.await(LOG.items(), PATIENCE);
            return results.digests();
        });

        assertEquals(standalone, one(), "from one instance as from one JVM");
        assertEquals(standalone, three(), "from three instances, with a broker and an instance killed");
    }

    private static Map<String, String> one() {
        Topics topics = cluster.topics("one-", PARTITIONS);
        Results results = new Results(cluster.bootstrapServers(), topics);
        publish(topics, LOG);
        try (GenericContainer<?> only = cluster.streamsApp("one-", "only")) {
            only.start();
            results.await(LOG.items(), PATIENCE);
        }
        Map<OutcomeKind, Integer> kinds = results.kinds();
        for (OutcomeKind kind :
                List.of(OutcomeKind.ENRICHED, OutcomeKind.REVISED, OutcomeKind.REPEATED, OutcomeKind.COPY)) {
            assertTrue(kinds.getOrDefault(kind, 0) > 50, kinds.toString());
        }
        return results.digests();
    }

    private static Map<String, String> three() {
        Topics topics = cluster.topics("three-", PARTITIONS);
        Results results = new Results(cluster.bootstrapServers(), topics);
        publish(topics, LOG);
        try (GenericContainer<?> first = cluster.streamsApp("three-", "first");
                GenericContainer<?> second = cluster.streamsApp("three-", "second");
                GenericContainer<?> third = cluster.streamsApp("three-", "third")) {
            first.start();
            results.await(LOG.items() / 10, PATIENCE);
            second.start();
            third.start();
            cluster.kill("kafka-2");
            Cluster.kill(first);
            results.await(LOG.items() / 3, PATIENCE);
            cluster.start("kafka-2");
            Cluster.startAgain(first);
            results.await(LOG.items(), PATIENCE);
        }
        return results.digests();
    }

    /**
     * Brokers and instances die in turn, each while a share of the items flows that is let out for it: with
     * {@code -Dfeedmill.kills=3} each of the three brokers once, and an instance as often.
     */
    @Test
    void nothingIsLostOrTwiceWhenBrokersAndInstancesDieWhileFiftyThousandItemsFlow() throws Exception {
        RawLog log = new RawLog(Integer.getInteger("feedmill.items", 50_000), 200, 40_000, 40);
        int kills = Integer.getInteger("feedmill.kills", 1);
        int share = log.items() / (2 * kills);
        double perSecond = share / 20.0;
        Tap tap = new Tap(perSecond);
        Topics topics = cluster.topics("flow-", PARTITIONS);
        Results results = new Results(cluster.bootstrapServers(), topics);
        List<Duration> afterBrokers = new ArrayList<>();
        List<Duration> afterInstances = new ArrayList<>();
        try (GenericContainer<?> first = cluster.streamsApp("flow-", "first");
                GenericContainer<?> second = cluster.streamsApp("flow-", "second");
                Gaps gaps =
                        new Gaps(cluster.bootstrapServers(), topics.outcomes().name())) {
            first.start();
            second.start();
            CompletableFuture<Void> publishing =
                    CompletableFuture.runAsync(() -> publish(topics, log, (int) (perSecond / 4), tap));
            try {
                for (int kill = 0; kill < kills; kill++) {
                    String broker = "kafka-" + (3 - kill % 3);
                    afterBrokers.add(flowsAgain(results, tap, 2 * kill, share, gaps, () -> cluster.kill(broker)));
                    cluster.start(broker);
                    cluster.awaitAllReplicas();

                    GenericContainer<?> instance = kill % 2 == 0 ? first : second;
                    afterInstances.add(flowsAgain(results, tap, 2 * kill + 1, share, gaps, () -> {
                        Cluster.kill(instance);
                        Cluster.startAgain(instance);
                    }));
                }
                tap.openUntil(Integer.MAX_VALUE);
                publishing.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
                results.await(log.items(), PATIENCE);
            } finally {
                Cluster.keepLog(first, "flow-first");
                Cluster.keepLog(second, "flow-second");
            }
        }
        System.out.printf(
                "%nflow: of %d items, again after a broker's death: %s; after an instance's: %s%n%n",
                log.items(), seconds(afterBrokers), seconds(afterInstances));
        assertEquals(log.items(), results.assertEachRawRecordHasOneOutcome());
        Map<OutcomeKind, Integer> kinds = results.kinds();
        assertEquals(
                kinds.get(OutcomeKind.ENRICHED)
                        + kinds.getOrDefault(OutcomeKind.REVISED, 0)
                        + kinds.getOrDefault(OutcomeKind.COPY, 0),
                results.count(topics.enriched()) + results.count(topics.copies()));
    }

    /**
     * Lets another share out, kills when a quarter of it is through, and waits for half of it more.
     *
     * @return the longest time from then on in which no outcome came
     */
    private static Duration flowsAgain(Results results, Tap tap, int before, int share, Gaps gaps, Runnable killing) {
        results.await(before * share, PATIENCE);
        tap.openUntil((before + 1) * share);
        results.await(before * share + share / 4, PATIENCE);
        long killed = System.nanoTime();
        killing.run();
        results.await(before * share + share * 3 / 4, PATIENCE);
        return gaps.longestSince(killed);
    }

    private static String seconds(List<Duration> times) {
        List<Duration> sorted = times.stream().sorted().toList();
        return sorted.stream()
                .map(time -> "%.1f s".formatted(time.toMillis() / 1e3))
                .collect(Collectors.joining(", "));
    }

    @Test
    void goesOnWhileTheRegistryIsAway() {
        Topics topics = cluster.topics("away-", 2);
        Results results = new Results(cluster.bootstrapServers(), topics);
        RawLog log = new RawLog(1_000, 10, 900, 40);
        try (GenericContainer<?> only = cluster.streamsApp("away-", "only")) {
            only.start();
            publish(topics, log);
            results.await(log.items(), PATIENCE);
            cluster.stop("registry");
            try {
                publish(topics, log);
                results.await(2 * log.items(), PATIENCE);
            } finally {
                cluster.start("registry");
            }
        }
        assertTrue(results.kinds().get(OutcomeKind.REPEATED) >= log.items(), "all of the second time are repeats");
    }

    @Test
    void readsWhatANewerWriterWroteAndIsReadByANewerReader() throws Exception {
        Topics topics = cluster.topics("schema-", 2);
        Results results = new Results(cluster.bootstrapServers(), topics);
        Schema newer = withField(RawItem.getClassSchema(), "weather", "null");
        int id = cluster.registry().register(topics.raw().name() + "-value", newer);
        try (GenericContainer<?> only = cluster.streamsApp("schema-", "only")) {
            only.start();
            List<RawItem> items = new RawLog(10, 1, 1_000_000, 40).round(BEGIN);
            try (KafkaProducer<byte[], byte[]> writer = new KafkaProducer<>(
                            Map.of("bootstrap.servers", cluster.bootstrapServers()),
                            new ByteArraySerializer(),
                            new ByteArraySerializer());
                    RawPublisher ticks = new RawPublisher(cluster.bootstrapServers(), topics, "schema-log", Map.of())) {
                for (RawItem item : items) {
                    byte[] site = item.getFeed().getSiteId().getBytes(StandardCharsets.UTF_8);
                    byte[] value = encoded(id, newer, item);
                    writer.send(new ProducerRecord<>(topics.raw().name(), null, BEGIN.toEpochMilli(), site, value));
                }
                writer.flush();
                ticks.tick(BEGIN.plusSeconds(1));
            }
            results.await(10, PATIENCE);
        }
        assertEquals(Map.of(OutcomeKind.ENRICHED, 10), results.kinds());

        Schema ofTomorrow = withField(EnrichedItem.getClassSchema(), "weather", "null");
        cluster.registry().register(topics.enriched().name() + "-value", ofTomorrow);
        List<GenericRecord> read = new ForeignConsumer(cluster.bootstrapServers(), cluster.registryUrl(), Map.of())
                .as(ofTomorrow)
                .read(topics.enriched().name(), 10, PATIENCE);
        assertEquals(10, read.size());
        assertTrue(read.stream().allMatch(item -> item.get("weather") == null && item.get("text") != null));

        Schema broken = withField(EnrichedItem.getClassSchema(), "weather", null);
        SchemaRegistryException refused = assertThrows(
                SchemaRegistryException.class,
                () -> cluster.registry().register(topics.enriched().name() + "-value", broken));
        assertTrue(refused.getMessage().contains("incompatible"), refused.getMessage());
    }

    /** The schema with one field more: optional, or one that old records lack. */
    private static Schema withField(Schema schema, String name, String otherwise) {
        ObjectMapper json = new ObjectMapper();
        try {
            ObjectNode tree = (ObjectNode) json.readTree(schema.toString());
            ObjectNode field = json.createObjectNode().put("name", name);
            if (otherwise == null) {
                field.put("type", "string");
            } else {
                field.set("type", json.readTree("[\"null\", \"string\"]"));
                field.set("default", json.readTree(otherwise));
            }
            ((ArrayNode) tree.get("fields")).add(field);
            return new Schema.Parser().parse(tree.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A record as a program would write it that was built with the newer schema. */
    private static byte[] encoded(int id, Schema newer, RawItem item) {
        try {
            ByteArrayOutputStream old = new ByteArrayOutputStream();
            BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(old, null);
            new SpecificDatumWriter<>(RawItem.class).write(item, encoder);
            GenericRecord record = new GenericDatumReader<GenericRecord>(RawItem.getClassSchema(), newer)
                    .read(null, DecoderFactory.get().binaryDecoder(old.toByteArray(), null));
            record.put("weather", "rain");
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            bytes.write(ByteBuffer.allocate(5).put((byte) 0).putInt(id).array());
            new GenericDatumWriter<GenericRecord>(newer)
                    .write(record, EncoderFactory.get().directBinaryEncoder(bytes, null));
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void publish(Topics topics, RawLog log) {
        publish(topics, log, 500, published -> {});
    }

    private static void publish(Topics topics, RawLog log, int round, IntConsumer before) {
        try (RawPublisher publisher =
                new RawPublisher(cluster.bootstrapServers(), topics, topics.prefix() + "log", Map.of())) {
            log.publish(publisher, round, before);
        }
    }

    @Test
    void anInstanceThatIsToldToStopDoesSoWithinItsGracePeriod() {
        cluster.topics("stop-", 2);
        try (GenericContainer<?> only = cluster.streamsApp("stop-", "only")) {
            only.start();
            long begun = System.nanoTime();
            Cluster.docker()
                    .stopContainerCmd(only.getContainerId())
                    .withTimeout(40)
                    .exec();
            Awaitility.await().atMost(Duration.ofSeconds(40)).until(() -> !only.isRunning());
            assertEquals(
                    0L,
                    Cluster.docker()
                            .inspectContainerCmd(only.getContainerId())
                            .exec()
                            .getState()
                            .getExitCodeLong());
            assertTrue(System.nanoTime() - begun < Duration.ofSeconds(35).toNanos());
        }
    }
}
