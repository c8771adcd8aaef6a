package io.feedmill.tag;

import java.util.List;

/**
 * What a story is about.
 *
 * @param language the language of its words
 * @param topics strongest first; empty where the evidence is thin
 * @param places most salient first; at most 24
 * @param organisations most salient first; at most 24
 */
public record Tagged(Language language, List<Topic> topics, List<Place> places, List<Organisation> organisations) {

    /** Copies the lists. */
    public Tagged {
        topics = List.copyOf(topics);
        places = List.copyOf(places);
        organisations = List.copyOf(organisations);
    }
}
