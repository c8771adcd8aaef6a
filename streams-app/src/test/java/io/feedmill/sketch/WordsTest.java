package io.feedmill.sketch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class WordsTest {

    private static final List<String> BLOCKS = List.of(
            "Ferries and ice have met often this winter.",
            "— … —",
            "Лёд и паромы",
            "",
            "東京で 3 月",
            "Cafe\u0301 au lait");

    @Test
    void hasTheWordsOfTheTextThatTheBlocksMake() {
        assertArrayEquals(
                Tokens.of(String.join("\n\n- ", BLOCKS)), Words.of(BLOCKS).tokens());
    }

    @Test
    void digestsEachBlockThatHasWordsAsIfItStoodAlone() {
        long[] alone = BLOCKS.stream()
                .mapToLong(Tokens::digest)
                .filter(digest -> digest != 0)
                .toArray();

        assertEquals(4, alone.length);
        assertArrayEquals(alone, Words.of(BLOCKS).digests());
    }

    @Test
    void makesTheSketchOfTheText() {
        List<String> blocks = List.of(
                "Pilots in Vessby brought the first ships into the harbour on Monday, four days after a storm had thrown"
                        + " containers into the fairway and closed the port to all traffic.",
                "The harbour office said that divers had lifted the last of eleven containers during the night and that"
                        + " soundings showed the channel to be free.");

        assertEquals(
                Sketch.of("Harbour open", String.join("\n\n", blocks)).exact(),
                Sketch.of("Harbour open", Words.of(blocks)).exact());
    }
}
