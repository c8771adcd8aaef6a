package io.feedmill.tag;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class TaggerTest {

    @Test
    void tagsAnExerciseOfTwoNaviesAsMilitaryAndInternational() {
        Tagged tagged = Tagger.bundled()
                .tag(new Story(
                        "Norway and Sweden begin joint naval exercises",
                        "The two countries opened joint naval exercises off Bergen on Monday. "
                                + "NATO sent an observer, and the foreign ministry in Oslo spoke of close ties.",
                        null,
                        "en",
                        List.of(),
                        null,
                        List.of()));
        assertEquals("en", tagged.language().code());
        assertTrue(tagged.topics().stream().anyMatch(topic -> topic.code().equals("medtop:16000000")));
        assertTrue(tagged.places().stream().anyMatch(place -> place.country().equals("NO")));
        assertTrue(tagged.organisations().stream()
                .anyMatch(organisation -> organisation.name().equals("NATO")));
    }
}
