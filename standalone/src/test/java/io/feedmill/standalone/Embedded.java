package io.feedmill.standalone;

import io.feedmill.schemas.LocalSchemaRegistry;
import io.feedmill.schemas.Topics;
import io.feedmill.streams.Mill;
import io.feedmill.streams.MillSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.BiFunction;
import org.apache.kafka.clients.admin.Admin;

/** A mill with its broker in this JVM, for tests of other packages. */
public final class Embedded {

    private Embedded() {}

    /**
     * Runs a mill for as long as something is done with it.
     *
     * @param doing gets the broker's address and the topics, which are there
     */
    public static <T> T mill(Path folder, int partitions, BiFunction<String, Topics, T> doing) {
        Topics topics = Topics.of("", new LocalSchemaRegistry(null));
        try (TestBroker kafka = TestBroker.start(folder.resolve("kafka"), 0)) {
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
                topics.create(admin, partitions, (short) 1);
            }
            try (Mill mill = Mill.start(new MillSettings(
                    kafka.bootstrapServers(),
                    topics,
                    "feedmill",
                    "feedmill-1",
                    folder.resolve("streams"),
                    1,
                    Duration.ofMinutes(5),
                    Map.of()))) {
                mill.awaitRunning(Patience.LONG);
                return doing.apply(kafka.bootstrapServers(), topics);
            }
        }
    }
}
