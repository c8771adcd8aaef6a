package io.feedmill.producer;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.TreeSet;

/**
 * Which feed to poll next: the one that is due for longest, if its host has time for it and a reader is free. Tells no
 * time of its own. Not thread-safe.
 */
final class PollQueue<F extends PollQueue.Place> {

    private final Hosts hosts;
    private final int readers;
    private final TreeSet<F> waiting =
            new TreeSet<>(Comparator.comparing((F feed) -> feed.turnAt()).thenComparing(feed -> feed.feedId()));
    private int underWay;

    /** A feed's place in the queue. */
    abstract static class Place {

        private final String feedId;
        private final String host;
        private Instant dueAt = Instant.EPOCH;
        private Instant turnAt = Instant.EPOCH;
        private boolean isUnderWay;

        /** @param host null where there is none to be polite to */
        Place(String feedId, String host) {
            this.feedId = feedId;
            this.host = host;
        }

        final String feedId() {
            return feedId;
        }

        final Instant turnAt() {
            return turnAt;
        }
    }

    PollQueue(Politeness politeness, int readers) {
        this.hosts = new Hosts(politeness);
        this.readers = readers;
    }

    /** @param at {@link Instant#MAX} for never */
    void add(F feed, Instant at) {
        Place place = feed;
        place.dueAt = at;
        place.turnAt = at;
        if (at.isBefore(Instant.MAX)) {
            waiting.add(feed);
        }
    }

    /** Takes a feed out that waits; one that is under way has no place to take it out of. */
    void remove(F feed) {
        waiting.remove(feed);
    }

    /**
     * The feed to poll now. It is under way from now on, until {@link #done}.
     *
     * @return null for none
     */
    F next(Instant now) {
        while (underWay < readers && !waiting.isEmpty()) {
            F feed = waiting.first();
            Place place = feed;
            if (place.turnAt.isAfter(now)) {
                return null;
            }
            waiting.pollFirst();
            if (place.host != null) {
                boolean hasWaited = place.turnAt.isAfter(place.dueAt);
                Instant turn = hosts.turn(place.host, now, hasWaited);
                if (turn.isAfter(now)) {
                    place.turnAt = turn;
                    waiting.add(feed);
                    continue;
                }
                hosts.begin(place.host, now);
            }
            place.isUnderWay = true;
            underWay++;
            return feed;
        }
        return null;
    }

    /** @param leaveAlone for how long the server wants to be left alone; null if it does not say */
    void done(F feed, Instant now, Duration leaveAlone) {
        Place place = feed;
        if (!place.isUnderWay) {
            throw new IllegalStateException(place.feedId + " is not under way");
        }
        place.isUnderWay = false;
        underWay--;
        if (place.host != null) {
            hosts.end(place.host, now, leaveAlone);
        }
    }

    /** When to ask for the next feed again, if nothing changes in between; {@link Instant#MAX} for not at all. */
    Instant wakeAt() {
        return waiting.isEmpty() || underWay >= readers
                ? Instant.MAX
                : waiting.first().turnAt();
    }

    /** For how long the feed that is next has been due; nothing where none is. */
    Duration behind(Instant now) {
        if (waiting.isEmpty()) {
            return Duration.ZERO;
        }
        Instant due = ((Place) waiting.first()).dueAt;
        return due.isBefore(now) ? Duration.between(due, now) : Duration.ZERO;
    }

    int underWay() {
        return underWay;
    }
}
