package io.feedmill.standalone.samples;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.feedmill.standalone.samples.Scenario.Act;
import io.feedmill.standalone.samples.Scenario.Step;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXParseException;
import org.xml.sax.helpers.DefaultHandler;

class SampleFeedsTest {
    private static final Instant BEGUN = Instant.parse("2026-03-29T00:58:00Z");
    private static final String BROKEN = "/samples/parish-post/rss.php";

    private final SampleFeeds feeds = new SampleFeeds(BEGUN, InstantSource.fixed(BEGUN));
    private final Scenario scenario = Scenario.bundled();

    static List<SampleFeed> feeds() {
        return SampleFeed.ALL;
    }

    static Stream<SampleFeed> xmlFeeds() {
        return SampleFeed.ALL.stream()
                .filter(feed -> !feed.path().endsWith(".json") && !feed.path().equals(BROKEN));
    }

    @Test
    void listsTenPathsOfWhichOneHasNoDocument() {
        assertEquals(10, feeds.paths().stream().distinct().count());
        assertTrue(feeds.paths().stream().allMatch(path -> path.startsWith("/samples/")));
        assertThrows(IllegalArgumentException.class, () -> feeds.document(SampleFeeds.DOWN, BEGUN));
    }

    @ParameterizedTest
    @MethodSource("xmlFeeds")
    void isWellFormedXmlWithLinksToItsOwnSiteAtAllTimes(SampleFeed feed) throws Exception {
        for (int second : times()) {
            Document document = xml(at(feed, second));
            boolean atom = document.getDocumentElement().getTagName().equals("feed");
            NodeList items = document.getElementsByTagName(atom ? "entry" : "item");
            assertTrue(items.getLength() >= 2 && items.getLength() <= 20, feed.name() + " at " + second);
            String home = URI.create(feed.maker().link(scenario.stories().get("godwits")))
                    .getHost();
            assertTrue(home.endsWith(".example"), home);
            for (int i = 0; i < items.getLength(); i++) {
                Element link = (Element)
                        ((Element) items.item(i)).getElementsByTagName("link").item(0);
                String href = atom ? link.getAttribute("href") : link.getTextContent();
                assertEquals(
                        home, URI.create("https://" + home + "/").resolve(href).getHost());
            }
        }
    }

    @Test
    void theMagazineIsAJsonFeedAtAllTimes() throws Exception {
        for (int second : times()) {
            JsonNode feed = new ObjectMapper().readTree(at(SampleFeed.named("meridian"), second));
            assertEquals("https://jsonfeed.org/version/1.1", feed.get("version").asText());
            assertTrue(feed.get("items").size() >= 2);
            for (JsonNode item : feed.get("items")) {
                assertEquals(item.get("id"), item.get("url"));
                assertFalse(Instant.parse(item.get("date_published").asText())
                        .isAfter(Instant.parse(item.get("date_modified").asText())));
            }
        }
    }

    @Test
    void theParishPaperIsBrokenInEveryWayItPromises() {
        for (int second : times()) {
            byte[] bytes = at(SampleFeed.named("parish"), second);
            String text = new String(bytes, SampleFeed.named("parish").maker().charset());
            assertThrows(SAXParseException.class, () -> xml(bytes));
            assertAll(
                    () -> assertTrue(text.startsWith("\n<?xml"), "text before the declaration"),
                    () -> assertTrue(text.contains("Bell ringers & bakers"), "bare ampersand"),
                    () -> assertTrue(text.contains("&eacute;") && text.contains("&nbsp;"), "undeclared entities"),
                    () -> assertTrue(text.contains("\u000b"), "control character"),
                    () -> assertTrue(text.contains("<pubDate>Sunday after Trinity"), "bad date"),
                    () -> assertTrue(text.contains("+0000</pubDate>"), "good dates too"),
                    () -> assertTrue(text.split("</item>", -1).length >= 3, "whole items"),
                    () -> assertTrue(
                            text.lastIndexOf("<item>") > text.lastIndexOf("</item>") && !text.contains("</rss>"),
                            "cut off in the last item"));
        }
    }

    @ParameterizedTest
    @MethodSource("feeds")
    void canWriteAllItsTextInItsCharset(SampleFeed feed) {
        String text = new String(at(feed, 1000), feed.maker().charset());
        assertFalse(text.contains("\ufffd"));
        for (Entry entry : scenario.listed(feed, BEGUN, BEGUN.plusSeconds(1000))) {
            assertTrue(feed.maker()
                    .charset()
                    .newEncoder()
                    .canEncode(String.join("", entry.text().paragraphs())));
        }
    }

    @Test
    void listsTwoToFourItemsInEveryFeedWhenItBegins() {
        for (SampleFeed feed : SampleFeed.ALL) {
            int listed = scenario.listed(feed, BEGUN, BEGUN).size();
            assertTrue(listed >= 2 && listed <= 4, feed.name() + " lists " + listed);
        }
    }

    @Test
    void everyNewItemAppearsAtItsTimeAndNotBefore() {
        for (Step step : steps(Act.NEW)) {
            assertFalse(shows(step, step.at() - 1), step + " comes early");
            assertTrue(shows(step, step.at()), step + " is late");
        }
    }

    @Test
    void aRevisionChangesTheText() {
        for (Step step : steps(Act.REVISE)) {
            Entry before = entry(step, step.at() - 1);
            Entry after = entry(step, step.at());
            assertNotEquals(before.text(), after.text(), step.toString());
            assertEquals(before.published(), after.published());
            assertFalse(Arrays.equals(at(step.feed(), step.at() - 1), at(step.feed(), step.at())));
        }
    }

    @Test
    void aRepeatChangesTheDocumentButNotTheText() {
        for (Step step : steps(Act.REPEAT)) {
            assertEquals(
                    entry(step, step.at() - 1).text(), entry(step, step.at()).text());
            assertFalse(Arrays.equals(at(step.feed(), step.at() - 1), at(step.feed(), step.at())));
        }
    }

    @Test
    void bringsEnoughOfEverything() {
        List<Step> later =
                scenario.steps().stream().filter(step -> step.at() > 0).toList();
        assertAll(
                () -> assertTrue(steps(Act.REVISE).size() >= 10),
                () -> assertTrue(steps(Act.REPEAT).size() >= 6),
                () -> assertTrue(later.stream()
                                .filter(step -> step.how().containsKey("from"))
                                .count()
                        >= 10),
                () -> assertTrue(scenario.stories().values().stream()
                                .filter(story -> story.paragraphs().size() >= 6)
                                .filter(story -> words(story) >= 150 && words(story) <= 500)
                                .count()
                        >= 22));
    }

    @Test
    void somethingHappensAtLeastEveryEightSeconds() {
        List<Integer> times = scenario.steps().stream()
                .map(Step::at)
                .filter(at -> at >= 0)
                .distinct()
                .toList();
        int before = 0;
        for (int time : times) {
            assertTrue(time - before <= 8, "nothing between " + before + " and " + time);
            before = time;
        }
        assertTrue(before >= 200);
        for (int second = before; second < before + 200; second += 8) {
            assertFalse(Arrays.equals(at(SampleFeed.WIRE, second), at(SampleFeed.WIRE, second + 8)));
        }
    }

    @ParameterizedTest
    @MethodSource("feeds")
    void listsTheNewestFirst(SampleFeed feed) {
        for (int second : times()) {
            List<Instant> dates = scenario.listed(feed, BEGUN, BEGUN.plusSeconds(second)).stream()
                    .map(Entry::published)
                    .toList();
            for (int i = 1; i < dates.size(); i++) {
                assertFalse(dates.get(i).isAfter(dates.get(i - 1)));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("feeds")
    void dependsOnTheTimeAlone(SampleFeed feed) {
        SampleFeeds others = new SampleFeeds(BEGUN.plusMillis(900), InstantSource.system());
        for (int second : times()) {
            assertArrayEquals(at(feed, second), others.document(feed.path(), BEGUN.plusSeconds(second)));
        }
        if (!feed.equals(SampleFeed.WIRE)) {
            assertArrayEquals(at(feed, 240), at(feed, 900_000));
        }
    }

    @Test
    void keepsWhatItHadWhenTheClockGoesBack() {
        assertArrayEquals(at(SampleFeed.PAPER, 0), at(SampleFeed.PAPER, -100_000));
    }

    @Test
    void theSectionFeedGivesItsItemsTheIdentityTheyHaveInThePaper() throws Exception {
        Element paper = first(at(SampleFeed.PAPER, 38));
        Element section = first(at(SampleFeed.named("gazette-sea"), 46));
        assertEquals(text(paper, "guid"), text(section, "guid"));
        assertEquals(text(paper, "description"), text(section, "description"));
        assertNotEquals(text(paper, "link"), text(section, "link"));
    }

    @Test
    void theAggregatorAddsWhatAggregatorsAdd() throws Exception {
        Element item = first(at(SampleFeed.named("lantern"), 20));
        String link = text(item, "link");
        String content = text(item, "content:encoded");
        assertAll(
                () -> assertEquals(
                        "<p><a href=\"" + link
                                + "\">Read More “NATO Troops Storm Icy Estonian Beaches In Winter Drill” »</a></p>",
                        text(item, "description").strip()),
                () -> assertTrue(content.contains("<p><b class=\"place\">Tallinn:</b></p>")),
                () -> assertTrue(content.contains("not been edited by Harbour Gazette staff")),
                () -> assertTrue(content.contains("Waiting for response to load…")),
                () -> assertTrue(content.contains("A crowded sea\u00a0</h2>")),
                () -> assertTrue(content.endsWith("]]>")),
                () -> assertTrue(
                        link.matches(
                                "https://lantern-news\\.example/nato-troops-storm-icy-estonian-beaches-in-winter-drill-[0-9]{7}/"),
                        link),
                () -> assertTrue(content.contains("<a href=\"https://harbour-gazette.example/defence/")),
                () -> assertTrue(content.contains("appeared first on <a href=\"https://lantern-news.example\">")));
    }

    @Test
    void theWireDatesItsLines() throws Exception {
        String text = text(first(at(SampleFeed.WIRE, 5)), "description");
        assertTrue(text.startsWith("VESSBY, Mar 29 (Norwire) — Vesland’s central bank"), text);
        assertTrue(text.endsWith("(Reporting by Oskar Brandt in Vessby; Editing by Karl Aune)"), text);
    }

    private static int[] times() {
        return IntStream.concat(
                        IntStream.iterate(0, second -> second <= 260, second -> second + 20), IntStream.of(100_000))
                .toArray();
    }

    private List<Step> steps(Act act) {
        return scenario.steps().stream()
                .filter(step -> step.act() == act && step.at() > 0)
                .toList();
    }

    private byte[] at(SampleFeed feed, int second) {
        return feeds.document(feed.path(), BEGUN.plusSeconds(second));
    }

    private Entry entry(Step step, int second) {
        return scenario.listed(step.feed(), BEGUN, BEGUN.plusSeconds(second)).stream()
                .filter(entry -> entry.story().id().equals(step.story()))
                .findFirst()
                .orElseThrow();
    }

    private boolean shows(Step step, int second) {
        String text = new String(at(step.feed(), second), step.feed().maker().charset());
        Story story = scenario.stories().get(step.story());
        String title = step.how().getOrDefault("title", story.headline());
        return text.contains(Markup.escape(title)) || text.contains("id=" + story.number());
    }

    private static int words(Story story) {
        return String.join(" ", story.paragraphs()).split("\\s+").length;
    }

    private static Element first(byte[] document) throws Exception {
        return (Element) xml(document).getElementsByTagName("item").item(0);
    }

    private static String text(Element item, String name) {
        return item.getElementsByTagName(name).item(0).getTextContent();
    }

    private static Document xml(byte[] document) throws Exception {
        DocumentBuilder builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
        builder.setErrorHandler(new DefaultHandler());
        return builder.parse(new InputSource(new ByteArrayInputStream(document)));
    }

    @Test
    void theWireBeginsWithNewsAtEachLaterStart() {
        Instant restart = BEGUN.plusSeconds(61);
        SampleFeeds again = new SampleFeeds(BEGUN, InstantSource.fixed(restart));
        String path = SampleFeed.WIRE.path();
        String before = new String(feeds.document(path, restart), StandardCharsets.UTF_8);
        String after = new String(again.document(path, restart), StandardCharsets.UTF_8);
        assertFalse(before.contains("brief-" + ((1L << 40) + restart.getEpochSecond())));
        assertTrue(after.contains("brief-" + ((1L << 40) + restart.getEpochSecond())), after);
        assertEquals(before.split("<item>").length + 1, after.split("<item>").length);
    }
}
