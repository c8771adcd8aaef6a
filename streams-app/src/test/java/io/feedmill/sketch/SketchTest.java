package io.feedmill.sketch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SketchTest {

    private static String numbers(int from, int to) {
        return IntStream.range(from, to).mapToObj(Integer::toString).collect(Collectors.joining(" "));
    }

    @Test
    void hasBoundedSizeForAnyText() {
        for (String text :
                new String[] {numbers(0, 40), numbers(0, 20_000), String.join(" ", Collections.nCopies(5_000, "spam"))
                }) {
            Sketch sketch = Sketch.of("", text);
            assertEquals(128, sketch.body().length);
            assertTrue(sketch.lede().length >= 1 && sketch.lede().length <= 32);
            assertTrue(sketch.keys().length >= 1 && sketch.keys().length <= 24);
        }
    }

    @Test
    void comparesShortTextsOnlyWithTheirHeadline() {
        Sketch brief = Sketch.of("One", numbers(0, 39));
        assertEquals(0, brief.shingles());
        assertEquals(0, brief.keys().length);
        assertNotEquals(brief.exact(), Sketch.of("Two", numbers(0, 39)).exact());
        assertEquals(
                Sketch.of("One", numbers(0, 90)).exact(),
                Sketch.of("Two", numbers(0, 90)).exact());
    }

    @Test
    void aTextWithoutWordsIsLikeNothing() {
        assertEquals(0, Sketch.of("A headline", "").exact());
        assertEquals(0, Sketch.of("A headline", " … ").exact());
    }

    @Test
    void estimatesHowMuchTwoTextsShare() {
        // Each has 597 shingles, 397 of them in both: 397 of 797 are shared. Four standard errors are .17.
        Sketch one = Sketch.of("", numbers(0, 600));
        Sketch other = Sketch.of("", numbers(200, 800));
        int equal = 0;
        for (int i = 0; i < 128; i++) {
            equal += one.body()[i] == other.body()[i] ? 1 : 0;
        }
        assertEquals(.5, equal / 128.0, .17);
    }

    @Test
    void doesNotDependOnCaseOrPunctuation() {
        String text = numbers(0, 60) + " Harbour, open!";
        assertArrayEquals(
                Sketch.of("", text).keys(),
                Sketch.of("", text.replace(" ", "  ").replace("Harbour, open!", "HARBOUR — open"))
                        .keys());
    }
}
