package io.feedmill.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import io.feedmill.schemas.AvroJson;
import io.feedmill.schemas.Topic;
import io.feedmill.schemas.Topics;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.avro.specific.SpecificRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows what a topic holds as JSON Lines, committed records only. */
@Command(
        name = "tail",
        description = "Follow a topic of a running mill: one JSON object a line, committed records only.",
        mixinStandardHelpOptions = true,
        versionProvider = Feedmill.Version.class,
        footer = {
            "",
            "Examples:",
            "  feedmill tail --from-beginning | jq -r .title",
            "  feedmill tail outcomes --max 10",
            "  feedmill tail --topic medtop:11000000 --language en"
        })
final class TailCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private final Console console;

    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "0..1",
            paramLabel = "TOPIC",
            defaultValue = "enriched",
            description =
                    "enriched (default), copies, outcomes, boilerplate, raw, prepared, status or subscriptions; the"
                            + " topic's full name will do too.")
    private String topic;

    @Mixin
    private MillOptions mill;

    @Option(names = "--feed", paramLabel = "FEED", description = "Only items of this feed: its id or URL.")
    private String feed;

    @Option(names = "--topic", paramLabel = "CODE", description = "Only items tagged with this IPTC Media Topics code.")
    private String code;

    @Option(names = "--language", paramLabel = "LANGUAGE", description = "Only items in this language, such as en.")
    private String language;

    @Option(names = "--from-beginning", description = "Begin with what is there, not with what comes.")
    private boolean fromBeginning;

    @Option(names = "--max", paramLabel = "N", description = "Stop after this many lines.")
    private Long max;

    TailCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (max != null && max < 1) {
            throw new ParameterException(spec.commandLine(), "--max must be 1 or more");
        }
        Topic<String, ? extends SpecificRecord> chosen = chosen();
        try (TopicReader reader = mill.reader(List.of(chosen))) {
            if (!fromBeginning) {
                reader.skipToEnd();
            }
            long left = max == null ? Long.MAX_VALUE : max;
            while (true) {
                for (TopicReader.Received each : reader.poll(PATIENCE)) {
                    JsonNode line = AvroJson.toTree(each.value());
                    if (isWanted(line)) {
                        console.out().println(line);
                        left--;
                        if (left == 0) {
                            return Feedmill.OK;
                        }
                    }
                }
                if (console.out().checkError()) { // the reader of our output has gone; also flushes
                    return Feedmill.OK;
                }
            }
        }
    }

    private Topic<String, ? extends SpecificRecord> chosen() {
        Topics topics = mill.topics();
        Map<String, Topic<String, ? extends SpecificRecord>> byName = new LinkedHashMap<>();
        byName.put("enriched", topics.enriched());
        byName.put("copies", topics.copies());
        byName.put("outcomes", topics.outcomes());
        byName.put("boilerplate", topics.boilerplate());
        byName.put("raw", topics.raw());
        byName.put("prepared", topics.prepared());
        byName.put("status", topics.status());
        byName.put("subscriptions", topics.subscriptions());
        return byName.entrySet().stream()
                .filter(each -> each.getKey().equals(topic)
                        || each.getValue().name().equals(topic)
                        || each.getValue().name().equals(mill.prefix() + topic))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(), "no topic '%s': choose one of %s".formatted(topic, byName.keySet())));
    }

    private boolean isWanted(JsonNode item) {
        return (feed == null || isOfFeed(item))
                && (language == null || language.equals(item.path("language").asText()))
                && (code == null || isTagged(item));
    }

    private boolean isTagged(JsonNode item) {
        List<String> codes = item.path("topics").findValuesAsText("code");
        return codes.contains(code) || codes.contains("medtop:" + code);
    }

    private boolean isOfFeed(JsonNode item) {
        return feed.equals(item.path("feed").path("id").asText())
                || feed.equals(item.path("feed").path("url").asText())
                || feed.equals(item.path("feedId").asText())
                || feed.equals(item.path("url").asText());
    }
}
