package io.feedmill.strip;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
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
    private static final int NONE = -1;
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

    /** The literals by their grams. */
    private final class Grams {
        private final int width;
        private final int stride;
        /** Keeps of eight bytes those of a gram. */
        private final long mask;

        /** Few of them are set, and there are no more than that takes, so that they stay near. */
        private final long[] bits;

        /** How far a hash is shifted to be the place of a bit. */
        private final int shift;

        /** An open-addressing table of grams. */
        private final long[] grams;

        /** For each slot the first entry with the gram; NONE if the slot is free. */
        private final int[] first;

        /** For each entry the next one with the same gram. */
        private final int[] next;

        private final int[] literal;
        private final int[] offset;
        private int entries;

        Grams(int width, int stride, List<Integer> ids) {
            this.width = width;
            this.stride = stride;
            mask = -1L >>> Long.SIZE - Byte.SIZE * width;
            int most = stride * ids.size();
            grams = new long[Integer.highestOneBit(most + 1) << 2];
            shift = Long.numberOfLeadingZeros(grams.length) - 3;
            bits = new long[grams.length / 4];
            first = new int[grams.length];
            Arrays.fill(first, NONE);
            next = new int[most];
            literal = new int[most];
            offset = new int[most];
            ids.forEach(this::add);
        }

        private void add(int id) {
            byte[] bytes = new byte[literals[id].length() + Long.BYTES];
            fold(literals[id], 0, literals[id].length(), bytes);
            for (int remainder = 0; remainder < stride; remainder++) {
                int at = rarest(literals[id], remainder);
                add(gram((long) EIGHT.get(bytes, at)), id, at);
            }
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

        private void add(long gram, int id, int at) {
            int entry = entries++;
            literal[entry] = id;
            offset[entry] = at;
            int bit = bit(gram);
            bits[bit >>> 6] |= 1L << bit;
            int slot = slot(gram);
            grams[slot] = gram;
            next[entry] = first[slot];
            first[slot] = entry;
        }

        private long gram(long bytes) {
            return bytes & mask;
        }

        boolean mayBegin(long bytes) {
            int bit = bit(gram(bytes));
            return (bits[bit >>> 6] >>> bit & 1) != 0;
        }

        /** Compares the literals with the gram that stands at a place of {@code text[from, to)}. */
        void compare(long bytes, String text, int place, int from, int to, Found found) {
            int slot = slot(gram(bytes));
            for (int entry = first[slot]; entry != NONE; entry = next[entry]) {
                String one = literals[literal[entry]];
                int start = place - offset[entry];
                if (start >= from && start + one.length() <= to && isAt(one, text, start)) {
                    found.at(literal[entry], start + one.length());
                }
            }
        }

        private int slot(long gram) {
            int slot = (int) (gram * SPREAD >>> 20) & grams.length - 1;
            while (first[slot] != NONE && grams[slot] != gram) {
                slot = slot + 1 & grams.length - 1;
            }
            return slot;
        }

        private int bit(long gram) {
            return (int) (gram * SPREAD >>> shift);
        }
    }

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
        byte[] bytes = new byte[length + Long.BYTES];
        char all = fold(text, from, to, bytes);
        for (int i = 0; i < length; i += 2) {
            long eight = (long) EIGHT.get(bytes, i);
            if (wide.mayBegin(eight)) {
                wide.compare(eight, text, from + i, from, to, found);
            }
            if (narrow.mayBegin(eight)) {
                narrow.compare(eight, text, from + i, from, to, found);
            }
        }
        for (int i = 0; i < length && all >= firstOfPairs; i++) {
            long eight = (long) EIGHT.get(bytes, i);
            if (pairs.mayBegin(eight)) {
                pairs.compare(eight, text, from + i, from, to, found);
            }
        }
    }

    /**
     * A byte for each folded character: one of ASCII stands for itself.
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

    private static boolean isAt(String literal, String text, int start) {
        for (int i = literal.length() - 1; i >= 0; i--) {
            if (Fold.fold(text.charAt(start + i)) != literal.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
