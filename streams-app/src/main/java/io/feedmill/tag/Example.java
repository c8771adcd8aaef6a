package io.feedmill.tag;

import io.feedmill.rules.RuleException;
import io.feedmill.rules.YamlFile;
import java.util.List;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * An item that must, or must not, get a topic or a name.
 *
 * @param concept the topic's number; -1 if it is about a name
 * @param name the place or organisation; null if it is about a topic
 * @param words the item in one line
 */
record Example(YamlFile file, Node node, int concept, String name, Story story, String words, boolean fires) {

    private static final Set<String> KEYS = Set.of("title", "text", "categories", "feed");

    /** @throws RuleException unless there are examples of both kinds */
    static void require(YamlFile.Fields fields, String of) {
        for (String key : List.of("fires", "silent")) {
            if (fields.list(key).isEmpty()) {
                throw fields.file()
                        .problem(
                                fields.node(),
                                of + " has no '" + key + "' examples: write at least one headline it is "
                                        + (key.equals("fires") ? "for" : "not for"));
            }
        }
    }

    static void read(YamlFile.Fields fields, int concept, String name, List<Example> examples) {
        for (String key : List.of("fires", "silent")) {
            for (Node node : fields.list(key)) {
                examples.add(of(fields.file(), node, concept, name, key.equals("fires")));
            }
        }
    }

    private static Example of(YamlFile file, Node node, int concept, String name, boolean fires) {
        if (YamlFile.isText(node)) {
            String headline = file.words(node);
            Story story = new Story(headline, "", null, null, List.of(), null, List.of());
            return new Example(file, node, concept, name, story, headline, fires);
        }
        YamlFile.Fields fields = file.fields(node, KEYS);
        Story story = new Story(
                fields.text("title", ""),
                fields.text("text", ""),
                null,
                null,
                fields.texts("categories"),
                fields.text("feed", null),
                List.of());
        String words = String.join(
                " / ",
                fields.values().keySet().stream()
                        .map(key -> String.join(", ", fields.texts(key)))
                        .toList());
        return new Example(file, node, concept, name, story, words, fires);
    }

    RuleException failure(String what, String got) {
        return file.problem(
                node,
                "the example '" + words + "' " + (fires ? "does not get " : "gets ") + what + "; it gets "
                        + (got.isEmpty() ? "nothing" : got));
    }
}
