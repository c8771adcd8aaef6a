package io.feedmill.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedmill.avro.RawItem;
import io.feedmill.schemas.AvroJson;
import io.feedmill.schemas.Ids;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RawLinesTest {
    private static final Instant MODIFIED = Instant.parse("2026-01-31T12:00:00Z");

    private final List<RawItem> items = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    @Test
    void fillsInWhatIsMissing() throws IOException {
        read("{\"title\": \"Bridge opened\", \"link\": \"https://news.example.co.uk/a\"}");
        RawItem item = items.get(0);
        assertEquals("file:///dump.jsonl", item.getFeed().getUrl());
        assertEquals(Ids.feedId("file:///dump.jsonl"), item.getFeed().getId());
        assertEquals("example.co.uk", item.getFeed().getSiteId());
        assertEquals(MODIFIED, item.getFetchedAt());
        assertEquals(List.of(), item.getAuthors());
        assertEquals(List.of(), faults);
    }

    @Test
    void keepsWhatIsGiven() throws IOException {
        read("{\"feed\": {\"url\": \"https://a.example/feed\", \"site\": \"https://www.b.example/\"},"
                + " \"link\": \"https://c.example/1\", \"fetchedAt\": \"2020-02-02T02:02:02Z\"}");
        RawItem item = items.get(0);
        assertEquals(Ids.feedId("https://a.example/feed"), item.getFeed().getId());
        assertEquals("b.example", item.getFeed().getSiteId());
        assertEquals(Instant.parse("2020-02-02T02:02:02Z"), item.getFetchedAt());
    }

    @Test
    void readsWhatParseWrites() throws IOException {
        read("{\"title\": \"Bridge opened\"}");
        String written =
                "{\"source\":\"dump.jsonl\"," + AvroJson.toLine(items.get(0)).substring(1);
        read(written);
        assertEquals(items.get(0), items.get(1));
        assertEquals(List.of(), warnings);
    }

    @Test
    void goesOnAfterALineThatIsWrong() throws IOException {
        read(
                "{\"title\": \"one\"}\n\n{\"title\": \n[1]\n{\"title\": 7}\n{\"title\": \"a\"} x\r\n{\"title\": \"two\"}\r\n");
        assertEquals(
                List.of("one", "two"), items.stream().map(RawItem::getTitle).toList());
        assertEquals(4, faults.size(), faults.toString());
        assertTrue(faults.get(0).startsWith("dump.jsonl, line 3: not JSON ("), faults.get(0));
        assertEquals("dump.jsonl, line 4: not a JSON object, with the field names of RawItem", faults.get(1));
        assertTrue(faults.get(2).startsWith("dump.jsonl, line 5: \"title\" must be text"), faults.get(2));
        assertTrue(faults.get(3).startsWith("dump.jsonl, line 6: not JSON ("), faults.get(3));
    }

    @Test
    void warnsOfEachUnknownFieldOnce() throws IOException {
        read("{\"titel\": \"one\"}\n{\"titel\": \"two\", \"feed\": {\"name\": \"x\"}}\n"
                + "{\"media\": [{\"url\": \"https://a.example/1.jpg\", \"role\": \"image\", \"alt\": \"x\"}]}");
        assertEquals(3, items.size());
        assertEquals(3, warnings.size(), warnings.toString());
        assertTrue(warnings.get(0).contains("\"titel\""), warnings.get(0));
        assertTrue(warnings.get(1).contains("\"feed.name\""), warnings.get(1));
        assertTrue(warnings.get(2).contains("\"media[].alt\""), warnings.get(2));
    }

    @Test
    void refusesATimeThatKafkaCannotHold() throws IOException {
        read("{\"fetchedAt\": \"1969-12-31T23:59:59Z\"}");
        assertEquals(List.of("dump.jsonl, line 1: \"fetchedAt\" lies before 1970"), faults);
    }

    @Test
    void doesNotHoldALineWithoutEnd() throws IOException {
        byte[] endless = new byte[20 << 20];
        Arrays.fill(endless, (byte) 'x');
        read(new String(endless, StandardCharsets.US_ASCII) + "\n{\"title\": \"after\"}");
        assertEquals(List.of("dump.jsonl, line 1: longer than 8 MB"), faults);
        assertEquals(1, items.size());
    }

    private void read(String text) throws IOException {
        new RawLines("dump.jsonl", "file:///dump.jsonl", MODIFIED, warnings::add)
                .read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), items::add, faults::add);
    }
}
