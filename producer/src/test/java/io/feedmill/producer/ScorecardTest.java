package io.feedmill.producer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedmill.avro.FeedBoilerplate;
import io.feedmill.avro.FeedStatus;
import io.feedmill.avro.FeedSubscription;
import io.feedmill.avro.HabitState;
import io.feedmill.avro.OutcomeKind;
import io.feedmill.producer.Scorecard.State;
import io.feedmill.schemas.LocalSchemaRegistry;
import io.feedmill.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ScorecardTest {

    static {
        Topics.of("", new LocalSchemaRegistry(null)); // Avro's builders want the classes trusted first
    }

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private static FeedSubscription.Builder feed() {
        return FeedSubscription.newBuilder().setUrl("https://ann:pw@quay.example/rss");
    }

    private static FeedStatus.Builder polled() {
        return FeedStatus.newBuilder()
                .setUrl("https://quay.example/rss")
                .setTitle("The Quay")
                .setLastPollAt(NOW.minusSeconds(600))
                .setLastSuccessAt(NOW.minusSeconds(600))
                .setFirstSuccessAt(NOW.minus(Duration.ofDays(10)))
                .setLastNewAt(NOW.minusSeconds(7_200))
                .setNextPollAt(NOW.plusSeconds(1_800))
                .setNextPollReason("its items come no faster")
                .setEtag("\"1\"");
    }

    private static State state(FeedStatus status) {
        return Scorecard.state(feed().build(), status, NOW);
    }

    private static Map<String, String> lines(FeedStatus status, Harvest harvest) {
        return Scorecard.of(feed().build(), status, harvest, NOW).lines().stream()
                .collect(Collectors.toMap(Scorecard.Line::label, Scorecard.Line::text));
    }

    @Test
    void tellsTheStateInOneWord() {
        assertEquals(State.NEW, state(null));
        assertEquals(State.HEALTHY, state(polled().build()));
        assertEquals(
                State.SILENT,
                state(polled().setLastNewAt(NOW.minus(Duration.ofDays(40))).build()));
        assertEquals(State.FAILING, state(polled().setFailures(2).build()));
        assertEquals(
                State.OVERDUE,
                state(polled().setNextPollAt(NOW.minus(Duration.ofHours(3))).build()));
        assertEquals(
                State.GONE, state(polled().setGonePolls(3).setNextPollAt(null).build()));
        assertEquals(State.PAUSED, Scorecard.state(feed().setPaused(true).build(), polled().build(), NOW));
    }

    @Test
    void saysWhatAPersonAsksFirst() {
        Map<String, String> lines = lines(
                polled().setItemsPublished(120)
                        .setPolls(300)
                        .setPollsNotModified(250)
                        .setPollsSentAgain(3)
                        .setPollsFailed(2)
                        .setItemsUndated(6)
                        .setItemsMisdated(12)
                        .setItemsRenamed(30)
                        .setItemGapSeconds(7_200L)
                        .build(),
                Harvest.NONE);
        assertEquals("The Quay", lines.get("feed"));
        assertEquals("10 min ago (2026-03-01T11:50:00Z)", lines.get("last success"));
        assertEquals("none", lines.get("last error"));
        assertEquals("in 30 min (2026-03-01T12:30:00Z): its items come no faster", lines.get("next poll"));
        assertEquals(
                "120 item versions, 12.0 a day since it was first read; by their dates about 12 a day;"
                        + " the last new one 2 h ago",
                lines.get("items"));
        assertEquals("5 % have none, 10 % have one that is absurd or no date", lines.get("dates"));
        assertTrue(lines.get("ids").startsWith("churning: 25 %"), lines.get("ids"));
        assertTrue(lines.get("validators").startsWith("ETag, honoured: of 253 answers"), lines.get("validators"));
        assertEquals("300 polls, 250 answered \"not modified\", 2 failed", lines.get("polls"));
    }

    @Test
    void showsNoCredentials() {
        FeedSubscription secret =
                feed().setHeaders(Map.of("Authorization", "Bearer 7")).build();
        String all = Scorecard.of(secret, polled().build(), Harvest.NONE, NOW).toString();
        assertFalse(all.contains("pw") || all.contains("Bearer"), all);
        assertTrue(all.contains("headers Authorization"), all);
    }

    @Test
    void tellsWhatTheMillMadeOfIt() {
        Harvest harvest = new Harvest(
                Map.of(OutcomeKind.ENRICHED, 3),
                Map.of("full", 1, "teaser", 3),
                Map.of("SIGNOFF", 2),
                List.of(FeedBoilerplate.newBuilder()
                        .setFeedId("f00d")
                        .setSiteId("tide.example")
                        .setRule("learned:0123456789abcdef")
                        .setState(HabitState.LEARNED)
                        .setText("Subscribe to our letter")
                        .setCount(9)
                        .setOf(12)
                        .setSince(NOW)
                        .setItemId("1")
                        .setAt(NOW)
                        .build()));
        Map<String, String> lines = lines(polled().build(), harvest);
        assertEquals("3 raw items: 3 new", lines.get("of late"));
        assertTrue(lines.get("texts").contains("75 % teaser"), lines.get("texts"));
        assertTrue(lines.get("boilerplate").contains("signoff (2)"), lines.get("boilerplate"));
        assertEquals("\"Subscribe to our letter\" in 9 of 12 items (learned:0123456789abcdef)", lines.get("learned"));
    }

    @Test
    void saysThatValidatorsLieAndThatThereAreNone() {
        assertTrue(lines(polled().setValidatorsLie(true).build(), Harvest.NONE)
                .get("validators")
                .startsWith("not to be trusted"));
        assertTrue(lines(polled().setEtag(null).build(), Harvest.NONE)
                .get("validators")
                .startsWith("none"));
    }
}
