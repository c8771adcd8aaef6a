package io.feedmill.producer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedmill.avro.Feed;
import io.feedmill.avro.FeedStatus;
import io.feedmill.avro.RawItem;
import io.feedmill.producer.fetch.CacheHints;
import io.feedmill.producer.fetch.FailureKind;
import io.feedmill.producer.fetch.Validators;
import io.feedmill.producer.parse.FeedHints;
import io.feedmill.schemas.LocalSchemaRegistry;
import io.feedmill.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class FeedMemoryTest {

    static {
        Topics.of("", new LocalSchemaRegistry(null)); // Avro's builders want the classes trusted first
    }

    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    private static final String OLD = "https://old.example.org/feed";
    private static final String NEW = "https://new.example.org/feed";
    private static final FeedMemory.Polled FEED = polled(OLD);
    private static final Validators VALIDATORS = new Validators("\"1\"", null);

    private static FeedMemory.Polled polled(String location) {
        return new FeedMemory.Polled(location, "0123456789abcdef", false, Duration.ofMinutes(5), Duration.ofDays(1));
    }

    private static FeedStatus.Builder status() {
        return FeedStatus.newBuilder().setUrl(OLD).setEtag("\"1\"");
    }

    private static FeedStatus sameAt(FeedStatus before, String movedTo, Instant now) {
        return FeedMemory.notModified(
                FEED, before, new ReadResult.NotModified(VALIDATORS, CacheHints.NONE, movedTo), now);
    }

    private static FeedStatus failedAt(FeedStatus before, int status, Instant now) {
        ReadResult.Failed failed = new ReadResult.Failed(FailureKind.HTTP_STATUS, "no", -1, status, CacheHints.NONE);
        return FeedMemory.failed(FEED, before, failed, now);
    }

    /** So many polls, six hours apart. */
    private static FeedStatus moved(int polls) {
        FeedStatus status = status().build();
        for (int i = 0; i < polls; i++) {
            status = sameAt(status, NEW, START.plus(Duration.ofHours(6L * i)));
        }
        return status;
    }

    private static String location(FeedStatus status) {
        return FeedMemory.question(FEED, status, START.plus(Duration.ofDays(3))).location();
    }

    @Test
    void followsAPermanentRedirectForGoodOnlyAfterItWasStable() {
        assertEquals(OLD, location(moved(4)));
        assertEquals(NEW, location(moved(5)));
        FeedStatus hasty = status().build();
        for (int i = 0; i < 20; i++) {
            hasty = sameAt(hasty, NEW, START.plus(Duration.ofMinutes(i)));
        }
        assertEquals(OLD, location(hasty), "twenty minutes are no proof");
    }

    @Test
    void beginsAnewWhereTheRedirectEndsChangesOrFails() {
        Instant later = START.plus(Duration.ofHours(23));
        assertEquals(0, sameAt(moved(4), null, later).getMovedPolls());
        assertEquals(1, sameAt(moved(4), "https://third.example.org/", later).getMovedPolls());
        assertEquals(0, failedAt(moved(4), 503, later).getMovedPolls());
    }

    @Test
    void staysAtTheNewAddressAndGoesBackWhereThatFails() {
        Instant later = START.plus(Duration.ofDays(2));
        FeedStatus settled = sameAt(moved(5), null, later);
        assertEquals(NEW, location(settled));
        assertEquals(NEW, location(failedAt(settled, 503, later)));
        assertEquals(OLD, location(failedAt(settled, 404, later)));
    }

    @Test
    void leavesNoCredentialsBehind() {
        FeedMemory.Polled feed = polled("https://jo:secret@old.example.org/feed");
        assertFalse(FeedMemory.hasMoved(feed, moved(9)));
    }

    @Test
    void stopsAfterThreeTimesGoneAndGoesOnAfterASuccess() {
        FeedStatus once = failedAt(status().build(), 410, START);
        assertNotNull(once.getNextPollAt());
        FeedStatus thrice = failedAt(failedAt(once, 410, START), 410, START);
        assertNull(thrice.getNextPollAt());
        assertTrue(thrice.getNextPollReason().contains("gone for good"), thrice.getNextPollReason());
        assertNotNull(failedAt(failedAt(once, 503, START), 410, START).getNextPollAt());
        assertNotNull(sameAt(thrice, null, START).getNextPollAt());
    }

    @Test
    void asksForTheWholeDocumentOnceInAWhileThoughTheServerSaysThatNothingChanged() {
        FeedStatus hourly = status().setLastWholeAt(START)
                .setItemGapSeconds(3600L)
                .setItemSpanSeconds(72_000L)
                .setLastNewAt(START)
                .build();
        assertEquals(
                VALIDATORS,
                FeedMemory.question(FEED, hourly, START.plus(Duration.ofHours(7)))
                        .validators());
        assertEquals(
                Validators.NONE,
                FeedMemory.question(FEED, hourly, START.plus(Duration.ofHours(8)))
                        .validators());
        FeedStatus unknown = status().setLastWholeAt(START)
                .setLastNewAt(START)
                .setValidatorsWork(true)
                .build();
        assertEquals(
                VALIDATORS,
                FeedMemory.question(FEED, unknown, START.plus(Duration.ofDays(6)))
                        .validators());
        assertEquals(
                Validators.NONE,
                FeedMemory.question(FEED, unknown, START.plus(Duration.ofDays(7)))
                        .validators());
        unknown.setValidatorsWork(false);
        unknown.setLastNewAt(START.minus(Duration.ofDays(2)));
        assertEquals(
                Validators.NONE,
                FeedMemory.question(FEED, unknown, START.plus(Duration.ofHours(4)))
                        .validators(),
                "nobody has seen it say that something had changed");
    }

    @Test
    void remembersWhatTheFeedAsksForOverAnswersThatSayNothingChanged() {
        FeedStatus before = status().setTimeToLiveSeconds(7200).build();
        assertEquals("the feed asks for it (ttl)", sameAt(before, null, START).getNextPollReason());
    }

    @Test
    void tellsTheRhythmFromTheDatesOfTheNewestItems() {
        List<Instant> hourly = java.util.stream.IntStream.range(0, 30)
                .mapToObj(i -> START.minus(Duration.ofHours(i)))
                .toList();
        assertEquals(new Rhythm(Duration.ofHours(1), Duration.ofHours(29), START), Rhythm.of(hourly, START));
        List<Instant> pinned = List.of(
                START,
                START.minus(Duration.ofHours(1)),
                START.minus(Duration.ofHours(2)),
                START.minus(Duration.ofDays(4000)));
        assertEquals(Duration.ofHours(4), Rhythm.of(pinned, START).gap());
        assertNull(Rhythm.of(List.of(START, START, START), START).gap(), "one date is no rhythm");
    }

    @Test
    void givesAHostItsTurns() {
        Hosts hosts = new Hosts(new Politeness(2, Duration.ofSeconds(1), true));
        assertEquals(START, hosts.turn("a", START, true));
        hosts.begin("a", START);
        assertEquals(START.plusSeconds(1), hosts.turn("a", START, true));
        assertEquals(START, hosts.turn("b", START, true));
        hosts.begin("a", START.plusSeconds(1));
        assertTrue(hosts.turn("a", START.plusSeconds(5), true).isAfter(START.plusSeconds(5)), "two are under way");
        hosts.end("a", START.plusSeconds(5), null);
        assertEquals(START.plusSeconds(5), hosts.turn("a", START.plusSeconds(5), true));
        hosts.end("a", START.plusSeconds(6), Duration.ofMinutes(10));
        assertEquals(START.plusSeconds(606), hosts.turn("a", START.plusSeconds(7), true));
        hosts.end(begun(hosts, "b"), START, Duration.ofDays(400));
        assertEquals(START.plus(Duration.ofDays(1)), hosts.turn("b", START.plusSeconds(7), true));
    }

    private static String begun(Hosts hosts, String host) {
        hosts.begin(host, START);
        return host;
    }

    @Test
    void asksAServerThatLiedWithoutValidatorsFromThenOn() {
        FeedStatus before = status().setSiteId("example.org")
                .setDocumentDigest("1")
                .setLastWholeAt(START)
                .setLastPollAt(START.plus(Duration.ofHours(3)))
                .setLastNewAt(START)
                .build();
        Instant now = START.plus(Duration.ofHours(4));
        assertTrue(after(before, START.plus(Duration.ofHours(1)), now).getValidatorsLie(), "it came three hours ago");
        assertFalse(after(before, START.plus(Duration.ofHours(3)), now).getValidatorsLie(), "it came just then");
        assertFalse(after(before, START.minus(Duration.ofHours(1)), now).getValidatorsLie(), "an old item come back");
        FeedStatus lied = after(before, START.plus(Duration.ofHours(1)), now);
        assertEquals(Validators.NONE, FeedMemory.question(FEED, lied, now).validators());
    }

    private static FeedStatus after(FeedStatus before, Instant published, Instant now) {
        Feed feed = Feed.newBuilder()
                .setId("0123456789abcdef")
                .setUrl(OLD)
                .setSiteId("example.org")
                .build();
        RawItem item = RawItem.newBuilder()
                .setFeed(feed)
                .setGuid("1")
                .setPublished(published)
                .setFetchedAt(now)
                .setDocumentDigest("2")
                .build();
        ReadResult.Document document = new ReadResult.Document(
                feed, List.of(item), List.of(), VALIDATORS, "2", CacheHints.NONE, FeedHints.NONE, now, null);
        Unseen unseen = Unseen.of(document.items(), before.getSeen());
        return FeedMemory.read(FEED, before, document, "example.org", unseen, now);
    }

    @Test
    void writesOfAQuietFeedOnceAnHour() {
        FeedStatus before = sameAt(status().build(), null, START.plus(Duration.ofMinutes(5)));
        FeedStatus soon = sameAt(before, null, START.plus(Duration.ofMinutes(55)));
        assertFalse(FeedMemory.isWorthARecord(FEED, before, soon));
        assertTrue(FeedMemory.isWorthARecord(FEED, soon, sameAt(soon, null, START.plus(Duration.ofMinutes(65)))));
        assertTrue(FeedMemory.isWorthARecord(FEED, failedAt(before, 503, START), soon));
    }

    @Test
    void countsPollsForTheScorecard() {
        FeedStatus status = failedAt(sameAt(status().build(), null, START), 503, START);
        assertEquals(
                List.of(2L, 1L, 1L), List.of(status.getPolls(), status.getPollsNotModified(), status.getPollsFailed()));
    }
}
