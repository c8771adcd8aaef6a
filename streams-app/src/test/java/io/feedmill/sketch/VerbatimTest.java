package io.feedmill.sketch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class VerbatimTest {

    @Test
    void tellsTextsApartThatDifferInOneCharacterWhereverItIs() {
        String text = "<p>Ferries and ice have met often this winter, дважды, 三回.</p>";
        Set<Long> digests = new HashSet<>();
        for (int i = 0; i < text.length(); i++) {
            digests.add(digest(text.substring(0, i) + '#' + text.substring(i + 1)));
            digests.add(digest(text.substring(0, i)));
        }

        assertEquals(2 * text.length(), digests.size());
    }

    @Test
    void knowsWhereATextEndsAndWhetherThereIsOne() {
        assertNotEquals(digest("ab", "c"), digest("a", "bc"));
        assertNotEquals(digest("a", ""), digest("a", null));
        assertNotEquals(digest("a"), digest("a", null));
    }

    private static long digest(String... texts) {
        return Verbatim.digest(Arrays.asList(texts));
    }
}
