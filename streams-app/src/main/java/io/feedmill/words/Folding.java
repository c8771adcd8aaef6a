package io.feedmill.words;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/**
 * What a code point is to words, and the letter it is compared as: small, without accents in Latin, Greek and
 * Cyrillic, with one form for the letters that Arabic and Persian keyboards write in two ways. Free of locale, and
 * of the Unicode version of the JDK: the table is frozen ({@code FoldingTable} of the tests made it, under JDK 17).
 */
public final class Folding {

    /** Between words. */
    public static final byte SEPARATOR = 0;
    /** Part of a word. */
    public static final byte WORD = 1;
    /** A word by itself: scripts that do not put spaces between words. */
    public static final byte SINGLE = 2;
    /** Continues a word, and counts: the vowel signs of the scripts of India. */
    public static final byte MARK = 3;
    /** Continues a word, and does not count: accents, points, the Arabic filler, what only tells where a line may break. */
    public static final byte SILENT = 4;

    /** In the table, beside the kind. */
    static final int CAPITAL = 1 << 3;

    static final int LETTER = 1 << 4;
    private static final int KIND = CAPITAL - 1;

    private static final int PLANE = 0x10000;
    private static final Runs PROPERTIES;
    private static final Runs DELTAS;
    private static final byte[] FIRST_PROPERTIES = new byte[PLANE];
    private static final char[] FIRST_FOLDED = new char[PLANE];

    /** Values that hold from one code point on to the next, in order. */
    private record Runs(int[] starts, int[] values) {
        int of(int codePoint) {
            int found = Arrays.binarySearch(starts, codePoint);
            return values[found < 0 ? -found - 2 : found];
        }
    }

    static {
        try (InputStream resource = Folding.class.getResourceAsStream("folding.bin.gz");
                DataInputStream in = new DataInputStream(new GZIPInputStream(resource))) {
            PROPERTIES = runs(in, DataInputStream::readByte);
            DELTAS = runs(in, DataInputStream::readInt);
        } catch (IOException e) {
            throw new UncheckedIOException("the table of letters cannot be read", e);
        }
        for (int c = 0; c < PLANE; c++) {
            FIRST_PROPERTIES[c] = (byte) PROPERTIES.of(c);
            FIRST_FOLDED[c] = (char) (c + DELTAS.of(c));
        }
    }

    private interface Value {
        int read(DataInputStream in) throws IOException;
    }

    private static Runs runs(DataInputStream in, Value value) throws IOException {
        int[] starts = new int[1];
        int[] values = new int[1];
        int size = 1;
        for (int start = in.readInt(); start >= 0; start = in.readInt()) {
            if (start == 0) {
                size = 0;
            }
            if (size == starts.length) {
                starts = Arrays.copyOf(starts, size * 2);
                values = Arrays.copyOf(values, size * 2);
            }
            starts[size] = start;
            values[size++] = value.read(in);
        }
        return new Runs(Arrays.copyOf(starts, size), Arrays.copyOf(values, size));
    }

    private Folding() {}

    public static byte kind(int codePoint) {
        return (byte) (properties(codePoint) & KIND);
    }

    public static int fold(int codePoint) {
        return codePoint < PLANE ? FIRST_FOLDED[codePoint] : codePoint + DELTAS.of(codePoint);
    }

    public static boolean capital(int codePoint) {
        return (properties(codePoint) & CAPITAL) != 0;
    }

    public static boolean letter(int codePoint) {
        return (properties(codePoint) & LETTER) != 0;
    }

    private static int properties(int codePoint) {
        return codePoint < PLANE ? FIRST_PROPERTIES[codePoint] : PROPERTIES.of(codePoint);
    }
}
