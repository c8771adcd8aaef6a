package io.feedmill.tag;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedmill.rules.RuleException;
import io.feedmill.rules.RuleText;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class LexiconTest {

    private static final RuleText CONCEPTS = file(
            "concepts.yaml",
            "concepts:\n- {code: t:1, name: tools}\n- {code: t:2, name: hammers, broader: t:1}\n- {code: t:3, name: birds}");

    private static RuleText file(String name, String text) {
        return new RuleText(name, text);
    }

    private static Tagger tagger(String topics) {
        return new Tagger(
                new LexiconFiles(
                        CONCEPTS,
                        List.of(file("mine.yaml", topics)),
                        file("places.yaml", "countries: []"),
                        List.of(),
                        file("organisations.yaml", "organisations: []"),
                        file("languages.yaml", "languages:\n- {code: en, script: latin, words: [the]}"),
                        file("trigrams.txt", "en 1 the")),
                List.of());
    }

    private static String complaint(String topics) {
        return assertThrows(RuleException.class, () -> tagger(topics)).getMessage();
    }

    private static List<String> codes(Tagger tagger, String title, String text) {
        return tagger.tag(new Story(title, text, null, "en", List.of(), null, List.of())).topics().stream()
                .map(Topic::code)
                .collect(Collectors.toList());
    }

    @Test
    void namesFileLineAndReasonOfEveryFault() {
        assertEquals(
                "mine.yaml:3:15: unknown key 'nme'; did you mean 'name'?",
                complaint("language: en\ntopics:\n- {code: t:1, nme: tools}"));
        assertEquals(
                "mine.yaml:3:10: t:9 is not among the topics (new ones go under 'concepts'); did you mean 't:1'?",
                complaint("language: en\ntopics:\n- {code: t:9, name: x}"));
        assertEquals(
                "mine.yaml:3:21: t:1 is called 'tools', not 'saws'",
                complaint("language: en\ntopics:\n- {code: t:1, name: saws}"));
        assertTrue(complaint("language: en\ntopics:\n- {code: t:1, name: tools, strong: [(saw]}")
                .contains("mine.yaml:3:37: the phrase '(saw'"));
        assertTrue(complaint("language: en\ntopics: [").startsWith("mine.yaml:2:10: this is not YAML"));
        assertEquals(
                "mine.yaml:5:34: there is no set 'wood' under 'sets'",
                complaint(
                        "language: en\ntopics:\n- code: t:1\n  name: tools\n  strong: [{phrase: saw, needs: [$wood]}]"));
    }

    @Test
    void refusesALexiconWhoseExamplesDoNotComeOut() {
        assertEquals(
                "mine.yaml:5:11: the example 'A saw is sold' does not get tools; it gets nothing",
                complaint(
                        "language: en\ntopics:\n- code: t:1\n  name: tools\n  fires: [A saw is sold]\n  strong: [hammer]"));
        assertEquals(
                "mine.yaml:5:12: the example 'A hammer is sold' gets tools; it gets tools [hammer]",
                complaint(
                        "language: en\ntopics:\n- code: t:1\n  name: tools\n  silent: [A hammer is sold]\n  strong: [hammer]"));
    }

    @Test
    void givesAParentHalfOfWhatTheChildEarned() {
        Tagger tagger = tagger("language: en\ntopics:\n- {code: t:2, name: hammers, strong: [hammer*]}");
        List<Topic> topics = tagger.tag(new Story("Hammers", "", null, "en", List.of(), null, List.of()))
                .topics();
        assertEquals(List.of("t:2", "t:1"), topics.stream().map(Topic::code).toList());
        // 8 × 3 for a strong phrase in the headline of one word: 24 × 100 / 11 = 218, and half of it 109.
        assertEquals(
                List.of(1000 * 218 / 518, 1000 * 109 / 409),
                topics.stream().map(Topic::score).toList());
    }

    @Test
    void needsTwoPhrasesOrOneInTheHeadline() {
        Tagger tagger = tagger("language: en\ntopics:\n- {code: t:1, name: tools, strong: [saw, hammer]}");
        assertEquals(List.of(), codes(tagger, "News", "He saw it"));
        assertEquals(List.of("t:1"), codes(tagger, "News", "A saw and a hammer"));
        assertEquals(List.of("t:1"), codes(tagger, "A saw", ""));
    }

    @Test
    void mindsCapitalsContextAndLongerPhrases() {
        Tagger tagger = tagger("""
                language: en
                ignore: [crane fly]
                topics:
                - {code: t:3, name: birds, strong: [Crane, TIT, {phrase: duck, needs: [pond], not: [tape], within: 3}]}
                - {code: t:1, name: tools, strong: [crane lift]}
                """);
        assertEquals(List.of(), codes(tagger, "we saw a crane", ""));
        assertEquals(List.of("t:3"), codes(tagger, "we saw a Crane", ""));
        assertEquals(List.of(), codes(tagger, "we saw a Crane fly by", ""));
        assertEquals(List.of("t:1"), codes(tagger, "a Crane lift here", ""));
        assertEquals(List.of(), codes(tagger, "a Tit in it", ""));
        assertEquals(List.of("t:3"), codes(tagger, "a TIT in it", ""));
        assertEquals(List.of("t:3"), codes(tagger, "the pond duck", ""));
        assertEquals(List.of(), codes(tagger, "the duck", ""));
        assertEquals(List.of(), codes(tagger, "the duck one two three four pond", ""));
        assertEquals(List.of(), codes(tagger, "pond duck tape", ""));
    }

    @Test
    void expandsAlternativesAlsoWithinOthers() {
        assertEquals(List.of("a b", "a cs", "a cz"), List.copyOf(new java.util.TreeSet<>(Form.expand("a (b|c(s|z))"))));
    }

    @Test
    void doesNotMatchAcrossTheEndOfASentence() {
        Tagger tagger = tagger("language: en\ntopics:\n- {code: t:1, name: tools, strong: [claw hammer]}");
        assertEquals(List.of(), codes(tagger, "It has a claw. Hammer on", ""));
        assertEquals(List.of("t:1"), codes(tagger, "It is a claw-hammer", ""));
    }

    @Test
    void changesItsDigestWithItsWords() {
        String one = tagger("language: en\ntopics:\n- {code: t:1, name: tools, strong: [saw]}")
                .digest();
        String two = tagger("language: en\ntopics:\n- {code: t:1, name: tools, strong: [saws]}")
                .digest();
        assertNotEquals(one, two);
    }
}
