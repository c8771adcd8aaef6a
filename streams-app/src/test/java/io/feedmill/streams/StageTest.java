package io.feedmill.streams;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedmill.avro.Coordinates;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler;
import org.junit.jupiter.api.Test;

class StageTest {

    private final Draft draft = Draft.of(
            new Coordinates("raw", 0, 7L),
            Items.NOON,
            "tide.example",
            new Draft.Original(new byte[0], new byte[0], null),
            Items.item("tide.example", "1", "Harbour reopens", Items.HARBOUR).build());

    private Draft run(UnaryOperator<Draft> work) {
        return new Stage("strip", work).apply(draft);
    }

    private static int fall(int depth) {
        return fall(depth + 1) + 1;
    }

    @Test
    void rejectsWhatItsWorkThrowsAt() {
        Draft rejected = run(d -> {
            throw new IllegalStateException("no such block");
        });
        assertTrue(rejected.isRejected());
        assertEquals("strip", rejected.settled().stage());
        assertEquals("no such block", rejected.settled().reason());
        assertTrue(run(d -> {
                    throw new SerializationException("does not fit its schema");
                })
                .isRejected());
    }

    @Test
    void rejectsWhatOverflowsTheStack() {
        assertTrue(run(d -> fall(0) > 0 ? d : null).isRejected());
    }

    @Test
    void doesNotBlameARecordForAStoreThatFailed() {
        assertThrows(
                InvalidStateStoreException.class,
                () -> run(d -> {
                    throw new InvalidStateStoreException("closed");
                }));
    }

    @Test
    void letsPassWhatIsSettled() {
        Draft repeated = draft.repeated("identify", "again");
        assertSame(
                repeated,
                new Stage("strip", d -> {
                            throw new AssertionError("worked on a settled draft");
                        })
                        .apply(repeated));
    }

    @Test
    void stopsTheThreadRatherThanSkipARecordForAStoreOrTheRegistry() {
        SerializationException store = new SerializationException("a value of the store cannot be read");
        assertEquals(
                ProcessingExceptionHandler.Result.FAIL,
                new ContinueUnlessTheMillIsIll().handleError(null, null, store).result());
        KafkaException registry = new KafkaException("the registry did not answer");
        assertEquals(
                DeserializationExceptionHandler.Result.FAIL,
                new SkipUnlessTheRegistryIsSilent()
                        .handleError(null, null, registry)
                        .result());
    }
}
