package io.feedmill.tag;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LanguageGoldTest {

    private record Sample(String language, boolean title, String text) {

        private Language told() {
            Story story = title ? story(text, "") : story("", text);
            return Tagger.bundled().tag(story).language();
        }

        private static Story story(String title, String text) {
            return new Story(title, text, null, null, List.of(), null, List.of());
        }
    }

    private static List<Sample> samples() throws IOException {
        try (InputStream in = LanguageGoldTest.class.getResourceAsStream("languages.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> new Sample(line.substring(0, 2), line.charAt(3) == 'T', line.substring(5)))
                    .toList();
        }
    }

    private static void assertShare(int perMille, List<Sample> samples) {
        List<String> wrong = new ArrayList<>();
        for (Sample sample : samples) {
            Language told = sample.told();
            if (!told.code().equals(sample.language())) {
                wrong.add(sample + " is told as " + told);
            }
        }
        int right = samples.size() - wrong.size();
        assertTrue(right * 1000 >= samples.size() * perMille, () -> String.join("\n", wrong));
    }

    @Test
    void coversMoreThanTwentyLanguages() throws IOException {
        long languages = samples().stream().map(Sample::language).distinct().count();
        assertTrue(languages > 20, languages + " languages");
    }

    @Test
    void tellsNearlyAllSentences() throws IOException {
        assertShare(990, samples().stream().filter(sample -> !sample.title()).toList());
    }

    @Test
    void tellsMostTitlesByThemselves() throws IOException {
        assertShare(950, samples().stream().filter(Sample::title).toList());
    }

    @Test
    void leavesFewShortTitlesOpen() {
        List<Sample> titles = Stream.of("gold-a.txt", "gold-b.txt")
                .flatMap(half -> Gold.read(half).items.stream())
                .map(item -> new Sample(item.language(), true, item.title()))
                .collect(Collectors.toList());
        assertShare(970, titles);
    }
}
