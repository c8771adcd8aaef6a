package io.feedmill.process;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.JmxReporter;
import org.apache.kafka.common.metrics.KafkaMetric;
import org.apache.kafka.common.metrics.MetricsReporter;

/**
 * Collects the metrics of all Kafka clients that are made with its settings, for as long as the clients live. Kafka makes
 * reporters itself, by their class, so they find what they belong to by a number in their settings.
 */
public final class ClientMetrics implements MetricsReporter {

    private static final String NUMBER = "feedmill.client.metrics";
    private static final AtomicLong NUMBERS = new AtomicLong();
    private static final Map<String, Map<MetricName, KafkaMetric>> ALL = new ConcurrentHashMap<>();

    private Map<MetricName, KafkaMetric> clients = Map.of();

    /** Made by Kafka. */
    public ClientMetrics() {}

    /**
     * Adds to the settings of Kafka clients what lets their metrics be seen.
     *
     * @param metrics shows what is allowed of them
     */
    public static Map<String, String> seen(Map<String, String> kafkaSettings, Metrics metrics) {
        String number = Long.toString(NUMBERS.incrementAndGet());
        Map<MetricName, KafkaMetric> clients = new ConcurrentHashMap<>();
        ALL.put(number, clients);
        metrics.kafka(() -> clients);
        Map<String, String> all = new HashMap<>(kafkaSettings);
        all.merge(
                CommonClientConfigs.METRIC_REPORTER_CLASSES_CONFIG,
                JmxReporter.class.getName() + "," + ClientMetrics.class.getName(),
                (theirs, ours) -> theirs + "," + ClientMetrics.class.getName());
        all.put(NUMBER, number);
        return all;
    }

    @Override
    public void configure(Map<String, ?> settings) {
        clients = ALL.getOrDefault(String.valueOf(settings.get(NUMBER)), new ConcurrentHashMap<>());
    }

    @Override
    public void init(List<KafkaMetric> metrics) {
        metrics.forEach(this::metricChange);
    }

    @Override
    public void metricChange(KafkaMetric metric) {
        clients.put(metric.metricName(), metric);
    }

    @Override
    public void metricRemoval(KafkaMetric metric) {
        clients.remove(metric.metricName(), metric);
    }

    @Override
    public void close() {
        // A client removes its metrics one by one before it closes its reporters.
    }
}
