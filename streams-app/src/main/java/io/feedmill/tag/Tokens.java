package io.feedmill.tag;

import java.util.Arrays;

/** The words of a text: where they stand, a 64-bit hash of their folded letters, and how they are capitalised. */
final class Tokens {

    /** The first letter is a capital. */
    static final byte CAPITAL = 1;
    /** Two or more letters, all of them capitals. */
    static final byte UPPER = 2;

    /** How many folded letters {@link #head} covers, and the least that a phrase may have before a {@code *}. */
    static final int HEAD = 2;

    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    final String text;
    private int size;
    private int[] start;
    private int[] end;
    private long[] hash;
    private long[] head;
    private byte[] shape;
    private boolean[] joined;

    private Tokens(String text) {
        this.text = text;
        int expected = 8 + text.length() / 5;
        start = new int[expected];
        end = new int[expected];
        hash = new long[expected];
        head = new long[expected];
        shape = new byte[expected];
        joined = new boolean[expected];
    }

    /** Linear in the length of the text. */
    static Tokens of(String text) {
        Tokens tokens = new Tokens(text);
        int i = 0;
        while (i < text.length()) {
            int c = text.codePointAt(i);
            byte kind = Folding.kind(c);
            if (kind == Folding.WORD) {
                i = tokens.addWord(i);
            } else {
                int next = i + Character.charCount(c);
                if (kind == Folding.SINGLE) {
                    long h = step(FNV_OFFSET, Folding.fold(c));
                    tokens.add(i, next, h, 0, (byte) 0);
                }
                i = next;
            }
        }
        return tokens;
    }

    private int addWord(int from) {
        long h = FNV_OFFSET;
        long first = 0;
        int letters = 0;
        int capitals = 0;
        boolean capital = false;
        int i = from;
        int folded = 0;
        while (i < text.length()) {
            int c = text.codePointAt(i);
            byte kind = Folding.kind(c);
            if (kind == Folding.WORD || kind == Folding.MARK) {
                h = step(h, Folding.fold(c));
                if (++folded == HEAD) {
                    first = h;
                }
                if (Folding.capital(c)) {
                    capitals++;
                    capital |= folded == 1;
                }
                if (Folding.letter(c)) {
                    letters++;
                }
            } else if (kind != Folding.SILENT) {
                break;
            }
            i += Character.charCount(c);
        }
        byte written = (byte) ((capital ? CAPITAL : 0) | (letters > 1 && capitals == letters ? UPPER : 0));
        add(from, i, h, first, written);
        return i;
    }

    private void add(int from, int to, long h, long first, byte written) {
        if (size == start.length) {
            grow();
        }
        start[size] = from;
        end[size] = to;
        hash[size] = h;
        head[size] = first;
        shape[size] = written;
        joined[size] = size > 0 && joins(end[size - 1], from, end[size - 1] - start[size - 1]);
        size++;
    }

    /** Whether a phrase may go on across what stands between two words: no end of a sentence, clause or paragraph. */
    private boolean joins(int from, int to, int lengthBefore) {
        if (to - from == 1 && text.charAt(from) == ' ') {
            return true;
        }
        if (to - from > 2) {
            return false;
        }
        boolean stop = false;
        boolean space = false;
        for (int i = from; i < to; i++) {
            switch (text.charAt(i)) {
                case ' ', '\u00a0', '\u202f' -> space = true;
                case '.' -> stop = true;
                case '-', '\u2010', '\u2011', '\'', '’', '/', '&', '·', '\u00ad', '・' -> {}
                default -> {
                    return false;
                }
            }
        }
        return !(stop && space) || lengthBefore <= 2;
    }

    private void grow() {
        int longer = size * 2;
        start = Arrays.copyOf(start, longer);
        end = Arrays.copyOf(end, longer);
        hash = Arrays.copyOf(hash, longer);
        head = Arrays.copyOf(head, longer);
        shape = Arrays.copyOf(shape, longer);
        joined = Arrays.copyOf(joined, longer);
    }

    int size() {
        return size;
    }

    int start(int token) {
        return start[token];
    }

    int end(int token) {
        return end[token];
    }

    long hash(int token) {
        return hash[token];
    }

    /** The hash of the first {@value #HEAD} folded letters; 0 for a shorter word. */
    long head(int token) {
        return head[token];
    }

    /** {@link #CAPITAL} and {@link #UPPER}, or neither. */
    byte shape(int token) {
        return shape[token];
    }

    /** Whether a phrase that contains the token before may go on with this one. */
    boolean joined(int token) {
        return joined[token];
    }

    static long step(long h, int folded) {
        return (h ^ folded) * FNV_PRIME;
    }

    static long emptyHash() {
        return FNV_OFFSET;
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
        for (int i = 0; i < size; i++) {
            if (end[i] - start[i] < 4 || !Character.isLetter(text.codePointAt(start[i]))) {
                continue;
            }
            longWords++;
            capital += shape[i] & CAPITAL;
            upper += (shape[i] & UPPER) / UPPER;
        }
        if (longWords >= 2 && upper * 10 >= longWords * 7) {
            return Capitals.ALL_CAPS;
        }
        return longWords >= 3 && capital * 10 >= longWords * 8 ? Capitals.TITLE_CASE : Capitals.TELLING;
    }
}
