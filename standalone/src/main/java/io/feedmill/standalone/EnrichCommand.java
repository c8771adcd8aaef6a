package io.feedmill.standalone;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.feedmill.avro.Coordinates;
import io.feedmill.avro.OutcomeKind;
import io.feedmill.avro.RawItem;
import io.feedmill.producer.FeedReader;
import io.feedmill.producer.fetch.Locations;
import io.feedmill.schemas.AvroJson;
import io.feedmill.schemas.Topics;
import io.feedmill.streams.RuleBook;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Feeds, or raw items, through the whole mill once. */
@Command(
        name = "enrich",
        description =
                "Send feeds through a mill that is thrown away afterwards, and show what comes out: one JSON object"
                        + " a line with the field names of EnrichedItem, in the order of the input.",
        mixinStandardHelpOptions = true,
        versionProvider = Feedmill.Version.class,
        footer = {
            "",
            "The same input gives the same output, byte for byte: a file counts as fetched when it was last modified.",
            "",
            "Examples:",
            "  feedmill enrich news.xml | jq '{title, topics: [.topics[].name]}'",
            "  feedmill enrich --all today.xml today.xml | jq -c '[.topic, .value.kind]'",
            "  feedmill parse feeds/ | grep -i election | feedmill enrich --raw -"
        })
final class EnrichCommand implements Callable<Integer> {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final int BATCH = 500;

    private final Console console;

    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "1..*",
            paramLabel = "FEED",
            description = "Files, folders, URLs, or - for standard input. With --raw: files of raw items, or -.")
    private List<String> feeds;

    @Option(
            names = "--raw",
            description = "The input is raw items as JSON Lines, with the field names of RawItem; what is missing gets"
                    + " a default.")
    private boolean raw;

    @Option(
            names = "--all",
            description = "Show copies and outcomes too, each line as {\"topic\": ..., \"value\": ...}.")
    private boolean all;

    @Option(
            names = "--partitions",
            paramLabel = "N",
            defaultValue = "1",
            description = "Partitions of the raw topic (default: ${DEFAULT-VALUE}).")
    private int partitions;

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "1",
            description = "Threads of the streams app (default: ${DEFAULT-VALUE}).")
    private int threads;

    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT",
            description = "Use this Kafka, with topics that are deleted afterwards (default: an own broker).")
    private String bootstrapServers;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "120",
            description = "Give up when nothing comes out for so long (default: ${DEFAULT-VALUE}).")
    private int timeoutSeconds;

    @Mixin
    private RuleOptions rules;

    @Mixin
    private FetchOptions fetch;

    private int failures;
    private Instant latest = Instant.EPOCH;

    EnrichCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        atLeastOne("--partitions", partitions);
        atLeastOne("--threads", threads);
        atLeastOne("--timeout", timeoutSeconds);
        RuleBook book = rules.book();
        CompletableFuture<ThrowawayMill> starting =
                CompletableFuture.supplyAsync(() -> new ThrowawayMill(bootstrapServers, partitions, threads, book));
        AtExit interrupted = new AtExit(() -> close(starting));
        try {
            List<Coordinates> inputs = new ArrayList<>();
            read(items -> inputs.addAll(publish(started(starting), items)));
            if (!inputs.isEmpty()) {
                ThrowawayMill mill = started(starting);
                mill.tick(latest.plusMillis(1));
                show(mill, inputs);
            }
            return failures == 0 ? Feedmill.OK : Feedmill.SOME_FAILED;
        } finally {
            close(starting);
            interrupted.close();
        }
    }

    private void atLeastOne(String option, int value) {
        if (value < 1) {
            throw new ParameterException(spec.commandLine(), option + " must be 1 or more");
        }
    }

    private static ThrowawayMill started(CompletableFuture<ThrowawayMill> starting) {
        try {
            return starting.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private static void close(CompletableFuture<ThrowawayMill> starting) {
        starting.handle((mill, failure) -> {
                    if (mill != null) {
                        mill.close();
                    }
                    return null;
                })
                .join();
    }

    // ------------------------------------------------------------------ in

    /** Hands on the items of all inputs in order, a few hundred at a time. */
    private void read(Consumer<List<RawItem>> batches) {
        if (raw) {
            feeds.forEach(location -> readRaw(location, batches));
            return;
        }
        try (FeedReader reader = new FeedReader(fetch.settings(feeds))) {
            FeedInputs inputs = new FeedInputs(console, reader, InstantSource.system());
            inputs.read(feeds, (location, document) -> batches.accept(document.items()));
            failures += inputs.failures();
        }
    }

    private void readRaw(String location, Consumer<List<RawItem>> batches) {
        boolean stdin = location.equals("-");
        Path file = stdin ? null : Path.of(location);
        String url = Locations.url(location);
        List<RawItem> batch = new ArrayList<>();
        try (InputStream in = stdin ? System.in : Files.newInputStream(file)) {
            Instant fetchedAt =
                    stdin ? Instant.now() : Files.getLastModifiedTime(file).toInstant();
            RawLines lines = new RawLines(location, url, fetchedAt, console::say);
            lines.read(
                    in,
                    item -> {
                        batch.add(item);
                        if (batch.size() == BATCH) {
                            batches.accept(batch);
                            batch.clear();
                        }
                    },
                    this::fail);
        } catch (NoSuchFileException e) {
            fail(location + ": there is no such file");
        } catch (IOException e) {
            fail("%s: cannot be read (%s)".formatted(location, e.getMessage()));
        }
        if (!batch.isEmpty()) {
            batches.accept(batch);
        }
    }

    private void fail(String message) {
        failures++;
        console.say(message);
    }

    private List<Coordinates> publish(ThrowawayMill mill, List<RawItem> items) {
        for (RawItem item : items) {
            if (item.getFetchedAt().isAfter(latest)) {
                latest = item.getFetchedAt();
            }
        }
        List<Coordinates> published = items.isEmpty() ? List.of() : mill.publish(items);
        for (int i = 0; i < items.size(); i++) {
            if (published.get(i) == null) {
                fail("%s: an item is larger than %d MB and was left out: %s"
                        .formatted(
                                items.get(i).getFeed().getUrl(),
                                Topics.MAX_RECORD_BYTES >> 20,
                                items.get(i).getTitle()));
            }
        }
        return published.stream().filter(Objects::nonNull).toList();
    }

    // ------------------------------------------------------------------ out

    private void show(ThrowawayMill mill, List<Coordinates> inputs) {
        Pairing pairing = new Pairing();
        InputOrder results = new InputOrder(inputs);
        try (TopicReader reader = mill.results()) {
            long deadline = deadline();
            while (!results.isDone()) {
                List<TopicReader.Received> received = reader.poll(POLL);
                for (TopicReader.Received each : received) {
                    pairing.accept(each.topic().name(), each.value(), results::accept);
                }
                results.drain(result -> show(mill, result));
                mill.check();
                if (!received.isEmpty()) {
                    deadline = deadline();
                } else if (System.nanoTime() - deadline > 0) {
                    throw new FeedmillException(
                            "the mill gave nothing for %d s, with %d of %d items done: see what is wrong with --debug, or wait longer with --timeout"
                                    .formatted(timeoutSeconds, results.done(), inputs.size()));
                }
                progress("%d of %d items".formatted(results.done(), inputs.size()));
            }
        } finally {
            progress("");
            console.out().flush();
        }
    }

    private long deadline() {
        return System.nanoTime() + Duration.ofSeconds(timeoutSeconds).toNanos();
    }

    private void show(ThrowawayMill mill, Result result) {
        if (result.outcome().getKind() == OutcomeKind.REJECTED) {
            fail("rejected: %s (%s)"
                    .formatted(
                            result.outcome().getTitle() == null
                                    ? "an item"
                                    : result.outcome().getTitle(),
                            result.outcome().getReason()));
        }
        if (result.item() != null) {
            withoutPrefix(mill, result.item().getRaw());
            String enriched = mill.topics().enriched().name();
            if (all) {
                show(mill, result.itemTopic(), result.item());
            } else if (result.itemTopic().equals(enriched)) {
                console.out().println(AvroJson.toLine(result.item()));
            }
        }
        if (all) {
            withoutPrefix(mill, result.outcome().getRaw());
            show(mill, mill.topics().outcomes().name(), result.outcome());
        }
    }

    private void show(ThrowawayMill mill, String topic, SpecificRecord value) {
        console.out()
                .println(JsonNodeFactory.instance
                        .objectNode()
                        .put("topic", topic.substring(mill.prefix().length()))
                        .set("value", AvroJson.toTree(value)));
    }

    /** The prefix is another each time, and the output is not to be. */
    private static void withoutPrefix(ThrowawayMill mill, Coordinates raw) {
        raw.setTopic(raw.getTopic().substring(mill.prefix().length()));
    }

    private void progress(String text) {
        if (console.errIsTerminal()) {
            console.err().print("\r\u001b[K" + text);
            console.err().flush();
        }
    }
}
