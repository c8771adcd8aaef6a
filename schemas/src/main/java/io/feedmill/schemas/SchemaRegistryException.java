package io.feedmill.schemas;

/** A schema registry did not do what was asked. The message says which registry and subject, and what to do. */
public final class SchemaRegistryException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean refusal;

    /** What asking again may mend. */
    public SchemaRegistryException(String message) {
        this(message, null);
    }

    /** What asking again may mend. */
    public SchemaRegistryException(String message, Throwable cause) {
        this(message, cause, false);
    }

    /**
     * @param refusal whether the registry has answered no, and will again
     */
    SchemaRegistryException(String message, Throwable cause, boolean refusal) {
        super(message, cause);
        this.refusal = refusal;
    }

    /** Whether the registry has answered no, so that asking again does not help. */
    public boolean isRefusal() {
        return refusal;
    }
}
