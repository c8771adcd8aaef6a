package io.feedmill.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real feed of an aggregator, as it is served and as a careless dump left it. Its articles belong to their publishers,
 * so it is not in the repository: {@code -Dfeedmill.shared=FOLDER} says where it is, and without that nothing is tested.
 */
class SharedFeedIT {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** None of these may be left in text, HTML or summary. */
    private static final List<String> RESIDUE =
            List.of("Source link", "Read More", "Waiting for response to load", "syndicated feed", "]]>");

    /** Words that look like boilerplate to a careless rule, and are none: the number of the item, and the words. */
    private static final List<String> TRAPS = List.of(
            "1 Kelly Grieco of the Stimson Center foreign policy and defence think tank told AFP.",
            "1 such a summit being held,” Ekman told AFP.",
            "1 disinformation and propaganda purposes… to coincide with the NATO summit",
            "2 relations with Europe … while simultaneously",
            "1 Strategic signal",
            "0 China and Russia have drawn closer in recent years and hold joint military exercises regularly.",
            "1 As well as moving closer to Russia, China is becoming increasingly hostile to NATO.",
            "0 North American Aerospace Defense Command (NORAD) said",
            "1 European Union Institute for Security Studies (EUISS).",
            "0 It said “Russian space forces’ Tu-95MS strategic missile carriers",
            "0 defence ministry said Thursday.",
            "0 Moscow also said the patrol",
            "2 China claims to take a neutral position",
            "2 China is “falling over themselves to give Russia face");

    @TempDir
    Path dir;

    private Path feed;
    private Path dump;

    @BeforeEach
    void findTheFeed() {
        String shared = System.getProperty("feedmill.shared");
        assumeTrue(shared != null, "-Dfeedmill.shared=FOLDER is not given");
        feed = Path.of(shared, "feeds", "artifex-news.xml");
        dump = Path.of(shared, "feeds", "artifex-news-dump.txt");
    }

    @Test
    void givesThreeCleanStoriesWithTheirCreditsAsFields() throws Exception {
        List<JsonNode> stories = stories("enrich", feed.toString());
        check(stories);
        assertEquals("https://www.ndtv.com/", start(stories.get(0).get("originalUrl"), 21));
        assertEquals("https://www.ndtv.com/", start(stories.get(1).get("originalUrl"), 21));
        assertEquals("https://www.thehindu.com/", start(stories.get(2).get("originalUrl"), 25));
    }

    @Test
    void givesTheSameForTheDumpAsRawItemsWithItsResidue() throws Exception {
        List<JsonNode> stories = stories("enrich", "--raw", rawItemsOfTheDump().toString());
        check(stories);
        List<JsonNode> fromFeed = stories("enrich", feed.toString());
        for (int i = 0; i < 3; i++) {
            assertEquals(fromFeed.get(i).get("text"), stories.get(i).get("text"));
        }
    }

    @Test
    void takesItForRepeatedTheSecondTime() throws Exception {
        List<String> kinds = new ArrayList<>();
        for (JsonNode line : stories("enrich", "--all", feed.toString(), feed.toString())) {
            if (line.get("topic").textValue().endsWith("outcomes")) {
                kinds.add(line.get("value").get("kind").textValue());
            }
        }
        assertEquals(List.of("ENRICHED", "ENRICHED", "ENRICHED", "REPEATED", "REPEATED", "REPEATED"), kinds);
    }

    private static void check(List<JsonNode> stories) {
        assertEquals(3, stories.size());
        for (JsonNode story : stories) {
            for (String residue : RESIDUE) {
                for (String field : List.of("text", "html", "summary", "lead")) {
                    assertFalse(story.get(field).textValue().contains(residue), residue + " in " + story.get("title"));
                }
            }
            assertEquals("full", story.get("completeness").textValue());
            assertEquals("en", story.get("language").textValue());
        }
        for (String trap : TRAPS) {
            int story = trap.charAt(0) - '0';
            String words = trap.substring(2);
            assertTrue(stories.get(story).get("text").textValue().contains(words), trap);
        }

        assertEquals("Moscow", stories.get(0).get("dateline").textValue());
        assertEquals("Warsaw", stories.get(1).get("dateline").textValue());
        assertTrue(stories.get(2).get("dateline").isNull());
        assertEquals(
                "Moving closer to Russia, China is becoming increasingly hostile to NATO.",
                stories.get(1).get("captions").get(0).textValue());
        assertTrue(stories.get(0).get("captions").get(0).textValue().endsWith("(Representational)"));
        assertEquals(0, stories.get(2).get("captions").size());
        for (int i = 0; i < 2; i++) {
            assertTrue(stories.get(i).get("notices").get(0).textValue().contains("published from a syndicated feed"));
            assertNotNull(credit(stories.get(i), "NDTV", "publisher"));
        }
        assertEquals(0, stories.get(2).get("notices").size());
        assertNotNull(credit(stories.get(1), "AFP", "agency"));
    }

    private static JsonNode credit(JsonNode story, String name, String role) {
        for (JsonNode credit : story.get("credits")) {
            if (credit.get("name").textValue().equals(name)
                    && credit.get("role").textValue().equals(role)) {
                return credit;
            }
        }
        return null;
    }

    /** What the dump says between an item's teaser and the next item's headline. */
    private Path rawItemsOfTheDump() throws Exception {
        String text = Files.readString(dump);
        List<JsonNode> items = stories("parse", feed.toString());
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < items.size(); i++) {
            ObjectNode item = (ObjectNode) items.get(i);
            int teaser = text.indexOf("Read More “" + item.get("title").textValue());
            int content = text.indexOf("]]>", teaser) + 3;
            int end = i + 1 < items.size()
                    ? text.indexOf(items.get(i + 1).get("title").textValue() + " https://")
                    : text.length();
            item.put("summaryHtml", text.substring(teaser, content));
            item.put("contentHtml", text.substring(content, end));
            item.remove("source");
            lines.append(JSON.writeValueAsString(item)).append('\n');
        }
        return Files.writeString(dir.resolve("dump.jsonl"), lines);
    }

    private static List<JsonNode> stories(String... command) throws Exception {
        Captured captured = Captured.run(command);
        assertEquals("", captured.err());
        assertEquals(0, captured.status());
        List<JsonNode> lines = new ArrayList<>();
        for (String line : captured.out().lines().toList()) {
            lines.add(JSON.readTree(line));
        }
        return lines;
    }

    private static String start(JsonNode text, int length) {
        return text.textValue().substring(0, length);
    }
}
