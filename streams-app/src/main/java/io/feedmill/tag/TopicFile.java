package io.feedmill.tag;

import io.feedmill.rules.Nearest;
import io.feedmill.rules.RuleException;
import io.feedmill.rules.YamlFile;
import io.feedmill.words.Folding;
import io.feedmill.words.Words;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * The topics of one language as written: {@code topics-en.yaml} and its neighbours, or the same part of a user's file,
 * which may take away from ours.
 */
final class TopicFile {

    /** What a phrase is worth by the list it stands in. */
    static final Map<String, Integer> WEIGHTS = weights();

    private static final Set<String> KEYS = Set.of("language", "sets", "ignore", "topics");
    private static final Set<String> TOPIC_KEYS =
            Set.of("code", "name", "strong", "fair", "weak", "categories", "fires", "silent");
    private static final Set<String> USERS_TOPIC_KEYS = usersTopicKeys();

    record Phrase(int concept, String list, Wording wording) {
        int weight() {
            return WEIGHTS.get(list);
        }
    }

    /** A phrase or category of ours that is not to count for a concept. */
    private record Removal(int concept, String words, Node node) {}

    private final YamlFile file;
    final String language;
    final boolean bundled;
    final List<Wording> ignored = new ArrayList<>();
    final List<Phrase> phrases = new ArrayList<>();
    final List<Example> examples = new ArrayList<>();
    final Map<String, List<Integer>> categories = new HashMap<>();
    /** For each concept the lines of its entries. */
    final Map<Integer, Integer> lines = new LinkedHashMap<>();

    private final List<Removal> removedPhrases = new ArrayList<>();
    private final List<Removal> removedCategories = new ArrayList<>();

    private TopicFile(YamlFile file, String language, boolean bundled) {
        this.file = file;
        this.language = language;
        this.bundled = bundled;
    }

    private static Map<String, Integer> weights() {
        Map<String, Integer> weights = new LinkedHashMap<>();
        weights.put("strong", 8);
        weights.put("fair", 4);
        weights.put("weak", 2);
        return weights;
    }

    private static Set<String> usersTopicKeys() {
        Set<String> keys = new TreeSet<>(TOPIC_KEYS);
        keys.addAll(Set.of("remove", "removeCategories", "note"));
        return Set.copyOf(keys);
    }

    static TopicFile read(YamlFile file, MediaTopics vocabulary) {
        YamlFile.Fields root = file.root(KEYS);
        TopicFile topics = new TopicFile(file, root.text("language"), true);
        RuleException.Gathered problems = new RuleException.Gathered();
        topics.read(root, vocabulary, problems);
        problems.throwAny();
        return topics;
    }

    /** What a user's file says of topics. */
    static TopicFile readUsers(
            YamlFile.Fields root, String language, MediaTopics vocabulary, RuleException.Gathered problems) {
        TopicFile topics = new TopicFile(root.file(), language, false);
        topics.read(root, vocabulary, problems);
        return topics;
    }

    private void read(YamlFile.Fields root, MediaTopics vocabulary, RuleException.Gathered problems) {
        Wordings wordings = new Wordings(root);
        for (Node node : root.list("ignore")) {
            problems.attempt(() -> ignored.add(wordings.read(node)));
        }
        for (Node node : root.list("topics")) {
            problems.attempt(
                    () -> readTopic(file.fields(node, bundled ? TOPIC_KEYS : USERS_TOPIC_KEYS), vocabulary, wordings));
        }
    }

    private void readTopic(YamlFile.Fields fields, MediaTopics vocabulary, Wordings wordings) {
        MediaTopics.Concept concept = vocabulary.find(file, fields.required("code"));
        if ((bundled || fields.has("name")) && !concept.name().equals(fields.text("name"))) {
            throw file.problem(
                    fields.at("name"),
                    concept.code() + " is called '" + concept.name() + "', not '" + fields.text("name") + "'");
        }
        lines.putIfAbsent(concept.number(), YamlFile.line(fields.node()));
        if (!bundled) {
            Example.require(fields, "topic " + concept.code());
        }
        for (String list : WEIGHTS.keySet()) {
            for (Node node : fields.list(list)) {
                phrases.add(new Phrase(concept.number(), list, wordings.read(node)));
            }
        }
        for (Node node : fields.list("categories")) {
            categories
                    .computeIfAbsent(key(file.words(node)), k -> new ArrayList<>())
                    .add(concept.number());
        }
        for (Node node : fields.list("remove")) {
            removedPhrases.add(new Removal(concept.number(), file.words(node), node));
        }
        for (Node node : fields.list("removeCategories")) {
            removedCategories.add(new Removal(concept.number(), key(file.words(node)), node));
        }
        Example.read(fields, concept.number(), null, examples);
    }

    /**
     * Takes from our phrases and categories of the language what this file takes away or says otherwise.
     *
     * @param ours is changed
     * @param named our categories; is changed
     */
    void layOver(List<Phrase> ours, Map<String, List<Integer>> named, RuleException.Gathered problems) {
        for (Removal removal : removedPhrases) {
            if (!ours.removeIf(phrase -> phrase.concept() == removal.concept()
                    && phrase.wording().key().equals(removal.words()))) {
                Set<String> known = new TreeSet<>();
                ours.stream()
                        .filter(phrase -> phrase.concept() == removal.concept())
                        .forEach(phrase -> known.add(phrase.wording().key()));
                problems.add(file.problem(
                        removal.node(),
                        "there is no phrase '" + removal.words() + "' to remove here"
                                + Nearest.hint(removal.words(), known)));
            }
        }
        Set<String> said = new HashSet<>();
        phrases.forEach(
                phrase -> said.add(phrase.concept() + " " + phrase.wording().key()));
        ours.removeIf(phrase ->
                said.contains(phrase.concept() + " " + phrase.wording().key()));
        ours.addAll(phrases);
        for (Removal removal : removedCategories) {
            List<Integer> concepts = named.getOrDefault(removal.words(), List.of());
            if (concepts.contains(removal.concept())) {
                named.put(
                        removal.words(),
                        concepts.stream().filter(c -> c != removal.concept()).toList());
            } else {
                problems.add(file.problem(
                        removal.node(),
                        "there is no category '" + removal.words() + "' to remove here"
                                + Nearest.hint(removal.words(), named.keySet())));
            }
        }
        named.putAll(categories);
    }

    String name() {
        return file.name();
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
        Words words = Words.of(category);
        StringBuilder key = new StringBuilder(category.length());
        for (int i = 0; i < words.size(); i++) {
            if (i > 0) {
                key.append(' ');
            }
            int c;
            for (int at = words.start(i); at < words.end(i); at += Character.charCount(c)) {
                c = category.codePointAt(at);
                if (Folding.kind(c) != Folding.SILENT) {
                    key.appendCodePoint(Folding.fold(c));
                }
            }
        }
        return key.toString();
    }
}
