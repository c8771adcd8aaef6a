package io.feedmill.tag;

import io.feedmill.rules.YamlFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads phrases: plain ones, or mappings with {@code phrase}, {@code needs}, {@code not} and {@code within}. */
final class Wordings {

    private static final int MAX_WITHIN = 200;
    private static final Set<String> KEYS = Set.of("phrase", "needs", "not", "within");

    private final YamlFile file;
    private final Map<String, List<String>> sets = new HashMap<>();

    /** @param root has the words that phrases may refer to, as {@code sets} */
    Wordings(YamlFile.Fields root) {
        file = root.file();
        if (root.has("sets")) {
            file.anyFields(root.required("sets")).values().forEach((name, words) -> sets.put(name, file.texts(words)));
        }
    }

    Wording read(Node node) {
        Wording wording = wording(node);
        try {
            wording.forms().forEach(Form::of);
            wording.needs().forEach(Form::of);
            wording.not().forEach(Form::of);
        } catch (IllegalArgumentException e) {
            throw file.problem(node, e.getMessage());
        }
        return wording;
    }

    private Wording wording(Node node) {
        if (YamlFile.isText(node)) {
            return Wording.of(file.words(node));
        }
        YamlFile.Fields fields = file.fields(node, KEYS);
        Node phrase = fields.required("phrase");
        List<String> forms = phrase instanceof SequenceNode ? file.texts(phrase) : List.of(file.words(phrase));
        List<String> needs = context(fields.list("needs"));
        List<String> not = context(fields.list("not"));
        if (needs.isEmpty() && not.isEmpty()) {
            throw file.problem(node, "a phrase with conditions has 'needs' or 'not'");
        }
        return new Wording(forms, needs, not, fields.number("within", 0, MAX_WITHIN));
    }

    private List<String> context(List<Node> nodes) {
        List<String> words = new ArrayList<>();
        for (Node word : nodes) {
            String written = file.words(word);
            if (!written.startsWith("$")) {
                words.add(written);
                continue;
            }
            List<String> set = sets.get(written.substring(1));
            if (set == null) {
                throw file.problem(word, "there is no set '" + written.substring(1) + "' under 'sets'");
            }
            words.addAll(set);
        }
        return words;
    }
}
