package io.feedmill.producer;

import io.feedmill.process.Common;
import io.feedmill.process.Kind;
import io.feedmill.process.Need;
import io.feedmill.process.Setting;
import io.feedmill.process.Settings;
import io.feedmill.producer.fetch.FetchSettings;
import io.feedmill.schemas.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.acl.AclOperation;

/** What a producer can be told: each setting with its default, declared once. */
final class ProducerKeys {

    static final Setting<String> GROUP = Setting.of(
            "producer.group",
            Kind.text(),
            null,
            "Producers of one group share the feeds, and take over from each other. It is also what their transactional"
                    + " ids begin with. Default: the topics' prefix and feedmill-producer.");

    static final Setting<String> ID = Setting.of(
            "producer.id",
            Kind.text(),
            null,
            "This producer's name in its group, which no other may have. With a name it has its feeds again when it comes"
                    + " back within 10 s, and nobody else has had them. Default: none.");

    static final Setting<Integer> READERS =
            Setting.of("fetch.readers", Kind.number(1, 1_000), "16", "How many feeds are fetched at a time.");

    static final Setting<Duration> MIN_INTERVAL = Setting.of(
            "fetch.min-interval",
            Kind.duration(Duration.ofSeconds(1), Duration.ofDays(30)),
            "5m",
            "Polls of a feed are no closer than this, where its subscription does not say otherwise.");

    static final Setting<Duration> MAX_INTERVAL = Setting.of(
            "fetch.max-interval",
            Kind.duration(Duration.ofSeconds(1), Duration.ofDays(30)),
            "1d",
            "Polls of a feed are no further apart than this, where its subscription does not say otherwise.");

    static final Setting<Duration> CONNECT_TIMEOUT = Setting.of(
            "fetch.connect-timeout",
            Kind.duration(Duration.ofMillis(100), Duration.ofMinutes(10)),
            "10s",
            "To reach a server, for each of its addresses.");

    static final Setting<Duration> RESPONSE_TIMEOUT = Setting.of(
            "fetch.response-timeout",
            Kind.duration(Duration.ofMillis(100), Duration.ofMinutes(10)),
            "15s",
            "How long a server may stay silent.");

    static final Setting<Duration> DEADLINE = Setting.of(
            "fetch.deadline",
            Kind.duration(Duration.ofMillis(100), Duration.ofMinutes(30)),
            "30s",
            "For everything together, redirects and body included: a server that sends a byte a second is cut off.");

    static final Setting<Integer> MAX_BYTES =
            Setting.of("fetch.max-bytes", Kind.bytes(1 << 10, 1 << 29), "10MB", "The largest document, decompressed.");

    static final Setting<Integer> MAX_REDIRECTS =
            Setting.of("fetch.max-redirects", Kind.number(0, 20), "5", "How many redirects are followed.");

    static final Setting<List<String>> ALLOW = Setting.of(
            "fetch.allow",
            Kind.list(),
            null,
            "Addresses that may be fetched although they are not public: 10.1.2.0/24, ::1, intranet:8080.");

    static final Setting<String> USER_AGENT =
            Setting.of("fetch.user-agent", Kind.text(), null, "What servers are told of who asks. Default: Feedmill.");

    static final Setting<Integer> PER_HOST = Setting.of(
            "fetch.per-host", Kind.number(1, 1_000), "2", "How many requests to one host may be under way at a time.");

    static final Setting<Duration> SPACING = Setting.of(
            "fetch.spacing",
            Kind.duration(Duration.ZERO, Duration.ofHours(1)),
            "1s",
            "How far apart requests to one host begin.");

    /** The producer's own. */
    static final List<Setting<?>> OWN = List.of(
            GROUP,
            ID,
            READERS,
            MIN_INTERVAL,
            MAX_INTERVAL,
            CONNECT_TIMEOUT,
            RESPONSE_TIMEOUT,
            DEADLINE,
            MAX_BYTES,
            MAX_REDIRECTS,
            ALLOW,
            USER_AGENT,
            PER_HOST,
            SPACING);

    /** All, in the order of the reference. */
    static final List<Setting<?>> ALL = all();

    private ProducerKeys() {}

    static ProducerSettings settings(Settings settings, Topics topics) {
        ProducerSettings defaults = ProducerSettings.of(settings.get(Common.BOOTSTRAP_SERVERS), topics);
        FetchSettings fetch = FetchSettings.defaults();
        return new ProducerSettings(
                defaults.bootstrapServers(),
                topics,
                settings.get(GROUP) == null ? defaults.group() : settings.get(GROUP),
                settings.get(ID),
                new FetchSettings(
                        settings.get(CONNECT_TIMEOUT),
                        settings.get(RESPONSE_TIMEOUT),
                        settings.get(DEADLINE),
                        settings.get(MAX_BYTES),
                        settings.get(MAX_REDIRECTS),
                        settings.get(ALLOW) == null ? List.of() : settings.get(ALLOW),
                        settings.get(USER_AGENT) == null ? fetch.userAgent() : settings.get(USER_AGENT)),
                settings.get(READERS),
                settings.get(MIN_INTERVAL),
                settings.get(MAX_INTERVAL),
                new Politeness(settings.get(PER_HOST), settings.get(SPACING), true),
                settings.kafka());
    }

    /** What a producer with these settings must be allowed to do. */
    static List<Need> needs(ProducerSettings settings) {
        Topics topics = settings.topics();
        return List.of(
                Need.topic(topics.raw().name(), "publishes items and ticks", AclOperation.WRITE, AclOperation.DESCRIBE),
                Need.topic(
                        topics.status().name(),
                        "its memory",
                        AclOperation.READ,
                        AclOperation.WRITE,
                        AclOperation.DESCRIBE),
                Need.topic(topics.subscriptions().name(), "what to poll", AclOperation.READ, AclOperation.DESCRIBE),
                Need.group(settings.group(), "shares the feeds", AclOperation.READ, AclOperation.DESCRIBE),
                Need.transactions(settings.group(), "exactly once", AclOperation.WRITE, AclOperation.DESCRIBE));
    }

    /** The topics a producer with these settings uses. */
    static List<String> topics(ProducerSettings settings) {
        Topics topics = settings.topics();
        return List.of(
                topics.raw().name(),
                topics.status().name(),
                topics.subscriptions().name());
    }

    private static List<Setting<?>> all() {
        List<Setting<?>> all = new ArrayList<>(Common.ALL);
        all.addAll(OWN);
        return List.copyOf(all);
    }
}
