package io.feedmill.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.feedmill.avro.Coordinates;
import io.feedmill.avro.EnrichedItem;
import io.feedmill.avro.ItemOutcome;
import io.feedmill.avro.OutcomeKind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PairingTest {
    private static final Coordinates RAW = Outcomes.at(0, 7);
    private static final EnrichedItem ITEM = Outcomes.item("Bridge opened", RAW);

    private final Pairing pairing = new Pairing();
    private final List<Result> results = new ArrayList<>();

    @Test
    void waitsForTheItemThatTheOutcomePromises() {
        ItemOutcome outcome = Outcomes.of(OutcomeKind.ENRICHED, RAW);
        pairing.accept("outcomes", outcome, results::add);
        assertEquals(List.of(), results);
        pairing.accept("enriched", ITEM, results::add);
        assertEquals(List.of(new Result(outcome, ITEM, "enriched")), results);
    }

    @Test
    void waitsForTheOutcomeOfTheItem() {
        ItemOutcome outcome = Outcomes.of(OutcomeKind.COPY, RAW);
        pairing.accept("copies", ITEM, results::add);
        assertEquals(List.of(), results);
        pairing.accept("outcomes", outcome, results::add);
        assertEquals(List.of(new Result(outcome, ITEM, "copies")), results);
    }

    @Test
    void waitsForNothingWhereNoItemIsPromised() {
        ItemOutcome outcome = Outcomes.of(OutcomeKind.REPEATED, RAW);
        pairing.accept("outcomes", outcome, results::add);
        assertEquals(List.of(new Result(outcome, null, null)), results);
    }
}
