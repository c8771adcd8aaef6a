package io.feedmill.strip;

import java.util.Arrays;
import java.util.List;

/**
 * Finds all of many literals in one pass over a text, as Rabin and Karp do ("Efficient randomized pattern-matching
 * algorithms", IBM Journal of Research and Development 31, 1987), by how they begin: the last four characters, or two where
 * literals are that short, are looked up in a table of bits that stays in the processor's cache, then among the beginnings
 * themselves, and only there are literals compared. A character costs one multiplication, whatever the text and however
 * many literals there are. Immutable.
 */
final class Literals {
    private static final int LONG = 4;
    private static final int SHORT = 2;
    private static final int BITS = 17;
    private static final int NONE = -1;
    private static final long SPREAD = 0x9E3779B97F4A7C15L;
    /** Only literals in scripts that set no spaces are short. */
    private static final char FIRST_DENSE = 0x2E80;

    private final String[] literals;
    private final Heads longs;
    private final Heads shorts;

    /** Told of each place where a literal ends. */
    interface Found {
        void at(int literal, int end);
    }

    /** The literals by how they begin. */
    private static final class Heads {
        private final long[] bits = new long[1 << BITS - 6];
        /** An open-addressing table of what literals begin with; 0 for a free slot. */
        private final long[] heads;

        /** For each slot the first literal that begins so. */
        private final int[] first;

        /** For each literal the next one that begins as it does. */
        private final int[] next;

        Heads(int literals) {
            int slots = Integer.highestOneBit(literals + 1) << 2;
            heads = new long[slots];
            first = new int[slots];
            next = new int[literals];
            Arrays.fill(next, NONE);
        }

        void add(long head, int id) {
            int bit = bit(head);
            bits[bit >>> 6] |= 1L << bit;
            int slot = slot(head);
            if (heads[slot] == 0) {
                heads[slot] = head;
                first[slot] = id;
                return;
            }
            int last = first[slot];
            while (next[last] != NONE) {
                last = next[last];
            }
            next[last] = id;
        }

        /** The first literal that begins so, or NONE. */
        int first(long head) {
            int slot = slot(head);
            return heads[slot] == 0 ? NONE : first[slot];
        }

        private int slot(long head) {
            int slot = (int) (head * SPREAD >>> 20) & heads.length - 1;
            while (heads[slot] != 0 && heads[slot] != head) {
                slot = slot + 1 & heads.length - 1;
            }
            return slot;
        }

        boolean mayHave(long head) {
            int bit = bit(head);
            return (bits[bit >>> 6] >>> bit & 1) != 0;
        }

        private static int bit(long head) {
            return (int) (head * SPREAD >>> Long.SIZE - BITS);
        }
    }

    /** @param literals folded, of two characters or more */
    Literals(List<String> literals) {
        this.literals = literals.toArray(String[]::new);
        longs = new Heads(this.literals.length);
        shorts = new Heads(this.literals.length);
        for (int id = 0; id < this.literals.length; id++) {
            String literal = this.literals[id];
            int length = literal.length() >= LONG ? LONG : SHORT;
            long head = 0;
            for (int i = 0; i < length; i++) {
                head = head << Character.SIZE | literal.charAt(i);
            }
            (length == LONG ? longs : shorts).add(head, id);
        }
    }

    void scan(String text, int from, int to, Found found) {
        long last = 0;
        for (int i = from; i < to; i++) {
            char c = Fold.fold(text.charAt(i));
            last = last << Character.SIZE | c;
            if (longs.mayHave(last)) {
                compare(longs, last, text, i + 1 - LONG, from, to, found);
            }
            if (c >= FIRST_DENSE && shorts.mayHave(last & 0xFFFF_FFFFL)) {
                compare(shorts, last & 0xFFFF_FFFFL, text, i + 1 - SHORT, from, to, found);
            }
        }
    }

    private void compare(Heads heads, long head, String text, int start, int from, int to, Found found) {
        if (start < from) {
            return;
        }
        for (int id = heads.first(head); id != NONE; id = heads.next[id]) {
            int end = start + literals[id].length();
            if (end <= to && isAt(literals[id], text, start)) {
                found.at(id, end);
            }
        }
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
