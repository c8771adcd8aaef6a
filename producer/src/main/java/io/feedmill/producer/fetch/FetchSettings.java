package io.feedmill.producer.fetch;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;

/**
 * How to fetch. The defaults are meant for production.
 *
 * @param connectTimeout to reach a server, for each of its addresses
 * @param responseTimeout that a server may stay silent
 * @param deadline for everything together, redirects and body included: a server that sends a byte a second is cut off
 * @param maxBytes of a document, decompressed
 * @param maxRedirects how many redirects are followed
 * @param allowed addresses that may be fetched although they are not public: {@code 10.1.2.0/24}, {@code ::1},
 *     {@code localhost:8080}; empty for none
 * @param userAgent the header {@code User-Agent}
 */
public record FetchSettings(
        Duration connectTimeout,
        Duration responseTimeout,
        Duration deadline,
        int maxBytes,
        int maxRedirects,
        List<String> allowed,
        String userAgent) {

    public FetchSettings {
        allowed = List.copyOf(allowed);
        AddressGuard.of(allowed, InetAddress::getAllByName); // a wrong entry is an error here, not at the first poll
    }

    public static FetchSettings defaults() {
        return new FetchSettings(
                Duration.ofSeconds(10),
                Duration.ofSeconds(15),
                Duration.ofSeconds(30),
                10 << 20,
                5,
                List.of(),
                "Feedmill/" + version() + " (+https://github.com/feedmill/feedmill)");
    }

    /**
     * @param allowed replaces the addresses allowed before
     * @throws IllegalArgumentException if one is neither an address, a range nor {@code host:port}
     */
    public FetchSettings allowing(List<String> allowed) {
        return new FetchSettings(connectTimeout, responseTimeout, deadline, maxBytes, maxRedirects, allowed, userAgent);
    }

    public FetchSettings within(Duration connectTimeout, Duration responseTimeout, Duration deadline) {
        return new FetchSettings(connectTimeout, responseTimeout, deadline, maxBytes, maxRedirects, allowed, userAgent);
    }

    private static String version() {
        String version = FetchSettings.class.getPackage().getImplementationVersion();
        return version == null ? "dev" : version;
    }
}
