package io.feedmill.streams;

import java.util.function.UnaryOperator;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.streams.kstream.ValueMapper;

/**
 * A pure stage as a node of the topology. What it throws settles the draft as REJECTED, so that one bad item neither
 * stops the mill nor vanishes; drafts that are settled pass by.
 */
record Stage(String name, UnaryOperator<Draft> work) implements ValueMapper<Draft, Draft> {

    @Override
    public Draft apply(Draft draft) {
        if (!draft.isOpen()) {
            return draft;
        }
        try {
            return work.apply(draft);
        } catch (RuntimeException | StackOverflowError e) {
            if (isOfTheMill(e)) {
                throw e;
            }
            return draft.rejected(name, e);
        }
    }

    /** Whether a store or the cluster failed, so that the record is not at fault and must be processed again. */
    static boolean isOfTheMill(Throwable fault) {
        return fault instanceof KafkaException && !(fault instanceof SerializationException);
    }
}
