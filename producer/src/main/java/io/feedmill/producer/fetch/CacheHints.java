package io.feedmill.producer.fetch;

import java.time.Duration;

/**
 * What the server says about when to come again. All relative to when it answered, none negative, null where it does not
 * say or cannot be read.
 *
 * @param fresh how long the answer stays good (RFC 9111, {@code Cache-Control: max-age}, else {@code Expires})
 * @param retryAfter how long to leave it alone ({@code Retry-After}, in seconds or as a date)
 */
public record CacheHints(Duration fresh, Duration retryAfter) {

    /** Where the server says nothing. */
    public static final CacheHints NONE = new CacheHints(null, null);
}
