package io.feedmill.producer;

import io.feedmill.avro.FeedStatus;
import io.feedmill.schemas.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The producer's memory, as it stands in the compacted topic {@code feed-status}: share by share. Not thread-safe. */
final class StatusLog implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StatusLog.class);

    private final Topics topics;
    private final Admin admin;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final int shares;

    /**
     * @param admin not closed here
     * @throws PublishException if no broker answers, or the topic is missing
     */
    StatusLog(String bootstrapServers, Topics topics, Map<String, String> kafkaSettings, Admin admin) {
        this.topics = topics;
        this.admin = admin;
        this.consumer = new KafkaConsumer<>(KafkaSettings.consumer(bootstrapServers, kafkaSettings));
        try {
            this.shares = CompactedTopic.partitions(consumer, topics.status()).size();
        } catch (PublishException e) {
            consumer.close();
            throw e;
        }
    }

    /** How many shares there are. */
    int shares() {
        return shares;
    }

    /**
     * All that is remembered of a share's feeds. Waits for transactions that are still open: their end decides what is
     * remembered.
     *
     * @return by feed id; whoever asked may change it
     */
    Map<String, FeedStatus> read(int share) {
        Map<String, FeedStatus> byFeed = new HashMap<>();
        int[] elsewhere = {0};
        try {
            TopicPartition partition = new TopicPartition(topics.status().name(), share);
            // Not the consumer's own idea of the end, which is before the first open transaction.
            long end = admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
                    .partitionResult(partition)
                    .get()
                    .offset();
            CompactedTopic.fromTheBeginning(consumer, List.of(partition));
            CompactedTopic.readTo(Map.of(partition, end), consumer, topics.status(), entry -> {
                if (entry.value() == null) {
                    // Without its memory the feed is read as if for the first time; the mill knows repeats.
                    byFeed.remove(entry.key());
                    return;
                }
                byFeed.put(entry.key(), entry.value());
                elsewhere[0] += Share.of(entry.value().getUrl(), shares) == share ? 0 : 1;
            });
        } catch (ExecutionException e) {
            throw unread(e.getCause());
        } catch (KafkaException e) {
            throw unread(e);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
        if (elsewhere[0] > 0) {
            LOG.warn(
                    "{} records in partition {} of {} belong to other partitions, and are not remembered there. Was the"
                            + " number of partitions changed? Each feed among them is read as if for the first time.",
                    elsewhere[0],
                    share,
                    topics.status().name());
        }
        return byFeed;
    }

    private PublishException unread(Throwable e) {
        return new PublishException("cannot read " + topics.status().name() + ": " + e.getMessage(), false, e);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
