package io.feedmill.standalone;

import io.feedmill.avro.EnrichedItem;
import io.feedmill.avro.ItemOutcome;

/**
 * What became of one raw record.
 *
 * @param item the item that came of it; null if none did
 * @param itemTopic the topic the item is on; null without an item
 */
record Result(ItemOutcome outcome, EnrichedItem item, String itemTopic) {}
