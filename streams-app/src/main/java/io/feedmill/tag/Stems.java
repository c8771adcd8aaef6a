package io.feedmill.tag;

import io.feedmill.words.Words;

/**
 * How long the beginnings of words are that are looked for. They are known by their letters or, if those are more than
 * {@link Words#head} has, by their hashes. A letter is a byte here, as there.
 */
final class Stems {

    /**
     * In what {@link #lengths} tells: from here on a bit for each length, in letters of the text, of those that are known by
     * their hashes; below one for each length of those that are known by their letters.
     */
    static final int KNOWN_BY_HASH = Integer.SIZE;

    private static final int LONG = 1 << Long.BYTES;
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private final int stem;
    /** By the first letters the lengths up to a head's, by the letters of a head those beyond. */
    private final LongTable lengths = new LongTable();

    /** @param letters by how many it finds them */
    Stems(int letters) {
        stem = letters;
    }

    /** Of a head so many letters, fewer than it may have. */
    static long first(int letters) {
        return (1L << letters * Byte.SIZE) - 1;
    }

    static int letters(long head) {
        return Long.BYTES - Long.numberOfLeadingZeros(head) / Byte.SIZE;
    }

    /** What a beginning is known by. Different from the hash of the word of the same letters. */
    static long key(Form.Word word) {
        return letters(word.head()) < Long.BYTES ? spread(word.head()) : keyOfHash(word.hash());
    }

    static long keyOfLetters(long head, int letters) {
        return spread(head & first(letters));
    }

    static long keyOfHash(long hash) {
        return ~hash;
    }

    private static long spread(long head) {
        long high = head * SPREAD;
        return high ^ high >>> 47;
    }

    /** @param base of what stands before or beside the beginning; 0 if anything may */
    void add(long base, Form.Word word) {
        int letters = letters(word.head());
        addStem(base, word.head(), letters, letters);
        if (letters == Long.BYTES) {
            add(base ^ spread(word.head()), word.beginning());
        }
    }

    /** With whatever may follow, where a beginning has too few letters to be found by. */
    private void addStem(long base, long head, int letters, int length) {
        if (letters >= stem) {
            add(base ^ keyOfLetters(head, stem), length);
        } else {
            for (long next = 0; next <= 0xFF; next++) {
                addStem(base, head | next << letters * Byte.SIZE, letters + 1, length);
            }
        }
    }

    private void add(long key, int length) {
        lengths.put(key, of(key) | 1 << length);
    }

    private int of(long key) {
        return Math.max(0, lengths.get(key));
    }

    /**
     * 1 if a word may have one of these beginnings, otherwise 0.
     *
     * @param key of the word's first letters, as many as it finds them by
     */
    long mayHave(long base, long key) {
        return lengths.mayHave(base ^ key);
    }

    /** Of the beginnings that a word may have. */
    long lengths(long base, long head) {
        int all = of(base ^ keyOfLetters(head, stem));
        int letters = letters(head);
        if (letters < Long.BYTES) {
            return all & (2 << letters) - 1;
        }
        return all & LONG - 1 | ((all & LONG) == 0 ? 0 : (long) of(base ^ spread(head)) << KNOWN_BY_HASH);
    }
}
