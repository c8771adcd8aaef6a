package io.feedmill.rules;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
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

/** A YAML file read strictly, with the place of everything in it at hand. All scalars are texts. */
public final class YamlFile {

    private static final int MOST_CODE_POINTS = 8_000_000;

    private final String name;
    private final Node root;

    /** @throws RuleException if it is not one well-formed YAML document */
    public YamlFile(RuleText file) {
        this.name = file.name();
        LoadSettings settings = LoadSettings.builder()
                .setLabel(name)
                .setUseMarks(true)
                .setAllowDuplicateKeys(false)
                .setMaxAliasesForCollections(0)
                .setCodePointLimit(MOST_CODE_POINTS)
                .build();
        try {
            root = new Compose(settings)
                    .composeString(file.text())
                    .orElseThrow(() -> problem(1, 1, "the file is empty"));
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(Mark::getLine).orElse(0) + 1;
            int column = e.getProblemMark().map(Mark::getColumn).orElse(0) + 1;
            throw problem(line, column, "this is not YAML: " + oneLine(e.getProblem()));
        } catch (YamlEngineException e) {
            throw problem(1, 1, "this is not YAML: " + oneLine(e.getMessage()));
        } catch (StackOverflowError e) {
            throw problem(1, 1, "lists and mappings are nested too deeply");
        }
    }

    private static String oneLine(String message) {
        return message == null
                ? "unreadable"
                : message.replaceAll("\\s{1,200}", " ").strip();
    }

    public String name() {
        return name;
    }

    /** The document, which must be a mapping with no other keys than these. */
    public Fields root(Set<String> known) {
        return fields(root, known);
    }

    /** A mapping with no other keys than these. */
    public Fields fields(Node node, Set<String> known) {
        Fields fields = mapping(node, known);
        for (Map.Entry<String, Node> key : fields.keys.entrySet()) {
            if (!known.contains(key.getKey())) {
                String hint = Nearest.hint(key.getKey(), known);
                throw problem(
                        key.getValue(),
                        "unknown key '" + key.getKey() + "'"
                                + (hint.isEmpty() ? "; known here: " + String.join(", ", new TreeSet<>(known)) : hint));
            }
        }
        return fields;
    }

    /** A mapping whose keys are names. */
    public Fields anyFields(Node node) {
        return mapping(node, Set.of());
    }

    private Fields mapping(Node node, Set<String> known) {
        if (!(node instanceof MappingNode mapping)) {
            throw problem(
                    node,
                    "expected 'key: value' lines"
                            + (known.isEmpty() ? "" : ", with keys of " + String.join(", ", new TreeSet<>(known))));
        }
        Fields fields = new Fields(node);
        for (NodeTuple tuple : mapping.getValue()) {
            String key = text(tuple.getKeyNode());
            fields.keys.put(key, tuple.getKeyNode());
            if (fields.values.put(key, tuple.getValueNode()) != null) {
                throw problem(tuple.getKeyNode(), "the key '" + key + "' is there twice");
            }
        }
        return fields;
    }

    public static boolean isText(Node node) {
        return node instanceof ScalarNode;
    }

    /** The text of a scalar; may be empty. */
    public String text(Node node) {
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        throw problem(node, "expected a text here");
    }

    /** The text of a scalar that is not blank. */
    public String words(Node node) {
        if (!isText(node) || text(node).isBlank()) {
            throw problem(node, "expected a word or phrase");
        }
        return text(node);
    }

    /** What is in a list. */
    public List<Node> list(Node node) {
        if (node instanceof SequenceNode sequence) {
            return sequence.getValue();
        }
        throw problem(node, "expected a list");
    }

    /** What is in a list of texts that are not blank. */
    public List<String> texts(Node node) {
        List<String> texts = new ArrayList<>();
        for (Node each : list(node)) {
            texts.add(words(each));
        }
        return texts;
    }

    /** The line of a node, from 1. */
    public static int line(Node node) {
        return node.getStartMark().map(Mark::getLine).orElse(0) + 1;
    }

    public RuleException problem(Node at, String reason) {
        return problem(line(at), at.getStartMark().map(Mark::getColumn).orElse(0) + 1, reason);
    }

    private RuleException problem(int line, int column, String reason) {
        return new RuleException(new Problem(name, line, column, oneLine(reason)));
    }

    /** The keys and values of a mapping. */
    public final class Fields {

        private final Node node;
        private final Map<String, Node> keys = new LinkedHashMap<>();
        private final Map<String, Node> values = new LinkedHashMap<>();

        private Fields(Node node) {
            this.node = node;
        }

        public YamlFile file() {
            return YamlFile.this;
        }

        public Node node() {
            return node;
        }

        public Map<String, Node> values() {
            return values;
        }

        public boolean has(String key) {
            return values.containsKey(key);
        }

        /** The value, or if there is none the whole mapping: for complaints. */
        public Node at(String key) {
            return has(key) ? values.get(key) : node;
        }

        public Node required(String key) {
            if (!has(key)) {
                throw problem(node, "the key '" + key + "' is missing");
            }
            return values.get(key);
        }

        /** A value that is not blank. */
        public String text(String key) {
            return YamlFile.this.words(required(key));
        }

        public String text(String key, String otherwise) {
            return has(key) ? text(key) : otherwise;
        }

        /** A number from 1. */
        public int number(String key, int otherwise, int max) {
            if (!has(key)) {
                return otherwise;
            }
            String digits = text(key);
            if (digits.matches("[0-9]{1,9}") && Integer.parseInt(digits) >= 1 && Integer.parseInt(digits) <= max) {
                return Integer.parseInt(digits);
            }
            throw problem(at(key), "'" + key + "' must be a number from 1 to " + max + ", not '" + digits + "'");
        }

        public boolean flag(String key) {
            if (!has(key)) {
                return false;
            }
            return switch (text(key)) {
                case "true" -> true;
                case "false" -> false;
                default -> throw problem(at(key), "'" + key + "' must be true or false, not '" + text(key) + "'");
            };
        }

        /** What is in a list, or the one thing that stands there without one; empty if the key is missing. */
        public List<Node> nodes(String key) {
            Node value = values.get(key);
            if (value == null) {
                return List.of();
            }
            return value instanceof SequenceNode sequence ? sequence.getValue() : List.of(value);
        }

        /** The same as texts. */
        public List<String> texts(String key) {
            List<String> texts = new ArrayList<>();
            for (Node each : nodes(key)) {
                texts.add(YamlFile.this.text(each));
            }
            return texts;
        }

        /** What is in a list, which must be one; empty if the key is missing. */
        public List<Node> list(String key) {
            Node value = values.get(key);
            return value == null ? List.of() : YamlFile.this.list(value);
        }

        /** One of the constants, written in any case and with hyphens; null stands for "must be there". */
        public <E extends Enum<E>> E word(String key, Class<E> words, E otherwise) {
            if (!has(key) && otherwise != null) {
                return otherwise;
            }
            return word(required(key), text(key), words);
        }

        public <E extends Enum<E>> E word(Node at, String word, Class<E> words) {
            List<String> known = new ArrayList<>();
            for (E constant : words.getEnumConstants()) {
                String written = constant.name().replace('_', '-').toLowerCase(Locale.ROOT);
                if (written.equalsIgnoreCase(word)) {
                    return constant;
                }
                known.add(written);
            }
            throw problem(
                    at,
                    "'" + word + "' is none of " + String.join(", ", known)
                            + Nearest.hint(word.toLowerCase(Locale.ROOT), known));
        }
    }
}
