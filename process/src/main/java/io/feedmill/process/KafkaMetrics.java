package io.feedmill.process;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/**
 * Kafka's own metrics, as far as they are allowed: a client has hundreds, of which RocksDB's can crash the JVM when they are
 * read while a store closes (KAFKA-10025). Names are those that others know: the group and the name, joined. They are read
 * at each scrape, so that a client, task or partition that has gone leaves nothing behind. Where two clients of this process
 * have the same, counters are added up, and of gauges the largest is shown.
 */
final class KafkaMetrics implements MultiCollector {

    /**
     * One that is allowed.
     *
     * @param group Kafka's, without "-metrics"
     * @param name Kafka's
     * @param labels of Kafka's tags; the others are dropped
     */
    record Allowed(String group, String name, boolean counter, List<String> labels, boolean quiet, String doc) {

        /** As Prometheus sees it. */
        String exported() {
            return "kafka_" + (group + "_" + name).replace('-', '_');
        }

        private String base() {
            return exported().replaceFirst("_total$", "");
        }
    }

    private static final Pattern RUN = Pattern.compile("^.{1,250}-((StreamThread|StateUpdater|TaskExecutor)-[0-9]+)");

    static final List<Allowed> ALLOWED = allowed();

    private static final Map<String, Allowed> BY_KEY = byKey();

    private final List<Metrics.KafkaSource> sources = new CopyOnWriteArrayList<>();

    void add(Metrics.KafkaSource source) {
        sources.add(source);
    }

    @Override
    public MetricSnapshots collect() {
        Map<Allowed, Map<Labels, Double>> found = new LinkedHashMap<>();
        for (Metrics.KafkaSource source : sources) {
            source.metrics().forEach((name, metric) -> {
                Allowed allowed = BY_KEY.get(key(name.group(), name.name()));
                Double value = allowed == null ? null : value(metric);
                if (value != null) {
                    found.computeIfAbsent(allowed, each -> new TreeMap<>())
                            .merge(labels(allowed, name), value, allowed.counter() ? Double::sum : Double::max);
                }
            });
        }
        List<MetricSnapshot> snapshots = new ArrayList<>();
        found.forEach((allowed, values) -> snapshots.add(snapshot(allowed, values)));
        return new MetricSnapshots(snapshots);
    }

    private static MetricSnapshot snapshot(Allowed allowed, Map<Labels, Double> values) {
        if (allowed.counter()) {
            CounterSnapshot.Builder counter =
                    CounterSnapshot.builder().name(allowed.base()).help(allowed.doc());
            values.forEach((labels, value) -> counter.dataPoint(CounterSnapshot.CounterDataPointSnapshot.builder()
                    .labels(labels)
                    .value(Math.max(0, value))
                    .build()));
            return counter.build();
        }
        GaugeSnapshot.Builder gauge =
                GaugeSnapshot.builder().name(allowed.exported()).help(allowed.doc());
        values.forEach((labels, value) -> gauge.dataPoint(GaugeSnapshot.GaugeDataPointSnapshot.builder()
                .labels(labels)
                .value(value)
                .build()));
        return gauge.build();
    }

    private static Labels labels(Allowed allowed, MetricName name) {
        List<String> values = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (String label : allowed.labels()) {
            names.add(label.replace('-', '_'));
            // The id of this run is in the names of Streams' threads and clients: each start would make new series.
            values.add(RUN.matcher(name.tags().getOrDefault(label, "")).replaceFirst("$1"));
        }
        return Labels.of(names, values);
    }

    /** Null where it has no value that is a number, which is how Kafka says that nothing was measured. */
    private static Double value(Metric metric) {
        Object value = metric.metricValue();
        if (value instanceof Number number && !Double.isNaN(number.doubleValue())) {
            return number.doubleValue();
        }
        return null;
    }

    private static String key(String group, String name) {
        return (group.endsWith("-metrics") ? group.substring(0, group.length() - "-metrics".length()) : group) + " "
                + name;
    }

    private static Map<String, Allowed> byKey() {
        Map<String, Allowed> all = new TreeMap<>();
        ALLOWED.forEach(each -> all.put(each.group() + " " + each.name(), each));
        return all;
    }

    private static List<Allowed> allowed() {
        List<Allowed> all = new ArrayList<>();
        List<String> thread = List.of("thread-id");
        gauge(
                all,
                "stream",
                "client-state",
                List.of(),
                false,
                "0 created, 1 rebalancing, 2 running, 3 stopping, 4 stopped, 5 failing, 6 failed.");
        gauge(all, "stream", "alive-stream-threads", List.of(), false, "Stream threads that live.");
        gauge(
                all,
                "stream",
                "failed-stream-threads",
                List.of(),
                false,
                "Stream threads that have died since the start.");
        gauge(
                all,
                "stream-thread",
                "process-ratio",
                thread,
                true,
                "The share of a thread's time that processing takes.");
        gauge(all, "stream-thread", "poll-ratio", thread, true, "The share of a thread's time that fetching takes.");
        gauge(
                all,
                "stream-thread",
                "commit-ratio",
                thread,
                true,
                "The share of a thread's time that committing takes.");
        gauge(all, "stream-thread", "punctuate-ratio", thread, true, "The share of a thread's time that timers take.");
        counter(all, "stream-thread", "process-total", thread, false, "Records a thread has processed.");
        counter(all, "stream-thread", "commit-total", thread, false, "Commits of a thread.");
        gauge(all, "stream-thread", "commit-latency-avg", thread, true, "How long a commit takes, in milliseconds.");
        gauge(
                all,
                "stream-thread",
                "commit-latency-max",
                thread,
                true,
                "The longest commit of the last half minute, in milliseconds.");
        counter(all, "stream-thread", "task-created-total", thread, false, "Tasks a thread was given.");
        counter(all, "stream-thread", "task-closed-total", thread, false, "Tasks a thread gave up.");
        counter(
                all,
                "stream-thread",
                "blocked-time-ns-total",
                thread,
                false,
                "How long a thread has waited for Kafka, in nanoseconds.");
        counter(
                all,
                "stream-task",
                "dropped-records-total",
                List.of("task-id"),
                false,
                "Records that Kafka Streams left out, by its own judgement.");
        gauge(
                all,
                "stream-task",
                "active-process-ratio",
                List.of("task-id"),
                true,
                "The share of a thread's processing that a task takes.");
        gauge(all, "stream-state-updater", "active-restoring-tasks", thread, false, "Tasks that restore their state.");
        gauge(all, "stream-state-updater", "standby-updating-tasks", thread, false, "Tasks that keep a standby.");
        gauge(all, "stream-state-updater", "restore-records-rate", thread, false, "Records restored, a second.");
        gauge(
                all,
                "consumer-fetch-manager",
                "records-lag-max",
                List.of("client-id"),
                true,
                "How far a consumer is behind in the worst of its partitions, in records.");
        counter(
                all,
                "consumer-fetch-manager",
                "records-consumed-total",
                List.of("client-id"),
                false,
                "Records a consumer has fetched.");
        counter(
                all,
                "consumer-fetch-manager",
                "bytes-consumed-total",
                List.of("client-id"),
                false,
                "Bytes a consumer has fetched.");
        counter(
                all,
                "consumer-coordinator",
                "rebalance-total",
                List.of("client-id"),
                false,
                "Rebalances a consumer has taken part in.");
        counter(
                all,
                "consumer-coordinator",
                "failed-rebalance-total",
                List.of("client-id"),
                false,
                "Rebalances that failed.");
        gauge(
                all,
                "consumer-coordinator",
                "last-rebalance-seconds-ago",
                List.of("client-id"),
                false,
                "Since the last rebalance, in seconds; -1 before the first.");
        gauge(
                all,
                "consumer-coordinator",
                "assigned-partitions",
                List.of("client-id"),
                false,
                "Partitions a consumer has been given.");
        gauge(
                all,
                "consumer",
                "last-poll-seconds-ago",
                List.of("client-id"),
                false,
                "Since a consumer last asked for records, in seconds; -1 before the first time.");
        counter(all, "producer", "record-send-total", List.of("client-id"), false, "Records a producer has sent.");
        counter(
                all,
                "producer",
                "record-error-total",
                List.of("client-id"),
                false,
                "Records a producer could not send.");
        counter(
                all,
                "producer",
                "record-retry-total",
                List.of("client-id"),
                false,
                "Records a producer has sent again.");
        gauge(
                all,
                "producer",
                "request-latency-avg",
                List.of("client-id"),
                true,
                "How long a broker takes to answer a producer, in milliseconds.");
        gauge(
                all,
                "producer",
                "record-size-max",
                List.of("client-id"),
                true,
                "The largest record of the last half minute, in bytes.");
        gauge(
                all,
                "producer",
                "buffer-available-bytes",
                List.of("client-id"),
                false,
                "What is left of a producer's buffer.");
        counter(
                all,
                "producer",
                "txn-commit-time-ns-total",
                List.of("client-id"),
                false,
                "How long a producer has waited for commits, in nanoseconds.");
        gauge(
                all,
                "producer",
                "connection-count",
                List.of("client-id"),
                false,
                "Connections of a producer that are open.");
        gauge(
                all,
                "consumer",
                "connection-count",
                List.of("client-id"),
                false,
                "Connections of a consumer that are open.");
        counter(
                all,
                "consumer",
                "failed-authentication-total",
                List.of("client-id"),
                false,
                "Connections of a consumer whose authentication failed.");
        counter(
                all,
                "producer",
                "failed-authentication-total",
                List.of("client-id"),
                false,
                "Connections of a producer whose authentication failed.");
        return List.copyOf(all);
    }

    private static void gauge(
            List<Allowed> all, String group, String name, List<String> labels, boolean quiet, String doc) {
        all.add(new Allowed(group, name, false, labels, quiet, doc));
    }

    private static void counter(
            List<Allowed> all, String group, String name, List<String> labels, boolean quiet, String doc) {
        all.add(new Allowed(group, name, true, labels, quiet, doc));
    }
}
