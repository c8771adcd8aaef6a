package io.feedmill.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsReaderTest {

    private static final Setting<List<String>> NAMES = Setting.of("own.names", Kind.list(), null, "Names.");
    private static final Setting<Integer> SIZE = Setting.of("own.size", Kind.bytes(1, 1 << 30), "10MB", "A size.");
    private static final List<Setting<?>> DECLARED = List.of(
            Common.PREFIX,
            Common.BOOTSTRAP_SERVERS,
            Common.HTTP_PORT,
            Common.STOP_WAIT,
            Common.REGISTRY_PASSWORD,
            NAMES,
            SIZE);

    @TempDir
    Path folder;

    @Test
    void takesTheCommandLineOverTheEnvironmentOverTheFileOverTheDefault() throws IOException {
        Path file = write("http.port: 1\nstop.wait: 1s\nown.size: 1KB\n");
        Map<String, String> environment = Map.of("FEEDMILL_HTTP_PORT", "2", "FEEDMILL_STOP_WAIT", "2s");
        Settings settings = reader().read(file, environment, Map.of("http.port", "3"));
        assertEquals(3, settings.get(Common.HTTP_PORT));
        assertEquals(Duration.ofSeconds(2), settings.get(Common.STOP_WAIT));
        assertEquals(1024, settings.get(SIZE));
        assertEquals("localhost:9092", settings.get(Common.BOOTSTRAP_SERVERS));
        assertNull(settings.get(NAMES));
    }

    @Test
    void readsSectionsAsItReadsDots() throws IOException {
        Settings settings = read("""
                http:
                  port: 81
                own:
                  names: [a, b]
                kafka:
                  bootstrap.servers: one:9092
                  security:
                    protocol: SASL_SSL
                """);
        assertEquals(81, settings.get(Common.HTTP_PORT));
        assertEquals(List.of("a", "b"), settings.get(NAMES));
        assertEquals("one:9092", settings.get(Common.BOOTSTRAP_SERVERS));
        assertEquals(Map.of("security.protocol", "SASL_SSL"), settings.kafka());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "http.prot: 1|feedmill.yaml:1: unknown key http.prot; did you mean http.port?",
                "kafka.secruity.protocol: SSL|feedmill.yaml:1: unknown key kafka.secruity.protocol; did you mean kafka.security.protocol?",
                "http.port: many|http.port (feedmill.yaml:1): \"many\" is not a number from 0 to 65535",
                "http.port: 65536|http.port (feedmill.yaml:1): \"65536\" is not a number from 0 to 65535",
                "stop.wait: soon|stop.wait (feedmill.yaml:1): \"soon\" is not a time from 1s to 1h, such as 500ms, 30s, 5m, 2h or 14d",
                "http: [|feedmill.yaml:2: expected the node content, but found '<stream end>'",
                "- a|feedmill.yaml:1: expected keys with values",
                "strem.threads: 2|feedmill.yaml:1: unknown key strem.threads; see the reference of the configuration",
            })
    void saysInTheFileWhereItIsWrong(String text, String message) throws IOException {
        Path file = write(text + "\n");
        ProcessException e = assertThrows(ProcessException.class, () -> reader().read(file, Map.of(), Map.of()));
        assertEquals(message, e.getMessage().replace(folder + "/", ""));
        assertEquals(ExitStatus.USAGE, e.status());
    }

    @Test
    void refusesAVariableThatNobodyKnowsAndNamesTheNearest() {
        assertEquals(
                "unknown variable FEEDMILL_HTTP_PROT; did you mean FEEDMILL_HTTP_PORT?",
                refused(Map.of("FEEDMILL_HTTP_PROT", "1")));
        assertEquals(
                "FEEDMILL_KAFKA_SECURTY_PROTOCOL: Kafka's clients know no setting securty.protocol; did you mean"
                        + " kafka.security.protocol?",
                refused(Map.of("FEEDMILL_KAFKA_SECURTY_PROTOCOL", "SSL")));
    }

    @Test
    void refusesAFlagThatKafkaDoesNotKnow() {
        ProcessException e = assertThrows(
                ProcessException.class,
                () -> reader().read(null, Map.of(), Map.of("kafka.ssl.endpoint.identification.algoritm", "")));
        assertEquals(
                "--kafka: Kafka's clients know no setting ssl.endpoint.identification.algoritm; did you mean"
                        + " kafka.ssl.endpoint.identification.algorithm?",
                e.getMessage());
    }

    @Test
    void leavesAloneWhatIsForOthers() throws IOException {
        Path file = write("stream.threads: 2\nhttp.port: 5\ntopics: {prefix: my-, partitions: 3}\n");
        Map<String, String> environment = Map.of(
                "FEEDMILL_STREAM_THREADS", "3",
                "FEEDMILL_JAVA_OPTS", "-Xmx1g",
                // What Kubernetes sets for services called feedmill and feedmill-db.
                "FEEDMILL_SERVICE_HOST", "10.0.0.1",
                "FEEDMILL_PORT_8080_TCP_ADDR", "10.0.0.1",
                "FEEDMILL_DB_PORT", "tcp://10.0.0.1:80",
                "PATH", "/bin");
        Settings settings = reader().read(file, environment, Map.of());
        assertEquals(5, settings.get(Common.HTTP_PORT));
        assertEquals("my-", settings.get(Common.PREFIX));
    }

    @Test
    void readsSecretsFromFiles() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "hunter2\n");
        Settings settings = reader().read(
                        write("kafka.ssl.key.password.file: " + secret + "\n"),
                        Map.of(
                                "FEEDMILL_REGISTRY_PASSWORD_FILE", secret.toString(),
                                "FEEDMILL_KAFKA_SASL_JAAS_CONFIG_FILE", secret.toString()),
                        Map.of());
        assertEquals("hunter2", settings.get(Common.REGISTRY_PASSWORD));
        assertEquals(Map.of("ssl.key.password", "hunter2", "sasl.jaas.config", "hunter2"), settings.kafka());
        assertEquals(
                "FEEDMILL_REGISTRY_PASSWORD_FILE: the file /no/such/file cannot be read (there is no such file)",
                refused(Map.of("FEEDMILL_REGISTRY_PASSWORD_FILE", "/no/such/file")));
    }

    @Test
    void showsNoSecretsWhereverTheyAreFrom() throws IOException {
        String canary = "hunter2";
        Settings settings = reader().read(
                        write("""
                                registry.password: hunter2
                                kafka:
                                  ssl.key.password: hunter2
                                  ssl.keystore.key: hunter2
                                """),
                        Map.of(
                                "FEEDMILL_KAFKA_SASL_JAAS_CONFIG", "password=hunter2",
                                "FEEDMILL_KAFKA_SSL_TRUSTSTORE_PASSWORD", canary,
                                "FEEDMILL_HTTP_PORT", "7"),
                        Map.of());
        String shown = String.join("\n", settings.lines());
        assertFalse(shown.contains(canary), shown);
        assertTrue(shown.contains("registry.password: (hidden)"), shown);
        assertTrue(shown.contains("http.port: \"7\"  # FEEDMILL_HTTP_PORT"), shown);
        assertTrue(shown.contains("stop.wait: \"30s\"  # default"), shown);
    }

    @Test
    void doesNotRepeatASecretThatIsWrong() {
        Setting<Integer> pin = new Setting<>("own.pin", Kind.number(0, 9), null, true, "A secret number.");
        ProcessException e = assertThrows(
                ProcessException.class,
                () -> new SettingsReader(List.of(pin), Set.of(), Set.of())
                        .read(null, Map.of("FEEDMILL_OWN_PIN", "hunter2"), Map.of()));
        assertFalse(e.getMessage().contains("hunter2"), e.getMessage());
    }

    @Test
    void takesNoSecretFromTheCommandLine() {
        ProcessException e = assertThrows(
                ProcessException.class,
                () -> reader().read(null, Map.of(), Map.of("kafka.ssl.key.password", "hunter2")));
        assertEquals(
                "kafka.ssl.key.password on the command line can be seen by every user of the machine: set"
                        + " FEEDMILL_KAFKA_SSL_KEY_PASSWORD_FILE instead",
                e.getMessage());
    }

    @Test
    void passesOnWhatMayBeAPlugInsAndWhatIsForOneOfStreamsClients() throws IOException {
        Settings settings = read("""
                kafka:
                  com.example.callback.endpoint: here
                  main.consumer.max.poll.records: 10
                """);
        assertEquals(
                Map.of("com.example.callback.endpoint", "here", "main.consumer.max.poll.records", "10"),
                settings.kafka());
    }

    @Test
    void takesAnEmptyVariableForOneThatIsNotSet() {
        Settings settings = reader().read(null, Map.of("FEEDMILL_HTTP_PORT", ""), Map.of());
        assertEquals(8080, settings.get(Common.HTTP_PORT));
    }

    @Test
    void givesEachSettingAVariableAndAFlagOfItsOwn() {
        Set<String> variables = new HashSet<>();
        Set<String> flags = new HashSet<>();
        Common.ALL.forEach(setting -> {
            assertTrue(variables.add(setting.variable()), setting.variable());
            assertTrue(flags.add(setting.flag()), setting.flag());
        });
    }

    @ParameterizedTest
    @CsvSource({"500ms,500ms", "90s,90s", "60s,1m", "36h,36h", "48h,2d", "0s,0ms"})
    void writesATimeAsItIsRead(String text, String normal) {
        Kind<Duration> kind = Kind.duration(Duration.ZERO, Duration.ofDays(99));
        assertEquals(normal, Kind.text(kind.reader().apply(text)));
    }

    private Settings read(String text) throws IOException {
        return reader().read(write(text), Map.of(), Map.of());
    }

    private static String refused(Map<String, String> environment) {
        return assertThrows(ProcessException.class, () -> reader().read(null, environment, Map.of()))
                .getMessage();
    }

    private static SettingsReader reader() {
        return new SettingsReader(DECLARED, Set.of("stream", "topics"), Set.of());
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("feedmill.yaml"), text);
    }
}
