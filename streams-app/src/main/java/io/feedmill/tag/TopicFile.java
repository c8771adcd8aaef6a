package io.feedmill.tag;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.nodes.Node;

/** The topics of one language as written: {@code topics-en.yaml} and its neighbours. */
final class TopicFile {

    /** What a phrase is worth by the list it stands in. */
    private static final Map<String, Integer> WEIGHTS = weights();

    record Phrase(int concept, int weight, Wording wording) {}

    /** A headline that must, or must not, get the topic. */
    record Example(int concept, String headline, boolean fires, int line) {}

    final LexiconFile file;
    final String language;
    final List<Wording> ignored = new ArrayList<>();
    final List<Phrase> phrases = new ArrayList<>();
    final List<Example> examples = new ArrayList<>();
    final Map<String, List<Integer>> categories = new HashMap<>();

    private TopicFile(LexiconFile file, String language) {
        this.file = file;
        this.language = language;
    }

    private static Map<String, Integer> weights() {
        Map<String, Integer> weights = new LinkedHashMap<>();
        weights.put("strong", 8);
        weights.put("fair", 4);
        weights.put("weak", 2);
        return weights;
    }

    static TopicFile read(LexiconFile file, MediaTopics vocabulary) {
        LexiconFile.Fields root = file.root();
        root.only(Set.of("language", "sets", "ignore", "topics"));
        TopicFile topics = new TopicFile(file, root.text("language"));
        Map<String, List<String>> sets = new HashMap<>();
        if (root.values().containsKey("sets")) {
            file.fields(root.values().get("sets")).values().forEach((name, words) -> sets.put(name, file.texts(words)));
        }
        for (Node node : root.list("ignore")) {
            topics.ignored.add(file.wording(node, sets));
        }
        for (Node node : root.list("topics")) {
            topics.readTopic(file.fields(node), vocabulary, sets);
        }
        return topics;
    }

    private void readTopic(LexiconFile.Fields fields, MediaTopics vocabulary, Map<String, List<String>> sets) {
        fields.only(Set.of("code", "name", "strong", "fair", "weak", "categories", "fires", "silent"));
        MediaTopics.Concept concept = vocabulary.find(fields.text("code"));
        if (concept == null) {
            throw file.complaint(fields.node(), fields.text("code") + " is not in mediatopics.yaml");
        }
        if (!concept.name().equals(fields.text("name"))) {
            throw file.complaint(
                    fields.node(),
                    concept.code() + " is called '" + concept.name() + "', not '" + fields.text("name") + "'");
        }
        WEIGHTS.forEach((list, weight) -> {
            for (Node node : fields.list(list)) {
                phrases.add(new Phrase(concept.number(), weight, file.wording(node, sets)));
            }
        });
        for (String category : fields.texts("categories")) {
            categories.computeIfAbsent(key(category), k -> new ArrayList<>()).add(concept.number());
        }
        addExamples(fields, "fires", concept.number());
        addExamples(fields, "silent", concept.number());
    }

    private void addExamples(LexiconFile.Fields fields, String key, int concept) {
        for (Node node : fields.list(key)) {
            examples.add(new Example(concept, file.text(node), key.equals("fires"), LexiconFile.line(node)));
        }
    }

    /** The words that its phrases are made of, but for the beginnings of words. */
    Set<String> words() {
        Set<String> words = new TreeSet<>();
        for (Phrase phrase : phrases) {
            for (String form : phrase.wording().forms()) {
                for (String word : form.split("[ ()|'’.-]+", 200)) {
                    if (!word.isEmpty() && !word.endsWith("*")) {
                        words.add(word);
                    }
                }
            }
        }
        return words;
    }

    /** A category's words, folded, with one space between them. */
    static String key(String category) {
        StringBuilder key = new StringBuilder();
        Tokens tokens = Tokens.of(category);
        for (int i = 0; i < tokens.size(); i++) {
            if (i > 0) {
                key.append(' ');
            }
            category.substring(tokens.start(i), tokens.end(i))
                    .codePoints()
                    .filter(c -> Folding.kind(c) != Folding.SILENT)
                    .forEach(c -> key.appendCodePoint(Folding.fold(c)));
        }
        return key.toString();
    }
}
