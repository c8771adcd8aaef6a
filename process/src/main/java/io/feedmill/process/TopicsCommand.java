package io.feedmill.process;

import io.feedmill.schemas.LocalSchemaRegistry;
import io.feedmill.schemas.TopicDifference;
import io.feedmill.schemas.TopicPlan;
import io.feedmill.schemas.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.TimeoutException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Makes the topics of a mill on a cluster, and checks those that are there. */
@Command(
        name = "topics",
        description = "Create the mill's topics on a Kafka cluster, or check those that are there.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  feedmill topics create --bootstrap-servers kafka:9092 --topics-partitions 12",
            "  feedmill topics check"
        })
public final class TopicsCommand implements Runnable {

    static final Setting<Integer> PARTITIONS = Setting.of(
            "topics.partitions",
            Kind.number(1, 10_000),
            "6",
            "Partitions of the raw topic: how many stream threads can share the work. They can never change in place.");

    static final Setting<Integer> REPLICATION =
            Setting.of("topics.replication-factor", Kind.number(1, 100), "3", "How many brokers hold each partition.");

    static final Setting<Integer> IN_SYNC = Setting.of(
            "topics.min-insync-replicas",
            Kind.number(1, 100),
            null,
            "How many of them must have a record before it is taken as written. Default: all but one.");

    static final Setting<Duration> RAW_KEPT = Setting.of(
            "topics.raw-kept",
            Kind.durationOrForever(Duration.ofHours(1)),
            "forever",
            "How long raw items are kept, by their fetch time. Replay reaches back as far.");

    static final Setting<Duration> ENRICHED_KEPT = Setting.of(
            "topics.enriched-kept",
            Kind.durationOrForever(Duration.ofHours(1)),
            "forever",
            "How long enriched items and copies are kept, by their fetch time.");

    static final Setting<Duration> OUTCOMES_KEPT = Setting.of(
            "topics.outcomes-kept",
            Kind.durationOrForever(Duration.ofHours(1)),
            "14d",
            "How long outcomes are kept after they were written.");

    static final Setting<Duration> DEAD_KEPT = Setting.of(
            "topics.dead-kept",
            Kind.durationOrForever(Duration.ofHours(1)),
            "forever",
            "How long dead letters are kept, by the fetch time of their item.");

    /** What the command can be told besides where Kafka is. */
    public static final List<Setting<?>> OWN =
            List.of(PARTITIONS, REPLICATION, IN_SYNC, RAW_KEPT, ENRICHED_KEPT, OUTCOMES_KEPT, DEAD_KEPT);

    private static final SettingsOptions OPTIONS = options();

    @Spec
    private CommandSpec spec;

    private TopicsCommand() {}

    /** The command with its subcommands. */
    public static CommandLine commandLine() {
        return new CommandLine(new TopicsCommand())
                .addSubcommand(sub(new Create()))
                .addSubcommand(sub(new Check()));
    }

    private static CommandLine sub(Object command) {
        CommandLine line = new CommandLine(command);
        OPTIONS.addTo(line.getCommandSpec());
        return line;
    }

    private static SettingsOptions options() {
        List<Setting<?>> all = new ArrayList<>(List.of(Common.BOOTSTRAP_SERVERS, Common.PREFIX, Common.STARTUP_WAIT));
        all.addAll(OWN);
        return new SettingsOptions(
                all, Set.of("registry", "http", "stop", "health", "log", "fetch", "producer", "stream"), Set.of());
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command? create or check");
    }

    /** What both have in common: the cluster, the names, the plan. */
    private abstract static class OnCluster implements Callable<Integer> {
        @Spec
        CommandSpec spec;

        @Override
        public Integer call() throws InterruptedException {
            Settings settings = OPTIONS.read(spec.commandLine().getParseResult(), System.getenv());
            Topics topics = Topics.of(Cluster.prefix(settings), new LocalSchemaRegistry(null));
            TopicPlan plan = plan(settings);
            try (Admin admin = Admin.create(Cluster.adminSettings(settings))) {
                await(admin, settings);
                return run(admin, topics, plan);
            }
        }

        abstract Integer run(Admin admin, Topics topics, TopicPlan plan);

        int explain(List<TopicDifference> differences) {
            for (TopicDifference each : differences) {
                spec.commandLine().getOut().printf("%s: %s%n", each.topic(), each.sentence());
            }
            boolean harm = differences.stream().anyMatch(TopicDifference::harmful);
            return (harm ? ExitStatus.REFUSED : ExitStatus.OK).code();
        }

        private static TopicPlan plan(Settings settings) {
            int replicas = settings.get(REPLICATION);
            Integer inSync = settings.get(IN_SYNC);
            try {
                return new TopicPlan(
                        settings.get(PARTITIONS),
                        (short) replicas,
                        inSync == null ? Math.max(1, replicas - 1) : inSync,
                        settings.get(RAW_KEPT),
                        settings.get(ENRICHED_KEPT),
                        settings.get(OUTCOMES_KEPT),
                        settings.get(DEAD_KEPT));
            } catch (IllegalArgumentException e) {
                throw new ProcessException(ExitStatus.USAGE, "topics.min-insync-replicas: " + e.getMessage(), e);
            }
        }

        /** A cluster that is just starting is waited for. */
        private static void await(Admin admin, Settings settings) throws InterruptedException {
            Duration limit = settings.get(Common.STARTUP_WAIT);
            long end = System.nanoTime() + limit.toNanos();
            while (true) {
                try {
                    Cluster.ask(admin.describeCluster().nodes());
                    return;
                } catch (TimeoutException e) {
                    if (System.nanoTime() >= end) {
                        throw new ProcessException(
                                ExitStatus.UNAVAILABLE,
                                "no Kafka broker answered at %s within %s: check that it runs, and kafka.bootstrap.servers"
                                        .formatted(settings.get(Common.BOOTSTRAP_SERVERS), Kind.text(limit)),
                                e);
                    }
                }
            }
        }
    }

    @Command(
            name = "create",
            description =
                    "Create the topics that are missing, and explain where those that exist are not as they would be"
                            + " made. What exists is never changed.",
            mixinStandardHelpOptions = true,
            sortOptions = false)
    private static final class Create extends OnCluster {
        @Override
        Integer run(Admin admin, Topics topics, TopicPlan plan) {
            List<String> made;
            try {
                made = plan.create(admin, topics);
            } catch (InvalidReplicationFactorException e) {
                throw new ProcessException(
                        ExitStatus.REFUSED,
                        "the cluster has too few brokers for topics.replication-factor %d: set it to their number, or start more"
                                .formatted(plan.replicationFactor()),
                        e);
            } catch (KafkaException e) {
                throw Faults.explained(e);
            }
            made.forEach(name -> spec.commandLine().getOut().println(name + ": created"));
            return explain(plan.check(admin, topics));
        }
    }

    @Command(
            name = "check",
            description =
                    "Explain where the topics are not as \"topics create\" would make them. Exit code 5 where a mill"
                            + " would lose something with them, or could not work.",
            mixinStandardHelpOptions = true,
            sortOptions = false)
    private static final class Check extends OnCluster {
        @Override
        Integer run(Admin admin, Topics topics, TopicPlan plan) {
            return explain(plan.check(admin, topics));
        }
    }
}
