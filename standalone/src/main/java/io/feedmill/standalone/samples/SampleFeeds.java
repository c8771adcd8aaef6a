package io.feedmill.standalone.samples;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The bundled sample feeds: a scenario of some minutes with new stories, revisions, repetitions and syndicated copies,
 * after which one feed goes on for ever with a short message every eight seconds.
 *
 * <p>Every document is a pure function of when the scenario began, when this object was made, and of the time it is asked
 * for. Thread-safe.
 */
public final class SampleFeeds {
    /** Answers 503 for ever, so that a failing feed is seen. */
    static final String DOWN = "/samples/old-mill-echo/feed.xml";

    private static final int LISTED = 20;

    private static final Map<String, SampleFeed> FEEDS =
            SampleFeed.ALL.stream().collect(Collectors.toUnmodifiableMap(SampleFeed::path, Function.identity()));

    private final Instant begun;
    private final InstantSource clock;
    private final Instant started;
    private final Scenario scenario = Scenario.bundled();

    /** @param begun when the scenario began (kept by the caller, so that a restart goes on where it was) */
    public SampleFeeds(Instant begun, InstantSource clock) {
        this.begun = begun.truncatedTo(ChronoUnit.SECONDS);
        this.clock = clock;
        this.started = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    /** The paths to subscribe to; one is broken in its content and the last one answers 503, both on purpose. */
    public List<String> paths() {
        return Stream.concat(SampleFeed.ALL.stream().map(SampleFeed::path), Stream.of(DOWN))
                .toList();
    }

    /** Serves {@link #paths()} and 404 for the rest, with {@code ETag}, {@code Last-Modified} and 304 (RFC 9110). */
    public HttpHandler handler() {
        return exchange -> {
            try (exchange) {
                answer(exchange);
            }
        };
    }

    /** @throws IllegalArgumentException if no feed with a document has the path */
    byte[] document(String path, Instant at) {
        SampleFeed feed = FEEDS.get(path);
        if (feed == null) {
            throw new IllegalArgumentException("No sample feed has the path " + path + ".");
        }
        return document(feed, listed(feed, at));
    }

    private static byte[] document(SampleFeed feed, List<Entry> entries) {
        return feed.maker().render(entries).getBytes(feed.maker().charset());
    }

    private List<Entry> listed(SampleFeed feed, Instant at) {
        Stream<Entry> stories = scenario.listed(feed, begun, at).stream();
        return Stream.concat(feed.equals(SampleFeed.WIRE) ? briefs(at) : Stream.empty(), stories)
                .limit(LISTED)
                .toList();
    }

    /** What the wire goes on with after the scenario; and one at each start but the first, so that it begins with news. */
    private Stream<Entry> briefs(Instant at) {
        Stream<Entry> atStart =
                started.isAfter(begun) && !at.isBefore(started) ? Stream.of(Briefs.sentAt(started)) : Stream.empty();
        return Stream.concat(atStart, Briefs.listed(begun.plus(scenario.length()), at).stream())
                .sorted(Comparator.comparing(Entry::updated).reversed());
    }

    private void answer(HttpExchange exchange) throws IOException {
        String method = exchange.getRequestMethod();
        String path = exchange.getRequestURI().getPath();
        if (!method.equals("GET") && !method.equals("HEAD")) {
            exchange.getResponseHeaders().set("Allow", "GET, HEAD");
            say(exchange, 405, "Only GET and HEAD.\n");
        } else if (path.equals(DOWN)) {
            exchange.getResponseHeaders().set("Retry-After", "30");
            say(exchange, 503, "The Old Mill Echo is being repaired.\n");
        } else if (!FEEDS.containsKey(path)) {
            say(exchange, 404, "No sample feed here. There are:\n" + String.join("\n", paths()) + "\n");
        } else {
            serve(exchange, FEEDS.get(path));
        }
    }

    private void serve(HttpExchange exchange, SampleFeed feed) throws IOException {
        List<Entry> entries = listed(feed, clock.instant());
        byte[] body = document(feed, entries);
        String etag = "\"" + HexFormat.of().formatHex(sha256(body), 0, 8) + "\"";
        Instant modified = entries.stream()
                .map(Entry::updated)
                .max(Instant::compareTo)
                .orElse(begun)
                .truncatedTo(ChronoUnit.SECONDS);
        exchange.getResponseHeaders().set("Content-Type", feed.maker().contentType());
        exchange.getResponseHeaders().set("ETag", etag);
        exchange.getResponseHeaders()
                .set(
                        "Last-Modified",
                        DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.ofInstant(modified, ZoneOffset.UTC)));
        exchange.getResponseHeaders().set("Cache-Control", "no-cache");
        if (unchanged(exchange, etag, modified)) {
            exchange.sendResponseHeaders(304, -1);
        } else {
            send(exchange, 200, body);
        }
    }

    /** RFC 9110 section 13.2.2: {@code If-None-Match} decides where it is given. */
    private static boolean unchanged(HttpExchange exchange, String etag, Instant modified) {
        String match = exchange.getRequestHeaders().getFirst("If-None-Match");
        if (match != null) {
            return Arrays.stream(match.split(","))
                    .map(String::strip)
                    .map(tag -> tag.startsWith("W/") ? tag.substring(2) : tag)
                    .anyMatch(tag -> tag.equals(etag) || tag.equals("*"));
        }
        String since = exchange.getRequestHeaders().getFirst("If-Modified-Since");
        try {
            return since != null && !modified.isAfter(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(since)));
        } catch (DateTimeException e) {
            return false; // A date that is none asks for the whole document.
        }
    }

    private static void say(HttpExchange exchange, int status, String text) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
        send(exchange, status, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, head ? -1 : body.length);
        if (!head) {
            exchange.getResponseBody().write(body);
        }
    }

    private static byte[] sha256(byte[] body) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(body);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java runtime has SHA-256.", e);
        }
    }
}
