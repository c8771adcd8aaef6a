package io.feedmill.strip;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** A YAML file read strictly, with the line of everything in it at hand. */
final class RuleFile {
    /** A mapping of the file, of which each key must be known. */
    final class Entry {
        private final Map<String, Node> values = new LinkedHashMap<>();
        private final int line;

        private Entry(Node node, Set<String> known) {
            line = RuleFile.this.line(node);
            if (!(node instanceof MappingNode mapping)) {
                throw error(line, "expected keys with values here, one of " + known);
            }
            for (NodeTuple tuple : mapping.getValue()) {
                String key = scalar(tuple.getKeyNode());
                if (!known.contains(key)) {
                    throw error(
                            RuleFile.this.line(tuple.getKeyNode()), "unknown key '" + key + "'; known here: " + known);
                }
                values.put(key, tuple.getValueNode());
            }
        }

        boolean has(String key) {
            return values.containsKey(key);
        }

        int line() {
            return line;
        }

        int line(String key) {
            return has(key) ? RuleFile.this.line(values.get(key)) : line;
        }

        String text(String key) {
            if (!has(key)) {
                throw error(line, "'" + key + "' is missing");
            }
            return scalar(values.get(key));
        }

        String text(String key, String otherwise) {
            return has(key) ? text(key) : otherwise;
        }

        int number(String key, int otherwise, int max) {
            if (!has(key)) {
                return otherwise;
            }
            try {
                int number = Integer.parseInt(text(key));
                if (number >= 1 && number <= max) {
                    return number;
                }
            } catch (NumberFormatException e) {
                // told below
            }
            throw error(line(key), "'" + key + "' must be a number from 1 to " + max + ", not '" + text(key) + "'");
        }

        boolean flag(String key) {
            if (!has(key)) {
                return false;
            }
            return switch (text(key)) {
                case "true" -> true;
                case "false" -> false;
                default -> throw error(line(key), "'" + key + "' must be true or false, not '" + text(key) + "'");
            };
        }

        /** The texts of a list; one text alone is a list of one. Empty if the key is missing. */
        List<String> texts(String key) {
            List<String> texts = new ArrayList<>();
            for (Node node : nodes(key)) {
                texts.add(scalar(node));
            }
            return texts;
        }

        List<Node> nodes(String key) {
            Node node = values.get(key);
            if (node == null) {
                return List.of();
            }
            return node instanceof SequenceNode sequence ? sequence.getValue() : List.of(node);
        }

        <E extends Enum<E>> E word(String key, Class<E> words, E otherwise) {
            if (!has(key) && otherwise != null) {
                return otherwise;
            }
            return RuleFile.this.word(line(key), text(key), words);
        }
    }

    private final String name;
    private final Node root;

    /** @param name as it is to stand in messages */
    RuleFile(String name, String yaml) {
        this.name = name;
        LoadSettings settings = LoadSettings.builder()
                .setLabel(name)
                .setUseMarks(true)
                .setAllowDuplicateKeys(false)
                .setMaxAliasesForCollections(0)
                .build();
        try {
            root = new Compose(settings)
                    .composeString(yaml)
                    .orElseThrow(() -> new RuleException(name, 1, "the file is empty"));
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
            throw new RuleException(name, line, "not well-formed YAML: " + e.getProblem());
        } catch (YamlEngineException e) {
            throw new RuleException(name, 1, "not well-formed YAML: " + e.getMessage());
        }
    }

    Entry root(Set<String> known) {
        return new Entry(root, known);
    }

    Entry entry(Node node, Set<String> known) {
        return new Entry(node, known);
    }

    boolean isText(Node node) {
        return node instanceof ScalarNode;
    }

    String scalar(Node node) {
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        throw error(line(node), "expected a text here");
    }

    <E extends Enum<E>> E word(int line, String word, Class<E> words) {
        for (E constant : words.getEnumConstants()) {
            if (constant.name().replace('_', '-').equalsIgnoreCase(word)) {
                return constant;
            }
        }
        List<String> known = new ArrayList<>();
        for (E constant : words.getEnumConstants()) {
            known.add(constant.name().replace('_', '-').toLowerCase(java.util.Locale.ROOT));
        }
        throw error(line, "'" + word + "' is none of " + known);
    }

    int line(Node node) {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
    }

    RuleException error(int line, String reason) {
        return new RuleException(name, line, reason);
    }
}
