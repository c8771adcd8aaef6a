package io.feedmill.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKafkaIT {
    private static final String TOPIC = "letters";

    @TempDir
    Path dir;

    @Test
    void keepsItsDataOverARestart() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(dir, 0)) {
            createTopic(kafka.bootstrapServers());
            send(kafka.bootstrapServers(), "a");
        }
        try (EmbeddedKafka kafka = EmbeddedKafka.start(dir, 0)) {
            send(kafka.bootstrapServers(), "b");
            assertEquals(List.of("a", "b"), read(kafka.bootstrapServers(), 2));
        }
    }

    @Test
    void keepsItsDataWhenItsProcessIsKilled() throws Exception {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Child.class.getName(),
                        dir.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader out = child.inputReader(StandardCharsets.UTF_8)) {
            assertEquals("sent", out.readLine());
        } finally {
            child.destroyForcibly();
        }
        assertTrue(child.waitFor(Patience.LONG.toSeconds(), TimeUnit.SECONDS));
        try (EmbeddedKafka kafka = EmbeddedKafka.start(dir, 0)) {
            assertEquals(List.of("from the child"), read(kafka.bootstrapServers(), 1));
        }
    }

    @Test
    void takesARecordFromTheFuture() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(dir, 0)) {
            createTopic(kafka.bootstrapServers());
            try (KafkaProducer<String, String> producer = producer(kafka.bootstrapServers())) {
                long year2100 = 4_102_444_800_000L;
                producer.send(new ProducerRecord<>(TOPIC, 0, year2100, null, "later"))
                        .get();
            }
            assertEquals(List.of("later"), read(kafka.bootstrapServers(), 1));
        }
    }

    @Test
    void saysThatThePortIsTaken() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            FeedmillException e =
                    assertThrows(FeedmillException.class, () -> EmbeddedKafka.start(dir, other.getLocalPort()));
            assertEquals(
                    "port %d is in use by another program: stop it, or choose another with --port"
                            .formatted(other.getLocalPort()),
                    e.getMessage());
        }
        DataFolder.claim(dir).close();
    }

    @Test
    void saysThatAnotherUsesTheFolder() {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(dir, 0)) {
            FeedmillException e = assertThrows(FeedmillException.class, () -> EmbeddedKafka.start(dir, 0));
            assertTrue(e.getMessage().contains("in use by another feedmill"), e.getMessage());
            assertTrue(kafka.bootstrapServers().startsWith("127.0.0.1:"));
            assertTrue(e.getMessage().contains(dir.toString()), e.getMessage());
        }
    }

    @Test
    void saysThatMetaPropertiesAreDamaged() throws IOException {
        Files.writeString(dir.resolve("meta.properties"), "version=1\n");
        FeedmillException e = assertThrows(FeedmillException.class, () -> EmbeddedKafka.start(dir, 0));
        assertTrue(e.getMessage().contains("meta.properties names no cluster.id"), e.getMessage());
    }

    /** A broker in a process of its own, for a test to kill. */
    static final class Child {
        private Child() {}

        public static void main(String[] args) throws Exception {
            EmbeddedKafka kafka = EmbeddedKafka.start(Path.of(args[0]), 0);
            createTopic(kafka.bootstrapServers());
            send(kafka.bootstrapServers(), "from the child");
            System.out.println("sent");
            Thread.sleep(Patience.LONG.toMillis());
        }
    }

    private static void createTopic(String bootstrapServers) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.createTopics(List.of(new NewTopic(TOPIC, Optional.of(1), Optional.empty())))
                    .all()
                    .get(Patience.LONG.toSeconds(), TimeUnit.SECONDS);
        }
    }

    private static KafkaProducer<String, String> producer(String bootstrapServers) {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers), new StringSerializer(), new StringSerializer());
    }

    private static void send(String bootstrapServers, String value) throws Exception {
        try (KafkaProducer<String, String> producer = producer(bootstrapServers)) {
            producer.send(new ProducerRecord<>(TOPIC, value)).get(Patience.LONG.toSeconds(), TimeUnit.SECONDS);
        }
    }

    private static List<String> read(String bootstrapServers, int count) {
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "auto.offset.reset", "earliest"),
                new StringDeserializer(),
                new StringDeserializer())) {
            consumer.assign(List.of(new TopicPartition(TOPIC, 0)));
            List<String> values = new ArrayList<>();
            long giveUpAt = System.nanoTime() + Patience.LONG.toNanos();
            while (values.size() < count && System.nanoTime() < giveUpAt) {
                for (ConsumerRecord<String, String> each : consumer.poll(Duration.ofMillis(100))) {
                    values.add(each.value());
                }
            }
            return values;
        }
    }
}
