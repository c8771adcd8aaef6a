package io.feedmill.tag;

import io.feedmill.rules.Nearest;
import io.feedmill.rules.YamlFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;

/** The concepts of the IPTC Media Topics that the lexicons use, numbered in the order of the file. */
final class MediaTopics {

    /** @param top the top-level topic that it belongs to */
    record Concept(int number, String code, String name, int parent, int top) {}

    static final int NONE = -1;

    private final List<Concept> concepts = new ArrayList<>();
    private final Map<String, Concept> byCode = new HashMap<>();

    static MediaTopics read(YamlFile file) {
        MediaTopics topics = new MediaTopics();
        file.root(Set.of("concepts")).list("concepts").forEach(node -> topics.read(file, node));
        return topics;
    }

    /** One concept more, also one of another vocabulary. */
    void read(YamlFile file, Node node) {
        YamlFile.Fields fields = file.fields(node, Set.of("code", "name", "broader"));
        String code = fields.text("code");
        if (!code.matches("[A-Za-z][A-Za-z0-9-]{0,31}:[A-Za-z0-9._-]{1,64}")) {
            throw file.problem(
                    fields.at("code"), "a code is a vocabulary's name, ':' and a number or word, not '" + code + "'");
        }
        int parent = NONE;
        if (fields.has("broader")) {
            parent = find(file, fields.required("broader")).number();
        }
        if (byCode.containsKey(code)) {
            throw file.problem(
                    fields.at("code"),
                    code + " is there already, as '" + byCode.get(code).name() + "'");
        }
        int number = concepts.size();
        add(new Concept(
                number,
                code,
                fields.text("name"),
                parent,
                parent == NONE ? number : get(parent).top()));
    }

    /** The concept of which the code stands there. */
    Concept find(YamlFile file, Node node) {
        String code = file.words(node);
        Concept concept = byCode.get(code);
        if (concept == null) {
            throw file.problem(
                    node,
                    code + " is not among the topics (new ones go under 'concepts')"
                            + Nearest.hint(code, byCode.keySet()));
        }
        return concept;
    }

    private void add(Concept concept) {
        concepts.add(concept);
        byCode.put(concept.code(), concept);
    }

    List<Concept> all() {
        return List.copyOf(concepts);
    }

    int size() {
        return concepts.size();
    }

    Concept get(int number) {
        return concepts.get(number);
    }

    /** Null if the lexicons do not use it. */
    Concept find(String code) {
        return byCode.get(code);
    }
}
