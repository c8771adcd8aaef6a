package io.feedmill.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunIT {
    private static final Pattern WHERE = Pattern.compile("Kafka at (\\S+), schema registry at (\\S+),");

    @TempDir
    Path dir;

    private final List<Process> children = new ArrayList<>();

    @AfterEach
    void killChildren() {
        children.forEach(Process::destroyForcibly);
    }

    @Test
    void letsAForeignConsumerReadWhatItWrites() throws Exception {
        Path feed = Rss.write(
                dir.resolve("feed.xml"), Rss.document("north.example", List.of(Rss.item("north.example", 1))));
        Child child = start(feed.toString(), "--metrics");
        Where where = child.where();
        List<GenericRecord> records = readEnriched(where, 1);
        assertWatched(where.registry());
        assertEquals("orchard 1 of north.example", records.get(0).get("title").toString());
        assertEquals(
                "north.example",
                ((GenericRecord) records.get(0).get("feed")).get("siteId").toString());

        // Its outcome is committed with the record, and to be seen at the same time or a moment later.
        Captured[] traced = {null};
        Awaitility.await().atMost(Patience.LONG).untilAsserted(() -> {
            traced[0] = Captured.run(
                    "trace",
                    records.get(0).get("url").toString(),
                    "--bootstrap-servers",
                    where.bootstrapServers(),
                    "--registry",
                    where.registry().toString());
            assertEquals("", traced[0].err());
            assertEquals(0, traced[0].status());
        });
        Captured trace = traced[0];
        assertTrue(trace.out().startsWith("item      " + records.get(0).get("itemId")), trace.out());
        assertTrue(trace.out().contains("  enriched  revision 1  feed-items-raw-"), trace.out());
        assertTrue(trace.out().contains("relate: a story not seen before"), trace.out());
        Captured unknown = Captured.run(
                "trace",
                "no-such-item",
                "--bootstrap-servers",
                where.bootstrapServers(),
                "--registry",
                where.registry().toString());
        assertEquals(1, unknown.status());
        assertTrue(unknown.err().startsWith("feedmill: no outcome is of an item with the id"), unknown.err());

        child.process.destroy(); // SIGTERM
        assertEquals(0, child.awaitExit());
    }

    @Test
    void neitherLosesNorRepeatsWhenItIsKilled() throws Exception {
        AtomicInteger shown = new AtomicInteger(20);
        AtomicInteger most = new AtomicInteger();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.createContext("/feed.xml", exchange -> {
            // Each poll finds five items more, the newest first, and always some are left for those that come.
            int count = shown.getAndUpdate(n -> Math.min(n + 5, most.get()));
            List<Rss.Item> items = IntStream.range(0, count)
                    .mapToObj(n -> Rss.item("north.example", count - 1 - n))
                    .toList();
            byte[] body = Rss.document("north.example", items).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        try {
            String url =
                    "http://127.0.0.1:%d/feed.xml".formatted(server.getAddress().getPort());
            int seen = 0;
            for (int kill = 0; kill < 2; kill++) {
                most.addAndGet(40);
                Child child = start(url, "--interval", "1s");
                Where where = child.where();
                assertEquals("Nothing here.\n", get(where.registry(), "/metrics"), "it was not asked for");
                seen = readEnriched(where, seen + 12).size();
                child.process.destroyForcibly();
                child.awaitExit();
            }
            most.set(120);
            shown.set(120);
            Child child = start(url, "--interval", "1s");
            List<GenericRecord> all = readEnriched(child.where(), 120);
            Set<String> titles = new HashSet<>();
            all.forEach(record -> titles.add(record.get("title").toString()));
            assertEquals(120, titles.size());
            assertEquals(120, all.size());
        } finally {
            server.stop(0);
        }
    }

    @Test
    void saysInOneLineThatAPortIsTaken() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            String port = Integer.toString(other.getLocalPort());
            for (String option : List.of("--port", "--http-port")) {
                String otherOption = option.equals("--port") ? "--http-port" : "--port";
                Captured captured =
                        Captured.run("run", "--data", dir.resolve("d").toString(), option, port, otherOption, "0");
                assertEquals(1, captured.status());
                assertEquals(
                        "feedmill: port %s is in use by another program: stop it, or choose another with %s%n"
                                .formatted(port, option),
                        captured.err());
            }
        }
    }

    @Test
    void saysInOneLineThatTheFolderIsNoFolder() throws Exception {
        Path file = Files.createFile(dir.resolve("file"));
        Captured captured = Captured.run("run", "--data", file.toString(), "--port", "0", "--http-port", "0");
        assertEquals(1, captured.status());
        assertEquals("feedmill: " + file + " is not a folder: choose another with --data\n", captured.err());
    }

    @Test
    void writesOnlyJsonToStandardOutputWhenAskedTo() throws Exception {
        Child child = start("--json", "--exit-after", "3");
        List<String> lines = new ArrayList<>();
        for (String line = child.out.readLine(); line != null; line = child.out.readLine()) {
            assertNotNull(new ObjectMapper().readTree(line).get("itemId"), line);
            lines.add(line);
        }
        assertEquals(3, lines.size());
        assertEquals(0, child.awaitExit());
    }

    private static void assertWatched(URI server) {
        Awaitility.await().atMost(Patience.LONG).untilAsserted(() -> {
            String ready = get(server, "/health/ready");
            assertTrue(ready.startsWith("{\"ok\":true,") && ready.contains("\"tasks\":{\"active\":3,"), ready);
            List<String> metrics = get(server, "/metrics").lines().toList();
            for (String line : List.of(
                    "feedmill_published_items_total 1.0",
                    "feedmill_items_total{outcome=\"enriched\"} 1.0",
                    "feedmill_feeds{state=\"ok\"} 1.0",
                    "kafka_stream_client_state 2.0")) {
                assertTrue(metrics.contains(line), () -> line + " is not in " + metrics);
            }
        });
        assertTrue(get(server, "/health/live").startsWith("{\"ok\":true,"));
    }

    private static String get(URI server, String path) {
        try {
            return HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(server.resolve(path)).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    // ------------------------------------------------------------------ a feedmill in a process of its own

    private record Where(String bootstrapServers, URI registry) {}

    /** What it says on standard error is in a file, or it would wait for a reader. */
    private record Child(Process process, BufferedReader out, Path err) {
        Where where() throws IOException {
            Awaitility.await()
                    .atMost(Patience.LONG)
                    .until(() -> !process.isAlive()
                            || WHERE.matcher(Files.readString(err)).find());
            Matcher matcher = WHERE.matcher(Files.readString(err));
            assertTrue(matcher.find(), () -> "it ended with " + process.exitValue());
            return new Where(matcher.group(1), URI.create(matcher.group(2)));
        }

        int awaitExit() throws Exception {
            assertTrue(process.waitFor(Patience.LONG.toSeconds(), TimeUnit.SECONDS), "it has not ended");
            return process.exitValue();
        }
    }

    private Child start(String... arguments) throws IOException {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                // Where numbers are written in other digits, it does the same.
                "-Duser.language=ar",
                "-Duser.country=EG",
                "-cp",
                System.getProperty("java.class.path"),
                Feedmill.class.getName(),
                "run",
                "--data",
                dir.resolve("data").toString(),
                "--port",
                "0",
                "--http-port",
                "0"));
        line.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(line);
        if (!List.of(arguments).contains("--json")) {
            builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
        }
        Path err = Files.createTempFile(dir, "feedmill", ".err");
        Process process = builder.redirectError(err.toFile()).start();
        children.add(process);
        return new Child(process, process.inputReader(StandardCharsets.UTF_8), err);
    }

    // ------------------------------------------------------------------ a consumer that knows nothing of feedmill

    /** Reads until there are as many records, and then a little longer for those that should not be there. */
    private static List<GenericRecord> readEnriched(Where where, int count) throws Exception {
        List<GenericRecord> records = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        where.bootstrapServers(),
                        "isolation.level",
                        "read_committed",
                        "auto.offset.reset",
                        "earliest"),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(consumer.partitionsFor("feed-items-enriched").stream()
                    .map(each -> new TopicPartition(each.topic(), each.partition()))
                    .toList());
            Schemas schemas = new Schemas(where.registry());
            long giveUpAt = System.nanoTime() + Patience.LONG.toNanos();
            while (records.size() < count) {
                assertTrue(System.nanoTime() < giveUpAt, "only " + records.size() + " of " + count + " records came");
                for (ConsumerRecord<String, byte[]> each : consumer.poll(Duration.ofMillis(200))) {
                    records.add(schemas.decode(each.value()));
                }
            }
            for (ConsumerRecord<String, byte[]> each : consumer.poll(Duration.ofSeconds(1))) {
                records.add(schemas.decode(each.value()));
            }
        }
        return records;
    }

    private static final class Schemas {
        private final HttpClient client = HttpClient.newHttpClient();
        private final Map<Integer, Schema> known = new HashMap<>();
        private final URI registry;

        Schemas(URI registry) {
            this.registry = registry;
        }

        GenericRecord decode(byte[] value) throws Exception {
            ByteBuffer buffer = ByteBuffer.wrap(value);
            assertEquals(0, buffer.get());
            int id = buffer.getInt();
            if (!known.containsKey(id)) {
                known.put(id, fetch(id));
            }
            return new GenericDatumReader<GenericRecord>(known.get(id))
                    .read(null, DecoderFactory.get().binaryDecoder(value, 5, value.length - 5, null));
        }

        private Schema fetch(int id) throws Exception {
            HttpResponse<String> response = client.send(
                    HttpRequest.newBuilder(URI.create(registry + "/schemas/ids/" + id))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            return new Schema.Parser()
                    .parse(new ObjectMapper()
                            .readTree(response.body())
                            .get("schema")
                            .textValue());
        }
    }
}
