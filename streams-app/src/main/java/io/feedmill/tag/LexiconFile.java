package io.feedmill.tag;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** A YAML file that knows its lines, so that every complaint can name one. All scalars are read as strings. */
final class LexiconFile {

    private static final int MAX_WITHIN = 200;

    private final String name;
    private final byte[] bytes;

    LexiconFile(String name, byte[] bytes) {
        this.name = name;
        this.bytes = bytes;
    }

    /** A file beside this class. */
    static LexiconFile bundled(String name) {
        try (InputStream in = LexiconFile.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("The resource " + name + " is missing from the program's jar.");
            }
            return new LexiconFile(name, in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("The resource " + name + " cannot be read.", e);
        }
    }

    String name() {
        return name;
    }

    byte[] bytes() {
        return bytes;
    }

    List<String> lines() {
        return new String(bytes, StandardCharsets.UTF_8).lines().toList();
    }

    /** The file's only document, which must be a mapping. */
    Fields root() {
        try {
            LoadSettings settings = LoadSettings.builder()
                    .setLabel(name)
                    .setCodePointLimit(8_000_000)
                    .build();
            Node root = new Compose(settings)
                    .composeString(new String(bytes, StandardCharsets.UTF_8))
                    .orElseThrow(() -> new LexiconException(name, 1, "the file is empty"));
            return fields(root);
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(Mark::getLine).orElse(0) + 1;
            throw new LexiconException(name, line, "this is not YAML: " + e.getProblem());
        } catch (YamlEngineException e) {
            throw new LexiconException(name, 1, "this is not YAML: " + e.getMessage());
        }
    }

    LexiconException complaint(Node node, String reason) {
        return new LexiconException(name, line(node), reason);
    }

    static int line(Node node) {
        return node.getStartMark().map(Mark::getLine).orElse(0) + 1;
    }

    Fields fields(Node node) {
        if (!(node instanceof MappingNode mapping)) {
            throw complaint(node, "expected 'key: value' lines");
        }
        Map<String, Node> values = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            String key = text(tuple.getKeyNode());
            if (values.put(key, tuple.getValueNode()) != null) {
                throw complaint(tuple.getKeyNode(), "the key '" + key + "' is there twice");
            }
        }
        return new Fields(node, values);
    }

    String text(Node node) {
        if (!(node instanceof ScalarNode scalar) || scalar.getValue().isBlank()) {
            throw complaint(node, "expected a word or phrase");
        }
        return scalar.getValue();
    }

    List<Node> list(Node node) {
        if (!(node instanceof SequenceNode sequence)) {
            throw complaint(node, "expected a list");
        }
        return sequence.getValue();
    }

    /** A phrase: a plain one, or a mapping with {@code phrase}, {@code needs}, {@code not} and {@code within}. */
    Wording wording(Node node, Map<String, List<String>> sets) {
        Wording wording = read(node, sets);
        try {
            PhraseTrie<Boolean> probe = new PhraseTrie<>();
            wording.forms().forEach(form -> probe.add(form, true));
            wording.needs().forEach(form -> probe.add(form, true));
            wording.not().forEach(form -> probe.add(form, true));
        } catch (IllegalArgumentException e) {
            throw complaint(node, e.getMessage());
        }
        return wording;
    }

    private Wording read(Node node, Map<String, List<String>> sets) {
        if (node instanceof ScalarNode) {
            return Wording.of(text(node));
        }
        Fields fields = fields(node);
        fields.only(Set.of("phrase", "needs", "not", "within"));
        Node phrase = fields.required("phrase");
        List<String> forms = phrase instanceof SequenceNode ? texts(phrase) : List.of(text(phrase));
        List<String> needs = context(fields.values().get("needs"), sets);
        List<String> not = context(fields.values().get("not"), sets);
        if (needs.isEmpty() && not.isEmpty()) {
            throw complaint(node, "a phrase with conditions has 'needs' or 'not'");
        }
        return new Wording(forms, needs, not, within(fields.values().get("within")));
    }

    private int within(Node node) {
        if (node == null) {
            return 0;
        }
        String digits = text(node);
        if (!digits.matches("[0-9]{1,3}") || Integer.parseInt(digits) < 1 || Integer.parseInt(digits) > MAX_WITHIN) {
            throw complaint(node, "'within' is a number of words from 1 to " + MAX_WITHIN);
        }
        return Integer.parseInt(digits);
    }

    private List<String> context(Node node, Map<String, List<String>> sets) {
        if (node == null) {
            return List.of();
        }
        List<String> words = new ArrayList<>();
        for (Node word : list(node)) {
            String written = text(word);
            if (!written.startsWith("$")) {
                words.add(written);
                continue;
            }
            List<String> set = sets.get(written.substring(1));
            if (set == null) {
                throw complaint(word, "there is no set '" + written.substring(1) + "' under 'sets'");
            }
            words.addAll(set);
        }
        return words;
    }

    List<String> texts(Node node) {
        List<String> texts = new ArrayList<>();
        for (Node each : list(node)) {
            texts.add(text(each));
        }
        return texts;
    }

    /** The keys and values of a mapping. */
    final class Fields {

        private final Node node;
        private final Map<String, Node> values;

        private Fields(Node node, Map<String, Node> values) {
            this.node = node;
            this.values = values;
        }

        Node node() {
            return node;
        }

        Map<String, Node> values() {
            return values;
        }

        void only(Set<String> known) {
            for (Map.Entry<String, Node> entry : values.entrySet()) {
                if (!known.contains(entry.getKey())) {
                    throw complaint(
                            entry.getValue(),
                            "unknown key '" + entry.getKey() + "'; known here: "
                                    + String.join(", ", new TreeSet<>(known)));
                }
            }
        }

        Node required(String key) {
            Node value = values.get(key);
            if (value == null) {
                throw complaint(node, "the key '" + key + "' is missing");
            }
            return value;
        }

        String text(String key) {
            return LexiconFile.this.text(required(key));
        }

        /** The value as a list of phrases; empty if the key is not there. */
        List<String> texts(String key) {
            Node value = values.get(key);
            return value == null ? List.of() : LexiconFile.this.texts(value);
        }

        List<Node> list(String key) {
            Node value = values.get(key);
            return value == null ? List.of() : LexiconFile.this.list(value);
        }
    }
}
