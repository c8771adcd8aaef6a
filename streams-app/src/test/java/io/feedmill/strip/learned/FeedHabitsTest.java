package io.feedmill.strip.learned;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedmill.strip.learned.FeedHabits.Change;
import io.feedmill.strip.learned.FeedHabits.State;
import io.feedmill.strip.learned.Line.Shape;
import io.feedmill.words.Words;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FeedHabitsTest {
    private static final LocalDate DAY = LocalDate.of(2026, 5, 12);
    private static final OwnWords NOTHING = new OwnWords(null, List.of(), null, Set.of());
    private static final String SHOP = "The shop behind the mill sells flour until the sacks are empty";

    private FeedHabits habits = new FeedHabits();
    private int stories;

    private static Line line(String text) {
        int words = text.split(" ").length;
        return new Line(text, NOTHING.digest(Words.of(text)), Shape.TEXT, words, 0, words >= 12 && text.endsWith("."));
    }

    private static Line heading(String text) {
        return new Line(text, NOTHING.digest(Words.of(text)), Shape.HEADING, text.split(" ").length, 0, false);
    }

    private Line story() {
        stories++;
        return line(
                "Story number " + stories + " tells of a thing that nobody in the valley had seen before that day.");
    }

    /** Learns from so many items that each begin with two paragraphs of their own, one on each day. */
    private List<Change> learn(int items, Line... tail) {
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < items; i++) {
            changes.addAll(habits.learn(item(tail), DAY.plusDays(stories)));
        }
        return changes;
    }

    private List<Line> item(Line... tail) {
        List<Line> lines = new ArrayList<>(List.of(story(), story()));
        lines.addAll(List.of(tail));
        return lines;
    }

    private List<String> gone(List<Line> lines) {
        List<FeedHabits.Seen> gone = habits.judge(lines).gone();
        return IntStream.range(0, lines.size())
                .filter(i -> gone.get(i) != null)
                .mapToObj(i -> lines.get(i).text())
                .toList();
    }

    @Test
    void takesWhatSixItemsEndWith() {
        learn(5, line(SHOP));
        assertEquals(List.of(), gone(item(line(SHOP))));

        learn(1, line(SHOP));
        assertEquals(List.of(SHOP), gone(item(line(SHOP))));
        assertEquals(
                "in 6 of the last 6 items of this feed, since 2026-05-14",
                habits.judge(item(line(SHOP))).gone().stream()
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElseThrow()
                        .toString());
    }

    @Test
    void proposesBeforeItTakes() {
        List<Change> changes = learn(8, line(SHOP));

        assertEquals(
                List.of(State.PROPOSED, State.LEARNED),
                changes.stream().map(Change::state).toList());
        assertEquals(SHOP, changes.get(1).text());
        assertEquals(6, changes.get(1).seen().count());
    }

    @Test
    void asksForThreeDaysOrForNearlyAllItems() {
        for (int i = 0; i < 19; i++) {
            habits.learn(i % 2 == 0 ? item(line(SHOP)) : item(), DAY);
        }
        assertEquals(List.of(), gone(item(line(SHOP))), "ten of nineteen, all on one day");

        habits = new FeedHabits();
        for (int i = 0; i < 7; i++) {
            habits.learn(item(line(SHOP)), DAY);
        }
        assertEquals(List.of(SHOP), gone(item(line(SHOP))), "all of seven, on one day");
    }

    @Test
    void keepsWhatRecursNowAndThen() {
        for (int i = 0; i < 60; i++) {
            learn(1, i % 5 == 0 ? new Line[] {line(SHOP)} : new Line[0]);
        }

        assertEquals(List.of(), gone(item(line(SHOP))));
    }

    @Test
    void asksMoreOfAParagraphThatFlows() {
        Line background =
                line("The commission was set up after the flood of the year before last, has met nineteen times"
                        + " since then, and has yet to say who left the gates open that night.");
        for (int i = 0; i < 40; i++) {
            learn(1, i % 3 == 0 ? new Line[] {background} : new Line[0]);
        }
        assertEquals(List.of(), gone(item(background)));

        learn(20, background);
        assertEquals(List.of(background.text()), gone(item(background)));
    }

    @Test
    void keepsTheOpeningOfEachDaysColumn() {
        Line opening =
                line("Every morning our two correspondents walk along the quay, from the ice house to the mole, and"
                        + " write down what they hear there.");
        for (int i = 0; i < 20; i++) {
            habits.learn(List.of(opening, story(), story()), DAY.plusDays(i));
        }

        assertEquals(List.of(), gone(List.of(opening, story(), story())));
    }

    @Test
    void keepsLabelsFieldsAndHeadingsOverSomething() {
        Line label = line("Abstract");
        Line poll = line("What analysts polled by the desk expect:");
        Line field = line("Rating: fit for all ages");
        Line heading = heading("What happened on the quay this morning");
        for (int i = 0; i < 20; i++) {
            habits.learn(List.of(label, story(), heading, story(), poll, story(), field), DAY.plusDays(i));
        }

        assertEquals(List.of(), gone(List.of(label, story(), heading, story(), poll, story(), field)));
    }

    @Test
    void takesTheHeadingOverWhatGoes() {
        Line heading = heading("More from the mill and its shop");
        learn(10, heading, line(SHOP));

        assertEquals(List.of(heading.text(), SHOP), gone(item(heading, line(SHOP))));
        assertEquals(List.of(), gone(item(heading, story())));
    }

    @Test
    void keepsTablesAndQuotations() {
        Line quotation = new Line(SHOP, NOTHING.digest(Words.of(SHOP)), Shape.FIXED, 12, 0, false);
        learn(20, quotation);

        assertEquals(List.of(), gone(item(quotation)));
    }

    @Test
    void keepsWhatIsToldOverAndOverOfOneStory() {
        Line lede = line("The storm that came ashore on Monday has reached the lakes and is slowing down there.");
        Line warning = line("People near the lakes should stay away from windows until morning");
        for (int i = 0; i < 30; i++) {
            habits.learn(i % 3 == 0 ? List.of(lede, story(), warning) : item(), DAY.plusDays(i / 8));
        }

        assertEquals(List.of(), gone(List.of(lede, story(), warning)));
    }

    @Test
    void takesInTheMiddleOnlyWhatHalfOfTheItemsHave() {
        Line advert = line("Members of the mill read our recipes two days before the rest of the valley does");
        for (int i = 0; i < 20; i++) {
            List<Line> lines = new ArrayList<>(List.of(story(), advert, story(), story()));
            habits.learn(lines, DAY.plusDays(i));
        }

        assertEquals(List.of(advert.text()), gone(List.of(story(), advert, story(), story(), story())));
    }

    @Test
    void neverEmptiesAnItem() {
        learn(10, line(SHOP));

        assertEquals(List.of(), gone(List.of(line(SHOP))));
    }

    @Test
    void leavesHalfOfTheWordsUnlessAllItemsEndAlike() {
        Line[] tail = IntStream.range(0, 4)
                .mapToObj(i -> line("The shop number " + i + " behind the mill sells flour until its sacks are empty"))
                .toArray(Line[]::new);
        for (int i = 0; i < 30; i++) {
            learn(1, i % 2 == 0 ? tail : new Line[0]);
        }
        List<Line> item = new ArrayList<>(List.of(story()));
        item.addAll(List.of(tail));
        assertEquals(List.of(), gone(item));
        assertTrue(habits.judge(item).held());

        learn(64, tail);
        assertEquals(4, gone(item).size());
        assertFalse(habits.judge(item).held());
    }

    @Test
    void forgetsWhatTheFeedNoLongerShows() {
        learn(10, line(SHOP));
        List<Change> changes = learn(64);

        assertEquals(List.of(State.NONE), changes.stream().map(Change::state).toList());
        assertEquals(List.of(), gone(item(line(SHOP))));
    }

    @Test
    void learnsNothingOfAnItemThatSaysNothingNew() {
        List<Line> item = item(line(SHOP));
        for (int i = 0; i < 20; i++) {
            habits.learn(item, DAY.plusDays(i));
        }

        assertEquals(List.of(), gone(item(line(SHOP))));
    }

    @Test
    void staysSmallWhateverComes() {
        for (int i = 0; i < 500; i++) {
            Line[] lines = IntStream.range(0, 40).mapToObj(j -> story()).toArray(Line[]::new);
            learn(1, lines);
        }

        assertTrue(habits.toBytes().length <= 5 + FeedHabits.CAPACITY * FeedHabits.ENTRY_BYTES);
    }

    @Test
    void keepsARepeatedBlockAmongManySingleOnes() {
        for (int i = 0; i < 40; i++) {
            Line[] lines = IntStream.range(0, 25).mapToObj(j -> story()).toArray(Line[]::new);
            lines[24] = line(SHOP);
            learn(1, lines);
        }

        assertEquals(List.of(SHOP), gone(item(line(SHOP))));
    }

    @Test
    void isTheSameAfterItWasStored() {
        learn(9, line(SHOP));
        FeedHabits stored = FeedHabits.of(habits.toBytes());

        assertArrayEquals(habits.toBytes(), stored.toBytes());
        stories = 100;
        learn(3, line(SHOP));
        FeedHabits went = habits;
        habits = stored;
        stories = 100;
        learn(3, line(SHOP));
        assertArrayEquals(went.toBytes(), habits.toBytes());
    }

    @Test
    void refusesBytesThatAreNotItsOwn() {
        assertThrows(IllegalArgumentException.class, () -> FeedHabits.of(new byte[0]));
        assertThrows(IllegalArgumentException.class, () -> FeedHabits.of(new byte[7]));
    }

    @Test
    void seesThroughTheItemsOwnHeadlineAuthorAndDay() {
        Set<Long> months = OwnWords.tokens(List.of("May", "June"));
        OwnWords one = new OwnWords("Mill on fire", List.of("Ada Sample"), LocalDate.of(2026, 5, 12), months);
        OwnWords other = new OwnWords("Bees on the roof", List.of("Bo Test"), LocalDate.of(2026, 6, 3), months);

        assertEquals(
                one.digest(Words.of("Published 12 May 2026 | 3 min read")),
                other.digest(Words.of("Published 3 June 2026 | 11 min read")));
        assertEquals(
                one.digest(Words.of("Ada Sample wrote “Mill on fire” for us")),
                other.digest(Words.of("Bo Test wrote “Bees on the roof” for us")));
        assertFalse(one.digest(Words.of("Price: 38.50")) == other.digest(Words.of("Price: 39.50")));
        assertFalse(
                one.digest(Words.of("In 2026 it was 12 tonnes")) == other.digest(Words.of("In 2026 it was 3 tonnes")));
    }
}
