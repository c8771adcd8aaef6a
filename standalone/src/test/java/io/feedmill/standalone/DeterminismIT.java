package io.feedmill.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedmill.avro.Feed;
import io.feedmill.avro.ItemOutcome;
import io.feedmill.avro.OutcomeKind;
import io.feedmill.avro.RawItem;
import io.feedmill.producer.RawPublisher;
import io.feedmill.schemas.Ids;
import io.feedmill.schemas.Topics;
import io.feedmill.streams.Mill;
import io.feedmill.streams.MillSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One raw log, read by mills of random shapes to which random things happen: several instances in processes of their own,
 * each with several threads and some slow partitions, that are killed, started again with or without their state, frozen
 * and stopped. Each partition they write must hold the same keys and values in the same order.
 *
 * <p>Three runs as a rule; {@code -Dfeedmill.determinism.runs=20} for more, {@code -Dfeedmill.determinism.seed} for others,
 * {@code -Dfeedmill.determinism.first} to begin with a later one. What happened in a run is said where it fails.
 */
class DeterminismIT {

    private static final int RUNS = Integer.getInteger("feedmill.determinism.runs", 3);
    private static final int FIRST = Integer.getInteger("feedmill.determinism.first", 0);
    private static final long SEED = Long.getLong("feedmill.determinism.seed", 5);
    private static final int PARTITIONS = 3;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** Short, so that a run in which an instance stays away does not take the day. */
    private static final Duration SESSION = Duration.ofSeconds(6);

    @TempDir
    static Path folder;

    private static TestBroker kafka;
    private static int published;

    @BeforeAll
    static void publishALog() {
        kafka = TestBroker.start(folder.resolve("kafka"), 0);
        Topics topics = MillProcess.topics("");
        create(topics);
        Random random = new Random(20261123);
        try (RawPublisher publisher = new RawPublisher(kafka.bootstrapServers(), topics, "log", Patience.KAFKA);
                KafkaProducer<byte[], byte[]> other = new KafkaProducer<>(
                        Map.of("bootstrap.servers", kafka.bootstrapServers()),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            Instant now = Instant.parse("2026-03-01T12:00:00Z");
            for (int round = 0; round < 30; round++) {
                now = now.plus(Duration.ofHours(6)); // a week in all: days enough to learn, and to forget stories
                for (int feed = 0; feed < 8; feed++) {
                    List<RawItem> items = new ArrayList<>();
                    for (int i = random.nextInt(6); i >= 0; i--) {
                        items.add(item(random, feed, now));
                    }
                    publisher.publish(items, null);
                    published += items.size();
                }
                if (round % 10 == 3) {
                    byte[] nonsense = ("not Avro " + round).getBytes(StandardCharsets.UTF_8);
                    other.send(new ProducerRecord<>(
                            topics.raw().name(), round % PARTITIONS, now.toEpochMilli(), nonsense, nonsense));
                    other.flush();
                    published++;
                }
                if (random.nextInt(4) > 0 || round == 29) {
                    publisher.tick(now.plusMillis(1));
                }
            }
        }
    }

    @AfterAll
    static void stopBroker() {
        kafka.close();
    }

    /**
     * Few stories, few sites with two feeds each, and a line that a feed has under all its items: so that repeats, revisions
     * and copies all happen often, and the line is learned.
     */
    private static RawItem item(Random random, int feed, Instant now) {
        int story = random.nextInt(90);
        String site = "site" + feed / 2 + ".example";
        String text = words(story, 120);
        if (random.nextInt(4) == 0) {
            text += "</p><p>" + words(1000 + random.nextInt(5), 15);
        }
        text += "</p><p>" + words(2000 + feed, 12);
        String url = "https://" + site + "/feed/" + feed;
        return RawItem.newBuilder()
                .setFeed(Feed.newBuilder()
                        .setId(Ids.feedId(url))
                        .setUrl(url)
                        .setSite("https://" + site + "/")
                        .setSiteId(site)
                        .build())
                .setGuid("https://" + site + "/story/" + story)
                .setTitle("Story " + words(story, 3))
                .setContentHtml("<p>" + text + "</p>")
                // Some feeds are slower than others, and some of the times lie before the one before.
                .setFetchedAt(now.minusMillis(random.nextInt(20_000)))
                .build();
    }

    private static String words(long seed, int count) {
        Random random = new Random(seed);
        return IntStream.range(0, count)
                .mapToObj(i -> Integer.toString(36 * 36 + random.nextInt(5_000), 36))
                .collect(Collectors.joining(" "));
    }

    @Test
    void whateverHappensToTheMillTheSameLogGivesTheSameRecords() {
        Map<String, List<String>> expected = new HashMap<>();
        try (Outputs outputs = new Outputs("plain-");
                Mill mill = mill("plain-", 1, Duration.ofMinutes(5), Map.of())) {
            outputs.readUntil(published);
            expected.putAll(outputs.digests(false));
            for (OutcomeKind kind : OutcomeKind.values()) {
                assertTrue(
                        kind == OutcomeKind.UNKNOWN || outputs.kinds().getOrDefault(kind, 0) > 2,
                        outputs.kinds().toString());
            }
            assertTrue(outputs.learned() > 50, "lines taken out that were learned: " + outputs.learned());
            mill.leave();
        }
        for (int run = FIRST; run < FIRST + RUNS; run++) {
            Run one = new Run(run);
            long started = System.nanoTime();
            Map<String, List<String>> found = one.digests();
            System.out.printf("%d ms, %s%n", (System.nanoTime() - started) / 1_000_000, one);
            assertEquals(expected, found, "seed " + SEED + ", " + one);
        }
    }

    @Test
    void releasedAsTheyArriveItemsComeInAnotherOrderEachTime() {
        Set<Map<String, List<String>>> different = new HashSet<>();
        for (int run = 0; run < 10 && different.size() < 2; run++) {
            String prefix = "hasty-" + run + "-";
            Map<String, String> pauses = Run.pauses(run, 400);
            try (Outputs outputs = new Outputs(prefix);
                    Mill mill = mill(prefix, 3, Duration.ZERO, pauses)) {
                outputs.readUntil(published);
                different.add(outputs.digests(true));
                mill.leave();
            }
        }
        assertTrue(different.size() > 1, "arrival was the same in each run");
    }

    private static Mill mill(String prefix, int threads, Duration orderWait, Map<String, String> settings) {
        return Mill.start(new MillSettings(
                kafka.bootstrapServers(),
                MillProcess.topics(prefix),
                prefix + "mill",
                prefix + "instance",
                folder.resolve(prefix + "state"),
                threads,
                orderWait,
                settings));
    }

    private static void create(Topics topics) {
        try (Admin admin = admin()) {
            topics.create(admin, PARTITIONS, (short) 1);
        }
    }

    private static Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
    }

    /** A mill of a random shape, and what happens to it. */
    private static final class Run {

        private final String prefix;
        private final Random random;
        private final List<String> diary = new ArrayList<>();
        private final int[] threads;
        private final MillProcess[] instances;

        Run(int number) {
            prefix = "run-" + number + "-";
            random = new Random(SEED * 1_000 + number);
            threads = random.ints(1 + random.nextInt(3), 1, 4).toArray();
            instances = new MillProcess[threads.length];
        }

        Map<String, List<String>> digests() {
            try (Outputs outputs = new Outputs(prefix)) {
                try {
                    for (int instance = 0; instance < instances.length; instance++) {
                        start(instance, false);
                    }
                    int events = 1 + random.nextInt(3);
                    for (int event = 1; event <= events; event++) {
                        outputs.readUntil(published * event / (events + 1));
                        happen();
                    }
                    outputs.readUntil(published);
                    return outputs.digests(false);
                } catch (AssertionError e) {
                    throw new AssertionError("seed " + SEED + ", " + this + ": " + e.getMessage() + logs(), e);
                } finally {
                    for (MillProcess instance : instances) {
                        if (instance != null) {
                            instance.kill();
                        }
                    }
                }
            }
        }

        /** The last that each instance said. */
        private String logs() {
            StringBuilder all = new StringBuilder();
            for (int instance = 0; instance < instances.length; instance++) {
                try {
                    List<String> lines = Files.readAllLines(log(instance));
                    all.append("\n").append(log(instance).getFileName()).append(":\n");
                    lines.stream()
                            .skip(Math.max(0, lines.size() - 60))
                            .forEach(line -> all.append(line).append('\n'));
                } catch (IOException e) {
                    all.append("\nno log of ").append(instance).append(": ").append(e);
                }
            }
            return all.toString();
        }

        private Path log(int instance) {
            return folder.resolve(prefix + instance + ".log");
        }

        private void happen() {
            int instance = random.nextInt(instances.length);
            int what = random.nextInt(10);
            if (what < 4) {
                note("kill " + instance);
                instances[instance].kill();
                start(instance, false);
            } else if (what < 7) {
                int millis = 200 + random.nextInt(1_800);
                note("freeze " + instance + " for " + millis + " ms");
                freeze(instance, millis);
            } else if (what == 7) {
                note("kill " + instance + " and lose its state");
                instances[instance].kill();
                start(instance, true);
            } else if (what == 8) {
                note("stop " + instance + " and start it with one thread");
                instances[instance].stop();
                threads[instance] = 1;
                start(instance, false);
            } else if (instances.length > 1) {
                // Longer than its session: the others take over, and it comes back to find itself fenced.
                note("freeze " + instance + " beyond its session");
                freeze(instance, (int) SESSION.toMillis() + 2_000);
            } else {
                note("stop all, and start two");
                instances[instance].stop();
                start(instance, false);
            }
        }

        private void freeze(int instance, int millis) {
            instances[instance].freeze();
            try {
                Thread.sleep(millis);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                instances[instance].thaw();
            }
        }

        private void start(int instance, boolean withoutState) {
            Path state = folder.resolve(prefix + "state-" + instance + (withoutState ? "-" + diary.size() : ""));
            note("start " + instance + " with " + threads[instance] + " threads");
            Map<String, String> settings = new TreeMap<>(pauses(random.nextInt(1_000), 300));
            settings.put("session.timeout.ms", Long.toString(SESSION.toMillis()));
            settings.put("producer.transaction.timeout.ms", "5000");
            settings.put("max.poll.records", Integer.toString(1 + random.nextInt(60)));
            instances[instance] = MillProcess.start(
                    kafka.bootstrapServers(),
                    prefix,
                    "instance-" + instance,
                    state,
                    threads[instance],
                    settings,
                    log(instance).toFile());
        }

        static Map<String, String> pauses(long seed, int longest) {
            return Map.of(
                    "main.consumer.interceptor.classes",
                    RandomPauses.class.getName(),
                    "main.consumer." + RandomPauses.SEED,
                    Long.toString(seed),
                    "main.consumer." + RandomPauses.LONGEST_MILLIS,
                    Integer.toString(longest));
        }

        private void note(String what) {
            diary.add(what);
        }

        @Override
        public String toString() {
            return prefix + ": " + String.join(", ", diary);
        }
    }

    /** What stands on the topics of one mill, as it is committed. The topics go when it is closed. */
    private static final class Outputs implements AutoCloseable {

        private final String prefix;
        private final Topics topics;
        private final KafkaConsumer<byte[], byte[]> consumer;
        private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        private int outcomes;

        Outputs(String prefix) {
            this.prefix = prefix;
            topics = MillProcess.topics(prefix);
            topics.register();
            create(topics);
            consumer = new KafkaConsumer<>(
                    Map.of("bootstrap.servers", kafka.bootstrapServers(), "isolation.level", "read_committed"),
                    new ByteArrayDeserializer(),
                    new ByteArrayDeserializer());
            List<TopicPartition> partitions = new ArrayList<>();
            for (String topic : List.of(
                    topics.enriched().name(),
                    topics.copies().name(),
                    topics.outcomes().name(),
                    topics.boilerplate().name())) {
                for (int partition = 0; partition < PARTITIONS; partition++) {
                    partitions.add(new TopicPartition(topic, partition));
                }
            }
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
        }

        /** Until so many outcomes have been seen, and then all that is there. */
        void readUntil(int enough) {
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (outcomes < enough) {
                assertTrue(System.nanoTime() < deadline, prefix + ": only " + outcomes + " outcomes of " + enough);
                consumer.poll(Duration.ofMillis(20)).forEach(this::take);
            }
            if (enough == published) {
                Committed.readToTheEnd(consumer, kafka.bootstrapServers(), this::take);
                kafka.assertEachRawRecordHasOneOutcome(topics);
            }
        }

        private void take(ConsumerRecord<byte[], byte[]> record) {
            records.add(record);
            outcomes += isOutcome(record) ? 1 : 0;
        }

        private boolean isOutcome(ConsumerRecord<byte[], byte[]> record) {
            return record.topic().equals(topics.outcomes().name());
        }

        private ItemOutcome outcome(ConsumerRecord<byte[], byte[]> record) {
            return topics.outcomes().values().deserializer().deserialize("", record.value());
        }

        Map<OutcomeKind, Integer> kinds() {
            Map<OutcomeKind, Integer> kinds = new EnumMap<>(OutcomeKind.class);
            records.stream()
                    .filter(this::isOutcome)
                    .forEach(record -> kinds.merge(outcome(record).getKind(), 1, Integer::sum));
            return kinds;
        }

        /** How many lines were taken out of stories because their feeds repeat them. */
        long learned() {
            return records.stream()
                    .filter(record -> record.topic().equals(topics.enriched().name()))
                    .flatMap(record ->
                            topics
                                    .enriched()
                                    .values()
                                    .deserializer()
                                    .deserialize("", record.value())
                                    .getRemoved()
                                    .stream())
                    .filter(block -> block.getClass$().equals("LEARNED"))
                    .count();
        }

        /**
         * By partition, what stands there in its order: key and digest of the value. What was learned is written for several
         * raw partitions to one, so there it is the order under each key that counts.
         */
        Map<String, List<String>> digests(boolean certainOrNot) {
            Map<String, List<String>> digests = new TreeMap<>();
            for (ConsumerRecord<byte[], byte[]> record : records) {
                byte[] value = record.value();
                if (certainOrNot && isOutcome(record)) {
                    ItemOutcome outcome = outcome(record);
                    outcome.setProvisional(false);
                    value = topics.outcomes().values().serializer().serialize("", outcome);
                }
                String key = new String(record.key(), StandardCharsets.UTF_8);
                String place = record.topic().substring(prefix.length()) + "-" + record.partition();
                if (record.topic().equals(topics.boilerplate().name())) {
                    place += " " + key;
                }
                digests.computeIfAbsent(place, p -> new ArrayList<>())
                        .add(key + " " + (value == null ? "gone" : Ids.sha256Hex(value, 16)));
            }
            return digests;
        }

        private List<String> ours(Admin admin) throws InterruptedException, ExecutionException {
            return admin.listTopics().names().get().stream()
                    .filter(topic -> topic.startsWith(prefix))
                    .toList();
        }

        @Override
        public void close() {
            consumer.close();
            try (Admin admin = admin()) {
                admin.deleteTopics(ours(admin)).all().get();
                // What the controller has deleted, the broker knows a moment later.
                Awaitility.await().atMost(Patience.LONG).until(() -> ours(admin).isEmpty());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (ExecutionException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
