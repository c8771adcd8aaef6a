package io.feedmill.strip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedmill.rules.RuleText;
import io.feedmill.strip.learned.FeedHabits;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What was learned is named, and a rule file can say that it stays. */
class LearnedVetoTest {
    private static final LocalDate DAY = LocalDate.of(2026, 5, 12);
    private static final String HABIT = "Three neighbours make this paper, and eel pays for it.";

    private final FeedHabits habits = new FeedHabits();

    private static Article item(int number) {
        return new Article(
                "Pier " + number + " closed",
                "The Quay",
                "quay.example",
                "https://quay.example/" + number,
                "en",
                null,
                "<p>Pier %d was closed on Monday after divers had counted %d cracks in its piles.</p><p>%s</p>"
                        .formatted(number, 3 * number, HABIT),
                null);
    }

    private Stripped strip(Stripper stripper) {
        for (int i = 1; i < 9; i++) {
            FeedContext context = new FeedContext(habits, List.of(), DAY.plusDays(i));
            habits.learn(stripper.strip(item(i), context).lines(), DAY.plusDays(i));
        }
        return stripper.strip(item(9), new FeedContext(habits, List.of(), DAY));
    }

    private static Stripper with(String file) {
        return Stripper.with(List.of(new RuleText("ours.yaml", file)));
    }

    @Test
    void isNamedByADigestThatSwitchesItOff() {
        Removed removed = strip(Stripper.bundled()).removed().get(0);
        assertEquals(HABIT, removed.text());
        assertTrue(FeedHabits.isRule(removed.rule()), removed.rule());

        assertTrue(strip(with("disable: ['" + removed.rule() + "']")).text().endsWith(HABIT));
        assertEquals(
                1,
                strip(with("disable: ['learned:0123456789abcdef']")).removed().size());
    }

    @Test
    void isSwitchedOffAltogether() {
        assertTrue(strip(with("disable: [learned]")).text().endsWith(HABIT));
    }

    @Test
    void givesWayToARuleThatProtects() {
        Stripped stripped = strip(with("""
                rules:
                  - id: ours.neighbours
                    class: PROMO
                    action: protect
                    phrases: ['three neighbours make this paper, and eel pays for it']
                    literals: [three neighbours]
                    pattern: 'three neighbours make this paper{words}'
                    matches: ['Three neighbours make this paper, and eel pays for it.']
                    mustNot: ['He has three neighbours.']
                """));

        assertTrue(stripped.text().endsWith(HABIT), stripped::text);
    }
}
