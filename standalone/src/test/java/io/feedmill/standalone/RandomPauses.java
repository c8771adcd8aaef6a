package io.feedmill.standalone;

import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Makes some partitions slow: whoever reads from them is held up for a while, now and then for longer. Which, and how
 * long, follows from a seed.
 */
public final class RandomPauses implements ConsumerInterceptor<byte[], byte[]> {

    static final String SEED = "random.pauses.seed";
    static final String LONGEST_MILLIS = "random.pauses.longest.ms";

    private Random random;
    private Set<Integer> slow;
    private int longest;

    @Override
    public void configure(Map<String, ?> settings) {
        long seed = Long.parseLong(settings.get(SEED).toString());
        longest = Integer.parseInt(settings.get(LONGEST_MILLIS).toString());
        int first = new Random(seed).nextInt(3);
        slow = Set.of(first);
        // Threads differ, or they would all pause alike.
        random = new Random(seed ^ Thread.currentThread().getName().hashCode());
    }

    @Override
    public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> records) {
        boolean ofSlow = records.partitions().stream().anyMatch(partition -> slow.contains(partition.partition()));
        int most = ofSlow ? longest : longest / 10;
        try {
            Thread.sleep(random.nextInt(8) == 0 ? random.nextInt(most + 1) : random.nextInt(most / 10 + 1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return records;
    }

    @Override
    public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {
        // Nothing to do.
    }

    @Override
    public void close() {
        // Nothing to do.
    }
}
