package io.feedmill.producer;

import io.feedmill.avro.Coordinates;
import io.feedmill.avro.FeedStatus;
import io.feedmill.avro.RawItem;
import io.feedmill.schemas.Ids;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A share of all feeds, and what is remembered of them: the feeds whose status is in one partition of {@code
 * feed-status}. Who holds a share polls its feeds, and nobody else does, until it loses the share or closes it.
 *
 * <p>Its publisher's transactional id is the share's: who opens a share thereby ends what its last holder left open, and
 * nothing that one may still do is ever committed. Only then is the memory read, so that it holds all that was. Guarded
 * by its own monitor, which whoever publishes holds meanwhile.
 */
final class Share {

    /** So long what was seen of a feed is remembered after the last subscription to it has ended. */
    static final Duration REMEMBERED = Duration.ofDays(30);

    private static final int STATUSES_AT_ONCE = 200;

    final int number;
    private final Map<String, FeedStatus> memory;
    private final Set<String> unwritten = new HashSet<>();
    private final RawPublisher publisher;
    private volatile boolean isClosed;

    /**
     * @param publisher opened before the memory was read
     * @param memory by feed id; becomes the share's own
     */
    Share(int number, RawPublisher publisher, Map<String, FeedStatus> memory) {
        this.number = number;
        this.publisher = publisher;
        this.memory = memory;
    }

    /**
     * The share that a feed is in: all feeds of a host are in one, so that one producer alone is polite to that host. It
     * depends on nothing but the arguments, and must never come out otherwise in another version.
     *
     * @param url as in {@link FeedStatus}
     * @param shares how many there are
     */
    static int of(String url, int shares) {
        String authority = authority(url);
        int colon = authority.lastIndexOf(':');
        String host = colon < 0 || authority.endsWith("]") ? authority : authority.substring(0, colon);
        byte[] hash = Ids.sha256((host.isEmpty() ? url : host).getBytes(StandardCharsets.UTF_8));
        return Math.floorMod(ByteBuffer.wrap(hash).getInt(), shares);
    }

    /** Host and port of an address on the web, in lower case, as written; empty where there is none. */
    static String authority(String url) {
        int start = url.indexOf("://") + 3;
        if (start < 3) {
            return "";
        }
        int end = start;
        while (end < url.length() && "/?#".indexOf(url.charAt(end)) < 0) {
            end++;
        }
        return url.substring(start, end).toLowerCase(Locale.ROOT);
    }

    /** Whether it is held no more. */
    boolean isClosed() {
        return isClosed;
    }

    synchronized FeedStatus status(String feedId, String url) {
        FeedStatus status = memory.get(feedId);
        return status == null ? FeedStatus.newBuilder().setUrl(url).build() : status;
    }

    /** Remembers a status that need not be written at once. */
    synchronized void remember(String feedId, FeedStatus status) {
        memory.put(feedId, status);
        unwritten.add(feedId);
    }

    /**
     * Publishes items and their feed's status.
     *
     * @return as {@link RawPublisher#publish(List, FeedStatus)}
     * @throws PublishException if they were not written, or nobody knows. Unless they could not even be sent, the share is
     *     closed then: what is in the log now, the log knows best, and is asked before anything else is published
     */
    synchronized List<Coordinates> publish(String feedId, List<RawItem> items, FeedStatus status) {
        RawPublisher.Prepared prepared = publisher.prepare(items, List.of(status));
        boolean isWritten = false;
        try {
            List<Coordinates> written = publisher.publish(prepared);
            isWritten = true;
            memory.put(feedId, status);
            unwritten.remove(feedId);
            return written;
        } finally {
            if (!isWritten) {
                drop();
            }
        }
    }

    /**
     * Marks feeds that nobody is subscribed to any more, and forgets those that were marked so long ago that to have them
     * again would be to begin anew.
     *
     * @param isWanted by feed id
     * @throws PublishException as {@link #publish}
     */
    synchronized void tidy(Predicate<String> isWanted, Instant now) {
        List<FeedStatus> marked = new ArrayList<>();
        List<String> forgotten = new ArrayList<>();
        memory.replaceAll((feedId, status) -> {
            Instant since = status.getUnsubscribedAt();
            boolean wanted = isWanted.test(feedId);
            if (wanted == (since == null)) {
                return status;
            }
            FeedStatus changed = FeedStatus.newBuilder(status)
                    .setUnsubscribedAt(wanted ? null : now)
                    .build();
            marked.add(changed);
            return changed;
        });
        memory.forEach((feedId, status) -> {
            Instant since = status.getUnsubscribedAt();
            if (since != null && since.isBefore(now.minus(REMEMBERED))) {
                forgotten.add(feedId);
            }
        });
        boolean isWritten = false;
        try {
            for (int from = 0; !isClosed && from < marked.size(); from += STATUSES_AT_ONCE) {
                publisher.publish(List.of(), marked.subList(from, Math.min(marked.size(), from + STATUSES_AT_ONCE)));
            }
            if (!isClosed && !forgotten.isEmpty()) {
                publisher.forget(forgotten);
                forgotten.forEach(memory::remove);
                unwritten.removeAll(forgotten);
            }
            isWritten = true;
        } finally {
            if (!isWritten) {
                drop();
            }
        }
    }

    /** Writes what is not written yet, and holds the share no more. */
    synchronized void close() {
        try {
            List<String> feedIds = new ArrayList<>(unwritten);
            for (int from = 0; !isClosed && from < feedIds.size(); from += STATUSES_AT_ONCE) {
                List<String> some = feedIds.subList(from, Math.min(feedIds.size(), from + STATUSES_AT_ONCE));
                publisher.publish(List.of(), some.stream().map(memory::get).toList());
            }
        } finally {
            drop();
        }
    }

    /** Holds the share no more, without a word. */
    synchronized void drop() {
        isClosed = true;
        publisher.close();
    }
}
