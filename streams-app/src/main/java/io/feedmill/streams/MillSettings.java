package io.feedmill.streams;

import io.feedmill.schemas.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * How a mill runs.
 *
 * @param bootstrapServers where the cluster is
 * @param topics must exist
 * @param applicationId names the consumer group, the internal topics and the transactions; one for each mill on a cluster
 * @param instanceId names this process among those of the mill, and stays the same over restarts, so that it gets its
 *     tasks back at once (static membership)
 * @param stateDir where state is kept; what is lost there is restored from the cluster
 * @param threads stream threads, at least 1
 * @param orderWait how long items may be held for a raw partition that says nothing; zero for not at all: then each is
 *     released as it arrives, and the same log read again may give other results
 * @param memory how long what was seen is remembered
 * @param rules what is boilerplate, and what words earn which topic
 * @param kafka settings passed through to the Kafka clients and Streams; they win over ours
 */
public record MillSettings(
        String bootstrapServers,
        Topics topics,
        String applicationId,
        String instanceId,
        Path stateDir,
        int threads,
        Duration orderWait,
        Memory memory,
        RuleBook rules,
        Map<String, String> kafka) {

    /** Long enough for a rebalance or a broker's restart, short enough for a reader to wait. */
    public static final Duration DEFAULT_ORDER_WAIT = Duration.ofMinutes(1);

    public MillSettings {
        kafka = Map.copyOf(kafka);
        if (threads < 1) {
            throw new IllegalArgumentException("a mill needs at least one thread, not " + threads);
        }
    }

    /** With the rules that come with the program. */
    public MillSettings(
            String bootstrapServers,
            Topics topics,
            String applicationId,
            String instanceId,
            Path stateDir,
            int threads,
            Duration orderWait,
            Memory memory,
            Map<String, String> kafka) {
        this(
                bootstrapServers,
                topics,
                applicationId,
                instanceId,
                stateDir,
                threads,
                orderWait,
                memory,
                RuleBook.bundled(),
                kafka);
    }

    /** With the default memory, and the rules that come with the program. */
    public MillSettings(
            String bootstrapServers,
            Topics topics,
            String applicationId,
            String instanceId,
            Path stateDir,
            int threads,
            Duration orderWait,
            Map<String, String> kafka) {
        this(bootstrapServers, topics, applicationId, instanceId, stateDir, threads, orderWait, Memory.DEFAULT, kafka);
    }

    /** The same with other rules. */
    public MillSettings withRules(RuleBook others) {
        return new MillSettings(
                bootstrapServers,
                topics,
                applicationId,
                instanceId,
                stateDir,
                threads,
                orderWait,
                memory,
                others,
                kafka);
    }
}
