package io.feedmill.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.feedmill.avro.Coordinates;
import io.feedmill.avro.ItemOutcome;
import io.feedmill.schemas.LocalSchemaRegistry;
import io.feedmill.schemas.Topic;
import io.feedmill.schemas.Topics;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A broker for tests in which mills run. When it is closed, each mill that wrote to it must have written one outcome for
 * each raw record, whatever the test was about.
 */
final class TestBroker implements AutoCloseable {

    private final EmbeddedKafka kafka;

    private TestBroker(EmbeddedKafka kafka) {
        this.kafka = kafka;
    }

    static TestBroker start(Path folder, int port) {
        return new TestBroker(EmbeddedKafka.start(folder, port));
    }

    String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    /** Where another may be started on the same folder, once this one is closed. */
    int port() {
        String servers = bootstrapServers();
        return Integer.parseInt(servers.substring(servers.indexOf(':') + 1));
    }

    @Override
    public void close() {
        try (kafka;
                Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()))) {
            String suffix =
                    Topics.of("", new LocalSchemaRegistry(null)).outcomes().name();
            for (String topic : admin.listTopics().names().get()) {
                if (topic.endsWith(suffix)) {
                    String prefix = topic.substring(0, topic.length() - suffix.length());
                    Topics topics = Topics.of(prefix, new LocalSchemaRegistry(null));
                    topics.register();
                    assertEachRawRecordHasOneOutcome(topics);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Where no outcome was written, no mill has run. */
    void assertEachRawRecordHasOneOutcome(Topics topics) {
        List<Coordinates> settled = read(topics.outcomes().name()).stream()
                .map(record -> outcome(topics.outcomes(), record).getRaw())
                .toList();
        if (settled.isEmpty()) {
            return;
        }
        String raw = settled.get(0).getTopic();
        List<String> published = read(raw).stream()
                .filter(record -> record.headers().lastHeader(Topics.TICK_HEADER) == null)
                .map(record -> record.partition() + "/" + record.offset())
                .sorted()
                .toList();
        assertEquals(
                published,
                settled.stream()
                        .map(coordinates -> coordinates.getPartition() + "/" + coordinates.getOffset())
                        .sorted()
                        .toList(),
                () -> "records of " + raw + ", and those that have an outcome on "
                        + topics.outcomes().name());
    }

    private static ItemOutcome outcome(Topic<String, ItemOutcome> topic, ConsumerRecord<byte[], byte[]> record) {
        return topic.values().deserializer().deserialize(topic.name(), record.headers(), record.value());
    }

    private List<ConsumerRecord<byte[], byte[]>> read(String topic) {
        return Committed.read(bootstrapServers(), topic);
    }
}
