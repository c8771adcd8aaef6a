package io.feedmill.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.feedmill.schemas.LocalSchemaRegistry;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalHttpTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Schema FIRST =
            SchemaBuilder.record("Letter").fields().requiredString("text").endRecord();
    private static final Schema SECOND = SchemaBuilder.record("Letter")
            .fields()
            .requiredString("text")
            .optionalString("from")
            .endRecord();

    private final LocalSchemaRegistry registry = new LocalSchemaRegistry(null);
    private final HttpClient client = HttpClient.newHttpClient();
    private int firstId;
    private int secondId;
    private LocalHttp http;

    @BeforeEach
    void start() {
        firstId = registry.register("letters-value", FIRST);
        secondId = registry.register("letters-value", SECOND);
        registry.register("more-value", FIRST);
        http = LocalHttp.start(0, registry, exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(204, -1);
            }
        });
    }

    @AfterEach
    void stop() {
        http.close();
    }

    @Test
    void listsSubjectsAndVersions() throws Exception {
        assertEquals(JSON.readTree("[\"letters-value\",\"more-value\"]"), get("/subjects"));
        assertEquals(JSON.readTree("[1,2]"), get("/subjects/letters-value/versions"));
    }

    @Test
    void givesAVersionByNumberAndTheLatest() throws Exception {
        JsonNode latest = get("/subjects/letters-value/versions/latest");
        assertEquals(2, latest.get("version").intValue());
        assertEquals(secondId, latest.get("id").intValue());
        assertEquals(SECOND, new Schema.Parser().parse(latest.get("schema").textValue()));
        assertEquals(
                firstId, get("/subjects/letters-value/versions/1").get("id").intValue());
    }

    @Test
    void givesASchemaByItsIdAndWhereItIsUsed() throws Exception {
        JsonNode found = get("/schemas/ids/" + firstId);
        assertEquals(FIRST, new Schema.Parser().parse(found.get("schema").textValue()));
        assertEquals(
                JSON.readTree(
                        "[{\"subject\":\"letters-value\",\"version\":1},{\"subject\":\"more-value\",\"version\":1}]"),
                get("/schemas/ids/" + firstId + "/versions"));
    }

    @Test
    void answersAKnownSchemaWithItsIdAndRefusesAnother() throws Exception {
        assertEquals(
                secondId,
                JSON.readTree(post("/subjects/letters-value/versions", SECOND).body())
                        .get("id")
                        .intValue());
        assertEquals(
                2,
                JSON.readTree(post("/subjects/letters-value", SECOND).body())
                        .get("version")
                        .intValue());

        Schema other = SchemaBuilder.record("Other").fields().endRecord();
        assertError(422, 42205, post("/subjects/letters-value/versions", other));
        assertError(404, 40403, post("/subjects/letters-value", other));
        assertError(404, 40401, post("/subjects/unknown-value", other));
        assertEquals(2, registry.subjects().size());
    }

    @ParameterizedTest
    @CsvSource({
        "/subjects/unknown-value/versions, 404, 40401",
        "/subjects/unknown-value/versions/latest, 404, 40401",
        "/subjects/letters-value/versions/3, 404, 40402",
        "/subjects/letters-value/versions/newest, 422, 42202",
        "/schemas/ids/1, 404, 40403",
        "/schemas/ids/one, 404, 40403",
        "/subjects/letters-value, 404, 404",
        "/schemas, 404, 404"
    })
    void saysWhatIsNotThere(String path, int status, int code) throws Exception {
        assertError(status, code, send(HttpRequest.newBuilder(http.url().resolve(path))));
    }

    @Test
    void decodesTheSubjectInThePath() throws Exception {
        registry.register("a/b c+d-value", FIRST);
        assertEquals(JSON.readTree("[1]"), get("/subjects/a%2Fb%20c+d-value/versions"));
    }

    @Test
    void saysThatThePortIsTaken() {
        int port = http.url().getPort();
        FeedmillException e =
                assertThrows(FeedmillException.class, () -> LocalHttp.start(port, registry, exchange -> {}));
        assertEquals(
                "port %d is in use by another program: stop it, or choose another with --http-port".formatted(port),
                e.getMessage());
    }

    @Test
    void saysAtTheFrontDoorWhatIsWhere() throws Exception {
        HttpResponse<String> page = send(HttpRequest.newBuilder(http.url().resolve("/")));
        assertEquals(200, page.statusCode());
        assertTrue(page.body().contains("/samples/"));
        assertEquals(
                404,
                send(HttpRequest.newBuilder(http.url().resolve("/elsewhere"))).statusCode());
    }

    private JsonNode get(String path) throws Exception {
        HttpResponse<String> response = send(HttpRequest.newBuilder(http.url().resolve(path)));
        assertEquals(200, response.statusCode(), response.body());
        assertEquals(
                "application/vnd.schemaregistry.v1+json",
                response.headers().firstValue("Content-Type").orElseThrow());
        return JSON.readTree(response.body());
    }

    private HttpResponse<String> post(String path, Schema schema) throws Exception {
        String body = JsonNodeFactory.instance
                .objectNode()
                .put("schema", schema.toString())
                .toString();
        return send(HttpRequest.newBuilder(http.url().resolve(path)).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static void assertError(int status, int code, HttpResponse<String> response) throws Exception {
        assertEquals(status, response.statusCode(), response.body());
        assertEquals(code, JSON.readTree(response.body()).get("error_code").intValue());
    }
}
