package io.feedmill.tag;

/** A lexicon file that cannot be used. The message names the file, the line (from 1) and the reason. */
public final class LexiconException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    LexiconException(String file, int line, String reason) {
        super(file + ", line " + line + ": " + reason);
    }
}
