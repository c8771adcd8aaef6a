package io.feedmill.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnrichIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path dir;

    private final List<String> feeds = new ArrayList<>();

    @BeforeEach
    void writeFeeds() throws Exception {
        for (String site : List.of("north.example", "south.example", "west.example")) {
            List<Rss.Item> items = IntStream.range(0, 4)
                    .mapToObj(number -> Rss.item(site, number + 4 * feeds.size()))
                    .toList();
            feeds.add(Rss.write(dir.resolve(site + ".xml"), Rss.document(site, items))
                    .toString());
        }
    }

    @Test
    void givesTheSameBytesTwice() {
        Captured first = enrich(feeds);
        Captured second = enrich(feeds);
        assertEquals("", first.err());
        assertEquals(0, first.status());
        assertEquals(12, first.out().lines().count());
        assertEquals(first.out(), second.out());
    }

    @Test
    void givesTheSameInTheSameOrderWhateverTheShapeOfTheMill() throws Exception {
        List<JsonNode> one = withoutCoordinates(enrich(feeds));
        List<JsonNode> other = withoutCoordinates(enrich(feeds, "--partitions", "3", "--threads", "2"));
        assertEquals(12, one.size());
        assertEquals("harbour 0 of north.example", one.get(0).get("title").textValue());
        assertEquals(one, other);
    }

    @Test
    void takesTheSameFeedASecondTimeForRepeated() throws Exception {
        Captured captured = enrich(List.of(feeds.get(0), feeds.get(0)), "--all");
        List<String> kinds = new ArrayList<>();
        List<String> topics = new ArrayList<>();
        for (String line : captured.out().lines().toList()) {
            JsonNode tree = JSON.readTree(line);
            topics.add(tree.get("topic").textValue());
            if (tree.get("topic").textValue().equals("feed-items-outcomes")) {
                kinds.add(tree.get("value").get("kind").textValue());
            }
        }
        assertEquals(
                List.of("ENRICHED", "ENRICHED", "ENRICHED", "ENRICHED", "REPEATED", "REPEATED", "REPEATED", "REPEATED"),
                kinds);
        assertEquals(4, topics.stream().filter("feed-items-enriched"::equals).count());
        assertEquals(12, topics.size());
    }

    @Test
    void givesForRawItemsWhatItGivesForTheirFeed() throws Exception {
        Captured parsed = Captured.run("parse", feeds.get(0));
        Path raw = Files.writeString(dir.resolve("raw.jsonl"), parsed.out());
        Captured fromFeed = enrich(feeds.subList(0, 1));
        assertEquals(4, fromFeed.out().lines().count());
        assertEquals(fromFeed.out(), enrich(List.of(raw.toString()), "--raw").out());
    }

    @Test
    void doesTheRestWhenSomeInputFails() throws Exception {
        Path broken = Files.writeString(dir.resolve("broken.xml"), "no feed at all");
        Captured captured = enrich(List.of(broken.toString(), dir + "/missing.xml", feeds.get(0)));
        assertEquals(1, captured.status());
        assertEquals(4, captured.out().lines().count());
        assertEquals(2, captured.err().lines().count(), captured.err());
        assertTrue(captured.err().contains("broken.xml"), captured.err());
        assertTrue(captured.err().contains("missing.xml"), captured.err());
    }

    @Test
    void leavesNothingBehindOnABrokerThatIsNotItsOwn() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(dir.resolve("kafka"), 0);
                Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            Captured there = enrich(feeds, "--bootstrap-servers", kafka.bootstrapServers());
            assertEquals(0, there.status(), there.err());
            assertEquals(enrich(feeds).out(), there.out());
            // What the controller has deleted, the broker knows a moment later.
            Awaitility.await().atMost(Patience.LONG).untilAsserted(() -> {
                assertEquals(Set.of(), admin.listTopics().names().get());
                assertEquals(List.of(), List.copyOf(admin.listGroups().all().get()));
            });
        }
    }

    private static Captured enrich(List<String> feeds, String... options) {
        List<String> line = new ArrayList<>(List.of("enrich"));
        line.addAll(List.of(options));
        line.addAll(feeds);
        return Captured.run(line.toArray(String[]::new));
    }

    private static List<JsonNode> withoutCoordinates(Captured captured) throws Exception {
        assertEquals(0, captured.status(), captured.err());
        List<JsonNode> lines = new ArrayList<>();
        for (String line : captured.out().lines().toList()) {
            ObjectNode tree = (ObjectNode) JSON.readTree(line);
            tree.remove("raw");
            lines.add(tree);
        }
        return lines;
    }
}
