package io.feedmill.strip;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds all of many literals in one pass over a text, as Rabin and Karp do ("Efficient randomized pattern-matching
 * algorithms", IBM Journal of Research and Development 31, 1987), by how they begin: the last four characters, or two where
 * literals are that short, are looked up in a table of bits that stays in the processor's cache, and only where a bit is set
 * are literals compared. A character costs one multiplication, whatever the text and however many literals there are.
 * Immutable.
 */
final class Literals {
    private static final int LONG = 4;
    private static final int SHORT = 2;
    private static final int BITS = 15;
    private static final long SPREAD = 0x9E3779B97F4A7C15L;
    /** Only literals in scripts that set no spaces are short. */
    private static final char FIRST_DENSE = 0x2E80;

    private final String[] literals;
    private final Heads longs = new Heads();
    private final Heads shorts = new Heads();

    /** Told of each place where a literal ends. */
    interface Found {
        void at(int literal, int end);
    }

    /** The literals by how they begin. */
    private static final class Heads {
        final long[] bits = new long[1 << BITS - 6];
        final Map<Integer, List<Integer>> ids = new HashMap<>();

        void add(long head, int id) {
            int place = place(head);
            bits[place >>> 6] |= 1L << place;
            ids.computeIfAbsent(place, key -> new ArrayList<>()).add(id);
        }

        boolean has(int place) {
            return (bits[place >>> 6] >>> place & 1) != 0;
        }

        static int place(long head) {
            return (int) (head * SPREAD >>> Long.SIZE - BITS);
        }
    }

    /** @param literals folded, of two characters or more */
    Literals(List<String> literals) {
        this.literals = literals.toArray(String[]::new);
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
            int place = Heads.place(last);
            if (longs.has(place)) {
                compare(longs.ids.get(place), text, i + 1 - LONG, from, to, found);
            }
            if (c >= FIRST_DENSE) {
                place = Heads.place(last & 0xFFFF_FFFFL);
                if (shorts.has(place)) {
                    compare(shorts.ids.get(place), text, i + 1 - SHORT, from, to, found);
                }
            }
        }
    }

    private void compare(List<Integer> ids, String text, int start, int from, int to, Found found) {
        for (int i = 0; i < ids.size() && start >= from; i++) {
            String literal = literals[ids.get(i)];
            int end = start + literal.length();
            if (end <= to && isAt(literal, text, start)) {
                found.at(ids.get(i), end);
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
