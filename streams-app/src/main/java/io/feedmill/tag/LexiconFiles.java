package io.feedmill.tag;

import io.feedmill.rules.RuleText;
import java.util.ArrayList;
import java.util.List;

/** The files that a lexicon is made of. */
record LexiconFiles(
        RuleText concepts,
        List<RuleText> topics,
        RuleText places,
        List<RuleText> names,
        RuleText organisations,
        RuleText languages,
        RuleText trigrams) {

    private static final List<String> TOPIC_LANGUAGES = List.of(
            "en", "de", "fr", "es", "pt", "it", "ru", "ar", "hi", "zh", "bn", "ca", "cs", "da", "el", "fa", "fi", "he",
            "hu", "id", "ja", "ko", "nl", "no", "pl", "ro", "sv", "tr", "uk", "vi");
    private static final List<String> NAME_LANGUAGES = List.of(
            "en", "ar", "cs", "da", "de", "es", "fi", "fr", "hi", "hu", "it", "ja", "ko", "nl", "no", "pl", "pt", "ro",
            "ru", "sv", "tr", "uk", "zh");

    /** Those that come with the program. */
    static LexiconFiles bundled() {
        return new LexiconFiles(
                beside("mediatopics.yaml"),
                TOPIC_LANGUAGES.stream()
                        .map(language -> beside("topics-" + language + ".yaml"))
                        .toList(),
                beside("places.yaml"),
                NAME_LANGUAGES.stream()
                        .map(language -> beside("names-" + language + ".yaml"))
                        .toList(),
                beside("organisations.yaml"),
                beside("languages.yaml"),
                beside("trigrams.txt"));
    }

    private static RuleText beside(String name) {
        return RuleText.beside(LexiconFiles.class, name);
    }

    List<RuleText> all() {
        List<RuleText> all = new ArrayList<>(List.of(concepts, places, organisations, languages, trigrams));
        all.addAll(topics);
        all.addAll(names);
        return all;
    }
}
