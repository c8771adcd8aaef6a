package io.feedmill.process;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Shows the settings of a process, as it would run with them. */
@Command(
        name = "config",
        description = "Show what a process would run with: each setting, its value, and where it comes from.",
        mixinStandardHelpOptions = true)
public final class ConfigCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    private ConfigCommand() {}

    /**
     * The command with its subcommand {@code print}.
     *
     * @param options of the process, or of several
     */
    public static picocli.CommandLine of(SettingsOptions options) {
        picocli.CommandLine print = new picocli.CommandLine(new Print(options));
        options.addTo(print.getCommandSpec());
        return new picocli.CommandLine(new ConfigCommand()).addSubcommand(print);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command? print");
    }

    @Command(
            name = "print",
            description = "Print all settings as YAML, each with its origin. Secrets are hidden.",
            mixinStandardHelpOptions = true)
    private static final class Print implements java.util.concurrent.Callable<Integer> {
        private final SettingsOptions options;

        @Spec
        private CommandSpec spec;

        Print(SettingsOptions options) {
            this.options = options;
        }

        @Override
        public Integer call() {
            Settings settings = options.read(spec.commandLine().getParseResult(), System.getenv());
            settings.lines().forEach(spec.commandLine().getOut()::println);
            spec.commandLine().getOut().flush();
            return ExitStatus.OK.code();
        }
    }
}
