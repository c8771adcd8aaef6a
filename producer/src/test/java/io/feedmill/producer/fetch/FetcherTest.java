package io.feedmill.producer.fetch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each fetch comes to its end, in far less time than a {@link Fetchers#PATIENT} one may take. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FetcherTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final byte[] FEED = "<rss/>".getBytes(StandardCharsets.UTF_8);

    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
    }

    private Server server(Server.Behaviour behaviour) throws IOException {
        Server server = new Server(behaviour);
        open.add(server);
        return server;
    }

    private Fetched fetch(String url) {
        return fetch(url, Validators.NONE, Fetchers.PATIENT);
    }

    private Fetched fetch(String url, Validators validators, FetchSettings settings) {
        Fetcher fetcher = new Fetcher(settings);
        open.add(fetcher);
        return fetcher.fetch(url, validators, NOW);
    }

    private static Fetched.Failed failed(FailureKind kind, Fetched fetched) {
        Fetched.Failed failed = assertInstanceOf(Fetched.Failed.class, fetched);
        assertEquals(kind, failed.kind(), failed.message());
        return failed;
    }

    private static byte[] gzip(byte[] bytes, int times) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
            for (int i = 0; i < times; i++) {
                zip.write(bytes);
            }
        }
        return out.toByteArray();
    }

    // ------------------------------------------------------------------ what goes well

    @Test
    void fetchesADocumentAndSaysWhoItIs() throws Exception {
        Server server = server((request, out) -> Server.send(
                out,
                "HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\nETag: \"a\"\r\nLast-Modified: Sun, 01 Mar 2026 10:00:00 GMT\r\nCache-Control: public, max-age=600",
                FEED));
        Fetched.Body body = assertInstanceOf(Fetched.Body.class, fetch(server.url("/feed")));
        assertArrayEquals(FEED, body.bytes());
        assertEquals("application/rss+xml", body.contentType());
        assertEquals(new Validators("\"a\"", "Sun, 01 Mar 2026 10:00:00 GMT"), body.validators());
        assertEquals(Duration.ofMinutes(10), body.hints().fresh());
        assertEquals(NOW, body.fetchedAt());
        assertEquals(server.url("/feed"), body.url());
        String request = String.join("\n", server.requests.get(0));
        assertTrue(request.contains("User-Agent: Feedmill/"), request);
        assertTrue(request.contains("(+https://github.com/feedmill/feedmill)"), request);
        assertTrue(request.contains("Accept-Encoding: gzip"), request);
        assertFalse(request.contains("If-None-Match"), request);
    }

    @Test
    void unzipsWhatIsZipped() throws Exception {
        byte[] zipped = gzip(FEED, 1);
        Server server = server((request, out) -> Server.send(out, "HTTP/1.1 200 OK\r\nContent-Encoding: gzip", zipped));
        assertArrayEquals(
                FEED,
                assertInstanceOf(Fetched.Body.class, fetch(server.url("/"))).bytes());
    }

    @Test
    void asksWithBothValidatorsAndRenewsThem() throws Exception {
        Server server = server((request, out) -> Server.send(out, "HTTP/1.1 304 Not Modified\r\nETag: \"b\"\r\n\r\n"));
        Fetched.NotModified same = assertInstanceOf(
                Fetched.NotModified.class,
                fetch(server.url("/"), new Validators("\"a\"", "Sun, 01 Mar 2026 10:00:00 GMT"), Fetchers.PATIENT));
        assertEquals(new Validators("\"b\"", "Sun, 01 Mar 2026 10:00:00 GMT"), same.validators());
        String request = String.join("\n", server.requests.get(0));
        assertTrue(request.contains("If-None-Match: \"a\""), request);
        assertTrue(request.contains("If-Modified-Since: Sun, 01 Mar 2026 10:00:00 GMT"), request);
    }

    @Test
    void saysHowFarPermanentRedirectsLead() throws Exception {
        Server server = server((request, out) -> {
            String path = request.get(0).split(" ")[1];
            switch (path) {
                case "/old" -> Server.send(out, "HTTP/1.1 301 Moved\r\nLocation: /new\r\n\r\n");
                case "/new" -> Server.send(out, "HTTP/1.1 308 Moved\r\nLocation: /newer\r\n\r\n");
                case "/newer" -> Server.send(out, "HTTP/1.1 302 Found\r\nLocation: /today\r\n\r\n");
                case "/away" -> Server.send(out, "HTTP/1.1 307 Away\r\nLocation: /old\r\n\r\n");
                default -> Server.send(out, "HTTP/1.1 200 OK", FEED);
            }
        });
        assertEquals(server.url("/newer"), movedTo(server.url("/old")));
        assertNull(movedTo(server.url("/away")), "what is not permanent hides what comes after it");
        assertNull(movedTo(server.url("/today")));
    }

    private String movedTo(String url) {
        return assertInstanceOf(Fetched.Body.class, fetch(url)).movedTo();
    }

    @Test
    void followsRedirectsAndNamesWhereItEnded() throws Exception {
        Server server = server((request, out) -> {
            if (request.get(0).startsWith("GET /old ")) {
                Server.send(out, "HTTP/1.1 301 Moved\r\nLocation: new/feed?x=1\r\nContent-Length: 0\r\n\r\n");
            } else {
                Server.send(out, "HTTP/1.1 200 OK", FEED);
            }
        });
        Fetched.Body body = assertInstanceOf(Fetched.Body.class, fetch(server.url("/old")));
        assertEquals(server.url("/old"), body.url());
        assertEquals(server.url("/new/feed?x=1"), body.finalUrl());
    }

    // ------------------------------------------------------------------ what goes wrong

    @Test
    void cutsOffHeadersThatNeverCome() throws Exception {
        Server server = server(Server.SILENT);
        FetchSettings impatient = Fetchers.endingSilenceAfter(Duration.ofMillis(500));
        failed(FailureKind.TIMEOUT, fetch(server.url("/"), Validators.NONE, impatient));
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 200 OK\r\nX-Slow: ", "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n"})
    void cutsOffAServerThatDripsThoughEachReadSucceeds(String start) throws Exception {
        Server server = server((request, out) -> {
            Server.send(out, start);
            while (true) {
                Server.send(out, "x");
                out.flush();
                Thread.sleep(50);
            }
        });
        FetchSettings impatient = Fetchers.endingAllAfter(Duration.ofSeconds(1));
        Fetched.Failed failed = failed(FailureKind.TIMEOUT, fetch(server.url("/"), Validators.NONE, impatient));
        assertTrue(failed.message().contains("no whole answer within 1 s"), failed.message());
    }

    @Test
    void stopsAtTheLimitOfAnEndlessBody() throws Exception {
        Server server = server((request, out) -> {
            Server.send(out, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
            byte[] chunk = ("10000\r\n" + "x".repeat(0x10000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
            while (true) {
                out.write(chunk);
            }
        });
        failed(FailureKind.TOO_LARGE, fetch(server.url("/")));
    }

    @Test
    void stopsAtTheLimitOfAGzipBomb() throws Exception {
        byte[] bomb = gzip(new byte[1 << 20], 200);
        assertTrue(bomb.length < 1 << 20);
        Server server = server((request, out) -> Server.send(out, "HTTP/1.1 200 OK\r\nContent-Encoding: gzip", bomb));
        failed(FailureKind.TOO_LARGE, fetch(server.url("/")));
    }

    @Test
    void discardsABodyThatBreaksOff() throws Exception {
        Server server =
                server((request, out) -> Server.send(out, "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n<rss>"));
        failed(FailureKind.INCOMPLETE, fetch(server.url("/")));
        byte[] half = java.util.Arrays.copyOf(gzip(FEED, 1), 12);
        Server zipped = server((request, out) -> Server.send(out, "HTTP/1.1 200 OK\r\nContent-Encoding: gzip", half));
        failed(FailureKind.INCOMPLETE, fetch(zipped.url("/")));
    }

    @Test
    void namesARedirectThatGoesInACircle() throws Exception {
        Server server = server((request, out) -> {
            String to = request.get(0).startsWith("GET /a ") ? "/b" : "/a";
            Server.send(out, "HTTP/1.1 302 Found\r\nLocation: " + to + "\r\nContent-Length: 0\r\n\r\n");
        });
        Fetched.Failed failed = failed(FailureKind.REDIRECT, fetch(server.url("/a")));
        assertTrue(failed.message().contains("in a circle"), failed.message());
        assertEquals(2, server.requests.size());
    }

    @Test
    void followsNoMoreThanFiveRedirects() throws Exception {
        Server server = server((request, out) -> {
            int n = Integer.parseInt(request.get(0).replaceAll("\\D*(\\d+) HTTP.*", "$1"));
            Server.send(out, "HTTP/1.1 302 Found\r\nLocation: /" + (n + 1) + "\r\nContent-Length: 0\r\n\r\n");
        });
        failed(FailureKind.REDIRECT, fetch(server.url("/0")));
        assertEquals(6, server.requests.size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"file:///etc/passwd", "ftp://example.com/feed", "javascript:alert(1)", "http:///nowhere"})
    void neverFollowsARedirectOffTheWeb(String to) throws Exception {
        Server server = server((request, out) ->
                Server.send(out, "HTTP/1.1 302 Found\r\nLocation: " + to + "\r\nContent-Length: 0\r\n\r\n"));
        failed(FailureKind.BLOCKED, fetch(server.url("/")));
    }

    @Test
    void checksTheAddressAtEveryRedirect() throws Exception {
        Server secret = server((request, out) -> Server.send(out, "HTTP/1.1 200 OK", FEED));
        Server open = server((request, out) -> Server.send(
                out,
                "HTTP/1.1 302 Found\r\nLocation: http://localhost:" + secret.port()
                        + "/\r\nContent-Length: 0\r\n\r\n"));
        FetchSettings onlyTheFirst = FetchSettings.defaults().allowing(List.of("127.0.0.1:" + open.port()));
        Fetched.Failed failed = failed(FailureKind.BLOCKED, fetch(open.url("/"), Validators.NONE, onlyTheFirst));
        assertTrue(failed.message().contains("not on the public internet"), failed.message());
        assertEquals(0, secret.requests.size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1/",
                "http://localhost/",
                "http://[::1]/",
                "http://10.1.2.3/",
                "http://169.254.169.254/latest/meta-data/",
                "http://100.100.100.200/",
                "http://[::ffff:127.0.0.1]/",
                "http://[fd00:ec2::254]/",
                "http://0.0.0.0/",
                "http://2130706433/",
                "http://127.1/",
                "http://0x7f.0.0.1/"
            })
    void refusesAddressesThatAreNotPublic(String url) {
        Fetched.Failed failed =
                assertInstanceOf(Fetched.Failed.class, fetch(url, Validators.NONE, FetchSettings.defaults()));
        assertTrue(failed.kind() == FailureKind.BLOCKED || failed.message().contains("no such host"), failed.message());
    }

    @Test
    void sendsCredentialsToTheirServerOnlyAndShowsThemToNobody() throws Exception {
        Server other = server((request, out) -> Server.send(out, "HTTP/1.1 200 OK", FEED));
        Server server = server((request, out) -> Server.send(
                out, "HTTP/1.1 302 Found\r\nLocation: " + other.url("/") + "\r\nContent-Length: 0\r\n\r\n"));
        String url = server.url("/").replace("http://", "http://ann:s%40cret@");
        Fetched.Body body = assertInstanceOf(Fetched.Body.class, fetch(url));
        assertEquals(server.url("/"), body.url());
        // ann:s@cret
        assertTrue(server.requests.get(0).contains("Authorization: Basic YW5uOnNAY3JldA=="));
        assertFalse(String.join("\n", other.requests.get(0)).contains("Authorization"));

        Server no = server((request, out) -> Server.send(out, "HTTP/1.1 403 No", new byte[0]));
        Fetched.Failed failed =
                failed(FailureKind.HTTP_STATUS, fetch(no.url("/").replace("http://", "http://ann:secret@")));
        assertFalse(failed.message().contains("secret"), failed.message());
        assertEquals(403, failed.status());
    }

    @Test
    void sendsASubscriptionsHeadersToItsServerOnly() throws Exception {
        Server other = server((request, out) -> Server.send(out, "HTTP/1.1 200 OK", FEED));
        Server server = server((request, out) -> Server.send(
                out, "HTTP/1.1 302 Found\r\nLocation: " + other.url("/") + "\r\nContent-Length: 0\r\n\r\n"));
        Fetcher fetcher = new Fetcher(Fetchers.PATIENT);
        open.add(fetcher);
        Map<String, String> headers = Map.of("X-Key", "k1", "user-agent", "Reader/1", "Host", "elsewhere.example");
        assertInstanceOf(Fetched.Body.class, fetcher.fetch(server.url("/"), Validators.NONE, headers, NOW));
        String asked = String.join("\n", server.requests.get(0));
        assertTrue(asked.contains("X-Key: k1"), asked);
        assertTrue(asked.contains("user-agent: Reader/1"), asked);
        assertFalse(asked.contains("elsewhere.example") || asked.contains("Feedmill/"), asked);
        String elsewhere = String.join("\n", other.requests.get(0));
        assertFalse(elsewhere.contains("X-Key") || elsewhere.contains("Reader/1"), elsewhere);
    }

    @ParameterizedTest
    @ValueSource(strings = {"120", "Sun, 01 Mar 2026 12:02:00 GMT"})
    void readsRetryAfterInBothForms(String value) throws Exception {
        Server server = server(
                (request, out) -> Server.send(out, "HTTP/1.1 429 Slow down\r\nRetry-After: " + value, new byte[0]));
        Fetched.Failed failed = failed(FailureKind.HTTP_STATUS, fetch(server.url("/")));
        assertEquals(Duration.ofMinutes(2), failed.hints().retryAfter());
        assertEquals(429, failed.status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"-5", "soon", "Sun, 01 Mar 2020 12:02:00 GMT", "99999999999999"})
    void ignoresARetryAfterThatMakesNoSense(String value) {
        assertNull(Fetcher.retryAfter(value, NOW));
    }

    @Test
    void saysThatNobodyListens() throws Exception {
        try (Socket boundOnly = new Socket()) { // so that nobody else can listen there meanwhile
            boundOnly.bind(new InetSocketAddress("127.0.0.1", 0));
            failed(FailureKind.UNREACHABLE, fetch("http://127.0.0.1:" + boundOnly.getLocalPort() + "/"));
        }
    }

    @Test
    void namesAFailureOfTls() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"))) {
            Thread server = new Thread(() -> {
                try (Socket connection = socket.accept()) {
                    connection
                            .getOutputStream()
                            .write("HTTP/1.1 400 Speak plainly\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                    connection.getInputStream().readAllBytes();
                } catch (IOException e) {
                    // The client has had enough.
                }
            });
            server.setDaemon(true);
            server.start();
            failed(FailureKind.TLS, fetch("https://127.0.0.1:" + socket.getLocalPort() + "/"));
        }
    }

    @Test
    void saysWhatTheServerSaysThoughItsErrorPageHasNoEnd() throws Exception {
        Server server = server((request, out) -> {
            Server.send(out, "HTTP/1.1 503 Busy\r\nTransfer-Encoding: chunked\r\n\r\n");
            while (true) {
                Server.send(out, "4\r\nbusy\r\n");
            }
        });
        assertEquals(
                503, failed(FailureKind.HTTP_STATUS, fetch(server.url("/"))).status());
    }

    @Test
    void refusesACompressionThatWasNotAskedFor() throws Exception {
        Server server = server((request, out) -> Server.send(out, "HTTP/1.1 200 OK\r\nContent-Encoding: br", FEED));
        failed(FailureKind.INCOMPLETE, fetch(server.url("/")));
    }

    @Test
    void refusesHeadersWithoutEnd() throws Exception {
        Server server = server((request, out) -> {
            Server.send(out, "HTTP/1.1 200 OK\r\n");
            while (true) {
                Server.send(out, "X-More: and more\r\n");
            }
        });
        assertInstanceOf(Fetched.Failed.class, fetch(server.url("/")));
    }

    // ------------------------------------------------------------------ files

    @Test
    void takesAFilesModificationTimeForItsFetchTime(@TempDir Path folder) throws Exception {
        Path file = Files.write(folder.resolve("a b.xml"), FEED);
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2025-12-24T18:00:00.123456Z")));
        Fetched.Body body = assertInstanceOf(Fetched.Body.class, fetch(file.toString()));
        assertEquals(Instant.parse("2025-12-24T18:00:00.123Z"), body.fetchedAt());
        assertEquals(file.toUri().toString(), body.url());
        assertNull(body.finalUrl());
        assertInstanceOf(
                Fetched.NotModified.class, fetch(file.toUri().toString(), body.validators(), Fetchers.PATIENT));
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2025-12-24T18:00:01Z")));
        assertInstanceOf(Fetched.Body.class, fetch(file.toString(), body.validators(), Fetchers.PATIENT));
    }

    @Test
    void saysWhatIsWrongWithAFile(@TempDir Path folder) throws Exception {
        assertTrue(failed(FailureKind.FILE, fetch(folder.resolve("no.xml").toString()))
                .message()
                .contains("no such file"));
        assertTrue(failed(FailureKind.FILE, fetch(folder.toString())).message().contains("folder without files"));
        Path large = folder.resolve("large.xml");
        try (var file = new java.io.RandomAccessFile(large.toFile(), "rw")) {
            file.setLength((10 << 20) + 1);
        }
        failed(FailureKind.TOO_LARGE, fetch(large.toString()));
        failed(FailureKind.BLOCKED, fetch("gopher://example.com/"));
    }

    @Test
    void takesAFolderForTheFeedsInIt(@TempDir Path folder) throws Exception {
        for (String name : List.of("b.xml", "a.JSON", "c.txt", "d.rss", "e.atom", "f.rdf")) {
            Files.write(folder.resolve(name), FEED);
        }
        Files.createDirectory(folder.resolve("g.xml"));
        assertEquals(
                List.of("a.JSON", "b.xml", "d.rss", "e.atom", "f.rdf"),
                Locations.expand(folder.toString()).stream()
                        .map(file -> Path.of(file).getFileName().toString())
                        .toList());
        assertEquals(List.of("https://example.com/"), Locations.expand("https://example.com/"));
        assertEquals(List.of("-"), Locations.expand("-"));
    }
}
