package io.feedmill.strip;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds all of many literals in one pass over a text, as Rabin and Karp do ("Efficient randomized pattern-matching
 * algorithms", IBM Journal of Research and Development 31, 1987), by a gram of each: some of its characters in a row, the
 * rarest there are. A gram is looked up in a table of bits that stays in the processor's cache, then among the grams
 * themselves, and only there are literals compared. Of a literal that is long enough there is one gram that begins at an
 * even place in it and one at an odd, so that only every second place of the text need be looked at. Immutable.
 */
final class Literals {
    private static final int WIDE = 8;
    private static final int MIDDLE = 6;
    private static final int NARROW = 4;
    /** How many kinds of grams are looked for at every second place. */
    private static final int KINDS = 3;

    private static final long SPREAD = 0x9E3779B97F4A7C15L;
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle FOUR = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int BEGINNING_BITS = 16;
    private final String[] literals;
    /** A bit for each of the first four characters of grams: most places are told by that alone. */
    private final long[] beginnings = new long[1 << BEGINNING_BITS - 6];

    /** How often two and three characters stand side by side in all of them, for what is common in their languages. */
    private final Map<String, Integer> neighbours = new HashMap<>();

    private final Grams wide;
    private final Grams middle;
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

        /** Where the entries of each bucket begin; the next bucket's beginning is their end. */
        private final int[] buckets;

        private final int[] ids;
        /** For each entry where in its literal the gram begins. */
        private final int[] offsets;
        /** For each entry eight bytes from its gram on, and which of the eight are of the literal. */
        private final long[] heads;

        Grams(int width, int stride, List<Integer> ids) {
            this.width = width;
            this.stride = stride;
            mask = first(width);
            int size = Integer.highestOneBit(stride * ids.size() + 8) << 1;
            bucketShift = Long.numberOfLeadingZeros(size) + 1;
            bitShift = bucketShift + 3;
            bits = new long[size / 8];
            buckets = new int[size + 1];
            List<Entry> entries = ids.stream()
                    .flatMap(id -> entries(id).stream())
                    .sorted(Comparator.comparingInt(entry -> bucket(entry.eight)))
                    .toList();
            this.ids = entries.stream().mapToInt(Entry::literal).toArray();
            offsets = entries.stream().mapToInt(Entry::offset).toArray();
            heads = new long[2 * entries.size()];
            for (int i = 0; i < entries.size(); i++) {
                Entry entry = entries.get(i);
                heads[2 * i] = entry.eight;
                heads[2 * i + 1] = first(Math.min(Long.BYTES, literals[entry.literal].length() - entry.offset));
                long hash = hash(entry.eight);
                bits[(int) (hash >>> bitShift)] |= 1L << hash | 1L << (hash >>> 6);
                buckets[bucket(entry.eight) + 1] = i + 1;
                if (width >= NARROW) {
                    int beginning = beginning((int) entry.eight);
                    beginnings[beginning >>> 6] |= 1L << beginning;
                }
            }
            for (int i = 0; i < size; i++) {
                buckets[i + 1] = Math.max(buckets[i], buckets[i + 1]);
            }
        }

        private static long first(int bytes) {
            return -1L >>> Long.SIZE - Byte.SIZE * bytes;
        }

        private List<Entry> entries(int id) {
            byte[] bytes = new byte[literals[id].length() + Long.BYTES];
            fold(literals[id], 0, literals[id].length(), bytes);
            List<Entry> entries = new ArrayList<>(stride);
            for (int remainder = 0; remainder < stride; remainder++) {
                int at = rarest(literals[id], remainder);
                entries.add(new Entry(id, at, (long) EIGHT.get(bytes, at)));
            }
            return entries;
        }

        private int rarest(String text, int remainder) {
            int rarest = remainder;
            double least = Double.MAX_VALUE;
            for (int at = remainder; at + width <= text.length(); at += stride) {
                double likely = likely(text.substring(at, at + width));
                if (likely < least) {
                    least = likely;
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

        /** Compares the literals with the gram that stands at a place within {@code text[from, to)}. */
        void compare(long eight, int place, String text, int from, int to, Found found) {
            int bucket = bucket(eight);
            for (int i = buckets[bucket]; i < buckets[bucket + 1]; i++) {
                if ((eight & heads[2 * i + 1]) == heads[2 * i]) {
                    int start = place - offsets[i];
                    String literal = literals[ids[i]];
                    if (start >= from && isAt(literal, text, start, to)) {
                        found.at(ids[i], start + literal.length());
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
        for (String literal : literals) {
            for (int at = 0; at + 2 <= literal.length(); at++) {
                neighbours.merge(literal.substring(at, at + 2), 1, Integer::sum);
                if (at + 3 <= literal.length()) {
                    neighbours.merge(literal.substring(at, at + 3), 1, Integer::sum);
                }
            }
        }
        List<Integer> wides = new ArrayList<>();
        List<Integer> middles = new ArrayList<>();
        List<Integer> narrows = new ArrayList<>();
        List<Integer> rest = new ArrayList<>();
        int least = Character.MAX_VALUE;
        for (int id = 0; id < this.literals.length; id++) {
            int length = this.literals[id].length();
            (length > WIDE ? wides : length > MIDDLE ? middles : length > NARROW ? narrows : rest).add(id);
            if (length <= NARROW) {
                least = Math.min(least, this.literals[id].chars().max().orElseThrow());
            }
        }
        wide = new Grams(WIDE, 2, wides);
        middle = new Grams(MIDDLE, 2, middles);
        narrow = new Grams(NARROW, 2, narrows);
        pairs = new Grams(2, 1, rest);
        firstOfPairs = (char) least;
    }

    /** How common a gram is, as a logarithm: its first two characters, and each that follows after the two before it. */
    private double likely(String gram) {
        double likely = Math.log(neighbours.get(gram.substring(0, 2)));
        for (int at = 0; at + 3 <= gram.length(); at++) {
            likely += Math.log(neighbours.get(gram.substring(at, at + 3)));
            likely -= Math.log(neighbours.get(gram.substring(at, at + 2)));
        }
        return likely;
    }

    void scan(String text, int from, int to, Found found) {
        int length = to - from;
        byte[] bytes = new byte[length + Long.BYTES];
        char all = fold(text, from, to, bytes);
        int[] places = new int[length / 2 + 1];
        int count = places(bytes, length, places);
        for (int i = 0; i < count; i++) {
            int offset = places[i] >>> KINDS;
            long eight = (long) EIGHT.get(bytes, offset);
            if ((places[i] & 1) != 0) {
                wide.compare(eight, from + offset, text, from, to, found);
            }
            if ((places[i] & 1 << 1) != 0) {
                middle.compare(eight, from + offset, text, from, to, found);
            }
            if ((places[i] & 1 << 2) != 0) {
                narrow.compare(eight, from + offset, text, from, to, found);
            }
        }
        for (int place = 0; place < length && all >= firstOfPairs; place++) {
            long eight = (long) EIGHT.get(bytes, place);
            if (pairs.bit(eight) != 0) {
                pairs.compare(eight, from + place, text, from, to, found);
            }
        }
    }

    /**
     * Where a gram may begin, and in the lowest bits of what kind. Every second place is looked at, and nothing in the loop
     * hangs on what stands there.
     */
    private int places(byte[] bytes, int length, int[] places) {
        int possible = 0;
        for (int i = 0; i < length; i += 2) {
            int beginning = beginning((int) FOUR.get(bytes, i));
            places[possible] = i;
            possible += (int) (beginnings[beginning >>> 6] >>> beginning & 1);
        }
        int count = 0;
        for (int p = 0; p < possible; p++) {
            int i = places[p];
            long eight = (long) EIGHT.get(bytes, i);
            int kinds = wide.bit(eight) | middle.bit(eight) << 1 | narrow.bit(eight) << 2;
            places[count] = i << KINDS | kinds;
            count += -kinds >>> Integer.SIZE - 1;
        }
        return count;
    }

    private static int beginning(int four) {
        return four * 0x9E3779B9 >>> Integer.SIZE - BEGINNING_BITS;
    }

    /**
     * A byte for each folded character; one of ASCII stands for itself.
     *
     * @return a character with all bits of all of them, and so one that is not before any of them
     */
    private static char fold(String text, int from, int to, byte[] bytes) {
        int all = 0;
        for (int i = from; i < to; i++) {
            char c = Fold.fold(text.charAt(i));
            all |= c;
            bytes[i - from] = (byte) (c + (c >>> Byte.SIZE) * 37);
        }
        return (char) all;
    }

    private static boolean isAt(String literal, String text, int start, int to) {
        if (start + literal.length() > to) {
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
