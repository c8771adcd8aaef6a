package io.feedmill.standalone;

/**
 * Something that the person at the keyboard can mend. The message is one line that says what happened, where, and what
 * to do; it is shown as it is, without a stack trace.
 */
final class FeedmillException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FeedmillException(String message) {
        super(message);
    }

    FeedmillException(String message, Throwable cause) {
        super(message, cause);
    }
}
