package io.feedmill.producer;

import io.feedmill.producer.fetch.CacheHints;
import io.feedmill.producer.fetch.FailureKind;
import io.feedmill.producer.parse.FeedHints;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;

/**
 * When to poll a feed again, and why then. Pure, and the only place that decides it.
 *
 * <p>After a success: a quarter of the usual time between its items, or an eighth of the time it has been silent, so that
 * no item is seen later than that share of what its readers are used to; never so long that items could come and go
 * unseen; longer if the server ({@code max-age}, {@code Expires}) or the feed ({@code ttl}) asks for it; not in the hours
 * and on the days that the feed names ({@code skipHours}, {@code skipDays}); all within the bounds of its settings. Where
 * the shortest interval is under a minute, somebody is watching, and the rhythm is not looked at.
 *
 * <p>After a failure: twice the interval for each passing fault in a row, four times for each that will hardly mend
 * itself, up to the longest allowed, and never before {@code Retry-After}, up to a day. Never giving up, for feeds come
 * back to life, but where the server has said often enough that it is gone for good. So that feeds with the same interval
 * do not come all at once, each has its own small delay, made from its id.
 *
 * @param at null for never
 * @param reason in words, for a person
 */
record NextPoll(Instant at, String reason) {

    static final Duration LONGEST_RETRY_AFTER = Duration.ofDays(1);

    /** How often the server must say 410 in a row to be believed. */
    static final int GONE_FOR_GOOD = 3;

    private static final int MOST_DOUBLINGS = 16;
    private static final Duration LONGEST_SKIP = Duration.ofDays(1);
    private static final Duration WATCHED = Duration.ofMinutes(1);
    private static final int OF_GAP = 4;
    private static final int OF_SILENCE = 8;
    private static final int OF_SPAN = 4;
    private static final int OF_LONG_SILENCE = 32;

    /** As long as a feed is alive, it is not left longer than this for its rhythm alone. */
    private static final Duration LONGEST_FOR_RHYTHM = Duration.ofHours(6);

    private static final Duration ALIVE = Duration.ofDays(30);

    /** The delay that sets feeds apart is less than this share of the interval. */
    private static final int SPREAD = 10;

    /** How much a fault weighs. */
    enum Fault {
        NONE,
        /** Likely to be over soon: the network, a server in trouble. */
        PASSING,
        /** Unlikely to mend itself: nothing there, not let in, not a feed. */
        LASTING,
        /** Gone for good, says the server (410). */
        GONE;

        /** @param status the HTTP status; 0 where it did not come to one */
        static Fault of(FailureKind kind, int status) {
            if (status == 410) {
                return GONE;
            }
            return switch (kind) {
                case UNREACHABLE, TIMEOUT, INCOMPLETE, FILE -> PASSING;
                case HTTP_STATUS ->
                    status >= 500 || status == 408 || status == 425 || status == 429 ? PASSING : LASTING;
                case TLS, BLOCKED, REDIRECT, TOO_LARGE, NOT_A_FEED, UNREADABLE -> LASTING;
            };
        }
    }

    /**
     * What is known after a poll.
     *
     * @param feedId sixteen hex digits
     * @param fault how it ended
     * @param failures how many polls have failed in a row; 0 after a success
     * @param gonePolls how many of them, in a row and the last, said that it is gone for good
     * @param server what the server says
     * @param feed what the feed says
     * @param rhythm how it has been coming
     */
    record Situation(
            String feedId,
            Instant now,
            Fault fault,
            int failures,
            int gonePolls,
            CacheHints server,
            FeedHints feed,
            Rhythm rhythm,
            Duration shortest,
            Duration longest) {}

    static NextPoll after(Situation now) {
        if (now.gonePolls() >= GONE_FOR_GOOD) {
            return new NextPoll(
                    null, "it is gone for good, the server says: remove it, or subscribe to its new address");
        }
        NextPoll next = now.fault() == Fault.NONE ? afterSuccess(now) : afterFailure(now);
        NextPoll apart = apart(now, next);
        return now.fault() == Fault.NONE ? skipping(now, apart) : apart;
    }

    private static NextPoll afterSuccess(Situation now) {
        Duration interval = now.shortest();
        String reason = "the shortest interval allowed";
        Duration byRhythm = byRhythm(now);
        if (isLonger(byRhythm, interval)) {
            interval = byRhythm;
            reason = isSilent(now) ? "it has been silent for a while" : "its items come no faster";
        }
        if (now.rhythm().gap() == null && isLonger(now.feed().updateEvery(), interval)) {
            interval = now.feed().updateEvery();
            reason = "the feed says it is updated no more often";
        }
        if (isLonger(now.feed().timeToLive(), interval)) {
            interval = now.feed().timeToLive();
            reason = "the feed asks for it (ttl)";
        }
        if (isLonger(now.server().fresh(), interval)) {
            interval = now.server().fresh();
            reason = "the server says it is good until then";
        }
        if (isLonger(interval, now.longest())) {
            interval = now.longest();
            reason = "the longest interval allowed";
        }
        return leftAlone(now, new NextPoll(now.now().plus(interval), reason));
    }

    /** Null where there is none to go by. */
    private static Duration byRhythm(Situation now) {
        Rhythm rhythm = now.rhythm();
        if (rhythm.lastNew() == null || now.shortest().compareTo(WATCHED) < 0) {
            return null;
        }
        Duration silence = silence(now);
        Duration interval = silence.dividedBy(OF_SILENCE);
        if (rhythm.gap() != null && isLonger(rhythm.gap().dividedBy(OF_GAP), interval)) {
            interval = rhythm.gap().dividedBy(OF_GAP);
        }
        if (rhythm.span() != null) {
            // What comes and goes in between is never seen; but after long silence, hardly so much comes so fast.
            Duration span = rhythm.span().dividedBy(OF_SPAN);
            Duration most =
                    isLonger(silence.dividedBy(OF_LONG_SILENCE), span) ? silence.dividedBy(OF_LONG_SILENCE) : span;
            interval = isLonger(interval, most) ? most : interval;
        }
        boolean alive = silence.compareTo(ALIVE) < 0;
        return alive && isLonger(interval, LONGEST_FOR_RHYTHM) ? LONGEST_FOR_RHYTHM : interval;
    }

    private static Duration silence(Situation now) {
        Duration silence = Duration.between(now.rhythm().lastNew(), now.now());
        return silence.isNegative() ? Duration.ZERO : silence;
    }

    private static boolean isSilent(Situation now) {
        Duration gap = now.rhythm().gap();
        return gap == null || isLonger(silence(now).dividedBy(OF_SILENCE), gap.dividedBy(OF_GAP));
    }

    /** Past the hours and days that the feed wants to be left alone in, by up to a day. */
    private static NextPoll skipping(Situation now, NextPoll next) {
        Instant at = next.at();
        ZonedDateTime hour = at.atZone(ZoneOffset.UTC);
        while (now.feed().skipHours().contains(hour.getHour())
                || now.feed().skipDays().contains(hour.getDayOfWeek().getValue())) {
            hour = hour.truncatedTo(ChronoUnit.HOURS).plusHours(1);
        }
        if (hour.toInstant().equals(at)) {
            return next;
        }
        Instant first = hour.toInstant().plusMillis(spread(now.feedId(), Duration.ofHours(1)));
        Instant latest = at.plus(LONGEST_SKIP);
        return new NextPoll(
                first.isAfter(latest) ? latest : first,
                "the feed says that nothing comes before (skipHours, skipDays)");
    }

    private static NextPoll afterFailure(Situation now) {
        Duration interval = now.longest();
        String reason = "the server says it is gone; to be sure, it is asked again";
        if (now.fault() != Fault.GONE) {
            int doublings = now.failures() * (now.fault() == Fault.LASTING ? 2 : 1);
            Duration backoff = now.shortest().multipliedBy(1L << Math.min(doublings, MOST_DOUBLINGS));
            interval = isLonger(backoff, now.longest()) ? now.longest() : backoff;
            reason = now.failures() == 1 ? "it failed" : "it failed " + now.failures() + " times in a row";
        }
        return leftAlone(now, new NextPoll(now.now().plus(interval), reason));
    }

    private static NextPoll leftAlone(Situation now, NextPoll next) {
        Duration asked = now.server().retryAfter();
        Duration retryAfter = isLonger(asked, LONGEST_RETRY_AFTER) ? LONGEST_RETRY_AFTER : asked;
        if (retryAfter != null && now.now().plus(retryAfter).isAfter(next.at())) {
            return new NextPoll(now.now().plus(retryAfter), "the server wants to be left alone until then");
        }
        return next;
    }

    private static NextPoll apart(Situation now, NextPoll next) {
        Duration wait = Duration.between(now.now(), next.at());
        return new NextPoll(next.at().plusMillis(spread(now.feedId(), wait)), next.reason());
    }

    private static long spread(String feedId, Duration wait) {
        long most = wait.toMillis() / SPREAD;
        return most <= 0 ? 0 : Math.floorMod(feedId.hashCode() * 0x9E3779B97F4A7C15L >>> 16, most);
    }

    private static boolean isLonger(Duration one, Duration other) {
        return one != null && one.compareTo(other) > 0;
    }
}
