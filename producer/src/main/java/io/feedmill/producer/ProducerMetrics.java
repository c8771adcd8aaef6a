package io.feedmill.producer;

import io.feedmill.process.Health;
import io.feedmill.process.Metric;
import io.feedmill.process.Metrics;
import io.feedmill.producer.fetch.FailureKind;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** What a producer counts, as Prometheus sees it. It is the listener of that producer. */
public final class ProducerMetrics implements Consumer<PollReport> {

    static final Metric POLLS = Metric.counter(
            "feedmill_polls_total",
            List.of("outcome"),
            false,
            "Polls that have ended: published, unchanged, failed (the feed could not be read), not_published (Kafka did not"
                    + " take it) or stopped.");

    static final Metric FAILURES = Metric.counter(
            "feedmill_poll_failures_total",
            List.of("kind"),
            false,
            "Polls whose feed could not be read, by the kind of failure.");

    static final Metric DURATION = Metric.histogram(
            "feedmill_poll_duration_seconds", List.of(), false, "How long polls took, publishing included.");

    static final Metric PUBLISHED = Metric.counter(
            "feedmill_published_items_total", List.of(), false, "Items that were published to the raw topic.");

    static final Metric FETCHED = Metric.counter(
            "feedmill_fetched_bytes_total",
            List.of(),
            false,
            "Bytes of the documents that were read, decompressed. What has not changed is not sent, and not counted.");

    static final Metric PARSED = Metric.counter(
            "feedmill_parsed_items_total",
            List.of(),
            false,
            "Items in the documents that were read, whether they were known or not.");

    static final Metric PUBLISHING = Metric.histogram(
            "feedmill_publish_duration_seconds",
            List.of(),
            false,
            "How long Kafka took to acknowledge and commit what was published of a poll.");

    static final Metric FEEDS = Metric.gauge(
            "feedmill_feeds",
            List.of("state"),
            false,
            "Feeds this producer polls: ok, or failing, which are those whose last poll failed.");

    static final Metric UNDER_WAY =
            Metric.gauge("feedmill_polls_under_way", List.of(), false, "Feeds that are being polled now.");

    static final Metric LATENESS = Metric.gauge(
            "feedmill_poll_lateness_seconds",
            List.of(),
            false,
            "For how long the feed has been due that has waited longest. More than minutes: too few readers, or too many"
                    + " feeds on one host.");

    static final Metric SHARES = Metric.gauge(
            "feedmill_shares",
            List.of("kind"),
            false,
            "Into how many shares all feeds are divided (all), and how many of them this producer holds (held).");

    static final Metric TAKEOVERS = Metric.counter(
            "feedmill_shares_taken_total",
            List.of(),
            false,
            "How often this producer has taken a share of the feeds, at its start included.");

    static final Metric LAST_POLL =
            Metric.gauge("feedmill_last_poll_timestamp_seconds", List.of(), true, "When a poll last ended.");

    static final Metric LAST_PUBLISHED = Metric.gauge(
            "feedmill_last_published_timestamp_seconds", List.of(), true, "When items were last published.");

    static final Metric LAST_TICK = Metric.gauge(
            "feedmill_last_tick_timestamp_seconds",
            List.of(),
            true,
            "When the raw partitions were last told that they are complete.");

    /** All of them, in the order of the reference. */
    static final List<Metric> ALL = List.of(
            POLLS,
            FAILURES,
            DURATION,
            FETCHED,
            PARSED,
            PUBLISHED,
            PUBLISHING,
            FEEDS,
            UNDER_WAY,
            LATENESS,
            SHARES,
            TAKEOVERS,
            LAST_POLL,
            LAST_PUBLISHED,
            LAST_TICK);

    private static final double[] DURATIONS = {0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 30, 60};

    private final Metrics metrics;
    private final Map<PollReport.Outcome, CounterDataPoint> polls = new EnumMap<>(PollReport.Outcome.class);
    private final Map<FailureKind, CounterDataPoint> failures = new EnumMap<>(FailureKind.class);
    private final Histogram duration;
    private final Counter fetched;
    private final Counter parsed;
    private final Counter published;
    private final Histogram publishing;

    /** Counts from now on. */
    public ProducerMetrics(Metrics metrics) {
        this.metrics = metrics;
        Counter byOutcome = metrics.counter(POLLS);
        for (PollReport.Outcome outcome : PollReport.Outcome.values()) {
            polls.put(outcome, byOutcome.labelValues(label(outcome)));
        }
        Counter byKind = metrics.counter(FAILURES);
        for (FailureKind kind : FailureKind.values()) {
            failures.put(kind, byKind.labelValues(label(kind)));
        }
        this.duration = metrics.histogram(DURATION, DURATIONS);
        this.fetched = metrics.counter(FETCHED);
        this.parsed = metrics.counter(PARSED);
        this.published = metrics.counter(PUBLISHED);
        this.publishing = metrics.histogram(PUBLISHING, DURATIONS);
    }

    /**
     * Shows how a producer is doing, in metrics and in probes, whenever it is asked.
     *
     * @param patience how long nothing may be polled though something is due, before it is not live
     */
    public void show(FeedProducer producer, Health health, BooleanSupplier kafkaAnswers, Duration patience) {
        show(producer::state, metrics);
        new ProducerHealth(producer::state, kafkaAnswers, InstantSource.system(), patience).start(health);
    }

    static void show(Supplier<ProducerState> state, Metrics metrics) {
        metrics.gauge(FEEDS, values -> {
            ProducerState now = state.get();
            values.call(now.feeds() - now.failing(), "ok");
            values.call(now.failing(), "failing");
        });
        metrics.gauge(UNDER_WAY, () -> state.get().underWay());
        metrics.gauge(
                LATENESS,
                () -> state.get().behind() == null ? 0 : state.get().behind().toMillis() / 1000.0);
        metrics.gauge(SHARES, values -> {
            ProducerState now = state.get();
            values.call(now.shares(), "all");
            values.call(now.held().size(), "held");
        });
        metrics.counter(TAKEOVERS, () -> state.get().opened());
        time(LAST_POLL, state, ProducerState::lastPollAt, metrics);
        time(LAST_PUBLISHED, state, ProducerState::lastPublishedAt, metrics);
        time(LAST_TICK, state, ProducerState::lastTickAt, metrics);
    }

    private static void time(
            Metric metric, Supplier<ProducerState> state, Function<ProducerState, Instant> time, Metrics metrics) {
        metrics.gauge(metric, values -> {
            Instant at = time.apply(state.get());
            if (at != null) {
                values.call(at.toEpochMilli() / 1000.0);
            }
        });
    }

    @Override
    public void accept(PollReport report) {
        polls.get(report.outcome()).inc();
        if (report.failure() != null) {
            failures.get(report.failure()).inc();
        }
        if (report.took() != null) {
            duration.observe(report.took().toMillis() / 1000.0);
        }
        fetched.inc(report.bytes());
        parsed.inc(report.parsed());
        published.inc(report.items());
        if (report.publishing() != null) {
            publishing.observe(report.publishing().toNanos() / 1e9);
        }
    }

    private static String label(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
