package io.feedmill.streams;

import static org.junit.jupiter.api.Assertions.assertNull;

import io.feedmill.process.Reference;
import io.feedmill.schemas.LocalSchemaRegistry;
import io.feedmill.schemas.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StreamReferenceTest {

    @Test
    void saysWhatTheCodeSays() throws IOException {
        MillSettings settings = new MillSettings(
                "localhost:9092",
                Topics.of("", new LocalSchemaRegistry(null)),
                "feedmill",
                "one",
                Path.of("state"),
                1,
                MillSettings.DEFAULT_ORDER_WAIT,
                Map.of());
        Reference reference = new Reference("The streams app as a process", """
                        What it has in common with other processes, its exit codes and Kafka's own metrics among it, is in
                        [another reference](../process/CONFIGURATION.md). "Quiet" metrics may have no series in a healthy
                        process.""")
                .settings("Settings", StreamKeys.OWN)
                .needs("What it must be allowed, with the default names", StreamKeys.needs(settings))
                .metrics("Metrics", StreamMetrics.ALL);
        assertNull(reference.compare(Path.of("CONFIGURATION.md")));
    }
}
