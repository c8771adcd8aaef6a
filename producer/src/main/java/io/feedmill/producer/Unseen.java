package io.feedmill.producer;

import io.feedmill.avro.RawItem;
import io.feedmill.avro.SeenItem;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.apache.avro.Schema;

/**
 * What a document says that the documents before it did not. An item is known by the hash of its guid (else its link,
 * else its title), a version of it by the hash of everything it says. Pure.
 *
 * @param items the item versions that are new, in the document's order, each once
 * @param seen what to remember: the versions the document lists, then those of items that are no longer listed, as many
 *     as there is room for
 * @param changed how many of the items are new versions of items that were listed before
 * @param renamed how many of the items say what one with another id said before
 */
record Unseen(List<RawItem> items, List<SeenItem> seen, int changed, int renamed) {

    /** How many versions are remembered of a feed; more only where its document lists more. */
    static final int REMEMBERED = 5_000;

    /** What the document or the moment says, and not the item. */
    private static final Set<String> NOT_ITS_OWN =
            Set.of("feed", "fetchedAt", "documentDigest", "guidShared", "linkShared");

    /** What a field says that says nothing: left out, so that a field new to the schema makes no new versions. */
    private static final Set<String> NOTHING = Set.of("null", "[]", "false");

    static Unseen of(List<RawItem> listed, List<SeenItem> before) {
        return of(listed, before, Unseen::version);
    }

    /** @param versions what is remembered of each item, for who knows it already */
    static Unseen of(List<RawItem> listed, List<SeenItem> before, Function<RawItem, SeenItem> versions) {
        List<SeenItem> now = listed.stream().map(versions).toList();
        Hashes keys = Hashes.of(now.stream().mapToLong(SeenItem::getKey));
        Hashes contents = Hashes.of(now.stream().mapToLong(SeenItem::getContent).filter(hash -> hash != 0));
        // Much more is remembered than listed: it is gone through once, and of most nothing is made.
        Set<Version> known = new HashSet<>();
        Set<Long> knownKeys = new HashSet<>();
        Set<Long> knownContents = new HashSet<>();
        List<SeenItem> notListed = new ArrayList<>(before.size());
        for (SeenItem item : before) {
            if (keys.contain(item.getKey())) {
                known.add(Version.of(item));
                knownKeys.add(item.getKey());
            } else {
                notListed.add(item);
            }
            if (contents.contain(item.getContent())) {
                knownContents.add(item.getContent());
            }
        }
        Map<Version, SeenItem> seen = new LinkedHashMap<>();
        List<RawItem> items = new ArrayList<>();
        int changed = 0;
        int renamed = 0;
        for (int i = 0; i < now.size(); i++) {
            SeenItem version = now.get(i);
            if (seen.putIfAbsent(Version.of(version), version) == null && !known.contains(Version.of(version))) {
                items.add(listed.get(i));
                boolean isKnown = knownKeys.contains(version.getKey());
                changed += isKnown ? 1 : 0;
                renamed += !isKnown && knownContents.contains(version.getContent()) ? 1 : 0;
            }
        }
        int room = Math.max(0, REMEMBERED - seen.size());
        List<SeenItem> remembered = new ArrayList<>(seen.values());
        remembered.addAll(notListed.subList(0, Math.min(room, notListed.size())));
        return new Unseen(List.copyOf(items), List.copyOf(remembered), changed, renamed);
    }

    /** A few hashes, to which many are compared. */
    private record Hashes(long[] sorted, BitSet lowBits) {

        private static final int MASK = (1 << 12) - 1;

        static Hashes of(LongStream hashes) {
            long[] sorted = hashes.sorted().toArray();
            BitSet lowBits = new BitSet(MASK + 1);
            for (long hash : sorted) {
                lowBits.set((int) hash & MASK);
            }
            return new Hashes(sorted, lowBits);
        }

        boolean contain(long hash) {
            return lowBits.get((int) hash & MASK) && Arrays.binarySearch(sorted, hash) >= 0;
        }
    }

    /** What tells versions apart: what else is remembered of one may be missing in an older memory. */
    private record Version(long key, long version) {

        static Version of(SeenItem item) {
            return new Version(item.getKey(), item.getVersion());
        }
    }

    static SeenItem version(RawItem item) {
        MessageDigest digest = sha256();
        for (Schema.Field field : item.getSchema().getFields()) {
            if (NOT_ITS_OWN.contains(field.name())) {
                continue;
            }
            String value = String.valueOf(item.get(field.pos()));
            if (!NOTHING.contains(value)) {
                update(digest, field.name());
                update(digest, value);
            }
        }
        long version = first64Bits(digest);
        return new SeenItem(key(item, version), version, content(item));
    }

    /** Of the headline and the text; 0 where there is not both. */
    private static long content(RawItem item) {
        String text = item.getContentHtml() == null ? item.getSummaryHtml() : item.getContentHtml();
        if (item.getTitle() == null || text == null) {
            return 0;
        }
        MessageDigest digest = sha256();
        update(digest, item.getTitle());
        update(digest, text);
        return first64Bits(digest);
    }

    private static long key(RawItem item, long version) {
        MessageDigest digest = sha256();
        if (item.getGuid() != null && !item.getGuidShared()) {
            update(digest, "guid");
            update(digest, item.getGuid());
        } else if (item.getLink() != null) {
            update(digest, "link");
            update(digest, item.getLink());
        } else if (item.getTitle() != null) {
            update(digest, "title");
            update(digest, item.getTitle());
        } else {
            return version;
        }
        return first64Bits(digest);
    }

    private static void update(MessageDigest digest, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
        digest.update(bytes);
    }

    private static long first64Bits(MessageDigest digest) {
        return ByteBuffer.wrap(digest.digest()).getLong();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
