package io.feedmill.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.feedmill.schemas.LocalSchemaRegistry;
import io.feedmill.schemas.Topics;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The feeds commands against a real broker, and feeds on a real server. */
class FeedsIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, String> PAGES = Map.of(
            "/rss.xml",
            "<rss version='2.0'><channel><title>The Quay</title><item><title>Ferry back</title>"
                    + "<pubDate>Sun, 01 Mar 2026 10:00:00 GMT</pubDate><link>/1</link></item></channel></rss>",
            "/atom.xml",
            "<feed xmlns='http://www.w3.org/2005/Atom'><title>Lantern</title></feed>",
            "/one.html",
            "<html><head><title>One</title><link rel=alternate type=application/rss+xml href=rss.xml></head></html>",
            "/two.html",
            "<html><head><title>Two</title><link rel=alternate type=application/rss+xml href=rss.xml title=Quay>"
                    + "<link rel=alternate type=application/atom+xml href=atom.xml></head></html>",
            "/undeclared.html",
            "<html><title>No</title><a href='/atom.xml'>Our feed</a><a href='/other.html'>Other</a></html>");

    @TempDir
    static Path folder;

    private static EmbeddedKafka kafka;
    private static LocalHttp registry;
    private static HttpServer site;

    @BeforeAll
    static void start() throws Exception {
        LocalSchemaRegistry schemas = new LocalSchemaRegistry(null);
        Topics topics = Topics.of("", schemas);
        topics.register();
        registry = LocalHttp.start(0, schemas, exchange -> exchange.sendResponseHeaders(404, -1));
        kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            topics.create(admin, 2, (short) 1);
        }
        site = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        site.createContext("/", exchange -> {
            byte[] body =
                    PAGES.getOrDefault(exchange.getRequestURI().getPath(), "").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(body.length == 0 ? 404 : 200, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        site.start();
    }

    @AfterAll
    static void stop() {
        site.stop(0);
        registry.close();
        kafka.close();
    }

    private static String at(String path) {
        return "http://127.0.0.1:" + site.getAddress().getPort() + path;
    }

    private static Captured feeds(String... arguments) {
        List<String> all = new ArrayList<>(List.of("feeds"));
        all.addAll(List.of(arguments));
        all.addAll(List.of(
                "--bootstrap-servers",
                kafka.bootstrapServers(),
                "--registry",
                registry.url().toString()));
        return Captured.run(all.toArray(String[]::new));
    }

    private static List<JsonNode> listed() throws Exception {
        List<JsonNode> all = new ArrayList<>();
        for (String line : feeds("list", "--json").out().lines().toList()) {
            all.add(JSON.readTree(line));
        }
        return all;
    }

    private static void removeAll() throws Exception {
        for (JsonNode each : listed()) {
            assertEquals(0, feeds("remove", each.path("id").asText()).status());
        }
        assertEquals(List.of(), listed());
    }

    @Test
    void findsTheMillInTheConfigurationOfItsProcesses() throws Exception {
        removeAll();
        assertEquals(0, feeds("add", at("/rss.xml")).status());
        Path config = Files.writeString(
                folder.resolve("feedmill.yaml"), """
                kafka:
                  bootstrap.servers: %s
                  client.id: editor
                registry.url: %s
                producer.group: others
                http: {port: 9999}
                """.formatted(kafka.bootstrapServers(), registry.url()));
        Captured listed = Captured.run("feeds", "list", "--json", "--config", config.toString());
        assertEquals(0, listed.status(), listed.err());
        assertEquals(1, listed.out().lines().count());
        Files.writeString(config, "kafka.bootstrap.server: x\n");
        Captured wrong = Captured.run("feeds", "list", "--config", config.toString());
        assertEquals(2, wrong.status());
        assertTrue(wrong.err().contains("did you mean kafka.bootstrap.servers?"), wrong.err());
    }

    @Test
    void addsListsShowsChangesAndRemoves() throws Exception {
        removeAll();
        Captured added = feeds("add", at("/rss.xml"), "--label", "News/Ports", "--min-interval", "15m");
        assertEquals(0, added.status(), added.err());
        assertTrue(
                added.err().contains("found \"The Quay\": RSS 2.0, 1 item, the newest of 2026-03-01T10:00:00Z"),
                added.err());
        String id = added.out().strip();
        JsonNode only = listed().get(0);
        assertEquals(id, only.path("id").asText());
        assertEquals("new", only.path("state").asText());
        assertEquals(900, only.path("minIntervalSeconds").asInt());
        assertEquals("News/Ports", only.path("labels").get(0).asText());

        Captured changed = feeds("add", at("/rss.xml"), "--paused", "--header", "X-Key: k1");
        assertEquals(0, changed.status(), changed.err());
        only = listed().get(0);
        assertTrue(only.path("paused").asBoolean());
        assertEquals(900, only.path("minIntervalSeconds").asInt(), "what is not given stays");
        assertFalse(only.toString().contains("k1"), "headers may be secret");

        Captured shown = feeds("show", "rss.xml");
        assertEquals(0, shown.status(), shown.err());
        assertTrue(shown.out().contains("state         paused"), shown.out());
        assertTrue(shown.out().contains("headers X-Key"), shown.out());

        assertEquals(1, feeds("show", "nowhere").status());
        assertEquals(0, feeds("remove", id).status());
        assertEquals(List.of(), listed());
    }

    @Test
    void takesTheFeedThatAPageNamesAndAsksWhereThereAreSeveral() throws Exception {
        removeAll();
        assertEquals(0, feeds("add", at("/one.html")).status());
        assertEquals(at("/rss.xml"), listed().get(0).path("url").asText());
        removeAll();

        Captured asked = feeds("add", at("/two.html"));
        assertEquals(1, asked.status());
        assertTrue(asked.err().contains("1  " + at("/rss.xml") + "  Quay"), asked.err());
        assertTrue(asked.err().contains("2  " + at("/atom.xml")), asked.err());
        assertEquals(List.of(), listed());
        assertEquals(0, feeds("add", at("/two.html"), "--feed", "2").status());
        assertEquals(at("/atom.xml"), listed().get(0).path("url").asText());
        assertEquals(0, feeds("add", at("/two.html"), "--feed", "all").status());
        assertEquals(2, listed().size());
        removeAll();

        assertEquals(0, feeds("add", at("/undeclared.html")).status());
        assertEquals(at("/atom.xml"), listed().get(0).path("url").asText());
        removeAll();
    }

    @Test
    void doesNotSubscribeToWhatCannotBeReadUnlessToldTo() throws Exception {
        removeAll();
        Captured failed = feeds("add", at("/nothing"));
        assertEquals(1, failed.status());
        assertTrue(failed.err().contains("answers 404"), failed.err());
        assertEquals(List.of(), listed());
        assertEquals(0, feeds("add", at("/nothing"), "--no-check").status());
        assertEquals(1, listed().size());
        removeAll();
    }

    @Test
    void givesBackWhatItWasGivenAsOpml() throws Exception {
        removeAll();
        Path list = Files.writeString(folder.resolve("list.opml"), """
                <opml version="2.0"><body>
                  <outline text="News"><outline text="Quay" xmlUrl="https://quay.example/rss" category="/ports"/></outline>
                  <outline text="Lantern" xmlUrl="https://lantern.example/atom"/>
                  <outline text="Bad" xmlUrl="file:///etc/passwd"/>
                </body></opml>
                """);
        Captured imported = feeds("import", list.toString());
        assertEquals(1, imported.status());
        assertTrue(
                imported.err().contains("refused: file:///etc/passwd: not an http or https address"), imported.err());
        assertTrue(imported.err().contains("2 added, 0 known, 1 refused"), imported.err());
        assertTrue(feeds("import", list.toString()).err().contains("0 added, 2 known, 1 refused"));

        Captured exported = feeds("export");
        assertEquals(0, exported.status());
        Path again = Files.writeString(folder.resolve("again.opml"), exported.out());
        List<JsonNode> before = listed();
        removeAll();
        assertEquals(0, feeds("import", again.toString()).status());
        assertEquals(before, listed());
        removeAll();
    }
}
