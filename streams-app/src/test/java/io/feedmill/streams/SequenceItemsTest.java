package io.feedmill.streams;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedmill.avro.Coordinates;
import io.feedmill.avro.ItemOutcome;
import io.feedmill.avro.OutcomeKind;
import io.feedmill.avro.PreparedItem;
import io.feedmill.schemas.LocalSchemaRegistry;
import io.feedmill.schemas.Topic;
import io.feedmill.schemas.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sequencer with its real stores, fed as raw partitions feed it: each in order, all of them in any order. */
class SequenceItemsTest {

    private static final int PARTITIONS = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @TempDir
    Path stateDir;

    private final Topics topics = Topics.of("", new LocalSchemaRegistry(null));
    private int drivers;

    private static PreparedItem item(int partition, long offset, long eff, String site) {
        Coordinates raw = new Coordinates("raw", partition, offset);
        ItemOutcome outcome = ItemOutcome.newBuilder()
                .setKind(OutcomeKind.REPEATED)
                .setItemId(site + "-" + offset)
                .setReason("test")
                .setStage("revise")
                .setRaw(raw)
                .setEff(Items.NOON.plusMillis(eff))
                .build();
        return new PreparedItem(raw, Items.NOON.plusMillis(eff), site, outcome, null, null, null);
    }

    private static PreparedItem tick(int partition, long offset, long eff) {
        return new PreparedItem(
                new Coordinates("raw", partition, offset), Items.NOON.plusMillis(eff), "", null, null, null, null);
    }

    /** A log: each partition's records in their order, few different times, and a last tick after them all. */
    private static List<List<PreparedItem>> log(Random random, int ticksIn100) {
        List<List<PreparedItem>> log = new ArrayList<>();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            List<PreparedItem> records = new ArrayList<>();
            long eff = 0;
            for (int offset = 0; offset < 30; offset++) {
                eff += random.nextInt(3);
                records.add(
                        random.nextInt(100) < ticksIn100
                                ? tick(partition, offset, eff)
                                : item(partition, offset, eff, "site" + random.nextInt(3) + "-" + partition));
            }
            records.add(tick(partition, 30, 1_000));
            log.add(records);
        }
        return log;
    }

    private static List<PreparedItem> interleave(Random random, List<List<PreparedItem>> log) {
        List<Deque<PreparedItem>> left = new ArrayList<>();
        log.forEach(records -> left.add(new ArrayDeque<>(records)));
        List<PreparedItem> arrivals = new ArrayList<>();
        while (!left.isEmpty()) {
            // Now and then a partition runs far ahead.
            Deque<PreparedItem> one = left.get(random.nextInt(left.size()));
            for (int run = random.nextInt(12); run >= 0 && !one.isEmpty(); run--) {
                arrivals.add(one.poll());
            }
            left.removeIf(Deque::isEmpty);
        }
        return arrivals;
    }

    private static List<String> names(List<PreparedItem> items) {
        return items.stream()
                .filter(item -> item.getOutcome() != null)
                .map(item -> item.getEff().toEpochMilli() + " " + item.getSiteId() + " "
                        + item.getRaw().getPartition() + " " + item.getRaw().getOffset())
                .toList();
    }

    private static List<String> inOrder(List<List<PreparedItem>> log) {
        return names(log.stream()
                .flatMap(List::stream)
                .sorted(Comparator.comparing(PreparedItem::getEff)
                        .thenComparing(PreparedItem::getSiteId)
                        .thenComparing(item -> item.getRaw().getPartition())
                        .thenComparing(item -> item.getRaw().getOffset()))
                .toList());
    }

    private final class Sequencer implements AutoCloseable {
        private final TopologyTestDriver driver;
        private final TestInputTopic<String, PreparedItem> in;
        private final TestOutputTopic<String, PreparedItem> out;

        Sequencer() {
            Topic<String, PreparedItem> topic = topics.prepared();
            Topology topology = new Topology()
                    .addSource("in", topic.keys().deserializer(), topic.values().deserializer(), topic.name())
                    .addProcessor("sequence", SequenceItems.of(PARTITIONS, PATIENCE, topics), "in")
                    .addSink(
                            "out",
                            "out",
                            topic.keys().serializer(),
                            topic.values().serializer(),
                            "sequence");
            Properties settings = Mill.properties(new MillSettings(
                    "localhost:1", topics, "sequencer-" + drivers++, "test", stateDir, 1, PATIENCE, Map.of()));
            driver = new TopologyTestDriver(topology, settings, Items.NOON);
            in = driver.createInputTopic(
                    topic.name(), topic.keys().serializer(), topic.values().serializer());
            out = driver.createOutputTopic(
                    "out", topic.keys().deserializer(), topic.values().deserializer());
        }

        void arrive(List<PreparedItem> arrivals) {
            arrivals.forEach(in::pipeInput);
        }

        /** Time in which the thread runs, and looks at the clock each second. */
        void pass(Duration time) {
            for (long second = 0; second < time.toSeconds(); second++) {
                driver.advanceWallClockTime(Duration.ofSeconds(1));
            }
        }

        /** By raw partition; by nothing where there is one for all. */
        Map<String, Double> metric(String name) {
            Map<String, Double> values = new TreeMap<>();
            driver.metrics().forEach((metric, value) -> {
                if (metric.group().equals(OrderMetrics.GROUP) && metric.name().equals(name)) {
                    values.put(metric.tags().getOrDefault(OrderMetrics.PARTITION, ""), (Double) value.metricValue());
                }
            });
            return values;
        }

        List<PreparedItem> released() {
            return out.readValuesToList();
        }

        @Override
        public void close() {
            driver.close();
        }
    }

    @Test
    void anyInterleavingOfThePartitionsGivesTheSameOrder() {
        Random random = new Random(20261123);
        Set<List<String>> arrivalOrders = new HashSet<>();
        List<List<PreparedItem>> log = log(random, 20);
        for (int run = 0; run < 60; run++) {
            List<PreparedItem> arrivals = interleave(random, log);
            arrivalOrders.add(names(arrivals));
            try (Sequencer sequencer = new Sequencer()) {
                sequencer.arrive(arrivals);
                List<PreparedItem> released = sequencer.released();
                assertEquals(inOrder(log), names(released));
                assertTrue(released.stream().noneMatch(item -> item.getOutcome().getProvisional()));
            }
        }
        // The control: in the order of arrival, each run would have given another.
        assertTrue(arrivalOrders.size() > 50, "different arrivals: " + arrivalOrders.size());
    }

    @Test
    void missingStaleAndRepeatedTicksNeverChangeTheOrderButOnlyWhenItComes() {
        for (int ticksIn100 : new int[] {0, 50, 90}) {
            Random random = new Random(ticksIn100);
            List<List<PreparedItem>> log = log(random, ticksIn100);
            List<PreparedItem> arrivals = new ArrayList<>();
            for (PreparedItem arrival : interleave(random, log)) {
                arrivals.add(arrival);
                if (random.nextInt(4) == 0) {
                    int partition = arrival.getRaw().getPartition();
                    arrivals.add(tick(partition, 0, -5)); // as if from a producer whose clock is behind
                    arrivals.add(tick(
                            partition,
                            arrival.getRaw().getOffset(),
                            arrival.getEff().toEpochMilli() - Items.NOON.toEpochMilli()));
                }
            }
            try (Sequencer sequencer = new Sequencer()) {
                sequencer.arrive(arrivals);
                assertEquals(inOrder(log), names(sequencer.released()));
            }
        }
    }

    @Test
    void holdsWhatAnotherPartitionMayStillPrecede() {
        try (Sequencer sequencer = new Sequencer()) {
            sequencer.arrive(List.of(item(0, 0, 5, "a"), tick(1, 0, 9), tick(2, 0, 9)));
            assertEquals(List.of(), sequencer.released());
            // At the same instant is not yet past it.
            sequencer.arrive(List.of(tick(3, 0, 5), tick(0, 1, 9)));
            assertEquals(List.of(), sequencer.released());
            sequencer.arrive(List.of(tick(3, 1, 6)));
            assertEquals(1, sequencer.released().size());
        }
    }

    @Test
    void endsWaitingForASilentPartitionAndSaysSo() {
        try (Sequencer sequencer = new Sequencer()) {
            sequencer.arrive(List.of(item(0, 0, 5, "a"), item(1, 0, 3, "b"), tick(2, 0, 9)));
            sequencer.pass(PATIENCE.dividedBy(2));
            assertEquals(List.of(), sequencer.released());
            sequencer.pass(PATIENCE.multipliedBy(2));
            List<PreparedItem> released = sequencer.released();
            assertEquals(
                    List.of("b", "a"),
                    released.stream().map(PreparedItem::getSiteId).toList());
            assertTrue(released.stream().allMatch(item -> item.getOutcome().getProvisional()));

            // What comes too late for its place is marked; what does not is not.
            sequencer.arrive(List.of(item(3, 0, 4, "c"), item(3, 1, 20, "d")));
            for (int partition = 0; partition < PARTITIONS; partition++) {
                sequencer.arrive(List.of(tick(partition, 9, 30)));
            }
            List<PreparedItem> later = sequencer.released();
            assertEquals(
                    List.of("c", "d"),
                    later.stream().map(PreparedItem::getSiteId).toList());
            assertTrue(later.get(0).getOutcome().getProvisional());
            assertFalse(later.get(1).getOutcome().getProvisional());
        }
    }

    @Test
    void doesNotTakeAThreadThatStoodStillForAPartitionThatIsSilent() {
        try (Sequencer sequencer = new Sequencer()) {
            sequencer.arrive(List.of(item(0, 0, 5, "a"), tick(1, 0, 9), tick(2, 0, 9)));
            sequencer.pass(PATIENCE.dividedBy(2));
            // As where a commit waits for a broker, or the machine was suspended: one look at the clock, long after the
            // last.
            sequencer.driver.advanceWallClockTime(PATIENCE.multipliedBy(20));
            assertEquals(List.of(), sequencer.released());
            sequencer.arrive(List.of(item(3, 0, 3, "b"), tick(0, 1, 9), tick(3, 1, 9)));
            List<PreparedItem> released = sequencer.released();
            assertEquals(
                    List.of("b", "a"),
                    released.stream().map(PreparedItem::getSiteId).toList());
            assertTrue(released.stream().noneMatch(item -> item.getOutcome().getProvisional()));
        }
    }

    @Test
    void doesNotEndWaitingWhileOtherPartitionsFlowUntilItHasTakenTenTimesAsLong() {
        try (Sequencer sequencer = new Sequencer()) {
            sequencer.arrive(List.of(item(0, 0, 5, "a")));
            int steps = 0;
            while (sequencer.released().isEmpty()) {
                assertTrue(steps++ < 40, "still waiting");
                sequencer.arrive(List.of(tick(1, steps, steps)));
                sequencer.pass(PATIENCE.dividedBy(2));
            }
            assertTrue(steps >= 19, "half patiences waited: " + steps);
        }
    }

    @Test
    void showsAStalledPartitionByNameWithinSeconds() {
        try (Sequencer sequencer = new Sequencer()) {
            for (int partition = 0; partition < PARTITIONS; partition++) {
                sequencer.arrive(List.of(item(partition, 0, 10, "s" + partition), tick(partition, 1, 20)));
            }
            sequencer.driver.advanceWallClockTime(Duration.ofSeconds(1));
            assertEquals(Map.of("0", 0.0, "1", 0.0, "2", 0.0, "3", 0.0), sequencer.metric(OrderMetrics.LAG));
            assertEquals(Map.of("0", 0.0, "1", 0.0, "2", 0.0, "3", 0.0), sequencer.metric(OrderMetrics.WAITED_FOR));
            assertEquals(0.0, sequencer.metric(OrderMetrics.HELD).get(""));

            for (int partition : List.of(0, 1, 3)) {
                sequencer.arrive(List.of(item(partition, 2, 5_000, "s" + partition), tick(partition, 3, 9_000)));
            }
            sequencer.driver.advanceWallClockTime(Duration.ofSeconds(1));
            sequencer.driver.advanceWallClockTime(Duration.ofSeconds(2));
            assertEquals(Map.of("0", 0.0, "1", 0.0, "2", 8_980.0, "3", 0.0), sequencer.metric(OrderMetrics.LAG));
            Map<String, Double> waited = sequencer.metric(OrderMetrics.WAITED_FOR);
            assertTrue(waited.get("2") >= 2_000, waited.toString());
            assertEquals(0.0, waited.get("0"));
            assertEquals(3.0, sequencer.metric(OrderMetrics.HELD).get(""));
            assertEquals(0.0, sequencer.metric(OrderMetrics.ENDED_WAITS).get(""));
        }
    }

    @Test
    void countsWhatItReleasedWithoutCertaintyAndWhatCameLate() {
        try (Sequencer sequencer = new Sequencer()) {
            sequencer.arrive(List.of(item(0, 0, 5, "a"), item(1, 0, 3, "b"), tick(2, 0, 9)));
            sequencer.pass(PATIENCE.multipliedBy(2));
            assertEquals(2.0, sequencer.metric(OrderMetrics.PROVISIONAL).get(""));
            assertEquals(1.0, sequencer.metric(OrderMetrics.ENDED_WAITS).get(""));
            assertEquals(0.0, sequencer.metric(OrderMetrics.LATE).get(""));
            sequencer.arrive(
                    List.of(item(3, 0, 4, "c"), tick(0, 1, 30), tick(1, 1, 30), tick(2, 1, 30), tick(3, 1, 30)));
            assertEquals(3.0, sequencer.metric(OrderMetrics.PROVISIONAL).get(""));
            assertEquals(1.0, sequencer.metric(OrderMetrics.LATE).get(""));
        }
    }

    @Test
    void keysSortAsTheirPartsDo() {
        assertTrue(SequenceItems.key(-1, "z", 9, 9).compareTo(SequenceItems.key(0, "a", 0, 0)) < 0);
        assertTrue(SequenceItems.key(5, "a", 9, 9).compareTo(SequenceItems.key(5, "b", 0, 0)) < 0);
        assertTrue(SequenceItems.key(5, "a", 9, 9).compareTo(SequenceItems.key(5, "ab", 0, 0)) < 0);
        assertTrue(SequenceItems.key(5, "a", 1, 9).compareTo(SequenceItems.key(5, "a", 2, 0)) < 0);
        assertTrue(SequenceItems.key(5, "a", 1, 255).compareTo(SequenceItems.key(5, "a", 1, 256)) < 0);
    }
}
