package io.feedmill.strip;

import io.feedmill.words.Words;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Of which lists a text could have an entry, by one look at each of its words: every entry is known by its longest word. Most
 * words of a story are in no list, which one bit tells. Only for letters for which {@link Words#isNarrow} holds. Immutable
 * once built.
 */
final class Hints {
    /** Of so many bits few are set, and all stay in the processor's cache. */
    private static final int BITS = 1 << 16;
    /** As many letters as each beginning of a word has that is in a list. */
    private static final int SHORTEST = 3;

    private static final long START = (1L << SHORTEST * Byte.SIZE) - 1;

    /** By the hash of a word. */
    private final Map<Long, Long> words = new HashMap<>();
    /** By the first letters. */
    private final Map<Long, List<Stem>> stems = new HashMap<>();

    private final long[] wordBits = new long[BITS / Long.SIZE];
    private final long[] stemBits = new long[BITS / Long.SIZE];

    /**
     * @param head the first letters of words, up to eight
     * @param mask of a word's head what {@code head} is compared with
     */
    private record Stem(long head, long mask, long lists) {}

    /** @param folded one word, or the beginning of one */
    void add(String folded, boolean stem, long lists) {
        Words read = Words.of(folded);
        if (!read.isNarrow()) {
            return;
        }
        if (stem) {
            long mask = -1L >>> Long.SIZE - Byte.SIZE * Math.min(Long.BYTES, folded.length());
            long start = read.head(0) & START;
            stems.computeIfAbsent(start, key -> new ArrayList<>()).add(new Stem(read.head(0), mask, lists));
            set(stemBits, startHash(start));
        } else {
            words.merge(read.hash(0), lists, (some, more) -> some | more);
            set(wordBits, read.hash(0));
        }
    }

    /** Perhaps also some of which it has none. */
    long of(Words text, int from) {
        long lists = 0;
        for (int i = text.size() - 1; i >= 0 && text.start(i) >= from; i--) {
            long hash = text.hash(i);
            if (isSet(wordBits, hash)) {
                lists |= words.getOrDefault(hash, 0L);
            }
            long start = text.head(i) & START;
            if (isSet(stemBits, startHash(start))) {
                for (Stem stem : stems.getOrDefault(start, List.of())) {
                    lists |= (text.head(i) & stem.mask) == stem.head ? stem.lists : 0;
                }
            }
        }
        return lists;
    }

    private static long startHash(long start) {
        return start ^ start >>> Byte.SIZE;
    }

    private static void set(long[] bits, long hash) {
        bits[(int) (hash & BITS - 1) >>> 6] |= 1L << hash;
    }

    private static boolean isSet(long[] bits, long hash) {
        return (bits[(int) (hash & BITS - 1) >>> 6] >>> hash & 1) != 0;
    }
}
