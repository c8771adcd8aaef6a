package io.feedmill.streams;

import io.feedmill.avro.Coordinates;
import io.feedmill.avro.RawItem;
import io.feedmill.schemas.Topic;
import io.feedmill.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Set;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * Reads a raw record, and gives it its place in time: {@code eff}, the record's timestamp, or that of the latest record
 * before it in its partition if that is later. A record that cannot be read becomes a rejected draft rather than an
 * exception, because each raw record must have an outcome, and a deserialization handler cannot write one.
 */
final class OpenRaw implements Processor<byte[], byte[], String, Draft> {

    private static final String CLOCK = "clock";
    private static final String EFF = "eff";

    private final Topic<String, RawItem> topic;
    private ProcessorContext<String, Draft> context;
    private KeyValueStore<String, Long> clock;

    private OpenRaw(Topic<String, RawItem> topic) {
        this.topic = topic;
    }

    static ProcessorSupplier<byte[], byte[], String, Draft> of(Topic<String, RawItem> topic) {
        // One number, changed by every record: cached, so that only commits write it.
        StoreBuilder<KeyValueStore<String, Long>> clock = Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore(CLOCK), Serdes.String(), Serdes.Long())
                .withCachingEnabled();
        return new ProcessorSupplier<>() {
            @Override
            public Processor<byte[], byte[], String, Draft> get() {
                return new OpenRaw(topic);
            }

            @Override
            public Set<StoreBuilder<?>> stores() {
                return Set.of(clock);
            }
        };
    }

    @Override
    public void init(ProcessorContext<String, Draft> context) {
        this.context = context;
        this.clock = context.getStateStore(CLOCK);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        RecordMetadata metadata = context.recordMetadata().orElseThrow();
        Coordinates raw = new Coordinates(metadata.topic(), metadata.partition(), metadata.offset());
        String siteId = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
        Draft.Original original = new Draft.Original(record.key(), record.value(), publishedAt(record));
        Draft draft = Draft.of(raw, tell(record.timestamp()), siteId, original, null);
        if (record.value() == null) {
            boolean tick = record.headers().lastHeader(Topics.TICK_HEADER) != null;
            if (!tick) {
                draft = draft.rejected("read", new SerializationException("a record with no value that is not a tick"));
            }
        } else {
            try {
                RawItem item = topic.values().deserializer().deserialize(topic.name(), record.value());
                draft = Draft.of(raw, draft.eff(), siteId, original, item);
            } catch (SerializationException e) {
                draft = draft.rejected("read", e);
            }
        }
        context.forward(record.withKey(siteId).withValue(draft));
    }

    private static Instant publishedAt(Record<byte[], byte[]> record) {
        Header header = record.headers().lastHeader(Topics.PUBLISHED_HEADER);
        try {
            return header == null || header.value() == null
                    ? null
                    : Instant.ofEpochMilli(Long.parseLong(new String(header.value(), StandardCharsets.US_ASCII)));
        } catch (NumberFormatException e) {
            return null; // someone else's
        }
    }

    private Instant tell(long timestamp) {
        Long before = clock.get(EFF);
        long eff = before == null ? timestamp : Math.max(before, timestamp);
        if (before == null || eff > before) {
            clock.put(EFF, eff);
        }
        return Instant.ofEpochMilli(eff);
    }
}
