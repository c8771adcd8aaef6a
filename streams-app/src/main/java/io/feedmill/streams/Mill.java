package io.feedmill.streams;

import io.feedmill.process.Health;
import io.feedmill.process.KafkaDefaults;
import io.feedmill.process.Metrics;
import io.feedmill.schemas.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running mill: the topology on a Kafka Streams client, exactly once. A thread that dies is replaced, three times in
 * five minutes; after that the mill is broken, and its process should end and be started again.
 */
public final class Mill implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Mill.class);
    private static final int REPLACEMENTS = 3;
    private static final Duration REPLACEMENT_PERIOD = Duration.ofMinutes(5);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(30);

    private final KafkaStreams streams;
    private final Witness witness;
    private final CompletableFuture<Void> running = new CompletableFuture<>();
    private final CompletableFuture<Throwable> broken = new CompletableFuture<>();
    private final Deque<Long> replacements = new ArrayDeque<>();
    private MillHealth watch;

    private Mill(KafkaStreams streams, Witness witness) {
        this.streams = streams;
        this.witness = witness;
    }

    /**
     * Starts a mill and returns while it is still joining its group.
     *
     * @throws KafkaException if the cluster cannot be reached, or the raw topic is missing
     * @throws UncheckedIOException if the folder for state cannot be used
     */
    public static Mill start(MillSettings settings) {
        return start(settings, Witness.NONE);
    }

    /**
     * As above, and shows in probes and metrics how it is doing, until it is closed.
     *
     * @param admin asks every few seconds how far the mill is; to be closed after it
     * @param patience after how long without progress, though there is work and Kafka answers, it is not live
     */
    public static Mill start(MillSettings settings, Health health, Metrics metrics, Admin admin, Duration patience) {
        StreamMetrics counted = new StreamMetrics(metrics, InstantSource.system());
        Mill mill = start(settings, counted);
        mill.watch = new MillHealth(mill, settings, counted, admin, InstantSource.system(), patience);
        mill.watch.start(health, metrics);
        return mill;
    }

    /** As above, and tells a witness what it does. */
    static Mill start(MillSettings settings, Witness witness) {
        settings.topics().register();
        Properties properties = properties(settings);
        int rawPartitions = rawPartitions(settings);
        RuleBook rules = settings.rules();
        witness.rules(version(), rules.digest());
        MillTopology topology = new MillTopology(
                settings.topics(),
                rawPartitions,
                settings.orderWait(),
                settings.memory(),
                rules.stripper(),
                rules.tagger(),
                new Assembly(version(), rules.digest()),
                witness);
        Topology built = topology.build(properties);
        InternalTopics.check(settings, rawPartitions, built);
        try {
            return start(built, properties, witness);
        } catch (ProcessorStateException e) {
            // Broken state cannot be opened by trying again, and all of it is on the cluster.
            setAside(settings.stateDir(), settings.applicationId(), e);
            witness.stateSetAside();
            return start(topology.build(properties), properties, witness);
        }
    }

    private static Mill start(Topology topology, Properties properties, Witness witness) {
        KafkaStreams streams = new KafkaStreams(topology, properties);
        Mill mill = new Mill(streams, witness);
        streams.setGlobalStateRestoreListener(witness);
        streams.setStateListener((now, before) -> {
            if (now == KafkaStreams.State.RUNNING) {
                mill.running.complete(null);
            } else if (now == KafkaStreams.State.ERROR) {
                mill.isBroken(new KafkaException("the mill's last stream thread has died; see the log"));
            }
        });
        streams.setUncaughtExceptionHandler(mill::replaceThread);
        try {
            streams.start();
        } catch (RuntimeException e) {
            streams.close(Duration.ofSeconds(5));
            throw e;
        }
        return mill;
    }

    /**
     * Waits until the mill has its tasks and has restored their state.
     *
     * @throws KafkaException if that takes longer, or the mill breaks
     */
    public void awaitRunning(Duration timeout) {
        try {
            running.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new KafkaException(
                    "the mill was not running after " + timeout.toSeconds() + " s, but " + streams.state());
        } catch (ExecutionException e) {
            throw new KafkaException("the mill has stopped: " + e.getCause().getMessage(), e.getCause());
        } catch (InterruptedException e) {
            throw new org.apache.kafka.common.errors.InterruptException(e);
        }
    }

    /** The streams client, to be looked at. */
    KafkaStreams streams() {
        return streams;
    }

    /** Completes with the reason once the mill can go on no more. */
    public CompletableFuture<Throwable> broken() {
        return broken;
    }

    /** Commits what is done and stops; the group remembers this member for its return. Idempotent. */
    @Override
    public void close() {
        close(CLOSE_TIMEOUT, false);
    }

    /**
     * Stops, and does not wait for longer than this.
     *
     * @param forGood whether the other members take over at once, rather than that the group remembers this one
     * @return whether it has stopped
     */
    boolean close(Duration timeout, boolean forGood) {
        if (watch != null) {
            watch.close();
        }
        return streams.close(CloseOptions.timeout(timeout)
                .withGroupMembershipOperation(
                        forGood
                                ? CloseOptions.GroupMembershipOperation.LEAVE_GROUP
                                : CloseOptions.GroupMembershipOperation.REMAIN_IN_GROUP));
    }

    /** Stops for good: the other members take over at once, and the group can be deleted. */
    public void leave() {
        close(CLOSE_TIMEOUT, true);
    }

    private synchronized StreamThreadExceptionResponse replaceThread(Throwable fault) {
        if (isFenced(fault)) {
            // A thread in its place would only drive the other out in turn.
            isBroken(fault);
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
        long now = System.nanoTime();
        replacements.removeIf(then -> now - then > REPLACEMENT_PERIOD.toNanos());
        replacements.add(now);
        if (replacements.size() <= REPLACEMENTS) {
            witness.threadReplaced(fault);
            LOG.warn(
                    "A stream thread died and is replaced ({} of {} in five minutes)",
                    replacements.size(),
                    REPLACEMENTS,
                    fault);
            return StreamThreadExceptionResponse.REPLACE_THREAD;
        }
        LOG.error("Stream threads keep dying; the mill stops. Its process should be started again", fault);
        isBroken(fault);
        return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }

    /** Whether it says that another process has joined the group under the name of this one. */
    static boolean isFenced(Throwable fault) {
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (cause instanceof FencedInstanceIdException) {
                return true;
            }
        }
        return false;
    }

    private void isBroken(Throwable reason) {
        broken.complete(reason);
        running.completeExceptionally(reason);
    }

    /** What the mill's streams client is configured with; a new object each time. */
    public static Properties properties(MillSettings settings) {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, settings.applicationId());
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
        properties.put(StreamsConfig.STATE_DIR_CONFIG, settings.stateDir().toString());
        properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, settings.threads());
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        properties.put(StreamsConfig.DEFAULT_TIMESTAMP_EXTRACTOR_CLASS_CONFIG, AnyTimestamp.class.getName());

        // The three doors. The production handler is Streams' own, which fails: sizes are guarded before each sink.
        properties.put(
                StreamsConfig.ERRORS_DEAD_LETTER_QUEUE_TOPIC_NAME_CONFIG,
                settings.topics().dead().name());
        properties.put(
                StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG,
                SkipUnlessTheRegistryIsSilent.class.getName());
        properties.put(
                StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, ContinueUnlessTheMillIsIll.class.getName());

        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG), settings.instanceId());
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), 128 << 10);
        // Streams lingers for 100 ms by default; commits flush anyway, and readers wait.
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 5);
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), Topics.MAX_RECORD_BYTES);
        properties.put(
                StreamsConfig.topicPrefix(TopicConfig.MAX_MESSAGE_BYTES_CONFIG),
                Integer.toString(Topics.MAX_RECORD_BYTES + 4096));
        properties.put(
                StreamsConfig.topicPrefix(TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG),
                Long.toString(Long.MAX_VALUE));
        properties.putAll(KafkaDefaults.PATIENCE);
        properties.putAll(KafkaDefaults.TRANSACTIONS);
        properties.putAll(settings.kafka());
        return properties;
    }

    private static int rawPartitions(MillSettings settings) {
        Properties admin = new Properties();
        admin.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
        admin.putAll(settings.kafka());
        try (Admin client = Admin.create(admin)) {
            return settings.topics().rawPartitions(client);
        } catch (UnknownTopicOrPartitionException e) {
            throw new KafkaException(
                    "there is no topic " + settings.topics().raw().name() + " on " + settings.bootstrapServers()
                            + ": create the mill's topics first",
                    e);
        }
    }

    private static void setAside(Path stateDir, String applicationId, ProcessorStateException cause) {
        Path broken = stateDir.resolve(applicationId);
        Path aside = stateDir.resolve(applicationId + ".corrupt-" + System.currentTimeMillis());
        LOG.warn(
                "State in {} cannot be opened; it is set aside as {} and restored from the cluster",
                broken,
                aside,
                cause);
        try {
            Files.move(broken, aside);
        } catch (IOException e) {
            throw new UncheckedIOException("broken state cannot be set aside; delete " + broken + " by hand", e);
        }
    }

    static String version() {
        String version = Mill.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
