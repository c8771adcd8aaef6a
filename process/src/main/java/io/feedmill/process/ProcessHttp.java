package io.feedmill.process;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Serves {@code /health/live}, {@code /health/ready} and {@code /metrics}, read-only. Says nothing of what the request
 * contained.
 */
public final class ProcessHttp implements AutoCloseable {

    private static final int THREADS = 2;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final ExecutorService threads;

    private ProcessHttp(HttpServer server, ExecutorService threads) {
        this.server = server;
        this.threads = threads;
    }

    /**
     * @throws ProcessException if the address cannot be used
     */
    static ProcessHttp start(String host, int port, Health health, PrometheusRegistry metrics) {
        HttpServer server;
        try {
            server = HttpServer.create(new InetSocketAddress(host, port), 0);
        } catch (BindException e) {
            throw new ProcessException(
                    ExitStatus.REFUSED,
                    "port %d of %s cannot be opened (%s): stop what uses it, or set another with http.port"
                            .formatted(port, host, e.getMessage()),
                    e);
        } catch (IOException | RuntimeException e) {
            throw new ProcessException(
                    ExitStatus.REFUSED,
                    "%s:%d cannot be served (%s): set http.host to an address of this machine"
                            .formatted(host, port, e.getMessage()),
                    e);
        }
        handlers(health, metrics).forEach(server::createContext);
        AtomicInteger number = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS, task -> {
            Thread thread = new Thread(task, "feedmill-http-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        server.setExecutor(threads);
        server.start();
        return new ProcessHttp(server, threads);
    }

    /** What is served, by path, for a server that serves other things too. */
    public static Map<String, HttpHandler> handlers(Health health, PrometheusRegistry metrics) {
        Map<String, HttpHandler> handlers = new LinkedHashMap<>();
        handlers.put("/health/live", exchange -> answer(exchange, "/health/live", health::isLive));
        handlers.put("/health/ready", exchange -> answer(exchange, "/health/ready", health::isReady));
        handlers.put("/metrics", exchange -> metrics(exchange, metrics));
        return handlers;
    }

    /** The port it listens on. */
    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private static void answer(HttpExchange exchange, String path, Supplier<Health.Answer> health) throws IOException {
        try (exchange) {
            if (!isPlainGet(exchange, path)) {
                return;
            }
            Health.Answer answer = health.get();
            Map<String, Object> body = new LinkedHashMap<>();
            body.put("ok", answer.ok());
            body.put("reasons", answer.reasons());
            body.putAll(answer.details());
            byte[] bytes = JSON.writeValueAsBytes(body);
            send(exchange, answer.ok() ? 200 : 503, "application/json", bytes);
        }
    }

    private static void metrics(HttpExchange exchange, PrometheusRegistry metrics) throws IOException {
        try (exchange) {
            if (!isPlainGet(exchange, "/metrics")) {
                return;
            }
            PrometheusTextFormatWriter writer = PrometheusTextFormatWriter.create();
            ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 15);
            writer.write(out, metrics.scrape());
            send(exchange, 200, writer.getContentType(), out.toByteArray());
        }
    }

    private static boolean isPlainGet(HttpExchange exchange, String path) throws IOException {
        if (!exchange.getRequestURI().getPath().equals(path)) {
            exchange.sendResponseHeaders(404, -1);
            return false;
        }
        String method = exchange.getRequestMethod();
        if (!method.equals("GET") && !method.equals("HEAD")) {
            exchange.getResponseHeaders().set("Allow", "GET, HEAD");
            exchange.sendResponseHeaders(405, -1);
            return false;
        }
        return true;
    }

    private static void send(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, head ? -1 : body.length);
        if (!head) {
            exchange.getResponseBody().write(body);
        }
    }
}
