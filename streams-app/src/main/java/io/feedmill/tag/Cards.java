package io.feedmill.tag;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What people are shown of a lexicon. */
final class Cards {

    private Cards() {}

    static TopicCard of(MediaTopics.Concept concept, Lexicon lexicon) {
        Map<String, TopicCard.Words> languages = new LinkedHashMap<>();
        lexicon.words.forEach((language, words) -> {
            Map<String, List<String>> phrases = new LinkedHashMap<>();
            for (String list : TopicFile.WEIGHTS.keySet()) {
                List<String> wordings = words.phrases.stream()
                        .filter(phrase -> phrase.concept() == concept.number()
                                && phrase.list().equals(list))
                        .map(phrase -> phrase.wording().toString())
                        .toList();
                if (!wordings.isEmpty()) {
                    phrases.put(list, wordings);
                }
            }
            List<String> categories = words.categories.entrySet().stream()
                    .filter(named -> named.getValue().contains(concept.number()))
                    .map(Map.Entry::getKey)
                    .sorted()
                    .toList();
            List<String> files = new ArrayList<>();
            List<String> fires = new ArrayList<>();
            List<String> silent = new ArrayList<>();
            for (TopicFile file : lexicon.topicFiles) {
                Integer line = file.language.equals(language) ? file.lines.get(concept.number()) : null;
                if (line != null) {
                    files.add(file.name() + ":" + line);
                    file.examples.stream()
                            .filter(example -> example.concept() == concept.number())
                            .forEach(example -> (example.fires() ? fires : silent).add(example.words()));
                }
            }
            if (!files.isEmpty()) {
                languages.put(language, new TopicCard.Words(phrases, categories, fires, silent, files));
            }
        });
        List<String> narrower = lexicon.vocabulary.all().stream()
                .filter(other -> other.parent() == concept.number())
                .map(MediaTopics.Concept::code)
                .toList();
        return new TopicCard(
                concept.code(),
                concept.name(),
                concept.parent() == MediaTopics.NONE
                        ? null
                        : lexicon.vocabulary.get(concept.parent()).code(),
                narrower,
                lexicon.off.of(concept.code()),
                languages);
    }

    static NameCard of(Gazetteer.Subject subject, Lexicon lexicon) {
        Map<String, List<String>> names = new LinkedHashMap<>();
        lexicon.gazetteer
                .namesOf(subject.name())
                .forEach((language, wordings) -> names.put(
                        language, wordings.stream().map(Wording::toString).toList()));
        return new NameCard(subject.name(), subject.kind(), subject.country(), names, lexicon.off.of(subject.name()));
    }
}
