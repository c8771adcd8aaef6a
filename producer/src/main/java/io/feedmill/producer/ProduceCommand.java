package io.feedmill.producer;

import io.feedmill.avro.FeedSubscription;
import io.feedmill.process.ClientMetrics;
import io.feedmill.process.Cluster;
import io.feedmill.process.CommandLines;
import io.feedmill.process.Common;
import io.feedmill.process.ConfigCommand;
import io.feedmill.process.ExitStatus;
import io.feedmill.process.MillProcess;
import io.feedmill.process.ProcessException;
import io.feedmill.process.Setting;
import io.feedmill.process.SettingsOptions;
import io.feedmill.process.TopicsCommand;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The producer as a process of its own, until it is stopped. */
@Command(
        name = "produce",
        description = "Run the producer alone: poll feeds, and publish what is new to a Kafka cluster.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  feedmill produce --bootstrap-servers kafka:9092 --registry-url http://registry:8081",
            "  feedmill produce --config feedmill.yaml https://example.org/feed.xml"
        })
public final class ProduceCommand implements Callable<Integer> {

    private static final SettingsOptions OPTIONS =
            new SettingsOptions(ProducerKeys.ALL, Set.of("stream", "topics"), Set.of());

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..*", paramLabel = "FEED", description = "Feeds to poll besides those subscribed to.")
    private List<String> feeds = List.of();

    private ProduceCommand() {}

    /** The command with its options. */
    public static CommandLine commandLine() {
        CommandLine line = new CommandLine(new ProduceCommand());
        OPTIONS.addTo(line.getCommandSpec());
        return line;
    }

    /** What a producer can be told, beyond what all processes can. */
    public static List<Setting<?>> settings() {
        return ProducerKeys.OWN;
    }

    public static void main(String[] arguments) {
        CommandLine line =
                commandLine().addSubcommand(TopicsCommand.commandLine()).addSubcommand(ConfigCommand.of(OPTIONS));
        System.exit(CommandLines.run(line, arguments));
    }

    @Override
    public Integer call() {
        return MillProcess.run("produce", OPTIONS, spec.commandLine().getParseResult(), this::produce);
    }

    private ExitStatus produce(MillProcess process) throws InterruptedException {
        try (Cluster cluster = Cluster.connect(process)) {
            ProducerSettings settings = ProducerKeys.settings(process.settings(), cluster.topics());
            cluster.check(ProducerKeys.needs(settings), ProducerKeys.topics(settings));
            process.health().stage("it reads what it remembers");
            ProducerMetrics metrics = new ProducerMetrics(process.metrics());
            try (FeedProducer producer = new FeedProducer(
                    settings.with(ClientMetrics.seen(settings.kafka(), process.metrics())),
                    feeds.stream()
                            .map(url ->
                                    FeedSubscription.newBuilder().setUrl(url).build())
                            .toList(),
                    InstantSource.system(),
                    metrics)) {
                start(producer);
                metrics.show(
                        producer,
                        process.health(),
                        cluster::answers,
                        process.settings().get(Common.NO_PROGRESS));
                return process.untilStopped(producer.broken());
            }
        }
    }

    private static void start(FeedProducer producer) {
        try {
            producer.start();
        } catch (PublishException e) {
            ExitStatus status = e.isFinal() ? ExitStatus.REFUSED : ExitStatus.UNAVAILABLE;
            throw new ProcessException(status, e.getMessage(), e);
        }
    }
}
