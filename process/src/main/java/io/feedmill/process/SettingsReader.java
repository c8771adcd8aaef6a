package io.feedmill.process;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Puts the settings of a process together. What is said later wins: the defaults, the configuration file, the
 * environment, the command line.
 *
 * <p>The file is YAML; a key may be written with dots ({@code http.port: 8080}) or in sections. All below {@code kafka} is
 * handed to the Kafka clients under Kafka's own names. Any key and any variable may instead name a file that holds the
 * value: {@code registry.password.file}, {@code FEEDMILL_REGISTRY_PASSWORD_FILE}. Names that nobody knows are errors.
 */
final class SettingsReader {

    static final String KAFKA = "kafka.";

    /** Variables that are for others: the launcher, the images, and the file of the configuration itself. */
    private static final Set<String> NOT_SETTINGS = Set.of("FEEDMILL_JAVA_OPTS", "FEEDMILL_CONFIG");

    /** What Kubernetes puts into the environment for a service called feedmill. */
    private static final Pattern SERVICE_LINK = Pattern.compile(
            "FEEDMILL_(.{1,60}_)?(SERVICE_HOST|SERVICE_PORT(_.{1,60})?|PORT(_[0-9]{1,5}_(TCP|UDP).*)?)");

    /** Kafka Streams' way to mean one of its clients. */
    private static final Pattern CLIENT_PREFIX =
            Pattern.compile("^(main\\.consumer|restore\\.consumer|consumer|producer|admin|topic)\\.");

    private static final int MAX_FILE_CHARACTERS = 1 << 20;
    private static final int MAX_SECRET_BYTES = 1 << 20;

    private final List<Setting<?>> declared;
    private final Set<String> elsewhere;
    private final Set<String> kafkaNames;
    private final Map<String, Settings.Value> values = new HashMap<>();
    private final Map<String, Settings.Value> kafka = new HashMap<>();

    /**
     * @param declared what this process can be told
     * @param elsewhere sections that other processes know: they may share the file and the environment
     * @param moreKafkaNames names of Kafka settings beyond those of the plain clients
     */
    SettingsReader(List<Setting<?>> declared, Set<String> elsewhere, Set<String> moreKafkaNames) {
        this.declared = declared;
        this.elsewhere = elsewhere;
        this.kafkaNames = new TreeSet<>(moreKafkaNames);
        kafkaNames.addAll(AdminClientConfig.configNames());
        kafkaNames.addAll(ConsumerConfig.configNames());
        kafkaNames.addAll(ProducerConfig.configNames());
    }

    /**
     * @param file null for none
     * @param flags by key; those of Kafka settings begin with {@link #KAFKA}
     * @throws ProcessException if anything is wrong
     */
    Settings read(Path file, Map<String, String> environment, Map<String, String> flags) {
        if (file != null) {
            readFile(file);
        }
        readEnvironment(environment);
        flags.forEach((key, text) -> {
            if (key.startsWith(KAFKA) && Settings.isSecret(key)) {
                throw wrong("%s on the command line can be seen by every user of the machine: set %s_FILE instead"
                        .formatted(key, Setting.variable(key)));
            }
            if (!isKnown(key)) {
                throw wrong("--kafka: Kafka's clients know no setting " + key.substring(KAFKA.length())
                        + nearest(key, keys()));
            }
            set(
                    key,
                    text,
                    key.startsWith(KAFKA)
                            ? "--kafka"
                            : setting(key).orElseThrow().flag());
        });
        return new Settings(declared, values, kafka);
    }

    // ------------------------------------------------------------------ the file

    private void readFile(Path file) {
        Optional<Node> root;
        LoadSettings settings = LoadSettings.builder()
                .setLabel(file.toString())
                .setCodePointLimit(MAX_FILE_CHARACTERS)
                .setMaxAliasesForCollections(10)
                .build();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            root = new Compose(settings).composeReader(reader);
        } catch (MarkedYamlEngineException e) {
            throw wrong("%s:%s: %s"
                    .formatted(
                            file,
                            e.getProblemMark()
                                    .map(mark -> Integer.toString(mark.getLine() + 1))
                                    .orElse("?"),
                            e.getProblem()));
        } catch (YamlEngineException | IOException e) {
            throw unreadable(file, e);
        }
        root.ifPresent(node -> flatten(file, "", node));
    }

    private void flatten(Path file, String prefix, Node node) {
        if (!(node instanceof MappingNode mapping)) {
            throw wrong(at(file, node) + ": expected keys with values" + (prefix.isEmpty() ? "" : " below " + prefix));
        }
        for (NodeTuple entry : mapping.getValue()) {
            if (!(entry.getKeyNode() instanceof ScalarNode name)) {
                throw wrong(at(file, entry.getKeyNode()) + ": expected a key");
            }
            String key = prefix.isEmpty() ? name.getValue() : prefix + "." + name.getValue();
            Node value = entry.getValueNode();
            if (value instanceof MappingNode) {
                flatten(file, key, value);
            } else {
                fromFile(key, scalar(file, key, value), at(file, name));
            }
        }
    }

    private static String scalar(Path file, String key, Node value) {
        if (value instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        if (value instanceof SequenceNode sequence) {
            return sequence.getValue().stream()
                    .map(each -> scalar(file, key, each))
                    .collect(Collectors.joining(","));
        }
        throw wrong(at(file, value) + ": " + key + " needs a value");
    }

    private void fromFile(String key, String text, String origin) {
        if (isKnown(key)) {
            set(key, text, origin);
        } else if (key.endsWith(Setting.FILE) && isKnown(withoutFile(key))) {
            set(withoutFile(key), contents(key, text), origin);
        } else if (!elsewhere.contains(section(key))) {
            throw wrong(origin + ": unknown key " + key + nearest(key, keys()));
        }
    }

    // ------------------------------------------------------------------ the environment

    private void readEnvironment(Map<String, String> environment) {
        Map<String, Setting<?>> byVariable = new LinkedHashMap<>();
        declared.forEach(setting -> byVariable.put(setting.variable(), setting));
        environment.keySet().stream().sorted().forEach(name -> {
            if (!name.startsWith(Setting.PREFIX) || NOT_SETTINGS.contains(name)) {
                return;
            }
            String text = environment.get(name);
            boolean isFile = name.endsWith("_FILE");
            String plain = isFile ? name.substring(0, name.length() - "_FILE".length()) : name;
            Setting<?> setting = byVariable.get(name);
            if (setting != null) {
                set(setting.key(), text, name);
            } else if (isFile && byVariable.containsKey(plain)) {
                set(byVariable.get(plain).key(), contents(name, text), name);
            } else if (plain.startsWith(Setting.PREFIX + "KAFKA_")) {
                String key = plain.substring(Setting.PREFIX.length())
                        .toLowerCase(Locale.ROOT)
                        .replace('_', '.');
                if (!isKnown(key)) {
                    throw wrong(name + ": Kafka's clients know no setting " + key.substring(KAFKA.length())
                            + nearest(key, keys()));
                }
                set(key, isFile ? contents(name, text) : text, name);
            } else if (!isElsewhere(name) && !SERVICE_LINK.matcher(name).matches()) {
                throw wrong("unknown variable " + name + nearest(name, byVariable.keySet()));
            }
        });
    }

    private boolean isElsewhere(String variable) {
        return elsewhere.stream().anyMatch(section -> variable.startsWith(Setting.variable(section) + "_"));
    }

    // ------------------------------------------------------------------ names and values

    private void set(String key, String text, String origin) {
        if (text.isEmpty() && setting(key).isPresent()) {
            values.remove(key); // empty, as in compose files: as if it were not set
        } else {
            (setting(key).isPresent() ? values : kafka)
                    .put(
                            setting(key).isPresent() ? key : key.substring(KAFKA.length()),
                            new Settings.Value(text, origin));
        }
    }

    private Optional<Setting<?>> setting(String key) {
        return declared.stream().filter(setting -> setting.key().equals(key)).findFirst();
    }

    /** A Kafka setting that looks like none of Kafka's may be one of a plug-in's; one that nearly does is a slip. */
    private boolean isKnown(String key) {
        if (!key.startsWith(KAFKA)) {
            return setting(key).isPresent();
        }
        String name = CLIENT_PREFIX.matcher(key.substring(KAFKA.length())).replaceFirst("");
        return kafkaNames.contains(name)
                || !name.endsWith(Setting.FILE) && kafkaNames.stream().noneMatch(known -> distance(name, known) <= 2);
    }

    private Set<String> keys() {
        Set<String> keys = new TreeSet<>();
        declared.forEach(setting -> keys.add(setting.key()));
        kafkaNames.forEach(name -> keys.add(KAFKA + name));
        return keys;
    }

    private static String section(String key) {
        int dot = key.indexOf('.');
        return dot < 0 ? key : key.substring(0, dot);
    }

    private static String withoutFile(String key) {
        return key.substring(0, key.length() - Setting.FILE.length());
    }

    /** What a file holds, without the line end that editors add. */
    private static String contents(String name, String file) {
        try {
            Path path = Path.of(file);
            if (Files.size(path) > MAX_SECRET_BYTES) {
                throw wrong("%s: %s is larger than 1 MB".formatted(name, file));
            }
            return Files.readString(path, StandardCharsets.UTF_8).stripTrailing();
        } catch (IOException e) {
            throw wrong("%s: the file %s cannot be read (%s)".formatted(name, file, reason(e)));
        }
    }

    private static ProcessException unreadable(Path file, Exception e) {
        return wrong("the configuration file %s cannot be read (%s)".formatted(file, reason(e)));
    }

    private static String reason(Exception e) {
        return e instanceof NoSuchFileException
                ? "there is no such file"
                : e.getClass().getSimpleName();
    }

    private static String at(Path file, Node node) {
        return file
                + node.getStartMark().map(mark -> ":" + (mark.getLine() + 1)).orElse("");
    }

    private static ProcessException wrong(String message) {
        return new ProcessException(ExitStatus.USAGE, message);
    }

    // ------------------------------------------------------------------ did you mean

    private static String nearest(String name, Set<String> known) {
        return known.stream()
                .min(Comparator.comparingInt((String each) -> distance(name, each))
                        .thenComparing(Comparator.naturalOrder()))
                .filter(each -> distance(name, each) <= Math.max(3, name.length() / 3))
                .map(each -> "; did you mean " + each + "?")
                .orElse("; see the reference of the configuration");
    }

    /** How many letters must be changed, added or left out (Levenshtein). */
    static int distance(String a, String b) {
        int[] before = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            before[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = before[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(change, Math.min(before[j], row[j - 1]) + 1);
            }
            before = row;
        }
        return before[b.length()];
    }
}
