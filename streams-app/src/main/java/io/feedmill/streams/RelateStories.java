package io.feedmill.streams;

import io.feedmill.avro.CopyMemory;
import io.feedmill.avro.EnrichedItem;
import io.feedmill.avro.ItemOutcome;
import io.feedmill.avro.OutcomeKind;
import io.feedmill.avro.PreparedItem;
import io.feedmill.avro.Relation;
import io.feedmill.avro.StoryMemory;
import io.feedmill.avro.StorySketch;
import io.feedmill.schemas.AvroSerde;
import io.feedmill.schemas.Topics;
import io.feedmill.similarity.Likeness;
import io.feedmill.similarity.StoryIndex;
import io.feedmill.sketch.Sketch;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * Tells of each new story whether it is a copy of one that came before it in the mill's order, and of each revision
 * whether its item is one. The first of a family of copies is canonical for ever. The index is in memory; it is rebuilt
 * from the store, in the order in which it was built.
 */
final class RelateStories implements Processor<String, PreparedItem, String, Judged> {

    /** Copies are looked for among the stories of this long. */
    static final Duration WINDOW = Duration.ofDays(7);

    /** Texts too short for a sketch are compared as a whole, and only within this long. */
    private static final Duration SHORT_WINDOW = Duration.ofHours(72);

    /** A copy of a copy must still have this much, in thousandths, in common with the canonical story. */
    private static final int LIKE_THE_CANONICAL = 350;

    private static final String STORIES = "stories";
    private static final String COPIES = "copies";
    private static final String UNDETERMINED = "und";

    private ProcessorContext<String, Judged> context;
    private KeyValueStore<String, StoryMemory> stories;
    private KeyValueStore<String, CopyMemory> copies;
    private final StoryIndex index = new StoryIndex();
    private long nextNumber;
    private Instant sweptDay = Instant.MIN;

    private record Match(StoryMemory story, Likeness likeness, Sketch sketch) {}

    static ProcessorSupplier<String, PreparedItem, String, Judged> of(Topics topics) {
        String subject = topics.prefix() + "feedmill-";
        Set<StoreBuilder<?>> stores = new LinkedHashSet<>(List.of(
                Stores.keyValueStoreBuilder(
                        Stores.persistentKeyValueStore(STORIES),
                        Serdes.String(),
                        new AvroSerde<>(StoryMemory.class, subject + STORIES + "-value", topics.registry())),
                Stores.keyValueStoreBuilder(
                        Stores.persistentKeyValueStore(COPIES),
                        Serdes.String(),
                        new AvroSerde<>(CopyMemory.class, subject + COPIES + "-value", topics.registry()))));
        return new ProcessorSupplier<>() {
            @Override
            public Processor<String, PreparedItem, String, Judged> get() {
                return new RelateStories();
            }

            @Override
            public Set<StoreBuilder<?>> stores() {
                return stores;
            }
        };
    }

    @Override
    public void init(ProcessorContext<String, Judged> context) {
        this.context = context;
        this.stories = context.getStateStore(STORIES);
        this.copies = context.getStateStore(COPIES);
        List<StoryMemory> remembered = new ArrayList<>();
        try (KeyValueIterator<String, StoryMemory> all = stories.all()) {
            all.forEachRemaining(entry -> remembered.add(entry.value));
        }
        remembered.sort(Comparator.comparingLong(StoryMemory::getNumber));
        remembered.forEach(this::file);
    }

    @Override
    public void process(Record<String, PreparedItem> record) {
        PreparedItem prepared = record.value();
        ItemOutcome outcome = prepared.getOutcome();
        EnrichedItem item = prepared.getItem();
        sweep(prepared.getEff());
        if (outcome.getKind() == OutcomeKind.ENRICHED) {
            relate(prepared, outcome, item);
        } else if (outcome.getKind() == OutcomeKind.REVISED) {
            relateRevision(prepared, outcome, item);
        }
        String key = outcome.getItemId() == null
                ? outcome.getRaw().getPartition() + "-" + outcome.getRaw().getOffset()
                : outcome.getItemId();
        context.forward(new Record<>(key, new Judged(outcome, item), record.timestamp()));
    }

    private void relate(PreparedItem prepared, ItemOutcome outcome, EnrichedItem item) {
        Sketch sketch = Sketches.fromAvro(prepared.getSketch());
        Match match = bestMatch(prepared, item, sketch);
        String canonicalItemId = item.getItemId();
        if (match != null) {
            Relation relation = relation(match, sketch);
            canonicalItemId = relation.getCanonicalItemId();
            item.setRelation(relation);
            copies.put(item.getItemId(), new CopyMemory(relation, day(prepared.getEff())));
            outcome.setKind(OutcomeKind.COPY);
            outcome.setCanonicalItemId(canonicalItemId);
            outcome.setReason(relation.getKind() + " as an earlier story: " + relation.getEvidence());
        }
        StoryMemory memory = new StoryMemory(
                item.getItemId(),
                canonicalItemId,
                nextNumber,
                prepared.getEff(),
                item.getLanguage(),
                prepared.getSiteId(),
                prepared.getSketch());
        if (sketch.exact() != 0 && stories.get(item.getItemId()) == null) {
            stories.put(item.getItemId(), memory);
            file(memory);
        }
    }

    /** A revision stays where its item is: among the stories, or among the copies with their relation. */
    private void relateRevision(PreparedItem prepared, ItemOutcome outcome, EnrichedItem item) {
        CopyMemory copy = copies.get(item.getItemId());
        if (copy != null) {
            item.setRelation(copy.getRelation());
            outcome.setCanonicalItemId(copy.getRelation().getCanonicalItemId());
            Instant day = day(prepared.getEff());
            if (day.isAfter(copy.getLastSeenAt())) {
                copies.put(item.getItemId(), new CopyMemory(copy.getRelation(), day));
            }
        }
    }

    private Match bestMatch(PreparedItem prepared, EnrichedItem item, Sketch sketch) {
        Match best = null;
        for (String candidate : index.candidates(sketch)) {
            StoryMemory story = stories.get(candidate);
            if (story == null
                    || candidate.equals(item.getItemId())
                    || !isWithinWindow(story, prepared.getEff(), sketch)
                    || !mayShareALanguage(story.getLanguage(), item.getLanguage())) {
                continue;
            }
            boolean otherSite = !story.getSiteId().equals(prepared.getSiteId());
            Sketch earlier = Sketches.fromAvro(story.getSketch());
            Likeness likeness = Likeness.of(sketch, earlier);
            boolean isCopy = sketch.shingles() == 0 ? likeness.same() && otherSite : likeness.isCopy(otherSite);
            if (isCopy
                    && isLikeItsCanonical(story, sketch)
                    && (best == null || likeness.containment() > best.likeness().containment())) {
                best = new Match(story, likeness, earlier);
            }
        }
        return best;
    }

    private static boolean isWithinWindow(StoryMemory story, Instant eff, Sketch sketch) {
        Duration window = sketch.shingles() == 0 ? SHORT_WINDOW : WINDOW;
        return !story.getEff().plus(window).isBefore(eff);
    }

    private static boolean mayShareALanguage(String one, String other) {
        return one.equals(other) || one.equals(UNDETERMINED) || other.equals(UNDETERMINED);
    }

    /** Keeps a chain of copies, each like the one before, from drifting to another story. */
    private boolean isLikeItsCanonical(StoryMemory story, Sketch sketch) {
        if (story.getCanonicalItemId().equals(story.getItemId())) {
            return true;
        }
        StoryMemory canonical = stories.get(story.getCanonicalItemId());
        return canonical == null
                || Likeness.of(sketch, Sketches.fromAvro(canonical.getSketch())).containment() >= LIKE_THE_CANONICAL;
    }

    private Relation relation(Match match, Sketch sketch) {
        String canonicalItemId = match.story().getCanonicalItemId();
        StoryMemory canonical = stories.get(canonicalItemId);
        boolean direct =
                canonical == null || canonicalItemId.equals(match.story().getItemId());
        Sketch earlier = direct ? match.sketch() : Sketches.fromAvro(canonical.getSketch());
        Likeness likeness = direct ? match.likeness() : Likeness.of(sketch, earlier);
        return new Relation(
                likeness.kind(sketch.tokens() < earlier.tokens()),
                canonicalItemId,
                likeness.containment(),
                likeness.same()
                        ? "the same " + sketch.tokens() + " words"
                        : likeness.containment() / 10 + " % of the shorter text in common, "
                                + likeness.ledeContainment() / 10 + " % of the beginning; " + sketch.tokens()
                                + " words against "
                                + earlier.tokens());
    }

    private void file(StoryMemory story) {
        StorySketch sketch = story.getSketch();
        index.add(story.getItemId(), story.getEff().toEpochMilli(), Sketches.fromAvro(sketch));
        nextNumber = Math.max(nextNumber, story.getNumber() + 1);
    }

    /** Once for each day of the log. */
    private void sweep(Instant eff) {
        Instant day = day(eff);
        if (!day.isAfter(sweptDay)) {
            return;
        }
        sweptDay = day;
        index.dropBefore(eff.minus(WINDOW).toEpochMilli()).forEach(stories::delete);
        try (KeyValueIterator<String, CopyMemory> all = copies.all()) {
            while (all.hasNext()) {
                var copy = all.next();
                if (copy.value.getLastSeenAt().plus(ItemStores.MEMORY).isBefore(eff)) {
                    copies.delete(copy.key);
                }
            }
        }
    }

    private static Instant day(Instant eff) {
        return eff.truncatedTo(ChronoUnit.DAYS);
    }
}
