package io.feedmill.streams;

import io.feedmill.avro.EnrichedItem;
import io.feedmill.avro.OutcomeKind;
import io.feedmill.avro.RemovedBlock;
import io.feedmill.process.Bounded;
import io.feedmill.process.Metric;
import io.feedmill.process.Metrics;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.TopicPartition;

/** What an instance of the streams app counts, as Prometheus sees it. */
final class StreamMetrics implements Witness {

    static final Metric READ = Metric.counter(
            "feedmill_raw_records_total",
            List.of("kind"),
            false,
            "Raw records that were read: item, or tick, which says that nothing older follows.");

    static final Metric OUTCOMES = Metric.counter(
            "feedmill_items_total",
            List.of("outcome"),
            false,
            "What became of raw records: enriched, revised, repeated, copy or rejected.");

    static final Metric PROVISIONAL = Metric.counter(
            "feedmill_provisional_items_total",
            List.of(),
            false,
            "Outcomes that were given before all partitions had reached their time, so that a replay may decide otherwise.");

    static final Metric REJECTED = Metric.counter(
            "feedmill_rejected_items_total",
            List.of("stage", "cause"),
            true,
            "Raw records that could not be used: the stage that refused them, and the kind of fault.");

    static final Metric REMOVED = Metric.counter(
            "feedmill_removed_blocks_total",
            List.of("class"),
            true,
            "Blocks that were stripped from enriched items and copies, by the class of boilerplate.");

    static final Metric TAGGED = Metric.counter(
            "feedmill_tagged_items_total",
            List.of("topic"),
            true,
            "Enriched items and copies by their strongest topic (its IPTC code); none where the evidence is thin.");

    static final Metric LANGUAGES = Metric.counter(
            "feedmill_item_languages_total",
            List.of("language"),
            true,
            "Enriched items and copies by language (ISO 639-1); und where it could not be told.");

    static final Metric TRUNCATED = Metric.counter(
            "feedmill_truncated_fields_total",
            List.of("field"),
            true,
            "Fields of enriched items and copies that were cut to the mill's limits.");

    static final Metric LATENCY = Metric.histogram(
            "feedmill_latency_seconds",
            List.of(),
            false,
            "From the publishing of a raw record to its outcome, where the producer said when it published.");

    static final Metric REPLACEMENTS = Metric.counter(
            "feedmill_thread_replacements_total",
            List.of("cause"),
            true,
            "Stream threads that died and were replaced, by what they died of.");

    static final Metric SET_ASIDE = Metric.counter(
            "feedmill_state_set_aside_total",
            List.of(),
            false,
            "How often state could not be opened and was set aside, to be restored from the cluster.");

    static final Metric RESTORED = Metric.counter(
            "feedmill_restored_records_total", List.of("store"), true, "Records that were restored to the stores.");

    static final Metric RESTORE_REMAINING = Metric.gauge(
            "feedmill_restore_remaining_records",
            List.of(),
            false,
            "Records that are still to be restored before all tasks can go on.");

    static final Metric INPUT_LAG = Metric.gauge(
            "feedmill_input_lag_records",
            List.of("topic", "partition"),
            false,
            "Records that are committed in a topic the mill reads and not yet processed by the group. Every instance"
                    + " reports all partitions: take the maximum. Markers of transactions count: one or two are none.");

    static final Metric PROGRESS = Metric.gauge(
            "feedmill_last_progress_timestamp_seconds",
            List.of(),
            false,
            "When this instance last processed or restored something, or saw that there was nothing to do.");

    static final Metric TASKS =
            Metric.gauge("feedmill_tasks", List.of("kind"), false, "Tasks this instance has: active and standby.");

    static final Metric STATE_BYTES =
            Metric.gauge("feedmill_state_bytes", List.of(), false, "What the state of this instance takes on disk.");

    static final Metric WATERMARK_LAG = Metric.gauge(
            "feedmill_watermark_lag_seconds",
            List.of("partition"),
            true,
            "How far a raw partition is behind the foremost one, in the time of the log. Only the instance that puts"
                    + " items into their order reports it.");

    static final Metric WAITED_FOR = Metric.gauge(
            "feedmill_waited_for_seconds",
            List.of("partition"),
            true,
            "For how long items have been held because a raw partition has said nothing newer; reported where the"
                    + " watermark lag is.");

    static final Metric HELD = Metric.gauge(
            "feedmill_held_items",
            List.of(),
            true,
            "Items that wait for their turn in the order; reported where the watermark lag is.");

    static final Metric RULES = Metric.info(
            "feedmill_rules_info", List.of("pipeline", "rules"), "The program's version and the digest of its rules.");

    /** All of them, in the order of the reference. */
    static final List<Metric> ALL = List.of(
            READ,
            OUTCOMES,
            PROVISIONAL,
            REJECTED,
            REMOVED,
            TAGGED,
            LANGUAGES,
            TRUNCATED,
            LATENCY,
            INPUT_LAG,
            PROGRESS,
            TASKS,
            WATERMARK_LAG,
            WAITED_FOR,
            HELD,
            REPLACEMENTS,
            SET_ASIDE,
            RESTORED,
            RESTORE_REMAINING,
            STATE_BYTES,
            RULES);

    private static final double[] LATENCIES = {0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60, 300, 1800, 7200, 86_400};

    private final Metrics metrics;
    private final InstantSource clock;
    private final CounterDataPoint items;
    private final CounterDataPoint ticks;
    private final Map<OutcomeKind, CounterDataPoint> outcomes = new EnumMap<>(OutcomeKind.class);
    private final Counter provisional;
    private final Counter rejected;
    private final Counter removed;
    private final Counter tagged;
    private final Counter languages;
    private final Counter truncated;
    private final Histogram latency;
    private final Counter replacements;
    private final Counter setAside;
    private final Counter restored;
    private final Bounded topics = new Bounded(150);
    private final Bounded codes = new Bounded(60);
    private final Bounded fields = new Bounded(40);
    private final Bounded classes = new Bounded(40);
    private final Bounded causes = new Bounded(40);
    private final Map<String, Long> remaining = new ConcurrentHashMap<>();
    private final AtomicLong work = new AtomicLong();

    StreamMetrics(Metrics metrics, InstantSource clock) {
        this.metrics = metrics;
        this.clock = clock;
        Counter read = metrics.counter(READ);
        this.items = read.labelValues("item");
        this.ticks = read.labelValues("tick");
        Counter byOutcome = metrics.counter(OUTCOMES);
        for (OutcomeKind kind : OutcomeKind.values()) {
            if (kind != OutcomeKind.UNKNOWN) {
                outcomes.put(kind, byOutcome.labelValues(kind.name().toLowerCase(Locale.ROOT)));
            }
        }
        this.provisional = metrics.counter(PROVISIONAL);
        this.rejected = metrics.counter(REJECTED);
        this.removed = metrics.counter(REMOVED);
        this.tagged = metrics.counter(TAGGED);
        this.languages = metrics.counter(LANGUAGES);
        this.truncated = metrics.counter(TRUNCATED);
        this.latency = metrics.histogram(LATENCY, LATENCIES);
        this.replacements = metrics.counter(REPLACEMENTS);
        this.setAside = metrics.counter(SET_ASIDE);
        this.restored = metrics.counter(RESTORED);
        metrics.gauge(RESTORE_REMAINING, this::remaining);
    }

    /** Grows with everything that is processed or restored. */
    long work() {
        return work.get();
    }

    /** How many records are still to be restored. */
    long remaining() {
        return remaining.values().stream().mapToLong(Long::longValue).sum();
    }

    @Override
    public void rules(String pipeline, String digest) {
        metrics.info(RULES, pipeline, digest);
    }

    @Override
    public void prepared(Draft draft) {
        work.incrementAndGet();
        (draft.isTick() ? ticks : items).inc();
        if (draft.isRejected()) {
            Throwable cause = draft.settled().cause();
            rejected.labelValues(
                            draft.settled().stage(),
                            causes.label(cause == null ? null : cause.getClass().getSimpleName()))
                    .inc();
        }
    }

    @Override
    public void judged(Judged judged) {
        work.incrementAndGet();
        CounterDataPoint kind = outcomes.get(judged.outcome().getKind());
        if (kind != null) {
            kind.inc();
        }
        if (judged.outcome().getProvisional()) {
            provisional.inc();
        }
        if (judged.publishedAt() != null) {
            Duration took = Duration.between(judged.publishedAt(), clock.instant());
            latency.observe(Math.max(0, took.toMillis()) / 1000.0);
        }
        if (judged.item() != null) {
            emitted(judged.item());
        }
    }

    private void emitted(EnrichedItem item) {
        for (RemovedBlock block : item.getRemoved()) {
            removed.labelValues(classes.label(block.getClass$())).inc();
        }
        tagged.labelValues(topics.label(
                        item.getTopics().isEmpty()
                                ? null
                                : item.getTopics().get(0).getCode()))
                .inc();
        languages.labelValues(codes.label(item.getLanguage())).inc();
        for (String field : item.getTruncated()) {
            truncated.labelValues(fields.label(field)).inc();
        }
    }

    @Override
    public void threadReplaced(Throwable cause) {
        Throwable root = cause;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        replacements.labelValues(causes.label(root.getClass().getSimpleName())).inc();
    }

    @Override
    public void stateSetAside() {
        setAside.inc();
    }

    @Override
    public void onRestoreStart(TopicPartition partition, String store, long start, long end) {
        remaining.put(partition.toString(), Math.max(0, end - start));
    }

    @Override
    public void onBatchRestored(TopicPartition partition, String store, long end, long count) {
        work.addAndGet(count);
        restored.labelValues(store).inc(count);
        remaining.computeIfPresent(partition.toString(), (name, before) -> Math.max(0, before - count));
    }

    @Override
    public void onRestoreEnd(TopicPartition partition, String store, long total) {
        remaining.remove(partition.toString());
    }

    @Override
    public void onRestoreSuspended(TopicPartition partition, String store, long total) {
        remaining.remove(partition.toString());
    }
}
