package io.feedmill.producer;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Whose turn it is at a host: so many requests at a time, so far apart, none while the host wants to be left alone. Tells
 * no time of its own. Not thread-safe.
 */
final class Hosts {

    /** Before it is asked again whether a busy host has time. */
    private static final Duration BUSY = Duration.ofMillis(200);

    private static final int MANY = 10_000;

    private final Politeness politeness;
    private final Map<String, Turns> byHost = new HashMap<>();

    private static final class Turns {
        int underWay;
        Instant freeAt = Instant.MIN;
        /** After the last turn that was promised. */
        Instant lineEnds = Instant.MIN;
    }

    Hosts(Politeness politeness) {
        this.politeness = politeness;
    }

    /**
     * When the host may be asked: now, or when to try again, which is at the end of the line.
     *
     * @param hasWaited whether this is the turn that was promised before; then nobody else is let past
     */
    Instant turn(String host, Instant now, boolean hasWaited) {
        Turns turns = byHost.get(host);
        if (turns == null) {
            return now;
        }
        boolean isBusy = turns.underWay >= politeness.perHost();
        Instant free = later(turns.freeAt, isBusy ? now.plus(BUSY) : now);
        if (hasWaited) {
            return free;
        }
        Instant turn = later(free, turns.lineEnds);
        if (turn.isAfter(now)) {
            turns.lineEnds = turn.plus(politeness.spacing());
        }
        return turn;
    }

    void begin(String host, Instant now) {
        if (byHost.size() > MANY) {
            byHost.values()
                    .removeIf(
                            turns -> turns.underWay == 0 && !turns.freeAt.isAfter(now) && !turns.lineEnds.isAfter(now));
        }
        Turns turns = byHost.computeIfAbsent(host, name -> new Turns());
        turns.underWay++;
        turns.freeAt = later(turns.freeAt, now.plus(politeness.spacing()));
    }

    /** @param leaveAlone for how long the server wants to be left alone; null if it does not say */
    void end(String host, Instant now, Duration leaveAlone) {
        Turns turns = byHost.get(host);
        turns.underWay--;
        if (leaveAlone != null && politeness.retryAfterForHost()) {
            Duration wait =
                    leaveAlone.compareTo(NextPoll.LONGEST_RETRY_AFTER) < 0 ? leaveAlone : NextPoll.LONGEST_RETRY_AFTER;
            turns.freeAt = later(turns.freeAt, now.plus(wait));
        }
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
