package io.feedmill.process;

import io.feedmill.schemas.HttpSchemaRegistry;
import io.feedmill.schemas.SchemaRegistryException;
import io.feedmill.schemas.TopicDifference;
import io.feedmill.schemas.TopicPlan;
import io.feedmill.schemas.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.utils.SecurityUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The Kafka cluster and the schema registry of a process, once both have answered. */
public final class Cluster implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Cluster.class);
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Duration SAY_AGAIN = Duration.ofSeconds(15);
    private static final Duration ANSWER_HOLDS = Duration.ofSeconds(3);
    private static final int REQUEST_MILLIS = 5_000;

    private final Settings settings;
    private final Admin admin;
    private final Topics topics;
    private final Answer kafka = new Answer(this::kafkaAnswers);
    private final Answer registry;

    private Cluster(Settings settings, Admin admin, HttpSchemaRegistry registry) {
        this.settings = settings;
        this.admin = admin;
        this.topics = Topics.of(prefix(settings), registry);
        this.registry = new Answer(registry::answers);
    }

    /**
     * Waits for Kafka, then for the registry, saying so, and registers the schemas.
     *
     * @throws ProcessException if one of them does not answer within {@link Common#STARTUP_WAIT}, or refuses
     */
    public static Cluster connect(MillProcess process) throws InterruptedException {
        Settings settings = process.settings();
        Admin admin;
        try {
            admin = Admin.create(adminSettings(settings));
        } catch (KafkaException e) {
            throw new ProcessException(
                    ExitStatus.USAGE,
                    "the settings below kafka do not fit: " + deepest(e).getMessage(),
                    e);
        }
        try {
            Waiting waiting = new Waiting(process);
            String servers = settings.get(Common.BOOTSTRAP_SERVERS);
            waiting.until(
                    "Kafka at " + servers,
                    "kafka.bootstrap.servers",
                    () -> ask(admin.describeCluster(new DescribeClusterOptions().timeoutMs(REQUEST_MILLIS))
                            .nodes()));
            // One call for each schema, and short ones: the waiting, and what is said meanwhile, is ours.
            Topics patient = Topics.of(prefix(settings), registry(settings, Duration.ZERO));
            waiting.until(
                    "the schema registry at " + settings.get(Common.REGISTRY_URL), "registry.url", patient::register);
            Cluster cluster = new Cluster(settings, admin, registry(settings, Duration.ofSeconds(30)));
            process.metrics().gauge(MillProcess.KAFKA_UP, () -> cluster.answers() ? 1 : 0);
            process.metrics().gauge(MillProcess.REGISTRY_UP, () -> cluster.registry.isYes() ? 1 : 0);
            return cluster;
        } catch (RuntimeException | InterruptedException | Error e) {
            admin.close(Duration.ofSeconds(1));
            throw e;
        }
    }

    /** Its topics are not checked yet. */
    public Topics topics() {
        return topics;
    }

    public Admin admin() {
        return admin;
    }

    /** Whether Kafka answers. Asks no more often than every three seconds, and waits for two. Thread-safe. */
    public boolean answers() {
        return kafka.isYes();
    }

    private boolean kafkaAnswers() {
        try {
            admin.describeCluster(new DescribeClusterOptions().timeoutMs(2_000))
                    .nodes()
                    .get();
            return true;
        } catch (ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    /** What somebody answered when last asked: not more often than every three seconds. */
    private static final class Answer {
        private final BooleanSupplier question;
        private boolean answer = true;
        private long askedNanos = System.nanoTime();

        Answer(BooleanSupplier question) {
            this.question = question;
        }

        synchronized boolean isYes() {
            if (System.nanoTime() - askedNanos > ANSWER_HOLDS.toNanos()) {
                answer = question.getAsBoolean();
                askedNanos = System.nanoTime();
            }
            return answer;
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(1));
    }

    /** The settings for an Admin client: short requests over what was set. */
    static Map<String, Object> adminSettings(Settings settings) {
        Map<String, Object> all = new HashMap<>();
        settings.kafka().forEach((name, value) -> {
            if (AdminClientConfig.configNames().contains(name)) {
                all.put(name, value);
            }
        });
        all.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, settings.get(Common.BOOTSTRAP_SERVERS));
        all.putIfAbsent(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_MILLIS);
        all.putIfAbsent(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 2 * REQUEST_MILLIS);
        return all;
    }

    static String prefix(Settings settings) {
        String prefix = settings.get(Common.PREFIX);
        return prefix == null ? "" : prefix;
    }

    static HttpSchemaRegistry registry(Settings settings, Duration patience) {
        return new HttpSchemaRegistry(
                settings.get(Common.REGISTRY_URL),
                settings.get(Common.REGISTRY_USER),
                settings.get(Common.REGISTRY_PASSWORD),
                patience);
    }

    // ------------------------------------------------------------------ permissions

    /**
     * Checks that this process may do what it will do, as far as Kafka tells beforehand, and that its topics are there.
     *
     * @param used the topics whose settings must not harm it
     * @throws ProcessException that names each operation and resource that is missing, or what is wrong with a topic
     */
    public void check(List<Need> needs, List<String> used) {
        check(needs);
        List<TopicDifference> harm = TopicPlan.harm(admin, topics, used);
        if (!harm.isEmpty()) {
            throw new ProcessException(
                    ExitStatus.REFUSED,
                    harm.stream()
                            .map(each -> each.topic() + ": " + each.sentence())
                            .collect(Collectors.joining("; ")));
        }
    }

    private void check(List<Need> needs) {
        Set<String> missing = new TreeSet<>();
        List<String> topicNames = needs.stream()
                .filter(need -> need.resource() == ResourceType.TOPIC && !need.prefixed())
                .map(Need::name)
                .toList();
        var described = admin.describeTopics(topicNames, new DescribeTopicsOptions().includeAuthorizedOperations(true))
                .topicNameValues();
        List<String> absent = new ArrayList<>();
        for (Need need : needs) {
            try {
                if (need.resource() == ResourceType.TOPIC && !need.prefixed()) {
                    compare(need, ask(described.get(need.name())).authorizedOperations(), missing);
                } else if (need.resource() == ResourceType.GROUP) {
                    compare(
                            need,
                            ask(admin.describeConsumerGroups(
                                                    List.of(need.name()),
                                                    new DescribeConsumerGroupsOptions()
                                                            .includeAuthorizedOperations(true))
                                            .describedGroups()
                                            .get(need.name()))
                                    .authorizedOperations(),
                            missing);
                } else if (need.resource() == ResourceType.CLUSTER) {
                    compare(
                            need,
                            ask(admin.describeCluster(new DescribeClusterOptions().includeAuthorizedOperations(true))
                                    .authorizedOperations()),
                            missing);
                }
            } catch (UnknownTopicOrPartitionException e) {
                absent.add(need.name());
            } catch (TopicAuthorizationException | GroupAuthorizationException e) {
                missing.add(sentence(need, need.operations()));
            } catch (GroupIdNotFoundException e) {
                // Nobody has joined yet, and whether we may is seen when we do.
            }
        }
        if (!missing.isEmpty()) {
            throw new ProcessException(
                    ExitStatus.REFUSED,
                    "Kafka does not let %s %s: grant it".formatted(principal(), String.join("; ", missing)));
        }
        if (!absent.isEmpty()) {
            throw new ProcessException(
                    ExitStatus.REFUSED,
                    "there is no topic %s on %s: create the mill's topics with \"topics create\""
                            .formatted(String.join(", ", absent), settings.get(Common.BOOTSTRAP_SERVERS)));
        }
    }

    private static void compare(Need need, Set<AclOperation> granted, Set<String> missing) {
        if (granted == null || granted.contains(AclOperation.ALL)) {
            return; // a broker that does not tell, or one that allows everything
        }
        Set<AclOperation> lacking = new TreeSet<>(need.operations());
        lacking.removeAll(granted);
        if (!lacking.isEmpty()) {
            missing.add(sentence(need, lacking));
        }
    }

    private static String sentence(Need need, Set<AclOperation> operations) {
        return "%s the %s %s"
                .formatted(
                        String.join(
                                " and ",
                                operations.stream()
                                        .map(operation -> SecurityUtils.operationName(operation))
                                        .toList()),
                        need.resource() == ResourceType.TOPIC
                                ? "topic"
                                : need.resource() == ResourceType.GROUP ? "group" : "cluster",
                        need.name());
    }

    /** Who this process is, as far as it knows. */
    private String principal() {
        String jaas = settings.kafka().getOrDefault("sasl.jaas.config", "");
        var user =
                Pattern.compile("username\\s{0,9}=\\s{0,9}\"([^\"]{1,100})\"").matcher(jaas);
        return user.find() ? "User:" + user.group(1) : "this process";
    }

    /**
     * @throws KafkaException as the broker or the client gave it
     */
    static <T> T ask(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e.getCause());
        }
    }

    private static Throwable deepest(Throwable fault) {
        Throwable root = fault;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    /** Asks again until there is an answer, for as long as the settings allow, and says what for. */
    private static final class Waiting {
        private final MillProcess process;
        private final Duration limit;
        private final long end;

        Waiting(MillProcess process) {
            this.process = process;
            this.limit = process.settings().get(Common.STARTUP_WAIT);
            this.end = System.nanoTime() + limit.toNanos();
        }

        void until(String what, String key, Runnable question) throws InterruptedException {
            long said = System.nanoTime() - SAY_AGAIN.toNanos();
            process.health().stage("it waits for " + what);
            while (true) {
                String reason;
                try {
                    question.run();
                    return;
                } catch (AuthenticationException | AuthorizationException e) {
                    throw Faults.explained(e);
                } catch (SchemaRegistryException e) {
                    if (e.isRefusal()) {
                        throw e;
                    }
                    reason = MillProcess.oneLine(e);
                } catch (KafkaException e) {
                    reason = MillProcess.oneLine(e);
                }
                long now = System.nanoTime();
                if (now >= end) {
                    throw new ProcessException(
                            ExitStatus.UNAVAILABLE,
                            "%s did not answer within %s (%s): check that it runs, and %s; the time is set by startup.wait"
                                    .formatted(what, Kind.text(limit), reason, key));
                }
                if (now - said >= SAY_AGAIN.toNanos()) {
                    said = now;
                    LOG.warn(
                            "Waiting for {}, up to {} ({})",
                            what,
                            Kind.text(Duration.ofSeconds((end - now) / 1_000_000_000)),
                            reason);
                }
                process.pause(RETRY);
            }
        }
    }
}
