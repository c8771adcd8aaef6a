package io.feedmill.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.feedmill.avro.Change;
import io.feedmill.avro.ItemOutcome;
import io.feedmill.avro.OutcomeKind;
import io.feedmill.avro.Relation;
import java.util.List;
import org.junit.jupiter.api.Test;

class HistoryTest {

    @Test
    void tellsWhatBecameOfEachRecordAndWhy() {
        ItemOutcome first = Outcomes.of(OutcomeKind.ENRICHED, Outcomes.at(1, 7));
        ItemOutcome revised = Outcomes.of(OutcomeKind.REVISED, Outcomes.at(1, 9));
        revised.setItemId(first.getItemId());
        revised.setRevision(2);
        revised.setChange(new Change(true, 1, 0, false, false, 2));
        revised.setProvisional(true);
        revised.setUrl("https://example.org/bridge");
        revised.setFeedIds(List.of("0123", "4567"));
        ItemOutcome copy = Outcomes.of(OutcomeKind.COPY, Outcomes.at(0, 3));
        copy.setCanonicalItemId(first.getItemId());
        copy.setRelation(new Relation("near", first.getItemId(), 900, "90 % in common"));
        assertEquals(
                List.of(
                        "item      item-1-7",
                        "title     Bridge opened",
                        "url       https://example.org/bridge",
                        "feeds     0123, 4567",
                        "2026-01-31T12:00:00Z  enriched  revision 1  feed-items-raw-1@7  feed null",
                        "    identify: because",
                        "2026-01-31T12:00:00Z  revised   revision 2  feed-items-raw-1@9  feed null  provisional",
                        "    identify: because",
                        "    changed: new headline, 1 block new, 2 blocks changed",
                        "2026-01-31T12:00:00Z  copied as item-0-3, null: near, 90 % in common"),
                History.of(List.of(first, revised), List.of(copy)));
    }
}
