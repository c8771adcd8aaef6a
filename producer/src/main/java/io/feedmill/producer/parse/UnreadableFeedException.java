package io.feedmill.producer.parse;

import java.util.List;

/** A document that holds no feed, or none that can be read. The message is for a person: what, where, what to do. */
public final class UnreadableFeedException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Whether the document is something else altogether, rather than a broken feed. */
    private final boolean notAFeed;

    private final int line;
    private final transient List<FeedLink> feeds;

    private UnreadableFeedException(boolean notAFeed, int line, String message, List<FeedLink> feeds) {
        super(message);
        this.notAFeed = notAFeed;
        this.line = line;
        this.feeds = List.copyOf(feeds);
    }

    static UnreadableFeedException webPage(String message, List<FeedLink> feeds) {
        return new UnreadableFeedException(true, -1, message, feeds);
    }

    static UnreadableFeedException notAFeed(String message) {
        return new UnreadableFeedException(true, -1, message, List.of());
    }

    static UnreadableFeedException broken(int line, String message) {
        return new UnreadableFeedException(false, line, message, List.of());
    }

    /** Whether the document is something else altogether (a web page, say), rather than a broken feed. */
    public boolean isNotAFeed() {
        return notAFeed;
    }

    /** The line of the fault, counted from 1; -1 where no line is to blame. */
    public int line() {
        return line;
    }

    /** The feeds that the document leads to, where it is a web page: those it declares first. Empty for most. */
    public List<FeedLink> feeds() {
        return feeds == null ? List.of() : feeds;
    }
}
