package io.feedmill.tag;

import io.feedmill.words.Words;

/**
 * How long the beginnings of words are that are looked for. They are known by their letters or, if those are more than
 * {@link Words#head} has, by their hashes. A letter is a byte here, as there.
 */
final class Stems {

    /** In what {@link #lengths} tells: a bit for each length of those that are known by their letters. */
    static final long KNOWN_BY_LETTERS = (1 << Long.BYTES) - 1;
    /** From this bit on: one for each length, in letters of the text, of those that are known by their hashes. */
    static final int KNOWN_BY_HASH = Long.BYTES;

    private static final long LONG = 1 << Long.BYTES;

    private final long stem;
    /** By the first letters the lengths up to a head's, by the letters of a head those beyond. */
    private final LongTable lengths = new LongTable();

    /** @param letters by how many it finds them; none of its beginnings may be shorter */
    Stems(int letters) {
        stem = first(letters);
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
        return letters(word.head()) < Long.BYTES ? ~word.head() : ~word.hash();
    }

    static long keyOfLetters(long head, int letters) {
        return ~(head & first(letters));
    }

    static long keyOfHash(long hash) {
        return ~hash;
    }

    /** @param base of what stands before or beside the beginning; 0 if anything may */
    void add(long base, Form.Word word) {
        int letters = letters(word.head());
        add(base ^ word.head() & stem, 1L << letters);
        if (letters == Long.BYTES) {
            add(base ^ word.head(), 1L << KNOWN_BY_HASH + word.beginning());
        }
    }

    private void add(long key, long bit) {
        lengths.put(key, lengths(key) | bit);
    }

    private long lengths(long key) {
        long known = lengths.get(key);
        return known == LongTable.ABSENT ? 0 : known;
    }

    /** 1 if a word may have one of these beginnings, otherwise 0. */
    long mayHave(long base, long head) {
        return lengths.mayHave(base ^ head & stem);
    }

    /** Of the beginnings that a word may have. */
    long lengths(long base, long head) {
        long all = lengths(base ^ head & stem);
        int letters = letters(head);
        if (letters < Long.BYTES) {
            return all & (2L << letters) - 1;
        }
        return all & KNOWN_BY_LETTERS | ((all & LONG) == 0 ? 0 : lengths(base ^ head) & -LONG << 1);
    }
}
