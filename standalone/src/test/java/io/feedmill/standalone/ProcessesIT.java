package io.feedmill.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedmill.avro.ItemOutcome;
import io.feedmill.producer.ProduceCommand;
import io.feedmill.schemas.Topics;
import io.feedmill.streams.StreamCommand;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Producer and streams app as processes of their own, as an orchestrator sees them. */
class ProcessesIT {

    private static final String CANARY = "canary-of-the-coal-mine";

    @TempDir
    Path folder;

    private final List<AutoCloseable> open = new ArrayList<>();
    private TestBroker kafka;
    private RegistryServer registry;

    @BeforeEach
    void start() throws Exception {
        kafka = TestBroker.start(folder.resolve("kafka"), 0);
        registry = new RegistryServer("mill:" + CANARY);
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
    void runTheWholeWayAndSayHowTheyAre() throws Exception {
        // Without topics there is nothing to stream, and the line says what to do.
        ChildProcess early = stream("early", 1);
        assertEquals(5, early.awaitExit(), early.log());
        assertTrue(early.log().contains("create the mill's topics with \"topics create\""), early.log());
        assertEquals(1, errors(early).size(), early.log());

        Captured created = topics("create");
        assertEquals(0, created.status(), created.err());
        assertEquals(
                Topics.of("", registry.schemas()).names().size(),
                created.out().lines().filter(line -> line.endsWith(": created")).count(),
                created.out());
        Captured again = topics("create");
        assertEquals(0, again.status(), again.err());
        assertEquals("", again.out());

        Path feed = Rss.write(
                folder.resolve("feed.xml"),
                Rss.document(
                        "harbour.example",
                        List.of(
                                Rss.item("harbour.example", 1),
                                Rss.item("harbour.example", 2),
                                Rss.item("harbour.example", 3))));
        ChildProcess producer = produce(feed);
        ChildProcess stream = stream("one", 2);
        producer.await("/health/ready", 200);
        stream.await("/health/ready", 200);
        assertEquals(3, outcomes(3).size());

        Awaitility.await()
                .atMost(Patience.LONG)
                .ignoreExceptionsInstanceOf(IOException.class)
                .untilAsserted(() -> {
                    Map<String, Double> scraped = scrape(stream);
                    assertEquals(3.0, scraped.get("feedmill_items_total{outcome=\"enriched\"}"));
                    assertEquals(3.0, scraped.get("feedmill_raw_records_total{kind=\"item\"}"));
                    assertEquals(3.0, scraped.get("feedmill_latency_seconds_count"));
                    assertEquals(1.0, scraped.get("feedmill_kafka_up"));
                    assertEquals(2.0, scraped.get("kafka_stream_client_state"));
                    // Two threads and five tasks; more of them add a few series each, more items none.
                    assertTrue(scraped.size() < 400, scraped.size() + " series");

                    assertEquals(3.0, scrape(producer).get("feedmill_published_items_total"));
                    assertHasAllThatIsNotQuiet(producer, "process/CONFIGURATION.md", "producer/CONFIGURATION.md");
                    assertHasAllThatIsNotQuiet(stream, "process/CONFIGURATION.md", "streams-app/CONFIGURATION.md");
                });
        assertFalse(stream.get("/metrics").body().contains(CANARY));
        assertFalse(stream.get("/health/ready").body().contains(CANARY));

        // Without Kafka they live, and are not ready.
        int port = kafka.port();
        kafka.close();
        stream.await("/health/ready", 503, "Kafka does not answer");
        assertEquals(200, stream.get("/health/live").statusCode());
        assertEquals(200, producer.get("/health/live").statusCode());
        kafka = TestBroker.start(folder.resolve("kafka"), port);
        stream.await("/health/ready", 200);

        assertEquals(0, stream.terminate(), stream.log());
        assertEquals(0, producer.terminate(), producer.log());
        for (ChildProcess each : List.of(early, stream, producer)) {
            assertFalse(each.log().contains(CANARY), each.log());
        }
    }

    @Test
    void sayInOneLineWhatKeepsThemFromStarting() throws Exception {
        assertEquals(0, topics("create").status());

        registry.refused = "feed-items-enriched";
        assertRefused(stream("incompatible", 1), 5, "refuses the schema of feed-items-enriched-value as incompatible");
        registry.refused = null;

        Files.writeString(folder.resolve("taken"), "");
        assertRefused(stream("taken", 1), 5, "the folder for state " + folder.resolve("taken") + " cannot be written");

        int http = URI.create(registry.url()).getPort();
        assertRefused(
                start(StreamCommand.class, "--http-port", Integer.toString(http)), 5, "port " + http + " of 127.0.0.1");

        assertRefused(
                start(StreamCommand.class, "--bootstrap-servers", "127.0.0.1:1", "--startup-wait", "1s"),
                4,
                "Kafka at 127.0.0.1:1 did not answer within 1s");
        assertRefused(
                start(ProduceCommand.class, "--registry-url", "http://127.0.0.1:1", "--startup-wait", "1s"),
                4,
                "the schema registry at http://127.0.0.1:1 did not answer within 1s");
        try (Admin admin = Admin.create(Map.<String, Object>of("bootstrap.servers", kafka.bootstrapServers()))) {
            ConfigResource raw = new ConfigResource(ConfigResource.Type.TOPIC, "feed-items-raw");
            admin.incrementalAlterConfigs(Map.of(
                            raw,
                            List.of(new AlterConfigOp(
                                    new ConfigEntry("max.message.bytes", "1000"), AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
            // What the controller has changed, the broker knows a moment later.
            Awaitility.await().atMost(Patience.LONG).untilAsserted(() -> {
                Captured check = topics("check");
                assertEquals(5, check.status(), check.out());
                assertEquals(
                        "feed-items-raw: max.message.bytes is 1000, less than 4198400: a long article would stop the mill\n",
                        check.out());
            });
            assertRefused(produce(folder.resolve("none.xml")), 5, "feed-items-raw: max.message.bytes is 1000");
        }
        Captured more = Captured.run(
                "topics",
                "check",
                "--bootstrap-servers",
                kafka.bootstrapServers(),
                "--topics-partitions",
                "3",
                "--topics-replication-factor",
                "1");
        assertTrue(
                more.out()
                        .contains("feed-items-raw: it has 2 partitions, not 3; partitions are never changed in place"),
                more.out());
        Captured tooMany = Captured.run(
                "topics",
                "create",
                "--bootstrap-servers",
                kafka.bootstrapServers(),
                "--topics-prefix",
                "other-",
                "--topics-replication-factor",
                "3");
        assertEquals(5, tooMany.status());
        assertEquals(
                "feedmill: the cluster has too few brokers for topics.replication-factor 3: set it to their number, or"
                        + " start more\n",
                tooMany.err());
    }

    // ------------------------------------------------------------------ parts

    /** The lines of that level; the word alone is in others too. */
    private static List<String> errors(ChildProcess process) throws Exception {
        return process.log().lines().filter(line -> line.contains(" ERROR [")).toList();
    }

    private static void assertRefused(ChildProcess process, int status, String message) throws Exception {
        assertEquals(status, process.awaitExit(), process.log());
        List<String> errors = errors(process);
        assertEquals(1, errors.size(), process.log());
        assertTrue(errors.get(0).contains(message), process.log());
        assertFalse(process.log().contains(CANARY), process.log());
    }

    private static void assertHasAllThatIsNotQuiet(ChildProcess process, String... references) throws Exception {
        String metrics = process.get("/metrics").body();
        List<String> missing = new ArrayList<>();
        for (String reference : references) {
            for (String line : Files.readAllLines(Path.of("..", reference.split("/")))) {
                String[] cells = line.split(" \\| ?", -1);
                // Which of Kafka's there are depends on which clients a process has.
                if (cells[0].startsWith("| `feedmill_") && !cells[3].equals("yes")) {
                    String name = cells[0].substring(3, cells[0].length() - 1);
                    if (!metrics.contains("\n" + name)) {
                        missing.add(name);
                    }
                }
            }
        }
        assertEquals(List.of(), missing, metrics);
    }

    private Captured topics(String command) {
        return Captured.run(
                "topics",
                command,
                "--bootstrap-servers",
                kafka.bootstrapServers(),
                "--topics-partitions",
                "2",
                "--topics-replication-factor",
                "1");
    }

    private ChildProcess produce(Path feed) throws Exception {
        return start(ProduceCommand.class, feed.toString());
    }

    private ChildProcess stream(String instance, int threads) throws Exception {
        return start(
                StreamCommand.class,
                "--stream-instance",
                instance,
                "--stream-threads",
                Integer.toString(threads),
                "--stream-state-dir",
                folder.resolve(instance).toString());
    }

    /** On this test's cluster, and on any port, where the arguments do not say otherwise. */
    private ChildProcess start(Class<?> main, String... arguments) throws Exception {
        List<String> all = new ArrayList<>();
        List<String> given = List.of(arguments);
        if (!given.contains("--bootstrap-servers")) {
            all.addAll(List.of("--bootstrap-servers", kafka.bootstrapServers()));
        }
        if (!given.contains("--http-port")) {
            all.addAll(List.of("--http-port", "0"));
        }
        all.addAll(given);
        return child(ChildProcess.start(folder, main, environment(), all.toArray(String[]::new)));
    }

    private ChildProcess child(ChildProcess process) {
        open.add(process);
        return process;
    }

    private Map<String, String> environment() throws Exception {
        Path secret = Files.writeString(folder.resolve("registry-password"), CANARY + "\n");
        return Map.of(
                "FEEDMILL_REGISTRY_URL",
                registry.url(),
                "FEEDMILL_REGISTRY_USER",
                "mill",
                "FEEDMILL_REGISTRY_PASSWORD_FILE",
                secret.toString(),
                // Plain text listeners take no password: this one is only there to be kept.
                "FEEDMILL_KAFKA_SSL_KEY_PASSWORD",
                CANARY,
                "FEEDMILL_KAFKA_SASL_JAAS_CONFIG",
                "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"mill\" password=\""
                        + CANARY + "\";",
                "FEEDMILL_LOG_LEVEL",
                "debug",
                "FEEDMILL_STOP_WAIT",
                "2m");
    }

    private List<ItemOutcome> outcomes(int count) {
        Topics topics = Topics.of("", registry.schemas());
        List<ItemOutcome> found = new ArrayList<>();
        try (TopicReader reader = new TopicReader(kafka.bootstrapServers(), null, List.of(topics.outcomes()))) {
            Awaitility.await().atMost(Patience.LONG).until(() -> {
                reader.poll(Duration.ofMillis(200)).forEach(each -> found.add((ItemOutcome) each.value()));
                return found.size() >= count;
            });
        }
        return found;
    }

    private static Map<String, Double> scrape(ChildProcess process) throws Exception {
        Map<String, Double> values = new TreeMap<>();
        process.get("/metrics")
                .body()
                .lines()
                .filter(line -> !line.startsWith("#"))
                .forEach(line -> {
                    int space = line.lastIndexOf(' ');
                    values.put(line.substring(0, space), Double.valueOf(line.substring(space + 1)));
                });
        return values;
    }
}
