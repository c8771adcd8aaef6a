package io.feedmill.streams;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedmill.avro.EnrichedItem;
import io.feedmill.avro.FeedBoilerplate;
import io.feedmill.avro.HabitState;
import io.feedmill.avro.HabitsMemory;
import io.feedmill.avro.ItemOutcome;
import io.feedmill.avro.OutcomeKind;
import io.feedmill.avro.RawItem;
import io.feedmill.avro.RemovedBlock;
import io.feedmill.strip.learned.FeedHabits;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a feed repeats, through the whole topology and its real serdes. */
class LearningTopologyTest {

    private static final String HABIT = "<p>The Quay is made by three neighbours, and paid for with eel.</p>";

    @TempDir
    Path stateDir;

    private TestMill mill;
    private TestOutputTopic<String, EnrichedItem> enriched;
    private TestOutputTopic<String, FeedBoilerplate> boilerplate;
    private Instant now = Items.NOON;

    @BeforeEach
    void startMill() {
        mill = new TestMill(stateDir);
        enriched = mill.enriched();
        boilerplate = mill.boilerplate();
    }

    @AfterEach
    void stopMill() {
        mill.close();
    }

    private void publish(RawItem item) {
        mill.publish(item);
        mill.tick(now.plusMillis(1));
    }

    private RawItem.Builder story(int number, String tail) {
        now = now.plus(Duration.ofHours(10));
        String own = "<p>Pier %d was closed on Monday after divers had counted %d cracks in the piles below it.</p>"
                .formatted(number, 7 * number);
        return Items.item(
                        "quay.test", "story-" + number, "Pier %d closed, %d cracks".formatted(number, 7 * number), own)
                .setContentHtml(own + "<p>Its %d berths will move to the mole.</p>".formatted(11 * number) + tail)
                .setPublished(now)
                .setFetchedAt(now);
    }

    private static List<RemovedBlock> learned(EnrichedItem item) {
        return item.getRemoved().stream()
                .filter(block -> block.getClass$().equals("LEARNED"))
                .toList();
    }

    @Test
    void takesOutWhatTheFeedRepeatsAndSaysWhy() {
        for (int i = 1; i <= 7; i++) {
            publish(story(i, HABIT).build());
        }

        List<EnrichedItem> items = enriched.readValuesToList();
        assertTrue(items.get(5).getText().contains("three neighbours"));
        assertFalse(items.get(6).getText().contains("three neighbours"));
        assertFalse(items.get(6).getHtml().contains("three neighbours"));
        RemovedBlock block = learned(items.get(6)).get(0);
        assertEquals("The Quay is made by three neighbours, and paid for with eel.", block.getText());
        assertEquals("in 6 of the last 6 items of this feed, since 2026-03-01", block.getEvidence());

        List<TestRecord<String, FeedBoilerplate>> shown = boilerplate.readRecordsToList();
        assertEquals(
                List.of(HabitState.PROPOSED, HabitState.LEARNED),
                shown.stream().map(each -> each.value().getState()).toList());
        FeedBoilerplate last = shown.get(1).value();
        assertEquals(block.getRule(), last.getRule());
        assertEquals(last.getFeedId() + "/" + last.getRule(), shown.get(1).key());
        assertEquals(block.getText(), last.getText());
        assertEquals(6, last.getCount());
    }

    @Test
    void learnsNothingFromRepeatsAndRevisions() {
        for (int i = 1; i <= 3; i++) {
            publish(story(i, HABIT).build());
        }
        for (int i = 1; i <= 3; i++) {
            publish(story(i, "<p>Correction: it was a Tuesday, and the piles are of oak and not of larch.</p>" + HABIT)
                    .build());
        }
        publish(story(9, HABIT).build());

        assertEquals(
                3,
                mill.outcomes().stream()
                        .filter(outcome -> outcome.getKind() == OutcomeKind.REVISED)
                        .count());
        assertTrue(enriched.readValuesToList().get(6).getText().contains("three neighbours"));
    }

    @Test
    void makesNoRevisionOfWhatWasLearned() {
        for (int i = 1; i <= 7; i++) {
            publish(story(i, HABIT).build());
        }
        publish(story(1, "<!-- made anew -->" + HABIT).build());

        List<ItemOutcome> all = mill.outcomes();
        assertEquals(OutcomeKind.REPEATED, all.get(7).getKind(), all.get(7)::toString);
    }

    @Test
    void forgetsAFeedThatWasSilentForHalfAYearAndSaysSo() {
        for (int i = 1; i <= 7; i++) {
            publish(story(i, HABIT).build());
        }
        boilerplate.readRecordsToList();
        now = now.plus(Duration.ofDays(200));
        publish(story(8, HABIT).build());

        TestRecord<String, FeedBoilerplate> gone = boilerplate.readRecord();
        assertNull(gone.value());
        assertTrue(gone.key().contains("/learned:"), gone.key());
        assertTrue(enriched.readValuesToList().get(7).getText().contains("three neighbours"));
    }

    @Test
    void keepsItsMemoryInTheStore() {
        RawItem first = story(1, HABIT).build();
        publish(first);

        KeyValueStore<String, HabitsMemory> store = mill.store(StripItem.HABITS);
        byte[] bytes = new byte[store.get(first.getFeed().getId()).getHabits().remaining()];
        store.get(first.getFeed().getId()).getHabits().get(bytes);
        assertEquals(0, FeedHabits.of(bytes).forgotten().size());
        assertTrue(bytes.length < 200, () -> "for three blocks: " + bytes.length);
    }
}
