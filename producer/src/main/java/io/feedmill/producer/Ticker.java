package io.feedmill.producer;

import io.feedmill.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * Appends ticks to the raw topic: one to each partition, all stamped alike, later than every record there, whoever wrote
 * it and whatever their clock says. Ticks are in no transaction: one more of them, or one too late, says nothing wrong,
 * and a producer that dies between two of them keeps no reader waiting. Not thread-safe.
 */
final class Ticker implements AutoCloseable {

    private static final Duration CLOSE = Duration.ofSeconds(5);

    private final String topic;
    private final Admin admin;
    private final KafkaProducer<byte[], byte[]> producer;

    /** @param admin not closed here */
    Ticker(String bootstrapServers, Topics topics, Map<String, String> kafkaSettings, Admin admin) {
        this.topic = topics.raw().name();
        this.admin = admin;
        this.producer = new KafkaProducer<>(KafkaSettings.writer(bootstrapServers, kafkaSettings));
    }

    /**
     * Returns when all ticks are written.
     *
     * @param now the ticks' timestamp, where nothing in the topic is later
     * @return the ticks' timestamp
     * @throws PublishException if one was not written
     */
    Instant tick(Instant now) {
        try {
            List<TopicPartition> partitions = new ArrayList<>();
            for (PartitionInfo partition : producer.partitionsFor(topic)) {
                partitions.add(new TopicPartition(topic, partition.partition()));
            }
            long at = Math.max(now.toEpochMilli(), latest(partitions) + 1);
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            partitions.forEach(partition -> sent.add(producer.send(record(partition, at))));
            for (Future<RecordMetadata> each : sent) {
                each.get();
            }
            return Instant.ofEpochMilli(at);
        } catch (ExecutionException e) {
            throw notWritten(e.getCause());
        } catch (KafkaException e) {
            throw notWritten(e);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    /** The latest timestamp in the topic, committed or not; before all time where it is empty. */
    private long latest(List<TopicPartition> partitions) throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        partitions.forEach(partition -> asked.put(partition, OffsetSpec.maxTimestamp()));
        return admin.listOffsets(asked).all().get().values().stream()
                .mapToLong(ListOffsetsResultInfo::timestamp)
                .max()
                .orElse(-1);
    }

    static ProducerRecord<byte[], byte[]> record(TopicPartition partition, long at) {
        ProducerRecord<byte[], byte[]> tick =
                new ProducerRecord<>(partition.topic(), partition.partition(), at, (byte[]) null, (byte[]) null);
        tick.headers().add(new RecordHeader(Topics.TICK_HEADER, new byte[0]));
        return tick;
    }

    private PublishException notWritten(Throwable e) {
        return new PublishException("no tick was written to " + topic + ": " + e.getMessage(), false, e);
    }

    @Override
    public void close() {
        producer.close(CLOSE);
    }
}
