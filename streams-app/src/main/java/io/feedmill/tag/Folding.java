package io.feedmill.tag;

import java.text.Normalizer;

/**
 * What a code point is to the tokens, and the letter it is compared as: small, without accents in Latin, Greek and
 * Cyrillic, with one form for the letters that Arabic and Persian keyboards write in two ways. Free of locale.
 */
final class Folding {

    /** Between tokens. */
    static final byte SEPARATOR = 0;
    /** Part of a word. */
    static final byte WORD = 1;
    /** A token by itself: scripts that do not put spaces between words. */
    static final byte SINGLE = 2;
    /** Continues a word, and counts: the vowel signs of the scripts of India. */
    static final byte MARK = 3;
    /** Continues a word, and does not count: accents, points, the Arabic filler. */
    static final byte SILENT = 4;

    private static final byte[] KINDS = new byte[0x10000];
    private static final char[] FOLDED = new char[0x10000];
    private static final boolean[] CAPITALS = new boolean[0x10000];
    private static final boolean[] LETTERS = new boolean[0x10000];

    static {
        for (int c = 0; c < 0x10000; c++) {
            KINDS[c] = kindOf(c);
            FOLDED[c] = foldedOf((char) c);
            CAPITALS[c] = Character.isUpperCase(c);
            LETTERS[c] = Character.isLetter(c);
        }
    }

    private Folding() {}

    static byte kind(int codePoint) {
        return codePoint < 0x10000 ? KINDS[codePoint] : kindOf(codePoint);
    }

    static int fold(int codePoint) {
        return codePoint < 0x10000 ? FOLDED[codePoint] : Character.toLowerCase(codePoint);
    }

    static boolean capital(int codePoint) {
        return codePoint < 0x10000 ? CAPITALS[codePoint] : Character.isUpperCase(codePoint);
    }

    static boolean letter(int codePoint) {
        return codePoint < 0x10000 ? LETTERS[codePoint] : Character.isLetter(codePoint);
    }

    private static byte kindOf(int c) {
        if (silent(c)) {
            return SILENT;
        }
        int type = Character.getType(c);
        boolean mark = type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
        if (!mark && !Character.isLetterOrDigit(c)) {
            return SEPARATOR;
        }
        return switch (Character.UnicodeScript.of(c)) {
            case HAN, HIRAGANA, KATAKANA, THAI, LAO, KHMER, MYANMAR -> SINGLE;
            default -> c == 0x30FC ? SINGLE : mark ? MARK : WORD;
        };
    }

    private static boolean silent(int c) {
        return c >= 0x300 && c <= 0x36F
                || c >= 0x591 && c <= 0x5C7
                || c >= 0x610 && c <= 0x61A
                || c == 0x640
                || c >= 0x64B && c <= 0x65F
                || c == 0x670
                || c == 0x200C
                || c == 0x200D;
    }

    private static char foldedOf(char c) {
        switch (c) {
            case 'ı':
                return 'i';
            case 'ς':
                return 'σ';
            case 'أ', 'إ', 'آ', 'ٱ':
                return 'ا';
            case 'ى', 'ی':
                return 'ي';
            case 'ک':
                return 'ك';
            case 'ة':
                return 'ه';
            default:
        }
        char small = Character.toLowerCase(c);
        if (c < 0x530 || c >= 0x1E00 && c < 0x2000) {
            char base = Normalizer.normalize(String.valueOf(small), Normalizer.Form.NFD)
                    .charAt(0);
            return Character.isLetterOrDigit(base) ? base : small;
        }
        if (c >= 0xFF01 && c <= 0xFF5E) {
            return Character.toLowerCase((char) (c - 0xFEE0));
        }
        return small;
    }
}
