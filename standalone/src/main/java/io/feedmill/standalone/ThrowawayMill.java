package io.feedmill.standalone;

import io.feedmill.avro.Coordinates;
import io.feedmill.avro.RawItem;
import io.feedmill.producer.RawPublisher;
import io.feedmill.schemas.LocalSchemaRegistry;
import io.feedmill.schemas.Topics;
import io.feedmill.streams.Mill;
import io.feedmill.streams.MillSettings;
import io.feedmill.streams.RuleBook;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/**
 * A mill for one batch. It has a broker of its own in a temporary folder, or topics of its own on a broker that is
 * there; either way nothing is left of it when it is closed.
 */
final class ThrowawayMill implements AutoCloseable {
    /** A batch is complete: nothing is to be released before its order is certain. */
    private static final Duration NEVER = Duration.ofDays(1);

    private static final int ADMIN_TIMEOUT_SECONDS = 30;

    private final Parts parts = new Parts();
    private final String prefix;
    private final String bootstrapServers;
    private final Topics topics;
    private final Mill mill;
    private final RawPublisher publisher;

    /**
     * Starts it, which takes a few seconds.
     *
     * @param servers a broker to use; null for one of its own
     * @param partitions of the raw topic
     * @param threads of the streams app
     * @param rules what is boilerplate, and what words earn which topic
     */
    ThrowawayMill(String servers, int partitions, int threads, RuleBook rules) {
        try {
            TemporaryFolder folder = parts.add(TemporaryFolder.make());
            if (servers == null) {
                prefix = "";
                bootstrapServers = parts.add(EmbeddedKafka.start(folder.path().resolve("kafka"), 0))
                        .bootstrapServers();
            } else {
                byte[] unique = new byte[6];
                new SecureRandom().nextBytes(unique);
                prefix = "feedmill-throwaway-" + HexFormat.of().formatHex(unique) + "-";
                bootstrapServers = servers;
                parts.add(() -> cleanUp(servers, prefix));
            }
            topics = Topics.of(prefix, new LocalSchemaRegistry(null));
            topics.register();
            try (Admin admin = admin(bootstrapServers)) {
                topics.create(admin, partitions, (short) 1);
            }
            mill = Mill.start(new MillSettings(
                            bootstrapServers,
                            topics,
                            prefix + "feedmill",
                            prefix + "feedmill-1",
                            folder.path().resolve("streams"),
                            threads,
                            NEVER,
                            servers == null ? EmbeddedKafka.QUICK_STREAMS : Map.of())
                    .withRules(rules));
            parts.add(mill::leave);
            publisher = parts.add(new RawPublisher(bootstrapServers, topics, prefix + "feedmill-publisher", Map.of()));
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    /** The prefix of its topics; empty for a mill with a broker of its own. */
    String prefix() {
        return prefix;
    }

    Topics topics() {
        return topics;
    }

    /** Puts the items on the raw topic in one transaction, and says where each of them stands there. */
    List<Coordinates> publish(List<RawItem> items) {
        return publisher.publish(items, null);
    }

    /** Tells the mill that no item follows that was fetched before this time. */
    void tick(Instant at) {
        publisher.tick(at);
    }

    /** Reads from the beginning what comes out. */
    TopicReader results() {
        return new TopicReader(bootstrapServers, null, List.of(topics.outcomes(), topics.enriched(), topics.copies()));
    }

    /** @throws FeedmillException if nothing more will come out */
    void check() {
        if (mill.broken().isDone()) {
            throw new FeedmillException("the mill broke (%s): see what is wrong with --debug"
                    .formatted(mill.broken().join().getMessage()));
        }
    }

    /** Stops it and takes away all that was made for it. May be called more than once, from any thread. */
    @Override
    public void close() {
        parts.close();
    }

    private static Admin admin(String bootstrapServers) {
        return Admin.create(Map.of("bootstrap.servers", bootstrapServers));
    }

    private static void cleanUp(String bootstrapServers, String prefix)
            throws InterruptedException, ExecutionException, TimeoutException {
        try (Admin admin = admin(bootstrapServers)) {
            Set<String> ours = admin.listTopics().names().get(ADMIN_TIMEOUT_SECONDS, TimeUnit.SECONDS).stream()
                    .filter(name -> name.startsWith(prefix))
                    .collect(Collectors.toSet());
            admin.deleteTopics(ours).all().get(ADMIN_TIMEOUT_SECONDS, TimeUnit.SECONDS);
            admin.deleteConsumerGroups(List.of(prefix + "feedmill")).all().get(ADMIN_TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof GroupIdNotFoundException)) {
                throw e;
            }
        }
    }
}
