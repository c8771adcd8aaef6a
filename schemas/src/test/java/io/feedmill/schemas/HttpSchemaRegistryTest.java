package io.feedmill.schemas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpSchemaRegistryTest {

    private static final Schema THING =
            SchemaBuilder.record("Thing").fields().requiredString("name").endRecord();

    private record Answer(int status, String body) {}

    private final ConcurrentLinkedDeque<Answer> answers = new ConcurrentLinkedDeque<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private HttpSchemaRegistry registry;

    @BeforeEach
    void startServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            Answer answer = answers.poll();
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.status(), body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        registry = new HttpSchemaRegistry(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/"), Duration.ofMinutes(2));
    }

    @AfterEach
    void stopServer() {
        server.stop(0);
    }

    @Test
    void registersOnceAndRemembersTheId() {
        answers.add(new Answer(200, "{\"id\":42}"));
        assertEquals(42, registry.register("thing-value", THING));
        assertEquals(42, registry.register("thing-value", THING));
        assertEquals(List.of("POST /subjects/thing-value/versions"), asked);
    }

    @Test
    void looksUpASchemaOnce() {
        answers.add(new Answer(
                200,
                "{\"schema\":\"{\\\"type\\\":\\\"record\\\",\\\"name\\\":\\\"Thing\\\","
                        + "\\\"fields\\\":[{\\\"name\\\":\\\"name\\\",\\\"type\\\":\\\"string\\\"}]}\"}"));
        assertEquals(THING, registry.byId(7));
        assertEquals(THING, registry.byId(7));
        assertEquals(List.of("GET /schemas/ids/7"), asked);
    }

    @Test
    void triesAgainWhenTheServerIsInTrouble() {
        answers.add(new Answer(503, "busy"));
        answers.add(new Answer(500, "{\"message\":\"still busy\"}"));
        answers.add(new Answer(200, "{\"id\":3}"));
        assertEquals(3, registry.register("thing-value", THING));
        assertEquals(3, asked.size());
    }

    @Test
    void saysThatAnIncompatibleSchemaIsRefusedAndDoesNotTryAgain() {
        answers.add(new Answer(409, "{\"error_code\":409,\"message\":\"field colour has no default\"}"));
        SchemaRegistryException e =
                assertThrows(SchemaRegistryException.class, () -> registry.register("thing-value", THING));
        assertTrue(e.getMessage().contains("thing-value"), e.getMessage());
        assertTrue(e.getMessage().contains("field colour has no default"), e.getMessage());
        assertEquals(1, asked.size());
    }

    @Test
    void namesTheRegistryThatCannotBeReachedAndWhatToDo() {
        String address = "http://127.0.0.1:" + server.getAddress().getPort();
        server.stop(0);
        HttpSchemaRegistry gone = new HttpSchemaRegistry(URI.create(address), Duration.ofMillis(300));
        SchemaRegistryException e =
                assertThrows(SchemaRegistryException.class, () -> gone.register("thing-value", THING));
        assertTrue(e.getMessage().contains(address), e.getMessage());
        assertTrue(e.getMessage().contains("Check that it runs"), e.getMessage());
    }

    @Test
    void saysThatAnIdIsUnknown() {
        answers.add(new Answer(404, "{\"error_code\":40403,\"message\":\"Schema not found\"}"));
        SchemaRegistryException e = assertThrows(SchemaRegistryException.class, () -> registry.byId(9));
        assertTrue(e.getMessage().contains("no schema id 9"), e.getMessage());
    }
}
