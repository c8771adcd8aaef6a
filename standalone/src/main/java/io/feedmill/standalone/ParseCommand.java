package io.feedmill.standalone;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.feedmill.avro.RawItem;
import io.feedmill.producer.FeedReader;
import io.feedmill.schemas.AvroJson;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Feeds to raw items, without Kafka. */
@Command(
        name = "parse",
        description = "Read feeds and show their items, as the mill would publish them: one JSON object a line with the"
                + " field names of RawItem, and \"source\" for where it is from. No Kafka is started.",
        mixinStandardHelpOptions = true,
        versionProvider = Feedmill.Version.class,
        footer = {
            "",
            "A feed that cannot be read is named on stderr; the others are read all the same, and the exit code is 1.",
            "",
            "Examples:",
            "  feedmill parse news.xml | jq -r .title",
            "  feedmill parse feeds/ https://example.org/feed.xml",
            "  curl -s https://example.org/feed.json | feedmill parse -"
        })
final class ParseCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(
            arity = "1..*",
            paramLabel = "FEED",
            description = "Files, folders, URLs, or - for standard input: RSS, Atom, RDF or JSON Feed.")
    private List<String> feeds;

    @Mixin
    private FetchOptions fetch;

    ParseCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try (FeedReader reader = new FeedReader(fetch.settings(feeds))) {
            FeedInputs inputs = new FeedInputs(console, reader, InstantSource.system());
            inputs.read(feeds, (location, document) -> {
                document.items().forEach(item -> console.out().println(line(location, item)));
                console.out().flush();
            });
            return inputs.failures() == 0 ? Feedmill.OK : Feedmill.SOME_FAILED;
        }
    }

    private static ObjectNode line(String source, RawItem item) {
        ObjectNode line = JsonNodeFactory.instance.objectNode().put("source", source);
        line.setAll(AvroJson.toTree(item));
        return line;
    }
}
