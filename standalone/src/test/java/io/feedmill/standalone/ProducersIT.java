package io.feedmill.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.feedmill.avro.FeedStatus;
import io.feedmill.avro.FeedSubscription;
import io.feedmill.avro.RawItem;
import io.feedmill.producer.Subscriptions;
import io.feedmill.schemas.LocalSchemaRegistry;
import io.feedmill.schemas.Topics;
import java.io.IOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Producers in processes of their own that share the feeds of a server whose feeds change all the time, and that die in
 * all ways: killed from outside, in mid-transaction, stopped and brought back to life when another has taken over. At the
 * end, each item that the server ever had is in the raw topic once. {@code -Dfeedmill.kills=N} has N rounds instead of
 * one, {@code -Dfeedmill.session=MILLIS} another session timeout of the producers' group.
 */
@DisabledOnOs(OS.WINDOWS)
class ProducersIT {

    private static final int SHARES = 6;
    private static final int FEEDS = 36;
    private static final int HOSTS = 12;
    private static final int SESSION_MILLIS = Integer.getInteger("feedmill.session", 3_000);
    private static final Duration ITEM_EVERY = Duration.ofMillis(400);

    /** More than come in the time that is waited for anything, so that none can be lost by the feed itself. */
    private static final int LISTED = 1_000;

    @TempDir
    Path folder;

    private final Topics topics = Topics.of("", new LocalSchemaRegistry(null));
    private final List<Child> children = new ArrayList<>();
    private final Random random = new Random(20261123);
    private EmbeddedKafka kafka;
    private HttpServer server;
    private long began;
    private final Map<String, List<Double>> took = new TreeMap<>();
    private volatile long frozenAt = Long.MAX_VALUE;
    private RawTopic raw;

    private record Child(Process process, Path output) {

        void say(String line) throws IOException {
            Writer in = process.outputWriter(StandardCharsets.UTF_8);
            in.write(line + "\n");
            in.flush();
        }

        String said() throws IOException {
            return Files.readString(output);
        }
    }

    @BeforeEach
    void start() throws Exception {
        topics.register();
        kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            topics.create(admin, SHARES, (short) 1);
        }
        began = System.nanoTime();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.setExecutor(Executors.newFixedThreadPool(8));
        server.createContext("/", this::answer);
        server.start();
        raw = new RawTopic(kafka.bootstrapServers(), topics);
        String hosts = IntStream.range(0, HOSTS)
                .mapToObj(host -> "127.0.0.1 n" + host + ".example\n")
                .collect(Collectors.joining());
        Files.writeString(folder.resolve("hosts"), hosts + "127.0.0.1 localhost\n");
    }

    @AfterEach
    void stop() throws Exception {
        for (Child child : children) {
            child.process().destroyForcibly().waitFor();
        }
        raw.close();
        server.stop(0);
        kafka.close();
    }

    // ------------------------------------------------------------------ the feeds

    private static String site(int feed) {
        return "n" + feed % HOSTS + ".example";
    }

    private String url(int feed) {
        return "http://%s:%d/%d".formatted(site(feed), server.getAddress().getPort(), feed);
    }

    /** How many items each feed has had by now. */
    private int count() {
        long now = Math.min(System.nanoTime(), frozenAt);
        return 1 + (int) ((now - began) / ITEM_EVERY.toNanos());
    }

    private void answer(HttpExchange exchange) throws IOException {
        int feed = Integer.parseInt(exchange.getRequestURI().getPath().substring(1));
        int count = count();
        List<Rss.Item> items = IntStream.iterate(count - 1, n -> n >= Math.max(0, count - LISTED), n -> n - 1)
                .mapToObj(n -> new Rss.Item(guid(feed, n), "Item " + n, "<p>Of feed " + feed + "</p>"))
                .toList();
        byte[] body = Rss.document(site(feed), items).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static String guid(int feed, int item) {
        return feed + "-" + item;
    }

    // ------------------------------------------------------------------ the producers

    private Child producer() throws IOException {
        Path output = folder.resolve("producer-" + children.size());
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Djdk.net.hosts.file=" + folder.resolve("hosts"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ProducerProcess.class.getName(),
                        kafka.bootstrapServers(),
                        Integer.toString(SESSION_MILLIS))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        Child child = new Child(process, output);
        children.add(child);
        return child;
    }

    // ------------------------------------------------------------------ the test

    @Test
    void neitherLoseNorRepeatAnItemHoweverTheyDie() throws Exception {
        try (Subscriptions subscriptions = new Subscriptions(kafka.bootstrapServers(), topics, Map.of())) {
            subscriptions.put(IntStream.range(0, FEEDS)
                    .mapToObj(feed ->
                            FeedSubscription.newBuilder().setUrl(url(feed)).build())
                    .toList());
        }
        Child one = producer();
        Child other = producer();
        awaitAllFeeds("the start", System.nanoTime());
        int rounds = Integer.getInteger("feedmill.kills", 1);
        for (int round = 0; round < rounds; round++) {
            Thread.sleep(random.nextInt(500)); // so that it is hit somewhere else each time
            long at = System.nanoTime();
            one.process().destroyForcibly();
            awaitAllFeeds("kill -9", at);

            one = producer();
            awaitAllFeeds("one more", System.nanoTime());
            other.say("halt");
            assertTrue(
                    other.process().waitFor(Patience.LONG.toSeconds(), TimeUnit.SECONDS), "no transaction to die in");
            awaitAllFeeds("death in a transaction", System.nanoTime());

            other = producer();
            awaitAllFeeds("one more", System.nanoTime());
            Child zombie = one;
            zombie.say("stop");
            awaitLine(zombie, "STOPS");
            at = System.nanoTime();
            awaitAllFeeds("SIGSTOP in a transaction", at);
            ProducerProcess.signal("CONT", zombie.process().pid());
            awaitLine(zombie, "has taken over");
            awaitAllFeeds("SIGCONT", System.nanoTime());
        }
        frozenAt = System.nanoTime();
        Set<String> expected = new TreeSet<>();
        for (int feed = 0; feed < FEEDS; feed++) {
            for (int item = 0; item < count(); item++) {
                expected.add(guid(feed, item));
            }
        }
        awaitUntil("all items", () -> raw.items().size() >= expected.size());
        one.say("end");
        other.say("end");
        assertTrue(one.process().waitFor(Patience.LONG.toSeconds(), TimeUnit.SECONDS));
        assertTrue(other.process().waitFor(Patience.LONG.toSeconds(), TimeUnit.SECONDS));

        Map<String, Integer> counts = raw.all();
        Set<String> lost = new TreeSet<>(expected);
        lost.removeAll(counts.keySet());
        assertEquals(Set.of(), lost, "lost");
        counts.values().removeIf(count -> count == 1);
        assertEquals(Map.of(), counts, "repeated");
        try (Subscriptions subscriptions = new Subscriptions(kafka.bootstrapServers(), topics, Map.of())) {
            for (FeedStatus status : subscriptions.statuses().values()) {
                assertEquals(expected.size() / FEEDS, status.getItemsPublished(), status.getUrl());
            }
        }
        summary();
        System.out.println(expected.size() + " items of " + FEEDS + " feeds, each once");
    }

    /** Until each feed has had something published that came after a moment. */
    private void awaitAllFeeds(String what, long since) throws Exception {
        int count = (int) ((since - began) / ITEM_EVERY.toNanos()) + 1;
        awaitUntil(
                "all feeds after " + what,
                () -> raw.newest().size() == FEEDS
                        && raw.newest().values().stream().allMatch(newest -> newest >= count));
        double seconds = (System.nanoTime() - since) / 1e9;
        took.computeIfAbsent(what, key -> new ArrayList<>()).add(seconds);
        System.out.printf("after %s, all feeds go on in %.1f s%n", what, seconds);
    }

    private void summary() {
        took.forEach((what, times) -> {
            List<Double> sorted = times.stream().sorted().toList();
            System.out.printf(
                    "%s: %d times, all feeds go on after %.1f s at least, %.1f s in the middle, %.1f s at most%n",
                    what, sorted.size(), sorted.get(0), sorted.get(sorted.size() / 2), sorted.get(sorted.size() - 1));
        });
    }

    private void awaitLine(Child child, String words) throws Exception {
        awaitUntil("\"" + words + "\"", () -> child.said().contains(words));
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    private void awaitUntil(String what, Condition condition) throws Exception {
        long end = System.nanoTime() + Patience.LONG.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > end) {
                StringBuilder said = new StringBuilder();
                for (Child child : children) {
                    said.append(child.process()).append(":\n").append(child.said());
                }
                throw new AssertionError("waited in vain for " + what + "\n" + said);
            }
            raw.poll();
        }
    }

    // ------------------------------------------------------------------ the raw topic

    /** All that a reader of committed records sees. */
    private static final class RawTopic implements AutoCloseable {
        private final Topics topics;
        private final KafkaConsumer<byte[], byte[]> consumer;
        private final List<TopicPartition> partitions = new ArrayList<>();
        private final Map<String, Integer> items = new HashMap<>();
        private final Map<String, Integer> newest = new HashMap<>();

        RawTopic(String bootstrapServers, Topics topics) {
            this.topics = topics;
            this.consumer = new KafkaConsumer<>(Map.of(
                    "bootstrap.servers",
                    bootstrapServers,
                    "isolation.level",
                    "read_committed",
                    "key.deserializer",
                    "org.apache.kafka.common.serialization.ByteArrayDeserializer",
                    "value.deserializer",
                    "org.apache.kafka.common.serialization.ByteArrayDeserializer"));
            consumer.partitionsFor(topics.raw().name())
                    .forEach(each -> partitions.add(new TopicPartition(each.topic(), each.partition())));
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
        }

        void poll() {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                if (record.value() == null) {
                    continue; // a tick
                }
                RawItem item = topics.raw()
                        .values()
                        .deserializer()
                        .deserialize(topics.raw().name(), record.value());
                items.merge(item.getGuid(), 1, Integer::sum);
                String[] parts = item.getGuid().split("-");
                newest.merge(parts[0], Integer.parseInt(parts[1]), Math::max);
            }
        }

        Map<String, Integer> items() {
            return items;
        }

        Map<String, Integer> newest() {
            return newest;
        }

        /** To its very end, which nobody writes to any more. */
        Map<String, Integer> all() {
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.get(each))) {
                poll();
            }
            return new TreeMap<>(items);
        }

        @Override
        public void close() {
            consumer.close();
        }
    }
}
