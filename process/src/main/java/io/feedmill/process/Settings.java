package io.feedmill.process;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What a process runs with: for each setting its value and where it came from. Immutable. */
public final class Settings {

    static final String HIDDEN = "(hidden)";

    /** Settings of the Kafka clients whose values are nobody's business. */
    private static final Pattern SECRET_NAME =
            Pattern.compile("password|secret|token|credential|jaas|private|certificate\\.chain|keystore\\.key");

    /**
     * A value.
     *
     * @param text as it was written
     * @param origin where: {@code feedmill.yaml:12}, {@code FEEDMILL_HTTP_PORT}, {@code --http-port}, {@code default}
     */
    record Value(String text, String origin) {}

    private final List<Setting<?>> declared;
    private final Map<String, Value> values;
    private final Map<String, Value> kafka;

    Settings(List<Setting<?>> declared, Map<String, Value> values, Map<String, Value> kafka) {
        this.declared = List.copyOf(declared);
        this.values = Map.copyOf(values);
        this.kafka = Collections.unmodifiableMap(new TreeMap<>(kafka));
        for (Setting<?> setting : declared) {
            get(setting); // all that is wrong is found at the start
        }
    }

    /**
     * @return null where nothing is set and there is no default
     * @throws ProcessException if the text is not what the setting's kind allows
     */
    public <T> T get(Setting<T> setting) {
        Value value = values.get(setting.key());
        String text = value == null ? setting.standard() : value.text();
        if (text == null) {
            return null;
        }
        try {
            return setting.kind().reader().apply(text);
        } catch (IllegalArgumentException e) {
            throw new ProcessException(
                    ExitStatus.USAGE,
                    "%s (%s): %s is not %s"
                            .formatted(
                                    setting.key(),
                                    value == null ? "default" : value.origin(),
                                    setting.secret() ? "the value" : "\"" + text + "\"",
                                    e.getMessage()),
                    e);
        }
    }

    /** The settings for the Kafka clients, under Kafka's own names. */
    public Map<String, String> kafka() {
        Map<String, String> all = new TreeMap<>();
        kafka.forEach((name, value) -> all.put(name, value.text()));
        return all;
    }

    /** One line for each setting, with where it came from; secrets are hidden. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (Setting<?> setting : declared) {
            Value value = values.get(setting.key());
            String text = value == null ? setting.standard() : value.text();
            lines.add(line(setting.key(), text, setting.secret(), value == null ? "default" : value.origin()));
        }
        kafka.forEach((name, value) ->
                lines.add(line(SettingsReader.KAFKA + name, value.text(), isSecret(name), value.origin())));
        return lines;
    }

    private static String line(String key, String text, boolean secret, String origin) {
        String shown = text == null
                ? ""
                : secret ? HIDDEN : "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
        return "%s: %s  # %s".formatted(key, shown, origin).replaceAll("[\\p{Cntrl}]", " ");
    }

    /** Whether the value of a Kafka client's setting must not be shown. */
    static boolean isSecret(String kafkaName) {
        return SECRET_NAME.matcher(kafkaName.toLowerCase(Locale.ROOT)).find();
    }
}
