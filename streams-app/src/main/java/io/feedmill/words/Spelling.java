package io.feedmill.words;

import java.util.Arrays;

/** The folded letters of one word as bytes that are never 0: one for most letters, four for the others. */
final class Spelling {

    /** Instead of a letter for which one byte will not do, and before its three bytes. */
    static final byte WIDE = 1;

    private byte[] letters = new byte[64];
    private int length;
    private boolean digit;

    /**
     * A byte for each letter of Latin, Greek and Cyrillic that is left by folding, no two of one script the same.
     *
     * @return {@link #WIDE} for others
     */
    static byte narrow(int letter) {
        if (letter < 0x80) {
            return (byte) letter;
        }
        boolean alone = letter < 0x180 || letter >= 0x3ac && letter < 0x3d0 || letter >= 0x400 && letter < 0x480;
        return alone ? (byte) (0x80 | letter) : WIDE;
    }

    void add(int letter, boolean isDigit) {
        if (length + Integer.BYTES + Long.BYTES > letters.length) {
            letters = Arrays.copyOf(letters, 2 * letters.length);
        }
        byte narrow = narrow(letter);
        letters[length++] = narrow;
        if (narrow == WIDE) {
            // Each with a bit that keeps it from being 0.
            letters[length++] = (byte) (letter | 0x80);
            letters[length++] = (byte) (letter >>> 7 | 0x80);
            letters[length++] = (byte) (letter >>> 14 | 0x80);
        }
        digit |= isDigit;
    }

    boolean isEmpty() {
        return length == 0;
    }

    boolean hasDigit() {
        return digit;
    }

    long head() {
        return Words.head(letters, length);
    }

    long hash() {
        return Words.hash(letters, length);
    }

    void clear() {
        length = 0;
        digit = false;
    }
}
