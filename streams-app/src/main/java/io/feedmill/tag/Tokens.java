package io.feedmill.tag;

import io.feedmill.words.Folding;
import io.feedmill.words.Words;

/** The words of a text as phrases are made of them: how they are capitalised, how they begin, which go together. */
final class Tokens {

    /** The first letter is a capital. */
    static final byte CAPITAL = 1;
    /** Two or more letters, all of them capitals. */
    static final byte UPPER = 2;

    final String text;
    final Words words;

    private Tokens(Words words) {
        this.words = words;
        text = words.text();
    }

    static Tokens of(Words words) {
        return new Tokens(words);
    }

    static Tokens of(String text) {
        return of(Words.of(text));
    }

    int size() {
        return words.size();
    }

    int start(int token) {
        return words.start(token);
    }

    int end(int token) {
        return words.end(token);
    }

    long hash(int token) {
        return words.hash(token);
    }

    /** See {@link Words#head}. */
    long head(int token) {
        return words.head(token);
    }

    /** {@link #CAPITAL} and {@link #UPPER}, or neither. */
    byte shape(int token) {
        int letters = 0;
        int capitals = 0;
        int end = end(token);
        int c;
        for (int i = start(token); i < end; i += Character.charCount(c)) {
            c = text.codePointAt(i);
            letters += Folding.letter(c) ? 1 : 0;
            capitals += Folding.capital(c) ? 1 : 0;
        }
        boolean capital = Folding.capital(text.codePointAt(start(token)));
        return (byte) ((capital ? CAPITAL : 0) | (letters > 1 && capitals == letters ? UPPER : 0));
    }

    /** Whether a phrase may go on from one token to the next: no end of a sentence, clause or paragraph stands between. */
    boolean joined(int token) {
        int from = end(token - 1);
        int to = start(token);
        if (to - from > 2) {
            return false;
        }
        boolean stop = false;
        boolean space = false;
        for (int i = from; i < to; i++) {
            switch (text.charAt(i)) {
                case ' ', '\u00a0', '\u202f' -> space = true;
                case '.' -> stop = true;
                case '-', '\u2010', '\u2011', '\'', '’', '/', '&', '·', '・' -> {}
                default -> {
                    return false;
                }
            }
        }
        return !(stop && space) || from - start(token - 1) <= 2;
    }

    /** See {@link Words#beginnings}. */
    int beginnings(int token, int lengths, long[] hashes) {
        return words.beginnings(token, lengths, hashes);
    }

    /** How a text uses capitals: where all or most words have them, they say nothing. */
    enum Capitals {
        TELLING,
        TITLE_CASE,
        ALL_CAPS
    }

    Capitals capitals() {
        int upper = 0;
        int capital = 0;
        int longWords = 0;
        for (int i = 0; i < size(); i++) {
            if (end(i) - start(i) < 4 || !Character.isLetter(text.codePointAt(start(i)))) {
                continue;
            }
            longWords++;
            byte shape = shape(i);
            capital += shape & CAPITAL;
            upper += (shape & UPPER) / UPPER;
        }
        if (longWords >= 2 && upper * 10 >= longWords * 7) {
            return Capitals.ALL_CAPS;
        }
        return longWords >= 3 && capital * 10 >= longWords * 8 ? Capitals.TITLE_CASE : Capitals.TELLING;
    }
}
