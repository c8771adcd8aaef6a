package io.feedmill.streams;

import java.util.function.UnaryOperator;
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
            return draft.rejected(name, e);
        }
    }
}
