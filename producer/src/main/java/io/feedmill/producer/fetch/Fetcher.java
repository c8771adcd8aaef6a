package io.feedmill.producer.fetch;

import io.feedmill.producer.parse.Urls;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.utils.DateUtils;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.ssl.SSLContexts;
import org.apache.hc.core5.util.Timeout;

/**
 * Fetches documents from files, standard input and the web. On the web: one request at a time and one hop at a time, each
 * to a checked address; everything bounded in time and size. Thread-safe; each call blocks its thread no longer than the
 * deadline, and the look-up of one name.
 */
public final class Fetcher implements AutoCloseable {

    private static final Pattern OTHER_SCHEME = Pattern.compile("(?!file:)[A-Za-z][A-Za-z0-9+.-]{1,20}://");
    private static final int MAX_HEADERS = 256;
    private static final int MAX_HEADER_CHARS = 16 << 10;
    private static final int MAX_CONNECTIONS = 64;
    private static final String ACCEPT = "application/rss+xml, application/atom+xml, application/feed+json,"
            + " application/rdf+xml;q=0.9, application/xml;q=0.8, text/xml;q=0.8, application/json;q=0.7, */*;q=0.1";

    private final FetchSettings settings;
    private final TimedLookup lookup;
    private final CloseableHttpClient client;
    private final ScheduledExecutorService deadlines = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "feedmill-deadlines");
        thread.setDaemon(true);
        return thread;
    });

    public Fetcher(FetchSettings settings) {
        this(settings, InetAddress::getAllByName, null);
    }

    /**
     * @param names looks names up
     * @param tls whom to trust; null for the platform's own
     */
    Fetcher(FetchSettings settings, AddressGuard.Lookup names, SSLContext tls) {
        this.settings = settings;
        this.lookup = new TimedLookup(names, settings.connectTimeout());
        this.client = client(settings, AddressGuard.of(settings.allowed(), lookup), tls);
    }

    private static CloseableHttpClient client(FetchSettings settings, AddressGuard guard, SSLContext tls) {
        ConnectionConfig connections = ConnectionConfig.custom()
                .setConnectTimeout(Timeout.of(settings.connectTimeout()))
                .setSocketTimeout(Timeout.of(settings.responseTimeout()))
                .build();
        Http1Config headers = Http1Config.custom()
                .setMaxHeaderCount(MAX_HEADERS)
                .setMaxLineLength(MAX_HEADER_CHARS)
                .build();
        return HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(guard)
                        .setTlsSocketStrategy(
                                new DefaultClientTlsStrategy(tls == null ? SSLContexts.createDefault() : tls))
                        .setDefaultConnectionConfig(connections)
                        .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                                .http1Config(headers)
                                .build())
                        .setMaxConnTotal(MAX_CONNECTIONS)
                        .setMaxConnPerRoute(MAX_CONNECTIONS)
                        .build())
                // Feeds are minutes apart; a connection kept would be one more thing to check again.
                .setConnectionReuseStrategy((request, response, context) -> false)
                .setUserAgent(settings.userAgent())
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableContentCompression()
                .disableAuthCaching()
                .build();
    }

    /**
     * To cancel a request that is being connected makes the client go on to the host's next address. So that all of them
     * are tried in the time that is left, each has its share of it.
     */
    @SuppressWarnings("deprecation") // the time to connect cannot be set for one request in any other way
    private RequestConfig requests(Duration left) {
        Duration share = left.dividedBy(AddressGuard.TRIED);
        Duration connect = share.compareTo(settings.connectTimeout()) < 0 ? share : settings.connectTimeout();
        return RequestConfig.custom()
                .setConnectTimeout(Timeout.ofMilliseconds(Math.max(1, connect.toMillis())))
                .setResponseTimeout(Timeout.of(settings.responseTimeout()))
                .setConnectionRequestTimeout(Timeout.of(settings.deadline()))
                .setAuthenticationEnabled(false)
                .setProtocolUpgradeEnabled(false)
                .build();
    }

    /**
     * @param location {@code http:}, {@code https:} or {@code file:} URL, path, or {@code -} for standard input
     * @param validators of the last document; {@link Validators#NONE} to have it whatever it is
     * @param now becomes the fetch time of what has none of its own
     */
    public Fetched fetch(String location, Validators validators, Instant now) {
        return fetch(location, validators, Map.of(), now);
    }

    /**
     * @param headers to send with each request, but to no other server than the location's own; see {@link
     *     RequestHeaders}
     */
    public Fetched fetch(String location, Validators validators, Map<String, String> headers, Instant now) {
        if (location.equals("-")) {
            return standardInput(now);
        }
        if (Locations.isWeb(location)) {
            return web(location, validators, headers, now);
        }
        Path path = Locations.path(location);
        if (path == null || OTHER_SCHEME.matcher(location).lookingAt()) {
            return failed(
                    FailureKind.BLOCKED,
                    "cannot fetch " + Locations.withoutCredentials(location)
                            + ": only http, https and file addresses, paths and \"-\" are fetched");
        }
        return file(path, location, validators);
    }

    // ------------------------------------------------------------------ files

    private Fetched standardInput(Instant now) {
        try {
            byte[] bytes = Capped.read(System.in, settings.maxBytes());
            return new Fetched.Body(bytes, null, "stdin:", null, now, Validators.NONE, CacheHints.NONE, null);
        } catch (Capped.TooLargeException e) {
            return failed(FailureKind.TOO_LARGE, "standard input is " + e.getMessage() + "; not read");
        } catch (IOException e) {
            return failed(FailureKind.FILE, "standard input cannot be read: " + e.getMessage());
        }
    }

    private Fetched file(Path path, String location, Validators validators) {
        try {
            if (Files.isDirectory(path)) {
                return failed(
                        FailureKind.FILE,
                        path + " is a folder without files that end in .xml, .rss, .atom, .json or .rdf");
            }
            Instant modified = Files.getLastModifiedTime(path).toInstant();
            Validators current = new Validators(null, modified.toString());
            if (current.equals(validators)) {
                return new Fetched.NotModified(current, CacheHints.NONE, null);
            }
            try (InputStream in = Files.newInputStream(path)) {
                byte[] bytes = Capped.read(in, settings.maxBytes());
                Instant fetchedAt = Instant.ofEpochMilli(modified.toEpochMilli());
                return new Fetched.Body(
                        bytes, null, Locations.url(location), null, fetchedAt, current, CacheHints.NONE, null);
            }
        } catch (NoSuchFileException e) {
            return failed(FailureKind.FILE, "no such file: " + path + "; check the path");
        } catch (java.nio.file.AccessDeniedException e) {
            return failed(FailureKind.FILE, path + " may not be read; check its permissions");
        } catch (Capped.TooLargeException e) {
            return failed(FailureKind.TOO_LARGE, path + " is " + e.getMessage() + "; not read");
        } catch (IOException e) {
            return failed(FailureKind.FILE, path + " cannot be read: " + e.getMessage());
        }
    }

    // ------------------------------------------------------------------ the web

    private Fetched web(String location, Validators validators, Map<String, String> headers, Instant now) {
        String shown = Locations.withoutCredentials(location);
        AtomicBoolean expired = new AtomicBoolean();
        long end = System.nanoTime() + settings.deadline().toNanos();
        Set<String> visited = new LinkedHashSet<>();
        Map<String, String> ours = RequestHeaders.of(headers, credentials(location));
        String url = Urls.absolute(shown, null);
        String at = url;
        boolean permanently = true;
        String movedTo = null;
        if (url == null) {
            return failed(FailureKind.UNREACHABLE, "not an address that can be opened: " + shown + "; check it");
        }
        try {
            while (visited.add(at)) {
                if (visited.size() > settings.maxRedirects() + 1) {
                    return failed(
                            FailureKind.REDIRECT,
                            shown + " leads on and on: more than " + settings.maxRedirects()
                                    + " redirects, the last to " + at);
                }
                Map<String, String> own = sameServer(url, at) ? ours : Map.of();
                Answer answer = ask(at, own, validators, movedTo, end, expired, shown, now);
                if (answer.fetched() != null) {
                    return answer.fetched();
                }
                at = answer.redirect();
                permanently &= answer.isPermanent();
                movedTo = permanently ? at : movedTo;
            }
            return failed(FailureKind.REDIRECT, shown + " redirects in a circle, by way of " + at);
        } catch (IOException | RuntimeException e) {
            return fault(e, expired.get(), at.equals(url) ? shown : shown + ", redirected to " + at);
        }
    }

    /** Either what became of it, or where to ask next, and whether from now on. */
    private record Answer(Fetched fetched, String redirect, boolean isPermanent) {

        Answer(Fetched fetched) {
            this(fetched, null, false);
        }
    }

    private Answer ask(
            String at,
            Map<String, String> own,
            Validators validators,
            String movedTo,
            long end,
            AtomicBoolean expired,
            String shown,
            Instant now)
            throws IOException {
        HttpGet request = new HttpGet(ascii(at));
        request.setConfig(requests(Duration.ofNanos(end - System.nanoTime())));
        request.setHeader(HttpHeaders.ACCEPT, ACCEPT);
        request.setHeader(HttpHeaders.ACCEPT_ENCODING, "gzip");
        own.forEach(request::setHeader);
        if (validators.etag() != null) {
            request.setHeader(HttpHeaders.IF_NONE_MATCH, validators.etag());
        }
        if (validators.lastModified() != null) {
            request.setHeader(HttpHeaders.IF_MODIFIED_SINCE, validators.lastModified());
        }
        Future<?> deadline = deadlines.schedule(
                () -> {
                    expired.set(true);
                    request.cancel();
                },
                Math.max(0, end - System.nanoTime()),
                TimeUnit.NANOSECONDS);
        try {
            return answer(client.executeOpen(null, request, null), at, validators, movedTo, shown, now);
        } finally {
            deadline.cancel(false);
            // Gives the connection up. Closing the response would first read what is left, were it without end.
            request.cancel();
        }
    }

    private Answer answer(
            ClassicHttpResponse response, String at, Validators validators, String movedTo, String shown, Instant now)
            throws IOException {
        int status = response.getCode();
        CacheHints hints = hints(response, now);
        if (status == 304) {
            String etag = header(response, HttpHeaders.ETAG);
            String modified = header(response, HttpHeaders.LAST_MODIFIED);
            Validators renewed = new Validators(
                    etag == null ? validators.etag() : etag, modified == null ? validators.lastModified() : modified);
            return new Answer(new Fetched.NotModified(renewed, hints, movedTo));
        }
        if (isRedirect(status)) {
            return redirect(header(response, HttpHeaders.LOCATION), at, shown, status);
        }
        if (status != 200 && status != 203 && status != 226) {
            return new Answer(new Fetched.Failed(FailureKind.HTTP_STATUS, refusal(response, shown), status, hints));
        }
        String encoding = header(response, HttpHeaders.CONTENT_ENCODING);
        if (encoding != null && !Set.of("gzip", "x-gzip", "identity", "").contains(encoding.toLowerCase(Locale.ROOT))) {
            String message = shown + " is compressed as \"" + encoding + "\", which was not asked for";
            return new Answer(new Fetched.Failed(FailureKind.INCOMPLETE, message, status, hints));
        }
        byte[] bytes = response.getEntity() == null
                ? new byte[0]
                : Capped.read(response.getEntity().getContent(), settings.maxBytes());
        Validators found =
                new Validators(header(response, HttpHeaders.ETAG), header(response, HttpHeaders.LAST_MODIFIED));
        String type = header(response, HttpHeaders.CONTENT_TYPE);
        Instant fetchedAt = Instant.ofEpochMilli(now.toEpochMilli());
        return new Answer(new Fetched.Body(bytes, type, shown, at, fetchedAt, found, hints, movedTo));
    }

    private Answer redirect(String given, String at, String shown, int status) {
        if (given == null) {
            return new Answer(
                    failed(FailureKind.REDIRECT, shown + " answers with redirect " + status + ", but not to where"));
        }
        String to = Urls.absolute(Locations.withoutCredentials(given), at);
        if (to == null) {
            String where = Locations.withoutCredentials(given);
            return new Answer(
                    failed(FailureKind.BLOCKED, shown + " redirects to " + where + ", which is not on the web"));
        }
        int fragment = to.indexOf('#');
        return new Answer(null, fragment < 0 ? to : to.substring(0, fragment), status == 301 || status == 308);
    }

    private static boolean isRedirect(int status) {
        return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
    }

    private Fetched fault(Exception e, boolean expired, String shown) {
        if (expired) {
            return failed(
                    FailureKind.TIMEOUT,
                    shown + ": no whole answer within " + settings.deadline().toSeconds() + " s");
        }
        if (e instanceof AddressGuard.BlockedException) {
            return failed(FailureKind.BLOCKED, shown + ": " + e.getMessage() + "; if that is meant, allow the address");
        }
        if (e instanceof Capped.TooLargeException) {
            return failed(FailureKind.TOO_LARGE, shown + " is " + e.getMessage() + "; not read");
        }
        if (e instanceof TimedLookup.LateException) {
            return failed(FailureKind.TIMEOUT, shown + ": " + e.getMessage());
        }
        if (e instanceof UnknownHostException) {
            return failed(FailureKind.UNREACHABLE, shown + ": there is no such host; check the address");
        }
        if (e instanceof SocketTimeoutException) {
            return failed(FailureKind.TIMEOUT, shown + ": no answer in time (" + e.getMessage() + ")");
        }
        if (e instanceof SSLException) {
            return failed(FailureKind.TLS, shown + ": no safe connection: " + distrust(e));
        }
        if (e instanceof EOFException
                || e instanceof ZipException
                || e instanceof MalformedChunkCodingException
                || (e instanceof ConnectionClosedException && !(e instanceof NoHttpResponseException))) {
            return failed(FailureKind.INCOMPLETE, shown + ": the answer broke off: " + e.getMessage());
        }
        if (e instanceof ConnectException) {
            return failed(
                    FailureKind.UNREACHABLE,
                    shown + ": nothing answers there (" + e.getMessage()
                            + "); check the address, and that its server runs");
        }
        return failed(FailureKind.UNREACHABLE, shown + ": " + e.getMessage());
    }

    /** What is wrong with a certificate, where that is what is wrong. */
    private static String distrust(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateExpiredException || cause instanceof CertificateNotYetValidException) {
                return "its certificate has expired or is not valid yet (" + cause.getMessage() + ")";
            }
            if (cause instanceof CertPathBuilderException) {
                return "its certificate is one that nobody known vouches for";
            }
            String message = String.valueOf(cause.getMessage());
            if (cause instanceof SSLPeerUnverifiedException
                    || message.startsWith("No subject alternative")
                    || message.startsWith("No name matching")) {
                return "its certificate is for another host (" + message + ")";
            }
        }
        return e.getMessage();
    }

    private static String refusal(ClassicHttpResponse response, String shown) {
        int status = response.getCode();
        String says = shown + " answers " + status;
        if (response.containsHeader("cf-mitigated")) {
            return says + ": a check for robots stands before it; ask the site to let feed readers through";
        }
        return says
                + switch (status) {
                    case 401, 403, 407 -> ": it does not let us in; check the address and the credentials";
                    case 404 -> ": nothing is there; check the address";
                    case 410 -> ": it is gone for good; remove the feed or find its new address";
                    case 429 -> ": it asks to be polled less often";
                    default -> status >= 500 ? ": the server is in trouble" : ": no document";
                };
    }

    // ------------------------------------------------------------------ headers

    private static CacheHints hints(ClassicHttpResponse response, Instant now) {
        Duration fresh = maxAge(header(response, HttpHeaders.CACHE_CONTROL));
        if (fresh == null) {
            fresh = until(header(response, HttpHeaders.EXPIRES), now);
        }
        return new CacheHints(fresh, retryAfter(header(response, HttpHeaders.RETRY_AFTER), now));
    }

    private static Duration maxAge(String cacheControl) {
        if (cacheControl == null) {
            return null;
        }
        for (String directive : cacheControl.split(",", 32)) {
            String[] parts = directive.strip().toLowerCase(Locale.ROOT).split("=", 2);
            if (parts.length == 2 && parts[0].equals("max-age") && parts[1].matches("\"?[0-9]{1,9}\"?")) {
                return Duration.ofSeconds(Long.parseLong(parts[1].replace("\"", "")));
            }
        }
        return null;
    }

    /** In seconds, or as a date (RFC 9110, 10.2.3). */
    static Duration retryAfter(String value, Instant now) {
        if (value == null) {
            return null;
        }
        String text = value.strip();
        return text.matches("[0-9]{1,9}") ? Duration.ofSeconds(Long.parseLong(text)) : until(text, now);
    }

    private static Duration until(String date, Instant now) {
        Instant then = date == null ? null : DateUtils.parseStandardDate(date);
        return then == null || then.isBefore(now) ? null : Duration.between(now, then);
    }

    private static String header(ClassicHttpResponse response, String name) {
        return response.getFirstHeader(name) == null
                ? null
                : response.getFirstHeader(name).getValue();
    }

    // ------------------------------------------------------------------ addresses

    private static URI ascii(String url) {
        URI uri = URI.create(url);
        if (uri.getHost() == null && uri.getRawAuthority() != null) {
            // A host in letters that URI does not take for a host.
            String authority = uri.getRawAuthority();
            int colon = authority.lastIndexOf(':');
            String port = colon < 0 ? "" : authority.substring(colon);
            String host = java.net.IDN.toASCII(colon < 0 ? authority : authority.substring(0, colon));
            return URI.create(
                    URI.create(url.replaceFirst(Pattern.quote(authority), Matcher.quoteReplacement(host + port)))
                            .toASCIIString());
        }
        return URI.create(uri.toASCIIString());
    }

    /** The value of the header {@code Authorization} for the user named in a URL; null for none. */
    private static String credentials(String location) {
        int start = location.indexOf("://") + 3;
        int end = start;
        while (end < location.length() && "/?#".indexOf(location.charAt(end)) < 0) {
            end++;
        }
        int at = location.lastIndexOf('@', end - 1);
        if (at < start) {
            return null;
        }
        String user = percentDecoded(location.substring(start, at));
        return "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8));
    }

    private static String percentDecoded(String text) {
        try {
            return java.net.URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    private static boolean sameServer(String one, String other) {
        URI a = URI.create(one);
        URI b = URI.create(other);
        return a.getScheme().equalsIgnoreCase(b.getScheme())
                && a.getRawAuthority().equalsIgnoreCase(b.getRawAuthority());
    }

    private static Fetched.Failed failed(FailureKind kind, String message) {
        return new Fetched.Failed(kind, message, 0, CacheHints.NONE);
    }

    /** Ends all that is under way. */
    @Override
    public void close() {
        deadlines.shutdownNow();
        client.close(CloseMode.IMMEDIATE);
        lookup.close();
    }
}
