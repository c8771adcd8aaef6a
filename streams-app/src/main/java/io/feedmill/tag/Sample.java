package io.feedmill.tag;

import io.feedmill.words.Folding;
import io.feedmill.words.Words;
import java.text.Normalizer;

/**
 * What a language is told by: the headline and the beginning of the text.
 *
 * @param title composed
 * @param text composed
 * @param small both, as far as they are looked at, in small letters
 * @param letters how many it has of each script, in the order of {@link Script}; those that stand for a syllable or a word
 *     count twice. Beyond the basic plane, Han only
 * @param plain whether all its letters and digits are of ASCII
 */
record Sample(Words title, Words text, char[] small, int[] letters, boolean plain) {

    /** One past the last letter that may tell a language: all that share a script among languages are below. */
    static final int FOREIGN_END = 0x2000;

    private static final int LENGTH = 600;
    private static final Script[] SCRIPTS = Script.values();

    // For each character the small letter, and above it:
    private static final int FOREIGN = 1 << 16;
    private static final int COMBINING = 1 << 17;
    private static final int LATIN_SHIFT = 18;
    /** The number of another script, and one. */
    private static final int SCRIPT_SHIFT = 19;

    private static final int HIGH_SURROGATE = SCRIPTS.length + 1;
    private static final int[] CHARACTERS = new int[0x10000];

    static {
        for (int c = 0; c < CHARACTERS.length; c++) {
            CHARACTERS[c] = character((char) c);
        }
    }

    private static int character(char c) {
        char small = Character.toLowerCase(c);
        boolean foreign = c >= 0x80 && Folding.kind(c) != Folding.SEPARATOR;
        boolean combining = c >= 0x300 && c <= 0x36F;
        return small | (foreign ? FOREIGN : 0) | (combining ? COMBINING : 0) | script(small);
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

    static char small(char c) {
        return (char) CHARACTERS[c];
    }

    /** Composed, and in small letters. */
    static String lower(String text) {
        StringBuilder lower = new StringBuilder(text.length());
        composed(text).codePoints().forEach(c -> lower.appendCodePoint(Character.toLowerCase(c)));
        return lower.toString();
    }

    private static String composed(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC);
    }

    /** How many words of a text are looked at: those that begin among its first {@value #LENGTH} characters. */
    static int words(Words text) {
        int low = 0;
        int high = text.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (text.start(middle) < LENGTH) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    static Sample of(Words title, Words text) {
        return of(title, text, false);
    }

    private static Sample of(Words title, Words text, boolean composed) {
        String headline = title.text();
        int words = words(text);
        int length = Math.max(Math.min(LENGTH, text.text().length()), words == 0 ? 0 : text.end(words - 1));
        char[] small = new char[headline.length() + 1 + length];
        headline.getChars(0, headline.length(), small, 0);
        small[headline.length()] = '\n';
        text.text().getChars(0, length, small, headline.length() + 1);
        int[] letters = new int[SCRIPTS.length];
        int latin = 0;
        int seen = 0;
        for (int i = 0; i < small.length; i++) {
            int c = CHARACTERS[small[i]];
            seen |= c;
            latin += c >>> LATIN_SHIFT & 1;
            int script = c >>> SCRIPT_SHIFT;
            if (script == HIGH_SURROGATE) {
                letters[Script.HAN.ordinal()] += Character.isIdeographic(Character.codePointAt(small, i)) ? 1 : 0;
            } else if (script > 0) {
                letters[script - 1]++;
            }
            small[i] = (char) c;
        }
        if (!composed && (seen & COMBINING) != 0) {
            String beginning = text.text().substring(0, length);
            return of(Words.of(composed(headline)), Words.of(composed(beginning)), true);
        }
        letters[Script.LATIN.ordinal()] = latin;
        letters[Script.HAN.ordinal()] *= 2;
        letters[Script.KANA.ordinal()] *= 2;
        letters[Script.HANGUL.ordinal()] *= 2;
        return new Sample(title, text, small, letters, (seen & FOREIGN) == 0);
    }

    int letters(Script script) {
        return letters[script.ordinal()];
    }

    /** The script of at least six letters in ten; Han and kana count as one. Null if there is none. */
    Script dominant() {
        int[] counted = letters.clone();
        counted[Script.HAN.ordinal()] += counted[Script.KANA.ordinal()];
        counted[Script.KANA.ordinal()] = 0;
        int all = 0;
        for (int count : counted) {
            all += count;
        }
        for (Script script : SCRIPTS) {
            if (all > 0 && counted[script.ordinal()] * 10L >= all * 6L) {
                return script;
            }
        }
        return null;
    }
}
