package io.feedmill.streams;

import io.feedmill.avro.EnrichedItem;
import io.feedmill.avro.ItemOutcome;

/**
 * What the mill says of a raw record.
 *
 * @param item the story to emit; null if there is none
 */
record Judged(ItemOutcome outcome, EnrichedItem item) {

    boolean isStory() {
        return item != null && item.getRelation() == null;
    }

    boolean isCopy() {
        return item != null && item.getRelation() != null;
    }
}
