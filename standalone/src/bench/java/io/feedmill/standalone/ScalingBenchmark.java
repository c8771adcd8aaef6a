package io.feedmill.standalone;

import io.feedmill.producer.RawPublisher;
import io.feedmill.schemas.LocalSchemaRegistry;
import io.feedmill.schemas.Topics;
import io.feedmill.streams.Mill;
import io.feedmill.streams.MillSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * What more instances and more raw partitions come to: records a second, and what a record costs of the stream threads'
 * processor time, which does not depend on how many processors there are. Broker and instances share one JVM; each instance
 * is a client of its own with one thread. All records become visible at once, when the instances have shared the work and
 * wait for it; timed is from then to the last committed outcome. In a last pass it is recorded what keeps stream threads
 * waiting: monitors, locks, or answers from the broker; and how much of their work is done by the one task that puts all
 * stories into one order, which is what cannot be spread.
 *
 * <pre>{@code
 * mvn -q -DskipTests -pl standalone -am test -Dbench.standalone=io.feedmill.standalone.ScalingBenchmark
 * }</pre>
 */
public final class ScalingBenchmark {

    private static final int RECORDS = Integer.getInteger("bench.records", 12_000);
    private static final int RUNS = Integer.getInteger("bench.runs", 2);
    private static final List<Integer> PARTITIONS = List.of(1, 6, 12);
    private static final List<Integer> INSTANCES = List.of(1, 2, 3);
    private static final int RECORDED_PARTITIONS = 6;
    private static final LocalSchemaRegistry REGISTRY = new LocalSchemaRegistry(null);

    private final EmbeddedKafka kafka;
    private final Path folder;
    private int runs;

    private ScalingBenchmark(EmbeddedKafka kafka, Path folder) {
        this.kafka = kafka;
        this.folder = folder;
    }

    public static void main(String[] args) throws Exception {
        try (TemporaryFolder temporary = TemporaryFolder.make();
                EmbeddedKafka kafka = EmbeddedKafka.start(temporary.path().resolve("kafka"), 0)) {
            ScalingBenchmark benchmark = new ScalingBenchmark(kafka, temporary.path());
            benchmark.table();
            benchmark.waits();
        }
    }

    /**
     * What a run came to.
     *
     * @param perSecond records, by the clock
     * @param perCpuSecond records, by the processor time of stream threads alone
     * @param processors how many were busy, with broker, garbage collector and compiler
     */
    private record Run(double perSecond, double perCpuSecond, double processors) {}

    private void table() throws Exception {
        Map<List<Integer>, List<Run>> all = new TreeMap<>((a, b) -> Arrays.compare(
                a.stream().mapToInt(Integer::intValue).toArray(),
                b.stream().mapToInt(Integer::intValue).toArray()));
        for (int round = 0; round <= RUNS; round++) {
            for (int partitions : PARTITIONS) {
                for (int instances : INSTANCES) {
                    Run run = run(partitions, instances);
                    if (round > 0) { // the first is for the compiler
                        all.computeIfAbsent(List.of(partitions, instances), key -> new ArrayList<>())
                                .add(run);
                    }
                }
            }
        }
        double one = mean(all.get(List.of(1, 1)), Run::perSecond);
        double oneOfCpu = mean(all.get(List.of(1, 1)), Run::perCpuSecond);
        System.out.printf("| partitions | instances | records/s | of one | per CPU second | of one | processors busy |%n");
        all.forEach((key, each) -> System.out.printf(
                Locale.ROOT,
                "| %d | %d | %s | %.2f | %s | %.2f | %.1f |%n",
                key.get(0),
                key.get(1),
                each(each, Run::perSecond),
                mean(each, Run::perSecond) / one,
                each(each, Run::perCpuSecond),
                mean(each, Run::perCpuSecond) / oneOfCpu,
                mean(each, Run::processors)));
    }

    private static double mean(List<Run> runs, ToDoubleFunction<Run> of) {
        return runs.stream().mapToDouble(of).average().orElseThrow();
    }

    private static String each(List<Run> runs, ToDoubleFunction<Run> of) {
        return runs.stream()
                .map(run -> String.format(Locale.ROOT, "%,.0f", of.applyAsDouble(run)))
                .collect(Collectors.joining(", "));
    }

    private Run run(int partitions, int instances) throws Exception {
        return run(partitions, instances, () -> {}, () -> {});
    }

    private Run run(int partitions, int instances, Runnable flowing, Runnable through) throws Exception {
        String prefix = "run" + runs++ + "-";
        Topics topics = Topics.of(prefix, REGISTRY);
        List<Mill> mills = new ArrayList<>();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
                RawPublisher publisher =
                        new RawPublisher(kafka.bootstrapServers(), topics, prefix + "bench", Map.of())) {
            topics.register();
            topics.create(admin, partitions, (short) 1);
            for (int instance = 0; instance < instances; instance++) {
                mills.add(Mill.start(settings(topics, prefix, instance)));
            }
            awaitShared(admin, prefix, partitions + 1, instances);
            publisher.publish(BenchItems.of(RECORDS), null); // in one transaction
            flowing.run();
            long begun = System.nanoTime();
            long process = processNanos();
            long streams = streamNanos();
            publisher.tick(BenchItems.BEGIN.plusSeconds(10L * (2 + RECORDS / BenchItems.ROUND)));
            awaitOutcomes(topics, partitions);
            double seconds = (System.nanoTime() - begun) / 1e9;
            through.run();
            Run run = new Run(
                    RECORDS / seconds,
                    RECORDS * 1e9 / (streamNanos() - streams),
                    (processNanos() - process) / 1e9 / seconds);
            System.err.printf(Locale.ROOT, "%d partitions, %d instances: %s%n", partitions, instances, run);
            return run;
        } finally {
            mills.forEach(Mill::close);
        }
    }

    private MillSettings settings(Topics topics, String prefix, int instance) {
        return new MillSettings(
                kafka.bootstrapServers(),
                topics,
                prefix + "mill",
                prefix + instance,
                folder.resolve(prefix + instance),
                1,
                Duration.ofMinutes(5),
                Map.of());
    }

    /** Waits until all tasks are with members of the group, on as many of them as can have one, and stay there. */
    private static void awaitShared(Admin admin, String prefix, int tasks, int instances) throws Exception {
        List<Integer> before = List.of();
        for (int same = 0, seconds = 0; same < 2; seconds++) {
            if (seconds > 120) {
                throw new IllegalStateException("tasks: " + before);
            }
            TimeUnit.SECONDS.sleep(1);
            List<Integer> now = shared(admin, prefix + "mill");
            boolean all = now.stream().mapToInt(Integer::intValue).sum() == tasks
                    && now.stream().filter(each -> each > 0).count() == Math.min(tasks, instances);
            same = all && now.equals(before) ? same + 1 : 0;
            before = now;
        }
    }

    private static List<Integer> shared(Admin admin, String group) throws InterruptedException {
        try {
            ConsumerGroupDescription found = admin.describeConsumerGroups(List.of(group))
                    .describedGroups()
                    .get(group)
                    .get();
            return found.groupState() != GroupState.STABLE
                    ? List.of()
                    : found.members().stream()
                            .map(member -> member.assignment().topicPartitions().size())
                            .sorted()
                            .toList();
        } catch (ExecutionException e) {
            return List.of(); // not there yet
        }
    }

    private void awaitOutcomes(Topics topics, int partitions) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(IntStream.range(0, partitions)
                    .mapToObj(each -> new TopicPartition(topics.outcomes().name(), each))
                    .toList());
            consumer.seekToBeginning(consumer.assignment());
            int seen = 0;
            while (seen < RECORDS) {
                seen += consumer.poll(Duration.ofMillis(200)).count();
            }
        }
    }

    private static long processNanos() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private static long streamNanos() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long sum = 0;
        for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
            if (thread != null && isOfStreams(thread.getThreadName())) {
                sum += threads.getThreadCpuTime(thread.getThreadId());
            }
        }
        return sum;
    }

    private static boolean isOfStreams(String thread) {
        return thread.matches(".*-StreamThread-[0-9]+");
    }

    // ------------------------------------------------------------------ what threads wait for

    private void waits() throws Exception {
        for (int instances : INSTANCES) {
            try (Recording recording = new Recording()) {
                recording.enable("jdk.JavaMonitorEnter").withThreshold(Duration.ZERO).withStackTrace();
                recording.enable("jdk.ThreadPark").withThreshold(Duration.ZERO).withStackTrace();
                recording.enable("jdk.ExecutionSample").withPeriod(Duration.ofMillis(10));
                run(RECORDED_PARTITIONS, instances, recording::start, recording::stop);
                Path file = folder.resolve("waits-" + instances + ".jfr");
                recording.dump(file);
                report(instances, RecordingFile.readAllEvents(file));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (ParseException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static void report(int instances, List<RecordedEvent> events) {
        Map<String, Duration> waits = new TreeMap<>();
        int samples = 0;
        int ordering = 0;
        for (RecordedEvent event : events) {
            String type = event.getEventType().getName();
            RecordedThread thread = event.getThread(type.equals("jdk.ExecutionSample") ? "sampledThread" : "eventThread");
            if (thread == null || thread.getJavaName() == null || !isOfStreams(thread.getJavaName())) {
                continue;
            }
            if (type.equals("jdk.ExecutionSample")) {
                samples++;
                ordering += isOrdering(event) ? 1 : 0;
            } else {
                waits.merge(type + " " + place(event), event.getDuration(), Duration::plus);
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%n%d instances, %d partitions: %.1f %% of %d samples are in the one task that orders%n",
                instances,
                RECORDED_PARTITIONS,
                100.0 * ordering / samples,
                samples);
        waits.entrySet().stream()
                .sorted(Map.Entry.<String, Duration>comparingByValue().reversed())
                .limit(12)
                .forEach(each -> System.out.printf(
                        Locale.ROOT, "%8.3f s  %s%n", each.getValue().toNanos() / 1e9, each.getKey()));
    }

    private static boolean isOrdering(RecordedEvent event) {
        return event.getStackTrace() != null
                && event.getStackTrace().getFrames().stream()
                        .map(frame -> frame.getMethod().getType().getName())
                        .anyMatch(type -> type.contains("SequenceItems") || type.contains("RelateStories"));
    }

    /** The method that waits, and the first of ours or of Kafka Streams that called it. */
    private static String place(RecordedEvent event) {
        if (event.getStackTrace() == null) {
            return "?";
        }
        List<String> outside = event.getStackTrace().getFrames().stream()
                .map(RecordedFrame::getMethod)
                .filter(method -> !method.getType().getName().startsWith("java.")
                        && !method.getType().getName().startsWith("jdk."))
                .map(method -> method.getType().getName().replaceAll(".*\\.", "") + "." + method.getName())
                .toList();
        return outside.isEmpty() ? "?" : String.join(" < ", outside.subList(0, Math.min(3, outside.size())));
    }
}
