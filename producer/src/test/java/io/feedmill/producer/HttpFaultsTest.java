package io.feedmill.producer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedmill.avro.FeedStatus;
import io.feedmill.producer.fetch.FailureKind;
import io.feedmill.producer.fetch.FetchSettings;
import io.feedmill.producer.fetch.Fetchers;
import io.feedmill.producer.fetch.Server;
import io.feedmill.producer.fetch.Validators;
import io.feedmill.schemas.LocalSchemaRegistry;
import io.feedmill.schemas.Topics;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a server can do to a poll: each fault ends as its own outcome, in time, and the feed is polled again when it should. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HttpFaultsTest {

    static {
        Topics.of("", new LocalSchemaRegistry(null)); // Avro's builders want the classes trusted first
    }

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    static final Duration SHORTEST = Duration.ofMinutes(10);
    private static final FetchSettings OF_SILENCE = Fetchers.endingSilenceAfter(Duration.ofMillis(800));
    private static final FetchSettings OF_THE_WHOLE = Fetchers.endingAllAfter(Duration.ofSeconds(2));
    private static final Validators OLD = new Validators("\"old\"", null);

    /** When a feed that failed once is polled again: twice or four times the shortest interval, and up to a tenth. */
    static final int SOON = 2;

    static final int LATER = 4;

    private record Fault(Server.Behaviour server, FailureKind kind, String said, int times, FetchSettings settings) {

        Fault(Server.Behaviour server, FailureKind kind, String said, int times) {
            this(server, kind, said, times, Fetchers.PATIENT);
        }
    }

    private static Server.Behaviour answer(String head, String body) {
        return (request, out) -> Server.send(out, head, body.getBytes(StandardCharsets.UTF_8));
    }

    private static Server.Behaviour redirect(String to) {
        return answer("HTTP/1.1 302 Found\r\nLocation: " + to, "");
    }

    private static Server.Behaviour endless(String head, String piece, int pause) {
        return (request, out) -> {
            Server.send(out, head);
            while (true) {
                Server.send(out, piece);
                if (pause > 0) {
                    out.flush();
                    Thread.sleep(pause);
                }
            }
        };
    }

    private static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
            zip.write(bytes);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return out.toByteArray();
    }

    private static Server.Behaviour zipped(byte[] body) {
        return (request, out) -> Server.send(out, "HTTP/1.1 200 OK\r\nContent-Encoding: gzip", body);
    }

    private static final Map<String, Fault> FAULTS = new TreeMap<>(Map.ofEntries(
            Map.entry("never answers", new Fault(Server.SILENT, FailureKind.TIMEOUT, "in time", SOON, OF_SILENCE)),
            Map.entry(
                    "drips headers",
                    new Fault(
                            endless("HTTP/1.1 200 OK\r\nX-Slow: ", "x", 50),
                            FailureKind.TIMEOUT,
                            "no whole answer",
                            SOON,
                            OF_THE_WHOLE)),
            Map.entry(
                    "drips a body",
                    new Fault(
                            endless("HTTP/1.1 200 OK\r\nContent-Length: 99999\r\n\r\n", "x", 50),
                            FailureKind.TIMEOUT,
                            "no whole answer",
                            SOON,
                            OF_THE_WHOLE)),
            Map.entry(
                    "stops in the middle",
                    new Fault(
                            (r, out) -> {
                                Server.send(out, "HTTP/1.1 200 OK\r\nContent-Length: 99999\r\n\r\n<rss>");
                                out.flush();
                                Server.SILENT.answer(r, out);
                            },
                            FailureKind.TIMEOUT,
                            "in time",
                            SOON,
                            OF_SILENCE)),
            Map.entry(
                    "sends a body without end",
                    new Fault(
                            endless(
                                    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
                                    "10000\r\n" + "x".repeat(0x10000) + "\r\n",
                                    0),
                            FailureKind.TOO_LARGE,
                            "larger than 10 MB",
                            LATER)),
            Map.entry(
                    "sends a gzip bomb",
                    new Fault(zipped(gzip(new byte[200 << 20])), FailureKind.TOO_LARGE, "larger than 10 MB", LATER)),
            Map.entry(
                    "sends a gzip bomb in a gzip",
                    new Fault(
                            zipped(gzip(gzip(new byte[200 << 20]))),
                            FailureKind.TOO_LARGE,
                            "larger than 10 MB",
                            LATER)),
            Map.entry(
                    "names two encodings",
                    new Fault(
                            answer("HTTP/1.1 200 OK\r\nContent-Encoding: gzip, gzip", "x"),
                            FailureKind.INCOMPLETE,
                            "not asked for",
                            SOON)),
            Map.entry(
                    "redirects in a circle", new Fault(redirect("/feed"), FailureKind.REDIRECT, "in a circle", LATER)),
            Map.entry(
                    "redirects on and on",
                    new Fault(
                            (request, out) -> {
                                String path = request.get(0).split(" ")[1];
                                Server.send(out, "HTTP/1.1 302 Found\r\nLocation: " + path + "x", new byte[0]);
                            },
                            FailureKind.REDIRECT,
                            "more than 5 redirects",
                            LATER)),
            Map.entry(
                    "redirects to nowhere",
                    new Fault(answer("HTTP/1.1 302 Found", ""), FailureKind.REDIRECT, "not to where", LATER)),
            Map.entry(
                    "redirects to a private address",
                    new Fault(redirect("http://10.0.0.1/"), FailureKind.BLOCKED, "not on the public internet", LATER)),
            Map.entry(
                    "redirects to the metadata of a cloud",
                    new Fault(
                            redirect("http://169.254.169.254/latest/"),
                            FailureKind.BLOCKED,
                            "not on the public internet",
                            LATER)),
            Map.entry(
                    "redirects to another service",
                    new Fault(redirect("http://1.1.1.1:25/"), FailureKind.BLOCKED, "port 25", LATER)),
            Map.entry(
                    "redirects to file",
                    new Fault(redirect("file:///etc/passwd"), FailureKind.BLOCKED, "not on the web", LATER)),
            Map.entry(
                    "redirects to ftp",
                    new Fault(redirect("ftp://example.com/"), FailureKind.BLOCKED, "not on the web", LATER)),
            Map.entry(
                    "redirects to jar",
                    new Fault(redirect("jar:http://example.com/a!/b"), FailureKind.BLOCKED, "not on the web", LATER)),
            Map.entry(
                    "redirects to gopher",
                    new Fault(redirect("gopher://example.com:25/x"), FailureKind.BLOCKED, "not on the web", LATER)),
            Map.entry(
                    "sends less than it says",
                    new Fault(
                            (r, out) -> Server.send(out, "HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n<rss>"),
                            FailureKind.INCOMPLETE,
                            "broke off",
                            SOON)),
            Map.entry(
                    "sends half a gzip",
                    new Fault(
                            zipped(java.util.Arrays.copyOf(gzip("<rss/>".getBytes(StandardCharsets.UTF_8)), 15)),
                            FailureKind.INCOMPLETE,
                            "broke off",
                            SOON)),
            Map.entry(
                    "sends a page",
                    new Fault(
                            answer(
                                    "HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml",
                                    "<html><title>Log in</title>"),
                            FailureKind.NOT_A_FEED,
                            "a web page titled \"Log in\"",
                            LATER)),
            Map.entry(
                    "sends nothing",
                    new Fault(answer("HTTP/1.1 200 OK", ""), FailureKind.NOT_A_FEED, "the document is empty", LATER)),
            Map.entry(
                    "sends a picture",
                    new Fault(
                            answer("HTTP/1.1 200 OK\r\nContent-Type: image/png", "\u0089PNG\r\n"),
                            FailureKind.NOT_A_FEED,
                            "neither XML nor a JSON object",
                            LATER)),
            Map.entry(
                    "says 404",
                    new Fault(answer("HTTP/1.1 404 No", ""), FailureKind.HTTP_STATUS, "answers 404", LATER)),
            Map.entry(
                    "says 500", new Fault(answer("HTTP/1.1 500 No", ""), FailureKind.HTTP_STATUS, "answers 500", SOON)),
            Map.entry(
                    "stands behind a check for robots",
                    new Fault(
                            answer("HTTP/1.1 403 No\r\ncf-mitigated: challenge", "<html>"),
                            FailureKind.HTTP_STATUS,
                            "a check for robots",
                            LATER)),
            Map.entry(
                    "speaks no HTTP",
                    new Fault((r, out) -> Server.send(out, "220 mail ready\r\n"), FailureKind.UNREACHABLE, "", SOON))));

    static Stream<Arguments> faults() {
        return FAULTS.entrySet().stream().map(each -> Arguments.of(each.getKey(), each.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void endsAsItsOwnOutcomeInTime(String name, Fault fault) throws Exception {
        try (Server server = new Server(fault.server());
                FeedReader reader = new FeedReader(fault.settings())) {
            ReadResult.Failed failed =
                    assertInstanceOf(ReadResult.Failed.class, reader.read(server.url("/feed"), OLD, NOW));
            assertEquals(fault.kind(), failed.kind(), failed.message());
            assertTrue(failed.message().contains(fault.said()), failed.message());
            assertTrue(failed.message().startsWith(server.url("/feed")), failed.message());
            assertPolledAgain(failed, SHORTEST.multipliedBy(fault.times()));
        }
    }

    private static FeedMemory.Polled polled() {
        return new FeedMemory.Polled("https://a.example/feed", "0123456789abcdef", false, SHORTEST, Duration.ofDays(1));
    }

    private static FeedStatus before() {
        return FeedStatus.newBuilder()
                .setUrl("https://a.example/feed")
                .setEtag("\"old\"")
                .build();
    }

    /** And nothing of the answer is kept. */
    static void assertPolledAgain(ReadResult.Failed failed, Duration after) {
        FeedStatus status = FeedMemory.failed(polled(), before(), failed, NOW);
        Duration wait = Duration.between(NOW, status.getNextPollAt());
        assertTrue(wait.compareTo(after) >= 0, wait + " is sooner than " + after);
        assertTrue(wait.compareTo(after.multipliedBy(11).dividedBy(10)) <= 0, wait + " is later than " + after);
        assertEquals("\"old\"", status.getEtag());
        assertEquals(1, status.getPollsFailed());
    }

    @ParameterizedTest
    @MethodSource("retryAfter")
    void waitsAsLongAsItIsTold(String status, String value, Duration expected) throws Exception {
        try (Server server = new Server(answer("HTTP/1.1 " + status + " Wait\r\nRetry-After: " + value, ""));
                FeedReader reader = new FeedReader(Fetchers.PATIENT)) {
            ReadResult.Failed failed =
                    assertInstanceOf(ReadResult.Failed.class, reader.read(server.url("/feed"), OLD, NOW));
            assertEquals(FailureKind.HTTP_STATUS, failed.kind());
            assertPolledAgain(failed, expected);
        }
    }

    static Stream<Arguments> retryAfter() {
        return Stream.of(
                Arguments.of("429", "3600", Duration.ofHours(1)),
                Arguments.of("429", "Sun, 01 Mar 2026 14:00:00 GMT", Duration.ofHours(2)),
                Arguments.of("503", "3600", Duration.ofHours(1)),
                Arguments.of("429", "999999999", Duration.ofDays(1)),
                Arguments.of("429", "-1", SHORTEST.multipliedBy(2)),
                Arguments.of("429", "soon", SHORTEST.multipliedBy(2)),
                Arguments.of("429", "1", SHORTEST.multipliedBy(2)));
    }

    @Test
    void saysThatTheConnectionWasReset() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 50, java.net.InetAddress.getByName("127.0.0.1"));
                FeedReader reader = new FeedReader(Fetchers.PATIENT)) {
            Thread server = new Thread(() -> {
                try (Socket connection = socket.accept()) {
                    connection.getInputStream().read();
                    connection
                            .getOutputStream()
                            .write("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n<".getBytes(StandardCharsets.US_ASCII));
                    connection.getOutputStream().flush();
                    connection.setSoLinger(true, 0); // closing sends a reset
                } catch (IOException e) {
                    // The client has had enough.
                }
            });
            server.setDaemon(true);
            server.start();
            ReadResult.Failed failed = assertInstanceOf(
                    ReadResult.Failed.class,
                    reader.read("http://127.0.0.1:" + socket.getLocalPort() + "/feed", OLD, NOW));
            assertTrue(
                    failed.kind() == FailureKind.UNREACHABLE || failed.kind() == FailureKind.INCOMPLETE,
                    failed.message());
            assertPolledAgain(failed, SHORTEST.multipliedBy(SOON));
        }
    }

    @Test
    void asksForTheWholeOnceInAWhileThoughTheServerSays304ForEver() throws Exception {
        try (Server server = new Server((request, out) -> {
                    boolean asked = request.stream().anyMatch(line -> line.startsWith("If-None-Match"));
                    if (asked) {
                        Server.send(out, "HTTP/1.1 304 Not Modified\r\n\r\n");
                    } else {
                        Server.send(
                                out,
                                "HTTP/1.1 200 OK\r\nETag: \"old\"",
                                "<rss><channel><item><title>x</title></item></channel></rss>"
                                        .getBytes(StandardCharsets.UTF_8));
                    }
                });
                FeedReader reader = new FeedReader(Fetchers.PATIENT)) {
            // A server that was once seen to tell changed from unchanged, and stopped doing so.
            FeedStatus status = FeedStatus.newBuilder(before())
                    .setLastWholeAt(NOW)
                    .setValidatorsWork(true)
                    .build();
            int whole = 0;
            Instant now = NOW;
            for (int poll = 0; poll < 80; poll++) {
                now = now.plus(Duration.ofHours(6));
                FeedMemory.Question question = FeedMemory.question(polled(), status, now);
                ReadResult result = reader.read(server.url("/feed"), question.validators(), now);
                if (result instanceof ReadResult.NotModified same) {
                    status = FeedMemory.notModified(polled(), status, same, now);
                } else {
                    whole++;
                    status = FeedMemory.same(polled(), status, (ReadResult.Document) result, now);
                }
                assertEquals(now, status.getLastSuccessAt(), "it is well");
            }
            assertEquals(2, whole, "once a week in twenty days");
            assertFalse(status.getValidatorsLie());
        }
    }

    @Test
    void readsAFeedWhateverItsTypeIsCalledAndHoweverOftenItIsZipped() throws Exception {
        byte[] feed = "<rss><channel><title>x</title><item><title>y</title></item></channel></rss>"
                .getBytes(StandardCharsets.UTF_8);
        for (String type : List.of("text/html", "application/octet-stream", "image/png", "nonsense", "text/plain")) {
            try (Server server =
                            new Server((r, out) -> Server.send(out, "HTTP/1.1 200 OK\r\nContent-Type: " + type, feed));
                    FeedReader reader = new FeedReader(Fetchers.PATIENT)) {
                assertInstanceOf(ReadResult.Document.class, reader.read(server.url("/feed"), OLD, NOW), type);
            }
        }
        try (Server server = new Server(zipped(gzip(gzip(feed))));
                FeedReader reader = new FeedReader(Fetchers.PATIENT)) {
            assertInstanceOf(ReadResult.Document.class, reader.read(server.url("/feed"), OLD, NOW));
        }
    }
}
