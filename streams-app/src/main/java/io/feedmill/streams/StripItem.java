package io.feedmill.streams;

import io.feedmill.avro.HabitsMemory;
import io.feedmill.avro.RawItem;
import io.feedmill.schemas.Topics;
import io.feedmill.strip.Stripped;
import io.feedmill.strip.Stripper;
import io.feedmill.strip.learned.FeedHabits;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.streams.processor.api.FixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorContext;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorSupplier;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * Tells the story from the boilerplate around it: by the rules, then by what was learned of the feed. Then learns from the
 * item, if it is new: not from a repeat, nor from a revision, nor from what another feed of the site showed before.
 */
final class StripItem implements FixedKeyProcessor<String, Draft, Draft> {

    static final String HABITS = "feed-habits";

    /** A feed that is silent for longer is learned anew. */
    static final Duration MEMORY = Duration.ofDays(180);

    private final Stripper stripper;
    private FixedKeyProcessorContext<String, Draft> context;
    private KeyValueStore<String, HabitsMemory> store;
    private long sweptDay = Long.MIN_VALUE;

    private StripItem(Stripper stripper) {
        this.stripper = stripper;
    }

    static FixedKeyProcessorSupplier<String, Draft, Draft> of(Stripper stripper, Topics topics) {
        // Each new item changes its feed's memory: cached, so that a feed read whole is written once for each commit.
        StoreBuilder<KeyValueStore<String, HabitsMemory>> habits =
                Stored.onDisk(HABITS, HabitsMemory.class, topics).withCachingEnabled();
        return new FixedKeyProcessorSupplier<>() {
            @Override
            public FixedKeyProcessor<String, Draft, Draft> get() {
                return new StripItem(stripper);
            }

            @Override
            public Set<StoreBuilder<?>> stores() {
                return Set.of(habits);
            }
        };
    }

    @Override
    public void init(FixedKeyProcessorContext<String, Draft> context) {
        this.context = context;
        this.store = context.getStateStore(HABITS);
    }

    @Override
    public void process(FixedKeyRecord<String, Draft> record) {
        List<Draft.Lesson> lessons = new ArrayList<>();
        sweep(record.value().eff(), lessons);
        Draft draft = new Stage("strip", open -> strip(open, lessons)).apply(record.value());
        context.forward(record.withValue(lessons.isEmpty() ? draft : draft.with(lessons)));
    }

    private Draft strip(Draft draft, List<Draft.Lesson> lessons) {
        RawItem item = draft.item();
        String feedId = item.getFeed().getId();
        FeedHabits habits = habits(feedId, draft.eff());
        Stripped stripped =
                Assembly.fitting(item, stripper.strip(Assembly.article(item), Assembly.context(item, habits)));
        if (draft.identity().known() == null && !stripped.lines().isEmpty()) {
            LocalDate day =
                    Objects.requireNonNullElse(Assembly.day(item), LocalDate.ofInstant(draft.eff(), ZoneOffset.UTC));
            habits.learn(stripped.lines(), day).forEach(change -> lessons.add(new Draft.Lesson(feedId, change)));
            store.put(
                    feedId,
                    new HabitsMemory(
                            ByteBuffer.wrap(habits.toBytes()), draft.eff().truncatedTo(ChronoUnit.DAYS)));
        }
        return draft.with(stripped);
    }

    private FeedHabits habits(String feedId, Instant eff) {
        HabitsMemory memory = store.get(feedId);
        return memory == null || isForgotten(memory, eff) ? new FeedHabits() : habits(memory);
    }

    private static FeedHabits habits(HabitsMemory memory) {
        byte[] bytes = new byte[memory.getHabits().remaining()];
        memory.getHabits().duplicate().get(bytes);
        return FeedHabits.of(bytes);
    }

    private static boolean isForgotten(HabitsMemory memory, Instant eff) {
        return memory.getLastLearnedAt().plus(MEMORY).isBefore(eff);
    }

    /** Once for each day of the log. */
    private void sweep(Instant eff, List<Draft.Lesson> lessons) {
        long day = eff.getEpochSecond() / Duration.ofDays(1).toSeconds();
        if (day <= sweptDay) {
            return;
        }
        sweptDay = day;
        try (KeyValueIterator<String, HabitsMemory> all = store.all()) {
            while (all.hasNext()) {
                var feed = all.next();
                if (isForgotten(feed.value, eff)) {
                    store.delete(feed.key);
                    habits(feed.value).forgotten().forEach(change -> lessons.add(new Draft.Lesson(feed.key, change)));
                }
            }
        }
    }
}
