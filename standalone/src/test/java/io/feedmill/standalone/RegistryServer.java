package io.feedmill.standalone;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.feedmill.schemas.LocalSchemaRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.apache.avro.Schema;

/** As much of a schema registry as the mill's processes ask for: it takes schemas and gives them back. */
final class RegistryServer implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final LocalSchemaRegistry schemas = new LocalSchemaRegistry(null);
    private final HttpServer server;
    private final String credentials;

    /** Subjects that begin so are refused as incompatible; null for none. */
    volatile String refused;

    /** @param userAndPassword who may ask, as {@code user:password}; null for everybody */
    RegistryServer(String userAndPassword) throws IOException {
        this.credentials = userAndPassword == null
                ? null
                : "Basic " + Base64.getEncoder().encodeToString(userAndPassword.getBytes(StandardCharsets.UTF_8));
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    LocalSchemaRegistry schemas() {
        return schemas;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            if (credentials != null
                    && !credentials.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                send(exchange, 401, Map.of("error_code", 401, "message", "Unauthorized"));
            } else if (path.startsWith("/subjects/")) {
                String subject = path.split("/")[2];
                if (refused != null && subject.startsWith(refused)) {
                    send(exchange, 409, Map.of("error_code", 409, "message", "title has no default"));
                } else {
                    String text = JSON.readTree(exchange.getRequestBody())
                            .path("schema")
                            .asText();
                    send(exchange, 200, Map.of("id", schemas.register(subject, new Schema.Parser().parse(text))));
                }
            } else {
                int id = Integer.parseInt(path.substring(path.lastIndexOf('/') + 1));
                send(exchange, 200, Map.of("schema", schemas.textOf(id)));
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static void send(HttpExchange exchange, int status, Map<String, Object> body) throws IOException {
        byte[] bytes = JSON.writeValueAsBytes(body);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
