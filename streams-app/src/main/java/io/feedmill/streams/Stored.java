package io.feedmill.streams;

import io.feedmill.schemas.AvroSerde;
import io.feedmill.schemas.Topics;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** The stores for Avro records. */
final class Stored {

    private Stored() {}

    /**
     * A store on disk that is restored from the cluster. Its schema is registered at once, because what a process restores
     * may be what another one wrote, and is read before anything is written.
     */
    static <T extends SpecificRecord> StoreBuilder<KeyValueStore<String, T>> onDisk(
            String name, Class<T> type, Topics topics) {
        AvroSerde<T> serde = new AvroSerde<>(type, topics.prefix() + "feedmill-" + name + "-value", topics.registry());
        serde.register();
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), Serdes.String(), serde);
    }
}
