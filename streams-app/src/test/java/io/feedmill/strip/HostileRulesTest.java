package io.feedmill.strip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedmill.rules.RuleText;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever users write and feeds send: what the loader lets pass takes time in proportion to the text. */
class HostileRulesTest {
    private static final String[] PARTS = {
        ".{0,40}?",
        ".{1,400}",
        "a{1,9}",
        "(?:a|aa|b){0,1}",
        "[a-z ]{1,300}",
        "{words}",
        "{few}",
        "{title}",
        "{agency}",
        "(?:ab|a)b?",
        "\\s{1,20}",
        "\\d?",
        "{end}",
        "x",
        " the ",
        "(?:.{0,9}|.{0,10})",
        "(a{1,20}){1,20}",
        ".*",
        "(?:a?){30}",
        "(b|b)",
        "[^a]{0,200}"
    };

    private static String rule(String id, String literal, String pattern, String action) {
        return """
                  - id: %s
                    class: PROMO
                    action: %s
                    words: 200
                    literals: ['%s']
                    pattern: '%s'
                    matches: [{text: '%s', title: aaa}]
                    mustNot: [nothing of the kind]
                """.formatted(id, action, literal, pattern, literal);
    }

    private static String literal(int number) {
        return "word" + (char) ('a' + number % 26) + (char) ('a' + number / 26 % 26) + (char) ('a' + number / 676);
    }

    /** Patterns put together at random; those that the loader takes are tried on what they are worst at. */
    @Test
    void noPatternThatIsTakenReadsMoreThanItsShare() {
        Random random = new Random(4);
        Names names = new Names("aaa", "aaa", null);
        int taken = 0;
        for (int i = 0; i < 1_000; i++) {
            StringBuilder pattern = new StringBuilder();
            for (int part = 2 + random.nextInt(6); part > 0; part--) {
                pattern.append(PARTS[random.nextInt(PARTS.length)]);
            }
            SafePattern safe;
            try {
                safe = SafePattern.of(pattern + "wordx");
            } catch (IllegalArgumentException e) {
                continue;
            }
            taken++;
            Rule rule = new Rule(
                    "x",
                    Boilerplate.PROMO,
                    Rule.Where.ANY,
                    1,
                    200,
                    Rule.Action.END,
                    java.util.Set.of(),
                    List.of("wordx"),
                    java.util.Set.of(),
                    java.util.Set.of(),
                    safe,
                    false,
                    false,
                    false,
                    null);
            for (String filler : List.of("a", "ab ", "a. a", " the ", "aaa ( ", "\"b\" ")) {
                String text = filler.repeat(Rule.MAX_BLOCK).substring(0, Rule.MAX_BLOCK - 7) + " wordy";
                Effort effort = new Effort(text.length());
                rule.match(text, Lengths.words(text), Fold.fold(text), names, effort, "wordx");
                // Nine spans at most are tried, and each try is cut short.
                assertTrue(effort.read() <= 9 * 100_001L, pattern + " on " + filler + ": " + effort.read());
            }
        }
        assertTrue(taken > 50, taken + " of the patterns were taken");
    }

    @Test
    void aThousandRulesTakeTimeInProportionToTheText() {
        StringBuilder yaml = new StringBuilder("rules:\n");
        StringBuilder block = new StringBuilder("<p>");
        for (int i = 0; i < 1_000; i++) {
            yaml.append(rule(
                    "mine.r" + i,
                    literal(i),
                    "(?:.{0,100} )?" + literal(i) + "(?: .{0,100} end)?",
                    i % 3 == 0 ? "end" : i % 3 == 1 ? "start" : "block"));
            block.append(literal(i)).append(i % 5 == 4 ? ". " : " ");
            if (i % 100 == 99) {
                block.append("</p><p>");
            }
        }
        Stripper stripper = Stripper.with(List.of(new RuleText("mine.yaml", yaml.toString())));
        String unit = block + "</p>";
        String small = unit.repeat(30_000 / unit.length());
        String large = unit.repeat(120_000 / unit.length());

        long smallTime = cpu(stripper, small);
        long largeTime = cpu(stripper, large);

        // Quadratic would be sixteenfold; the base keeps the noise of a busy machine out.
        assertTrue(largeTime < 10 * (smallTime + 400_000_000), smallTime + " ns, then " + largeTime + " ns");
    }

    private static long cpu(Stripper stripper, String html) {
        long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        stripper.strip(new Article("aaa", "aaa", null, null, "en", null, html, null));
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start;
    }

    @Test
    void aRuleThatReadsTooMuchIsStoppedAtTheSamePlaceEveryTime() {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Effort effort = new Effort(2_000);
            CharSequence counting = effort.counting("a".repeat(2_000));
            int read = 0;
            try {
                for (; ; ) {
                    counting.charAt(read++ % 2_000);
                }
            } catch (Effort.Spent e) {
                texts.add(read + " " + effort.read());
            }
        }
        assertEquals(1, texts.stream().distinct().count(), texts.toString());
    }
}
