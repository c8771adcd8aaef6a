package io.feedmill.standalone;

import io.feedmill.process.Common;
import io.feedmill.process.Kind;
import io.feedmill.process.Setting;
import io.feedmill.process.Settings;
import io.feedmill.process.SettingsOptions;
import io.feedmill.producer.Subscriptions;
import io.feedmill.schemas.HttpSchemaRegistry;
import io.feedmill.schemas.Topic;
import io.feedmill.schemas.Topics;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import picocli.CommandLine.Option;

/**
 * Which mill a command is about: the one that the configuration of its processes names, in the same file and the same
 * variables, else a running {@code feedmill run} of this machine. Options overrule both.
 */
final class MillOptions {
    private static final Duration REGISTRY_PATIENCE = Duration.ofSeconds(10);

    static final Setting<String> BOOTSTRAP_SERVERS = Setting.of(
            Common.BOOTSTRAP_SERVERS.key(),
            Kind.text(),
            "127.0.0.1:" + EmbeddedKafka.DEFAULT_PORT,
            Common.BOOTSTRAP_SERVERS.doc());

    static final Setting<URI> REGISTRY_URL = Setting.of(
            Common.REGISTRY_URL.key(),
            Kind.url(),
            "http://127.0.0.1:" + LocalHttp.DEFAULT_PORT,
            Common.REGISTRY_URL.doc());

    /** What else is in a mill's configuration is for its processes. */
    private static final SettingsOptions SETTINGS = new SettingsOptions(
            List.of(BOOTSTRAP_SERVERS, REGISTRY_URL, Common.REGISTRY_USER, Common.REGISTRY_PASSWORD, Common.PREFIX),
            Set.of("topics", "http", "startup", "stop", "health", "log", "fetch", "producer", "stream"),
            Set.of());

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The configuration file of the mill's processes, in YAML (or FEEDMILL_CONFIG).")
    private Path config;

    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT",
            description = "Where Kafka is (or kafka.bootstrap.servers of the configuration, or"
                    + " FEEDMILL_KAFKA_BOOTSTRAP_SERVERS; default: 127.0.0.1:" + EmbeddedKafka.DEFAULT_PORT + ").")
    private String bootstrapServers;

    @Option(
            names = {"--registry", "--registry-url"},
            paramLabel = "URL",
            description = "Where the schema registry is (or registry.url, or FEEDMILL_REGISTRY_URL; default:"
                    + " http://127.0.0.1:" + LocalHttp.DEFAULT_PORT + ").")
    private URI registry;

    @Option(
            names = {"--prefix", "--topics-prefix"},
            paramLabel = "PREFIX",
            description = "What the mill's topics begin with (or topics.prefix, or FEEDMILL_TOPICS_PREFIX; default:"
                    + " nothing).")
    private String topicsPrefix;

    @Option(
            names = "--kafka",
            paramLabel = "NAME=VALUE",
            description =
                    "A setting for the Kafka clients, such as security.protocol=SSL; may be given more than once.")
    private Map<String, String> kafkaSettings = Map.of();

    private Settings settings;

    /**
     * @throws io.feedmill.process.ProcessException if anything is wrong with them
     */
    Settings settings(Map<String, String> environment) {
        Map<String, String> flags = new HashMap<>();
        kafkaSettings.forEach((name, value) -> flags.put("kafka." + name, value));
        put(flags, BOOTSTRAP_SERVERS, bootstrapServers);
        put(flags, REGISTRY_URL, registry == null ? null : registry.toString());
        put(flags, Common.PREFIX, topicsPrefix);
        return SETTINGS.read(config, environment, flags);
    }

    private static void put(Map<String, String> flags, Setting<?> setting, String value) {
        if (value != null) {
            flags.put(setting.key(), value);
        }
    }

    private <T> T get(Setting<T> setting) {
        if (settings == null) {
            settings = settings(System.getenv());
        }
        return settings.get(setting);
    }

    String bootstrapServers() {
        return get(BOOTSTRAP_SERVERS);
    }

    Map<String, String> kafka() {
        bootstrapServers();
        return settings.kafka();
    }

    String prefix() {
        String prefix = get(Common.PREFIX);
        return prefix == null ? "" : prefix;
    }

    Topics topics() {
        return Topics.of(
                prefix(),
                new HttpSchemaRegistry(
                        get(REGISTRY_URL),
                        get(Common.REGISTRY_USER),
                        get(Common.REGISTRY_PASSWORD),
                        REGISTRY_PATIENCE));
    }

    /**
     * Reads topics from their beginning.
     *
     * @throws FeedmillException if no broker answers, or it has no such topic
     */
    TopicReader reader(List<Topic<String, ? extends SpecificRecord>> topics) {
        return new TopicReader(bootstrapServers(), kafka(), null, topics);
    }

    /** What the mill is subscribed to. Opens no connection yet. */
    Subscriptions subscriptions() {
        return new Subscriptions(bootstrapServers(), topics(), kafka());
    }
}
