package io.feedmill.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.feedmill.process.Common;
import io.feedmill.process.ProcessException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class MillOptionsTest {

    @Command
    private static final class Any {
        @Mixin
        private MillOptions mill;
    }

    private static MillOptions options(String... arguments) {
        Any any = new Any();
        new CommandLine(any).parseArgs(arguments);
        return any.mill;
    }

    @Test
    void takesWhatTheEnvironmentOfTheProcessesSays() {
        Map<String, String> environment = Map.of(
                "FEEDMILL_KAFKA_BOOTSTRAP_SERVERS", "kafka:9092",
                "FEEDMILL_KAFKA_SECURITY_PROTOCOL", "SSL",
                "FEEDMILL_TOPICS_PREFIX", "news-",
                "FEEDMILL_PRODUCER_GROUP", "others");
        var settings = options().settings(environment);
        assertEquals("kafka:9092", settings.get(MillOptions.BOOTSTRAP_SERVERS));
        assertEquals("news-", settings.get(Common.PREFIX));
        assertEquals(Map.of("security.protocol", "SSL"), settings.kafka());
        assertEquals(
                "other:1",
                options("--bootstrap-servers", "other:1").settings(environment).get(MillOptions.BOOTSTRAP_SERVERS));
    }

    @Test
    void takesTheMillOfThisMachineWhereNothingIsSaid() {
        var settings = options().settings(Map.of());
        assertEquals("127.0.0.1:" + EmbeddedKafka.DEFAULT_PORT, settings.get(MillOptions.BOOTSTRAP_SERVERS));
        assertEquals(
                LocalHttp.DEFAULT_PORT, settings.get(MillOptions.REGISTRY_URL).getPort());
    }

    @Test
    void refusesASecretThatEverybodyCanSee() {
        assertThrows(
                ProcessException.class,
                () -> options("--kafka", "sasl.jaas.config=x").settings(Map.of()));
    }
}
