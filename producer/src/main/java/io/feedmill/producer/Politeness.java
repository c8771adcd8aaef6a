package io.feedmill.producer;

import java.time.Duration;

/**
 * How a host is treated that serves many feeds.
 *
 * @param perHost how many requests to it may be under way at a time; at least 1
 * @param spacing how far apart they begin
 * @param retryAfterForHost whether {@code Retry-After} holds for all feeds of the host, and not only for the one that was
 *     asked for
 */
public record Politeness(int perHost, Duration spacing, boolean retryAfterForHost) {

    /** Two at a time, a second apart. */
    public static final Politeness DEFAULT = new Politeness(2, Duration.ofSeconds(1), true);

    /** For servers of one's own: nothing is held back, and each feed is left alone by itself. */
    public static final Politeness NONE = new Politeness(Integer.MAX_VALUE, Duration.ZERO, false);

    public Politeness {
        if (perHost < 1 || spacing.isNegative()) {
            throw new IllegalArgumentException(
                    "at least one request at a time, no less than nothing apart: " + perHost + ", " + spacing);
        }
    }
}
