package io.feedmill.streams;

import io.feedmill.avro.ItemMemory;
import io.feedmill.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/**
 * What identity remembers: the items of the sites of one raw partition, and the names they go by. An item is forgotten
 * when no feed has shown it for as long as {@link Memory} says; whether it is, is asked at each look-up, so that the answer does not
 * depend on when it is swept out.
 */
final class ItemStores {

    static final String ITEMS = "items";
    static final String NAMES = "item-names";

    private final KeyValueStore<String, ItemMemory> items;
    private final KeyValueStore<String, String> names;
    private final Duration unseen;
    private long sweptDay = Long.MIN_VALUE;

    /**
     * @param store finds a store of the processor by its name
     * @param unseen after how long out of sight an item is forgotten
     */
    ItemStores(Function<String, StateStore> store, Duration unseen) {
        this.unseen = unseen;
        items = keyValueStore(store.apply(ITEMS));
        names = keyValueStore(store.apply(NAMES));
    }

    @SuppressWarnings("unchecked") // the topology connects each processor with the stores made below
    private static <K, V> KeyValueStore<K, V> keyValueStore(StateStore store) {
        return (KeyValueStore<K, V>) store;
    }

    static void addTo(StreamsBuilder builder, Topics topics) {
        builder.addStateStore(Stored.onDisk(ITEMS, ItemMemory.class, topics));
        builder.addStateStore(
                Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(NAMES), Serdes.String(), Serdes.String()));
    }

    String itemOf(String name) {
        return names.get(name);
    }

    /** Null if there is none, or it has been out of sight for too long. */
    ItemMemory item(String itemId, Instant eff) {
        ItemMemory memory = items.get(itemId);
        return memory == null || isForgotten(memory, eff) ? null : memory;
    }

    void remember(ItemMemory memory) {
        items.put(memory.getItemId(), memory);
        for (String name : memory.getNames()) {
            if (!memory.getItemId().equals(names.get(name))) {
                names.put(name, memory.getItemId());
            }
        }
    }

    /** Once for each day of the log. */
    void sweep(Instant eff) {
        long day = eff.getEpochSecond() / Duration.ofDays(1).toSeconds();
        if (day <= sweptDay) {
            return;
        }
        sweptDay = day;
        try (KeyValueIterator<String, ItemMemory> all = items.all()) {
            while (all.hasNext()) {
                ItemMemory memory = all.next().value;
                if (isForgotten(memory, eff)) {
                    items.delete(memory.getItemId());
                    forgetNames(memory.getNames(), memory.getItemId());
                }
            }
        }
    }

    private void forgetNames(List<String> ofItem, String itemId) {
        for (String name : ofItem) {
            if (itemId.equals(names.get(name))) {
                names.delete(name);
            }
        }
    }

    private boolean isForgotten(ItemMemory memory, Instant eff) {
        return memory.getLastSeenAt().plus(unseen).isBefore(eff);
    }
}
