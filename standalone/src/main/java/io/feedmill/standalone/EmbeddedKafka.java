package io.feedmill.standalone;

import io.feedmill.schemas.Topics;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.Reader;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * One real KRaft node, broker and controller, in this JVM. Its data outlives it, also when it is killed. It listens on
 * the loopback interface only, where any Kafka client of this machine can reach it. A fault that the broker cannot
 * survive (a disk that fills up) halts the JVM, by {@link org.apache.kafka.common.utils.Exit}.
 */
final class EmbeddedKafka implements AutoCloseable {
    /** Where Kafka clients look by default. */
    static final int DEFAULT_PORT = 9092;

    /** Settings for a streams app beside the broker. A fetch that waits half a second for nothing only delays its start. */
    static final Map<String, String> QUICK_STREAMS = Map.of(
            "poll.ms", "20", "restore.consumer.fetch.max.wait.ms", "20", "main.consumer.fetch.max.wait.ms", "100");

    private static final String HOST = "127.0.0.1";
    private static final String META_PROPERTIES = "meta.properties";
    private static final int CLUSTER_ID_TIMEOUT_SECONDS = 120;

    private final DataFolder folder;
    private final KafkaRaftServer server;
    private final String bootstrapServers;

    private EmbeddedKafka(DataFolder folder, KafkaRaftServer server, String bootstrapServers) {
        this.folder = folder;
        this.server = server;
        this.bootstrapServers = bootstrapServers;
    }

    /**
     * Starts the node and returns when it serves, which takes one to three seconds; after a kill up to three more, until
     * the session of the node that was killed has expired.
     *
     * @param dir where its data is or will be
     * @param port the port for clients; 0 for any that is free
     * @throws FeedmillException if the folder or the port cannot be used
     */
    static EmbeddedKafka start(Path dir, int port) {
        DataFolder folder = DataFolder.claim(dir);
        try {
            int brokerPort = free(port);
            int controllerPort = free(0);
            while (controllerPort == brokerPort) {
                controllerPort = free(0);
            }
            String clusterId = format(folder.path());
            KafkaConfig config = new KafkaConfig(settings(folder.path(), brokerPort, controllerPort), false);
            KafkaRaftServer server = new KafkaRaftServer(config, Time.SYSTEM);
            EmbeddedKafka kafka = new EmbeddedKafka(folder, server, HOST + ":" + brokerPort);
            try {
                server.startup();
                kafka.checkIdentity(clusterId, brokerPort);
                return kafka;
            } catch (RuntimeException | Error e) {
                kafka.close();
                throw e;
            }
        } catch (RuntimeException | Error e) {
            folder.close();
            throw e instanceof FeedmillException known ? known : broken(folder.path(), e);
        }
    }

    /** {@code host:port}, to hand to any Kafka client on this machine. */
    String bootstrapServers() {
        return bootstrapServers;
    }

    /** Stops the node, in under a second as a rule. What was acknowledged is on disk. */
    @Override
    public void close() {
        try {
            server.shutdown();
            server.awaitShutdown();
        } finally {
            folder.close();
        }
    }

    private static Map<String, Object> settings(Path dir, int brokerPort, int controllerPort) {
        Map<String, Object> all = new HashMap<>();
        all.put("process.roles", "broker,controller");
        all.put("node.id", "1");
        all.put("log.dirs", dir.toString());
        all.put("listeners", "CLIENTS://%s:%d,CONTROLLER://%s:%d".formatted(HOST, brokerPort, HOST, controllerPort));
        all.put("advertised.listeners", "CLIENTS://%s:%d".formatted(HOST, brokerPort));
        all.put("listener.security.protocol.map", "CLIENTS:PLAINTEXT,CONTROLLER:PLAINTEXT");
        all.put("inter.broker.listener.name", "CLIENTS");
        all.put("controller.listener.names", "CONTROLLER");
        // A static voter may move: no one but this node needs to know its port.
        all.put("controller.quorum.voters", "1@%s:%d".formatted(HOST, controllerPort));

        // One node: nothing is replicated, and fifty partitions of an internal topic only cost files.
        for (String topic : List.of("offsets.topic", "transaction.state.log", "share.coordinator.state.topic")) {
            all.put(topic + ".replication.factor", "1");
            all.put(topic + ".num.partitions", "1");
        }
        all.put("transaction.state.log.min.isr", "1");
        all.put("share.coordinator.state.topic.min.isr", "1");
        all.put("auto.create.topics.enable", "false");

        // A group of one need not wait for others to join.
        all.put("group.initial.rebalance.delay.ms", "0");
        all.put("group.min.session.timeout.ms", "1000"); // default 6000
        // After a kill the node waits for its own old session.
        all.put("broker.session.timeout.ms", "3000");
        all.put("broker.heartbeat.interval.ms", "500");

        // The time of a record is that of a file or a fetch, which may lie before or after now by any amount.
        all.put("log.message.timestamp.after.max.ms", Long.toString(Long.MAX_VALUE));
        all.put("message.max.bytes", Integer.toString(Topics.MAX_RECORD_BYTES));
        all.put("replica.fetch.max.bytes", Integer.toString(Topics.MAX_RECORD_BYTES));

        // Small enough for a JVM that does other things besides.
        all.put("log.cleaner.dedupe.buffer.size", Integer.toString(8 << 20));
        all.put("log.index.size.max.bytes", Integer.toString(2 << 20));
        all.put("num.io.threads", "4");
        all.put("num.network.threads", "2");
        return all;
    }

    /** Fails in a millisecond where the broker would after seconds. */
    private static int free(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(HOST), port));
            return socket.getLocalPort();
        } catch (BindException e) {
            throw portTaken(port, e);
        } catch (IOException e) {
            throw new FeedmillException(
                    "port %d cannot be opened (%s): choose another with --port".formatted(port, e.getMessage()), e);
        }
    }

    private static FeedmillException portTaken(int port, Throwable cause) {
        return new FeedmillException(
                "port %d is in use by another program: stop it, or choose another with --port".formatted(port), cause);
    }

    private static String format(Path dir) {
        Path meta = dir.resolve(META_PROPERTIES);
        try {
            if (!Files.exists(meta)) {
                new Formatter()
                        .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                        .setNodeId(1)
                        .setClusterId(Uuid.randomUuid().toString())
                        .setDirectories(List.of(dir.toString()))
                        .setControllerListenerName("CONTROLLER")
                        .run();
            }
            Properties properties = new Properties();
            try (Reader reader = Files.newBufferedReader(meta)) {
                properties.load(reader);
            }
            String clusterId = properties.getProperty("cluster.id");
            if (clusterId == null) {
                throw new FeedmillException(
                        "%s names no cluster.id: the folder is damaged; move it away or choose another with --data"
                                .formatted(meta));
            }
            return clusterId;
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw broken(dir, e);
        }
    }

    /** What answers on the port must be this node: a listener on another interface can hide behind the same number. */
    private void checkIdentity(String clusterId, int port) {
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
            String found = admin.describeCluster().clusterId().get(CLUSTER_ID_TIMEOUT_SECONDS, TimeUnit.SECONDS);
            if (!clusterId.equals(found)) {
                throw portTaken(port, null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FeedmillException("interrupted while the broker started", e);
        } catch (ExecutionException | TimeoutException e) {
            throw broken(folder.path(), e);
        }
    }

    private static FeedmillException broken(Path dir, Throwable cause) {
        Throwable root = cause;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return new FeedmillException(
                "the embedded broker could not start on %s (%s): see what is wrong with --debug, or choose another folder with --data"
                        .formatted(
                                dir, root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage()),
                cause);
    }
}
