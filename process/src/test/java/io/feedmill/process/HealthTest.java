package io.feedmill.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class HealthTest {

    private final Health health = new Health();

    @Test
    void isLiveWhileItStartsAndReadyOnlyWhenItHas() {
        assertTrue(health.isLive().ok());
        health.stage("it waits for Kafka at one:9092");
        assertEquals(List.of("it waits for Kafka at one:9092"), health.isReady().reasons());
        health.stage(null);
        assertTrue(health.isReady().ok());
    }

    @Test
    void isNotReadyIfItIsNotLive() {
        health.stage(null);
        AtomicReference<String> fault = new AtomicReference<>();
        health.live(fault::get);
        health.ready(() -> null);
        assertTrue(health.isReady().ok());
        fault.set("its stream threads have died");
        assertFalse(health.isLive().ok());
        assertEquals(List.of("its stream threads have died"), health.isReady().reasons());
    }

    @Test
    void takesACheckThatFailsForAReason() {
        health.live(() -> {
            throw new IllegalStateException("closed");
        });
        assertEquals(
                List.of("a check failed: java.lang.IllegalStateException: closed"),
                health.isLive().reasons());
    }

    @Test
    void answersProbesOverHttp() throws Exception {
        health.detail("state", () -> "RUNNING");
        try (ProcessHttp http = ProcessHttp.start("127.0.0.1", 0, health, new Metrics().registry())) {
            HttpResponse<String> ready = send(http, "GET", "/health/ready");
            assertEquals(503, ready.statusCode());
            assertEquals(
                    "{\"ok\":false,\"reasons\":[\"it has just been started\"],\"state\":\"RUNNING\"}", ready.body());
            assertEquals(200, send(http, "GET", "/health/live").statusCode());
            assertEquals("", send(http, "HEAD", "/health/live").body());
            assertEquals(405, send(http, "POST", "/health/live").statusCode());
            assertEquals(404, send(http, "GET", "/health/live/x").statusCode());
            assertEquals(404, send(http, "GET", "/").statusCode());
            HttpResponse<String> metrics = send(http, "GET", "/metrics");
            assertTrue(metrics.body().contains("jvm_memory_used_bytes{"), metrics.body());
            assertTrue(metrics.headers().firstValue("Content-Type").orElse("").startsWith("text/plain; version=0.0.4"));
        }
    }

    @Test
    void saysThatThePortIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0)) {
            ProcessException e = assertThrows(
                    ProcessException.class,
                    () -> ProcessHttp.start("0.0.0.0", taken.getLocalPort(), health, new PrometheusRegistry()));
            // In brackets is what the system says, in its own words.
            assertEquals(
                    "port %d of 0.0.0.0 cannot be opened (): stop what uses it, or set another with http.port"
                            .formatted(taken.getLocalPort()),
                    e.getMessage().replaceFirst("\\([^()]+\\)", "()"));
            assertEquals(ExitStatus.REFUSED, e.status());
        }
    }

    private static HttpResponse<String> send(ProcessHttp http, String method, String path) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + http.port() + path);
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(uri)
                                .method(method, HttpRequest.BodyPublishers.noBody())
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }
}
