package io.feedmill.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.feedmill.avro.FeedStatus;
import io.feedmill.avro.FeedSubscription;
import io.feedmill.producer.FeedProducer;
import io.feedmill.producer.ProducerSettings;
import io.feedmill.producer.Subscriptions;
import io.feedmill.producer.fetch.FailureKind;
import io.feedmill.producer.fetch.FetchSettings;
import io.feedmill.schemas.LocalSchemaRegistry;
import io.feedmill.schemas.Topics;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.clients.admin.Admin;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A producer whose feeds each have a fault of another kind, and one that has none. */
class PollFaultsIT {

    private static final byte[] TOO_LARGE = zipped(11 << 20);

    @TempDir
    Path folder;

    private final CountDownLatch over = new CountDownLatch(1);

    private static byte[] zipped(int bytes) {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(zipped)) {
            zip.write(new byte[bytes]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return zipped.toByteArray();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        switch (path) {
            case "/HTTP_STATUS" -> exchange.sendResponseHeaders(500, -1);
            case "/REDIRECT", "/BLOCKED" -> {
                exchange.getResponseHeaders().set("Location", path.equals("/REDIRECT") ? path : "http://10.0.0.1/");
                exchange.sendResponseHeaders(302, -1);
            }
            case "/TIMEOUT" -> await(over);
            case "/INCOMPLETE" -> {
                exchange.sendResponseHeaders(200, 999);
                exchange.getResponseBody().write('<');
            }
            case "/TOO_LARGE" -> {
                exchange.getResponseHeaders().set("Content-Encoding", "gzip");
                send(exchange, TOO_LARGE);
            }
            case "/NOT_A_FEED" -> send(exchange, "<html><title>Log in</title></html>");
            case "/UNREADABLE" -> send(exchange, "<rss><channel><item>" + "<a>".repeat(300));
            default -> send(exchange, Rss.document("one.example", List.of(Rss.item("one.example", 1))));
        }
        exchange.close();
    }

    /** Speaks no TLS, and at once. */
    private static ServerSocket plain() throws IOException {
        ServerSocket socket = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        Thread server = new Thread(() -> {
            while (!socket.isClosed()) {
                try (Socket connection = socket.accept()) {
                    connection.getInputStream().read();
                    connection
                            .getOutputStream()
                            .write("HTTP/1.1 400 Plainly\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                    connection.getInputStream().readAllBytes(); // who hangs up first resets what was written
                } catch (IOException e) {
                    // The client hangs up, or we are closed.
                }
            }
        });
        server.setDaemon(true);
        server.start();
        return socket;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void send(HttpExchange exchange, String body) throws IOException {
        send(exchange, body.getBytes(StandardCharsets.UTF_8));
    }

    private static void send(HttpExchange exchange, byte[] body) throws IOException {
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
    }

    @Test
    void areEachCountedAsTheirOwnAndTheFeedIsPolledAgain() throws Exception {
        Topics topics = Topics.of("", new LocalSchemaRegistry(null));
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", this::answer);
        server.start();
        int port = server.getAddress().getPort();
        Socket nobody = new Socket(); // has the port, so that nobody else can listen there
        nobody.bind(new InetSocketAddress("127.0.0.1", 0));
        Map<FailureKind, String> urls = new TreeMap<>(Stream.of(FailureKind.values())
                .collect(Collectors.toMap(kind -> kind, kind -> "http://127.0.0.1:" + port + "/" + kind)));
        urls.put(FailureKind.UNREACHABLE, "http://127.0.0.1:" + nobody.getLocalPort() + "/");
        ServerSocket plain = plain();
        urls.put(FailureKind.TLS, "https://127.0.0.1:" + plain.getLocalPort() + "/");
        Path missing = folder.resolve("missing.xml");
        urls.remove(FailureKind.FILE);
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0)) {
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
                topics.create(admin, 3, (short) 1);
            }
            ProducerSettings settings = ProducerSettings.of(kafka.bootstrapServers(), topics)
                    .fetching(FetchSettings.defaults()
                            .allowing(List.of("127.0.0.1"))
                            .within(Duration.ofSeconds(30), Duration.ofSeconds(2), Duration.ofSeconds(30)))
                    .every(Duration.ofMillis(300), Duration.ofMillis(600))
                    .with(Patience.KAFKA);
            FeedSubscription file =
                    FeedSubscription.newBuilder().setUrl(missing.toString()).build();
            try (FeedProducer producer =
                            new FeedProducer(settings, List.of(file), InstantSource.system(), report -> {});
                    Subscriptions subscriptions = new Subscriptions(kafka.bootstrapServers(), topics, Map.of())) {
                subscriptions.put(Stream.concat(urls.values().stream(), Stream.of("http://127.0.0.1:" + port + "/well"))
                        .map(url -> FeedSubscription.newBuilder().setUrl(url).build())
                        .toList());
                producer.start();
                Awaitility.await().atMost(Patience.LONG).untilAsserted(() -> {
                    Map<FailureKind, Long> failed = producer.state().failed();
                    for (FailureKind kind : FailureKind.values()) {
                        long least = kind == FailureKind.FILE ? 1 : 2; // said once, and then when it is there
                        assertTrue(failed.getOrDefault(kind, 0L) >= least, kind + ": " + failed);
                    }
                    assertEquals(1, producer.state().items(), "and that of the feed that is well is not held up");
                });
            }
            Map<String, FeedStatus> statuses = new Subscriptions(kafka.bootstrapServers(), topics, Map.of()).statuses();
            urls.forEach((kind, url) -> {
                FeedStatus status = statuses.get(Subscriptions.feedId(
                        FeedSubscription.newBuilder().setUrl(url).build()));
                assertTrue(status.getFailures() >= 2, url);
                assertTrue(status.getLastError().startsWith(url), status.getLastError());
                assertNotNull(status.getNextPollAt(), url);
            });
        } finally {
            over.countDown();
            plain.close();
            nobody.close();
            server.stop(0);
        }
    }
}
