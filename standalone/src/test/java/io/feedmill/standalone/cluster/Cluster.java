package io.feedmill.standalone.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.Container;
import io.feedmill.schemas.HttpSchemaRegistry;
import io.feedmill.schemas.SchemaRegistry;
import io.feedmill.schemas.Topics;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.awaitility.Awaitility;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.ResourceReaper;

/**
 * Services of docker-compose.yml, and instances of the mill's own images beside them, on ports of their own: another stack
 * of the same file may be up. Gone with {@link #close()}, or with the JVM.
 */
final class Cluster implements AutoCloseable {

    private static final Duration START = Duration.ofMinutes(4);
    private static final String PROJECT = "com.docker.compose.project";
    private static final String SERVICE = "com.docker.compose.service";

    private final String project;
    private final List<String> compose;
    private final Map<String, String> environment;
    private final List<GenericContainer<?>> instances = new ArrayList<>();

    private Cluster(String project, List<String> compose, Map<String, String> environment) {
        this.project = project;
        this.compose = compose;
        this.environment = environment;
    }

    /** Says in the report why nothing was tested, where there is no engine. */
    static void assumeAnEngine() {
        assumeTrue(
                DockerClientFactory.instance().isDockerAvailable(),
                "no Docker engine answers: start one, or see what DOCKER_HOST says");
    }

    /** Three brokers and the registry. */
    static Cluster ofBrokers() {
        return of(List.of("docker-compose.yml"), Map.of(), "kafka-1", "kafka-2", "kafka-3", "registry");
    }

    /**
     * Starts services and waits until they are healthy.
     *
     * @param files relative to the top of the tree
     */
    static Cluster of(List<String> files, Map<String, String> environment, String... services) {
        assumeAnEngine();
        String project = "feedmill-test-" + Long.toString(System.nanoTime(), 36);
        // Whatever becomes of this JVM, Testcontainers' reaper removes what has this label.
        ResourceReaper.instance().registerLabelsFilterForCleanup(Map.of(PROJECT, project));
        List<String> compose = new ArrayList<>(List.of("docker", "compose", "-p", project));
        for (String file : files) {
            compose.addAll(List.of("-f", file));
        }
        Map<String, String> all = new HashMap<>(environment);
        Cluster cluster = new Cluster(project, compose, all);
        try {
            cluster.compose("build", "--quiet");
            all.putAll(freePorts()); // as late as can be: from here on others may take them
            cluster.up(services);
        } catch (AssertionError | RuntimeException e) {
            cluster.close();
            throw e;
        }
        return cluster;
    }

    /** Starts services, all if none is named, and waits until they are healthy. */
    void up(String... arguments) {
        List<String> up = new ArrayList<>(List.of("up", "--wait", "--wait-timeout", Long.toString(START.toSeconds())));
        up.addAll(List.of(arguments));
        compose(up.toArray(String[]::new));
    }

    /** Runs "docker compose" on this project and returns what it wrote; it must succeed. */
    String compose(String... arguments) {
        List<String> command = new ArrayList<>(compose);
        command.addAll(List.of(arguments));
        return run(environment, command.toArray(String[]::new));
    }

    private static Map<String, String> freePorts() {
        Map<String, String> ports = new HashMap<>();
        List<ServerSocket> held = new ArrayList<>();
        try {
            for (String name : List.of("KAFKA_1", "KAFKA_2", "KAFKA_3", "REGISTRY", "PROMETHEUS", "GRAFANA")) {
                ServerSocket free = new ServerSocket(0);
                held.add(free);
                ports.put("PORT_" + name, Integer.toString(free.getLocalPort()));
            }
            for (ServerSocket each : held) {
                each.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ports;
    }

    /** The folder with docker-compose.yml. */
    static Path top() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("docker-compose.yml"))) {
            folder = folder.getParent();
        }
        return folder;
    }

    /** Runs a command at the top of the tree and returns what it wrote; it must succeed. */
    static String run(Map<String, String> environment, String... command) {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(top().toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            String output;
            try (InputStream out = process.getInputStream()) {
                output = new String(out.readAllBytes(), StandardCharsets.UTF_8);
            }
            assertEquals(0, process.waitFor(), () -> String.join(" ", command) + ":\n" + output);
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    int port(String name) {
        return Integer.parseInt(environment.get("PORT_" + name));
    }

    /** The brokers, as this process reaches them. */
    String bootstrapServers() {
        return "127.0.0.1:%d,127.0.0.1:%d,127.0.0.1:%d".formatted(port("KAFKA_1"), port("KAFKA_2"), port("KAFKA_3"));
    }

    /** The registry's Confluent-compatible API, as this process reaches it. */
    URI registryUrl() {
        return URI.create("http://127.0.0.1:" + port("REGISTRY") + "/apis/ccompat/v7");
    }

    SchemaRegistry registry() {
        return new HttpSchemaRegistry(registryUrl(), Duration.ofSeconds(60));
    }

    /** The topics of the mill with this prefix, made and with their schemas registered. */
    Topics topics(String prefix, int partitions) {
        Topics topics = Topics.of(prefix, registry());
        topics.register();
        try (Admin admin = admin()) {
            topics.create(admin, partitions, (short) 3);
        }
        return topics;
    }

    Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", bootstrapServers()));
    }

    // ------------------------------------------------------------------ services

    /** Kills the service's container as a lost machine would: no signal that it could handle. */
    void kill(String service) {
        docker().killContainerCmd(container(service)).withSignal("KILL").exec();
    }

    void stop(String service) {
        docker().stopContainerCmd(container(service)).withTimeout(30).exec();
    }

    /** Waits until each partition is on all its brokers again, so that the next may go. */
    void awaitAllReplicas() {
        try (Admin admin = admin()) {
            Awaitility.await("all replicas are in sync")
                    .atMost(START)
                    .pollInterval(Duration.ofMillis(500))
                    .ignoreExceptions()
                    .until(() -> admin
                            .describeTopics(admin.listTopics(new ListTopicsOptions().listInternal(true))
                                    .names()
                                    .get())
                            .allTopicNames()
                            .get()
                            .values()
                            .stream()
                            .flatMap(topic -> topic.partitions().stream())
                            .allMatch(
                                    each -> each.isr().size() == each.replicas().size()));
        }
    }

    /** Starts a container that was killed or stopped, and waits until it is healthy. */
    void start(String service) {
        docker().startContainerCmd(container(service)).exec();
        Awaitility.await(service + " is healthy")
                .atMost(START)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> "healthy".equals(health(service)));
    }

    String health(String service) {
        return docker().inspectContainerCmd(container(service))
                .exec()
                .getState()
                .getHealth()
                .getStatus();
    }

    private String container(String service) {
        return containers(service).findFirst().orElseThrow().getId();
    }

    Stream<Container> containers(String service) {
        return docker()
                .listContainersCmd()
                .withShowAll(true)
                .withLabelFilter(Map.of(PROJECT, project, SERVICE, service))
                .exec()
                .stream();
    }

    static DockerClient docker() {
        return DockerClientFactory.instance().client();
    }

    // ------------------------------------------------------------------ instances

    /**
     * An instance of the streams app on this cluster, not yet started.
     *
     * @param prefix of its topics
     * @param name of the instance, the same after a restart
     */
    GenericContainer<?> streamsApp(String prefix, String name) {
        GenericContainer<?> instance = new GenericContainer<>("feedmill/streams-app:" + version())
                .withNetworkMode(project + "_default")
                .withEnv("FEEDMILL_KAFKA_BOOTSTRAP_SERVERS", "kafka-1:19092,kafka-2:19092,kafka-3:19092")
                .withEnv("FEEDMILL_REGISTRY_URL", "http://registry:8080/apis/ccompat/v7")
                .withEnv("FEEDMILL_TOPICS_PREFIX", prefix)
                .withEnv("FEEDMILL_STREAM_INSTANCE", name)
                .withExposedPorts(8080)
                .withCreateContainerCmdModifier(
                        command -> command.getHostConfig().withMemory(768L << 20))
                .waitingFor(Wait.forHealthcheck().withStartupTimeout(START));
        instances.add(instance);
        return instance;
    }

    /** Ends an instance as a lost machine would. */
    static void kill(GenericContainer<?> instance) {
        docker().killContainerCmd(instance.getContainerId()).withSignal("KILL").exec();
    }

    /** Starts an instance again that was killed; returns at once. */
    static void startAgain(GenericContainer<?> instance) {
        docker().startContainerCmd(instance.getContainerId()).exec();
    }

    /** The version that the images are tagged with, as docker-compose.yml has it. */
    static String version() {
        return run(Map.of(), "docker", "compose", "config", "--images")
                .lines()
                .filter(image -> image.startsWith("feedmill/streams-app:"))
                .map(image -> image.substring(image.indexOf(':') + 1))
                .findFirst()
                .orElseThrow();
    }

    /** What an instance has said, all starts of it, in a file below target. */
    static void keepLog(GenericContainer<?> instance, String name) {
        try {
            Path file = Path.of("target", "container-logs", name + ".log").toAbsolutePath();
            Files.createDirectories(file.getParent());
            Files.writeString(file, instance.getLogs());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        instances.forEach(GenericContainer::stop);
        // Without its profile, a service stays.
        compose("--profile", "*", "down", "-v", "--remove-orphans", "--timeout", "5");
    }
}
