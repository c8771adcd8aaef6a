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

    private boolean known;
    private boolean shouts;

    private Tokens(Words words) {
        this.words = words;
        text = words.text();
    }

    static Tokens of(String text) {
        return new Tokens(Words.of(text));
    }

    /** Of a text that does not shout, even where there are many capitals. */
    static Tokens ofProse(Words words) {
        Tokens tokens = new Tokens(words);
        tokens.known = true;
        return tokens;
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
        return (byte) ((isCapital(token) ? CAPITAL : 0) | (isUpper(token) ? UPPER : 0));
    }

    /** @param shape {@link #CAPITAL}, {@link #UPPER}, both or neither */
    boolean hasShape(int token, long shape) {
        return ((shape & CAPITAL) == 0 || isCapital(token)) && ((shape & UPPER) == 0 || isUpper(token));
    }

    private boolean isCapital(int token) {
        return Folding.capital(text.codePointAt(start(token)));
    }

    private boolean isUpper(int token) {
        int letters = 0;
        int end = end(token);
        int c;
        for (int i = start(token); i < end; i += Character.charCount(c)) {
            c = text.codePointAt(i);
            if (Folding.letter(c)) {
                letters++;
                if (!Folding.capital(c)) {
                    return false;
                }
            }
        }
        return letters > 1;
    }

    /** Whether a phrase may go on from one token to the next: no end of a sentence, clause or paragraph stands between. */
    boolean joined(int token) {
        int from = end(token - 1);
        int to = start(token);
        if (to - from > 2) {
            return false;
        }
        if (to - from == 1 && text.charAt(from) == ' ') {
            return true;
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

    /** Whether an empty line stands before a token. */
    boolean paragraphEnds(int token) {
        int last = start(token) - 1;
        for (int i = end(token - 1); i < last; i++) {
            if (text.charAt(i) == '\n' && text.charAt(i + 1) == '\n') {
                return true;
            }
        }
        return false;
    }

    /** See {@link Words#beginnings}. */
    int beginnings(int token, int lengths, long[] hashes) {
        return words.beginnings(token, lengths, hashes);
    }

    /** Whether most of its longer words are all in capitals, so that they say nothing. Looked at when first asked. */
    boolean shouts() {
        if (!known) {
            known = true;
            shouts = mostAreUpper();
        }
        return shouts;
    }

    private boolean mostAreUpper() {
        int upper = 0;
        int longWords = 0;
        for (int i = 0; i < size(); i++) {
            if (end(i) - start(i) < 4 || !Character.isLetter(text.codePointAt(start(i)))) {
                continue;
            }
            longWords++;
            upper += isUpper(i) ? 1 : 0;
        }
        return longWords >= 2 && upper * 10 >= longWords * 7;
    }
}
