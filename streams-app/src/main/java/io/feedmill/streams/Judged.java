package io.feedmill.streams;

import io.feedmill.avro.EnrichedItem;
import io.feedmill.avro.ItemOutcome;
import java.time.Instant;

/**
 * What the mill says of a raw record.
 *
 * @param item the story to emit; null if there is none
 * @param publishedAt when the raw record was published; null if it did not say
 */
record Judged(ItemOutcome outcome, EnrichedItem item, Instant publishedAt) {

    boolean isStory() {
        return item != null && item.getRelation() == null;
    }

    boolean isCopy() {
        return item != null && item.getRelation() != null;
    }
}
