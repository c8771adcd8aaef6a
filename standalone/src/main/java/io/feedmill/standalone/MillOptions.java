package io.feedmill.standalone;

import io.feedmill.producer.Subscriptions;
import io.feedmill.schemas.HttpSchemaRegistry;
import io.feedmill.schemas.Topic;
import io.feedmill.schemas.Topics;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import picocli.CommandLine.Option;

/** Which mill a command is about: a running {@code feedmill run} of this machine, unless told otherwise. */
final class MillOptions {
    private static final Duration REGISTRY_PATIENCE = Duration.ofSeconds(10);

    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT",
            defaultValue = "127.0.0.1:" + EmbeddedKafka.DEFAULT_PORT,
            description = "Where Kafka is (default: ${DEFAULT-VALUE}).")
    private String bootstrapServers;

    @Option(
            names = "--registry",
            paramLabel = "URL",
            defaultValue = "http://127.0.0.1:" + LocalHttp.DEFAULT_PORT,
            description = "Where the schema registry is (default: ${DEFAULT-VALUE}).")
    private URI registry;

    @Option(
            names = "--prefix",
            paramLabel = "PREFIX",
            defaultValue = "",
            description = "What the mill's topics begin with (default: nothing).")
    private String prefix;

    @Option(
            names = "--kafka",
            paramLabel = "NAME=VALUE",
            description =
                    "A setting for the Kafka clients, such as security.protocol=SSL; may be given more than once.")
    private Map<String, String> kafka = Map.of();

    String bootstrapServers() {
        return bootstrapServers;
    }

    String prefix() {
        return prefix;
    }

    Topics topics() {
        return Topics.of(prefix, new HttpSchemaRegistry(registry, REGISTRY_PATIENCE));
    }

    Map<String, String> kafka() {
        return kafka;
    }

    /**
     * Reads topics from their beginning.
     *
     * @throws FeedmillException if no broker answers, or it has no such topic
     */
    TopicReader reader(List<Topic<String, ? extends SpecificRecord>> topics) {
        return new TopicReader(bootstrapServers, kafka, null, topics);
    }

    /** What the mill is subscribed to. Opens no connection yet. */
    Subscriptions subscriptions() {
        return new Subscriptions(bootstrapServers, topics(), kafka);
    }
}
