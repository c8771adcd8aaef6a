package io.feedmill.standalone;

import io.feedmill.avro.Coordinates;
import io.feedmill.avro.EnrichedItem;
import io.feedmill.avro.Feed;
import io.feedmill.avro.ItemOutcome;
import io.feedmill.avro.OutcomeKind;
import io.feedmill.schemas.LocalSchemaRegistry;
import io.feedmill.schemas.Topics;
import java.time.Instant;
import java.util.List;

/** Invented outcomes and items for tests. */
final class Outcomes {
    private static final Instant TIME = Instant.parse("2026-01-31T12:00:00Z");

    static {
        Topics.of("", new LocalSchemaRegistry(null)); // makes Avro trust our classes
    }

    private Outcomes() {}

    static Coordinates at(int partition, long offset) {
        return new Coordinates("feed-items-raw", partition, offset);
    }

    static ItemOutcome of(OutcomeKind kind, Coordinates raw) {
        return ItemOutcome.newBuilder()
                .setKind(kind)
                .setItemId("item-" + raw.getPartition() + "-" + raw.getOffset())
                .setRevision(1)
                .setReason("because")
                .setStage("identify")
                .setTitle("Bridge opened")
                .setRaw(raw)
                .setEff(TIME)
                .build();
    }

    static EnrichedItem item(String title, Coordinates raw) {
        return EnrichedItem.newBuilder()
                .setItemId("item-" + raw.getPartition() + "-" + raw.getOffset())
                .setRevision(1)
                .setTitle(title)
                .setPublished(TIME)
                .setPublishedFrom("fetch")
                .setFetchedAt(TIME)
                .setFirstSeenAt(TIME)
                .setLanguage("en")
                .setLanguageConfidence(900)
                .setLanguageFrom("text")
                .setText("The bridge is open.")
                .setLead("The bridge is open.")
                .setSummary("The bridge is open.")
                .setSummaryFrom("lead")
                .setCompleteness("full")
                .setWordCount(4)
                .setFeed(Feed.newBuilder()
                        .setId("0123456789abcdef")
                        .setUrl("https://example.org/feed.xml")
                        .setSiteId("example.org")
                        .build())
                .setRaw(raw)
                .setPipelineVersion("test")
                .setRulesDigest("0123456789abcdef")
                .build();
    }

    static List<String> lines(String text) {
        return text.lines().toList();
    }
}
