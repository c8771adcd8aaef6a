package io.feedmill.strip;

/** A rule file that cannot be used. The message says file, line, and what to change. */
public final class RuleException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    RuleException(String file, int line, String reason) {
        super(file + ":" + line + ": " + reason);
    }
}
