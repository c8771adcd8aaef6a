package io.feedmill.schemas;

import io.feedmill.avro.EnrichedItem;
import io.feedmill.avro.FeedBoilerplate;
import io.feedmill.avro.FeedStatus;
import io.feedmill.avro.FeedSubscription;
import io.feedmill.avro.ItemOutcome;
import io.feedmill.avro.PreparedItem;
import io.feedmill.avro.RawItem;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.Serdes;

/**
 * All topics of one mill: their names, what their keys mean, what their values are, and how they are set up.
 *
 * @param subscriptions what to poll, by feed id; compacted
 * @param status the producer's memory, by feed id; compacted
 * @param raw every item version as fetched, by site id, and ticks; kept for replay
 * @param prepared between the two halves of the topology; one partition for each shard
 * @param enriched what consumers read, by item id
 * @param copies syndicated copies of stories already emitted, by item id
 * @param outcomes one record for every raw record, by item id
 * @param boilerplate what feeds repeat from item to item, by feed id and rule; compacted
 * @param dead original bytes of what could not be used, with {@code __streams.errors.*} headers (KIP-1034)
 */
public record Topics(
        String prefix,
        SchemaRegistry registry,
        Topic<String, FeedSubscription> subscriptions,
        Topic<String, FeedStatus> status,
        Topic<String, RawItem> raw,
        Topic<String, PreparedItem> prepared,
        Topic<String, EnrichedItem> enriched,
        Topic<String, EnrichedItem> copies,
        Topic<String, ItemOutcome> outcomes,
        Topic<String, FeedBoilerplate> boilerplate,
        Topic<byte[], byte[]> dead) {

    /** A raw record with this header and no value is a tick: its partition holds all that was fetched before its time. */
    public static final String TICK_HEADER = "feedmill-tick";

    /**
     * Says of a raw record when it was published, and of a story made from it the same: milliseconds since the epoch, in
     * decimal. How long the mill took is the time from then to when a reader sees the story.
     */
    public static final String PUBLISHED_HEADER = "feedmill-published";

    /** No record of any topic is larger, in bytes: four times Kafka's default, for long articles. */
    public static final int MAX_RECORD_BYTES = 4 << 20;

    /**
     * @param prefix put before every topic's name; empty for none
     */
    public static Topics of(String prefix, SchemaRegistry registry) {
        return new Topics(
                prefix,
                registry,
                avro(prefix + "feed-subscriptions", FeedSubscription.class, registry),
                avro(prefix + "feed-status", FeedStatus.class, registry),
                avro(prefix + "feed-items-raw", RawItem.class, registry),
                avro(prefix + "feed-items-prepared", PreparedItem.class, registry),
                avro(prefix + "feed-items-enriched", EnrichedItem.class, registry),
                avro(prefix + "feed-items-copies", EnrichedItem.class, registry),
                avro(prefix + "feed-items-outcomes", ItemOutcome.class, registry),
                avro(prefix + "feed-boilerplate", FeedBoilerplate.class, registry),
                new Topic<>(prefix + "feed-items-dead", Serdes.ByteArray(), Serdes.ByteArray()));
    }

    private static <T extends SpecificRecord> Topic<String, T> avro(
            String name, Class<T> type, SchemaRegistry registry) {
        return new Topic<>(name, Serdes.String(), new AvroSerde<>(type, name + "-value", registry));
    }

    /** The names of all topics, in the order of the record's components. */
    public List<String> names() {
        return all().stream().map(Topic::name).toList();
    }

    /**
     * Registers the schemas of all topics.
     *
     * @throws SchemaRegistryException if the registry cannot be reached or refuses one
     */
    public void register() {
        for (Topic<?, ?> topic : all()) {
            if (topic.values() instanceof AvroSerde<?> serde) {
                serde.register();
            }
        }
    }

    /**
     * Makes the topics that are missing. What exists is left as it is.
     *
     * @param rawPartitions how many partitions the raw topic gets; they can never change without a new mill
     * @throws KafkaException if the broker refuses
     */
    public void create(Admin admin, int rawPartitions, short replicationFactor) {
        TopicPlan.of(rawPartitions, replicationFactor).create(admin, this);
    }

    /**
     * How many partitions the raw topic has.
     *
     * @throws KafkaException if there is no such topic, or the broker cannot be reached
     */
    public int rawPartitions(Admin admin) {
        return done(admin.describeTopics(List.of(raw.name())).allTopicNames())
                .get(raw.name())
                .partitions()
                .size();
    }

    private List<Topic<?, ?>> all() {
        return List.of(subscriptions, status, raw, prepared, enriched, copies, outcomes, boilerplate, dead);
    }

    private static <T> T done(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e.getCause());
        }
    }
}
