package io.feedmill.standalone.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.ContainerPort;
import io.feedmill.schemas.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.avro.generic.GenericRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** docker-compose.yml as it is: up, feeds in, stories out, watched, down and up again. The order saves starts. */
@Tag("containers")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ComposeIT {

    private static final String ENRICHED = "feed-items-enriched";
    private static final int FEEDS = 6;
    private static final int ITEMS = 5;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** What a healthy mill has no data for: nothing of that kind has happened. */
    private static final Set<String> QUIET = Set.of(
            "Rejected, by stage and cause A",
            "Fields cut to the limits A",
            "Threads replaced, state set aside A",
            "Restoring B",
            "Stripped, by class A");

    @TempDir
    static Path folder;

    private static Cluster cluster;

    @BeforeAll
    static void up() throws IOException {
        Cluster.assumeAnEngine();
        folder.toFile().setExecutable(true, false);
        folder.toFile().setReadable(true, false);
        StringBuilder opml = new StringBuilder("<opml version='2.0'><body>");
        for (int feed = 0; feed < FEEDS; feed++) {
            Files.writeString(folder.resolve("feed" + feed + ".xml"), feed(feed, 0));
            opml.append(
                    "<outline type='rss' text='Feed %1$d' xmlUrl='http://feeds:8000/feed%1$d.xml'/>".formatted(feed));
        }
        Files.writeString(folder.resolve("feeds.opml"), opml.append("</body></opml>"));
        cluster = Cluster.of(
                List.of("docker-compose.yml", "standalone/src/test/resources/cluster/feeds.yml"),
                Map.of("TEST_FEEDS", folder.toString()),
                "--scale",
                "streams-app=2",
                "kafka-1",
                "kafka-2",
                "kafka-3",
                "registry",
                "topics",
                "producer",
                "streams-app",
                "prometheus",
                "feeds");
    }

    @AfterAll
    static void down() {
        if (cluster != null) {
            cluster.close();
        }
    }

    /** A feed with items that no other feed and no other edition has. */
    private static String feed(int number, int edition) {
        StringBuilder items = new StringBuilder();
        for (int item = 0; item < ITEMS; item++) {
            int id = 1000 * number + 100 * edition + item;
            items.append("""
                    <item><title>Ferry %1$d opens to Port %1$d</title><guid>urn:story:%1$d</guid>
                    <description>&lt;p&gt;The ferry line number %1$d was opened on Monday by %2$s. It will carry %3$d passengers
                    a year between the island of %4$s and the harbour, the operator said, and %5$s will follow.&lt;/p&gt;
                    </description></item>
                    """.formatted(
                            id,
                            "governor " + Integer.toString(id * 7919, 36),
                            id * 31,
                            Integer.toString(id * 104729, 36),
                            "line " + Integer.toString(id * 1299709, 36)));
        }
        return "<rss version='2.0'><channel><title>Feed %d</title><link>https://paper%d.example/</link>%s</channel></rss>"
                .formatted(number, number, items);
    }

    private static List<GenericRecord> enriched(int enough) {
        return new ForeignConsumer(cluster.bootstrapServers(), cluster.registryUrl(), Map.of())
                .read(ENRICHED, enough, PATIENCE);
    }

    @Test
    @Order(1)
    void aForeignConsumerSeesTheStoriesOfTheFeedsThatWereImported() {
        // The launcher's jar: what "./feedmill feeds import" runs.
        Cluster.run(
                Map.of(),
                Cluster.top().resolve("feedmill").toString(),
                "feeds",
                "import",
                folder.resolve("feeds.opml").toString(),
                "--bootstrap-servers",
                cluster.bootstrapServers(),
                "--registry",
                cluster.registryUrl().toString());

        List<GenericRecord> stories = enriched(FEEDS * ITEMS);
        assertEquals(
                FEEDS * ITEMS,
                stories.stream()
                        .map(story -> story.get("title").toString())
                        .distinct()
                        .count());
        assertEquals("en", stories.get(0).get("language").toString());
    }

    @Test
    @Order(2)
    void everyExpressionGivesDataOrIsQuietByNature() throws Exception {
        PromQl prometheus = new PromQl(cluster.port("PROMETHEUS"));
        Map<String, String> expressions = new TreeMap<>();
        PromQl.ofDashboards().forEach((name, expression) -> {
            if (name.startsWith("annotation ")) { // like an alert, it says nothing while nothing happens
                metrics(expression).forEach(metric -> expressions.put(name + " " + metric, metric));
            } else {
                expressions.put(name, expression);
            }
        });
        assertTrue(expressions.size() > 30, "panels: " + expressions.size());
        Set<String> alerts = new TreeSet<>();
        prometheus.ofRules().forEach((name, expression) -> {
            if (name.contains(":")) {
                expressions.put("rule " + name, expression);
            } else {
                alerts.add(name);
                metrics(expression).forEach(metric -> expressions.put("alert " + name + " " + metric, metric));
            }
        });
        assertTrue(alerts.size() >= 10, alerts.toString());
        QUIET.forEach(name -> assertTrue(expressions.containsKey(name), "no longer there: " + name));

        Map<String, String> empty = new TreeMap<>(expressions);
        Awaitility.await("data")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(3))
                .untilAsserted(() -> {
                    empty.entrySet().removeIf(each -> prometheus.series(each.getValue()) > 0);
                    Map<String, String> unexpected = new TreeMap<>(empty);
                    unexpected.keySet().removeAll(QUIET);
                    unexpected.keySet().removeIf(ComposeIT::isOfSomethingThatWentWrong);
                    assertTrue(unexpected.isEmpty(), unexpected.toString());
                });
    }

    /** Counters of faults have no series before the first fault. */
    private static boolean isOfSomethingThatWentWrong(String name) {
        return name.matches(
                "alert .* feedmill_(thread_replacements_total|rejected_items_total|restored_records_total)");
    }

    /** The metrics in an expression. */
    private static Set<String> metrics(String expression) {
        return java.util.regex.Pattern.compile("\\b(?:feedmill|kafka|up|process|jvm)[a-z_:0-9]*")
                .matcher(expression.replaceAll("\"[^\"]*\"", ""))
                .results()
                .map(java.util.regex.MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    @Order(3)
    void theRulesOfPrometheusPassTheirTests() {
        String answer = Cluster.run(
                Map.of(),
                "docker",
                "run",
                "--rm",
                "--network",
                "none",
                "--entrypoint",
                "promtool",
                "-v",
                PromQl.rules() + ":/rules:ro",
                "prom/prometheus:v2.53.3",
                "test",
                "rules",
                "/rules/rules-test.yml");
        assertTrue(answer.contains("SUCCESS"), answer);
    }

    @Test
    @Order(3)
    void everyAlertIsSeenToFireInThoseTestsAndIsExplained() throws Exception {
        String tests = Files.readString(PromQl.rules().resolve("rules-test.yml"));
        String explained = Files.readString(Cluster.top().resolve("ops/README.md"));
        for (String alert : new PromQl(cluster.port("PROMETHEUS")).ofRules().keySet()) {
            if (!alert.contains(":")) {
                assertTrue(
                        tests.contains("alertname=\"" + alert + "\"") || tests.contains("alertname: " + alert + "\n"),
                        "no test makes fire " + alert);
                assertTrue(explained.contains("\n### " + alert + "\n"), "not in ops/README.md: " + alert);
            }
        }
    }

    @Test
    @Order(4)
    void publishesOnTheLoopbackInterfaceOnlyAndRunsWithoutPrivileges() {
        List<String> services = cluster.compose("ps", "--services").lines().toList();
        assertTrue(
                services.containsAll(List.of("kafka-1", "producer", "streams-app", "prometheus")), services.toString());
        for (String service : services) {
            for (Container container : cluster.containers(service).toList()) {
                for (ContainerPort port : container.getPorts()) {
                    assertTrue(port.getIp() == null || port.getIp().equals("127.0.0.1"), service + " " + port.getIp());
                }
                InspectContainerResponse found =
                        Cluster.docker().inspectContainerCmd(container.getId()).exec();
                assertEquals(
                        List.of("ALL"),
                        List.of(found.getHostConfig().getCapDrop()).stream()
                                .map(Object::toString)
                                .toList());
                assertTrue(found.getHostConfig().getMemory() > 0, service);
                if (List.of("producer", "streams-app").contains(service)) {
                    assertEquals("10001:10001", found.getConfig().getUser());
                    assertTrue(found.getHostConfig().getReadonlyRootfs(), service);
                    assertEquals(
                            Cluster.version(), found.getConfig().getLabels().get("org.opencontainers.image.version"));
                }
            }
        }
    }

    @Test
    @Order(5)
    void instancesHaveNamesThatStayTheSame() {
        List<String> names = new ArrayList<>();
        for (Container container : cluster.containers("streams-app").toList()) {
            names.add(Cluster.run(
                    Map.of(),
                    "docker",
                    "exec",
                    container.getId(),
                    "sh",
                    "-c",
                    "tr '\\0' '\\n' </proc/1/environ | sed -n 's/^FEEDMILL_STREAM_INSTANCE=//p'"));
        }
        assertEquals(
                List.of("streams-app-1", "streams-app-2"),
                names.stream().map(String::strip).sorted().toList());
    }

    @Test
    @Order(6)
    void aStackThatWasTakenDownGoesOnWhereItWas() throws Exception {
        cluster.compose("down");
        cluster.up("--scale", "streams-app=3", "streams-app", "producer", "feeds");

        int all = FEEDS * ITEMS;
        assertEquals(all, enriched(all).size());
        Files.writeString(folder.resolve("feed0.xml"), feed(0, 1));
        List<GenericRecord> stories = enriched(all + ITEMS);
        Set<String> ids =
                stories.stream().map(story -> story.get("itemId").toString()).collect(Collectors.toSet());
        assertEquals(all + ITEMS, stories.size());
        assertEquals(all + ITEMS, ids.size(), "nothing twice");
        assertFalse(new Results(cluster.bootstrapServers(), Topics.of("", cluster.registry()))
                .kinds()
                .isEmpty());
    }
}
