package io.feedmill.standalone;

import io.feedmill.avro.Coordinates;
import io.feedmill.avro.EnrichedItem;
import io.feedmill.avro.ItemOutcome;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;

/**
 * Brings each outcome together with the item it promises, whichever comes first: they are on different topics, and a
 * transaction becomes visible partition by partition. Not thread-safe.
 */
final class Pairing {
    private final Map<Coordinates, ItemOutcome> outcomes = new HashMap<>();
    private final Map<Coordinates, Result> items = new HashMap<>();

    /**
     * Takes a record of the outcomes, enriched or copies topic.
     *
     * @param results is given each outcome once, as soon as its item is there too
     */
    void accept(String topic, SpecificRecord value, Consumer<Result> results) {
        if (value instanceof EnrichedItem item) {
            ItemOutcome outcome = outcomes.remove(item.getRaw());
            if (outcome == null) {
                items.put(item.getRaw(), new Result(null, item, topic));
            } else {
                results.accept(new Result(outcome, item, topic));
            }
        } else if (value instanceof ItemOutcome outcome) {
            Result waiting = items.remove(outcome.getRaw());
            if (waiting != null) {
                results.accept(new Result(outcome, waiting.item(), waiting.itemTopic()));
            } else if (promisesItem(outcome)) {
                outcomes.put(outcome.getRaw(), outcome);
            } else {
                results.accept(new Result(outcome, null, null));
            }
        }
    }

    private static boolean promisesItem(ItemOutcome outcome) {
        return switch (outcome.getKind()) {
            case ENRICHED, REVISED, COPY -> true;
            case REPEATED, REJECTED, UNKNOWN -> false;
        };
    }
}
