package io.feedmill.streams;

import io.feedmill.avro.ItemOutcome;
import io.feedmill.avro.PreparedItem;
import io.feedmill.schemas.AvroSerde;
import io.feedmill.schemas.Topics;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the prepared items of all raw partitions into one order that does not depend on their arrival: by {@code eff},
 * then site, then raw partition and offset. (The site comes before the partition so that, for a log in the order of
 * time, the order does not depend on how sites are spread over partitions either.)
 *
 * <p>An item is released when its {@code eff} is strictly below the watermark of every raw partition. The watermarks are
 * in the log: each prepared record, ticks included, says how far its partition has come.
 *
 * <p>A partition that says nothing more would hold everything up. So there is an end to waiting: if nothing has arrived
 * for {@code patience}, or if the first held item has been held for ten times as long, all that is held is released,
 * marked as provisional. From then on, whatever arrives too late for its place is marked so too. Time in which the thread
 * itself stood still, for a broker or for the processor, is no waiting. This is the one place where the mill looks at a
 * clock.
 */
final class SequenceItems implements Processor<String, PreparedItem, String, PreparedItem> {

    private static final Logger LOG = LoggerFactory.getLogger(SequenceItems.class);

    private static final String HELD = "held-items";
    private static final String WATERMARKS = "watermarks";
    private static final String RELEASED = "released";
    private static final int BUSY_FACTOR = 10;
    /** How many intervals may lie between two looks at the clock of a thread that runs. */
    private static final int INTERVALS_APART = 2;

    private final String rawTopic;
    private final int rawPartitions;
    private final Duration patience;
    private ProcessorContext<String, PreparedItem> context;
    private KeyValueStore<Bytes, PreparedItem> held;
    private KeyValueStore<String, Long> watermarks;

    /** The first key that may be held. Spares the scan over what was deleted before it. */
    private Bytes from;

    private Duration interval;
    private long lastLook;
    private long lastArrival;
    private Bytes waitingFor;
    private long waitingSince;
    private long heldItems;
    private OrderMetrics metrics;

    private SequenceItems(String rawTopic, int rawPartitions, Duration patience) {
        this.rawTopic = rawTopic;
        this.rawPartitions = rawPartitions;
        this.patience = patience;
    }

    static ProcessorSupplier<String, PreparedItem, String, PreparedItem> of(
            int rawPartitions, Duration patience, Topics topics) {
        AvroSerde<PreparedItem> prepared =
                new AvroSerde<>(PreparedItem.class, topics.prepared().name() + "-value", topics.registry());
        Set<StoreBuilder<?>> stores = new LinkedHashSet<>(List.of(
                Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(HELD), Serdes.Bytes(), prepared),
                Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(WATERMARKS), Serdes.String(), Serdes.Long())
                        .withCachingEnabled()));
        return new ProcessorSupplier<>() {
            @Override
            public Processor<String, PreparedItem, String, PreparedItem> get() {
                return new SequenceItems(topics.raw().name(), rawPartitions, patience);
            }

            @Override
            public Set<StoreBuilder<?>> stores() {
                return stores;
            }
        };
    }

    @Override
    public void init(ProcessorContext<String, PreparedItem> context) {
        this.context = context;
        this.held = context.getStateStore(HELD);
        this.watermarks = context.getStateStore(WATERMARKS);
        this.from = key(Long.MIN_VALUE, "", 0, 0);
        this.heldItems = countHeld();
        this.metrics = new OrderMetrics(context.metrics(), context.taskId().toString(), rawTopic, rawPartitions);
        this.interval = Duration.ofMillis(Math.max(50, Math.min(1000, patience.toMillis() / 4)));
        this.lastLook = context.currentSystemTimeMs();
        context.schedule(interval, PunctuationType.WALL_CLOCK_TIME, this::look);
    }

    private void look(long now) {
        // While the thread stood still, nothing could arrive.
        long still = Math.max(0, now - lastLook - INTERVALS_APART * interval.toMillis());
        lastLook = now;
        lastArrival += still;
        waitingSince += still;
        boolean waits = isWaiting(now);
        showMetrics(waits ? now - waitingSince : 0);
        if (waits) {
            endWaiting(now);
        }
    }

    @Override
    public void close() {
        if (metrics != null) {
            metrics.close();
        }
    }

    @Override
    public void process(Record<String, PreparedItem> record) {
        PreparedItem item = record.value();
        lastArrival = context.currentSystemTimeMs();
        int partition = item.getRaw().getPartition();
        long eff = item.getEff().toEpochMilli();
        if (item.getOutcome() != null) {
            Long released = watermarks.get(RELEASED);
            if (released != null && eff <= released) {
                item.getOutcome().setProvisional(true);
                metrics.cameLate();
            }
            Bytes key = key(eff, item.getSiteId(), partition, item.getRaw().getOffset());
            held.put(key, item);
            heldItems++;
            if (key.compareTo(from) < 0) {
                from = key;
            }
        }
        raise("p" + partition, eff);
        Long lowest = lowestWatermark();
        if (lowest != null) {
            releaseBelow(key(lowest, "", 0, 0), false);
        }
        if (patience.isZero()) {
            releaseAll();
        }
    }

    private void raise(String watermark, long eff) {
        Long before = watermarks.get(watermark);
        if (before == null || eff > before) {
            watermarks.put(watermark, eff);
        }
    }

    /** Null while there are partitions that have said nothing yet. */
    private Long lowestWatermark() {
        Long lowest = null;
        for (int partition = 0; partition < rawPartitions; partition++) {
            Long watermark = watermarks.get("p" + partition);
            if (watermark == null) {
                return null;
            }
            lowest = lowest == null ? watermark : Math.min(lowest, watermark);
        }
        return lowest;
    }

    private void releaseBelow(Bytes end, boolean provisional) {
        if (from.compareTo(end) >= 0) {
            return;
        }
        try (KeyValueIterator<Bytes, PreparedItem> ready = held.range(from, end)) {
            while (ready.hasNext()) {
                KeyValue<Bytes, PreparedItem> next = ready.next();
                if (next.key.compareTo(end) >= 0) {
                    break;
                }
                release(next.value, provisional);
                held.delete(next.key);
                heldItems--;
            }
        }
        from = end;
    }

    private void release(PreparedItem item, boolean provisional) {
        ItemOutcome outcome = item.getOutcome();
        if (provisional) {
            outcome.setProvisional(true);
            raise(RELEASED, item.getEff().toEpochMilli());
        }
        metrics.released(outcome.getProvisional());
        context.forward(new Record<>(outcome.getItemId(), item, item.getEff().toEpochMilli()));
    }

    /** Whether something is held; notes since when the first of it has been. */
    private boolean isWaiting(long now) {
        Bytes first = firstHeld();
        if (first != null && !first.equals(waitingFor)) {
            waitingSince = now;
        }
        waitingFor = first;
        return first != null;
    }

    private void endWaiting(long now) {
        boolean quiet = now - Math.max(lastArrival, waitingSince) >= patience.toMillis();
        boolean tooLong = now - waitingSince >= BUSY_FACTOR * patience.toMillis();
        if (quiet || tooLong) {
            LOG.warn(
                    "Items were held for {} ms because raw partitions {} said nothing newer; releasing them as provisional. "
                            + "Does a producer still append ticks to all partitions?",
                    now - waitingSince,
                    silentPartitions());
            metrics.endedWait();
            releaseAll();
            waitingFor = null;
        }
    }

    private void releaseAll() {
        releaseBelow(key(Long.MAX_VALUE, "", 0, 0), true);
        from = key(Long.MIN_VALUE, "", 0, 0);
    }

    private Bytes firstHeld() {
        try (KeyValueIterator<Bytes, PreparedItem> all = held.range(from, key(Long.MAX_VALUE, "", 0, 0))) {
            return all.hasNext() ? all.peekNextKey() : null;
        }
    }

    private long countHeld() {
        long count = 0;
        try (KeyValueIterator<Bytes, PreparedItem> all = held.all()) {
            for (; all.hasNext(); all.next()) {
                count++;
            }
        }
        return count;
    }

    /** @param waited for how long the first held item has been held; 0 if none is */
    private void showMetrics(long waited) {
        metrics.held(heldItems);
        Long highest = highestWatermark();
        List<Integer> silent = waited > 0 ? silentPartitions() : List.of();
        for (int partition = 0; partition < rawPartitions; partition++) {
            Long watermark = watermarks.get("p" + partition);
            // Of a partition that has said nothing yet, only the wait is known.
            long lag = watermark == null || highest == null ? 0 : highest - watermark;
            metrics.partition(partition, lag, silent.contains(partition) ? waited : 0);
        }
    }

    private Long highestWatermark() {
        Long highest = null;
        for (int partition = 0; partition < rawPartitions; partition++) {
            Long watermark = watermarks.get("p" + partition);
            if (watermark != null && (highest == null || watermark > highest)) {
                highest = watermark;
            }
        }
        return highest;
    }

    /** The partitions that have not yet come past the first held item. */
    private List<Integer> silentPartitions() {
        Bytes first = firstHeld();
        List<Integer> silent = new ArrayList<>();
        for (int partition = 0; partition < rawPartitions; partition++) {
            Long watermark = watermarks.get("p" + partition);
            if (watermark == null || first != null && key(watermark, "", 0, 0).compareTo(first) <= 0) {
                silent.add(partition);
            }
        }
        return silent;
    }

    /** A key whose order as bytes is the order of its parts. */
    static Bytes key(long eff, String siteId, int partition, long offset) {
        byte[] site = siteId.replace("\0", "").getBytes(StandardCharsets.UTF_8);
        return Bytes.wrap(ByteBuffer.allocate(Long.BYTES + site.length + 1 + Integer.BYTES + Long.BYTES)
                .putLong(eff ^ Long.MIN_VALUE) // so that the order of unsigned bytes is that of signed numbers
                .put(site)
                .put((byte) 0)
                .putInt(partition)
                .putLong(offset)
                .array());
    }
}
