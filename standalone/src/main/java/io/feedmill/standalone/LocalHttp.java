package io.feedmill.standalone;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.feedmill.schemas.LocalSchemaRegistry;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** What this process serves over HTTP, on the loopback interface only: its schemas, and the sample feeds. */
final class LocalHttp implements AutoCloseable {
    static final int DEFAULT_PORT = 8190;

    /** Where the sample feeds are, below the server's root. */
    static final String SAMPLES = "/samples";

    private static final String HOST = "127.0.0.1";
    private static final int THREADS = 4;

    private static final String FRONT_PAGE = """
            Feedmill runs here.

            /subjects      the schemas of its topics, as a Confluent schema registry would serve them (read-only)
            /samples/      the sample feeds
            """;

    private final HttpServer server;
    private final ExecutorService threads;

    private LocalHttp(HttpServer server, ExecutorService threads) {
        this.server = server;
        this.threads = threads;
    }

    /**
     * Starts serving.
     *
     * @param port 0 for any that is free
     * @param samples answers below {@link #SAMPLES}
     * @throws FeedmillException if the port cannot be used
     */
    static LocalHttp start(int port, LocalSchemaRegistry registry, HttpHandler samples) {
        HttpServer server;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getByName(HOST), port), 0);
        } catch (BindException e) {
            throw new FeedmillException(
                    "port %d is in use by another program: stop it, or choose another with --http-port".formatted(port),
                    e);
        } catch (IOException e) {
            throw new FeedmillException(
                    "port %d cannot be opened (%s): choose another with --http-port".formatted(port, e.getMessage()),
                    e);
        }
        SchemaEndpoint schemas = new SchemaEndpoint(registry);
        SchemaEndpoint.PATHS.forEach(path -> server.createContext(path, schemas));
        server.createContext(SAMPLES, samples);
        server.createContext("/", LocalHttp::frontPage);

        AtomicInteger number = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS, task -> {
            Thread thread = new Thread(task, "http-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        server.setExecutor(threads);
        server.start();
        return new LocalHttp(server, threads);
    }

    /** Serves more. */
    void serve(Map<String, HttpHandler> handlers) {
        handlers.forEach(server::createContext);
    }

    /** Where it serves, without a slash at the end. */
    URI url() {
        return URI.create("http://%s:%d".formatted(HOST, server.getAddress().getPort()));
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private static void frontPage(HttpExchange exchange) throws IOException {
        try (exchange) {
            boolean here = exchange.getRequestURI().getPath().equals("/");
            byte[] body = (here ? FRONT_PAGE : "Nothing here.\n").getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
            exchange.sendResponseHeaders(here ? 200 : 404, body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
