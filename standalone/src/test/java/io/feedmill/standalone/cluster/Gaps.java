package io.feedmill.standalone.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Watches a topic as a reader of committed records, and notes when something came. */
final class Gaps implements AutoCloseable {

    private final Thread thread;
    private final List<Long> arrivals = new ArrayList<>();
    private volatile boolean running = true;

    Gaps(String bootstrapServers, String topic) {
        thread = new Thread(() -> watch(bootstrapServers, topic), "gaps");
        thread.setDaemon(true);
        thread.start();
    }

    private void watch(String bootstrapServers, String topic) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList());
            consumer.seekToBeginning(consumer.assignment());
            while (running) {
                if (!consumer.poll(Duration.ofMillis(20)).isEmpty()) {
                    synchronized (arrivals) {
                        arrivals.add(System.nanoTime());
                    }
                }
            }
        } catch (KafkaException e) { // also where it is interrupted
            if (running) {
                throw e;
            }
        }
    }

    /** The longest time without a new record from a moment on. */
    Duration longestSince(long nanos) {
        synchronized (arrivals) {
            long longest = 0;
            long before = nanos;
            for (long arrival : arrivals) {
                if (arrival > before) {
                    longest = Math.max(longest, arrival - before);
                    before = arrival;
                }
            }
            return Duration.ofNanos(longest);
        }
    }

    @Override
    public void close() {
        running = false;
        thread.interrupt();
    }
}
