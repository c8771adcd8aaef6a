package io.feedmill.tag;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Titles and sentences whose language is known, and how many of them a tagger tells. */
final class LanguageGold {

    record Sample(String language, boolean title, String text) {

        Language told() {
            return Tagger.bundled()
                    .tag(new Story(title ? text : "", title ? "" : text, null, null, List.of(), null, List.of()))
                    .language();
        }

        boolean right() {
            return told().code().equals(language);
        }
    }

    /** @param wrong those told as another language or as none */
    record Score(int samples, List<Sample> wrong) {

        int perMille() {
            return 1000 * (samples - wrong.size()) / samples;
        }

        /** The share, and what is wrong. */
        @Override
        public String toString() {
            StringBuilder report = new StringBuilder((samples - wrong.size()) + " of " + samples);
            wrong.forEach(sample -> report.append("\n  ")
                    .append(sample.language())
                    .append(" told as ")
                    .append(sample.told())
                    .append(": ")
                    .append(sample.text()));
            return report.toString();
        }
    }

    private LanguageGold() {}

    /** Lines of a code, {@code T} for a title or {@code S} for a sentence, and the text. */
    static List<Sample> read(String resource) {
        try (InputStream in = LanguageGold.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> new Sample(line.substring(0, 2), line.charAt(3) == 'T', line.substring(5)))
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException(resource, e);
        }
    }

    static Score score(List<Sample> samples) {
        List<Sample> wrong = new ArrayList<>();
        for (Sample sample : samples) {
            if (!sample.right()) {
                wrong.add(sample);
            }
        }
        return new Score(samples.size(), wrong);
    }
}
