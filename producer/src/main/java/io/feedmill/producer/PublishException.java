package io.feedmill.producer;

/**
 * Kafka did not take what was to be written, or did not give what was to be read. Of items none is in the log, as far as a
 * reader of committed records sees.
 */
public final class PublishException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean isFinal;

    PublishException(String message, boolean isFinal, Throwable cause) {
        super(message, cause);
        this.isFinal = isFinal;
    }

    /** Whether trying again is no use: another producer has taken over, or the broker does not let this one write. */
    public boolean isFinal() {
        return isFinal;
    }
}
