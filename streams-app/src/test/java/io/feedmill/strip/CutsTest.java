package io.feedmill.strip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedmill.strip.Stripped.Completeness;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is cut off the ends of blocks: it is read, and if it is given back all of it is undone. */
class CutsTest {
    private static final String LEDE =
            "The ferry sailed on Friday after nine days of ice, and the crew was cheered from the quay by half the town.";
    /** So long that a rule which takes it is doubted. */
    private static final String TEASER = "Stay tuned for "
            + "more of the news that the ferry line has for all of them "
                    .repeat(3)
                    .strip();

    private static final String RELATED = "<div class=\"related-posts\"><p>" + LEDE + " " + LEDE + "</p></div>";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Dilarang keras mengambil konten tanpa izin tertulis.",
                "Kopiowanie bez zgody redakcji zabronione.",
            })
    void readsACopyrightLineThatACallCutsOffAParagraph(String line) {
        Stripped stripped = StripperTest.strip("<p>" + LEDE + "</p><p>" + LEDE + " " + line + "</p>");

        assertEquals(LEDE + "\n\n" + LEDE, stripped.text());
        assertEquals(
                List.of("call.copyright"),
                stripped.removed().stream().map(Removed::rule).toList());
        assertEquals(line, stripped.copyright());
    }

    @Test
    void readsACopyrightLineThatACallTakesAsAWhole() {
        String line = "Dilarang keras mengambil konten tanpa izin tertulis.";

        assertEquals(
                line,
                StripperTest.strip("<p>" + LEDE + "</p><p>" + line + "</p>").copyright());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "The ferry sailed on Friday. Dieser Artikel ist exklusiv für Abonnenten.",
                "The ferry sailed on Friday. (ada/max)",
                "OSLO (Reuters) - The ferry sailed on Friday.",
            })
    void givesBackEachCutOfABlock(String start) {
        String first = "<p>Nine days.</p>";
        Stripped cut =
                StripperTest.strip(first + "<p>" + start + " " + TEASER + "</p><p>" + LEDE + " " + LEDE + "</p>");
        Stripped givenBack = StripperTest.strip(first + "<p>" + start + " " + TEASER + "</p>" + RELATED);

        assertFalse(cut.text().contains("Stay tuned"), cut.text());
        assertEquals(List.of("budget"), givenBack.flags());
        assertTrue(givenBack.text().startsWith("Nine days.\n\n" + start + " Stay tuned"), givenBack.text());
        assertEquals(List.of(), givenBack.removed());
        assertEquals(Completeness.FULL, givenBack.completeness());
    }
}
