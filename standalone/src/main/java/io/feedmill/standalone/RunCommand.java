package io.feedmill.standalone;

import io.feedmill.avro.FeedSubscription;
import io.feedmill.process.Health;
import io.feedmill.process.Metrics;
import io.feedmill.process.ProcessHttp;
import io.feedmill.producer.FeedProducer;
import io.feedmill.producer.FeedReader;
import io.feedmill.producer.PollReport;
import io.feedmill.producer.ProducerMetrics;
import io.feedmill.producer.ProducerSettings;
import io.feedmill.producer.fetch.Locations;
import io.feedmill.schemas.AvroJson;
import io.feedmill.schemas.LocalSchemaRegistry;
import io.feedmill.schemas.Topics;
import io.feedmill.standalone.samples.SampleFeeds;
import io.feedmill.streams.Mill;
import io.feedmill.streams.MillSettings;
import io.feedmill.streams.RuleBook;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.rocksdb.RocksDB;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The whole mill in one process, until it is stopped. */
@Command(
        name = "run",
        description = "Run the whole mill in one process: an embedded Kafka broker, a schema registry, the producer and"
                + " the streams app. Without FEED it mills bundled sample feeds, offline.",
        mixinStandardHelpOptions = true,
        versionProvider = Feedmill.Version.class,
        footer = {
            "",
            "Stop it with Ctrl-C; started again on the same folder it goes on where it was.",
            "",
            "Examples:",
            "  feedmill run",
            "  feedmill run https://example.org/feed.xml --interval 5m",
            "  feedmill run --json | jq -r .title"
        })
final class RunCommand implements Callable<Integer> {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration SAMPLES_INTERVAL = Duration.ofSeconds(2);
    private static final long STOP_LIMIT_SECONDS = 30;
    private static final String APPLICATION = "feedmill";
    private static final String GROUP = "feedmill-run";
    private static final Duration NO_PROGRESS = Duration.ofMinutes(10);

    private final Console console;

    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "0..*",
            paramLabel = "FEED",
            description = "Feeds to poll: URLs or files (default: the samples).")
    private List<String> feeds = List.of();

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "feedmill-data",
            description = "Where all data is kept (default: ${DEFAULT-VALUE}).")
    private Path data;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "" + EmbeddedKafka.DEFAULT_PORT,
            description = "The broker's port (default: ${DEFAULT-VALUE}; 0 for any).")
    private int port;

    @Option(
            names = "--http-port",
            paramLabel = "PORT",
            defaultValue = "" + LocalHttp.DEFAULT_PORT,
            description = "The port of the schema registry and the samples (default: ${DEFAULT-VALUE}; 0 for any).")
    private int httpPort;

    @Option(
            names = "--partitions",
            paramLabel = "N",
            defaultValue = "2",
            description = "Partitions of the raw topic, when it is made (default: ${DEFAULT-VALUE}).")
    private int partitions;

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "1",
            description = "Threads of the streams app (default: ${DEFAULT-VALUE}).")
    private int threads;

    @Option(
            names = "--interval",
            paramLabel = "TIME",
            converter = Durations.class,
            description = "Poll a feed no more often than this, such as 30s or 5m.")
    private Duration interval;

    @Option(
            names = "--metrics",
            description =
                    "Also serve /metrics for Prometheus, /health/live and /health/ready, on the port of the schema"
                            + " registry.")
    private boolean isWatched;

    @Option(names = "--json", description = "Write the enriched records to stdout, one JSON object a line.")
    private boolean json;

    @Option(names = "--exit-after", paramLabel = "N", description = "Stop after this many enriched records.")
    private Long exitAfter;

    @Option(
            names = "--for",
            paramLabel = "TIME",
            converter = Durations.class,
            description = "Stop after this time, such as 30s or 5m.")
    private Duration runFor;

    @Mixin
    private RuleOptions rules;

    @Mixin
    private FetchOptions fetch;

    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Map<String, String> lastFailures = new ConcurrentHashMap<>();
    private volatile boolean stopping;
    private volatile Flow flow;
    private final Health health = new Health();
    private Metrics metrics;

    RunCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        if (partitions < 1 || threads < 1 || port < 0 || port > 65_535 || httpPort < 0 || httpPort > 65_535) {
            throw new ParameterException(
                    spec.commandLine(), "--partitions and --threads begin at 1, and ports end at 65535");
        }
        AtExit signal = new AtExit(this::stopAndExit);
        try {
            return run();
        } finally {
            stopped.countDown();
            signal.close();
        }
    }

    private int run() throws Exception {
        RuleBook book = rules.book();
        try (DataFolder folder = DataFolder.claim(data);
                Parts parts = new Parts()) {
            Path home = folder.path();
            LocalSchemaRegistry registry = new LocalSchemaRegistry(home.resolve("schemas"));
            SampleFeeds samples = new SampleFeeds(begun(home.resolve("samples-begun")), InstantSource.system());
            LocalHttp http = parts.add(LocalHttp.start(httpPort, registry, samples.handler()));
            CompletableFuture.runAsync(() -> load(book));
            EmbeddedKafka kafka = parts.add(EmbeddedKafka.start(home.resolve("kafka"), port));
            Instant brokerReady = Instant.now();

            Topics topics = Topics.of("", registry);
            topics.register();
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
                topics.create(admin, partitions, (short) 1);
                checkPartitions(topics.rawPartitions(admin));
            }
            console.say("Kafka at %s, schema registry at %s, data in %s (stop with Ctrl-C)"
                    .formatted(kafka.bootstrapServers(), http.url(), home));
            MillSettings settings = new MillSettings(
                            kafka.bootstrapServers(),
                            topics,
                            APPLICATION,
                            APPLICATION + "-1",
                            home.resolve("streams"),
                            threads,
                            MillSettings.DEFAULT_ORDER_WAIT,
                            EmbeddedKafka.QUICK_STREAMS)
                    .withRules(book);
            if (isWatched) {
                metrics = new Metrics();
                http.serve(ProcessHttp.handlers(health, metrics.registry()));
                health.stage(null);
            }
            Mill mill = parts.add(mill(settings, parts));
            flow = json ? null : new Flow(console);
            startProducer(kafka, topics, http, samples, parts);
            TopicReader reader = parts.add(new TopicReader(
                    kafka.bootstrapServers(),
                    GROUP,
                    json
                            ? List.of(topics.enriched())
                            : List.of(topics.outcomes(), topics.enriched(), topics.copies())));
            try {
                show(reader, mill, topics.enriched().name(), brokerReady);
            } finally {
                if (flow != null) {
                    flow.end();
                }
                console.out().flush();
            }
            return Feedmill.OK;
        }
    }

    // ------------------------------------------------------------------ parts

    private Mill mill(MillSettings settings, Parts parts) {
        if (!isWatched) {
            return Mill.start(settings);
        }
        Admin admin = parts.add(Admin.create(Map.of("bootstrap.servers", settings.bootstrapServers())));
        return Mill.start(settings, health, metrics, admin, NO_PROGRESS);
    }

    private void startProducer(EmbeddedKafka kafka, Topics topics, LocalHttp http, SampleFeeds samples, Parts parts) {
        if (!isWatched) {
            parts.add(producer(kafka, topics, http, samples, this::report)).start();
            return;
        }
        ProducerMetrics counted = new ProducerMetrics(metrics);
        FeedProducer producer = parts.add(producer(kafka, topics, http, samples, counted.andThen(this::report)));
        producer.start();
        counted.show(producer, health, () -> true, NO_PROGRESS); // whether Kafka answers, the mill says
    }

    private FeedProducer producer(
            EmbeddedKafka kafka, Topics topics, LocalHttp http, SampleFeeds samples, Consumer<PollReport> listener) {
        List<String> urls = new ArrayList<>();
        if (feeds.isEmpty()) {
            samples.paths().forEach(path -> urls.add(http.url() + path));
        } else {
            feeds.forEach(feed -> FeedReader.expand(feed).forEach(each -> urls.add(Locations.url(each))));
        }
        ProducerSettings defaults = ProducerSettings.of(kafka.bootstrapServers(), topics)
                .fetching(fetch.settings(urls))
                .as(APPLICATION + "-run"); // so that it goes on at once when it was killed
        Duration least = interval != null ? interval : defaults.minInterval();
        Duration most = defaults.maxInterval().compareTo(least) < 0 ? least : defaults.maxInterval();
        return new FeedProducer(
                defaults.every(least, most),
                urls.stream().map(this::subscription).toList(),
                InstantSource.system(),
                listener);
    }

    /** The samples are our own servers': those who watch are not kept waiting. */
    private FeedSubscription subscription(String url) {
        Integer seconds = feeds.isEmpty() && interval == null ? (int) SAMPLES_INTERVAL.toSeconds() : null;
        return FeedSubscription.newBuilder()
                .setUrl(url)
                .setMinIntervalSeconds(seconds)
                .setMaxIntervalSeconds(seconds)
                .build();
    }

    /** Shows what went wrong with a feed, once for each thing that does. Called by the producer's threads. */
    private void report(PollReport report) {
        boolean failed = report.outcome() == PollReport.Outcome.FAILED
                || report.outcome() == PollReport.Outcome.NOT_PUBLISHED
                || report.outcome() == PollReport.Outcome.STOPPED;
        if (!failed) {
            lastFailures.remove(report.feedId());
        } else if (!report.message().equals(lastFailures.put(report.feedId(), report.message()))) {
            if (flow == null) {
                console.say(report.message());
            } else {
                flow.note(report.message());
            }
        }
    }

    /** What the mill needs as soon as the broker is ready takes about as long to load as that takes. */
    private static void load(RuleBook book) {
        RocksDB.loadLibrary();
        book.stripper();
        book.tagger();
    }

    /** Partitions are fixed when the raw topic is made: where a site's items are decides their order. */
    private void checkPartitions(int found) {
        boolean asked = spec.commandLine().getParseResult().hasMatchedOption("--partitions");
        if (asked && found != partitions) {
            throw new FeedmillException(
                    "the raw topic in %s has %d partitions, which can never change: leave --partitions away, or choose another folder with --data"
                            .formatted(data, found));
        }
    }

    /** When the samples' story began: kept, so that it goes on after a restart. */
    private static Instant begun(Path file) throws IOException {
        try {
            if (Files.exists(file)) {
                return Instant.parse(Files.readString(file).strip());
            }
        } catch (DateTimeException e) {
            // Then it begins again.
        }
        Instant now = Instant.now();
        Files.writeString(file, now + "\n");
        return now;
    }

    // ------------------------------------------------------------------ show

    /** Shows what comes out, until it is enough. */
    private void show(TopicReader reader, Mill mill, String enrichedTopic, Instant brokerReady) {
        long end = runFor == null ? 0 : System.nanoTime() + runFor.toNanos();
        long enriched = 0;
        boolean quiet = false;
        Pairing pairing = new Pairing();
        while (!stopping && !isOver(end) && !(isEnough(enriched) && (json || quiet))) {
            List<TopicReader.Received> received = reader.poll(POLL);
            for (TopicReader.Received each : received) {
                if (json && isEnough(enriched)) {
                    return; // uncommitted, so that the rest is shown next time
                }
                if (each.topic().name().equals(enrichedTopic)) {
                    enriched++;
                    if (enriched == 1) {
                        sayFirst(brokerReady);
                    }
                }
                if (json) {
                    console.out().println(AvroJson.toLine(each.value()));
                } else {
                    pairing.accept(each.topic().name(), each.value(), flow::add);
                }
            }
            quiet = received.isEmpty();
            if (quiet && flow != null) {
                flow.pause();
            }
            if (console.out().checkError()) { // the reader of our output has gone; also flushes
                return;
            }
            if (!quiet) {
                reader.commit();
            }
            if (mill.broken().isDone()) {
                throw new FeedmillException(
                        "the mill has stopped (%s): start it again; what is wrong is seen with --debug"
                                .formatted(mill.broken().join().getMessage()));
            }
        }
    }

    private boolean isOver(long end) {
        return runFor != null && System.nanoTime() - end >= 0;
    }

    private boolean isEnough(long enriched) {
        return exitAfter != null && enriched >= exitAfter;
    }

    private void sayFirst(Instant brokerReady) {
        String message = "broker ready after %s, first enriched record after %s"
                .formatted(sinceStart(brokerReady), sinceStart(Instant.now()));
        if (flow == null) {
            console.say(message);
        } else {
            flow.aside(() -> console.say(message));
        }
    }

    private static String sinceStart(Instant then) {
        Instant start =
                Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime());
        return String.format(
                Locale.ROOT, "%.1f s", Duration.between(start, then).toMillis() / 1000.0);
    }

    // ------------------------------------------------------------------ stop

    /** A process that is asked to stop, and does, has done well: exit code 0, not that of the signal. */
    private void stopAndExit() {
        stopping = true;
        try {
            boolean inTime = stopped.await(STOP_LIMIT_SECONDS, TimeUnit.SECONDS);
            console.err().flush();
            Runtime.getRuntime().halt(inTime ? Feedmill.OK : Feedmill.SOME_FAILED);
        } catch (InterruptedException e) {
            Runtime.getRuntime().halt(Feedmill.SOME_FAILED);
        }
    }
}
