package io.feedmill.producer;

/**
 * Kafka did not take what was to be written, or did not give what was to be read. Of items none is in the log, as far as a
 * reader of committed records sees, or nobody could say yet whether they are.
 */
public final class PublishException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean isFinal;
    private final boolean isFenced;

    PublishException(String message, boolean isFinal, Throwable cause) {
        this(message, isFinal, false, cause);
    }

    private PublishException(String message, boolean isFinal, boolean isFenced, Throwable cause) {
        super(message, cause);
        this.isFinal = isFinal;
        this.isFenced = isFenced;
    }

    static PublishException fenced(String message, Throwable cause) {
        return new PublishException(message, true, true, cause);
    }

    /**
     * Whether trying again with the same publisher is no use: another has taken over, or the broker does not let this one
     * write.
     */
    public boolean isFinal() {
        return isFinal;
    }

    /** Whether another has taken over. */
    boolean isFenced() {
        return isFenced;
    }
}
