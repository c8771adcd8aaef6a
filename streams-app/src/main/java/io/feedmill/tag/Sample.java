package io.feedmill.tag;

import io.feedmill.words.Folding;
import java.text.Normalizer;
import java.util.Arrays;

/**
 * What a language is told by: the headline and the beginning of the text.
 *
 * @param text in small letters, composed
 * @param letters how many it has of each script, in the order of {@link Script}; those that stand for a syllable or a word
 *     count twice. Beyond the basic plane, Han only
 * @param foreign whether it has letters before {@link #FOREIGN_END} that are not ASCII
 */
record Sample(char[] text, int[] letters, boolean foreign) {

    /** One past the last letter that may tell a language: all that share a script among languages are below. */
    static final int FOREIGN_END = 0x2000;

    private static final int LENGTH = 600;
    private static final Script[] SCRIPTS = Script.values();

    // For each character the small letter, and above it:
    private static final int IN_WORD = 1 << 16;
    private static final int FOREIGN = 1 << 17;
    private static final int COMBINING = 1 << 18;
    private static final int LATIN_SHIFT = 19;
    /** The number of another script, and one. */
    private static final int SCRIPT_SHIFT = 20;

    private static final int HIGH_SURROGATE = SCRIPTS.length + 1;
    private static final int[] CHARACTERS = new int[0x10000];

    static {
        for (int c = 0; c < CHARACTERS.length; c++) {
            CHARACTERS[c] = character((char) c);
        }
    }

    private static int character(char c) {
        char small = Character.toLowerCase(c);
        byte kind = Folding.kind(c);
        boolean inWord = kind != Folding.SEPARATOR && kind != Folding.SINGLE;
        boolean foreign = small >= 0x80 && small < FOREIGN_END;
        boolean combining = c >= 0x300 && c <= 0x36F;
        return small | (inWord ? IN_WORD : 0) | (foreign ? FOREIGN : 0) | (combining ? COMBINING : 0) | script(small);
    }

    private static int script(char c) {
        if (Character.isHighSurrogate(c)) {
            return HIGH_SURROGATE << SCRIPT_SHIFT;
        } else if (!Character.isLetter(c)) {
            return 0;
        }
        Script script = Script.of(c);
        return script == Script.LATIN ? 1 << LATIN_SHIFT : script.ordinal() + 1 << SCRIPT_SHIFT;
    }

    /** Whether a small letter or a sign is part of a word. */
    static boolean inWord(char c) {
        return (CHARACTERS[c] & IN_WORD) != 0;
    }

    /** Composed, and in small letters. */
    static String lower(String text) {
        StringBuilder lower = new StringBuilder(text.length());
        Normalizer.normalize(text, Normalizer.Form.NFC)
                .codePoints()
                .forEach(c -> lower.appendCodePoint(Character.toLowerCase(c)));
        return lower.toString();
    }

    static Sample of(String title, String text) {
        int length = Math.min(LENGTH, text.length());
        char[] sample = new char[title.length() + 1 + length];
        title.getChars(0, title.length(), sample, 0);
        sample[title.length()] = '\n';
        text.getChars(0, length, sample, title.length() + 1);
        return of(sample, false);
    }

    private static Sample of(char[] text, boolean composed) {
        char[] small = new char[text.length];
        int[] letters = new int[SCRIPTS.length];
        int latin = 0;
        int seen = 0;
        for (int i = 0; i < text.length; i++) {
            int c = CHARACTERS[text[i]];
            small[i] = (char) c;
            seen |= c;
            latin += c >>> LATIN_SHIFT & 1;
            int script = c >>> SCRIPT_SHIFT;
            if (script == HIGH_SURROGATE) {
                letters[Script.HAN.ordinal()] += Character.isIdeographic(Character.codePointAt(text, i)) ? 1 : 0;
            } else if (script > 0) {
                letters[script - 1]++;
            }
        }
        if (!composed && (seen & COMBINING) != 0) {
            return of(lower(new String(text)).toCharArray(), true);
        }
        letters[Script.LATIN.ordinal()] = latin;
        letters[Script.HAN.ordinal()] *= 2;
        letters[Script.KANA.ordinal()] *= 2;
        letters[Script.HANGUL.ordinal()] *= 2;
        return new Sample(small, letters, (seen & FOREIGN) != 0);
    }

    int letters(Script script) {
        return letters[script.ordinal()];
    }

    /** The script of at least six letters in ten; Han and kana count as one. Null if there is none. */
    Script dominant() {
        int[] counted = letters.clone();
        counted[Script.HAN.ordinal()] += counted[Script.KANA.ordinal()];
        counted[Script.KANA.ordinal()] = 0;
        int all = Arrays.stream(counted).sum();
        for (Script script : SCRIPTS) {
            if (all > 0 && counted[script.ordinal()] * 10L >= all * 6L) {
                return script;
            }
        }
        return null;
    }
}
