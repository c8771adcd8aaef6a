package io.feedmill.tag;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedmill.tag.LanguageGold.Sample;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LanguageGoldTest {

    private static void assertShare(int perMille, List<Sample> samples) {
        LanguageGold.Score score = LanguageGold.score(samples);
        assertTrue(score.perMille() >= perMille, score::toString);
    }

    @ParameterizedTest
    @ValueSource(strings = {"languages.txt", "languages-b.txt"})
    void coversMoreThanTwentyLanguages(String set) {
        long languages =
                LanguageGold.read(set).stream().map(Sample::language).distinct().count();
        assertTrue(languages > 20, languages + " languages");
    }

    @ParameterizedTest
    @ValueSource(strings = {"languages.txt", "languages-b.txt"})
    void tellsNearlyAllSentences(String set) {
        assertShare(
                990,
                LanguageGold.read(set).stream()
                        .filter(sample -> !sample.title())
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"languages.txt", "languages-b.txt"})
    void tellsMostTitlesByThemselves(String set) {
        assertShare(950, LanguageGold.read(set).stream().filter(Sample::title).toList());
    }

    @Test
    void leavesFewShortTitlesOpen() {
        List<Sample> titles = Stream.of("gold-a.txt", "gold-b.txt")
                .flatMap(half -> Gold.read(half).items.stream())
                .map(item -> new Sample(item.language(), true, item.title()))
                .toList();
        assertShare(970, titles);
    }
}
