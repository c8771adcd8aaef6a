package io.feedmill.streams;

import io.feedmill.avro.RawItem;
import io.feedmill.schemas.LocalSchemaRegistry;
import io.feedmill.schemas.Topics;
import io.feedmill.similarity.Newsroom;
import io.feedmill.similarity.Newsroom.Article;
import io.feedmill.strip.Stripper;
import io.feedmill.tag.Tagger;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.test.TestRecord;

/**
 * What the whole mill remembers over many days of the log at a constant rate, with the default memory: records in each
 * store, every fifth day. A third of the stories are copied by another site, a quarter revised, a quarter repeated.
 *
 * <p>Arguments: days, stories a day. Prints also whether each raw record had its outcome.
 *
 * <pre>{@code
 * mvn -q -DskipTests -pl streams-app -am test -Dbench.streams-app=io.feedmill.streams.StateBenchmark
 * }</pre>
 */
final class StateBenchmark {

    private static final List<String> STORES = List.of("items", "item-names", "stories", "copies", "families");

    private StateBenchmark() {}

    public static void main(String[] args) throws IOException {
        int days = args.length > 0 ? Integer.parseInt(args[0]) : 75;
        int stories = args.length > 1 ? Integer.parseInt(args[1]) : 60;
        Topics topics = Topics.of("", new LocalSchemaRegistry(null));
        Path folder = Files.createTempDirectory("feedmill-state");
        Properties settings = Mill.properties(new MillSettings(
                "localhost:1", topics, "state", "state", folder, 1, Duration.ofSeconds(5), Map.of()));
        MillTopology topology = new MillTopology(
                topics,
                1,
                Duration.ofSeconds(5),
                Memory.DEFAULT,
                Stripper.bundled(),
                Tagger.bundled(),
                new Assembly("bench", "rules"));
        Newsroom newsroom = new Newsroom(7);
        long in = 0;
        long out = 0;
        System.out.printf("%5s %8s %8s  %s%n", "day", "in", "out", String.join(" ", STORES));
        try (TopologyTestDriver driver = new TopologyTestDriver(topology.build(settings), settings, Items.NOON)) {
            TestInputTopic<byte[], byte[]> raw = driver.createInputTopic(
                    topics.raw().name(),
                    Serdes.ByteArray().serializer(),
                    Serdes.ByteArray().serializer());
            TestOutputTopic<byte[], byte[]> outcomes = driver.createOutputTopic(
                    topics.outcomes().name(),
                    Serdes.ByteArray().deserializer(),
                    Serdes.ByteArray().deserializer());
            for (int day = 1; day <= days; day++) {
                Instant now = Items.NOON.plus(Duration.ofDays(day));
                for (int story = 0; story < stories; story++) {
                    Article article = newsroom.story().article();
                    String html = "<p>" + String.join("</p><p>", article.paragraphs()) + "</p>";
                    String site = "site" + story % 20 + ".example";
                    String guid = "https://" + site + "/" + day + "/" + story;
                    in += publish(topics, raw, Items.item(site, guid, article.title(), html), now);
                    if (story % 3 == 0) {
                        in += publish(topics, raw, Items.item("other.example", guid, "Other", html), now);
                    }
                    if (story % 4 == 0) {
                        in += publish(topics, raw, Items.item(site, guid, "New: " + article.title(), html), now);
                    } else if (story % 4 == 1) {
                        in += publish(topics, raw, Items.item(site, guid, article.title(), html), now);
                    }
                }
                raw.pipeInput(new TestRecord<>(
                        null, null, new RecordHeaders().add(Topics.TICK_HEADER, new byte[0]), now.plusSeconds(60)));
                out += outcomes.readValuesToList().size();
                if (day % 5 == 0) {
                    StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%5d %8d %8d ", day, in, out));
                    for (String store : STORES) {
                        line.append(' ').append(size(driver, store));
                    }
                    System.out.println(line);
                }
            }
        }
        System.out.println(in == out ? "each raw record had its outcome" : "LOST: " + (in - out));
    }

    private static int publish(
            Topics topics, TestInputTopic<byte[], byte[]> raw, RawItem.Builder builder, Instant at) {
        RawItem item = builder.setFetchedAt(at).build();
        raw.pipeInput(new TestRecord<>(
                item.getFeed().getSiteId().getBytes(StandardCharsets.UTF_8),
                topics.raw().values().serializer().serialize(topics.raw().name(), item),
                at));
        return 1;
    }

    private static int size(TopologyTestDriver driver, String store) {
        int size = 0;
        try (KeyValueIterator<String, Object> all =
                driver.<String, Object>getKeyValueStore(store).all()) {
            for (; all.hasNext(); all.next()) {
                size++;
            }
        }
        return size;
    }
}
