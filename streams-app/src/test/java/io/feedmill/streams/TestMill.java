package io.feedmill.streams;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.feedmill.avro.EnrichedItem;
import io.feedmill.avro.FeedBoilerplate;
import io.feedmill.avro.ItemOutcome;
import io.feedmill.avro.OutcomeKind;
import io.feedmill.avro.RawItem;
import io.feedmill.schemas.LocalSchemaRegistry;
import io.feedmill.schemas.Topic;
import io.feedmill.schemas.Topics;
import io.feedmill.strip.Stripper;
import io.feedmill.tag.Tagger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;

/**
 * The whole mill over one raw partition, with its stores on disk and its real serdes. Whatever a test is about, on closing
 * all that went in must have come out: one outcome for each raw record, and none for a tick.
 */
final class TestMill implements AutoCloseable {

    private static final Stripper STRIPPER = Stripper.bundled();
    private static final Tagger TAGGER = Tagger.bundled();
    private static final Duration ORDER_WAIT = Duration.ofSeconds(5);

    private final Topics topics = Topics.of("", new LocalSchemaRegistry(null));
    private final TopologyTestDriver driver;
    private final TestInputTopic<byte[], byte[]> raw;
    private final TestOutputTopic<String, EnrichedItem> enriched;
    private final TestOutputTopic<String, EnrichedItem> copies;
    private final TestOutputTopic<String, ItemOutcome> outcomes;
    private final TestOutputTopic<String, FeedBoilerplate> boilerplate;
    private final TestOutputTopic<byte[], byte[]> dead;
    private final List<Long> published = new ArrayList<>();
    private final List<ItemOutcome> seen = new ArrayList<>();
    private long nextOffset;
    private Instant latest = Instant.EPOCH;

    TestMill(Path stateDir) {
        this(stateDir, Memory.DEFAULT);
    }

    TestMill(Path stateDir, Memory memory) {
        Properties settings = settings(stateDir, topics, memory);
        driver = new TopologyTestDriver(topology(settings, topics, memory), settings, Items.NOON);
        raw = driver.createInputTopic(
                topics.raw().name(),
                Serdes.ByteArray().serializer(),
                Serdes.ByteArray().serializer());
        enriched = output(topics.enriched());
        copies = output(topics.copies());
        outcomes = output(topics.outcomes());
        boilerplate = output(topics.boilerplate());
        dead = output(topics.dead());
    }

    private <K, V> TestOutputTopic<K, V> output(Topic<K, V> topic) {
        return driver.createOutputTopic(
                topic.name(), topic.keys().deserializer(), topic.values().deserializer());
    }

    /** As Kafka Streams describes it. */
    static String drawing(Path stateDir) {
        Topics topics = Topics.of("", new LocalSchemaRegistry(null));
        return topology(settings(stateDir, topics, Memory.DEFAULT), topics, Memory.DEFAULT)
                .describe()
                .toString();
    }

    private static Properties settings(Path stateDir, Topics topics, Memory memory) {
        return Mill.properties(new MillSettings(
                "localhost:1", topics, "test-mill", "test", stateDir, 1, ORDER_WAIT, memory, Map.of()));
    }

    private static Topology topology(Properties settings, Topics topics, Memory memory) {
        return new MillTopology(topics, 1, ORDER_WAIT, memory, STRIPPER, TAGGER, new Assembly("test", "rules"))
                .build(settings);
    }

    Topics topics() {
        return topics;
    }

    /** Stamped with the time at which it was fetched. */
    void publish(RawItem item) {
        publish(item, new RecordHeaders());
    }

    void publish(RawItem item, RecordHeaders headers) {
        publish(new TestRecord<>(
                item.getFeed().getSiteId().getBytes(StandardCharsets.UTF_8),
                topics.raw().values().serializer().serialize(topics.raw().name(), item),
                headers,
                item.getFetchedAt()));
    }

    /** Whatever it is, it is no tick. */
    void publish(TestRecord<byte[], byte[]> record) {
        published.add(nextOffset);
        pipe(record);
    }

    /** Ends the round, as the producer does. */
    void tick() {
        tick(latest.plusMillis(1));
    }

    void tick(Instant at) {
        pipe(new TestRecord<>(null, null, new RecordHeaders().add(Topics.TICK_HEADER, new byte[0]), at));
    }

    private void pipe(TestRecord<byte[], byte[]> record) {
        nextOffset++;
        latest = record.getRecordTime().isAfter(latest) ? record.getRecordTime() : latest;
        raw.pipeInput(record);
    }

    /** Time in which the threads run, and look at the clock each second. */
    void letPass(Duration time) {
        for (long second = 0; second < time.toSeconds(); second++) {
            driver.advanceWallClockTime(Duration.ofSeconds(1));
        }
    }

    TestOutputTopic<String, EnrichedItem> enriched() {
        return enriched;
    }

    TestOutputTopic<String, EnrichedItem> copies() {
        return copies;
    }

    TestOutputTopic<String, FeedBoilerplate> boilerplate() {
        return boilerplate;
    }

    TestOutputTopic<byte[], byte[]> dead() {
        return dead;
    }

    /** All outcomes since the beginning, in their order. */
    List<ItemOutcome> outcomes() {
        seen.addAll(outcomes.readValuesToList());
        return seen;
    }

    List<OutcomeKind> kinds() {
        return outcomes().stream().map(ItemOutcome::getKind).toList();
    }

    <V> KeyValueStore<String, V> store(String name) {
        return driver.getKeyValueStore(name);
    }

    int storeSize(String name) {
        try (KeyValueIterator<String, Object> all = this.<Object>store(name).all()) {
            int size = 0;
            for (; all.hasNext(); all.next()) {
                size++;
            }
            return size;
        }
    }

    /** Fails unless each raw record has had its outcome, and only one. */
    @Override
    public void close() {
        try (driver) {
            tick();
            Stream<Long> settled =
                    outcomes().stream().map(outcome -> outcome.getRaw().getOffset());
            assertEquals(published, settled.sorted().toList(), "offsets of raw records, and of those with an outcome");
        }
    }
}
