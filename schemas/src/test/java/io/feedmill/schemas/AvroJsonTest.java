package io.feedmill.schemas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.feedmill.avro.FeedSubscription;
import io.feedmill.avro.RawItem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AvroJsonTest {

    private final ObjectMapper json = new ObjectMapper();

    @Test
    void aRecordSurvivesTheWayToJsonAndBack() throws Exception {
        RawItem item = AvroSerdeTest.anItem();
        List<String> unknown = new ArrayList<>();
        assertEquals(item, AvroJson.fromTree(json.readTree(AvroJson.toLine(item)), RawItem.class, unknown::add));
        assertEquals(List.of(), unknown);
    }

    @Test
    void aMapIsAnObjectWithItsNamesInOrder() throws Exception {
        FeedSubscription feed = AvroJson.fromTree(
                json.readTree("{\"url\":\"u\",\"headers\":{\"b\":\"2\",\"a\":\"1\"}}"),
                FeedSubscription.class,
                name -> {});
        assertTrue(AvroJson.toLine(feed).contains("{\"a\":\"1\",\"b\":\"2\"}"), AvroJson.toLine(feed));
    }

    @Test
    void writesUnionsAsTheirValuesAndInstantsAsText() {
        String line = AvroJson.toLine(AvroSerdeTest.anItem());
        assertTrue(line.contains("\"published\":\"2026-01-31T12:00:00.123Z\""), line);
        assertTrue(line.contains("\"guid\":null"), line);
    }

    @Test
    void fillsInDefaultsAndTakesMillisecondsAndNamesWhatItDoesNotKnow() throws Exception {
        List<String> unknown = new ArrayList<>();
        RawItem item = AvroJson.fromTree(json.readTree("""
                        {"feed":{"id":"0","url":"u","siteId":"s","colour":"red"},"fetchedAt":1000,"headline":"x"}"""), RawItem.class, unknown::add);
        assertEquals(Instant.ofEpochSecond(1), item.getFetchedAt());
        assertEquals(List.of(), item.getCategories());
        assertEquals(List.of("feed.colour", "headline"), unknown);
    }

    @Test
    void namesThePathOfAFieldThatIsMissingOrWrong() {
        assertMessage("\"fetchedAt\" is missing", "{\"feed\":{\"id\":\"0\",\"url\":\"u\",\"siteId\":\"s\"}}");
        assertMessage("\"feed.url\" must be text, not 3", "{\"feed\":{\"id\":\"0\",\"url\":3,\"siteId\":\"s\"}}");
        assertMessage("\"the line\" must be an object, not []", "[]");
        assertMessage(
                "\"authors[0].name\" is missing",
                "{\"feed\":{\"id\":\"0\",\"url\":\"u\",\"siteId\":\"s\"},\"fetchedAt\":1,\"authors\":[{}]}");
    }

    private void assertMessage(String expected, String line) {
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class,
                () -> AvroJson.fromTree(json.readTree(line), RawItem.class, name -> {}));
        assertTrue(e.getMessage().contains(expected), e.getMessage());
    }
}
