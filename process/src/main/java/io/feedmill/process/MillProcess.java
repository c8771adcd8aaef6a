package io.feedmill.process;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.ParseResult;

/**
 * A long-running process from its start to its end: reads its settings, serves health and metrics before it does anything
 * else, works until it is asked to stop or can go on no more, and ends with a status that says what its supervisor can do.
 */
public final class MillProcess {

    private static final Logger LOG = LoggerFactory.getLogger(MillProcess.class);

    private static final Metric BUILD =
            Metric.info("feedmill_build_info", List.of("process", "version", "java"), "Which program runs here.");

    private static final Metric UP_SINCE =
            Metric.gauge("feedmill_started_timestamp_seconds", List.of(), false, "When the process was started.");

    /** Each process says by its own means whether Kafka answers. */
    static final Metric KAFKA_UP =
            Metric.gauge("feedmill_kafka_up", List.of(), false, "1 if Kafka answered when it was last asked, else 0.");

    static final Metric REGISTRY_UP = Metric.gauge(
            "feedmill_registry_up",
            List.of(),
            false,
            "1 if the schema registry answered when it was last asked, else 0. Work goes on without it with the schemas that"
                    + " are known.");

    /** What every process exports. */
    public static final List<Metric> METRICS = List.of(BUILD, UP_SINCE, KAFKA_UP, REGISTRY_UP);

    private final Settings settings;
    private final Health health = new Health();
    private final Metrics metrics = new Metrics();
    private final CompletableFuture<Void> stopRequested = new CompletableFuture<>();
    private final CompletableFuture<ExitStatus> ended = new CompletableFuture<>();

    /** What a process does. */
    public interface Work {
        /**
         * Starts, calls {@link MillProcess#untilStopped}, and stops.
         *
         * @throws Exception if it cannot start or go on
         */
        ExitStatus run(MillProcess process) throws Exception;
    }

    private MillProcess(Settings settings) {
        this.settings = settings;
    }

    /**
     * Runs a process to its end. What goes wrong is one line of its log.
     *
     * @param name of the command
     * @param line what was typed
     * @return the exit code; see {@link ExitStatus}
     */
    public static int run(String name, SettingsOptions options, ParseResult line, Work work) {
        Logs.begin();
        Thread.setDefaultUncaughtExceptionHandler(MillProcess::uncaught);
        ExitStatus status;
        try {
            Settings settings = options.read(line, System.getenv());
            Logs.setUp(settings);
            status = new MillProcess(settings).run(name, work);
        } catch (Exception e) {
            status = explain(e);
        }
        LOG.info("{} ends with {}: {}", name, status.code(), status.meaning());
        return status.code();
    }

    private ExitStatus run(String name, Work work) throws Exception {
        metrics.info(BUILD, name, version(), Runtime.version().toString());
        metrics.gauge(UP_SINCE, () -> ManagementFactory.getRuntimeMXBean().getStartTime() / 1000.0);
        health.detail("process", () -> name);
        health.detail("version", MillProcess::version);
        Thread hook = new Thread(this::stopAndExit, "feedmill-stop");
        Runtime.getRuntime().addShutdownHook(hook);
        try (ProcessHttp http = ProcessHttp.start(
                settings.get(Common.HTTP_HOST), settings.get(Common.HTTP_PORT), health, metrics.registry())) {
            LOG.info(
                    "{} {} starts; health and metrics are at http://{}:{}",
                    name,
                    version(),
                    settings.get(Common.HTTP_HOST),
                    http.port());
            ExitStatus status = work.run(this);
            ended.complete(status);
            return status;
        } catch (Exception e) {
            ExitStatus status = stopRequested.isDone() ? ExitStatus.OK : explain(e);
            ended.complete(status);
            return status;
        } finally {
            ended.complete(ExitStatus.FAILED);
            removeHook(hook);
        }
    }

    public Settings settings() {
        return settings;
    }

    public Health health() {
        return health;
    }

    public Metrics metrics() {
        return metrics;
    }

    /** Whether it was asked to stop. */
    public boolean isStopping() {
        return stopRequested.isDone();
    }

    /**
     * Says that the process has started, and waits until it is asked to stop.
     *
     * @param broken completes with a reason if it can go on no more
     * @throws ProcessException with that reason
     */
    public ExitStatus untilStopped(CompletableFuture<? extends Throwable> broken) throws InterruptedException {
        health.live(() -> broken.isDone() ? "it has stopped: " + oneLine(broken.join()) : null);
        health.stage(null);
        LOG.info("Started");
        try {
            CompletableFuture.anyOf(stopRequested, broken).get();
        } catch (ExecutionException e) {
            throw new ProcessException(ExitStatus.FAILED, oneLine(e.getCause()), e.getCause());
        }
        if (stopRequested.isDone()) {
            LOG.info("Asked to stop");
            health.stage("it is being stopped");
            return ExitStatus.OK;
        }
        throw Faults.explained(broken.join());
    }

    /**
     * Waits, unless it is asked to stop: for a part of the start that is tried again.
     *
     * @throws ProcessException if it is
     */
    public void pause(Duration time) throws InterruptedException {
        try {
            stopRequested.get(time.toMillis(), TimeUnit.MILLISECONDS);
            throw new ProcessException(ExitStatus.OK, "asked to stop before it had started");
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (TimeoutException e) {
            // So it waited.
        }
    }

    /** A process that is asked to stop, and does, has done well: its status is 0, not that of the signal. */
    private void stopAndExit() {
        stopRequested.complete(null);
        ExitStatus status;
        try {
            // A little more than what the parts are given, so that theirs is the word.
            Duration wait = settings.get(Common.STOP_WAIT).plusSeconds(2);
            status = ended.get(wait.toMillis(), TimeUnit.MILLISECONDS);
            LOG.info("Stopped");
        } catch (Exception e) {
            LOG.error("It did not stop within stop.wait and is cut off; what was not committed is done again");
            status = ExitStatus.FAILED;
        }
        Runtime.getRuntime().halt(status.code());
    }

    private static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process ends: the hook runs.
        }
    }

    private static ExitStatus explain(Exception fault) {
        ProcessException e = Faults.explained(fault);
        if (e.status() == ExitStatus.OK) {
            LOG.info(e.getMessage());
        } else if (Faults.isForeseen(fault)) {
            LOG.error(oneLine(e));
            LOG.debug("Because of", fault);
        } else {
            LOG.error("Unexpected", fault);
        }
        return e.status();
    }

    /** An error of the JVM leaves nothing that could be relied on. */
    private static void uncaught(Thread thread, Throwable fault) {
        if (fault instanceof OutOfMemoryError) {
            Runtime.getRuntime().halt(ExitStatus.OUT_OF_MEMORY.code());
        }
        LOG.error("Thread {} has died", thread.getName(), fault);
    }

    static String oneLine(Throwable fault) {
        String message = fault.getMessage() == null ? fault.getClass().getSimpleName() : fault.getMessage();
        return message.strip().replaceAll("\\s*\\R\\s*", " ");
    }

    private static String version() {
        String version = MillProcess.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
