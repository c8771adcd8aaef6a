package io.feedmill.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.junit.jupiter.api.Test;

class KafkaMetricsTest {

    private final Map<MetricName, Metric> kafka = new HashMap<>();
    private final PrometheusRegistry registry = new PrometheusRegistry();

    KafkaMetricsTest() {
        KafkaMetrics metrics = new KafkaMetrics();
        metrics.add(() -> kafka);
        registry.register(metrics);
    }

    @Test
    void showsWhatIsAllowedUnderTheNamesThatOthersKnow() throws IOException {
        put("stream-thread-metrics", "process-total", Map.of("thread-id", "mill-9f2c-StreamThread-1"), 12.0);
        put("stream-metrics", "client-state", Map.of("client-id", "mill-9f2c", "process-id", "9f2c"), 2);
        put(
                "consumer-fetch-manager-metrics",
                "records-lag-max",
                Map.of("client-id", "mill-9f2c-StreamThread-1-consumer"),
                7.0);
        assertEquals(
                Set.of(
                        "kafka_stream_thread_process_total{thread_id=\"StreamThread-1\"} 12.0",
                        "kafka_stream_client_state 2.0",
                        "kafka_consumer_fetch_manager_records_lag_max{client_id=\"StreamThread-1-consumer\"} 7.0"),
                scrape());
    }

    @Test
    void leavesOutWhatIsNotAllowedAndWhatHasNoNumber() throws IOException {
        put("stream-state-metrics", "num-entries-active-mem-table", Map.of("task-id", "0_0"), 5.0);
        put("stream-thread-metrics", "commit-latency-max", Map.of("thread-id", "t"), Double.NaN);
        put("stream-metrics", "client-state", Map.of(), "RUNNING");
        assertEquals(Set.of(), scrape());
    }

    @Test
    void addsUpCountersAndTakesTheLargestGaugeOfClientsWithOneName() throws IOException {
        put("stream-metrics", "client-state", Map.of("client-id", "a"), 2);
        put("stream-metrics", "client-state", Map.of("client-id", "b"), 1);
        put("producer-metrics", "record-send-total", Map.of("client-id", "x-StreamThread-1-producer", "n", "1"), 3.0);
        put("producer-metrics", "record-send-total", Map.of("client-id", "y-StreamThread-1-producer", "n", "2"), 4.0);
        assertEquals(
                Set.of(
                        "kafka_stream_client_state 2.0",
                        "kafka_producer_record_send_total{client_id=\"StreamThread-1-producer\"} 7.0"),
                scrape());
    }

    @Test
    void forgetsWhatHasGone() throws IOException {
        for (int task = 0; task < 100; task++) {
            MetricName name = put("stream-task-metrics", "dropped-records-total", Map.of("task-id", "0_" + task), 0.0);
            assertEquals(1, scrape().size());
            kafka.remove(name);
        }
        assertTrue(scrape().isEmpty());
    }

    @Test
    void hasNoNameTwiceAndNothingOfRocksDb() {
        Set<String> names = new HashSet<>();
        for (KafkaMetrics.Allowed each : KafkaMetrics.ALLOWED) {
            assertTrue(names.add(each.exported()), each.exported());
            assertFalse(each.group().equals("stream-state"), each.exported());
            assertEquals(each.counter(), each.name().endsWith("-total"), each.exported());
        }
    }

    private MetricName put(String group, String name, Map<String, String> tags, Object value) {
        MetricName metricName = new MetricName(name, group, "", tags);
        kafka.put(metricName, new Metric() {
            @Override
            public MetricName metricName() {
                return metricName;
            }

            @Override
            public Object metricValue() {
                return value;
            }
        });
        return metricName;
    }

    private Set<String> scrape() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrometheusTextFormatWriter.create().write(out, registry.scrape());
        return out.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.startsWith("#"))
                .collect(Collectors.toSet());
    }
}
