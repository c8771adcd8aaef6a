package io.feedmill.producer.fetch;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.hc.core5.http.HttpHeaders;

/** Headers that a subscription adds to its requests: a key, a cookie, a language, another {@code User-Agent}. */
public final class RequestHeaders {

    /** What says how the message itself is made, or is ours to say. */
    private static final Set<String> OURS = Set.of(
            "accept-encoding",
            "connection",
            "content-length",
            "expect",
            "host",
            "if-modified-since",
            "if-none-match",
            "keep-alive",
            "proxy-authorization",
            "proxy-connection",
            "range",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}"); // RFC 9110, 5.6.2
    private static final Pattern VALUE = Pattern.compile("[\\x20-\\x7E\\t]{0,4000}");

    private RequestHeaders() {}

    /**
     * @throws IllegalArgumentException if no request can have this header, or none of a subscription's may; the message
     *     says why, without the value
     */
    public static void check(String name, String value) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "no header can be called \"" + name.replaceAll("\\p{Cntrl}", "?") + "\"");
        }
        if (OURS.contains(name.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("the header " + name + " is for the producer itself to set");
        }
        if (!VALUE.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "the value of the header " + name + " must be one line of at most 4,000 ASCII characters");
        }
    }

    /** Those of the headers that may be sent, and the credentials where they name none. */
    static Map<String, String> of(Map<String, String> headers, String credentials) {
        Map<String, String> all = new LinkedHashMap<>();
        if (credentials != null) {
            all.put(HttpHeaders.AUTHORIZATION, credentials);
        }
        headers.forEach((name, value) -> {
            try {
                check(name, value);
                all.keySet().removeIf(name::equalsIgnoreCase);
                all.put(name, value);
            } catch (IllegalArgumentException e) {
                // Refused where it is subscribed; here it would be another request than the one meant.
            }
        });
        return all;
    }
}
