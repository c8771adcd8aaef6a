package io.feedmill.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.feedmill.avro.Feed;
import io.feedmill.avro.RawItem;
import io.feedmill.producer.RawPublisher;
import io.feedmill.schemas.Ids;
import io.feedmill.schemas.Topics;
import io.feedmill.streams.StreamCommand;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What instances of the streams app say when something is wrong with one of them. */
class InstancesIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant BEGIN = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir
    Path folder;

    private final List<AutoCloseable> open = new ArrayList<>();
    private EmbeddedKafka kafka;
    private RegistryServer registry;
    private Topics topics;
    private int rounds;

    @BeforeEach
    void start() throws Exception {
        kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0);
        registry = new RegistryServer(null);
        topics = Topics.of("", registry.schemas());
        topics.register();
        try (Admin admin = admin()) {
            topics.create(admin, 2, (short) 1);
        }
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
        registry.close();
        kafka.close();
    }

    @Test
    void oneWhoseThreadHangsIsNotLiveUntilItGoesOn() throws Exception {
        Path hangs = Files.createFile(folder.resolve("hangs"));
        Map<String, String> slow = Map.of(
                Hanging.WHILE,
                hangs.toString(),
                "FEEDMILL_KAFKA_MAIN_CONSUMER_INTERCEPTOR_CLASSES",
                Hanging.class.getName(),
                "FEEDMILL_HEALTH_NO_PROGRESS",
                "10s");
        ChildProcess stream = stream("one", "one", slow);
        stream.await("/health/ready", 200);
        publish(20);
        stream.await("/health/live", 503, "start it again");
        // That nothing is done is seen as well, and sometimes first.
        stream.await("/health/live", 503, "a stream thread has hung for");

        Files.delete(hangs);
        stream.await("/health/live", 200);
        stream.await("/health/ready", 200);
        awaitOutcomes(20);
        assertEquals(0, stream.terminate(), stream.log());
    }

    @Test
    void oneOfTwoUnderOneNameEndsAndStartedAgainWaitsForTheName() throws Exception {
        ChildProcess first = stream("one", "first", Map.of());
        first.await("/health/ready", 200);
        ChildProcess second = stream("one", "second", Map.of("FEEDMILL_STREAM_LEAVE_ON_STOP", "true"));
        assertEquals(5, first.awaitExit(), first.log());
        List<String> said = first.log()
                .lines()
                .filter(line -> line.contains("MillProcess") && line.contains(" ERROR ["))
                .toList();
        assertEquals(1, said.size(), first.log());
        assertTrue(
                said.get(0).contains("another process has joined the group under the name of this one"), said.get(0));
        second.await("/health/ready", 200);

        ChildProcess again = stream("one", "first", Map.of());
        again.await("/health/ready", 503, "another process works under its name, one");
        assertEquals(200, again.get("/health/live").statusCode());
        publish(5);
        awaitOutcomes(5);
        second.await("/health/ready", 200); // nobody was driven out again

        assertEquals(0, second.terminate(), second.log());
        again.await("/health/ready", 200);
    }

    @Test
    void oneWhoseRawTopicHasMorePartitionsThanItsStateEndsWithAReason() throws Exception {
        ChildProcess stream = stream("one", "one", Map.of());
        stream.await("/health/ready", 200);
        publish(5);
        awaitOutcomes(5);
        assertEquals(0, stream.terminate(), stream.log());
        try (Admin admin = admin()) {
            admin.createPartitions(Map.of(topics.raw().name(), NewPartitions.increaseTo(4)))
                    .all()
                    .get();
        }
        ChildProcess again = stream("one", "one", Map.of());
        assertEquals(5, again.awaitExit(), again.log());
        List<String> errors =
                again.log().lines().filter(line -> line.contains(" ERROR [")).toList();
        assertEquals(1, errors.size(), again.log());
        assertTrue(
                errors.get(0).contains("has 2 partitions, and feed-items-raw now has 4")
                        && errors.get(0).contains("stream.application"),
                errors.get(0));
    }

    @Test
    void oneThatLeavesForGoodIsFollowedAtOnceByTheOneThatKeptACopyAndLeavesNoSeriesBehind() throws Exception {
        Map<String, String> copies = Map.of(
                "FEEDMILL_STREAM_STANDBY_REPLICAS",
                "1",
                "FEEDMILL_STREAM_LEAVE_ON_STOP",
                "true",
                // One that may come back would be waited for as long as its session lasts: longer than this test waits.
                "FEEDMILL_KAFKA_SESSION_TIMEOUT_MS",
                Long.toString(2 * Patience.LONG.toMillis()));
        ChildProcess stays = stream("stays", "stays", copies);
        stays.await("/health/ready", 200);
        publish(40);
        awaitOutcomes(40);
        Set<String> alone = series(stays);
        for (int time = 1; time <= 2; time++) {
            ChildProcess comes = stream("comes", "comes", copies);
            comes.await("some active tasks", "/health/ready", answer -> tasks(answer, "active") > 0);
            stays.await(
                    "all others, and copies of those",
                    "/health/ready",
                    answer -> tasks(answer, "active") + tasks(answer, "standby") == TASKS);
            publish(40);
            awaitOutcomes(40 + 40 * time);
            awaitCopies(stays);
            assertEquals(0, comes.terminate(), comes.log());
            stays.await(
                    "all tasks",
                    "/health/ready",
                    answer -> answer.statusCode() == 200 && tasks(answer, "active") == TASKS);
            Awaitility.await().atMost(Patience.LONG).untilAsserted(() -> assertEquals(alone, series(stays)));
        }
        double restored = sum(stays, "feedmill_restored_records_total");
        assertTrue(restored < 40, restored + " records restored, though there was a copy");
    }

    @Test
    void oneThatRestoresForLongerThanItMayStandStillIsLive() throws Exception {
        ChildProcess stream = stream("one", "one", Map.of());
        stream.await("/health/ready", 200);
        publish(50);
        awaitOutcomes(50);
        stream.kill();

        Path slow = Files.createFile(folder.resolve("slow"));
        ChildProcess again = stream(
                "one",
                "empty",
                Map.of(
                        Slow.WHILE,
                        slow.toString(),
                        "FEEDMILL_KAFKA_RESTORE_CONSUMER_INTERCEPTOR_CLASSES",
                        Slow.class.getName(),
                        "FEEDMILL_KAFKA_RESTORE_CONSUMER_MAX_POLL_RECORDS",
                        "1",
                        "FEEDMILL_HEALTH_NO_PROGRESS",
                        "10s"));
        again.await("/health/ready", 503, "it restores its state");
        publish(5); // there is work, and none of it is done
        long until = System.nanoTime() + Duration.ofSeconds(15).toNanos();
        again.await("that it is live while it restores", "/health/ready", ready -> {
            assertTrue(ready.body().contains("it restores its state"), ready.body());
            assertEquals(200, again.get("/health/live").statusCode());
            return System.nanoTime() > until;
        });
        Files.delete(slow);
        again.await("/health/ready", 200);
        awaitOutcomes(55);
    }

    // ------------------------------------------------------------------ parts

    /** Two for the raw partitions, and the one that puts all in order. */
    private static final int TASKS = 3;

    /** @param kind active or standby */
    private static int tasks(HttpResponse<String> ready, String kind) {
        try {
            return JSON.readTree(ready.body()).path("tasks").path(kind).asInt();
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Until the copies that an instance keeps grow no more: where nothing is written, they have all. */
    private static void awaitCopies(ChildProcess stream) {
        double[] before = {-1};
        Awaitility.await().during(Duration.ofSeconds(2)).atMost(Patience.LONG).until(() -> {
            double now = sum(stream, "kafka_consumer_fetch_manager_records_consumed_total{client_id=\"StateUpdater");
            boolean rests = now == before[0];
            before[0] = now;
            return rests;
        });
        assertTrue(before[0] > 0, "it keeps none");
    }

    /** Of all series that begin so. */
    private static double sum(ChildProcess stream, String series) throws Exception {
        return stream.get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(series))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    /** The series of an instance, with their labels; not the JVM's, nor those that come and go by nature. */
    private static Set<String> series(ChildProcess stream) throws Exception {
        Set<String> quiet = Files.readAllLines(Path.of("..", "process", "CONFIGURATION.md")).stream()
                .filter(line -> line.startsWith("| `kafka_") && line.contains(" | yes | "))
                .map(line -> line.substring(3, line.indexOf('`', 3)))
                .collect(Collectors.toSet());
        assertTrue(quiet.contains("kafka_stream_task_active_process_ratio"), quiet.toString());
        return stream.get("/metrics")
                .body()
                .lines()
                .filter(line -> !line.startsWith("#")
                        && !line.startsWith("jvm_")
                        && !line.startsWith("feedmill_restored_records_total")
                        && !quiet.contains(line.split("[{ ]", 2)[0]))
                .map(line -> line.substring(0, line.lastIndexOf(' ')))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Gives what was fetched a second later for as long as there is a file. */
    public static final class Slow implements ConsumerInterceptor<byte[], byte[]> {

        /** The variable that names the file. */
        static final String WHILE = "SLOW_WHILE_THERE_IS";

        private final Path file = Path.of(System.getenv(WHILE));

        @Override
        public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> records) {
            long end = System.nanoTime() + Duration.ofSeconds(1).toNanos();
            while (Files.exists(file) && System.nanoTime() < end) {
                LockSupport.parkNanos(end - System.nanoTime());
            }
            return records;
        }

        @Override
        public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {
            // Nothing is seen to.
        }

        @Override
        public void close() {
            // Nothing is open.
        }

        @Override
        public void configure(Map<String, ?> settings) {
            // All is known.
        }
    }

    /** Does not give its thread what was fetched for as long as there is a file. */
    public static final class Hanging implements ConsumerInterceptor<byte[], byte[]> {

        /** The variable that names the file. */
        static final String WHILE = "HANGS_WHILE_THERE_IS";

        private final Path file = Path.of(System.getenv(WHILE));

        @Override
        public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> records) {
            Awaitility.await().forever().until(() -> !Files.exists(file));
            return records;
        }

        @Override
        public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {
            // Nothing is seen to.
        }

        @Override
        public void close() {
            // Nothing is open.
        }

        @Override
        public void configure(Map<String, ?> settings) {
            // All is known.
        }
    }

    private Admin admin() {
        return Admin.create(Map.<String, Object>of("bootstrap.servers", kafka.bootstrapServers()));
    }

    /** Each time a minute later. */
    private void publish(int items) {
        Instant now = BEGIN.plus(Duration.ofMinutes(rounds++));
        try (RawPublisher publisher = new RawPublisher(kafka.bootstrapServers(), topics, "test", Patience.KAFKA)) {
            publisher.publish(
                    IntStream.range(0, items)
                            .mapToObj(number -> item(number, now))
                            .toList(),
                    null);
            publisher.tick(now.plusMillis(1));
        }
    }

    private static RawItem item(int number, Instant fetchedAt) {
        String site = "site" + number % 5 + ".example";
        return RawItem.newBuilder()
                .setFeed(Feed.newBuilder()
                        .setId(Ids.feedId(site))
                        .setUrl("https://" + site + "/feed")
                        .setSite("https://" + site + "/")
                        .setSiteId(site)
                        .build())
                .setGuid("https://" + site + "/" + number)
                .setTitle("Ferry " + number + " opens")
                .setContentHtml("<p>The ferry line number " + number + " was opened on Monday.</p>")
                .setFetchedAt(fetchedAt)
                .build();
    }

    private void awaitOutcomes(int count) {
        int[] seen = {0};
        try (TopicReader reader = new TopicReader(kafka.bootstrapServers(), null, List.of(topics.outcomes()))) {
            Awaitility.await().atMost(Patience.LONG).until(() -> {
                seen[0] += reader.poll(Duration.ofMillis(200)).size();
                return seen[0] >= count;
            });
        }
    }

    private ChildProcess stream(String instance, String state, Map<String, String> more) throws Exception {
        Map<String, String> environment = new HashMap<>(more);
        environment.put("FEEDMILL_REGISTRY_URL", registry.url());
        environment.put("FEEDMILL_STOP_WAIT", "2m");
        ChildProcess process = ChildProcess.start(
                folder,
                StreamCommand.class,
                environment,
                "--bootstrap-servers",
                kafka.bootstrapServers(),
                "--http-port",
                "0",
                "--stream-instance",
                instance,
                "--stream-state-dir",
                folder.resolve(state).toString());
        open.add(process);
        return process;
    }
}
