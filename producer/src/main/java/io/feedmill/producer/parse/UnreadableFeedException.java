package io.feedmill.producer.parse;

/** A document that holds no feed, or none that can be read. The message is for a person: what, where, what to do. */
public final class UnreadableFeedException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Whether the document is something else altogether, rather than a broken feed. */
    private final boolean notAFeed;

    private final int line;

    private UnreadableFeedException(boolean notAFeed, int line, String message) {
        super(message);
        this.notAFeed = notAFeed;
        this.line = line;
    }

    static UnreadableFeedException notAFeed(String message) {
        return new UnreadableFeedException(true, -1, message);
    }

    static UnreadableFeedException broken(int line, String message) {
        return new UnreadableFeedException(false, line, message);
    }

    /** Whether the document is something else altogether (a web page, say), rather than a broken feed. */
    public boolean isNotAFeed() {
        return notAFeed;
    }

    /** The line of the fault, counted from 1; -1 where no line is to blame. */
    public int line() {
        return line;
    }
}
