package io.feedmill.standalone.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** The expressions that operators are given, and a Prometheus to ask them of. */
final class PromQl {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final int port;
    private final HttpClient http = HttpClient.newHttpClient();

    PromQl(int port) {
        this.port = port;
    }

    /** Every expression of the dashboards, by panel, with the interval as Grafana would fill it in. */
    static Map<String, String> ofDashboards() throws IOException {
        Map<String, String> all = new TreeMap<>();
        JsonNode dashboard = JSON.readTree(
                Cluster.top().resolve("ops/grafana/dashboards/feedmill.json").toFile());
        for (JsonNode panel : dashboard.path("panels")) {
            int number = 0;
            for (JsonNode target : panel.path("targets")) {
                all.put(
                        panel.path("title").asText() + " " + (char) ('A' + number++),
                        target.path("expr").asText().replace("$__rate_interval", "1m"));
            }
        }
        for (JsonNode annotation : dashboard.path("annotations").path("list")) {
            all.put(
                    "annotation " + annotation.path("name").asText(),
                    annotation.path("expr").asText());
        }
        return all;
    }

    /** Every rule as Prometheus has loaded it, by name. */
    Map<String, String> ofRules() {
        Map<String, String> all = new TreeMap<>();
        for (JsonNode group : get("/api/v1/rules").path("data").path("groups")) {
            for (JsonNode rule : group.path("rules")) {
                all.put(rule.path("name").asText(), rule.path("query").asText());
            }
        }
        return all;
    }

    /** How many series an expression gives now; it must be valid. */
    int series(String expression) {
        JsonNode answer = get("/api/v1/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8));
        if (!answer.path("status").asText().equals("success")) {
            throw new IllegalArgumentException(expression + ": " + answer);
        }
        JsonNode result = answer.path("data").path("result");
        return answer.path("data").path("resultType").asText().equals("scalar") ? 1 : result.size();
    }

    private JsonNode get(String path) {
        try {
            return JSON.readTree(http.send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static Path rules() {
        return Cluster.top().resolve("ops/prometheus");
    }
}
