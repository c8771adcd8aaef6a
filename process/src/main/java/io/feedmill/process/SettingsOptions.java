package io.feedmill.process;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The settings of a process as options of its command: one for each that is not secret, and a few for the rest. */
public final class SettingsOptions {

    private static final String CONFIG = "--config";
    private static final String KAFKA = "--kafka";
    private static final String CONFIG_VARIABLE = "FEEDMILL_CONFIG";

    private final List<Setting<?>> declared;
    private final Set<String> elsewhere;
    private final Set<String> moreKafkaNames;

    /**
     * @param declared what the process can be told
     * @param elsewhere the sections of the configuration that are for other processes
     * @param moreKafkaNames names of Kafka settings beyond those of the plain clients
     */
    public SettingsOptions(List<Setting<?>> declared, Set<String> elsewhere, Set<String> moreKafkaNames) {
        this.declared = List.copyOf(declared);
        this.elsewhere = Set.copyOf(elsewhere);
        this.moreKafkaNames = Set.copyOf(moreKafkaNames);
    }

    /** Adds the options to a command. */
    public void addTo(CommandSpec spec) {
        spec.addOption(OptionSpec.builder(CONFIG)
                .paramLabel("FILE")
                .type(Path.class)
                .description("The configuration file, in YAML (or FEEDMILL_CONFIG).")
                .build());
        for (Setting<?> setting : declared) {
            if (!setting.secret()) {
                spec.addOption(OptionSpec.builder(setting.flag())
                        .paramLabel("VALUE")
                        .type(String.class)
                        .description(setting.doc()
                                + (setting.standard() == null ? "" : " (default: " + setting.standard() + ")"))
                        .build());
            }
        }
        spec.addOption(OptionSpec.builder(KAFKA)
                .paramLabel("NAME=VALUE")
                .type(Map.class)
                .auxiliaryTypes(String.class, String.class)
                .description("A setting for the Kafka clients, under Kafka's own name. May be given more than once.")
                .build());
    }

    /**
     * The settings of this run.
     *
     * @throws ProcessException if anything is wrong with them
     */
    public Settings read(ParseResult line, Map<String, String> environment) {
        Map<String, String> flags = new HashMap<>();
        for (Setting<?> setting : declared) {
            String flag = setting.flag();
            if (!setting.secret() && line.hasMatchedOption(flag)) {
                flags.put(setting.key(), line.matchedOptionValue(flag, ""));
            }
        }
        Map<String, String> kafka = line.matchedOptionValue(KAFKA, Map.of());
        kafka.forEach((name, value) -> flags.put(SettingsReader.KAFKA + name, value));
        return read(line.matchedOptionValue(CONFIG, null), environment, flags);
    }

    /**
     * The settings of a command that has options of its own.
     *
     * @param config null where the command line names none
     * @param flags what the command line says, by key; the names of Kafka's settings behind {@code kafka.}
     * @throws ProcessException if anything is wrong with them
     */
    public Settings read(Path config, Map<String, String> environment, Map<String, String> flags) {
        String variable = environment.getOrDefault(CONFIG_VARIABLE, "");
        Path file = config != null || variable.isEmpty() ? config : Path.of(variable);
        return new SettingsReader(declared, elsewhere, moreKafkaNames).read(file, environment, flags);
    }
}
