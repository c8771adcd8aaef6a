package io.feedmill.schemas;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * How the topics of a mill are made, and whether those that exist are so.
 *
 * @param partitions of the raw topic and of those that follow it; they can never change without a new mill
 * @param replicationFactor how many brokers hold each partition
 * @param minInsyncReplicas how many of them must have a record before it is taken as written
 * @param rawKept how long raw items are kept, by their fetch time; null for ever. Replay reaches back as far.
 * @param enrichedKept how long enriched items and copies are kept, by their fetch time; null for ever
 * @param outcomesKept how long outcomes are kept after they were written; null for ever
 * @param deadKept how long dead letters are kept, by the fetch time of their item; null for ever
 */
public record TopicPlan(
        int partitions,
        short replicationFactor,
        int minInsyncReplicas,
        Duration rawKept,
        Duration enrichedKept,
        Duration outcomesKept,
        Duration deadKept) {

    /** Kept long enough for a weekend without a running streams app. */
    private static final Duration PREPARED_KEPT = Duration.ofDays(3);

    private static final Duration OUTCOMES_KEPT = Duration.ofDays(14);
    private static final int SHARDS = 1;

    public TopicPlan {
        if (partitions < 1 || replicationFactor < 1 || minInsyncReplicas < 1) {
            throw new IllegalArgumentException("partitions, replicas and replicas in sync begin at 1");
        }
        if (minInsyncReplicas > replicationFactor) {
            throw new IllegalArgumentException("%d replicas in sync cannot be had of %d: nothing could ever be written"
                    .formatted(minInsyncReplicas, replicationFactor));
        }
    }

    /** Raw items, enriched items, copies and dead letters for ever, outcomes for two weeks. */
    public static TopicPlan of(int partitions, short replicationFactor) {
        return new TopicPlan(
                partitions, replicationFactor, Math.max(1, replicationFactor - 1), null, null, OUTCOMES_KEPT, null);
    }

    /**
     * Makes the topics that are missing. What exists is left as it is.
     *
     * @return the names of those that were made
     * @throws KafkaException if the broker refuses
     */
    public List<String> create(Admin admin, Topics topics) {
        List<String> made = new ArrayList<>();
        admin.createTopics(wanted(topics)).values().forEach((name, future) -> {
            try {
                done(future);
                made.add(name);
            } catch (TopicExistsException e) {
                // That is what we wanted.
            }
        });
        made.sort(null);
        awaitKnown(admin, made);
        return made;
    }

    /** What the controller has made, the brokers know a moment later. */
    private static void awaitKnown(Admin admin, List<String> names) {
        for (int attempt = 1; ; attempt++) {
            try {
                done(admin.describeTopics(names).allTopicNames());
                return;
            } catch (UnknownTopicOrPartitionException e) {
                if (attempt == 50) {
                    throw e;
                }
                pause();
            }
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(100);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    /**
     * Compares the topics that exist with this plan.
     *
     * @return nothing where all are as they would be made
     * @throws KafkaException if the cluster cannot be asked
     */
    public List<TopicDifference> check(Admin admin, Topics topics) {
        return check(admin, wanted(topics), true);
    }

    /**
     * Checks those of the topics that a process uses for what would harm it, whatever the plan was that they were made by.
     * Where the settings of topics may not be read, they are taken to be right.
     *
     * @throws KafkaException if the cluster cannot be asked
     */
    public static List<TopicDifference> harm(Admin admin, Topics topics, List<String> used) {
        List<NewTopic> wanted = of(1, (short) 1).wanted(topics).stream()
                .filter(topic -> used.contains(topic.name()))
                .toList();
        return check(admin, wanted, false).stream()
                .filter(TopicDifference::harmful)
                .toList();
    }

    private List<NewTopic> wanted(Topics topics) {
        // Item times are fetch times and can be years old: what is kept for days must be dated by its arrival.
        String byArrival = "LogAppendTime";
        String byFetch = "CreateTime";
        return List.of(
                topic(topics.subscriptions(), partitions, compacted()),
                topic(topics.status(), partitions, compactedOften()),
                topic(topics.raw(), partitions, kept(rawKept, byFetch)),
                topic(topics.prepared(), SHARDS, kept(PREPARED_KEPT, byArrival)),
                topic(topics.enriched(), partitions, kept(enrichedKept, byFetch)),
                topic(topics.copies(), partitions, kept(enrichedKept, byFetch)),
                topic(topics.outcomes(), partitions, kept(outcomesKept, byArrival)),
                topic(topics.boilerplate(), partitions, compacted()),
                topic(topics.dead(), 1, kept(deadKept, byFetch)));
    }

    private static Map<String, String> compacted() {
        return Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, "compact");
    }

    /**
     * Of small files, so that the cleaner, which leaves the newest alone, leaves little: who takes over a share of the
     * feeds reads all of its partition first.
     */
    private static Map<String, String> compactedOften() {
        Map<String, String> settings = new LinkedHashMap<>(compacted());
        settings.put(TopicConfig.SEGMENT_BYTES_CONFIG, Integer.toString(16 << 20));
        settings.put(
                TopicConfig.SEGMENT_MS_CONFIG, Long.toString(Duration.ofHours(6).toMillis()));
        settings.put(TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG, "0.2");
        return settings;
    }

    private static Map<String, String> kept(Duration time, String dated) {
        return Map.of(
                TopicConfig.CLEANUP_POLICY_CONFIG,
                "delete",
                TopicConfig.RETENTION_MS_CONFIG,
                time == null ? "-1" : Long.toString(time.toMillis()),
                TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
                dated);
    }

    private NewTopic topic(Topic<?, ?> topic, int count, Map<String, String> settings) {
        Map<String, String> all = new LinkedHashMap<>(settings);
        all.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(Topics.MAX_RECORD_BYTES + 4096));
        all.put(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, Integer.toString(minInsyncReplicas));
        // A file's modification time may lie in the future.
        all.put(TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG, Long.toString(Long.MAX_VALUE));
        return new NewTopic(topic.name(), Optional.of(count), Optional.of(replicationFactor)).configs(all);
    }

    // ------------------------------------------------------------------ differences

    private static List<TopicDifference> check(Admin admin, List<NewTopic> wanted, boolean byPlan) {
        List<TopicDifference> found = new ArrayList<>();
        var described = admin.describeTopics(wanted.stream().map(NewTopic::name).toList())
                .topicNameValues();
        var configs = admin.describeConfigs(wanted.stream()
                        .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic.name()))
                        .toList())
                .values();
        for (NewTopic topic : wanted) {
            try {
                TopicDescription is = done(described.get(topic.name()));
                Shape shape = new Shape(topic, is, byPlan, found);
                shape.comparePartitions();
                Config config = done(configs.get(new ConfigResource(ConfigResource.Type.TOPIC, topic.name())));
                topic.configs()
                        .forEach((name, value) ->
                                shape.compare(name, value, config.get(name).value()));
            } catch (UnknownTopicOrPartitionException e) {
                found.add(new TopicDifference(topic.name(), true, "there is no such topic: create it"));
            } catch (AuthorizationException e) {
                if (byPlan) {
                    throw e;
                }
            }
        }
        return found;
    }

    /** One topic, as it should be and as it is. */
    private record Shape(NewTopic wanted, TopicDescription is, boolean byPlan, List<TopicDifference> found) {

        void comparePartitions() {
            int partitions = is.partitions().size();
            boolean fixed = wanted.name().endsWith("feed-items-prepared");
            if (partitions != wanted.numPartitions() && (fixed || byPlan)) {
                add(
                        fixed,
                        "it has %d partitions, not %d; partitions are never changed in place, because what is where decides the order: %s"
                                .formatted(
                                        partitions,
                                        wanted.numPartitions(),
                                        fixed
                                                ? "delete it while no streams app runs, and create it again"
                                                : "keep it, or use another prefix for a mill with as many as that"));
            }
            int replicas = is.partitions().get(0).replicas().size();
            if (byPlan && replicas != wanted.replicationFactor()) {
                add(
                        false,
                        "each partition is on %d brokers, not %d: change that with kafka-reassign-partitions"
                                .formatted(replicas, wanted.replicationFactor()));
            }
        }

        void compare(String name, String should, String have) {
            if (should.equals(have)) {
                return;
            }
            switch (name) {
                case TopicConfig.CLEANUP_POLICY_CONFIG ->
                    add(
                            true,
                            "%s is %s, not %s: %s"
                                    .formatted(
                                            name,
                                            have,
                                            should,
                                            should.equals("compact")
                                                    ? "what is remembered of feeds would be forgotten with time"
                                                    : "records would be lost when their keys come again"));
                case TopicConfig.MAX_MESSAGE_BYTES_CONFIG -> {
                    if (Long.parseLong(have) < Long.parseLong(should)) {
                        add(
                                true,
                                "%s is %s, less than %s: a long article would stop the mill"
                                        .formatted(name, have, should));
                    }
                }
                case TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG ->
                    add(
                            true,
                            "%s is %s: what is dated later than that would be refused; remove the limit (%s)"
                                    .formatted(name, have, should));
                case TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG ->
                    add(
                            true,
                            "%s is %s, not %s: %s"
                                    .formatted(
                                            name,
                                            have,
                                            should,
                                            should.equals("CreateTime")
                                                    ? "the times of items would be lost"
                                                    : "old items would be deleted before they are used"));
                default -> add(false, "%s is %s, not %s".formatted(name, have, should));
            }
        }

        private void add(boolean harmful, String sentence) {
            found.add(new TopicDifference(wanted.name(), harmful, sentence));
        }
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
