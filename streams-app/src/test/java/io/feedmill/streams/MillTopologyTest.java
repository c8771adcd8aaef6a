package io.feedmill.streams;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedmill.avro.Change;
import io.feedmill.avro.EnrichedItem;
import io.feedmill.avro.ItemOutcome;
import io.feedmill.avro.OutcomeKind;
import io.feedmill.avro.RawItem;
import io.feedmill.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MillTopologyTest {

    @TempDir
    Path stateDir;

    private TestMill mill;
    private TestOutputTopic<String, EnrichedItem> enriched;
    private TestOutputTopic<String, EnrichedItem> copies;
    private TestOutputTopic<byte[], byte[]> dead;

    @BeforeEach
    void startMill() {
        mill = new TestMill(stateDir);
        enriched = mill.enriched();
        copies = mill.copies();
        dead = mill.dead();
    }

    @AfterEach
    void stopMill() {
        mill.close();
    }

    private void publish(RawItem.Builder item) {
        mill.publish(item.build());
    }

    private void tick() {
        mill.tick();
    }

    private List<ItemOutcome> allOutcomes() {
        return mill.outcomes();
    }

    private static List<OutcomeKind> kinds(List<ItemOutcome> outcomes) {
        return outcomes.stream().map(ItemOutcome::getKind).toList();
    }

    @Test
    void readsAsItDidWhenTheDrawingWasLastLookedAt() throws Exception {
        // A difference here means that stores or topics move: running mills need a new application id.
        String golden = Files.readString(Path.of("src/test/resources/mill-topology.txt"));
        assertEquals(golden.strip(), TestMill.drawing(stateDir).strip());
    }

    @Test
    void emitsAStoryOnceItsRoundHasEnded() {
        publish(Items.item("tide.example", "1", "Harbour reopens", Items.HARBOUR));
        assertTrue(enriched.isEmpty());
        tick();
        TestRecord<String, EnrichedItem> record = enriched.readRecord();
        EnrichedItem item = record.value();
        assertEquals(item.getItemId(), record.key());
        assertEquals(Items.NOON, record.getRecordTime());
        assertEquals(1, item.getRevision());
        assertNull(item.getChange());
        assertEquals("Harbour reopens", item.getTitle());
        assertTrue(item.getText().startsWith("Pilots in Vessby brought the first ships"));
        assertEquals("https://tide.example/1", item.getUrl());
        assertEquals("en", item.getLanguage());
        assertEquals("full", item.getCompleteness());
        assertEquals(List.of(item.getFeed().getId()), item.getFeedIds());
        assertArrayEquals(
                "rules".getBytes(StandardCharsets.UTF_8),
                record.headers().lastHeader(MillTopology.RULES_HEADER).value());
        assertTrue(enriched.isEmpty());
        assertTrue(copies.isEmpty());
        assertTrue(dead.isEmpty());
        assertEquals(List.of(OutcomeKind.ENRICHED), kinds(allOutcomes()));
    }

    @Test
    void dropsARepeatAndSaysWhy() {
        publish(Items.item("tide.example", "1", "Harbour reopens", Items.HARBOUR));
        publish(Items.item("tide.example", "1", "Harbour reopens", Items.HARBOUR)
                .setFetchedAt(Items.NOON.plusSeconds(60)));
        tick();
        assertEquals(1, enriched.readValuesToList().size());
        List<ItemOutcome> all = allOutcomes();
        assertEquals(List.of(OutcomeKind.ENRICHED, OutcomeKind.REPEATED), kinds(all));
        assertEquals("same guid, the same in every word", all.get(1).getReason());
        assertEquals(all.get(0).getItemId(), all.get(1).getItemId());
    }

    @Test
    void aChangedDateOrTrackerIsNoRevision() {
        publish(Items.item("tide.example", "1", "Harbour reopens", Items.HARBOUR));
        publish(Items.item(
                        "tide.example",
                        "1",
                        "Harbour reopens",
                        Items.HARBOUR + "<img src='https://p.example/x.gif?n=2' width=1 height=1>")
                .setPublished(Items.NOON)
                .setPublishedText("later"));
        tick();
        List<ItemOutcome> all = allOutcomes();
        assertEquals(List.of(OutcomeKind.ENRICHED, OutcomeKind.REPEATED), kinds(all));
        assertEquals(
                "same guid, nothing a reader would see has changed", all.get(1).getReason());
    }

    @Test
    void emitsARevisionWithWhatChanged() {
        publish(Items.item("tide.example", "1", "Harbour reopens", Items.HARBOUR));
        publish(
                Items.item(
                        "tide.example",
                        "1",
                        "Harbour reopens",
                        Items.HARBOUR
                                + "<p>On Tuesday the ferry to Norrhamn sailed again, with two hundred passengers on board.</p>"));
        tick();
        List<EnrichedItem> items = enriched.readValuesToList();
        assertEquals(2, items.size());
        assertEquals(2, items.get(1).getRevision());
        assertEquals(items.get(0).getItemId(), items.get(1).getItemId());
        assertEquals(new Change(false, 1, 0, false, false, 0), items.get(1).getChange());
        assertEquals(List.of(OutcomeKind.ENRICHED, OutcomeKind.REVISED), kinds(allOutcomes()));
    }

    @Test
    void doesNotEmitAVersionAgainThatItEmittedBefore() {
        String later =
                Items.HARBOUR + "<p>On Tuesday the ferry to Norrhamn sailed again, with passengers on board.</p>";
        for (String html : List.of(Items.HARBOUR, later, Items.HARBOUR, later)) {
            publish(Items.item("tide.example", "1", "Harbour reopens", html));
        }
        tick();
        assertEquals(2, enriched.readValuesToList().size());
        List<ItemOutcome> all = allOutcomes();
        assertEquals(
                List.of(OutcomeKind.ENRICHED, OutcomeKind.REVISED, OutcomeKind.REPEATED, OutcomeKind.REPEATED),
                kinds(all));
        assertEquals(
                "same guid, back to revision 1, which was emitted already",
                all.get(2).getReason());
    }

    @Test
    void knowsAnItemInAnotherFeedOfTheSite() {
        publish(Items.item("tide.example", "https://tide.example/?p=1", "Harbour reopens", Items.HARBOUR));
        publish(Items.item(
                        "tide.example",
                        "https://tide.example/?p=1",
                        "Harbour reopens",
                        "<p>Pilots brought the first ships into the harbour on Monday.</p>")
                .setFeed(Items.feed("tide.example", "https://tide.example/ports/feed")));
        tick();
        assertEquals(1, enriched.readValuesToList().size());
        List<ItemOutcome> all = allOutcomes();
        assertEquals(List.of(OutcomeKind.ENRICHED, OutcomeKind.REPEATED), kinds(all));
        assertTrue(
                all.get(1).getReason().contains("another feed of the site"),
                all.get(1).getReason());
    }

    @Test
    void sendsASyndicatedCopyToTheCopies() {
        publish(Items.item("tide.example", "1", "Harbour reopens", Items.HARBOUR));
        publish(Items.item(
                        "coast.example",
                        "77",
                        "Port of Vessby open again",
                        Items.HARBOUR
                                + "<p>Local ferries keep to their winter timetable, the Coast's reporter writes.</p>")
                .setFetchedAt(Items.NOON.plusSeconds(5)));
        publish(Items.item("north.example", "5", "Library for Norrhamn", Items.COUNCIL)
                .setFetchedAt(Items.NOON.plusSeconds(6)));
        tick();
        List<EnrichedItem> stories = enriched.readValuesToList();
        assertEquals(
                List.of("Harbour reopens", "Library for Norrhamn"),
                stories.stream().map(EnrichedItem::getTitle).toList());
        EnrichedItem copy = copies.readValue();
        assertEquals(stories.get(0).getItemId(), copy.getRelation().getCanonicalItemId());
        assertEquals("near", copy.getRelation().getKind());
        assertTrue(copies.isEmpty());
        List<ItemOutcome> all = allOutcomes();
        assertEquals(List.of(OutcomeKind.ENRICHED, OutcomeKind.COPY, OutcomeKind.ENRICHED), kinds(all));
        assertEquals(stories.get(0).getItemId(), all.get(1).getCanonicalItemId());
    }

    /** Another text, so that nothing of it is in the first version. */
    private static final String MONASTERY = Items.COUNCIL.replace("Norrhamn", "Vessby");

    @Test
    void findsTheCopyOfALaterVersionAndTheCanonicalStays() {
        publish(Items.item("tide.example", "1", "Just in: harbour", "<p>More on this soon.</p>"));
        publish(Items.item("tide.example", "1", "Harbour reopens", Items.HARBOUR)
                .setFetchedAt(Items.NOON.plusSeconds(60)));
        publish(Items.item("tide.example", "1", "Depot stays", MONASTERY).setFetchedAt(Items.NOON.plusSeconds(90)));
        publish(Items.item("coast.example", "77", "Port of Vessby open again", Items.HARBOUR)
                .setFetchedAt(Items.NOON.plusSeconds(120)));
        publish(Items.item("north.example", "5", "Library for Vessby", MONASTERY)
                .setFetchedAt(Items.NOON.plusSeconds(150)));
        tick();
        List<ItemOutcome> all = allOutcomes();
        assertEquals(
                List.of(
                        OutcomeKind.ENRICHED,
                        OutcomeKind.REVISED,
                        OutcomeKind.REVISED,
                        OutcomeKind.COPY,
                        OutcomeKind.COPY),
                kinds(all));
        String canonical = all.get(0).getItemId();
        for (ItemOutcome copy : all.subList(3, 5)) {
            assertEquals(canonical, copy.getCanonicalItemId());
            assertEquals("same", copy.getRelation().getKind());
        }
    }

    @Test
    void theRevisionOfACopyDoesNotBecomeItsOwnCanonical() {
        publish(Items.item("tide.example", "1", "Harbour reopens", Items.HARBOUR));
        publish(Items.item("coast.example", "77", "Port open again", Items.HARBOUR)
                .setFetchedAt(Items.NOON.plusSeconds(5)));
        publish(Items.item("coast.example", "77", "Port open again", Items.HARBOUR + MONASTERY)
                .setFetchedAt(Items.NOON.plusSeconds(9)));
        publish(Items.item("north.example", "5", "The port and the library", Items.HARBOUR + MONASTERY)
                .setFetchedAt(Items.NOON.plusSeconds(11)));
        tick();
        List<ItemOutcome> all = allOutcomes();
        assertEquals(
                List.of(OutcomeKind.ENRICHED, OutcomeKind.COPY, OutcomeKind.REVISED, OutcomeKind.COPY), kinds(all));
        assertEquals(all.get(0).getItemId(), all.get(2).getCanonicalItemId());
        assertEquals(all.get(0).getItemId(), all.get(3).getCanonicalItemId());
    }

    @Test
    void aLiveReportThatIsRevisedAllDayFillsNeitherStoreNorIndex() {
        StringBuilder report = new StringBuilder(Items.HARBOUR);
        for (int hour = 0; hour < 60; hour++) {
            report.insert(0, Items.COUNCIL.replace("Norrhamn", "Town" + hour).replace(" the ", " the" + hour + " "));
            publish(Items.item("tide.example", "1", "Live", report.toString())
                    .setFetchedAt(Items.NOON.plusSeconds(600L * hour)));
        }
        tick();
        assertEquals(60, enriched.readValuesToList().size());
        int versions = mill.storeSize("stories");
        assertTrue(versions > 1 && versions <= 8, "versions filed: " + versions);
    }

    @Test
    void anOutcomeSaysAllThatFollowingAnItemTakes() {
        publish(Items.item("tide.example", "https://tide.example/?p=1", "Harbour reopens", Items.HARBOUR)
                .setLink("https://tide.example/harbour?utm_source=rss"));
        publish(Items.item(
                        "tide.example",
                        "https://tide.example/?p=1",
                        "Harbour reopens",
                        "<p>Pilots brought the first ships into the harbour on Monday.</p>")
                .setLink("https://tide.example/harbour")
                .setFeed(Items.feed("tide.example", "https://tide.example/ports/feed")));
        String revised = Items.HARBOUR.replace("fourteen metres", "fifteen metres");
        for (String html : List.of(revised, Items.HARBOUR)) {
            publish(Items.item("tide.example", "https://tide.example/?p=1", "Harbour reopens", html)
                    .setLink("https://tide.example/harbour"));
        }
        tick();
        List<ItemOutcome> all = allOutcomes();
        assertEquals(
                List.of(OutcomeKind.ENRICHED, OutcomeKind.REPEATED, OutcomeKind.REVISED, OutcomeKind.REPEATED),
                kinds(all));
        String main = Items.feed("tide.example", "https://tide.example/feed").getId();
        String ports =
                Items.feed("tide.example", "https://tide.example/ports/feed").getId();
        assertEquals(List.of(main), all.get(0).getFeedIds());
        for (ItemOutcome later : all.subList(1, 4)) {
            assertEquals(List.of(main, ports), later.getFeedIds());
        }
        for (ItemOutcome outcome : all) {
            assertEquals("https://tide.example/harbour", outcome.getUrl());
            assertEquals("https://tide.example/?p=1", outcome.getGuid());
        }
        assertEquals(new Change(false, 0, 0, false, true, 1), all.get(2).getChange());
        assertEquals(
                List.of(false, false, false, true),
                all.stream().map(ItemOutcome::getFlapping).toList());
        List<EnrichedItem> versions = enriched.readValuesToList();
        assertEquals(List.of(main, ports), versions.get(1).getFeedIds());
    }

    @Test
    void tellsReadersWhenTheRawRecordWasPublishedIfItSaysSo() {
        RawItem item = Items.item("tide.example", "1", "Harbour reopens", Items.HARBOUR)
                .build();
        RawItem other =
                Items.item("north.example", "5", "Library", Items.COUNCIL).build();
        RecordHeaders said = new RecordHeaders();
        said.add(Topics.PUBLISHED_HEADER, "1772366400123".getBytes(StandardCharsets.UTF_8));
        RecordHeaders nonsense = new RecordHeaders();
        nonsense.add(Topics.PUBLISHED_HEADER, "yesterday".getBytes(StandardCharsets.UTF_8));
        for (Map.Entry<RawItem, RecordHeaders> each : List.of(Map.entry(item, said), Map.entry(other, nonsense))) {
            mill.publish(each.getKey(), each.getValue());
        }
        tick();
        List<TestRecord<String, EnrichedItem>> records = enriched.readRecordsToList();
        records.sort(Comparator.comparing(record -> record.value().getFeed().getSiteId()));
        assertNull(records.get(0).headers().lastHeader(Topics.PUBLISHED_HEADER));
        assertArrayEquals(
                "1772366400123".getBytes(StandardCharsets.UTF_8),
                records.get(1).headers().lastHeader(Topics.PUBLISHED_HEADER).value());
    }

    @Test
    void theRevisionOfACopyStaysAmongTheCopies() {
        publish(Items.item("tide.example", "1", "Harbour reopens", Items.HARBOUR));
        publish(Items.item("coast.example", "77", "Port open again", Items.HARBOUR)
                .setFetchedAt(Items.NOON.plusSeconds(5)));
        publish(Items.item("coast.example", "77", "Port open again, says office", Items.HARBOUR)
                .setFetchedAt(Items.NOON.plusSeconds(9)));
        tick();
        assertEquals(1, enriched.readValuesToList().size());
        List<EnrichedItem> all = copies.readValuesToList();
        assertEquals(2, all.size());
        assertEquals("same", all.get(1).getRelation().getKind());
        assertEquals(List.of(OutcomeKind.ENRICHED, OutcomeKind.COPY, OutcomeKind.REVISED), kinds(allOutcomes()));
    }

    @Test
    void doesNotTakeAStoryForACopyAfterTheWindow() {
        publish(Items.item("tide.example", "1", "Harbour reopens", Items.HARBOUR));
        tick();
        publish(Items.item("coast.example", "77", "Port open again", Items.HARBOUR)
                .setFetchedAt(Items.NOON.plus(Memory.DEFAULT.stories()).plusSeconds(5)));
        tick();
        assertEquals(List.of(OutcomeKind.ENRICHED, OutcomeKind.ENRICHED), kinds(allOutcomes()));
    }

    @Test
    void forgetsAnItemThatWasOutOfSightForTooLong() {
        publish(Items.item("tide.example", "1", "Harbour reopens", Items.HARBOUR));
        publish(Items.item("tide.example", "1", "Harbour reopens", Items.HARBOUR)
                .setFetchedAt(Items.NOON.plus(Memory.DEFAULT.items()).minus(Duration.ofDays(1))));
        // Seen in between, so it is remembered from then on.
        publish(Items.item("tide.example", "1", "Harbour reopens", Items.HARBOUR)
                .setFetchedAt(Items.NOON.plus(Memory.DEFAULT.items()).plus(Duration.ofDays(10))));
        publish(Items.item("tide.example", "1", "Harbour reopens", Items.HARBOUR)
                .setFetchedAt(Items.NOON.plus(Memory.DEFAULT.items().multipliedBy(3))));
        tick();
        assertEquals(
                List.of(OutcomeKind.ENRICHED, OutcomeKind.REPEATED, OutcomeKind.REPEATED, OutcomeKind.ENRICHED),
                kinds(allOutcomes()));
    }

    @Test
    void writesWhatItCannotReadToTheDeadLettersAndGoesOn() {
        publish(Items.item("tide.example", "1", "Harbour reopens", Items.HARBOUR));
        mill.publish(new TestRecord<>(
                "key".getBytes(StandardCharsets.UTF_8),
                "not Avro".getBytes(StandardCharsets.UTF_8),
                new RecordHeaders().add("from", "someone".getBytes(StandardCharsets.UTF_8)),
                Items.NOON));
        mill.publish(new TestRecord<>("key".getBytes(StandardCharsets.UTF_8), null, Items.NOON));
        publish(Items.item("north.example", "5", "Library for Norrhamn", Items.COUNCIL));
        tick();
        assertEquals(2, enriched.readValuesToList().size());
        List<TestRecord<byte[], byte[]>> letters = dead.readRecordsToList();
        assertEquals(2, letters.size());
        assertArrayEquals(
                "not Avro".getBytes(StandardCharsets.UTF_8), letters.get(0).value());
        assertArrayEquals("key".getBytes(StandardCharsets.UTF_8), letters.get(0).key());
        assertEquals("feed-items-raw", header(letters.get(0), "__streams.errors.topic"));
        assertEquals("1", header(letters.get(0), "__streams.errors.offset"));
        assertEquals("someone", header(letters.get(0), "from"));
        assertTrue(header(letters.get(0), "__streams.errors.message").contains("Confluent's wire format"));
        List<ItemOutcome> all = allOutcomes();
        assertEquals(2, kinds(all).stream().filter(OutcomeKind.REJECTED::equals).count());
        ItemOutcome rejected = all.stream()
                .filter(o -> o.getKind() == OutcomeKind.REJECTED)
                .findFirst()
                .orElseThrow();
        assertEquals(1, rejected.getRaw().getOffset());
        assertNull(rejected.getItemId());
    }

    @Test
    void aTimestampBeforeTheLastOneDoesNotBreakTheOrder() {
        publish(Items.item("tide.example", "1", "Harbour reopens", Items.HARBOUR));
        tick();
        publish(Items.item("north.example", "5", "Library for Norrhamn", Items.COUNCIL)
                .setFetchedAt(Items.NOON.minusSeconds(900)));
        assertEquals(1, enriched.readValuesToList().size());
        tick();
        EnrichedItem late = enriched.readValue();
        assertEquals(Items.NOON.minusSeconds(900), late.getFetchedAt());
        List<ItemOutcome> all = allOutcomes();
        assertFalse(all.get(1).getProvisional());
        assertTrue(all.get(1).getEff().isAfter(all.get(0).getEff()));
    }

    @Test
    void releasesWhatIsHeldWhenNoTickComesAndSaysSo() {
        publish(Items.item("tide.example", "1", "Harbour reopens", Items.HARBOUR));
        mill.letPass(Duration.ofSeconds(2));
        assertTrue(mill.outcomes().isEmpty());
        mill.letPass(Duration.ofSeconds(9));
        assertEquals(1, enriched.readValuesToList().size());
        List<ItemOutcome> all = allOutcomes();
        assertTrue(all.get(0).getProvisional());
    }

    @Test
    void aTextTooLongForARecordIsSentWithoutItsHtml() {
        String paragraph =
                "<p>" + "The harbour office counted ships and containers in the long night. ".repeat(40) + "</p>";
        publish(Items.item("tide.example", "1", "A very long list", paragraph.repeat(720)));
        publish(Items.item("north.example", "5", "Library for Norrhamn", Items.COUNCIL));
        tick();
        List<EnrichedItem> items = enriched.readValuesToList();
        assertEquals(2, items.size());
        for (EnrichedItem item : items) {
            int size = mill.topics().enriched().values().serializer().serialize("", item).length;
            assertTrue(size < Topics.MAX_RECORD_BYTES, "bytes: " + size);
            assertEquals(item.getTitle().startsWith("A very"), item.getHtml() == null);
            assertEquals(
                    item.getTitle().startsWith("A very"), item.getTruncated().contains("html"));
        }
    }

    @Test
    void rejectsAnItemThatCanNeverFitAndLeavesItsNeighboursAlone() {
        publish(Items.item("tide.example", "1", "Harbour reopens", Items.HARBOUR));
        publish(Items.item("tide.example", "2", "One endless line", "word ".repeat(780_000)));
        publish(Items.item("north.example", "5", "Library for Norrhamn", Items.COUNCIL));
        tick();
        assertEquals(2, enriched.readValuesToList().size());
        assertEquals(1, dead.readRecordsToList().size());
        List<ItemOutcome> all = allOutcomes();
        ItemOutcome rejected = all.stream()
                .filter(outcome -> outcome.getKind() == OutcomeKind.REJECTED)
                .findFirst()
                .orElseThrow();
        assertEquals("strip", rejected.getStage());
        assertTrue(rejected.getReason().contains("more than the"), rejected.getReason());
    }

    @Test
    void anItemThatWasRejectedIsNotTakenForARepeatWhenItComesAgain() {
        publish(Items.item("tide.example", "2", "One endless line", "word ".repeat(780_000)));
        publish(Items.item("tide.example", "2", "One endless line", Items.HARBOUR));
        tick();
        assertEquals(1, enriched.readValuesToList().size());
        assertEquals(2, kinds(allOutcomes()).size());
    }

    @Test
    void givesEqualRecordsForEqualLogs() {
        List<List<EnrichedItem>> runs = new ArrayList<>();
        for (int run = 0; run < 2; run++) {
            publish(Items.item("tide.example", "1", "Harbour reopens", Items.HARBOUR));
            publish(Items.item("coast.example", "77", "Port open again", Items.HARBOUR)
                    .setFetchedAt(Items.NOON.plusSeconds(5)));
            tick();
            List<EnrichedItem> all = new ArrayList<>(enriched.readValuesToList());
            all.addAll(copies.readValuesToList());
            runs.add(all);
            stopMill();
            stateDir.toFile().mkdirs();
            startMill();
        }
        assertNotNull(runs.get(0).get(0));
        assertNotEquals(0, runs.get(0).size());
        assertEquals(runs.get(0), runs.get(1));
    }

    private static String header(TestRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
