package io.feedmill.streams;

import io.feedmill.avro.Change;
import io.feedmill.avro.ItemMemory;
import io.feedmill.avro.Media;
import io.feedmill.avro.RawItem;
import io.feedmill.identity.Identity;
import io.feedmill.identity.Revision;
import io.feedmill.identity.Version;
import io.feedmill.strip.Stripped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.streams.processor.api.FixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorContext;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;

/**
 * Tells what is new about a version of an item, as a reader sees it after stripping: the item itself, something in it, or
 * nothing. Then remembers it.
 */
final class ReviseItem implements FixedKeyProcessor<String, Draft, Draft> {

    private static final int VERSIONS_REMEMBERED = 5;
    private static final int FEEDS_REMEMBERED = 16;
    private static final int NAMES_REMEMBERED = 16;

    /** Another feed's rendition of an item replaces the last one if it has this many per cent more words. */
    private static final int FULLER_PERCENT = 120;

    private final Memory memory;
    private FixedKeyProcessorContext<String, Draft> context;
    private ItemStores stores;

    ReviseItem(Memory memory) {
        this.memory = memory;
    }

    @Override
    public void init(FixedKeyProcessorContext<String, Draft> context) {
        this.context = context;
        this.stores = new ItemStores(context::getStateStore, memory.items());
    }

    @Override
    public void process(FixedKeyRecord<String, Draft> record) {
        Draft draft = record.value();
        stores.sweep(draft.eff());
        Draft revised = draft.isRepeated()
                ? draft.with(new Draft.Revised(seeAgain(draft), null, false))
                : new Stage("revise", this::revise).apply(draft);
        context.forward(record.withValue(revised));
    }

    private Draft revise(Draft draft) {
        Version version = version(draft);
        ItemMemory before = draft.identity().known() instanceof IdentifyItem.Remembered known ? known.memory() : null;
        if (before == null) {
            ItemMemory first = firstMemory(draft, version);
            stores.remember(first);
            return draft.with(new Draft.Revised(first, null, false));
        }

        String nothingNew = nothingNew(draft, version, before);
        if (nothingNew != null) {
            ItemMemory seen = seeAgain(draft);
            boolean flaps = before.getDigests().indexOf(version.digest()) > 0;
            return draft.repeated("revise", draft.identity().evidence() + ", " + nothingNew)
                    .with(new Draft.Revised(seen, null, flaps));
        }

        Revision revision = Revision.between(
                new Version(
                        before.getDigests().get(0),
                        before.getTitle(),
                        before.getBlocks(),
                        before.getMedia(),
                        before.getWords()),
                version);
        List<Long> digests = Stream.concat(Stream.of(version.digest()), before.getDigests().stream())
                .limit(VERSIONS_REMEMBERED)
                .toList();
        ItemMemory revised = memory(draft, version, before, before.getRevision() + 1, digests);
        stores.remember(revised);
        return draft.with(new Draft.Revised(
                revised,
                new Change(
                        revision.title(),
                        revision.blocksAdded(),
                        revision.blocksRemoved(),
                        revision.media(),
                        revision.minor(),
                        revision.blocksChanged()),
                false));
    }

    static ItemMemory firstMemory(Draft draft, Version version) {
        return memory(draft, version, null, 1, List.of(version.digest()));
    }

    /** Why this version says nothing new, in words; null if it does. */
    private static String nothingNew(Draft draft, Version version, ItemMemory before) {
        int seen = before.getDigests().indexOf(version.digest());
        if (seen == 0) {
            return "nothing a reader would see has changed";
        } else if (seen > 0) {
            return "back to revision " + (before.getRevision() - seen) + ", which was emitted already";
        }
        boolean otherFeed = !before.getFeedId().equals(draft.item().getFeed().getId());
        if (otherFeed && version.words() * 100L < (long) before.getWords() * FULLER_PERCENT) {
            return "as another feed of the site renders it";
        }
        return null;
    }

    static Version version(Draft draft) {
        Stripped stripped = draft.stripped();
        List<String> media = Stream.concat(
                        draft.item().getMedia().stream().map(Media::getUrl),
                        stripped.media().stream().map(Stripped.Image::url))
                .distinct()
                .toList();
        return Version.of(
                Objects.requireNonNullElse(draft.item().getTitle(), ""), stripped.said(), media, stripped.wordCount());
    }

    private static ItemMemory memory(
            Draft draft, Version version, ItemMemory before, int revision, List<Long> digests) {
        Identity.Identified identity = draft.identity();
        Instant day = draft.eff().truncatedTo(ChronoUnit.DAYS);
        RawItem item = draft.item();
        return new ItemMemory(
                identity.itemId(),
                names(before, identity.names()),
                revision,
                IdentifyItem.rawDigest(item),
                digests,
                version.title(),
                version.blocks(),
                version.media(),
                version.words(),
                item.getFeed().getId(),
                feedIds(before, item),
                before == null ? item.getFetchedAt() : before.getFirstSeenAt(),
                day);
    }

    /** Remembers when, where and under which names an item was seen again; at most once a day, if that is all. */
    private ItemMemory seeAgain(Draft draft) {
        ItemMemory before = ((IdentifyItem.Remembered) draft.identity().known()).memory();
        ItemMemory after = ItemMemory.newBuilder(before)
                .setNames(names(before, draft.identity().names()))
                .setFeedIds(feedIds(before, draft.item()))
                .setLastSeenAt(draft.eff().truncatedTo(ChronoUnit.DAYS))
                .build();
        if (!after.equals(before)) {
            stores.remember(after);
        }
        return after;
    }

    private static List<String> names(ItemMemory before, List<String> now) {
        return union(before == null ? List.of() : before.getNames(), now, NAMES_REMEMBERED);
    }

    private static List<String> feedIds(ItemMemory before, RawItem item) {
        return union(
                before == null ? List.of() : before.getFeedIds(),
                List.of(item.getFeed().getId()),
                FEEDS_REMEMBERED);
    }

    private static List<String> union(List<String> first, List<String> then, int limit) {
        Set<String> all = new LinkedHashSet<>(first);
        all.addAll(then);
        return new ArrayList<>(all).subList(0, Math.min(limit, all.size()));
    }
}
