package io.feedmill.tag;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;

/** The concepts of the IPTC Media Topics that the lexicons use, numbered in the order of the file. */
final class MediaTopics {

    record Concept(int number, String code, String name, int parent) {}

    static final int NONE = -1;

    private final List<Concept> concepts = new ArrayList<>();
    private final Map<String, Concept> byCode = new HashMap<>();

    static MediaTopics read(LexiconFile file) {
        MediaTopics topics = new MediaTopics();
        LexiconFile.Fields root = file.root();
        root.only(Set.of("concepts"));
        Map<String, Node> lines = new LinkedHashMap<>();
        for (Node node : root.list("concepts")) {
            LexiconFile.Fields fields = file.fields(node);
            fields.only(Set.of("code", "name", "broader"));
            String code = fields.text("code");
            int parent = NONE;
            if (fields.values().containsKey("broader")) {
                Concept broader = topics.byCode.get(fields.text("broader"));
                if (broader == null) {
                    throw file.complaint(node, "the broader concept of " + code + " is not listed above it");
                }
                parent = broader.number();
            }
            if (lines.put(code, node) != null) {
                throw file.complaint(node, code + " is listed twice");
            }
            topics.add(new Concept(topics.concepts.size(), code, fields.text("name"), parent));
        }
        return topics;
    }

    private void add(Concept concept) {
        concepts.add(concept);
        byCode.put(concept.code(), concept);
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

    /** The top-level topic that a concept belongs to. */
    int top(int number) {
        int top = number;
        while (concepts.get(top).parent() != NONE) {
            top = concepts.get(top).parent();
        }
        return top;
    }
}
