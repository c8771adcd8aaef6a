package io.feedmill.schemas;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.avro.Schema;
import org.apache.kafka.common.utils.ExponentialBackoff;

/**
 * A registry that speaks Confluent's REST API: Confluent's own, Karapace, Apicurio under {@code /apis/ccompat/v7}, or a
 * standalone Feedmill. Faults of transport (no connection, time-outs, status 5xx and 429) are tried again with growing
 * pauses until {@code patience} is over; refusals are not.
 */
public final class HttpSchemaRegistry implements SchemaRegistry {

    private static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI url;
    private final String authorization;
    private final Duration patience;
    private final HttpClient http;
    private final Map<Integer, Schema> schemas = new ConcurrentHashMap<>();
    private final Map<String, Integer> ids = new ConcurrentHashMap<>();

    /**
     * @param url where the API's paths begin, such as {@code http://localhost:8081}
     * @param patience how long a call may take with all its retries
     */
    public HttpSchemaRegistry(URI url, Duration patience) {
        this(url, null, null, patience);
    }

    /**
     * @param user who asks, by HTTP's basic authentication; null for nobody
     * @param password of the user; null for none
     */
    public HttpSchemaRegistry(URI url, String user, String password, Duration patience) {
        this.url = url;
        this.authorization = user == null
                ? null
                : "Basic "
                        + Base64.getEncoder()
                                .encodeToString((user + ":" + (password == null ? "" : password))
                                        .getBytes(StandardCharsets.UTF_8));
        this.patience = patience;
        this.http =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    }

    @Override
    public int register(String subject, Schema schema) {
        String text = SchemaText.of(schema);
        return ids.computeIfAbsent(subject + "\n" + text, key -> {
            ObjectNode body = JSON.createObjectNode().put("schema", text);
            HttpRequest.Builder request = request(
                            "/subjects/" + URLEncoder.encode(subject, StandardCharsets.UTF_8) + "/versions")
                    .POST(HttpRequest.BodyPublishers.ofString(body.toString()));
            HttpResponse<String> answer = send(request, "register the schema of " + subject);
            if (answer.statusCode() == 409) {
                throw new SchemaRegistryException(
                        "the schema registry " + url + " refuses the schema of " + subject
                                + " as incompatible with an earlier version: " + reason(answer)
                                + ". Compare the versions of that subject, or use another topic prefix",
                        null,
                        true);
            }
            return tree(answer, "register the schema of " + subject).path("id").asInt();
        });
    }

    @Override
    public Schema byId(int id) {
        return schemas.computeIfAbsent(id, key -> {
            HttpResponse<String> answer = send(request("/schemas/ids/" + id).GET(), "look up the schema id " + id);
            if (answer.statusCode() == 404) {
                throw new SchemaRegistryException(
                        "the schema registry " + url + " knows no schema id " + id
                                + ": the record was written with another registry",
                        null,
                        true);
            }
            String text =
                    tree(answer, "look up the schema id " + id).path("schema").asText();
            return new Schema.Parser().parse(text);
        });
    }

    /** Whether the registry answers now; waits for two seconds at most. What it answers does not matter. */
    public boolean answers() {
        try {
            HttpRequest request = request("/schemas/ids/1")
                    .timeout(Duration.ofSeconds(2))
                    .GET()
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() < 500;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private HttpRequest.Builder request(String path) {
        String base = url.toString();
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path))
                .timeout(Duration.ofSeconds(10))
                .header("Content-Type", MEDIA_TYPE)
                .header("Accept", MEDIA_TYPE + ", application/json");
        return authorization == null ? request : request.header("Authorization", authorization);
    }

    private HttpResponse<String> send(HttpRequest.Builder request, String purpose) {
        ExponentialBackoff pauses = new ExponentialBackoff(100, 2, 3_000, 0.2);
        long deadline = System.nanoTime() + patience.toNanos();
        HttpRequest built = request.build();
        for (int attempt = 0; ; attempt++) {
            String fault;
            try {
                HttpResponse<String> answer = http.send(built, HttpResponse.BodyHandlers.ofString());
                if (answer.statusCode() < 500 && answer.statusCode() != 429) {
                    return answer;
                }
                fault = "it answers " + answer.statusCode() + " " + reason(answer);
            } catch (IOException e) {
                fault = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new SchemaRegistryException("interrupted while waiting for the schema registry " + url, e);
            }
            long pause = Duration.ofMillis(pauses.backoff(attempt)).toNanos();
            if (System.nanoTime() + pause > deadline) {
                throw new SchemaRegistryException("cannot " + purpose + ": the schema registry " + url
                        + " did not help within " + patience.toSeconds() + " s (" + fault
                        + "). Check that it runs and that the address is right");
            }
            pause(pause);
        }
    }

    private static void pause(long nanos) {
        try {
            TimeUnit.NANOSECONDS.sleep(nanos);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SchemaRegistryException("interrupted while waiting for a schema registry", e);
        }
    }

    private JsonNode tree(HttpResponse<String> answer, String purpose) {
        if (answer.statusCode() != 200) {
            boolean unknown = answer.statusCode() == 401 || answer.statusCode() == 403;
            throw new SchemaRegistryException(
                    "cannot " + purpose + ": the schema registry " + url + " answers " + answer.statusCode() + " "
                            + reason(answer) + (unknown ? "; check its user, password and permissions" : ""),
                    null,
                    true);
        }
        try {
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new SchemaRegistryException(
                    "cannot " + purpose + ": " + url + " does not answer as a schema registry does", e);
        }
    }

    private static String reason(HttpResponse<String> answer) {
        try {
            return JSON.readTree(answer.body()).path("message").asText("");
        } catch (IOException e) {
            return "";
        }
    }
}
