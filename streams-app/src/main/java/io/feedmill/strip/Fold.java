package io.feedmill.strip;

import java.text.Normalizer;

/**
 * Makes characters that mean the same to a rule the same: case, accents, kinds of quotes, dashes and spaces, full width.
 * One character becomes one character, so that an offset in the folded text is an offset in the text.
 */
final class Fold {
    private static final char[] TABLE = table();

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
        StringBuilder bare = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = TABLE[text.charAt(i)];
            if (Character.isLetterOrDigit(c) || isMark(c) || Character.isSurrogate(c)) {
                bare.append(c);
            }
        }
        return bare.toString();
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

    private static boolean isWordPart(char c) {
        return Character.isLetterOrDigit(c) || isMark(c) || Character.isSurrogate(c);
    }

    private static boolean isMark(char c) {
        return c >= 0x300
                && (Character.getType(c) == Character.NON_SPACING_MARK
                        || Character.getType(c) == Character.COMBINING_SPACING_MARK);
    }

    private static char[] table() {
        char[] table = new char[Character.MAX_VALUE + 1];
        for (int i = 0; i < table.length; i++) {
            table[i] = folded((char) i);
        }
        return table;
    }

    private static char folded(char c) {
        if (c < 0x80) {
            return c >= 'A' && c <= 'Z' ? (char) (c + 32) : c < ' ' ? ' ' : c == '`' ? '\'' : c;
        }
        if (Character.isSurrogate(c)) {
            return c;
        }
        if (c >= 0xFF01 && c <= 0xFF5E) {
            return folded((char) (c - 0xFEE0));
        }
        if (Character.isSpaceChar(c)) {
            return ' ';
        }
        if ("‘’‚‛′´ʼ".indexOf(c) >= 0) {
            return '\'';
        }
        if ("“”„‟«»″「」『』".indexOf(c) >= 0) {
            return '"';
        }
        if (c >= 0x2010 && c <= 0x2015 || c == 0x2212) {
            return '-';
        }
        char lower = Character.toLowerCase(Character.toUpperCase(c));
        if (lower < 0x80) {
            return lower;
        }
        if (lower >= 0xC0 && lower <= 0x24F
                || lower >= 0x370 && lower <= 0x4FF
                || lower >= 0x620 && lower <= 0x6FF
                || lower >= 0x1E00 && lower <= 0x1FFF) {
            char base = Normalizer.normalize(String.valueOf(lower), Normalizer.Form.NFD)
                    .charAt(0);
            return Character.toLowerCase(base);
        }
        return lower;
    }
}
