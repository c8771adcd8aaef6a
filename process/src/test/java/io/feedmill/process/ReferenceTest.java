package io.feedmill.process;

import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.common.acl.AclOperation;
import org.junit.jupiter.api.Test;

class ReferenceTest {

    @Test
    void saysWhatTheCodeSays() throws IOException {
        Reference reference = new Reference("What all processes have in common", """
                        What is particular to one is in the reference of [the producer](../producer/CONFIGURATION.md) and of
                        [the streams app](../streams-app/CONFIGURATION.md). How settings are given, and what health means, is in
                        the [README](README.md).""")
                .settings("Settings", Common.ALL)
                .settings("Settings of `topics create` and `topics check`", TopicsCommand.OWN)
                .kafkaDefaults("Kafka's own settings, where the mill's defaults are not Kafka's, for a broker's death")
                .needs(
                        "What `topics create` must be allowed",
                        List.of(
                                Need.cluster("makes topics", AclOperation.CREATE),
                                Need.topics(
                                        "feed-", "checks them", AclOperation.DESCRIBE, AclOperation.DESCRIBE_CONFIGS)))
                .exitStatus("Exit codes")
                .metrics("Metrics of every process", MillProcess.METRICS)
                .kafkaMetrics("Kafka's own metrics, of those clients that a process has");
        assertNull(reference.compare(Path.of("CONFIGURATION.md")));
    }
}
