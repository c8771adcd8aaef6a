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
        Likeness lede = likeness(300, 800, 200, 300, false);
        assertTrue(lede.isCopy(true));
        assertFalse(lede.isCopy(false));
        assertFalse(likeness(300, 700, 200, 300, false).isCopy(true));
        assertFalse(likeness(300, 800, 900, 300, false).isCopy(true));
    }

    @Test
    void twoItemsOfOneSiteAreCopiesOnlyIfNearlyAllIsTheSame() {
        // Two editions of a series, or of a show with the same sponsors.
        assertFalse(likeness(730, 600, 500, 300, false).isCopy(false));
        assertFalse(likeness(620, 600, 950, 300, false).isCopy(false));
        assertTrue(likeness(730, 600, 500, 300, false).isCopy(true));
        assertTrue(likeness(950, 900, 900, 300, false).isCopy(false));
        assertTrue(likeness(1000, 1000, 1000, 300, true).isCopy(false));
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
        assertFalse(likeness(600, 600, 950, 80, false).isCopy(true));
        assertTrue(likeness(600, 600, 400, 80, false).isCopy(true));
    }

    private static final String CONTRACT = """
            The navy gave Vessby Yards a contract worth 48.3 million crowns on Monday for the refit of coastal ferries. Work is
            to begin in the spring and to take three years, the ministry said, and will be done by the yard itself and by
            firms of the region. It had asked for tenders in the autumn of 2024. Two more contracts of this kind are expected
            before the end of the year, when the budget for repairs comes before parliament.""";

    private static Likeness likeness(int containment, int ledeContainment, int sizes, int shorter, boolean same) {
        return new Likeness(
                containment,
                ledeContainment,
                sizes,
                shorter,
                same,
                new Likeness.Agreement(0, 0),
                new Likeness.Agreement(0, 0));
    }

    @Test
    void theSameWordsOfAnotherFirmAndAnotherSumAreNoCopy() {
        String other = CONTRACT.replace("Vessby Yards", "Norrhamn Docks").replace("48.3", "31.7");
        Likeness formula = likeness(other, CONTRACT);
        assertTrue(formula.containment() >= 700, formula.toString());
        assertFalse(formula.isCopy(true), formula.toString());
        // One of the two is what happens to a text on its way.
        assertTrue(likeness(CONTRACT.replace("48.3", "31.7"), CONTRACT).isCopy(true));
        assertTrue(likeness(CONTRACT.replace("Vessby Yards", "VESSBY, the shipyard,"), CONTRACT)
                .isCopy(true));
    }

    @Test
    void aShortReportThatWasEditedIsACopyIfItsFiguresAndNamesAreTheSame() {
        String edited = CONTRACT.replace("gave Vessby Yards a contract worth", "placed with Vessby Yards an order for")
                .replace("Work is to begin", "The work begins")
                .replace("the ministry said, and will be done", "by its account, in the hands of")
                .replace("before the end of the year", "this year");
        Likeness same = likeness(edited, CONTRACT);
        assertTrue(same.containment() >= 550 && same.containment() < 700, same.toString());
        assertTrue(same.isCopy(true), same.toString());
        Likeness other = likeness(edited.replace("Vessby", "Norrhamn").replace("48.3", "48.7"), CONTRACT);
        assertFalse(other.isCopy(true), other.toString());
    }

    private static String letters(int seed, int count) {
        return words(seed, count).replaceAll("[0-9]", "o");
    }

    /** A long text in which a figure stands every eleven words. */
    private static String figures(int seed) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 20; i++) {
            text.append(letters(500 + i, 10))
                    .append(' ')
                    .append(1_001 + 97 * seed + 13 * i)
                    .append(' ');
        }
        return text.toString();
    }

    @Test
    void aLongTextWithAllItsFiguresReplacedIsAnother() {
        Likeness formula = likeness(figures(2), figures(1));
        assertTrue(formula.containment() >= 550, formula.toString());
        assertFalse(formula.isCopy(true), formula.toString());
        Likeness corrected = likeness(figures(1).replace("1111", "1112").replace("1124", "1142"), figures(1));
        assertTrue(corrected.isCopy(true), corrected.toString());
    }

    @Test
    void anAnnouncementInTheWordsOfItsKindIsNoCopyOfTheOneBeforeIt() {
        String one = """
                Reed and Hollis, attorneys at law, remind all who bought shares of Vessby Yards between 4 February 2025 and 19
                August 2025 that they have until 12 January 2026 to ask the court to be named lead plaintiff in the action
                that was filed against the company and two of its directors. The complaint says that the yard told investors
                of orders it did not have, that 31 of the 48 ships it counted had been cancelled before the books were closed,
                and that its shares lost 27.4 per cent of their value when this came out, or 9.15 crowns each. Whoever wants
                to know more of his rights, at no cost and without obligation, may write to the firm, or call 555 0140 and ask
                for Mr Hollis. You need not be lead plaintiff to have a share of what is won, and nothing need be done before
                that day. Reed and Hollis have spoken for investors since 1987, have won more than 2 billion crowns for them,
                and have offices in Norrhamn and in Vessby. Results of the past are no promise for those to come.""";
        String other = one.replace("Vessby Yards", "Coast Ferries")
                .replace("4 February", "17 March")
                .replace("19\n", "23\n")
                .replace("12 January", "26 January")
                .replace("31 of the 48 ships", "14 of the 22 lines")
                .replace("27.4", "33.8")
                .replace("9.15", "6.40")
                .replace("the yard told", "the carrier told");
        Likeness formula = likeness(other, one);
        assertTrue(formula.containment() >= 550, formula.toString());
        assertFalse(formula.isCopy(true), formula.toString());
        assertFalse(formula.isCopy(false), formula.toString());
        Likeness edited = likeness(
                one.replace("27.4", "27.5").replace("remind all who bought", "remind everybody who has bought"), one);
        assertTrue(edited.isCopy(true), edited.toString());
    }

    @Test
    void ofOneSiteTheSameReportWithOtherFiguresIsAnother() {
        String report = letters(31, 260) + " the river stood at 3.41 metres in Vessby, against 3.38 the day before";
        String next = report.replace("3.38", "3.45").replace("3.41", "3.38").replace("3.45", "3.41");
        assertTrue(likeness(report, report.replace("Vessby", "Norrhamn")).isCopy(false));
        String later = report.replace("3.41", "3.97").replace("3.38", "3.62");
        Likeness series = likeness(later, report);
        assertTrue(series.containment() >= 900, series.toString());
        assertFalse(series.isCopy(false), series.toString());
        assertTrue(likeness(next, report).isCopy(false), "the same figures the other way round are not noticed");
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
