package io.feedmill.strip;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.zip.GZIPInputStream;

/**
 * Makes characters that mean the same to a rule the same: case, accents, kinds of quotes, dashes and spaces, full width.
 * One character becomes one character, so that an offset in the folded text is an offset in the text. The table is frozen
 * ({@code FoldTable} of the tests made it, under JDK 17), so that no newer Unicode of a JDK changes what rules match.
 */
final class Fold {
    private static final char[] TABLE = new char[Character.MAX_VALUE + 1];
    /** Letters, digits and their marks, also halves of characters beyond the first plane. */
    private static final boolean[] WORD_PARTS = read();

    private Fold() {}

    static char fold(char c) {
        return TABLE[c];
    }

    static String fold(CharSequence text) {
        char[] folded = new char[text.length()];
        for (int i = 0; i < folded.length; i++) {
            folded[i] = TABLE[text.charAt(i)];
        }
        return new String(folded);
    }

    /** Folded letters and digits only: what is left when two headlines are set differently. */
    static String bare(CharSequence text) {
        char[] bare = new char[text.length()];
        int length = 0;
        for (int i = 0; i < bare.length; i++) {
            char c = TABLE[text.charAt(i)];
            if (isWordPart(c)) {
                bare[length++] = c;
            }
        }
        return new String(bare, 0, length);
    }

    /** {@code folded} without the brackets, quotes, arrows, dashes and spaces around it. */
    static String trimmed(String folded) {
        int from = 0;
        int to = folded.length();
        while (from < to && !isWordPart(folded.charAt(from))) {
            from++;
        }
        while (to > from && !isWordPart(folded.charAt(to - 1))) {
            to--;
        }
        return folded.substring(from, to);
    }

    static boolean isWordPart(char c) {
        return WORD_PARTS[c];
    }

    private static boolean[] read() {
        try (InputStream resource = Fold.class.getResourceAsStream("fold.bin.gz");
                DataInputStream in = new DataInputStream(new BufferedInputStream(new GZIPInputStream(resource)))) {
            for (int c = 0; c < TABLE.length; c++) {
                TABLE[c] = (char) (c + in.readChar());
            }
            boolean[] parts = new boolean[TABLE.length];
            for (int c = 0; c < TABLE.length; c++) {
                parts[c] = in.readBoolean();
            }
            return parts;
        } catch (IOException e) {
            throw new UncheckedIOException("the table of characters cannot be read", e);
        }
    }
}
