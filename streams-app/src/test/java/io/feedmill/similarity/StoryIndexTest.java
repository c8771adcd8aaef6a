package io.feedmill.similarity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedmill.sketch.Sketch;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class StoryIndexTest {

    private static final long DAY = 24 * 60 * 60 * 1000L;

    static String words(long seed, int count) {
        return new Random(seed)
                .ints(count, 0, 4_000)
                .mapToObj(word -> Integer.toString(word + 36 * 36 * 36, 36))
                .collect(Collectors.joining(" "));
    }

    private static Sketch sketch(String text) {
        return Sketch.of("", text);
    }

    @Test
    void findsTheCopyAmongStrangers() {
        StoryIndex index = new StoryIndex();
        for (int i = 0; i < 2_000; i++) {
            index.add("story " + i, i * 1_000L, sketch(words(i, 300)));
        }
        assertEquals(List.of("story 777"), index.candidates(sketch(words(777, 300) + " and a line of our own")));
        assertEquals(List.of(), index.candidates(sketch(words(-1, 300))));
    }

    @Test
    void findsAnAbridgedStoryAndALede() {
        StoryIndex index = new StoryIndex();
        String whole = words(1, 500);
        index.add("whole", 0, sketch(whole));
        assertEquals(List.of("whole"), index.candidates(sketch(firstWords(whole, 200))));
        assertEquals(List.of("whole"), index.candidates(sketch(firstWords(whole, 60))));
    }

    @Test
    void findsShortTextsOnlyAsAWhole() {
        StoryIndex index = new StoryIndex();
        index.add("brief", 0, Sketch.of("Ferry late", "The ferry from Vessby is an hour late."));
        assertEquals(
                List.of("brief"), index.candidates(Sketch.of("FERRY LATE", "The ferry from Vessby is an hour late")));
        assertEquals(List.of(), index.candidates(Sketch.of("Ferry late", "The ferry from Vessby is two hours late.")));
    }

    @Test
    void forgetsWholeDaysAndSaysWhomItForgot() {
        StoryIndex index = new StoryIndex();
        index.add("first", DAY / 2, sketch(words(1, 100)));
        index.add("second", DAY + 1, sketch(words(2, 100)));
        assertEquals(List.of(), index.dropBefore(DAY / 2 + 1));
        assertEquals(List.of("first"), index.dropBefore(DAY + 5));
        assertEquals(1, index.size());
        assertEquals(List.of(), index.candidates(sketch(words(1, 100))));
        assertEquals(List.of("second"), index.candidates(sketch(words(2, 100))));
    }

    @Test
    void aFloodOfEqualItemsDoesNotGrowWhatALookUpCosts() {
        StoryIndex index = new StoryIndex();
        Sketch spam = sketch(words(5, 200));
        for (int i = 0; i < 5_000; i++) {
            index.add("spam " + i, i, spam);
        }
        assertEquals(16, index.size());
        List<String> found = index.candidates(spam);
        assertEquals(StoryIndex.CANDIDATES, found.size());
        assertEquals("spam 0", found.get(0));
    }

    @Test
    void aFloodOfNearlyEqualItemsDoesNotGrowWhatALookUpCosts() {
        StoryIndex index = new StoryIndex();
        Random random = new Random(11);
        String[] spam = words(5, 300).split(" ");
        int postings = 16 * (25 + 1);
        for (int i = 0; i < 20_000; i++) {
            String[] copy = spam.clone();
            for (int change = 0; change < 3; change++) {
                copy[random.nextInt(copy.length)] = words(1_000 + i * 3L + change, 1);
            }
            Sketch sketch = sketch(String.join(" ", copy));
            long before = index.looks();
            List<String> found = index.candidates(sketch);
            assertTrue(index.looks() - before <= postings, "postings met: " + (index.looks() - before));
            assertTrue(i == 0 || !found.isEmpty(), "copy " + i + " is not found");
            index.add("spam " + i, i, sketch);
        }
    }

    @Test
    void putsFirstWhatHasMostInCommon() {
        StoryIndex index = new StoryIndex();
        String story = words(1, 400);
        index.add("half", 0, sketch(firstWords(story, 200)));
        index.add("whole", DAY, sketch(story));
        index.add("again", DAY, sketch(story));
        index.add("other", DAY, sketch(words(2, 400)));
        assertEquals(List.of("whole", "again", "half"), index.candidates(sketch(story)));
    }

    @Test
    void doesNotOfferStoriesThatOnlyShareACommonPhrase() {
        StoryIndex index = new StoryIndex();
        String phrase = "sign up to our letter and get the best of the day before breakfast";
        for (int i = 0; i < 200; i++) {
            index.add("story " + i, 0, sketch(words(i, 80) + " " + phrase));
        }
        assertEquals(List.of(), index.candidates(sketch(words(-1, 80) + " " + phrase)));
        assertEquals(List.of("story 7"), index.candidates(sketch(words(7, 80) + " " + phrase)));
    }

    @Test
    void saysTheSameAfterBeingBuiltAgain() {
        StoryIndex one = new StoryIndex();
        StoryIndex other = new StoryIndex();
        for (StoryIndex index : List.of(one, other)) {
            for (int i = 0; i < 3_000; i++) {
                index.add("s" + i, i * 60_000L, sketch(words(i % 40, 120)));
            }
        }
        for (int i = 0; i < 40; i++) {
            List<String> found = one.candidates(sketch(words(i, 120)));
            assertFalse(found.isEmpty());
            assertEquals(found, other.candidates(sketch(words(i, 120))));
        }
    }

    @Test
    void saysTheSameAfterBeingBuiltAgainFromWhatWasNotDropped() {
        StoryIndex old = new StoryIndex();
        StoryIndex rebuilt = new StoryIndex();
        int kept = 0;
        for (int i = 0; i < 6_000; i++) {
            // Three days; every second story is one of twenty that come again and again.
            Sketch sketch = sketch(words(i % 2 == 0 ? i : i % 40, 120));
            boolean filed = old.add("s" + i, i * DAY / 2_000, sketch);
            if (i >= 2_000 && filed) {
                assertTrue(rebuilt.add("s" + i, i * DAY / 2_000, sketch));
                kept++;
            }
        }
        List<String> dropped = old.dropBefore(DAY);
        assertEquals("s1998", dropped.get(dropped.size() - 1));
        // Of those that come again and again, sixteen a day.
        assertEquals(1_000 + 20 * 16, dropped.size());
        assertEquals(2 * (1_000 + 20 * 16), kept);
        assertEquals(kept, old.size());
        for (int i = 0; i < 6_000; i += 7) {
            Sketch sketch = sketch(words(i % 2 == 0 ? i : i % 40, 120));
            List<String> found = old.candidates(sketch);
            assertEquals(i < 2_000 && i % 2 == 0, found.isEmpty(), "s" + i);
            assertEquals(rebuilt.candidates(sketch), found, "s" + i);
            if (i >= 2_000 && i % 2 == 0) {
                assertEquals("s" + i, found.get(0));
            }
        }
    }

    @Test
    void likenessTellsCopiesFromStrangersAndFollowUps() {
        String story = words(1, 400);
        assertTrue(likeness(story, story).same());
        assertEquals("same", likeness(story, story).kind(false));

        Likeness cut = likeness(firstWords(story, 160), story);
        assertTrue(cut.isCopy(true), cut.toString());
        assertEquals("abridged", cut.kind(true));
        assertEquals("extended", cut.kind(false));

        Likeness edited = likeness(story + " " + words(9, 40), story);
        assertTrue(edited.isCopy(true), edited.toString());
        assertEquals("near", edited.kind(false));

        // A follow-up: other news first, then a third of the old story for background.
        Likeness followUp = likeness(words(7, 260) + " " + firstWords(story, 140), story);
        assertFalse(followUp.isCopy(true), followUp.toString());
        assertFalse(likeness(words(2, 400), story).isCopy(true));
    }

    @Test
    void aShortTextWithTheLedeOfALongOneIsACopyOnAnotherSiteOnly() {
        Likeness lede = new Likeness(300, 800, 200, 300, false);
        assertTrue(lede.isCopy(true));
        assertFalse(lede.isCopy(false));
        assertFalse(new Likeness(300, 700, 200, 300, false).isCopy(true));
        assertFalse(new Likeness(300, 800, 900, 300, false).isCopy(true));
    }

    @Test
    void twoItemsOfOneSiteAreCopiesOnlyIfNearlyAllIsTheSame() {
        // Two editions of a series, or of a show with the same sponsors.
        assertFalse(new Likeness(730, 600, 500, 300, false).isCopy(false));
        assertFalse(new Likeness(620, 600, 950, 300, false).isCopy(false));
        assertTrue(new Likeness(730, 600, 500, 300, false).isCopy(true));
        assertTrue(new Likeness(950, 900, 900, 300, false).isCopy(false));
        assertTrue(new Likeness(1000, 1000, 1000, 300, true).isCopy(false));
    }

    @Test
    void twoBriefsWithTheSameFormulaAreNoCopies() {
        String may = """
                The Bank of Vessby said it accepted bids for 75 million crowns at its weekly tender of money market paper.
                The paper falls due on 11 June and carries a rate of 4.25 per cent, down from 4.40 per cent at the tender
                before. Dealers had bid for 310 million crowns in all. The next tender will be held on 21 May, the bank said
                in a statement.""";
        String june = may.replace("75 million", "120 million")
                .replace("11 June", "9 July")
                .replace("4.25", "4.10")
                .replace("4.40", "4.25")
                .replace("310", "280")
                .replace("21 May", "18 June");
        Likeness formula = likeness(may, june);
        assertTrue(formula.containment() >= 400, formula.toString());
        assertFalse(formula.isCopy(true), formula.toString());
        Likeness edited = likeness(may, may.replace("in a statement", "on Monday"));
        assertTrue(edited.isCopy(true), edited.toString());
        assertTrue(likeness(may, may + " " + words(3, 200)).isCopy(true));
        assertFalse(new Likeness(600, 600, 950, 80, false).isCopy(true));
        assertTrue(new Likeness(600, 600, 400, 80, false).isCopy(true));
    }

    private static Likeness likeness(String later, String earlier) {
        return Likeness.of(sketch(later), sketch(earlier));
    }

    private static String firstWords(String text, int count) {
        return text.lines()
                .flatMap(line -> List.of(line.split(" ")).stream())
                .limit(count)
                .collect(Collectors.joining(" "));
    }
}
