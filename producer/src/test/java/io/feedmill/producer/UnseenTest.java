package io.feedmill.producer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.feedmill.avro.Feed;
import io.feedmill.avro.RawItem;
import io.feedmill.avro.SeenItem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnseenTest {

    private static RawItem item(String guid, String title) {
        return RawItem.newBuilder()
                .setFeed(Feed.newBuilder().setId("0").setUrl("u").setSiteId("s").build())
                .setGuid(guid)
                .setTitle(title)
                .setAuthors(List.of())
                .setCategories(List.of())
                .setMedia(List.of())
                .setExtensions(List.of())
                .setTruncated(List.of())
                .setFetchedAt(Instant.EPOCH)
                .build();
    }

    @Test
    void letsAVersionPassOnce() {
        Unseen first = Unseen.of(List.of(item("a", "1"), item("b", "1"), item("a", "1")), List.of());
        assertEquals(List.of(item("a", "1"), item("b", "1")), first.items());
        Unseen second = Unseen.of(List.of(item("c", "1"), item("a", "1"), item("b", "2")), first.seen());
        assertEquals(List.of(item("c", "1"), item("b", "2")), second.items());
        assertEquals(
                List.of(),
                Unseen.of(List.of(item("b", "2"), item("a", "1")), second.seen())
                        .items());
    }

    @Test
    void remembersItemsThatAreNoLongerListed() {
        Unseen first = Unseen.of(List.of(item("a", "1")), List.of());
        Unseen without = Unseen.of(List.of(item("b", "1")), first.seen());
        assertEquals(
                List.of(),
                Unseen.of(List.of(item("a", "1"), item("b", "1")), without.seen())
                        .items());
    }

    @Test
    void seesThatAnItemChangedBack() {
        Unseen first = Unseen.of(List.of(item("a", "1")), List.of());
        Unseen second = Unseen.of(List.of(item("a", "2")), first.seen());
        assertEquals(
                List.of(item("a", "1")),
                Unseen.of(List.of(item("a", "1")), second.seen()).items());
    }

    @Test
    void isNotStirredByTwoVersionsInOneDocument() {
        List<RawItem> both = List.of(item("a", "1"), item("a", "2"));
        Unseen first = Unseen.of(both, List.of());
        assertEquals(both, first.items());
        assertEquals(List.of(), Unseen.of(both, first.seen()).items());
    }

    @Test
    void doesNotCountTheDocumentAndTheFeedAsTheItems() {
        RawItem later = item("a", "1");
        later.setFetchedAt(Instant.parse("2026-03-01T12:00:00Z"));
        later.setDocumentDigest("ff");
        later.getFeed().setTitle("New name");
        assertEquals(Unseen.version(item("a", "1")), Unseen.version(later));
        assertNotEquals(Unseen.version(item("a", "1")), Unseen.version(item("a", "2")));
    }

    @Test
    void knowsItemsWithASharedGuidByTheirLinks() {
        RawItem one = item("g", "1");
        one.setGuidShared(true);
        one.setLink("https://a.example.com/1");
        RawItem other = item("g", "2");
        other.setGuidShared(true);
        other.setLink("https://a.example.com/2");
        assertNotEquals(Unseen.version(one).getKey(), Unseen.version(other).getKey());
    }

    @Test
    void forgetsTheOldestWhereThereIsNoRoom() {
        List<SeenItem> many = new ArrayList<>();
        for (long i = 0; i < 6_000; i++) {
            many.add(new SeenItem(i, i, 0L));
        }
        List<SeenItem> seen = Unseen.of(List.of(item("a", "1")), many).seen();
        assertEquals(Unseen.REMEMBERED, seen.size());
        assertEquals(Unseen.version(item("a", "1")), seen.get(0));
        assertEquals(new SeenItem(4_998L, 4_998L, 0L), seen.get(seen.size() - 1));
    }

    @Test
    void countsWhatChangedAndWhatComesAgainUnderAnotherId() {
        RawItem story = item("a", "Ferry returns");
        story.setSummaryHtml("The ferry is back.");
        Unseen first = Unseen.of(List.of(story), List.of());
        assertEquals(List.of(0, 0), List.of(first.changed(), first.renamed()));
        RawItem again = item("b", "Ferry returns");
        again.setSummaryHtml("The ferry is back.");
        RawItem changed = item("a", "Ferry returns");
        changed.setSummaryHtml("The ferry is back, and late.");
        Unseen second = Unseen.of(List.of(again, changed), first.seen());
        assertEquals(List.of(1, 1), List.of(second.changed(), second.renamed()));
    }

    @Test
    void knowsAVersionFromAMemoryThatHoldsLessOfIt() {
        RawItem story = item("a", "Ferry returns");
        story.setSummaryHtml("The ferry is back.");
        SeenItem now = Unseen.version(story);
        SeenItem older = new SeenItem(now.getKey(), now.getVersion(), 0L);
        assertEquals(List.of(), Unseen.of(List.of(story), List.of(older)).items());
    }
}
