package io.feedmill.producer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.feedmill.avro.RawItem;
import io.feedmill.producer.fetch.FailureKind;
import io.feedmill.producer.fetch.FetchSettings;
import io.feedmill.producer.fetch.Validators;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeedReaderTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final String FEED =
            "<rss version=\"2.0\"><channel><title>Weir</title><link>https://weir.example.org/</link>"
                    + "<item><title>One</title><link>one</link></item></channel></rss>";

    @Test
    void readsAFileWithItsModificationTime(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("weir.xml"), FEED);
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2025-06-01T00:00:00Z")));
        try (FeedReader reader = new FeedReader(FetchSettings.defaults())) {
            ReadResult.Document read =
                    assertInstanceOf(ReadResult.Document.class, reader.read(file.toString(), Validators.NONE, NOW));
            RawItem item = read.items().get(0);
            assertEquals(Instant.parse("2025-06-01T00:00:00Z"), item.getFetchedAt());
            assertEquals("https://weir.example.org/one", item.getLink());
            assertEquals("example.org", read.feed().getSiteId());
            assertEquals(file.toUri().toString(), read.feed().getUrl());
            assertEquals(32, read.documentDigest().length());
        }
    }

    @Test
    void namesTheDocumentTheLineAndTheCause(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("deep.xml"), "<rss>\n<channel>\n" + "<a>".repeat(300));
        try (FeedReader reader = new FeedReader(FetchSettings.defaults())) {
            ReadResult.Failed failed =
                    assertInstanceOf(ReadResult.Failed.class, reader.read(file.toString(), Validators.NONE, NOW));
            assertEquals(FailureKind.UNREADABLE, failed.kind());
            assertEquals(3, failed.line());
            assertTrue(failed.message().startsWith(file + ": line 3: elements are nested deeper"), failed.message());
        }
    }

    @Test
    void readsFromTheWebAndThenOnlyWhatChanged() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.createContext("/", exchange -> {
            boolean known = "\"1\"".equals(exchange.getRequestHeaders().getFirst("If-None-Match"));
            byte[] body = FEED.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("ETag", "\"1\"");
            exchange.sendResponseHeaders(known ? 304 : 200, known ? -1 : body.length);
            if (!known) {
                exchange.getResponseBody().write(body);
            }
            exchange.close();
        });
        server.start();
        String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/feed";
        try (FeedReader reader = new FeedReader(FetchSettings.defaults().allowing(List.of("127.0.0.0/8")))) {
            ReadResult.Document first =
                    assertInstanceOf(ReadResult.Document.class, reader.read(url, Validators.NONE, NOW));
            assertEquals(new Validators("\"1\"", null), first.validators());
            assertEquals(url.replace("/feed", "/one"), first.items().get(0).getLink());
            assertEquals(NOW, first.items().get(0).getFetchedAt());
            assertInstanceOf(ReadResult.NotModified.class, reader.read(url, first.validators(), NOW));
        } finally {
            server.stop(0);
        }
    }
}
