package io.feedmill.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScopeTest {

    private static Scope read(String yaml) {
        YamlFile file = new YamlFile(new RuleText("mine.yaml", yaml));
        return Scope.read(file.root(Scope.KEYS), Scope.EVERYWHERE);
    }

    private static Origin origin(String feed, String host, String generator, String language, String set) {
        return new Origin(feed, host, generator, language, set);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "hosts: [dunlin.example] | - | dunlin.example | - | - | - | true",
                "hosts: [dunlin.example] | - | www.Dunlin.example | - | - | - | true",
                "hosts: [dunlin.example] | - | notdunlin.example | - | - | - | false",
                "hosts: [dunlin.example] | https://user@feeds.dunlin.example:8080/x | - | - | - | - | true",
                "hosts: [dunlin.example] | https://other.example/dunlin.example | - | - | - | - | false",
                "hosts: [dunlin.example] | - | - | - | - | - | false",
                "feeds: ['https://d.example/rss'] | https://d.example/rss | - | - | - | - | true",
                "feeds: ['https://d.example/rss'] | https://d.example/rss2 | - | - | - | - | false",
                "feeds: ['https://d.example/*'] | https://d.example/rss2 | - | - | - | - | true",
                "generators: [wordpress] | - | - | https://WordPress.org/?v=6 | - | - | true",
                "generators: [wordpress] | - | - | Drupal | - | - | false",
                "lang: [de, fr] | - | - | - | de-AT | - | true",
                "lang: [de, fr] | - | - | - | it | - | false",
                "lang: [de, fr] | - | - | - | en-US | - | true",
                "lang: [de, fr] | - | - | - | - | - | true",
                "sets: [wire] | - | - | - | - | wire | true",
                "sets: [wire] | - | - | - | - | other | false",
                "sets: [wire] | - | - | - | - | - | false",
                "'hosts: [d.example]\nlang: [de]' | - | d.example | - | fr | - | false",
                "'hosts: [d.example]\nlang: [de]' | - | d.example | - | de | - | true",
            })
    void coversWhatFitsEachOfItsLists(
            String yaml, String feed, String host, String generator, String language, String set, boolean covers) {
        assertEquals(covers, read(yaml).covers(origin(feed, host, generator, language, set)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "hosts: ['https://d.example/'] | mine.yaml:1:9: 'hosts' has 'https://d.example/'",
                "lang: [german] | mine.yaml:1:8: 'lang' has 'german'",
                "lang: [] | mine.yaml:1:7: 'lang' is empty",
                "generators: [wp] | mine.yaml:1:14: 'generators' has 'wp'",
                "feeds: [dunlin] | mine.yaml:1:9: 'feeds' has 'dunlin'",
            })
    void refusesWhatCanNeverFit(String yaml, String complaint) {
        String message = org.junit.jupiter.api.Assertions.assertThrows(RuleException.class, () -> read(yaml))
                .getMessage();

        assertTrue(message.startsWith(complaint), message);
    }

    @Test
    void saysWhatItCovers() {
        assertEquals("everywhere", Scope.EVERYWHERE.toString());
        assertEquals(
                "languages de, fr; hosts d.example",
                new Scope(Set.of("fr", "de"), List.of("d.example"), List.of(), List.of(), List.of()).toString());
    }

    @Test
    void findsTheWordSomeoneMayHaveMeant() {
        assertEquals("; did you mean 'literals'?", Nearest.hint("litreals", Set.of("literals", "pattern")));
        assertEquals("", Nearest.hint("xyz", Set.of("literals", "pattern")));
    }
}
