package io.feedmill.strip;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Finds all of many literals in one pass over a text, as Rabin and Karp do ("Efficient randomized pattern-matching
 * algorithms", IBM Journal of Research and Development 31, 1987), by a gram of each: some of its characters in a row, the
 * rarest there are. A gram is looked up in a table of bits that stays in the processor's cache, then among the grams
 * themselves, and only there are literals compared. Of a literal that is long enough there is one gram that begins at an
 * even place in it and one at an odd, so that only every second place of the text need be looked at. Immutable.
 */
final class Literals {
    private static final int WIDE = 6;
    private static final int NARROW = 4;
    private static final long SPREAD = 0x9E3779B97F4A7C15L;
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    /** The most common first; the others are rarer than all these. */
    private static final String COMMON = " etaoinsrhldcumfpgwybvkxjqz";

    private final String[] literals;
    private final Grams wide;
    private final Grams narrow;
    private final Grams pairs;
    /** No text without a character from there on has a literal that is only in {@link #pairs}. */
    private final char firstOfPairs;

    /** Told of each place where a literal ends, in no order. */
    interface Found {
        void at(int literal, int end);
    }

    /** The literals by their grams, in buckets. */
    private final class Grams {
        private final int width;
        private final int stride;
        /** Keeps of eight bytes those of a gram. */
        private final long mask;

        /** For each gram two bits in one of them, by which it is told from most others (Bloom). They stay near. */
        private final long[] bits;

        /** How far a hash is shifted to be the place of a word of bits, and of a bucket. */
        private final int bitShift;

        private final int bucketShift;

        /** Where in {@link #entries} the entries of each bucket begin; the next bucket's beginning is their end. */
        private final int[] buckets;

        private final Entry[] entries;
        /** The eight bytes of each entry from its gram on, and which of the eight are of the literal. */
        private final long[] heads;

        private final long[] headMasks;
        /** Likewise the eight bytes up to the literal's end. */
        private final long[] tails;

        private final long[] tailMasks;
        /** How far the literal's end is from the gram's beginning. */
        private final int[] ends;

        Grams(int width, int stride, List<Integer> ids) {
            this.width = width;
            this.stride = stride;
            mask = first(width);
            int size = Integer.highestOneBit(stride * ids.size() + 2) << 1;
            bucketShift = Long.numberOfLeadingZeros(size) + 1;
            bitShift = bucketShift + 1;
            bits = new long[size / 2];
            buckets = new int[size + 1];
            entries = ids.stream()
                    .flatMap(id -> entries(id).stream())
                    .sorted(Comparator.comparingInt(entry -> bucket(entry.eight)))
                    .toArray(Entry[]::new);
            heads = new long[entries.length];
            headMasks = new long[entries.length];
            tails = new long[entries.length];
            tailMasks = new long[entries.length];
            ends = new int[entries.length];
            for (int i = 0; i < entries.length; i++) {
                Entry entry = entries[i];
                int length = literals[entry.literal].length();
                heads[i] = entry.eight;
                headMasks[i] = first(Math.min(Long.BYTES, length - entry.offset));
                tails[i] = (long) EIGHT.get(folded(entry.literal), length);
                tailMasks[i] = -1L << Long.SIZE - Byte.SIZE * Math.min(Long.BYTES, length);
                ends[i] = length - entry.offset;
                long hash = hash(entry.eight);
                bits[(int) (hash >>> bitShift)] |= 1L << hash | 1L << (hash >>> 6);
                buckets[bucket(entry.eight) + 1] = i + 1;
            }
            for (int i = 0; i < size; i++) {
                buckets[i + 1] = Math.max(buckets[i], buckets[i + 1]);
            }
        }

        private static long first(int bytes) {
            return -1L >>> Long.SIZE - Byte.SIZE * bytes;
        }

        private List<Entry> entries(int id) {
            byte[] bytes = folded(id);
            List<Entry> entries = new ArrayList<>(stride);
            for (int remainder = 0; remainder < stride; remainder++) {
                int at = rarest(literals[id], remainder);
                entries.add(new Entry(id, at, (long) EIGHT.get(bytes, Long.BYTES + at)));
            }
            return entries;
        }

        private byte[] folded(int id) {
            byte[] bytes = new byte[literals[id].length() + 2 * Long.BYTES];
            fold(literals[id], 0, literals[id].length(), bytes);
            return bytes;
        }

        private int rarest(String text, int remainder) {
            int rarest = remainder;
            int most = -1;
            for (int at = remainder; at + width <= text.length(); at += stride) {
                int rarity = text.substring(at, at + width)
                        .chars()
                        .map(c -> COMMON.indexOf(c) < 0 ? COMMON.length() : COMMON.indexOf(c))
                        .sum();
                if (rarity > most) {
                    most = rarity;
                    rarest = at;
                }
            }
            return rarest;
        }

        /** 1 if a gram may begin there, else 0. */
        int bit(long bytes) {
            long hash = hash(bytes);
            long word = bits[(int) (hash >>> bitShift)];
            return (int) (word >>> hash & word >>> (hash >>> 6) & 1);
        }

        /** Compares the literals with the gram that stands at a place of {@code text[from, to)}. */
        void compare(byte[] bytes, int place, String text, int from, int to, Found found) {
            long head = (long) EIGHT.get(bytes, Long.BYTES + place);
            int bucket = bucket(head);
            for (int i = buckets[bucket]; i < buckets[bucket + 1]; i++) {
                int end = place + ends[i];
                if ((head & headMasks[i]) == heads[i]
                        && end <= to - from
                        && ((long) EIGHT.get(bytes, end) & tailMasks[i]) == tails[i]) {
                    int literal = entries[i].literal;
                    if (isAt(literals[literal], text, from, from + end)) {
                        found.at(literal, from + end);
                    }
                }
            }
        }

        private int bucket(long bytes) {
            return (int) (hash(bytes) >>> bucketShift);
        }

        private long hash(long bytes) {
            long product = (bytes & mask) * SPREAD;
            return product ^ product >>> 32;
        }
    }

    /**
     * A gram of a literal.
     *
     * @param offset where in the literal it begins
     * @param eight the bytes of the literal from there on; those after its end are 0
     */
    private record Entry(int literal, int offset, long eight) {}

    /** @param literals folded, of two characters or more */
    Literals(List<String> literals) {
        this.literals = literals.toArray(String[]::new);
        List<Integer> wides = new ArrayList<>();
        List<Integer> narrows = new ArrayList<>();
        List<Integer> rest = new ArrayList<>();
        int least = Character.MAX_VALUE;
        for (int id = 0; id < this.literals.length; id++) {
            int length = this.literals[id].length();
            (length > WIDE ? wides : length > NARROW ? narrows : rest).add(id);
            if (length <= NARROW) {
                least = Math.min(least, this.literals[id].chars().max().orElseThrow());
            }
        }
        wide = new Grams(WIDE, 2, wides);
        narrow = new Grams(NARROW, 2, narrows);
        pairs = new Grams(2, 1, rest);
        firstOfPairs = (char) least;
    }

    void scan(String text, int from, int to, Found found) {
        int length = to - from;
        byte[] bytes = new byte[length + 2 * Long.BYTES];
        char all = fold(text, from, to, bytes);
        int[] places = new int[length / 2 + 1];
        int count = places(bytes, length, places);
        for (int i = 0; i < count; i++) {
            wide.compare(bytes, places[i], text, from, to, found);
            narrow.compare(bytes, places[i], text, from, to, found);
        }
        for (int place = 0; place < length && all >= firstOfPairs; place++) {
            if (pairs.bit((long) EIGHT.get(bytes, Long.BYTES + place)) != 0) {
                pairs.compare(bytes, place, text, from, to, found);
            }
        }
    }

    /** Where a gram may begin. Every second place is looked at, and nothing in the loop hangs on what stands there. */
    private int places(byte[] bytes, int length, int[] places) {
        int count = 0;
        for (int i = 0; i < length; i += 2) {
            long eight = (long) EIGHT.get(bytes, Long.BYTES + i);
            places[count] = i;
            count += wide.bit(eight) | narrow.bit(eight);
        }
        return count;
    }

    /**
     * A byte for each folded character, one of ASCII stands for itself, and eight more on either side.
     *
     * @return a character with all bits of all of them, and so one that is not before any of them
     */
    private static char fold(String text, int from, int to, byte[] bytes) {
        int all = 0;
        for (int i = from; i < to; i++) {
            char c = Fold.fold(text.charAt(i));
            all |= c;
            bytes[Long.BYTES + i - from] = (byte) (c + (c >>> Byte.SIZE) * 37);
        }
        return (char) all;
    }

    private static boolean isAt(String literal, String text, int from, int end) {
        int start = end - literal.length();
        if (start < from) {
            return false;
        }
        for (int i = literal.length() - 1; i >= 0; i--) {
            if (Fold.fold(text.charAt(start + i)) != literal.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
