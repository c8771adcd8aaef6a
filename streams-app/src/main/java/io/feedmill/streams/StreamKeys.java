package io.feedmill.streams;

import io.feedmill.process.Common;
import io.feedmill.process.ExitStatus;
import io.feedmill.process.Kind;
import io.feedmill.process.Need;
import io.feedmill.process.ProcessException;
import io.feedmill.process.Setting;
import io.feedmill.process.Settings;
import io.feedmill.rules.RuleException;
import io.feedmill.schemas.Topics;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.streams.StreamsConfig;

/** What a streams app can be told: each setting with its default, declared once. */
final class StreamKeys {

    static final Setting<String> APPLICATION = Setting.of(
            "stream.application",
            Kind.text(),
            null,
            "Names the consumer group, the internal topics and the transactions: the same for all instances of a mill,"
                    + " and never changed. Default: the topics' prefix and feedmill.");

    static final Setting<String> INSTANCE = Setting.of(
            "stream.instance",
            Kind.text(),
            null,
            "Names this instance among those of the mill. One that comes back under its name gets its tasks back at"
                    + " once (static membership). Default: the name of the host.");

    static final Setting<String> STATE_DIR = Setting.of(
            "stream.state-dir",
            Kind.text(),
            "feedmill-state",
            "The folder for state. What is lost there is restored from the cluster.");

    static final Setting<Integer> THREADS = Setting.of(
            "stream.threads",
            Kind.number(1, 1_000),
            "1",
            "Stream threads. All instances together use no more than the raw topic has partitions, and one.");

    static final Setting<Integer> STANDBYS = Setting.of(
            "stream.standby-replicas",
            Kind.number(0, 100),
            "0",
            "How many other instances keep a copy of each state, to take over without restoring it.");

    static final Setting<String> RACK = Setting.of(
            "stream.rack",
            Kind.text(),
            null,
            "Where this instance is: it reads from brokers with the same broker.rack where it can, and standbys are"
                    + " kept in other racks.");

    static final Setting<Duration> ORDER_WAIT = Setting.of(
            "stream.order-wait",
            Kind.duration(Duration.ZERO, Duration.ofDays(30)),
            "60s",
            "How long items may be held for a raw partition that says nothing. After that they are released as"
                    + " provisional. With 0s nothing waits, and the same log may give other results.");

    static final Setting<Duration> REMEMBER_ITEMS = Setting.of(
            "stream.remember-items",
            Kind.duration(Memory.SHORTEST, Memory.LONGEST),
            "45d",
            "How long after a feed last showed it an item is forgotten. One that comes back later is a new one.");

    static final Setting<Duration> REMEMBER_STORIES = Setting.of(
            "stream.remember-stories",
            Kind.duration(Memory.SHORTEST, Memory.LONGEST),
            "7d",
            "How far back copies of a story are looked for. A million stories take some 300 MB of heap and 1 GB of disk.");

    static final Setting<Duration> REMEMBER_FAMILIES = Setting.of(
            "stream.remember-families",
            Kind.duration(Memory.SHORTEST, Memory.LONGEST),
            "14d",
            "How long after its last copy it is forgotten that a story had copies. At least stream.remember-stories.");

    static final Setting<Duration> SESSION_TIMEOUT = Setting.of(
            "stream.session-timeout",
            Kind.duration(Duration.ofSeconds(1), Duration.ofHours(1)),
            "45s",
            "After how long without a sign of life others take over an instance's tasks. Longer than its restart"
                    + " takes. The brokers allow group.min.session.timeout.ms to group.max.session.timeout.ms.");

    static final Setting<Boolean> LEAVE_ON_STOP = Setting.of(
            "stream.leave-on-stop",
            Kind.bool(),
            "false",
            "Whether an instance that is stopped leaves its tasks to the others at once: true where it does not come"
                    + " back, false where it does, as in a rolling restart.");

    static final Setting<List<String>> RULES = Setting.of(
            "stream.rules",
            Kind.list(),
            null,
            "Rules of your own over those that come with Feedmill: files, or folders with strip/*.yaml and tag/*.yaml. All"
                    + " instances must have the same.");

    /** The streams app's own. */
    static final List<Setting<?>> OWN = List.of(
            APPLICATION,
            INSTANCE,
            STATE_DIR,
            THREADS,
            STANDBYS,
            RACK,
            ORDER_WAIT,
            REMEMBER_ITEMS,
            REMEMBER_STORIES,
            REMEMBER_FAMILIES,
            SESSION_TIMEOUT,
            LEAVE_ON_STOP,
            RULES);

    /** All, in the order of the reference. */
    static final List<Setting<?>> ALL = all();

    /** Settings of Kafka Streams that may be handed through beside those of its clients. */
    static final Set<String> KAFKA_NAMES = kafkaNames();

    /** What exactly-once processing and the order of items stand on. */
    private static final Set<String> OURS = Set.of(
            StreamsConfig.APPLICATION_ID_CONFIG,
            StreamsConfig.PROCESSING_GUARANTEE_CONFIG,
            StreamsConfig.STATE_DIR_CONFIG,
            StreamsConfig.NUM_STREAM_THREADS_CONFIG,
            StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG,
            StreamsConfig.DEFAULT_TIMESTAMP_EXTRACTOR_CLASS_CONFIG,
            StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG,
            StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG,
            StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG,
            StreamsConfig.ERRORS_DEAD_LETTER_QUEUE_TOPIC_NAME_CONFIG,
            StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG,
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            ConsumerConfig.GROUP_INSTANCE_ID_CONFIG,
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG);

    private static final String RACK_TAG = "rack";

    private StreamKeys() {}

    /**
     * @throws ProcessException if a Kafka setting is handed through that may not be
     */
    static MillSettings settings(Settings settings, Topics topics) {
        String application =
                settings.get(APPLICATION) == null ? topics.prefix() + "feedmill" : settings.get(APPLICATION);
        return new MillSettings(
                        settings.get(Common.BOOTSTRAP_SERVERS),
                        topics,
                        application,
                        settings.get(INSTANCE) == null ? hostName() : settings.get(INSTANCE),
                        Path.of(settings.get(STATE_DIR)).toAbsolutePath(),
                        settings.get(THREADS),
                        settings.get(ORDER_WAIT),
                        memory(settings),
                        kafka(settings))
                .withRules(rules(settings));
    }

    private static RuleBook rules(Settings settings) {
        List<String> paths = settings.get(RULES);
        try {
            return paths == null
                    ? RuleBook.bundled()
                    : RuleBook.of(paths.stream().map(Path::of).toList());
        } catch (RuleException e) {
            throw new ProcessException(
                    ExitStatus.USAGE,
                    RULES.key() + ": the rules cannot be used: "
                            + e.getMessage().replace("\n", "; "),
                    e);
        }
    }

    private static Memory memory(Settings settings) {
        try {
            return new Memory(
                    settings.get(REMEMBER_ITEMS), settings.get(REMEMBER_STORIES), settings.get(REMEMBER_FAMILIES));
        } catch (IllegalArgumentException e) {
            throw new ProcessException(
                    ExitStatus.USAGE, "stream.remember-stories and stream.remember-families: " + e.getMessage(), e);
        }
    }

    private static Map<String, String> kafka(Settings settings) {
        Map<String, String> all = new HashMap<>();
        all.put(
                StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG,
                settings.get(STANDBYS).toString());
        all.put(
                StreamsConfig.mainConsumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG),
                Long.toString(settings.get(SESSION_TIMEOUT).toMillis()));
        all.put(
                StreamsConfig.mainConsumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG),
                Long.toString(Math.min(3_000, settings.get(SESSION_TIMEOUT).toMillis() / 3)));
        String rack = settings.get(RACK);
        if (rack != null) {
            all.put(StreamsConfig.consumerPrefix(CommonClientConfigs.CLIENT_RACK_CONFIG), rack);
            all.put(StreamsConfig.CLIENT_TAG_PREFIX + RACK_TAG, rack);
            all.put(StreamsConfig.RACK_AWARE_ASSIGNMENT_TAGS_CONFIG, RACK_TAG);
        }
        settings.kafka().forEach((name, value) -> {
            if (OURS.stream().anyMatch(ours -> name.equals(ours) || name.endsWith("." + ours))) {
                throw new ProcessException(
                        ExitStatus.USAGE,
                        "kafka.%s cannot be set: the mill's promises stand on it. Leave it out; threads, standbys, state"
                                        .formatted(name)
                                + " and instance have settings of their own, below stream");
            }
            all.put(name, value);
        });
        return all;
    }

    /** What an instance with these settings must be allowed to do. */
    static List<Need> needs(MillSettings settings) {
        Topics topics = settings.topics();
        return List.of(
                Need.topic(topics.raw().name(), "what comes in", AclOperation.READ, AclOperation.DESCRIBE),
                Need.topic(
                        topics.prepared().name(),
                        "between its halves",
                        AclOperation.READ,
                        AclOperation.WRITE,
                        AclOperation.DESCRIBE),
                Need.topic(topics.enriched().name(), "what comes out", AclOperation.WRITE, AclOperation.DESCRIBE),
                Need.topic(topics.copies().name(), "what comes out", AclOperation.WRITE, AclOperation.DESCRIBE),
                Need.topic(topics.outcomes().name(), "what comes out", AclOperation.WRITE, AclOperation.DESCRIBE),
                Need.topic(topics.boilerplate().name(), "what was learned", AclOperation.WRITE, AclOperation.DESCRIBE),
                Need.topic(topics.dead().name(), "what could not be used", AclOperation.WRITE, AclOperation.DESCRIBE),
                Need.topics(
                        settings.applicationId() + "-",
                        "its internal topics",
                        AclOperation.READ,
                        AclOperation.WRITE,
                        AclOperation.CREATE,
                        AclOperation.DELETE,
                        AclOperation.DESCRIBE,
                        AclOperation.DESCRIBE_CONFIGS),
                Need.group(settings.applicationId(), "shares the work", AclOperation.READ, AclOperation.DESCRIBE),
                Need.transactions(
                        settings.applicationId() + "-", "exactly once", AclOperation.WRITE, AclOperation.DESCRIBE));
    }

    /** The topics an instance with these settings uses. */
    static List<String> topics(MillSettings settings) {
        Topics topics = settings.topics();
        return List.of(
                topics.raw().name(),
                topics.prepared().name(),
                topics.enriched().name(),
                topics.copies().name(),
                topics.outcomes().name(),
                topics.dead().name());
    }

    private static String hostName() {
        String name = System.getenv("HOSTNAME");
        try {
            return name != null && !name.isBlank()
                    ? name
                    : InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            throw new ProcessException(
                    ExitStatus.USAGE, "this host has no name: set stream.instance to one that stays the same", e);
        }
    }

    private static List<Setting<?>> all() {
        List<Setting<?>> all = new ArrayList<>(Common.ALL);
        all.addAll(OWN);
        return List.copyOf(all);
    }

    private static Set<String> kafkaNames() {
        return new TreeSet<>(StreamsConfig.configDef().names());
    }
}
