package io.feedmill.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedmill.avro.Feed;
import io.feedmill.avro.ItemOutcome;
import io.feedmill.avro.OutcomeKind;
import io.feedmill.avro.RawItem;
import io.feedmill.producer.RawPublisher;
import io.feedmill.schemas.Ids;
import io.feedmill.schemas.LocalSchemaRegistry;
import io.feedmill.schemas.Topics;
import io.feedmill.streams.Mill;
import io.feedmill.streams.MillSettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One raw log, read again and again by mills of other shapes that are stopped and lose their state on the way. */
class ReplayIT {

    private static final int PARTITIONS = 3;
    private static final long SEED = 20261123;

    @TempDir
    static Path folder;

    private static final LocalSchemaRegistry REGISTRY = new LocalSchemaRegistry(null);
    private static TestBroker kafka;
    private static Topics first;
    private static int published;

    @BeforeAll
    static void publishALog() {
        kafka = TestBroker.start(folder.resolve("kafka"), 0);
        first = Topics.of("", REGISTRY);
        create(first);
        try (RawPublisher publisher = new RawPublisher(kafka.bootstrapServers(), first, "log", Patience.KAFKA)) {
            Random random = new Random(SEED);
            Instant now = Instant.parse("2026-03-01T12:00:00Z");
            for (int round = 0; round < 12; round++) {
                now = now.plusSeconds(30);
                for (int feed = 0; feed < 5; feed++) {
                    List<RawItem> items = new ArrayList<>();
                    for (int i = 0; i < 6; i++) {
                        items.add(item(random, feed, now));
                    }
                    publisher.publish(items, null);
                    published += items.size();
                }
                publisher.tick(now.plusMillis(1));
            }
        }
    }

    @AfterAll
    static void stopBroker() {
        kafka.close();
    }

    /** Few stories, few feeds, few ids: so that repeats, revisions and copies all happen often. */
    private static RawItem item(Random random, int feed, Instant now) {
        int story = random.nextInt(60);
        String site = "site" + feed + ".example";
        String text = words(story, 120);
        if (random.nextInt(4) == 0) {
            text += "</p><p>" + words(1000 + random.nextInt(5), 15);
        }
        return RawItem.newBuilder()
                .setFeed(Feed.newBuilder()
                        .setId(Ids.feedId(site))
                        .setUrl("https://" + site + "/feed")
                        .setSite("https://" + site + "/")
                        .setSiteId(site)
                        .build())
                .setGuid("https://" + site + "/story/" + story)
                .setTitle("Story " + words(story, 3))
                .setContentHtml("<p>" + text + "</p>")
                .setFetchedAt(now)
                .build();
    }

    private static String words(long seed, int count) {
        Random random = new Random(seed);
        return IntStream.range(0, count)
                .mapToObj(i -> Integer.toString(36 * 36 + random.nextInt(5_000), 36))
                .collect(Collectors.joining(" "));
    }

    @Test
    void theSameLogGivesTheSameRecordsWhateverTheThreadsAndStops() {
        Map<String, List<String>> one = mill("one-", 1, 0);
        assertEquals(published, one.values().stream().mapToInt(List::size).sum() - stories(one));
        assertTrue(stories(one) > 50, "stories and copies: " + stories(one));
        assertEquals(one, mill("three-", 3, 0));
        assertEquals(one, mill("stopped-", 2, 3));
    }

    /** How many records went to enriched and copies. */
    private static int stories(Map<String, List<String>> outputs) {
        return outputs.entrySet().stream()
                .filter(output -> !output.getKey().startsWith("feed-items-outcomes"))
                .mapToInt(output -> output.getValue().size())
                .sum();
    }

    /** Runs a mill over the log and returns the digests of what stands in each partition it wrote, in order. */
    private static Map<String, List<String>> mill(String prefix, int threads, int stops) {
        Topics own = Topics.of(prefix, REGISTRY);
        Topics topics = new Topics(
                prefix,
                REGISTRY,
                own.subscriptions(),
                own.status(),
                first.raw(),
                own.prepared(),
                own.enriched(),
                own.copies(),
                own.outcomes(),
                own.boilerplate(),
                own.dead());
        create(topics);
        for (int stop = 1; stop <= stops; stop++) {
            int enough = published * stop / (stops + 1);
            try (Mill mill = start(topics, prefix, threads, "state-" + stop)) {
                mill.awaitRunning(Patience.LONG);
                await(() -> outcomes(topics) >= enough);
            }
        }
        try (Mill mill = start(topics, prefix, threads, "state")) {
            mill.awaitRunning(Patience.LONG);
            await(() -> outcomes(topics) >= published);
        }
        Map<String, List<String>> written = new TreeMap<>();
        for (String topic : List.of(
                topics.enriched().name(),
                topics.copies().name(),
                topics.outcomes().name())) {
            for (ConsumerRecord<byte[], byte[]> record : read(topic)) {
                written.computeIfAbsent(
                                topic.substring(prefix.length()) + "-" + record.partition(), t -> new ArrayList<>())
                        .add(new String(record.key(), StandardCharsets.UTF_8) + " "
                                + Ids.sha256Hex(record.value(), 16));
            }
        }
        return written;
    }

    private static Mill start(Topics topics, String prefix, int threads, String state) {
        // Each start has a folder of its own, so that what is remembered comes from the cluster.
        return Mill.start(new MillSettings(
                kafka.bootstrapServers(),
                topics,
                prefix + "mill",
                prefix + "instance",
                folder.resolve(prefix + state),
                threads,
                Duration.ofMinutes(5),
                Map.of()));
    }

    @Test
    void everyKindOfOutcomeHappensInThisLog() {
        Map<String, List<String>> written = mill("kinds-", 1, 0);
        assertTrue(written.size() >= PARTITIONS * 2, written.keySet().toString());
        Map<OutcomeKind, Integer> kinds = new EnumMap<>(OutcomeKind.class);
        Topics topics = Topics.of("kinds-", REGISTRY);
        for (ConsumerRecord<byte[], byte[]> record : read(topics.outcomes().name())) {
            ItemOutcome outcome = topics.outcomes().values().deserializer().deserialize("", record.value());
            kinds.merge(outcome.getKind(), 1, Integer::sum);
            assertTrue(!outcome.getProvisional(), outcome.toString());
        }
        for (OutcomeKind kind :
                List.of(OutcomeKind.ENRICHED, OutcomeKind.REVISED, OutcomeKind.REPEATED, OutcomeKind.COPY)) {
            assertTrue(kinds.getOrDefault(kind, 0) > 10, kinds.toString());
        }
    }

    private static void create(Topics topics) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            topics.create(admin, PARTITIONS, (short) 1);
        }
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await()
                .atMost(Patience.LONG)
                .pollInterval(Duration.ofMillis(50))
                .until(condition);
    }

    private static int outcomes(Topics topics) {
        return read(topics.outcomes().name()).size();
    }

    private static List<ConsumerRecord<byte[], byte[]>> read(String topic) {
        return Committed.read(kafka.bootstrapServers(), topic);
    }
}
