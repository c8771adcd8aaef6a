package io.feedmill.tag;

import java.util.List;

/**
 * A country or city that a story names.
 *
 * @param name the English name
 * @param country ISO 3166-1 alpha-2 code of the country it is or lies in; {@code XK} for Kosovo
 * @param kind {@code country} or {@code city}
 * @param salience from 1 to 1000: how much the story is about it
 * @param evidence first mentions first; 1 to 8
 */
public record Place(String name, String country, String kind, int salience, List<Span> evidence) {

    /** Copies the list. */
    public Place {
        evidence = List.copyOf(evidence);
    }
}
