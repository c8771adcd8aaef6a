package io.feedmill.standalone;

import io.feedmill.process.CommandLines;
import io.feedmill.process.Common;
import io.feedmill.process.ConfigCommand;
import io.feedmill.process.ProcessException;
import io.feedmill.process.Setting;
import io.feedmill.process.SettingsOptions;
import io.feedmill.process.TopicsCommand;
import io.feedmill.producer.ProduceCommand;
import io.feedmill.producer.PublishException;
import io.feedmill.rules.RuleException;
import io.feedmill.schemas.SchemaRegistryException;
import io.feedmill.streams.StreamCommand;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.utils.Exit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line. */
@Command(
        name = "feedmill",
        description = "Turns news feeds into clean events on Apache Kafka.",
        mixinStandardHelpOptions = true,
        versionProvider = Feedmill.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        footer = {
            "",
            "What was asked for goes to stdout (JSON Lines, field names as in the Avro schemas), all else to stderr.",
            "Exit code: 0 all went well, 1 some input failed and the rest was done, 2 wrong usage."
        })
public final class Feedmill implements Callable<Integer> {
    static final int OK = 0;
    static final int SOME_FAILED = 1;
    static final int USAGE = 2;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--debug",
            scope = CommandLine.ScopeType.INHERIT,
            description = "Show the logs of all that runs inside, and stack traces.")
    void setDebug(boolean debug) {
        System.setProperty(QuietLogs.DEBUG, Boolean.toString(debug));
    }

    private Feedmill() {}

    public static void main(String[] args) {
        CommandLines.speakNoLanguage();
        Console console = Console.system();
        Exit.setExitProcedure((status, message) -> giveUp(console, message));
        Exit.setHaltProcedure((status, message) -> giveUp(console, message));
        int status = run(console, args);
        console.out().flush();
        console.err().flush();
        System.exit(status);
    }

    /** What the broker does when it cannot write any more. */
    private static void giveUp(Console console, String message) {
        console.say(
                "the embedded broker cannot go on%s: the disk may be full; make room and start again, nothing is lost"
                        .formatted(message == null || message.isBlank() ? "" : " (" + oneLine(message) + ")"));
        Runtime.getRuntime().halt(SOME_FAILED);
    }

    /** Runs one command and returns its exit code. */
    static int run(Console console, String... args) {
        CommandLine line = new CommandLine(new Feedmill())
                .addSubcommand(new RunCommand(console))
                .addSubcommand(new ParseCommand(console))
                .addSubcommand(new EnrichCommand(console))
                .addSubcommand(new TailCommand(console))
                .addSubcommand(FeedsCommand.commandLine(console))
                .addSubcommand(new TraceCommand(console))
                .addSubcommand(ProduceCommand.commandLine())
                .addSubcommand(StreamCommand.commandLine())
                .addSubcommand(TopicsCommand.commandLine())
                .addSubcommand(ConfigCommand.of(settings()))
                .addSubcommand(new CommandLine(new RulesCommand())
                        .addSubcommand(new RulesCheckCommand(console))
                        .addSubcommand(new RulesTestCommand(console))
                        .addSubcommand(new RulesShowCommand(console)));
        line.setOut(new PrintWriter(console.out(), true));
        line.setErr(new PrintWriter(console.err(), true));
        line.setColorScheme(
                CommandLine.Help.defaultColorScheme(console.colours() && console.outIsTerminal() ? Ansi.ON : Ansi.OFF));
        line.setUsageHelpWidth(Math.max(60, Math.min(console.columns(), 120)));
        line.setParameterExceptionHandler((e, arguments) -> misused(console, e));
        line.setExecutionExceptionHandler((e, command, result) -> failed(console, e, result));
        return line.execute(args);
    }

    /** Of all processes together. */
    private static SettingsOptions settings() {
        List<Setting<?>> all = new ArrayList<>(Common.ALL);
        all.addAll(TopicsCommand.OWN);
        all.addAll(ProduceCommand.settings());
        all.addAll(StreamCommand.settings());
        return new SettingsOptions(all, Set.of(), StreamCommand.kafkaNames());
    }

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "which command?");
    }

    private static int misused(Console console, ParameterException e) {
        StringBuilder line = new StringBuilder(oneLine(e.getMessage()));
        if (e instanceof UnmatchedArgumentException unmatched) {
            List<String> similar = unmatched.getSuggestions();
            if (!similar.isEmpty()) {
                line.append(", did you mean ").append(similar.get(0)).append('?');
            }
        }
        console.say(line.append(" (see ")
                .append(e.getCommandLine().getCommandSpec().qualifiedName())
                .append(" --help)")
                .toString());
        return USAGE;
    }

    private static int failed(Console console, Exception e, ParseResult result) {
        console.out().flush();
        if (e instanceof RuleException rules) {
            rules.problems().forEach(problem -> console.err().println(Flow.visible(problem.toString())));
            console.say("the rules cannot be used");
            return USAGE;
        }
        boolean expected = e instanceof FeedmillException
                || e instanceof ProcessException
                || e instanceof PublishException
                || e instanceof SchemaRegistryException
                || e instanceof KafkaException;
        String message = e.getMessage() == null ? e.getClass().getSimpleName() : oneLine(e.getMessage());
        console.say(
                expected
                        ? message
                        : "unexpected %s: %s (a stack trace comes with --debug)"
                                .formatted(e.getClass().getSimpleName(), message));
        if (Boolean.getBoolean(QuietLogs.DEBUG)) {
            e.printStackTrace(console.err());
            console.err().flush();
        }
        return e instanceof ProcessException known ? known.status().code() : SOME_FAILED;
    }

    private static String oneLine(String text) {
        return text.strip().replaceAll("\\s*\\R\\s*", " ");
    }

    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Feedmill.class.getPackage().getImplementationVersion();
            return new String[] {"feedmill " + (version == null ? "(built from source)" : version)};
        }
    }
}
