package io.feedmill.sketch;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/**
 * A text as a sequence of hashed words: runs of letters and digits, without case and without the diacritics of Latin,
 * Greek, Cyrillic, Arabic and Hebrew. Scripts that do not put spaces between words (Han, Kana, Thai, Lao, Khmer,
 * Burmese) give one token for each character. Linear in the text.
 */
public final class Tokens {

    private static final long BASE = 0x9e3779b97f4a7c15L;

    /** The hash of no characters. */
    private static final long NO_WORD = 0xcbf29ce484222325L;

    /** In the table: not part of a word. */
    private static final char BREAK = 0;

    /** In the table: as if it were not there. */
    private static final char IGNORED = 1;

    /** All characters before it belong to scripts that put spaces between words. */
    private static final char FIRST_ALONE = 0x0E00;

    /** For each character the letter or digit it counts as. Made by {@code FoldTable} of the tests, under JDK 17. */
    private static final char[] FOLDED = load();

    private long[] tokens;
    private int size;

    /** @param length how many characters are to come, about */
    Tokens(int length) {
        tokens = new long[16 + length / 5];
    }

    /** The hashes of the text's words, in order. */
    public static long[] of(String text) {
        Tokens tokens = new Tokens(text.length());
        tokens.add(text);
        return tokens.toArray();
    }

    void add(String text) {
        char[] chars = text.toCharArray();
        char[] folds = FOLDED;
        long hash = NO_WORD;
        for (int i = 0; i < chars.length; i++) {
            char c = chars[i];
            char folded = folds[c];
            if (folded > IGNORED && c < FIRST_ALONE) {
                hash = append(hash, folded);
                continue;
            }
            boolean alone = c >= FIRST_ALONE && isWordByItself(c);
            if (folded == IGNORED) {
                continue;
            } else if (folded != BREAK && !alone) {
                hash = append(hash, folded);
                continue;
            }
            if (hash != NO_WORD) {
                put(hash);
                hash = NO_WORD;
            }
            if (alone) {
                long one = append(NO_WORD, c);
                if (Character.isHighSurrogate(c) && i + 1 < chars.length) {
                    one = append(one, chars[++i]);
                }
                put(one);
            }
        }
        if (hash != NO_WORD) {
            put(hash);
        }
    }

    int size() {
        return size;
    }

    long[] toArray() {
        return Arrays.copyOf(tokens, size);
    }

    private void put(long hash) {
        if (size == tokens.length) {
            tokens = Arrays.copyOf(tokens, size * 2);
        }
        tokens[size++] = mix(hash);
    }

    /** Cyclic polynomial hashing: two steps a character, while a multiplication would have to wait for the last. */
    private static long append(long hash, char c) {
        return Long.rotateLeft(hash, 7) ^ c * BASE;
    }

    /** One hash of all the text's words in their order; 0 for a text without words. */
    public static long digest(String text) {
        return digest(of(text));
    }

    static long digest(long[] tokens) {
        return digest(tokens, 0, tokens.length);
    }

    static long digest(long[] tokens, int from, int to) {
        if (from == to) {
            return 0;
        }
        long hash = to - from;
        for (int i = from; i < to; i++) {
            hash = (hash + tokens[i]) * BASE;
        }
        return mix(hash);
    }

    /** Spreads all bits over all bits (the finaliser of SplitMix64). */
    static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    private static boolean isWordByItself(char c) {
        return c < 0x0F00 // Thai, Lao
                || (c >= 0x1000 && c < 0x10A0) // Burmese
                || (c >= 0x1780 && c < 0x1800) // Khmer
                || (c >= 0x3040 && c < 0x3100) // Kana
                || (c >= 0x3400 && c < 0xA000) // Han
                || (c >= 0xF900 && c < 0xFB00) // Han, compatibility
                || (c >= 0xD840 && c < 0xD8C0); // the first halves of Han beyond the first plane
    }

    private static char[] load() {
        try (InputStream in = Tokens.class.getResourceAsStream("fold.bin.gz");
                DataInputStream data = new DataInputStream(new GZIPInputStream(in))) {
            char[] table = new char[1 << 16];
            byte[] bytes = data.readNBytes(table.length * Character.BYTES);
            for (int i = 0; i < table.length; i++) {
                int difference = (bytes[2 * i] & 0xFF) << 8 | (bytes[2 * i + 1] & 0xFF);
                table[i] = (char) (difference == 0x8000 ? BREAK : difference == 0x8001 ? IGNORED : i + difference);
            }
            return table;
        } catch (IOException e) {
            throw new UncheckedIOException("the program's own folding table cannot be read", e);
        }
    }
}
