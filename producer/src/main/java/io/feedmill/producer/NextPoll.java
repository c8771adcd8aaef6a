package io.feedmill.producer;

import java.time.Duration;
import java.time.Instant;

/**
 * When to poll a feed again, and why then. Pure, and the only place that decides it.
 *
 * <p>After a success: the shortest interval allowed, or longer if the server ({@code max-age}, {@code Expires}) or the
 * feed ({@code ttl}) asks for it, up to the longest allowed. After a failure: twice the interval for each failure in a
 * row, up to the longest allowed, and never before {@code Retry-After}, up to a day. Never giving up: feeds come back to
 * life. So that feeds with the same interval do not come all at once, each has its own small delay, made from its id.
 *
 * @param reason in words, for a person
 */
record NextPoll(Instant at, String reason) {

    private static final Duration LONGEST_RETRY_AFTER = Duration.ofDays(1);
    private static final int MOST_DOUBLINGS = 16;

    /** The delay that sets feeds apart is less than this share of the interval. */
    private static final int SPREAD = 10;

    /**
     * What is known after a poll.
     *
     * @param feedId sixteen hex digits
     * @param failures how many polls have failed in a row; 0 after a success
     * @param gone whether the server says that the feed is gone for good
     * @param fresh for how long the server says that the document is good; null if it does not say
     * @param timeToLive the same from the feed
     * @param retryAfter for how long the server wants to be left alone; null if it does not say
     */
    record Situation(
            String feedId,
            Instant now,
            int failures,
            boolean gone,
            Duration fresh,
            Duration timeToLive,
            Duration retryAfter,
            Duration shortest,
            Duration longest) {}

    static NextPoll after(Situation now) {
        NextPoll next = now.failures() == 0 ? afterSuccess(now) : afterFailure(now);
        Duration wait = Duration.between(now.now(), next.at());
        return new NextPoll(next.at().plusMillis(spread(now.feedId(), wait)), next.reason());
    }

    private static NextPoll afterSuccess(Situation now) {
        Duration interval = now.shortest();
        String reason = "the shortest interval allowed";
        if (isLonger(now.timeToLive(), interval)) {
            interval = now.timeToLive();
            reason = "the feed asks for it (ttl)";
        }
        if (isLonger(now.fresh(), interval)) {
            interval = now.fresh();
            reason = "the server says it is good until then";
        }
        if (isLonger(interval, now.longest())) {
            interval = now.longest();
            reason = "the longest interval allowed";
        }
        return leftAlone(now, interval, reason);
    }

    private static NextPoll afterFailure(Situation now) {
        Duration interval = now.longest();
        String reason = "it is gone, and is looked for now and then";
        if (!now.gone()) {
            Duration backoff = now.shortest().multipliedBy(1L << Math.min(now.failures(), MOST_DOUBLINGS));
            interval = isLonger(backoff, now.longest()) ? now.longest() : backoff;
            reason = now.failures() == 1 ? "it failed" : "it failed " + now.failures() + " times in a row";
        }
        return leftAlone(now, interval, reason);
    }

    private static NextPoll leftAlone(Situation now, Duration interval, String reason) {
        Duration retryAfter = isLonger(now.retryAfter(), LONGEST_RETRY_AFTER) ? LONGEST_RETRY_AFTER : now.retryAfter();
        if (isLonger(retryAfter, interval)) {
            return new NextPoll(now.now().plus(retryAfter), "the server wants to be left alone until then");
        }
        return new NextPoll(now.now().plus(interval), reason);
    }

    private static long spread(String feedId, Duration wait) {
        long most = wait.toMillis() / SPREAD;
        return most <= 0 ? 0 : Math.floorMod(feedId.hashCode() * 0x9E3779B97F4A7C15L >>> 16, most);
    }

    private static boolean isLonger(Duration one, Duration other) {
        return one != null && one.compareTo(other) > 0;
    }
}
