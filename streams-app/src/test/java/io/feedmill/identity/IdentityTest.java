package io.feedmill.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.feedmill.words.Words;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class IdentityTest {

    private static final String GUID = "https://tide.example/?p=101";
    private static final String LINK = "https://tide.example/harbour-reopens";
    private static final String TITLE = "Harbour reopens after storm";

    private record Memory(String itemId, long titleHash, List<Long> blocks, List<String> names, List<String> feedIds)
            implements Identity.Known {}

    private final Map<String, String> names = new HashMap<>();
    private final Map<String, Memory> items = new HashMap<>();

    private static ItemFacts item(String feed, String guid, String link, String title) {
        return new ItemFacts("tide.example", feed, guid, false, link, false, "https://tide.example/", title, "text");
    }

    private Identity.Identified see(ItemFacts facts) {
        Identity.Identified identified = Identity.identify(facts, names::get, items::get);
        List<String> feeds = new ArrayList<>(
                identified.known() == null ? List.of() : identified.known().feedIds());
        feeds.add(facts.feedId());
        Set<String> allNames = new LinkedHashSet<>(
                identified.known() == null ? List.of() : identified.known().names());
        allNames.addAll(identified.names());
        items.put(
                identified.itemId(),
                new Memory(
                        identified.itemId(),
                        Words.digest(facts.title()),
                        List.copyOf(Paragraphs.of(facts.content())),
                        List.copyOf(allNames),
                        feeds));
        identified.names().forEach(name -> names.put(name, identified.itemId()));
        return identified;
    }

    @Test
    void anItemNotSeenBeforeIsNew() {
        assertNull(see(item("main", GUID, LINK, TITLE)).known());
        assertNull(see(item("main", "https://tide.example/?p=102", "https://tide.example/other", "Another"))
                .known());
    }

    @Test
    void recognisesAGuidWhateverTheHeadlineAndLinkHaveBecome() {
        Identity.Identified first = see(item("main", GUID, LINK, TITLE));
        Identity.Identified second = see(item("main", GUID, "https://tide.example/new-slug", "Port open again"));
        assertEquals(first.itemId(), second.itemId());
        assertNotNull(second.known());
    }

    @Test
    void recognisesAGuidThatTurnedToHttpOrAnotherCaseOfHost() {
        Identity.Identified first = see(item("main", GUID, null, TITLE));
        assertEquals(
                first.itemId(),
                see(item("main", "http://WWW.tide.example/?p=101", null, TITLE)).itemId());
    }

    @Test
    void recognisesANewGuidByLinkAndHeadline() {
        Identity.Identified first = see(item("main", GUID, LINK, TITLE));
        Identity.Identified second = see(item("main", "urn:other:7", LINK + "?utm_source=rss", TITLE));
        assertEquals(first.itemId(), second.itemId());
        assertEquals("same link and headline, new guid", second.evidence());
        // And from now on by the new guid alone.
        assertEquals(
                first.itemId(),
                see(item("main", "urn:other:7", null, "Changed")).itemId());
    }

    @Test
    void doesNotMergeTwoGuidsThatOnlyShareALink() {
        Identity.Identified first =
                see(item("main", "urn:live:1", "https://tide.example/live", "10:00 Pilots on board"));
        Identity.Identified second =
                see(item("main", "urn:live:2", "https://tide.example/live", "10:20 First ship in"));
        assertNotEquals(first.itemId(), second.itemId());
    }

    @Test
    void doesNotTrustAGuidThatOtherItemsOfTheDocumentHave() {
        ItemFacts one = new ItemFacts("s", "f", "same", true, "https://tide.example/1", false, null, "One", "a");
        ItemFacts two = new ItemFacts("s", "f", "same", true, "https://tide.example/2", false, null, "Two", "b");
        assertNotEquals(see(one).itemId(), see(two).itemId());
        assertNotNull(see(one).known());
    }

    @Test
    void doesNotTrustALinkThatOtherItemsOfTheDocumentHave() {
        ItemFacts one = new ItemFacts("s", "f", null, false, "https://tide.example/notices", true, null, "One", "a");
        ItemFacts two = new ItemFacts("s", "f", null, false, "https://tide.example/notices", true, null, "Two", "b");
        assertNotEquals(see(one).itemId(), see(two).itemId());
        assertNotNull(see(one).known());
    }

    @Test
    void doesNotTakeTheHomePageForAnItemsLink() {
        Identity.Identified first = see(item("main", null, "https://www.tide.example", "One"));
        Identity.Identified second = see(item("main", null, "https://www.tide.example", "Two"));
        assertNotEquals(first.itemId(), second.itemId());
    }

    @Test
    void findsTheItemOfAnotherFeedOfTheSite() {
        Identity.Identified first = see(item("main", GUID, LINK, TITLE));
        assertEquals(first.itemId(), see(item("ports", GUID, LINK, TITLE)).itemId());
    }

    @Test
    void doesNotMergeShortGuidsOfTwoFeedsOfTheSite() {
        Identity.Identified first = see(item("news", "17", "https://tide.example/news/17", "News seventeen"));
        Identity.Identified second = see(item("sport", "17", "https://tide.example/sport/17", "Sport seventeen"));
        assertNotEquals(first.itemId(), second.itemId());
        assertEquals(
                first.itemId(),
                see(item("news", "17", "https://tide.example/news/17", "News, edited"))
                        .itemId());
        assertEquals(
                second.itemId(),
                see(item("sport", "17", "https://tide.example/sport/17", "Sport, edited"))
                        .itemId());
    }

    @Test
    void neverMergesItemsOfTwoSites() {
        ItemFacts here = new ItemFacts("a.example", "f", GUID, false, LINK, false, null, TITLE, "x");
        ItemFacts there = new ItemFacts("b.example", "g", GUID, false, LINK, false, null, TITLE, "x");
        assertNotEquals(see(here).itemId(), see(there).itemId());
    }

    @Test
    void neverMergesByTheHeadlineAlone() {
        Identity.Identified first = see(item("main", "urn:1:aaaaaaaaaaaaaaaaa", "https://tide.example/1", "Weather"));
        Identity.Identified second = see(item("main", "urn:1:bbbbbbbbbbbbbbbbb", "https://tide.example/2", "Weather"));
        assertNotEquals(first.itemId(), second.itemId());
    }

    @Test
    void recognisesAnItemWithoutGuidAndLinkByHeadlineAndBeginning() {
        Identity.Identified first = see(item("main", null, null, TITLE));
        assertEquals(first.itemId(), see(item("main", " ", null, TITLE)).itemId());
        assertNotEquals(first.itemId(), see(item("main", null, null, "Another")).itemId());
    }

    private static ItemFacts story(String guid, String link, String title, String... paragraphs) {
        String html = "<p>" + String.join("</p><p>", paragraphs) + "</p>";
        return new ItemFacts("tide.example", "main", guid, false, link, false, "https://tide.example/", title, html);
    }

    private static final String SHIPS = "Pilots brought nineteen ships into the harbour before the tide turned.";
    private static final String DIVERS = "Divers had lifted the last of the containers from the fairway at night.";
    private static final String LETTER = "Sign up to our letter and have the news of the coast before breakfast.";

    @Test
    void aGuidThatIsUsedForAnotherStoryIsNotBelieved() {
        Identity.Identified first = see(story(GUID, LINK, TITLE, SHIPS));
        Identity.Identified second = see(story(GUID, LINK + "-2", "Library for Norrhamn", DIVERS));
        assertNotEquals(first.itemId(), second.itemId());
        // Each is recognised from now on, whatever happens to its headline.
        assertEquals(
                second.itemId(),
                see(story(GUID, LINK + "-2", "Library after all", DIVERS)).itemId());
        assertEquals(first.itemId(), see(story(GUID, LINK, "Changed", SHIPS)).itemId());
    }

    @Test
    void recognisesANewGuidByLinkAndTextUnderAnotherHeadline() {
        Identity.Identified first = see(story("urn:1", LINK, TITLE, SHIPS, LETTER));
        Identity.Identified second = see(story("urn:2", LINK, "Port open again", SHIPS, LETTER));
        assertEquals(first.itemId(), second.itemId());
        assertEquals("same link and text, new guid", second.evidence());
    }

    @Test
    void aLineThatTheSiteRepeatsIsNotEnoughToMergeTwoGuidsOfOneLink() {
        Identity.Identified first = see(story("urn:1", LINK, TITLE, SHIPS, LETTER));
        assertNotEquals(
                first.itemId(),
                see(story("urn:2", LINK, "Another", DIVERS, LETTER)).itemId());
    }

    @Test
    void recognisesAnItemThatMovedByTheNumberInItsLinkAndItsText() {
        Identity.Identified first = see(story("urn:1", "https://tide.example/2026/ships-4711007", TITLE, SHIPS));
        Identity.Identified second =
                see(story("urn:2", "https://news.tide.example/articles/4711007", "Port open again", SHIPS));
        assertEquals(first.itemId(), second.itemId());
        assertNotEquals(
                first.itemId(),
                see(story("urn:3", "https://tide.example/gallery/4711007", TITLE, DIVERS))
                        .itemId());
    }

    @Test
    void aSectionOfTwoLettersIsNoHindranceToRecogniseAnItemThatMoved() {
        Identity.Identified first = see(story("urn:1", "https://tide.example/us/ships-4711007", TITLE, SHIPS));
        assertEquals(
                first.itemId(),
                see(story("urn:2", "https://tide.example/world/ships-4711007", "Port open again", SHIPS))
                        .itemId());
    }

    @Test
    void oneParagraphThatWasEditedMakesNoOtherStoryOfAPageWithANewGuid() {
        Identity.Identified first = see(story("urn:1", LINK, TITLE, SHIPS));
        assertEquals(
                first.itemId(),
                see(story("urn:2", LINK, TITLE, SHIPS.replace("nineteen", "twenty")))
                        .itemId());
    }

    @Test
    void aCounterBehindTheLinkIsNoGuid() {
        Identity.Identified first = see(story(LINK + "#0", LINK + "?at_medium=RSS", TITLE, SHIPS));
        assertEquals(
                first.itemId(),
                see(story(LINK + "#1", LINK, "Port open again", DIVERS)).itemId());
    }
}
