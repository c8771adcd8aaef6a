package io.feedmill.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.feedmill.words.Words;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RevisionTest {

    private static final List<String> BLOCKS =
            List.of("Five ships came in.", "The pilots had waited.", "No one was hurt.");

    private static Version version(String title, List<String> blocks, List<String> media, int words) {
        return Version.of(title, blocks.stream().map(Words::of).toList(), media, words);
    }

    @Test
    void doesNotSeeTypographyOrTheQueryOfAPicture() {
        assertEquals(
                version("Harbour “open”", BLOCKS, List.of("https://i.example/a.jpg?w=300"), 12),
                version(
                        "Harbour \"open\"",
                        List.of("Five  ships came in", BLOCKS.get(1), "", BLOCKS.get(2)),
                        List.of("https://i.example/a.jpg?w=640"),
                        12));
    }

    @ParameterizedTest
    @CsvSource({
        "https://i.example/2026/03/crane-300x200.jpg, https://i.example/2026/03/crane.jpg",
        "https://i.example/ace/240/crane.jpg, https://j.example/ace/976/crane.jpg?s=1",
        "'https://i.example/w_300,h_200,c_fill/crane.jpg', 'https://i.example/w_640,c_fit/crane.jpg'",
        "https://i.example/300x200/crane.jpg, https://i.example/1200x800/crane.jpg",
        "https://i.example/crane_640w.jpg, https://i.example/crane_1280w.jpg",
    })
    void doesNotSeeTheSizeOfAPicture(String one, String other) {
        assertEquals(
                version("Harbour", BLOCKS, List.of(one), 12).media(),
                version("Harbour", BLOCKS, List.of(other), 12).media());
    }

    @ParameterizedTest
    @CsvSource({
        "https://i.example/2026/03/crane.jpg, https://i.example/2026/04/crane.jpg",
        "https://i.example/2025/crane.jpg, https://i.example/2026/crane.jpg",
        "https://i.example/crane-1.jpg, https://i.example/crane-2.jpg",
        "https://i.example/4711001.jpg, https://i.example/4711002.jpg",
    })
    void seesAnotherPicture(String one, String other) {
        assertNotEquals(
                version("Harbour", BLOCKS, List.of(one), 12).media(),
                version("Harbour", BLOCKS, List.of(other), 12).media());
    }

    @Test
    void seesEachWordAndPicture() {
        Version before = version("Harbour open", BLOCKS, List.of(), 12);
        assertNotEquals(
                before.digest(), version("Harbour shut", BLOCKS, List.of(), 12).digest());
        assertNotEquals(
                before.digest(),
                version("Harbour open", List.of("Six ships came in.", BLOCKS.get(1), BLOCKS.get(2)), List.of(), 12)
                        .digest());
        assertNotEquals(
                before.digest(),
                version("Harbour open", BLOCKS, List.of("https://i.example/a.jpg"), 12)
                        .digest());
        assertNotEquals(
                before.digest(),
                version("Harbour open", List.of(BLOCKS.get(1), BLOCKS.get(0), BLOCKS.get(2)), List.of(), 12)
                        .digest());
    }

    @Test
    void countsWhatWasAddedAndWhatWentAway() {
        Version before = version("Harbour open", BLOCKS, List.of(), 120);
        Version after = version(
                "Harbour open",
                List.of("Update: a sixth ship.", BLOCKS.get(0), BLOCKS.get(0), BLOCKS.get(2)),
                List.of(),
                130);
        assertEquals(new Revision(false, 1, 0, 1, false, false), Revision.between(before, after));
    }

    @Test
    void tellsABlockThatReadsOtherwiseFromOneThatIsNewAndOneThatIsGone() {
        List<String> blocks = List.of("One.", "Two.", "Three.", "Four.", "Five.");
        Version before = version("Harbour", blocks, List.of(), 100);
        assertEquals(
                new Revision(false, 1, 1, 1, false, false),
                Revision.between(
                        before,
                        version("Harbour", List.of("One.", "Two!!b", "Three.", "New.", "Four."), List.of(), 130)));
        assertEquals(
                new Revision(false, 0, 5, 0, true, false),
                Revision.between(before, version("Harbour", List.of(), List.of("https://i.example/a.jpg"), 0)));
        // The same blocks in another order are touched, but none is new.
        assertEquals(
                new Revision(false, 0, 0, 0, false, true),
                Revision.between(
                        before,
                        version("Harbour", List.of("Five.", "One.", "Two.", "Three.", "Four."), List.of(), 100)));
    }

    @Test
    void callsACorrectedWordMinorAndANewHeadlineNot() {
        Version before = version("Harbour open", BLOCKS, List.of(), 120);
        List<String> corrected = List.of("Five ships came inn.", BLOCKS.get(1), BLOCKS.get(2));
        assertEquals(
                new Revision(false, 0, 0, 1, false, true),
                Revision.between(before, version("Harbour open", corrected, List.of(), 120)));
        assertEquals(
                new Revision(true, 0, 0, 0, false, false),
                Revision.between(before, version("Harbour shut", BLOCKS, List.of(), 120)));
    }
}
