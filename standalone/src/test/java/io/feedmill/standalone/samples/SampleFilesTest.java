package io.feedmill.standalone.samples;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedmill.avro.FeedSubscription;
import io.feedmill.producer.parse.Opml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The files below {@code ops/samples} are the sample feeds at the end of their scenario. With
 * {@code -Dfeedmill.write-samples=true} they are written anew.
 */
class SampleFilesTest {
    private static final Path FOLDER = Path.of("..", "ops");
    private static final Instant BEGUN = Instant.parse("2026-03-02T08:00:00Z");

    @Test
    void areTheSampleFeedsAtTheEndOfTheirScenario() throws IOException {
        Instant end = BEGUN.plus(Scenario.bundled().length());
        SampleFeeds feeds = new SampleFeeds(BEGUN, InstantSource.fixed(BEGUN));
        for (SampleFeed feed : SampleFeed.ALL) {
            Path file = FOLDER.resolve("samples").resolve(file(feed));
            byte[] document = feeds.document(feed.path(), end);
            if (Boolean.getBoolean("feedmill.write-samples")) {
                Files.createDirectories(file.getParent());
                Files.write(file, document);
            }
            assertArrayEquals(document, Files.readAllBytes(file), file.toString());
        }
    }

    @Test
    void areAllInTheListAndNothingElseIs() throws Exception {
        Opml.Listed list = Opml.read(Files.readAllBytes(FOLDER.resolve("samples.opml")), false);
        assertTrue(list.refused().isEmpty(), list.refused().toString());
        Set<String> listed = list.feeds().stream().map(FeedSubscription::getUrl).collect(Collectors.toSet());
        Set<String> expected = SampleFeed.ALL.stream()
                .map(feed -> "http://samples:8000/" + file(feed))
                .collect(Collectors.toSet());
        assertEquals(expected, listed);
    }

    /** A server of files tells the kind of a document from its name. */
    private static String file(SampleFeed feed) {
        return feed.name() + (feed.path().endsWith(".json") ? ".json" : ".xml");
    }
}
