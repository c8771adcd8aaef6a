package io.feedmill.streams;

import io.feedmill.process.Health;
import io.feedmill.process.Kind;
import io.feedmill.process.Metrics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.streams.KafkaStreams;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches an instance of the streams app: asks Kafka every few seconds how far its group is, and the instance what it has
 * done since. What it finds are the answers to probes, and gauges.
 *
 * <p>Live, in the words of whoever would otherwise restart it: an instance that rebalances, restores or waits for Kafka is.
 * One is not if a stream thread has hung, or if for long there was work and nothing was done, though Kafka answers.
 */
final class MillHealth implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(MillHealth.class);
    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final long ANSWER_SECONDS = 4;

    /** A commit marker, and one that was not passed before the last commit: neither is work. */
    private static final long MARKERS = 2;

    private final Mill mill;
    private final MillSettings settings;
    private final StreamMetrics done;
    private final Admin admin;
    private final InstantSource clock;
    private final Duration patience;
    private final Thread watch = new Thread(this::watch, "feedmill-watch");

    private volatile Map<TopicPartition, Long> lags = Map.of();
    private volatile boolean kafkaUp = true;
    private volatile int members;
    private volatile Instant lastProgress;
    private long workThen;
    private long committedThen;
    private int rawPartitions;
    private volatile boolean closed;

    MillHealth(
            Mill mill, MillSettings settings, StreamMetrics done, Admin admin, InstantSource clock, Duration patience) {
        this.mill = mill;
        this.settings = settings;
        this.done = done;
        this.admin = admin;
        this.clock = clock;
        this.patience = patience;
        this.lastProgress = clock.instant();
        watch.setDaemon(true);
    }

    /** Answers from now on. */
    void start(Health health, Metrics metrics) {
        health.live(this::whyNotLive);
        health.ready(this::whyNotReady);
        health.detail("state", () -> mill.streams().state().name());
        health.detail("tasks", this::tasks);
        health.detail("restoreRemaining", done::remaining);
        health.detail(
                "inputLag",
                () -> lags.values().stream().mapToLong(Long::longValue).sum());
        health.detail("lastProgress", () -> lastProgress.toString());

        metrics.kafka(() -> mill.streams().metrics());
        metrics.gauge(
                StreamMetrics.INPUT_LAG,
                values -> lags.forEach((partition, lag) ->
                        values.call(lag, partition.topic(), Integer.toString(partition.partition()))));
        metrics.gauge(StreamMetrics.PROGRESS, () -> lastProgress.toEpochMilli() / 1000.0);
        metrics.gauge(StreamMetrics.TASKS, values -> tasks().forEach((kind, count) -> values.call(count, kind)));
        metrics.gauge(StreamMetrics.STATE_BYTES, () -> bytes(settings.stateDir()));
        metrics.gauge(
                StreamMetrics.WATERMARK_LAG,
                values -> byPartition(OrderMetrics.LAG)
                        .forEach((partition, millis) -> values.call(millis / 1000, partition)));
        metrics.gauge(
                StreamMetrics.WAITED_FOR,
                values -> byPartition(OrderMetrics.WAITED_FOR)
                        .forEach((partition, millis) -> values.call(millis / 1000, partition)));
        metrics.gauge(
                StreamMetrics.HELD,
                values -> byPartition(OrderMetrics.HELD).values().stream()
                        .reduce(Double::sum)
                        .ifPresent(values::call));
        watch.start();
    }

    @Override
    public void close() {
        closed = true;
        watch.interrupt();
    }

    // ------------------------------------------------------------------ answers

    private String whyNotLive() {
        KafkaStreams.State state = mill.streams().state();
        if (state == KafkaStreams.State.ERROR || state == KafkaStreams.State.PENDING_ERROR) {
            return "its stream threads have died: start it again";
        }
        double silent = largest("consumer-metrics", "last-poll-seconds-ago", MillHealth::isMainConsumer);
        if (silent > patience.toSeconds()) {
            return "a stream thread has hung for %d s: start it again".formatted((long) silent);
        }
        Duration still = Duration.between(lastProgress, clock.instant());
        if (kafkaUp && still.compareTo(patience) > 0) {
            return "nothing was done for %s, though %d records wait and Kafka answers (%s): start it again"
                    .formatted(
                            Kind.text(Duration.ofSeconds(still.toSeconds())),
                            lags.values().stream().mapToLong(Long::longValue).sum(),
                            state);
        }
        return null;
    }

    private String whyNotReady() {
        if (!kafkaUp) {
            return "Kafka does not answer";
        }
        KafkaStreams.State state = mill.streams().state();
        if (state == KafkaStreams.State.REBALANCING) {
            long left = done.remaining();
            return left > 0
                    ? "it restores its state: %d records are left".formatted(left)
                    : "its group shares out the work";
        }
        if (state != KafkaStreams.State.RUNNING) {
            return "it is " + state;
        }
        Map<String, Integer> tasks = tasks();
        boolean idle = tasks.get("active") == 0 && tasks.get("standby") == 0;
        if (idle && members <= lags.size()) {
            return "it has no tasks yet";
        }
        return null;
    }

    private Map<String, Integer> tasks() {
        int active = 0;
        int standby = 0;
        for (var thread : mill.streams().metadataForLocalThreads()) {
            active += thread.activeTasks().size();
            standby += thread.standbyTasks().size();
        }
        Map<String, Integer> tasks = new LinkedHashMap<>();
        tasks.put("active", active);
        tasks.put("standby", standby);
        return tasks;
    }

    // ------------------------------------------------------------------ watch

    private void watch() {
        while (!closed) {
            try {
                look();
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                LOG.warn("Looking at the mill failed; it is tried again", e);
            }
            try {
                TimeUnit.MILLISECONDS.sleep(INTERVAL.toMillis());
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void look() throws InterruptedException {
        long committed = 0;
        try {
            Map<TopicPartition, OffsetSpec> ends =
                    inputs().collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
            Map<TopicPartition, OffsetSpec> begins = ends.keySet().stream()
                    .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.earliest()));
            ListOffsetsOptions readable = new ListOffsetsOptions(IsolationLevel.READ_COMMITTED);
            var end = admin.listOffsets(ends, readable).all();
            var begin = admin.listOffsets(begins, readable).all();
            Map<TopicPartition, OffsetAndMetadata> group = admin.listConsumerGroupOffsets(
                            Map.of(settings.applicationId(), new ListConsumerGroupOffsetsSpec()))
                    .partitionsToOffsetAndMetadata(settings.applicationId())
                    .get(ANSWER_SECONDS, TimeUnit.SECONDS);
            Map<TopicPartition, Long> now = new HashMap<>();
            for (var each : end.get(ANSWER_SECONDS, TimeUnit.SECONDS).entrySet()) {
                OffsetAndMetadata at = group.get(each.getKey());
                long from = at == null
                        ? begin.get(ANSWER_SECONDS, TimeUnit.SECONDS)
                                .get(each.getKey())
                                .offset()
                        : at.offset();
                committed += at == null ? 0 : at.offset();
                now.put(each.getKey(), Math.max(0, each.getValue().offset() - from));
            }
            members = members();
            lags = now;
            if (!kafkaUp) {
                LOG.info("Kafka answers again");
            }
            kafkaUp = true;
        } catch (ExecutionException | TimeoutException e) {
            if (kafkaUp) {
                LOG.warn("Kafka does not answer ({}); what is done goes on when it does", reason(e));
            }
            kafkaUp = false;
        }
        long work = done.work();
        if (work != workThen || committed != committedThen || !kafkaUp || isIdle()) {
            lastProgress = clock.instant();
        }
        workThen = work;
        committedThen = committed;
    }

    private int members() throws InterruptedException, ExecutionException, TimeoutException {
        try {
            return admin.describeConsumerGroups(List.of(settings.applicationId()))
                    .describedGroups()
                    .get(settings.applicationId())
                    .get(ANSWER_SECONDS, TimeUnit.SECONDS)
                    .members()
                    .size();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GroupIdNotFoundException) {
                return 0; // nobody has joined yet
            }
            throw e;
        }
    }

    private Stream<TopicPartition> inputs() throws InterruptedException, ExecutionException, TimeoutException {
        String raw = settings.topics().raw().name();
        if (rawPartitions == 0) {
            rawPartitions = admin.describeTopics(List.of(raw))
                    .allTopicNames()
                    .get(ANSWER_SECONDS, TimeUnit.SECONDS)
                    .get(raw)
                    .partitions()
                    .size();
        }
        return Stream.concat(
                IntStream.range(0, rawPartitions).mapToObj(number -> new TopicPartition(raw, number)),
                Stream.of(new TopicPartition(settings.topics().prepared().name(), 0)));
    }

    /** Whether there is nothing to do: nothing waits, or what waits is not for this instance. */
    private boolean isIdle() {
        if (lags.values().stream().allMatch(lag -> lag <= MARKERS)) {
            return true;
        }
        boolean reads = largest("consumer-fetch-manager-metrics", "records-lag-max", MillHealth::isMainConsumer) > 0;
        return mill.streams().state() == KafkaStreams.State.RUNNING && !reads;
    }

    private double largest(String group, String name, Predicate<MetricName> which) {
        return mill.streams().metrics().entrySet().stream()
                .filter(each -> each.getKey().name().equals(name)
                        && each.getKey().group().equals(group)
                        && which.test(each.getKey()))
                .mapToDouble(each -> number(each.getValue()))
                .max()
                .orElse(0);
    }

    private Map<String, Double> byPartition(String name) {
        Map<String, Double> values = new LinkedHashMap<>();
        mill.streams().metrics().forEach((metric, value) -> {
            if (metric.group().equals(OrderMetrics.GROUP) && metric.name().equals(name)) {
                values.merge(metric.tags().getOrDefault(OrderMetrics.PARTITION, ""), number(value), Math::max);
            }
        });
        return values;
    }

    private static String reason(Exception e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }

    private static boolean isMainConsumer(MetricName metric) {
        String client = metric.tags().getOrDefault("client-id", "");
        return client.endsWith("-consumer") && !client.endsWith("-restore-consumer");
    }

    private static double number(Metric metric) {
        return metric.metricValue() instanceof Number number && !Double.isNaN(number.doubleValue())
                ? number.doubleValue()
                : 0;
    }

    private static double bytes(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        } catch (IOException | UncheckedIOException e) {
            return Double.NaN; // files come and go
        }
    }
}
