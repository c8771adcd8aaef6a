package io.feedmill.streams;

import io.feedmill.process.ExitStatus;
import io.feedmill.process.ProcessException;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyDescription;

/**
 * The changelogs of the mill's stores, which have as many partitions as the topic that their half of the topology reads.
 * That is checked before the mill joins its group: Kafka Streams itself finds out in the midst of a rebalance, on a thread
 * that dies of it.
 */
final class InternalTopics {

    private static final String CHANGELOG = "-changelog";

    private InternalTopics() {}

    /**
     * @throws ProcessException if one has another number of partitions
     */
    static void check(MillSettings settings, int rawPartitions, Topology topology) {
        Map<String, Integer> expected = expected(settings, rawPartitions, topology.describe());
        Properties properties = new Properties();
        properties.putAll(settings.kafka());
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
        try (Admin admin = Admin.create(properties)) {
            Set<String> existing = admin.listTopics().names().get();
            Map<String, TopicDescription> found = admin.describeTopics(expected.keySet().stream()
                            .filter(existing::contains)
                            .toList())
                    .allTopicNames()
                    .get();
            found.forEach((name, is) -> {
                int partitions = is.partitions().size();
                if (partitions != expected.get(name)) {
                    throw new ProcessException(
                            ExitStatus.REFUSED,
                            ("the internal topic %s has %d partitions, and %s now has %d: its number of partitions was"
                                            + " changed, after which sites are elsewhere than what is remembered of"
                                            + " them. Set it back by making the topic anew, or begin a new mill with"
                                            + " another stream.application, which reads the raw topic from its start")
                                    .formatted(
                                            name,
                                            partitions,
                                            settings.topics().raw().name(),
                                            expected.get(name)));
                }
            });
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    /** The partitions of each changelog, by name. */
    static Map<String, Integer> expected(MillSettings settings, int rawPartitions, TopologyDescription topology) {
        Map<String, Integer> expected = new HashMap<>();
        for (TopologyDescription.Subtopology part : topology.subtopologies()) {
            boolean readsRaw = part.nodes().stream()
                    .anyMatch(node -> node instanceof TopologyDescription.Source source
                            && source.topicSet() != null
                            && source.topicSet()
                                    .contains(settings.topics().raw().name()));
            Set<String> stores = part.nodes().stream()
                    .filter(TopologyDescription.Processor.class::isInstance)
                    .flatMap(node -> ((TopologyDescription.Processor) node).stores().stream())
                    .collect(Collectors.toSet());
            stores.forEach(store ->
                    expected.put(settings.applicationId() + "-" + store + CHANGELOG, readsRaw ? rawPartitions : 1));
        }
        return expected;
    }
}
