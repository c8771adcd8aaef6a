package io.feedmill.process;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.instrumentation.jvm.JvmGarbageCollectorMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmMemoryMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmThreadsMetrics;
import io.prometheus.metrics.instrumentation.jvm.ProcessMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import org.apache.kafka.common.MetricName;

/** The metrics of one process. Thread-safe. */
public final class Metrics {

    private static final String[] NO_LABELS = {};

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final KafkaMetrics kafka = new KafkaMetrics();

    public Metrics() {
        JvmMemoryMetrics.builder().register(registry);
        JvmGarbageCollectorMetrics.builder().register(registry);
        JvmThreadsMetrics.builder().register(registry);
        ProcessMetrics.builder().register(registry);
        registry.register(kafka);
    }

    /** What is served. */
    public PrometheusRegistry registry() {
        return registry;
    }

    public Counter counter(Metric metric) {
        return Counter.builder()
                .name(metric.base())
                .help(metric.doc())
                .labelNames(metric.labels().toArray(NO_LABELS))
                .register(registry);
    }

    /** A counter that counts by itself, and is read when it is asked for. */
    public void counter(Metric metric, DoubleSupplier value) {
        CounterWithCallback.builder()
                .name(metric.base())
                .help(metric.doc())
                .callback(callback -> callback.call(value.getAsDouble()))
                .register(registry);
    }

    /**
     * @param bounds of the buckets, in seconds
     */
    public Histogram histogram(Metric metric, double... bounds) {
        return Histogram.builder()
                .name(metric.name())
                .help(metric.doc())
                .labelNames(metric.labels().toArray(NO_LABELS))
                .classicOnly()
                .classicUpperBounds(bounds)
                .register(registry);
    }

    /**
     * A gauge that is read when it is asked for.
     *
     * @param values calls back with each value and its labels
     */
    public void gauge(Metric metric, Consumer<GaugeWithCallback.Callback> values) {
        GaugeWithCallback.builder()
                .name(metric.name())
                .help(metric.doc())
                .labelNames(metric.labels().toArray(NO_LABELS))
                .callback(values)
                .register(registry);
    }

    /** A gauge of one value, without labels. */
    public void gauge(Metric metric, DoubleSupplier value) {
        gauge(metric, callback -> callback.call(value.getAsDouble()));
    }

    /**
     * @param values of the labels, in their order
     */
    public void info(Metric metric, String... values) {
        Info info = Info.builder()
                .name(metric.base())
                .help(metric.doc())
                .labelNames(metric.labels().toArray(NO_LABELS))
                .register(registry);
        info.setLabelValues(values);
    }

    /**
     * Shows what is allowed of Kafka's own metrics.
     *
     * @param clients gives the metrics that there are now, and is asked at each scrape: what has gone is gone
     */
    public void kafka(KafkaSource clients) {
        kafka.add(clients);
    }

    /** A Kafka client, or all clients of a Kafka Streams application. */
    public interface KafkaSource {
        /** What there is now; empty where there is no client. */
        Map<MetricName, ? extends org.apache.kafka.common.Metric> metrics();
    }
}
