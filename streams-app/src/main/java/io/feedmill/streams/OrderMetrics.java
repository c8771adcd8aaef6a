package io.feedmill.streams;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.MeasurableStat;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.common.metrics.stats.CumulativeSum;
import org.apache.kafka.common.metrics.stats.Value;
import org.apache.kafka.streams.StreamsMetrics;

/**
 * What the sequencer shows of itself, among the metrics of Kafka Streams, in the group {@value #GROUP}. For each raw
 * partition, by name: how far it is behind the foremost one, and for how long it has kept items from being released. For all
 * of them: how many items are held, how many were released before their order was certain, how many of those came after
 * their place had been passed, and how often waiting was ended.
 */
final class OrderMetrics implements AutoCloseable {

    static final String GROUP = "feedmill-order";
    static final String LAG = "watermark-lag-ms";
    static final String WAITED_FOR = "waited-for-ms";
    static final String HELD = "held-items";
    static final String PROVISIONAL = "provisional-total";
    static final String LATE = "late-total";
    static final String ENDED_WAITS = "ended-waits-total";
    static final String PARTITION = "raw-partition";

    private final StreamsMetrics metrics;
    private final String prefix;
    private final List<Sensor> sensors = new ArrayList<>();
    private final Sensor[] lag;
    private final Sensor[] waitedFor;
    private final Sensor held;
    private final Sensor provisional;
    private final Sensor late;
    private final Sensor endedWaits;

    /** @param task which runs the sequencer; a tag of each metric */
    OrderMetrics(StreamsMetrics metrics, String task, String rawTopic, int rawPartitions) {
        this.metrics = metrics;
        this.prefix = task + ".";
        lag = new Sensor[rawPartitions];
        waitedFor = new Sensor[rawPartitions];
        for (int partition = 0; partition < rawPartitions; partition++) {
            Map<String, String> tags = new LinkedHashMap<>();
            tags.put("task-id", task);
            tags.put("raw-topic", rawTopic);
            tags.put(PARTITION, Integer.toString(partition));
            lag[partition] = sensor(
                    LAG,
                    "How far the partition's last record is behind that of the foremost partition, in the time of the log",
                    tags,
                    new Value());
            waitedFor[partition] = sensor(
                    WAITED_FOR,
                    "For how long items have been held because the partition has said nothing newer",
                    tags,
                    new Value());
        }
        Map<String, String> tags = Map.of("task-id", task);
        held = sensor(HELD, "How many items wait for their turn", tags, new Value());
        provisional = sensor(
                PROVISIONAL,
                "How many items were released before their order was certain, or after their place",
                tags,
                new CumulativeSum());
        late = sensor(LATE, "How many items came after their place had been passed", tags, new CumulativeSum());
        endedWaits = sensor(
                ENDED_WAITS,
                "How often items were released because a partition said nothing for too long",
                tags,
                new CumulativeSum());
    }

    private Sensor sensor(String name, String description, Map<String, String> tags, MeasurableStat stat) {
        String sensorName = prefix + name + "." + tags.getOrDefault(PARTITION, "");
        Sensor sensor = metrics.addSensor(sensorName, Sensor.RecordingLevel.INFO);
        sensor.add(new MetricName(name, GROUP, description, tags), stat);
        sensors.add(sensor);
        return sensor;
    }

    void partition(int partition, long lagMillis, long waitedForMillis) {
        lag[partition].record(lagMillis);
        waitedFor[partition].record(waitedForMillis);
    }

    void held(long items) {
        held.record(items);
    }

    void released(boolean isProvisional) {
        if (isProvisional) {
            provisional.record();
        }
    }

    void cameLate() {
        late.record();
    }

    void endedWait() {
        endedWaits.record();
    }

    @Override
    public void close() {
        sensors.forEach(metrics::removeSensor);
    }
}
