package io.feedmill.strip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedmill.rules.RuleException;
import io.feedmill.rules.RuleText;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RulesTest {
    private static final String GOOD = """
            version: 1
            rules:
              - id: ferry.line
                class: PROMO
                at: tail<=3
                literals: [sail with]
                pattern: 'sail with {publisher} today!?'
                matches: ['Sail with Dunlin today!']
                mustNot: ['They sail with the tide.']
            """;

    private static Rules load(String yaml) {
        return Stripper.with(List.of(new RuleText("mine.yaml", yaml))).rules;
    }

    @Test
    void readsARule() {
        Rule rule = load(GOOD).all.get(0);

        assertEquals("ferry.line", rule.id());
        assertEquals(3, rule.reach());
        assertNotNull(rule.pattern());
    }

    @Test
    void readsALiteralWithTheYearForEachYear() {
        String dated = GOOD.replace("sail with]", "sail with, 'since {year}']");

        List<String> literals = load(dated).all.get(0).literals();

        assertEquals(81, literals.size());
        assertTrue(literals.containsAll(List.of("sail with", "since 1990", "since 2069")), literals::toString);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "    class: PROMO | '    class: PROMOTION' | mine.yaml:4 | is none of",
                "    at: tail<=3 | '    at: bottom<=3' | mine.yaml:5 | is none of",
                "    at: tail<=3 | '    att: tail<=3' | mine.yaml:5 | unknown key 'att'",
                "literals: [sail with] | literals: [sail] | mine.yaml:6 | too short",
                "    literals: [sail with] | '    words: 9' | mine.yaml:3 | no 'literals'",
                "literals: [sail with] | 'literals: [\"{year}\"]' | mine.yaml:6 | too short",
                "today!? | .* | mine.yaml:7 | not bounded",
                "today!? | (?:a{1,9}){1,9} | mine.yaml:7 | a repetition within a repetition",
                "today!? | .{1,900} | mine.yaml:7 | at most 400",
                "today!? | (?=today) | mine.yaml:7 | looking around",
                "today!? | \\1 | mine.yaml:7 | back-references",
                "Sail with Dunlin today! | Sail away | mine.yaml:8 | misses its example",
                "They sail with the tide. | Sail with us today | mine.yaml:9 | fires on an example",
                "    mustNot: ['They sail with the tide.'] | '    words: 9' | mine.yaml:3 | no 'mustNot' examples",
            })
    void refusesABadRuleAndSaysWhereAndWhy(String from, String to, String place, String reason) {
        assertTrue(GOOD.contains(from.strip()), from);
        RuleException refused = assertThrows(RuleException.class, () -> load(GOOD.replace(from.strip(), to.strip())));

        assertTrue(refused.getMessage().startsWith(place + ":"), refused.getMessage());
        assertTrue(refused.getMessage().contains(reason), refused.getMessage());
    }

    @Test
    void refusesAnIdThatIsTaken() {
        String twice = GOOD + GOOD.substring(GOOD.indexOf("  - id"));

        assertTrue(assertThrows(RuleException.class, () -> load(twice))
                .getMessage()
                .contains("is taken"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "rules: [", "- a\n- b"})
    void refusesWhatIsNoRuleFile(String yaml) {
        assertTrue(
                assertThrows(RuleException.class, () -> load(yaml)).getMessage().startsWith("mine.yaml:"));
    }

    @Test
    void givesTheDigestOfTheRules() {
        assertTrue(Stripper.bundled().digest().matches("[0-9a-f]{64}"));
        assertEquals(Stripper.bundled().digest(), Stripper.bundled().digest());
    }
}
