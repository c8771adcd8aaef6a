package io.feedmill.sketch;

import io.feedmill.words.Folding;
import io.feedmill.words.Words;
import java.util.Arrays;

/**
 * What tells apart two texts that are made of the same phrases: their figures and, as long as they are short, their names.
 * A fund's value this week and the next, two bonds, two contracts are announced in the same words.
 *
 * <p>A figure is what is left of a number when all is gone that depends on the house that prints it: separators, zeros
 * at either end, the script of the digits. So {@code 1.2 million}, {@code 1,2 Mio.} and {@code 1 200 000} are one figure, and so are
 * a few that are not the same. Numbers in words are none. A name is a word with a capital, the first of a sentence
 * too; scripts without capitals have none.
 *
 * @param figures hashes of the different figures, ascending as unsigned numbers: all, or the {@value #MOST} smallest
 * @param names the same of the names; empty for a text of more than {@value #SHORT} words
 */
public record Marks(short[] figures, short[] names) {

    public static final Marks NONE = new Marks(new short[0], new short[0]);

    /** How many of each are kept. */
    public static final int MOST = 32;

    private static final int SHORT = 200;
    private static final char FIRST_FOREIGN_DIGIT = '\u0660';
    private static final char FIRST_WIDE_DIGIT = '\uFF10';
    private static final char LAST_WIDE_DIGIT = '\uFF19';

    private static final String POINTS = ".,'\u2019\u066B\u066C";
    private static final String SPACES = " \u00A0\u2009\u202F";

    /** The zeros of scripts in which news is written; nine more digits follow each. */
    private static final String ZEROS =
            "\u0660\u06F0\u0966\u09E6\u0A66\u0AE6\u0B66\u0BE6\u0C66\u0CE6\u0D66\u0E50\u0ED0\u0F20\u1040\u17E0";

    /** For characters from {@link #FIRST_FOREIGN_DIGIT} on, their value and one; 0 if they are no digits. */
    private static final byte[] FOREIGN_DIGITS = foreignDigits();

    private static byte[] foreignDigits() {
        byte[] digits = new byte['\u1800' - FIRST_FOREIGN_DIGIT];
        for (char zero : ZEROS.toCharArray()) {
            for (int value = 0; value < 10; value++) {
                digits[zero - FIRST_FOREIGN_DIGIT + value] = (byte) (value + 1);
            }
        }
        return digits;
    }

    /** Linear in the text, most of which it does not look at. */
    static Marks of(Words words) {
        Hashes figures = new Hashes();
        Hashes names = new Hashes();
        String text = words.text();
        int read = 0;
        for (int i = 0; i < words.size(); i++) {
            if (words.hasDigit(i) && words.end(i) > read) {
                read = figures(text, Math.max(read, words.start(i)), words.end(i), figures);
            }
        }
        for (int i = 0; i < words.size() && words.size() <= SHORT; i++) {
            if (Folding.capital(text.codePointAt(words.start(i)))) {
                names.add(words.hash(i));
            }
        }
        return new Marks(figures.smallest(), names.smallest());
    }

    /**
     * The figures that begin there.
     *
     * @return where the last of them ends
     */
    private static int figures(String text, int from, int to, Hashes figures) {
        int i = from;
        while (i < to) {
            i = digit(text.charAt(i)) < 0 ? i + 1 : figure(text, i, figures);
        }
        return i;
    }

    /** @return where it ends */
    private static int figure(String text, int from, Hashes figures) {
        long hash = 0;
        int zeros = 0;
        int run = 0;
        int i = from;
        for (; i < text.length(); i++) {
            int digit = digit(text.charAt(i));
            if (digit < 0) {
                if (!goesOn(text, i, run)) {
                    break;
                }
                run = 0;
                continue;
            }
            run++;
            if (digit == 0) {
                zeros++;
                continue;
            }
            for (; zeros > 0; zeros--) {
                hash = hash == 0 ? 0 : hash * 31;
            }
            hash = hash * 31 + digit;
        }
        if (hash != 0) {
            figures.add(hash);
        }
        return i;
    }

    /** Whether what is no digit stands within a number: between any digits, or before three after at most three. */
    private static boolean goesOn(String text, int at, int run) {
        if (POINTS.indexOf(text.charAt(at)) >= 0) {
            return isDigit(text, at + 1);
        }
        return SPACES.indexOf(text.charAt(at)) >= 0
                && run <= 3
                && isDigit(text, at + 1)
                && isDigit(text, at + 2)
                && isDigit(text, at + 3)
                && !isDigit(text, at + 4);
    }

    private static boolean isDigit(String text, int at) {
        return at < text.length() && digit(text.charAt(at)) >= 0;
    }

    /** Its value; negative if it is none. */
    private static int digit(char c) {
        if (c < FIRST_FOREIGN_DIGIT) {
            return c <= '9' ? c - '0' : -1;
        }
        int foreign = c - FIRST_FOREIGN_DIGIT;
        if (foreign < FOREIGN_DIGITS.length) {
            return FOREIGN_DIGITS[foreign] - 1;
        }
        return c >= FIRST_WIDE_DIGIT && c <= LAST_WIDE_DIGIT ? c - FIRST_WIDE_DIGIT : -1;
    }

    private static final class Hashes {

        private short[] hashes = new short[16];
        private int size;

        void add(long hash) {
            if (size == hashes.length) {
                hashes = Arrays.copyOf(hashes, size * 2);
            }
            hashes[size++] =
                    (short) ((Words.mix(hash) >>> 48) ^ Short.MIN_VALUE); // so that signed order is unsigned order
        }

        short[] smallest() {
            Arrays.sort(hashes, 0, size);
            int kept = 0;
            for (int i = 0; i < size && kept < MOST; i++) {
                if (i == 0 || hashes[i] != hashes[i - 1]) {
                    hashes[kept++] = hashes[i];
                }
            }
            short[] smallest = Arrays.copyOf(hashes, kept);
            for (int i = 0; i < kept; i++) {
                smallest[i] ^= Short.MIN_VALUE;
            }
            return smallest;
        }
    }
}
