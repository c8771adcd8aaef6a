package io.feedmill.tag;

import java.util.List;

/**
 * An organisation that a story names.
 *
 * @param name the usual English name
 * @param kind {@code international}, {@code agency} (a news agency), {@code bank}, {@code company}, {@code sport} or another
 *     lower-case word
 * @param salience from 1 to 1000: how much the story is about it
 * @param evidence first mentions first; 1 to 8
 */
public record Organisation(String name, String kind, int salience, List<Span> evidence) {

    /** Copies the list. */
    public Organisation {
        evidence = List.copyOf(evidence);
    }
}
