package io.feedmill.standalone.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.dockerjava.api.model.Container;
import io.feedmill.producer.PublishException;
import io.feedmill.producer.RawPublisher;
import io.feedmill.schemas.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.startupcheck.OneShotStartupCheckStrategy;
import org.testcontainers.containers.wait.strategy.AbstractWaitStrategy;
import org.testcontainers.containers.wait.strategy.WaitStrategy;
import org.testcontainers.utility.MountableFile;

/** The variant with users and permissions: each process has what it needs, and says what is missing where it has not. */
@Tag("containers")
class SaslIT {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Path SECRETS = Cluster.top().resolve("ops/sasl/secrets");

    /** What ends by itself is never ready. */
    private static final WaitStrategy AT_ONCE = new AbstractWaitStrategy() {
        @Override
        protected void waitUntilReady() {}
    };

    private static Cluster cluster;

    @BeforeAll
    static void up() {
        Cluster.assumeAnEngine();
        Cluster.run(Map.of(), Cluster.top().resolve("ops/sasl/make-passwords").toString());
        cluster = Cluster.of(List.of("docker-compose.yml", "ops/sasl.yml"), Map.of());
    }

    @AfterAll
    static void down() {
        if (cluster != null) {
            cluster.close();
        }
    }

    private static Map<String, String> as(String user) throws IOException {
        return Map.of(
                "security.protocol",
                "SASL_PLAINTEXT",
                "sasl.mechanism",
                "SCRAM-SHA-512",
                "sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"%s\" password=\"%s\";"
                        .formatted(user, Files.readString(SECRETS.resolve(user + ".password"))));
    }

    @Test
    void whatIsGrantedIsEnoughFromTheRawTopicToAReader() throws Exception {
        Topics topics = Topics.of("", cluster.registry());
        RawLog log = new RawLog(500, 10, 300, 40);
        try (RawPublisher publisher =
                new RawPublisher(cluster.bootstrapServers(), topics, "feed-producers-test", as("producer"))) {
            log.publish(publisher);
        }
        ForeignConsumer reader = new ForeignConsumer(cluster.bootstrapServers(), cluster.registryUrl(), as("reader"));
        assertEquals(
                log.items(),
                reader.read(topics.outcomes().name(), log.items(), PATIENCE).size());
    }

    @Test
    void aReaderMayNotPublish() throws Exception {
        Topics topics = Topics.of("", cluster.registry());
        Map<String, String> reader = as("reader");
        PublishException refused = assertThrows(
                PublishException.class,
                () -> new RawPublisher(cluster.bootstrapServers(), topics, "feed-producers-test", reader).close());
        assertTrue(refused.getMessage().contains("does not allow it"), refused.getMessage());
        assertTrue(refused.isFinal());
    }

    @Test
    void noneCanFenceAnotherOrJoinItsGroup() throws Exception {
        Topics topics = Topics.of("", cluster.registry());
        for (String[] one : new String[][] {{"streams-app", "feed-producers-0"}, {"producer", "feedmill-0"}}) {
            Map<String, String> user = as(one[0]);
            PublishException refused = assertThrows(
                    PublishException.class,
                    () -> new RawPublisher(cluster.bootstrapServers(), topics, one[1], user).close(),
                    one[0] + " as " + one[1]);
            assertInstanceOf(TransactionalIdAuthorizationException.class, refused.getCause());
        }
        assertTrue(mayJoin("streams-app", "feedmill"));
        assertFalse(mayJoin("streams-app", "feedmill-2"));
        assertFalse(mayJoin("streams-app", "feed-producers"));
        assertTrue(mayJoin("producer", "feed-producers"));
        assertFalse(mayJoin("producer", "feedmill"));
    }

    private static boolean mayJoin(String user, String group) throws Exception {
        Map<String, Object> settings = new HashMap<>(as(user));
        settings.put("bootstrap.servers", cluster.bootstrapServers());
        try (Admin admin = Admin.create(settings)) {
            return admin.describeConsumerGroups(
                            List.of(group), new DescribeConsumerGroupsOptions().includeAuthorizedOperations(true))
                    .describedGroups()
                    .get(group)
                    .get()
                    .authorizedOperations()
                    .contains(AclOperation.READ);
        } catch (ExecutionException e) {
            assertInstanceOf(GroupAuthorizationException.class, e.getCause());
            return false;
        }
    }

    @Test
    void anInstanceWithoutPermissionsSaysWhichAreMissingAndStops() {
        try (GenericContainer<?> instance = cluster.streamsApp("", "intruder")
                .withEnv("FEEDMILL_KAFKA_SECURITY_PROTOCOL", "SASL_PLAINTEXT")
                .withEnv("FEEDMILL_KAFKA_SASL_MECHANISM", "SCRAM-SHA-512")
                .withEnv("FEEDMILL_KAFKA_SASL_JAAS_CONFIG_FILE", "/producer.jaas")
                .withCopyFileToContainer(
                        MountableFile.forHostPath(SECRETS.resolve("producer.jaas"), 0444), "/producer.jaas")
                .waitingFor(AT_ONCE)
                .withStartupCheckStrategy(new ExitsWith(5))) {
            instance.start();
            String said = instance.getLogs();
            assertTrue(said.contains("feed-items-"), said);
            assertFalse(said.contains("\tat "), said);
            assertFalse(said.contains("ScramLoginModule"), said);
        }
    }

    /** A container that ends by itself, and as it should. */
    private static final class ExitsWith extends OneShotStartupCheckStrategy {
        private final long code;

        ExitsWith(long code) {
            this.code = code;
            withTimeout(PATIENCE);
        }

        @Override
        public StartupStatus checkStartupState(com.github.dockerjava.api.DockerClient docker, String id) {
            var state = docker.inspectContainerCmd(id).exec().getState();
            if (Boolean.TRUE.equals(state.getRunning()) || state.getExitCodeLong() == null) {
                return StartupStatus.NOT_YET_KNOWN;
            }
            return state.getExitCodeLong() == code ? StartupStatus.SUCCESSFUL : StartupStatus.FAILED;
        }
    }

    @Test
    void noLogHasAPassword() throws IOException {
        try (Stream<Path> files = Files.list(SECRETS)) {
            for (Path password :
                    files.filter(file -> file.toString().endsWith(".password")).toList()) {
                String secret = Files.readString(password);
                for (String service : List.of("topics", "producer", "streams-app", "users")) {
                    for (Container container : cluster.containers(service).toList()) {
                        assertFalse(
                                Cluster.run(Map.of(), "docker", "logs", container.getId())
                                        .contains(secret),
                                service + " shows " + password.getFileName());
                    }
                }
            }
        }
    }
}
