package io.feedmill.tag;

import java.util.List;

/**
 * A concept of the IPTC Media Topics that a story is about.
 *
 * @param code such as {@code medtop:16000000}
 * @param name its English name in that vocabulary; the code again for a subscriber's topic that the lexicon does not know
 * @param score from 1 to 1000; comparable within a story, and not a probability
 * @param evidence the words that earned it, strongest first; 1 to 8
 */
public record Topic(String code, String name, int score, List<Span> evidence) {

    /** Copies the list. */
    public Topic {
        evidence = List.copyOf(evidence);
    }
}
