package io.feedmill.producer;

import io.feedmill.avro.Coordinates;
import io.feedmill.avro.FeedStatus;
import io.feedmill.avro.RawItem;
import io.feedmill.producer.fetch.Locations;
import io.feedmill.schemas.Ids;
import io.feedmill.schemas.SchemaRegistryException;
import io.feedmill.schemas.Topic;
import io.feedmill.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes raw items, the feed's status and ticks, each call in one Kafka transaction: a reader of committed records sees
 * all of a call or nothing. Only one publisher of a transactional id lives at a time; the newest fences the others.
 * Thread-safe: calls wait for each other.
 */
public final class RawPublisher implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RawPublisher.class);

    /** What Kafka adds to a key and a value, at most. */
    private static final int RECORD_OVERHEAD = 512;

    private static final int COMMIT_ATTEMPTS = 3;
    private static final Duration CLOSE = Duration.ofSeconds(5);

    private final String bootstrapServers;
    private final Topics topics;
    private final String transactionalId;
    private final Integer statusPartition;
    private final Map<String, Object> settings;
    private KafkaProducer<byte[], byte[]> producer;

    /**
     * Connects, ends what an earlier publisher of this transactional id left open, and fences it.
     *
     * @param kafkaSettings handed to the Kafka client as they are
     * @throws PublishException if no broker answers, or it refuses
     * @throws IllegalArgumentException if a setting is among them that exactly-once publishing stands on
     */
    public RawPublisher(
            String bootstrapServers, Topics topics, String transactionalId, Map<String, String> kafkaSettings) {
        this(bootstrapServers, topics, transactionalId, null, kafkaSettings);
    }

    /** @param statusPartition where statuses are written; null for where their key belongs */
    RawPublisher(
            String bootstrapServers,
            Topics topics,
            String transactionalId,
            Integer statusPartition,
            Map<String, String> kafkaSettings) {
        this.bootstrapServers = bootstrapServers;
        this.topics = topics;
        this.transactionalId = transactionalId;
        this.statusPartition = statusPartition;
        this.settings = KafkaSettings.producer(bootstrapServers, transactionalId, kafkaSettings);
        open();
    }

    /**
     * Writes the items and the feed's status, all or nothing. The records' timestamps are the items' fetch times, their
     * key is the site. An item too large for the topic is left out and logged, and does not keep the others back.
     *
     * @param status the status of the items' feed; null for none
     * @return where each item is now, in their order; null for one that was left out
     * @throws PublishException if nothing was written
     */
    public List<Coordinates> publish(List<RawItem> items, FeedStatus status) {
        return publish(items, status == null ? List.of() : List.of(status));
    }

    List<Coordinates> publish(List<RawItem> items, List<FeedStatus> statuses) {
        return publish(prepare(items, statuses));
    }

    /** Records that go in one transaction; null for an item that is left out. */
    record Prepared(List<ProducerRecord<byte[], byte[]>> items, List<ProducerRecord<byte[], byte[]>> statuses) {}

    /**
     * Makes the records, and sends nothing.
     *
     * @throws PublishException if there is no schema for them
     */
    Prepared prepare(List<RawItem> items, List<FeedStatus> statuses) {
        try {
            List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
            items.forEach(item -> records.add(record(item)));
            return new Prepared(records, statuses.stream().map(this::record).toList());
        } catch (SchemaRegistryException | SerializationException e) {
            throw new PublishException("nothing was published: " + e.getMessage(), false, e);
        }
    }

    /** Writes that nothing is remembered of feeds any more. */
    synchronized void forget(List<String> feedIds) {
        Topic<String, FeedStatus> topic = topics.status();
        inTransaction(() -> feedIds.stream()
                .map(feedId -> producer.send(new ProducerRecord<>(
                        topic.name(),
                        statusPartition,
                        topic.keys().serializer().serialize(topic.name(), feedId),
                        null)))
                .toList());
    }

    /** @return where each item is now, in their order; null for one that was left out */
    synchronized List<Coordinates> publish(Prepared prepared) {
        List<Future<RecordMetadata>> written = inTransaction(() -> {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (ProducerRecord<byte[], byte[]> item : prepared.items()) {
                sent.add(item == null ? null : producer.send(item));
            }
            prepared.statuses().forEach(producer::send);
            return sent;
        });
        List<Coordinates> coordinates = new ArrayList<>();
        written.forEach(future -> coordinates.add(future == null ? null : coordinates(future)));
        return coordinates;
    }

    /**
     * Appends a tick to every partition of the raw topic: from here on, each holds all that was fetched before.
     *
     * @param at the ticks' timestamp, later than that of any item published before
     * @throws PublishException if none was written
     */
    public synchronized void tick(Instant at) {
        inTransaction(() -> {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (PartitionInfo partition : producer.partitionsFor(topics.raw().name())) {
                TopicPartition raw = new TopicPartition(topics.raw().name(), partition.partition());
                sent.add(producer.send(Ticker.record(raw, at.toEpochMilli())));
            }
            return sent;
        });
    }

    private interface Sending {
        List<Future<RecordMetadata>> send();
    }

    private List<Future<RecordMetadata>> inTransaction(Sending sending) {
        if (producer == null) {
            open();
        }
        try {
            producer.beginTransaction();
            List<Future<RecordMetadata>> sent = sending.send();
            commit();
            return sent;
        } catch (KafkaException e) {
            abort(e);
            throw explained("nothing was published", e);
        }
    }

    /** A commit that times out may have happened or not; asking again is safe and tells. */
    private void commit() {
        for (int attempt = 1; ; attempt++) {
            try {
                producer.commitTransaction();
                return;
            } catch (TimeoutException | InterruptException e) {
                if (attempt == COMMIT_ATTEMPTS || e instanceof InterruptException) {
                    throw e;
                }
            }
        }
    }

    private void abort(KafkaException reason) {
        try {
            if (!isFinal(reason)) {
                producer.abortTransaction();
                return;
            }
        } catch (KafkaException e) {
            reason.addSuppressed(e);
        }
        // What state it is in, nobody knows: the next one's first act is to end what this one left open.
        producer.close(Duration.ZERO);
        producer = null;
    }

    private void open() {
        KafkaProducer<byte[], byte[]> opened = null;
        try {
            opened = new KafkaProducer<>(settings);
            opened.initTransactions();
            producer = opened;
        } catch (KafkaException e) {
            if (opened != null) {
                opened.close(Duration.ZERO);
            }
            throw explained("cannot publish", e);
        }
    }

    private PublishException explained(String what, KafkaException e) {
        if (e instanceof ProducerFencedException || e instanceof InvalidProducerEpochException) {
            return PublishException.fenced(
                    what + ": another producer with the transactional id \"" + transactionalId + "\" has taken over",
                    e);
        }
        if (e instanceof AuthorizationException || e instanceof AuthenticationException) {
            return new PublishException(
                    what + ": the broker at " + bootstrapServers + " does not allow it: " + e.getMessage(), true, e);
        }
        if (e instanceof TimeoutException) {
            return new PublishException(
                    what + ": no Kafka broker answers at " + bootstrapServers
                            + "; check that it runs and that the address is right (" + e.getMessage() + ")",
                    false,
                    e);
        }
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return new PublishException(what + ": " + cause.getMessage(), false, e);
    }

    private static boolean isFinal(KafkaException e) {
        return e instanceof ProducerFencedException
                || e instanceof InvalidProducerEpochException
                || e instanceof AuthorizationException
                || e instanceof AuthenticationException;
    }

    private ProducerRecord<byte[], byte[]> record(RawItem item) {
        Topic<String, RawItem> raw = topics.raw();
        byte[] key =
                raw.keys().serializer().serialize(raw.name(), item.getFeed().getSiteId());
        byte[] value = raw.values().serializer().serialize(raw.name(), item);
        if (key.length + value.length + RECORD_OVERHEAD > Topics.MAX_RECORD_BYTES) {
            LOG.warn(
                    "An item of {} is too large to publish and was left out: {} bytes, the limit is {}; its guid is {}",
                    item.getFeed().getUrl(),
                    value.length,
                    Topics.MAX_RECORD_BYTES,
                    item.getGuid());
            return null;
        }
        byte[] now = Long.toString(System.currentTimeMillis()).getBytes(StandardCharsets.US_ASCII);
        return new ProducerRecord<>(
                raw.name(),
                null,
                item.getFetchedAt().toEpochMilli(),
                key,
                value,
                List.of(new RecordHeader(Topics.PUBLISHED_HEADER, now)));
    }

    private ProducerRecord<byte[], byte[]> record(FeedStatus status) {
        Topic<String, FeedStatus> topic = topics.status();
        byte[] key = topic.keys().serializer().serialize(topic.name(), Ids.feedId(Locations.url(status.getUrl())));
        byte[] value = topic.values().serializer().serialize(topic.name(), status);
        return new ProducerRecord<>(topic.name(), statusPartition, key, value);
    }

    private static Coordinates coordinates(Future<RecordMetadata> written) {
        try {
            RecordMetadata metadata = written.get();
            return new Coordinates(metadata.topic(), metadata.partition(), metadata.offset());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("committed, so written", e);
        }
    }

    /** Gives up what is not committed. */
    @Override
    public synchronized void close() {
        if (producer != null) {
            producer.close(CLOSE);
            producer = null;
        }
    }
}
