package io.feedmill.standalone;

import io.feedmill.producer.FeedReader;
import io.feedmill.producer.ReadResult;
import io.feedmill.producer.fetch.Validators;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BiConsumer;

/** Reads the feeds that a command line names. What fails is said on stderr and counted, and the rest goes on. */
final class FeedInputs {
    private final Console console;
    private final FeedReader reader;
    private final InstantSource clock;
    private int failures;

    FeedInputs(Console console, FeedReader reader, InstantSource clock) {
        this.console = console;
        this.reader = reader;
        this.clock = clock;
    }

    /**
     * Reads the feeds one after the other.
     *
     * @param locations files, folders, URLs, or {@code -} for standard input
     * @param documents is given each feed that could be read, with its location as the user would have written it
     */
    void read(List<String> locations, BiConsumer<String, ReadResult.Document> documents) {
        for (String location : locations) {
            FeedReader.expand(location).forEach(each -> readOne(each, documents));
        }
    }

    private void readOne(String location, BiConsumer<String, ReadResult.Document> documents) {
        ReadResult result = reader.read(location, Validators.NONE, clock.instant());
        if (result instanceof ReadResult.Document document) {
            document.problems().forEach(problem -> console.say(location + ": " + problem));
            documents.accept(location, document);
        } else if (result instanceof ReadResult.Failed failed) {
            fail(failed.message());
        } else {
            fail(location + ": not sent, because it has not changed");
        }
    }

    private void fail(String message) {
        failures++;
        console.say(message);
    }

    /** How many feeds could not be read. */
    int failures() {
        return failures;
    }
}
