package io.feedmill.strip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AboutTest {
    @Test
    void readsTheNameAfterTheHead() {
        assertTrue(About.isFirm("Example Mills makes porridge.", "About Example Mills"));
        assertTrue(About.isFirm("Die Beispiel GmbH mit Sitz in Oslo ist alt.", "Über Beispiel"));
        assertTrue(About.isFirm("Fondée en 1961, Exemple emploie 430 personnes.", "À propos d’Exemple"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"About time.", "About the bridge", "About Oslo?", "Over de brug", "Whatever About Example"})
    void isNoHead(String line) {
        assertFalse(About.isHead(line));
    }

    @Test
    void keepsAParagraphThatIsNotOnTheFirm() {
        assertFalse(About.isFirm("The bridge is old, and the company that built it is gone.", "About Example Mills"));
        assertFalse(About.isFirm("Example sat down and wept.", "About Example"));
    }

    @Test
    void keepsTheHeadWhereTheStoryGoesOn() {
        String more =
                "<p>The line will sail twice a day until the spring, its master said in the harbour on Friday, and then"
                        + " three times, so that nobody who lives on the island need wait for the tide.</p>";
        Stripped stripped = StripperTest.strip("<p>" + StripperTest.LEDE + "</p><p>" + StripperTest.BODY
                + "</p><h3>About Example Line</h3><p>Example Line is a company based in Oslo.</p>" + more);

        assertEquals(List.of(), stripped.removed());
    }
}
