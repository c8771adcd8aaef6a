package io.feedmill.streams;

import io.feedmill.process.Cluster;
import io.feedmill.process.CommandLines;
import io.feedmill.process.Common;
import io.feedmill.process.ConfigCommand;
import io.feedmill.process.ExitStatus;
import io.feedmill.process.MillProcess;
import io.feedmill.process.Setting;
import io.feedmill.process.SettingsOptions;
import io.feedmill.process.TopicsCommand;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** An instance of the streams app as a process of its own, until it is stopped. */
@Command(
        name = "stream",
        description = "Run the streams app alone: mill raw items of a Kafka cluster. Several instances share the work.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  feedmill stream --bootstrap-servers kafka:9092 --registry-url http://registry:8081",
            "  feedmill stream --config feedmill.yaml --stream-threads 4"
        })
public final class StreamCommand implements Callable<Integer> {

    private static final SettingsOptions OPTIONS =
            new SettingsOptions(StreamKeys.ALL, Set.of("producer", "fetch", "topics"), StreamKeys.KAFKA_NAMES);

    @Spec
    private CommandSpec spec;

    private StreamCommand() {}

    /** The command with its options. */
    public static CommandLine commandLine() {
        CommandLine line = new CommandLine(new StreamCommand());
        OPTIONS.addTo(line.getCommandSpec());
        return line;
    }

    /** What a streams app can be told, beyond what all processes can. */
    public static List<Setting<?>> settings() {
        return StreamKeys.OWN;
    }

    /** The names of Kafka Streams' own settings. */
    public static Set<String> kafkaNames() {
        return StreamKeys.KAFKA_NAMES;
    }

    public static void main(String[] arguments) {
        CommandLine line =
                commandLine().addSubcommand(TopicsCommand.commandLine()).addSubcommand(ConfigCommand.of(OPTIONS));
        System.exit(CommandLines.run(line, arguments));
    }

    @Override
    public Integer call() {
        return MillProcess.run("stream", OPTIONS, spec.commandLine().getParseResult(), this::stream);
    }

    private ExitStatus stream(MillProcess process) throws InterruptedException {
        try (Cluster cluster = Cluster.connect(process)) {
            MillSettings settings = StreamKeys.settings(process.settings(), cluster.topics());
            StateFolder.check(settings.stateDir());
            cluster.check(StreamKeys.needs(settings), StreamKeys.topics(settings));
            Namesake namesake = new Namesake(settings);
            namesake.awaitNone(process, cluster.admin());
            process.health().stage("it starts its threads");
            Mill mill = Mill.start(
                    settings,
                    process.health(),
                    process.metrics(),
                    cluster.admin(),
                    process.settings().get(Common.NO_PROGRESS));
            mill.broken().thenAccept(namesake::remember);
            try {
                return process.untilStopped(mill.broken());
            } finally {
                mill.close(
                        process.settings().get(Common.STOP_WAIT),
                        process.settings().get(StreamKeys.LEAVE_ON_STOP));
            }
        }
    }
}
