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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.test.TestRecord;

/**
 * How many bytes the mill needs for an item it remembers, measured: what its stores take on disk, and how much heap is in
 * use beside what was before, which is the index. All items come within a week and from two hundred sites; a quarter are
 * copies of recent ones.
 *
 * <p>Argument: how many items.
 *
 * <pre>{@code
 * mvn -q -DskipTests -pl streams-app -am test -Dbench.streams-app=io.feedmill.streams.ItemBytes -Dbench.args=100000
 * }</pre>
 */
final class ItemBytes {

    private static final int BATCH = 2_000;
    private static final int SITES = 200;
    private static final List<String> STORES =
            List.of("items", "item-names", "feed-habits", "clock", "stories", "copies", "families", "held-items", "watermarks");

    private ItemBytes() {}

    public static void main(String[] args) throws IOException {
        int items = args.length > 0 ? Integer.parseInt(args[0]) : 100_000;
        Topics topics = Topics.of("", new LocalSchemaRegistry(null));
        Path folder = Files.createTempDirectory("feedmill-bytes");
        Properties settings = Mill.properties(new MillSettings(
                "localhost:1", topics, "bytes", "bytes", folder, 1, Duration.ofSeconds(5), Map.of()));
        MillTopology topology = new MillTopology(
                topics,
                1,
                Duration.ofSeconds(5),
                Memory.DEFAULT,
                Stripper.bundled(),
                Tagger.bundled(),
                new Assembly("bench", "rules"));
        Newsroom newsroom = new Newsroom(7);
        Random random = new Random(8);
        List<Article> recent = new ArrayList<>();
        try (TopologyTestDriver driver = new TopologyTestDriver(topology.build(settings), settings, Items.NOON)) {
            TestInputTopic<byte[], byte[]> raw = driver.createInputTopic(
                    topics.raw().name(),
                    Serdes.ByteArray().serializer(),
                    Serdes.ByteArray().serializer());
            List<TestOutputTopic<byte[], byte[]>> written = written(driver, topics);
            long before = 0;
            for (int item = 0; item < items; item++) {
                if (item == BATCH) { // all that is there once, whatever the number of items, is there now
                    before = usedHeap();
                }
                Article article;
                if (item % 4 == 3) {
                    article = recent.get(random.nextInt(recent.size()));
                } else {
                    article = newsroom.article();
                    if (recent.size() < 1_000) {
                        recent.add(article);
                    } else {
                        recent.set(random.nextInt(recent.size()), article);
                    }
                }
                publish(topics, raw, random, article, item, items);
                if (item % BATCH == BATCH - 1) {
                    written.forEach(TestOutputTopic::readRecordsToList);
                }
            }
            raw.pipeInput(new TestRecord<>(
                    null,
                    null,
                    new RecordHeaders().add(Topics.TICK_HEADER, new byte[0]),
                    Items.NOON.plus(Duration.ofDays(6)).plusMillis(1)));
            written.forEach(TestOutputTopic::readRecordsToList);
            long heap = usedHeap() - before;
            driver.getAllStateStores().values().forEach(store -> store.commit(Map.of()));
            System.out.printf(Locale.ROOT, "%,d items%n", items);
            System.out.printf(Locale.ROOT, "%-12s %,14d bytes of heap, %5d an item%n", "index", heap, heap / (items - BATCH));
            for (Map.Entry<String, Long> store : bytesOfStores(folder).entrySet()) {
                int records = size(driver, store.getKey());
                System.out.printf(
                        Locale.ROOT,
                        "%-12s %,14d bytes on disk, %5d an item; %,9d records, %5d each%n",
                        store.getKey(),
                        store.getValue(),
                        store.getValue() / items,
                        records,
                        store.getValue() / Math.max(1, records));
            }
        }
    }

    /** All topics to which the driver keeps what was written, until somebody reads it. */
    private static List<TestOutputTopic<byte[], byte[]>> written(TopologyTestDriver driver, Topics topics) {
        Stream<String> own = Stream.of(
                topics.prepared().name(),
                topics.enriched().name(),
                topics.copies().name(),
                topics.outcomes().name(),
                topics.boilerplate().name());
        return Stream.concat(own, STORES.stream().map(store -> "bytes-" + store + "-changelog"))
                .map(topic -> driver.createOutputTopic(
                        topic,
                        Serdes.ByteArray().deserializer(),
                        Serdes.ByteArray().deserializer()))
                .toList();
    }

    private static void publish(
            Topics topics,
            TestInputTopic<byte[], byte[]> raw,
            Random random,
            Article article,
            int item,
            int items) {
        String site = "www.site" + random.nextInt(SITES) + ".example";
        String slug = article.title().toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", "-");
        RawItem built = Items.item(
                        site,
                        "https://" + site + "/?p=" + item,
                        article.title(),
                        "<p>" + String.join("</p><p>", article.paragraphs()) + "</p>")
                .setLink("https://" + site + "/2026/03/" + slug)
                .setFetchedAt(Items.NOON.plusMillis(Duration.ofDays(6).toMillis() * item / items))
                .build();
        raw.pipeInput(new TestRecord<>(
                site.getBytes(StandardCharsets.UTF_8),
                topics.raw().values().serializer().serialize(topics.raw().name(), built),
                built.getFetchedAt()));
    }

    private static Map<String, Long> bytesOfStores(Path folder) throws IOException {
        Map<String, Long> bytes = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path store = file.getParent();
                if (store.getParent().endsWith("rocksdb")) {
                    bytes.merge(store.getFileName().toString(), Files.size(file), Long::sum);
                }
            }
        }
        return bytes;
    }

    private static int size(TopologyTestDriver driver, String store) {
        int size = 0;
        try (KeyValueIterator<Object, Object> all = driver.getKeyValueStore(store).all()) {
            for (; all.hasNext(); all.next()) {
                size++;
            }
        }
        return size;
    }

    private static long usedHeap() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
