package io.feedmill.process;

/**
 * Why a process cannot start or go on. The message is one line that says what happened, where, and what to do; it is
 * shown as it is, without a stack trace.
 */
public final class ProcessException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ExitStatus status;

    public ProcessException(ExitStatus status, String message) {
        this(status, message, null);
    }

    public ProcessException(ExitStatus status, String message, Throwable cause) {
        super(message, cause);
        this.status = status;
    }

    /** What the process ends with. */
    public ExitStatus status() {
        return status;
    }
}
