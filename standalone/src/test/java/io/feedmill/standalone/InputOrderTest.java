package io.feedmill.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedmill.avro.Coordinates;
import io.feedmill.avro.OutcomeKind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InputOrderTest {
    private final List<Coordinates> inputs = List.of(at(1, 0), at(0, 0), at(0, 1), at(1, 2));
    private final InputOrder order = new InputOrder(inputs);
    private final List<Coordinates> shown = new ArrayList<>();

    @Test
    void holdsBackWhatHasSomethingMissingBeforeIt() {
        arrive(at(0, 0));
        assertEquals(List.of(), shown);
        arrive(at(1, 0));
        assertEquals(inputs.subList(0, 2), shown);
        arrive(at(1, 2));
        assertFalse(order.isDone());
        arrive(at(0, 1));
        assertEquals(inputs, shown);
        assertTrue(order.isDone());
    }

    @Test
    void leavesOutWhatDidNotGoIn() {
        inputs.forEach(this::arrive);
        arrive(at(2, 0));
        assertEquals(inputs, shown);
        assertEquals(4, order.done());
    }

    @Test
    void isDoneAtOnceWithoutInputs() {
        assertTrue(new InputOrder(List.of()).isDone());
    }

    private void arrive(Coordinates raw) {
        order.accept(new Result(Outcomes.of(OutcomeKind.REPEATED, raw), null, null));
        order.drain(result -> shown.add(result.outcome().getRaw()));
    }

    private static Coordinates at(int partition, long offset) {
        return Outcomes.at(partition, offset);
    }
}
