package io.feedmill.standalone.samples;

import java.time.Instant;

/**
 * A story as one feed lists it at one time.
 *
 * @param updated the last revision or repetition, else {@code published}
 * @param repeats how often it was published again with the same text; counters and adverts follow it
 * @param source the feed it was taken from, or null on the site that wrote it
 */
record Entry(Story story, Story.Text text, Instant published, Instant updated, int repeats, SampleFeed source) {

    String headline() {
        return text.headline();
    }

    /** Whether its text changed since it was last published. */
    boolean isRevised() {
        return updated.isAfter(published);
    }

    Entry revised(Instant at) {
        return new Entry(story, story.revised(text), published, at, repeats, source);
    }

    Entry repeated(Instant at) {
        return new Entry(story, text, at, at, repeats + 1, source);
    }
}
