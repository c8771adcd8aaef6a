package io.feedmill.standalone.samples;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SampleServerTest {
    private static final Instant BEGUN = Instant.parse("2026-06-01T08:00:00Z");
    private static final String PAPER = SampleFeed.PAPER.path();

    private final AtomicReference<Instant> now = new AtomicReference<>(BEGUN);
    private final SampleFeeds feeds = new SampleFeeds(BEGUN, now::get);
    private final HttpClient client = HttpClient.newHttpClient();
    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", feeds.handler());
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void servesEveryFeedWithItsTypeAndTheBrokenServerWith503() throws Exception {
        for (String path : feeds.paths()) {
            HttpResponse<byte[]> response = get(path);
            if (path.equals(SampleFeeds.DOWN)) {
                assertEquals(503, response.statusCode());
                assertEquals("30", response.headers().firstValue("Retry-After").orElseThrow());
            } else {
                assertEquals(200, response.statusCode());
                assertArrayEquals(feeds.document(path, BEGUN), response.body());
                String type = response.headers().firstValue("Content-Type").orElseThrow();
                assertTrue(type.matches("(application/(rss\\+xml|atom\\+xml|feed\\+json)|text/xml)(; .*)?"), type);
            }
        }
    }

    @Test
    void answers304UntilTheFeedChanges() throws Exception {
        HttpResponse<byte[]> first = get(PAPER);
        String etag = first.headers().firstValue("ETag").orElseThrow();
        String modified = first.headers().firstValue("Last-Modified").orElseThrow();
        assertEquals("Mon, 1 Jun 2026 07:30:00 GMT", modified);

        now.set(BEGUN.plusSeconds(7));
        for (String match : new String[] {etag, "W/" + etag, "\"other\", " + etag, "*"}) {
            HttpResponse<byte[]> same = get(PAPER, "If-None-Match", match);
            assertEquals(304, same.statusCode(), match);
            assertEquals(0, same.body().length);
            assertEquals(etag, same.headers().firstValue("ETag").orElseThrow());
        }
        assertEquals(304, get(PAPER, "If-Modified-Since", modified).statusCode());

        now.set(BEGUN.plusSeconds(8));
        HttpResponse<byte[]> changed = get(PAPER, "If-None-Match", etag, "If-Modified-Since", modified);
        assertEquals(200, changed.statusCode());
        assertNotEquals(etag, changed.headers().firstValue("ETag").orElseThrow());
        assertEquals(200, get(PAPER, "If-Modified-Since", modified).statusCode());
    }

    @Test
    void theEntityTagDecidesWhereBothAreGivenAndABadDateAsksForAll() throws Exception {
        String later = "Tue, 2 Jun 2026 07:30:00 GMT";
        assertEquals(
                200,
                get(PAPER, "If-None-Match", "\"other\"", "If-Modified-Since", later)
                        .statusCode());
        assertEquals(304, get(PAPER, "If-Modified-Since", later).statusCode());
        assertEquals(200, get(PAPER, "If-Modified-Since", "yesterday").statusCode());
    }

    @Test
    void refusesWhatItDoesNotServe() throws Exception {
        assertEquals(404, get("/samples/nothing").statusCode());
        HttpRequest post = HttpRequest.newBuilder(uri(PAPER))
                .POST(HttpRequest.BodyPublishers.ofString("x"))
                .build();
        assertEquals(405, client.send(post, BodyHandlers.ofByteArray()).statusCode());
        HttpRequest head = HttpRequest.newBuilder(uri(PAPER))
                .method("HEAD", HttpRequest.BodyPublishers.noBody())
                .build();
        HttpResponse<byte[]> answer = client.send(head, BodyHandlers.ofByteArray());
        assertEquals(200, answer.statusCode());
        assertTrue(answer.headers().firstValue("ETag").isPresent());
    }

    private HttpResponse<byte[]> get(String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return client.send(request.build(), BodyHandlers.ofByteArray());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }
}
