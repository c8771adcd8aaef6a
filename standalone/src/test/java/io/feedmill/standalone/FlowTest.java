package io.feedmill.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedmill.avro.EnrichedItem;
import io.feedmill.avro.OutcomeKind;
import io.feedmill.avro.Relation;
import io.feedmill.avro.RemovedBlock;
import io.feedmill.avro.Span;
import io.feedmill.avro.Topic;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class FlowTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    @Test
    void showsWhatWasStrippedAndWhatItIsAboutAndWhy() {
        EnrichedItem item = Outcomes.item("Bridge opened", Outcomes.at(0, 0));
        item.setRemoved(List.of(new RemovedBlock("read-more", "TEASER", "Read more\non our site", 3, null)));
        item.setTopics(List.of(new Topic(
                "medtop:20000337",
                "transport",
                400,
                List.of(new Span("title", 0, 6, "Bridge"), new Span("text", 4, 10, "bridge")))));
        Flow flow = new Flow(Console.plain(out, out));
        flow.add(new Result(Outcomes.of(OutcomeKind.ENRICHED, item.getRaw()), item, "enriched"));
        flow.end();
        assertEquals(
                List.of(
                        "new       Bridge opened",
                        "          example.org · en · 4 words",
                        "stripped  TEASER \"Read more on our site\"",
                        "about     transport (Bridge, bridge)",
                        "in 1 · enriched 1 · revised 0 · repeated 0 · copies 0 · rejected 0"),
                Outcomes.lines(text()));
    }

    @Test
    void namesTheStoryThatACopyIsOf() {
        EnrichedItem first = Outcomes.item("Bridge opened", Outcomes.at(0, 0));
        EnrichedItem copy = Outcomes.item("Bridge open at last", Outcomes.at(1, 0));
        copy.setRelation(new Relation("near", first.getItemId(), 934, "90 of 96 shingles"));
        Flow flow = new Flow(Console.plain(out, out));
        flow.add(new Result(Outcomes.of(OutcomeKind.COPY, copy.getRaw()), copy, "copies"));
        flow.add(new Result(Outcomes.of(OutcomeKind.ENRICHED, first.getRaw()), first, "enriched"));
        flow.end();
        assertTrue(text().contains("relation  nearly the same as \"Bridge opened\": 90 of 96 shingles\n"), text());
    }

    @Test
    void redrawsTheFunnelInPlaceOnATerminal() {
        Flow flow = new Flow(new Console(out, out, true, true, true, 80));
        flow.add(new Result(Outcomes.of(OutcomeKind.REPEATED, Outcomes.at(0, 0)), null, null));
        flow.pause();
        flow.add(new Result(Outcomes.of(OutcomeKind.REPEATED, Outcomes.at(0, 1)), null, null));
        flow.pause();
        assertTrue(
                text().contains("in 1 · enriched 0 · revised 0 · repeated 1 · copies 0 · rejected 0\r\u001b[K"),
                text());
        assertTrue(text().endsWith("in 2 · enriched 0 · revised 0 · repeated 2 · copies 0 · rejected 0"), text());
    }

    @Test
    void doesNotLetAHeadlineSteerTheTerminal() {
        EnrichedItem item = Outcomes.item("Bridge \u001b[2J\u202eopened\r", Outcomes.at(0, 0));
        Flow flow = new Flow(Console.plain(out, out));
        flow.add(new Result(Outcomes.of(OutcomeKind.ENRICHED, item.getRaw()), item, "enriched"));
        flow.end();
        assertFalse(text().contains("\u001b"), text());
        assertFalse(text().contains("\u202e"), text());
        assertFalse(text().contains("\r"), text());
    }

    private String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
