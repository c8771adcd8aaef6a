package io.feedmill.producer;

import static org.junit.jupiter.api.Assertions.assertNull;

import io.feedmill.process.Reference;
import io.feedmill.schemas.LocalSchemaRegistry;
import io.feedmill.schemas.Topics;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ProducerReferenceTest {

    @Test
    void saysWhatTheCodeSays() throws IOException {
        ProducerSettings settings = ProducerSettings.of("localhost:9092", Topics.of("", new LocalSchemaRegistry(null)));
        Reference reference = new Reference("The producer as a process", """
                        What it has in common with other processes, its exit codes and Kafka's own metrics among it, is in
                        [another reference](../process/CONFIGURATION.md). "Quiet" metrics may have no series in a healthy
                        process.""")
                .settings("Settings", ProducerKeys.OWN)
                .needs("What it must be allowed, with the default names", ProducerKeys.needs(settings))
                .metrics("Metrics", ProducerMetrics.ALL);
        assertNull(reference.compare(Path.of("CONFIGURATION.md")));
    }
}
