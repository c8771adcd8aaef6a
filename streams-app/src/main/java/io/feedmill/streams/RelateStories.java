package io.feedmill.streams;

import io.feedmill.avro.CopyMemory;
import io.feedmill.avro.EnrichedItem;
import io.feedmill.avro.FamilyMemory;
import io.feedmill.avro.ItemOutcome;
import io.feedmill.avro.OutcomeKind;
import io.feedmill.avro.PreparedItem;
import io.feedmill.avro.Relation;
import io.feedmill.avro.StoryMemory;
import io.feedmill.avro.StorySketch;
import io.feedmill.schemas.Topics;
import io.feedmill.similarity.Likeness;
import io.feedmill.similarity.StoryIndex;
import io.feedmill.sketch.Sketch;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * Tells of each new story whether it is a copy of one that came before it in the mill's order, and of each revision
 * whether its item is one. The first of a family of copies is canonical for ever. The index is in memory; it is rebuilt
 * from the store, in the order in which it was built.
 */
final class RelateStories implements Processor<String, PreparedItem, String, Judged> {

    /** Texts too short for a sketch are compared as a whole, and only within this long. */
    private static final Duration SHORT_WINDOW = Duration.ofHours(72);

    /** A copy of a copy must still have this much, in thousandths, in common with the canonical story. */
    private static final int LIKE_THE_CANONICAL = 350;

    /** So many copies of a story are filed each day; more would be found by the same keys. */
    private static final int COPIES_FILED = 16;

    /** So many versions of an item are filed, each of them unlike the others. */
    private static final int VERSIONS_FILED = 8;

    /** A version that shares this much with one that is filed, and is as long, is found by it. In thousandths. */
    private static final int FOUND_BY = 850;

    private static final String STORIES = "stories";
    private static final String COPIES = "copies";
    private static final String FAMILIES = "families";

    /** Between an item's id and the number of a later version. */
    private static final char VERSION = '#';

    private static final String UNDETERMINED = "und";

    private final Memory memory;
    private final StoryIndex index = new StoryIndex();
    private ProcessorContext<String, Judged> context;
    private KeyValueStore<String, StoryMemory> stories;
    private KeyValueStore<String, CopyMemory> copies;
    private KeyValueStore<String, FamilyMemory> families;
    private long nextNumber;
    private Instant sweptDay = Instant.MIN;

    private record Match(StoryMemory story, Likeness likeness, StorySketch sketch) {}

    private RelateStories(Memory memory) {
        this.memory = memory;
    }

    static ProcessorSupplier<String, PreparedItem, String, Judged> of(Topics topics, Memory memory) {
        Set<StoreBuilder<?>> stores = new LinkedHashSet<>(List.of(
                Stored.onDisk(STORIES, StoryMemory.class, topics),
                Stored.onDisk(COPIES, CopyMemory.class, topics),
                Stored.onDisk(FAMILIES, FamilyMemory.class, topics)));
        return new ProcessorSupplier<>() {
            @Override
            public Processor<String, PreparedItem, String, Judged> get() {
                return new RelateStories(memory);
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
        this.families = context.getStateStore(FAMILIES);
        List<KeyValue<String, StoryMemory>> remembered = new ArrayList<>();
        try (KeyValueIterator<String, StoryMemory> all = stories.all()) {
            all.forEachRemaining(remembered::add);
        }
        remembered.sort(Comparator.comparingLong(story -> story.value.getNumber()));
        remembered.forEach(story -> file(story.key, story.value));
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
        Judged judged = new Judged(outcome, item, prepared.getPublishedAt());
        context.forward(new Record<>(key, judged, record.timestamp()));
    }

    private void relate(PreparedItem prepared, ItemOutcome outcome, EnrichedItem item) {
        Match match = bestMatch(prepared, item);
        if (match == null) {
            remember(prepared, item.getItemId());
            return;
        }
        String canonicalItemId = match.story().getCanonicalItemId();
        FamilyMemory family = family(canonicalItemId, prepared.getEff());
        Relation relation = relation(match, family, prepared.getSketch());
        item.setRelation(relation);
        outcome.setKind(OutcomeKind.COPY);
        outcome.setCanonicalItemId(canonicalItemId);
        outcome.setRelation(relation);
        outcome.setReason(relation.getKind() + " as an earlier story: " + relation.getEvidence());

        Instant today = day(prepared.getEff());
        copies.put(item.getItemId(), new CopyMemory(relation, today));
        FamilyMemory grown = grown(family, match.sketch(), today);
        families.put(canonicalItemId, grown);
        if (grown.getCopiesToday() <= COPIES_FILED) {
            remember(prepared, canonicalItemId);
        }
    }

    private static FamilyMemory grown(FamilyMemory family, StorySketch sketch, Instant today) {
        if (family == null) {
            return new FamilyMemory(1, 1, withoutKeys(sketch), today);
        }
        boolean firstToday = today.isAfter(family.getLastSeenAt());
        return new FamilyMemory(
                family.getCopies() + 1,
                firstToday ? 1 : family.getCopiesToday() + 1,
                family.getSketch(),
                firstToday ? today : family.getLastSeenAt());
    }

    /** To compare with, not to be found by. */
    private static StorySketch withoutKeys(StorySketch sketch) {
        return StorySketch.newBuilder(sketch).setKeys(ByteBuffer.allocate(0)).build();
    }

    /**
     * A revision stays where its item is: among the stories, or among the copies with their relation. But copies may be
     * made of it, so it is filed where it is unlike the versions before it.
     */
    private void relateRevision(PreparedItem prepared, ItemOutcome outcome, EnrichedItem item) {
        CopyMemory copy = copy(item.getItemId(), prepared.getEff());
        String canonicalItemId = item.getItemId();
        if (copy != null) {
            canonicalItemId = copy.getRelation().getCanonicalItemId();
            item.setRelation(copy.getRelation());
            outcome.setRelation(copy.getRelation());
            outcome.setCanonicalItemId(canonicalItemId);
            Instant day = day(prepared.getEff());
            if (day.isAfter(copy.getLastSeenAt())) {
                copies.put(item.getItemId(), new CopyMemory(copy.getRelation(), day));
            }
        }
        List<StoryMemory> versions = versions(item.getItemId());
        boolean found = versions.stream().anyMatch(version -> isFoundBy(version, prepared.getSketch()));
        if (!found && versions.size() < VERSIONS_FILED) {
            remember(prepared, canonicalItemId);
        }
    }

    private static boolean isFoundBy(StoryMemory version, StorySketch sketch) {
        Likeness likeness = Likeness.of(Sketches.fromAvro(version.getSketch()), Sketches.fromAvro(sketch));
        return likeness.same() || likeness.containment() >= FOUND_BY && likeness.sizes() >= FOUND_BY;
    }

    /** The versions of an item that are filed, first to last. */
    private List<StoryMemory> versions(String itemId) {
        List<StoryMemory> versions = new ArrayList<>();
        try (KeyValueIterator<String, StoryMemory> all = stories.range(itemId, itemId + (char) (VERSION + 1))) {
            all.forEachRemaining(version -> versions.add(version.value));
        }
        return versions;
    }

    private void remember(PreparedItem prepared, String canonicalItemId) {
        EnrichedItem item = prepared.getItem();
        String key = item.getRevision() == 1 ? item.getItemId() : item.getItemId() + VERSION + item.getRevision();
        StoryMemory story = new StoryMemory(
                item.getItemId(),
                canonicalItemId,
                nextNumber,
                prepared.getEff(),
                item.getLanguage(),
                prepared.getSiteId(),
                prepared.getSketch());
        if (prepared.getSketch().getExact() != 0 && stories.get(key) == null && file(key, story)) {
            stories.put(key, story);
        }
    }

    /** Whether the index took it: a story that could not be found need not be remembered. */
    private boolean file(String key, StoryMemory story) {
        boolean filed = index.add(key, story.getEff().toEpochMilli(), Sketches.fromAvro(story.getSketch()));
        nextNumber = Math.max(nextNumber, story.getNumber() + 1);
        return filed;
    }

    private Match bestMatch(PreparedItem prepared, EnrichedItem item) {
        Sketch sketch = Sketches.fromAvro(prepared.getSketch());
        Match best = null;
        for (String candidate : index.candidates(sketch)) {
            StoryMemory story = stories.get(candidate);
            if (story == null
                    || story.getItemId().equals(item.getItemId())
                    || !isWithinWindow(story, prepared.getEff(), sketch)
                    || !mayShareALanguage(story.getLanguage(), item.getLanguage())) {
                continue;
            }
            boolean otherSite = !story.getSiteId().equals(prepared.getSiteId());
            Likeness likeness = Likeness.of(sketch, Sketches.fromAvro(story.getSketch()));
            boolean isCopy = sketch.shingles() == 0 ? likeness.same() && otherSite : likeness.isCopy(otherSite);
            if (isCopy
                    && isLikeItsCanonical(story, sketch, prepared.getEff())
                    && (best == null || likeness.containment() > best.likeness().containment())) {
                best = new Match(story, likeness, story.getSketch());
            }
        }
        return best;
    }

    private boolean isWithinWindow(StoryMemory story, Instant eff, Sketch sketch) {
        Duration window = memory.stories();
        if (sketch.shingles() == 0 && window.compareTo(SHORT_WINDOW) > 0) {
            window = SHORT_WINDOW;
        }
        return !story.getEff().plus(window).isBefore(eff);
    }

    private static boolean mayShareALanguage(String one, String other) {
        return one.equals(other) || one.equals(UNDETERMINED) || other.equals(UNDETERMINED);
    }

    private static boolean isCanonical(StoryMemory story) {
        return story.getCanonicalItemId().equals(story.getItemId());
    }

    /** Keeps a chain of copies, each like the one before, from drifting to another story. */
    private boolean isLikeItsCanonical(StoryMemory story, Sketch sketch, Instant eff) {
        if (isCanonical(story)) {
            return true;
        }
        FamilyMemory family = family(story.getCanonicalItemId(), eff);
        return family == null
                || Likeness.of(sketch, Sketches.fromAvro(family.getSketch())).containment() >= LIKE_THE_CANONICAL;
    }

    /** How the text relates to the canonical story; where it was found by a copy of that, to the text that had the first copy. */
    private static Relation relation(Match match, FamilyMemory family, StorySketch text) {
        Sketch sketch = Sketches.fromAvro(text);
        boolean direct = isCanonical(match.story()) || family == null;
        Sketch earlier = Sketches.fromAvro(direct ? match.sketch() : family.getSketch());
        Likeness likeness = direct ? match.likeness() : Likeness.of(sketch, earlier);
        return new Relation(
                likeness.kind(sketch.tokens() < earlier.tokens()),
                match.story().getCanonicalItemId(),
                likeness.containment(),
                likeness.same()
                        ? "the same " + sketch.tokens() + " words"
                        : likeness.containment() / 10 + " % of the shorter text in common, "
                                + likeness.ledeContainment() / 10 + " % of the beginning; " + sketch.tokens()
                                + " words against "
                                + earlier.tokens());
    }

    /**
     * Once for each day of the log, and again after a restart: so what is swept depends on the day alone, not on the hour
     * of its first record. What counts is asked at each look-up.
     */
    private void sweep(Instant eff) {
        Instant day = day(eff);
        if (!day.isAfter(sweptDay)) {
            return;
        }
        sweptDay = day;
        index.dropBefore(day.minus(memory.stories()).toEpochMilli()).forEach(stories::delete);
        sweep(families, family -> isForgotten(family, day));
        sweep(copies, copy -> isForgotten(copy, day));
    }

    private static <T> void sweep(KeyValueStore<String, T> store, Predicate<T> isForgotten) {
        try (KeyValueIterator<String, T> all = store.all()) {
            while (all.hasNext()) {
                KeyValue<String, T> entry = all.next();
                if (isForgotten.test(entry.value)) {
                    store.delete(entry.key);
                }
            }
        }
    }

    private boolean isForgotten(FamilyMemory family, Instant eff) {
        return family.getLastSeenAt().plus(memory.families()).isBefore(eff);
    }

    private boolean isForgotten(CopyMemory copy, Instant eff) {
        return copy.getLastSeenAt().plus(memory.items()).isBefore(eff);
    }

    /** Null if there is none, or no copy has come for too long. */
    private FamilyMemory family(String canonicalItemId, Instant eff) {
        FamilyMemory family = families.get(canonicalItemId);
        return family == null || isForgotten(family, eff) ? null : family;
    }

    /** Null if the item is no copy, or has been out of sight for too long. */
    private CopyMemory copy(String itemId, Instant eff) {
        CopyMemory copy = copies.get(itemId);
        return copy == null || isForgotten(copy, eff) ? null : copy;
    }

    private static Instant day(Instant eff) {
        return eff.truncatedTo(ChronoUnit.DAYS);
    }
}
