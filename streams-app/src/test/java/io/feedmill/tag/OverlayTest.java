package io.feedmill.tag;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedmill.rules.Origin;
import io.feedmill.rules.RuleException;
import io.feedmill.rules.RuleText;
import io.feedmill.words.Words;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OverlayTest {
    private static final String SPORT = "medtop:15000000";
    private static final String GIG_RACING = """
            language: en
            topics:
            - code: medtop:15000000
              strong: ["gig (race*|racing|rowing)"]
              categories: [Gig news]
              fires: [Gig racing returns to the estuary, {title: Boats return, categories: [Gig news]}]
              silent: [The gig economy grows]
            """;

    private static Tagger with(String... files) {
        return Tagger.with(
                Stream.of(files).map(text -> new RuleText("mine.yaml", text)).toList());
    }

    private static Tagged tag(Tagger tagger, String title, String host, String... categories) {
        Origin origin = new Origin(null, host, null, "en", null);
        return tagger.tag(
                new Story(title, Words.of(""), null, "en", List.of(categories), null, List.of(), () -> origin));
    }

    private static boolean gets(Tagged tagged, String code) {
        return tagged.topics().stream().anyMatch(topic -> topic.code().equals(code));
    }

    @Test
    void addsPhrasesAndCategoriesToATopic() {
        String title = "Gig rowing crews cross the bay";

        assertFalse(gets(tag(Tagger.bundled(), title, null), SPORT));
        assertTrue(gets(tag(with(GIG_RACING), title, null), SPORT));
        assertTrue(gets(tag(with(GIG_RACING), "Crews cross the bay", null, "gig NEWS"), SPORT));
    }

    @Test
    void takesAPhraseOfOursAway() {
        String title = "Rail strike on Friday";
        TopicCard card = Tagger.bundled().topicCards().stream()
                .filter(each -> each.code().equals("medtop:20000530"))
                .findFirst()
                .orElseThrow();
        String phrase = card.languages().get("en").phrases().get("strong").stream()
                .filter(each -> each.startsWith("(rail|train"))
                .findFirst()
                .orElseThrow();
        Tagger without = with("""
                language: en
                topics:
                - code: medtop:20000530
                  remove: ["%s"]
                  fires: [Dock workers walk out on strike]
                  silent: [Rail strike on Friday]
                """.formatted(phrase));

        assertTrue(gets(tag(Tagger.bundled(), title, null), "medtop:20000530"));
        assertFalse(gets(tag(without, title, null), "medtop:20000530"));
    }

    @Test
    void saysAgainWhatAPhraseOfOursIsWorth() {
        Tagger weaker = with("""
                language: en
                topics:
                - code: medtop:20000530
                  weak: ["industrial action"]
                  fires: [Rail strike enters third day]
                  silent: [Industrial action in the port]
                """);

        assertFalse(gets(tag(weaker, "Industrial action in the port", null), "medtop:20000530"));
        assertTrue(gets(tag(Tagger.bundled(), "Industrial action in the port", null), "medtop:20000530"));
    }

    @Test
    void takesTopicsOfOtherVocabulariesToo() {
        Tagger tagger = with("""
                language: en
                concepts:
                - {code: "desk:ferries", name: ferry desk, broader: "medtop:04000000"}
                topics:
                - code: desk:ferries
                  strong: [ferry line*]
                  fires: [Ferry lines merge]
                  silent: [The ferry is late]
                """);
        Tagged tagged = tag(tagger, "Ferry line opens", null);

        assertTrue(gets(tagged, "desk:ferries"));
        assertTrue(gets(tagged, "medtop:04000000"));
    }

    @Test
    void addsNamesAndTakesThemAway() {
        Tagger tagger = with("""
                organisations:
                - name: Dunlin Line
                  kind: company
                  names: [Dunlin Line, {phrase: Dunlin, needs: [ferry, ferries]}]
                  fires: [Dunlin orders ferries]
                  silent: [A dunlin on the shore]
                - name: NATO
                  remove: [Nato]
                  fires: [Le sommet de l'OTAN]
                  silent: [Nato meets]
                cities:
                - {name: Port Example, country: GB, fires: [Storm hits Port Example], silent: [Storm hits the port]}
                """);

        assertEquals(
                "Dunlin Line",
                tag(tagger, "Dunlin Line sails", null).organisations().get(0).name());
        assertEquals(
                "Port Example",
                tag(tagger, "Storm hits Port Example", null).places().get(0).name());
        assertEquals(List.of(), tag(tagger, "Nato meets", null).organisations());
    }

    @Test
    void switchesTopicsAndNamesOffWhollyOrForAHost() {
        String title = "Striker scores twice as league leaders win the cup final";
        Tagger off = with("disable: ['medtop:15000000', NATO]");
        Tagger offHere = with("disable: [{id: 'medtop:15000000', hosts: [dunlin.example]}]");

        assertTrue(gets(tag(Tagger.bundled(), title, "dunlin.example"), SPORT));
        assertEquals(List.of(), tag(off, title, null).topics());
        assertEquals(List.of(), tag(off, "NATO meets", null).organisations());
        assertFalse(gets(tag(offHere, title, "www.dunlin.example"), SPORT));
        assertTrue(gets(tag(offHere, title, "teal.example"), SPORT));
    }

    @Test
    void givesTheSameDigestWhateverTheOrderOfFiles() {
        String other = "disable: [NATO]";

        assertEquals(with(GIG_RACING, other).digest(), with(other, GIG_RACING).digest());
        assertNotEquals(Tagger.bundled().digest(), with(other).digest());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "silent: [The gig economy grows] | '' | mine.yaml:3:3: topic medtop:15000000 has no 'silent' examples",
                "The gig economy grows | Gig racing is off | mine.yaml:7:12: the example 'Gig racing is off' gets sport",
                "Gig racing returns to the estuary | Ice returns | mine.yaml:6:11: the example 'Ice returns' does not get",
                "strong | strongly | mine.yaml:4:3: unknown key 'strongly'; did you mean 'strong'?",
                "medtop:15000000 | medtop:15000001 | mine.yaml:3:9: medtop:15000001 is not among the topics",
                "rowing) | rowing | mine.yaml:4:12: the phrase",
                "language: en | version: 1 | mine.yaml:1:1: the key 'language' is missing",
                "language: en | language: english | mine.yaml:1:11: 'language' is a code",
                "categories: [Gig news] | remove: [gig rase] | mine.yaml:5:12: there is no phrase 'gig rase' to remove",
            })
    void refusesWithFileLineColumnAndReason(String from, String to, String complaint) {
        String message = assertThrows(RuleException.class, () -> with(GIG_RACING.replace(from, to)))
                .getMessage();

        assertTrue(message.startsWith(complaint), message);
    }

    @Test
    void showsWhatEarnsATopicByLanguage() {
        TopicCard card = with(GIG_RACING).topicCards().stream()
                .filter(each -> each.code().equals(SPORT))
                .findFirst()
                .orElseThrow();
        TopicCard.Words english = card.languages().get("en");

        assertTrue(english.phrases().get("strong").contains("gig (race*|racing|rowing)"));
        assertTrue(english.categories().contains("gig news"));
        assertTrue(english.silent().contains("The gig economy grows"));
        assertTrue(english.files().contains("mine.yaml:3"));
        assertTrue(card.languages().containsKey("de"));
    }
}
