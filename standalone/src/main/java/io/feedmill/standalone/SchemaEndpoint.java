package io.feedmill.standalone;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.feedmill.schemas.LocalSchemaRegistry;
import io.feedmill.schemas.SchemaRegistryException;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.avro.AvroRuntimeException;

/**
 * The schemas of this process under the paths of Confluent's Schema Registry API (v1), so that ordinary deserializers
 * and tools can read what the mill writes. Read-only: a schema that is known already is answered with its id, any other
 * is refused. Thread-safe.
 */
final class SchemaEndpoint implements HttpHandler {
    /** The paths to mount it on. */
    static final List<String> PATHS = List.of("/subjects", "/schemas", "/config", "/mode");

    private static final String CONTENT_TYPE = "application/vnd.schemaregistry.v1+json";
    private static final int MAX_BODY_BYTES = 1 << 20;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    // https://docs.confluent.io/platform/current/schema-registry/develop/api.html#errors
    private static final int NO_SUCH_PATH = 404;
    private static final int NO_SUCH_METHOD = 405;
    private static final int NO_SUCH_SUBJECT = 40401;
    private static final int NO_SUCH_VERSION = 40402;
    private static final int NO_SUCH_SCHEMA = 40403;
    private static final int INVALID_SCHEMA = 42201;
    private static final int INVALID_VERSION = 42202;
    private static final int READ_ONLY = 42205;

    private final LocalSchemaRegistry registry;

    SchemaEndpoint(LocalSchemaRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            int status = 200;
            JsonNode answer;
            try {
                answer = answer(
                        exchange.getRequestMethod(),
                        exchange.getRequestURI().getRawPath(),
                        exchange.getRequestBody().readNBytes(MAX_BODY_BYTES));
            } catch (Refused e) {
                status = e.code < 1000 ? e.code : e.code / 100;
                answer = NODES.objectNode().put("error_code", e.code).put("message", e.getMessage());
            }
            byte[] body = JSON.writeValueAsBytes(answer);
            exchange.getResponseHeaders().set("Content-Type", CONTENT_TYPE);
            if (exchange.getRequestMethod().equals("HEAD")) {
                exchange.sendResponseHeaders(status, -1);
            } else {
                exchange.sendResponseHeaders(status, body.length);
                exchange.getResponseBody().write(body);
            }
        }
    }

    private JsonNode answer(String method, String rawPath, byte[] body) throws Refused {
        String[] path = Arrays.stream(rawPath.substring(1).split("/"))
                .map(segment -> URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8))
                .toArray(String[]::new);
        switch (method) {
            case "GET", "HEAD":
                return read(path);
            case "POST":
                return lookUp(path, body);
            case "PUT", "DELETE":
                throw new Refused(READ_ONLY, "This registry is read-only: it has the schemas of the mill it runs in.");
            default:
                throw new Refused(NO_SUCH_METHOD, "HTTP 405 Method Not Allowed");
        }
    }

    private JsonNode read(String[] path) throws Refused {
        return switch (path[0]) {
            case "subjects" -> readSubjects(path);
            case "schemas" -> readSchemas(path);
            case "config" -> NODES.objectNode().put("compatibilityLevel", "FULL_TRANSITIVE");
            case "mode" -> NODES.objectNode().put("mode", "READONLY");
            default -> throw noSuchPath();
        };
    }

    private JsonNode readSubjects(String[] path) throws Refused {
        if (path.length == 1) {
            return array(registry.subjects().keySet());
        }
        if (!path[path.length > 2 ? 2 : 1].equals("versions")) {
            throw noSuchPath();
        }
        List<Integer> versions = versionsOf(path[1]);
        if (path.length == 3) {
            return array(IntStream.rangeClosed(1, versions.size()).boxed().toList());
        }
        ObjectNode found = version(path[1], versions, versionNumber(path[3], versions));
        if (path.length == 4) {
            return found;
        }
        if (path.length == 5 && path[4].equals("schema")) {
            return parsed(found.get("schema").textValue());
        }
        throw noSuchPath();
    }

    private JsonNode readSchemas(String[] path) throws Refused {
        if (path.length == 2 && path[1].equals("types")) {
            return array(List.of("AVRO"));
        }
        if (path.length < 3 || path.length > 4 || !path[1].equals("ids")) {
            throw noSuchPath();
        }
        int id = id(path[2]);
        String text = textOf(id);
        if (path.length == 3) {
            return NODES.objectNode().put("schema", text);
        }
        return switch (path[3]) {
            case "schema" -> parsed(text);
            case "versions" -> array(usesOf(id));
            case "subjects" ->
                array(usesOf(id).stream()
                        .map(use -> use.get("subject"))
                        .distinct()
                        .toList());
            default -> throw noSuchPath();
        };
    }

    /** {@code POST /subjects/S} asks for a schema, {@code POST /subjects/S/versions} to register one that may be known. */
    private JsonNode lookUp(String[] path, byte[] body) throws Refused {
        boolean register = path.length == 3 && path[2].equals("versions");
        if (!path[0].equals("subjects") || !register && path.length != 2) {
            throw path[0].equals("subjects") || path[0].equals("schemas")
                    ? noSuchPath()
                    : new Refused(NO_SUCH_METHOD, "HTTP 405 Method Not Allowed");
        }
        int id = idOfSchemaIn(body);
        List<Integer> versions = registry.subjects().getOrDefault(path[1], List.of());
        int version = versions.indexOf(id) + 1;
        if (version > 0) {
            return register ? NODES.objectNode().put("id", id) : version(path[1], versions, version);
        }
        if (register) {
            throw new Refused(
                    READ_ONLY,
                    "Subject '%s' is read-only: this registry has the schemas of the mill it runs in, and this is not one of them."
                            .formatted(path[1]));
        }
        throw versions.isEmpty() ? noSuchSubject(path[1]) : new Refused(NO_SUCH_SCHEMA, "Schema not found");
    }

    private static int idOfSchemaIn(byte[] body) throws Refused {
        try {
            JsonNode schema = JSON.readTree(body).path("schema");
            if (!schema.isTextual()) {
                throw new Refused(
                        INVALID_SCHEMA, "The body must be {\"schema\": \"an Avro schema as JSON in a string\"}");
            }
            return LocalSchemaRegistry.idOf(schema.textValue());
        } catch (IOException | AvroRuntimeException e) {
            throw new Refused(INVALID_SCHEMA, "Invalid schema: " + e.getMessage());
        }
    }

    private List<Integer> versionsOf(String subject) throws Refused {
        List<Integer> versions = registry.subjects().get(subject);
        if (versions == null) {
            throw noSuchSubject(subject);
        }
        return versions;
    }

    private static int versionNumber(String text, List<Integer> versions) throws Refused {
        if (text.equals("latest") || text.equals("-1")) {
            return versions.size();
        }
        try {
            int version = Integer.parseInt(text);
            if (version >= 1 && version <= versions.size()) {
                return version;
            }
        } catch (NumberFormatException e) {
            throw new Refused(INVALID_VERSION, "The specified version '%s' is not a valid version id.".formatted(text));
        }
        throw new Refused(NO_SUCH_VERSION, "Version %s not found.".formatted(text));
    }

    private ObjectNode version(String subject, List<Integer> versions, int version) {
        int id = versions.get(version - 1);
        return NODES.objectNode()
                .put("subject", subject)
                .put("version", version)
                .put("id", id)
                .put("schema", registry.textOf(id));
    }

    private List<JsonNode> usesOf(int id) {
        List<JsonNode> uses = new ArrayList<>();
        for (Map.Entry<String, List<Integer>> subject : registry.subjects().entrySet()) {
            int version = subject.getValue().indexOf(id) + 1;
            if (version > 0) {
                uses.add(NODES.objectNode().put("subject", subject.getKey()).put("version", version));
            }
        }
        return uses;
    }

    private static int id(String text) throws Refused {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new Refused(NO_SUCH_SCHEMA, "Schema %s not found".formatted(text));
        }
    }

    private String textOf(int id) throws Refused {
        try {
            return registry.textOf(id);
        } catch (SchemaRegistryException e) {
            throw new Refused(NO_SUCH_SCHEMA, "Schema %d not found".formatted(id));
        }
    }

    private static JsonNode array(Iterable<?> elements) {
        var array = NODES.arrayNode();
        elements.forEach(array::addPOJO);
        return array;
    }

    private static JsonNode parsed(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a schema that is not JSON", e);
        }
    }

    private static Refused noSuchSubject(String subject) {
        return new Refused(NO_SUCH_SUBJECT, "Subject '%s' not found.".formatted(subject));
    }

    private static Refused noSuchPath() {
        return new Refused(NO_SUCH_PATH, "HTTP 404 Not Found");
    }

    /** An answer that is an error, with the API's code for it: an HTTP status, or one followed by two digits. */
    private static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        private final int code;

        Refused(int code, String message) {
            super(message, null, false, false);
            this.code = code;
        }
    }
}
