package io.feedmill.tag;

/**
 * The language of a story.
 *
 * @param code ISO 639-1 in lower case, or {@code und} where it could not be told
 * @param confidence from 0 to 1000; not a probability
 * @param from {@code text}, {@code feed} (declared, and not contradicted by the text) or {@code none}
 */
public record Language(String code, int confidence, String from) {

    static final String UNDETERMINED = "und";

    static Language unknown() {
        return new Language(UNDETERMINED, 0, "none");
    }
}
