package io.feedmill.tag;

import java.util.Arrays;

/** The words of a text: where they stand, a 64-bit hash of their folded letters, and how they are capitalised. */
final class Tokens {

    /** The first letter is a capital. */
    static final byte CAPITAL = 1;
    /** Two or more letters, all of them capitals. */
    static final byte UPPER = 2;

    private static final byte JOINED = 4;

    /** How many letters {@link #stem} covers. */
    static final int STEM = 4;

    private static final long EMPTY = 0xcbf29ce484222325L;
    private static final long BASE = 0x9e3779b97f4a7c15L;

    /** For each character the letter it is compared as and, above it, its kind and whether it is a capital and a letter. */
    private static final int[] CHARACTERS = new int[0x10000];

    private static final int KIND = Character.SIZE;
    private static final int IS_CAPITAL = KIND + 4;
    private static final int IS_LETTER = KIND + 5;
    /** Half of a character beyond the basic plane. A kind beside those of {@link Folding}. */
    private static final int HALF = 7;

    static {
        for (int c = 0; c < CHARACTERS.length; c++) {
            CHARACTERS[c] = Character.isSurrogate((char) c) ? HALF << KIND : character(c);
        }
    }

    final String text;
    private final char[] chars;
    private int size;
    private int[] start;
    private int[] end;
    private long[] hash;
    private long[] stem;
    private byte[] shape;

    private Tokens(String text) {
        this.text = text;
        chars = text.toCharArray();
        int expected = 8 + chars.length / 5;
        start = new int[expected];
        end = new int[expected];
        hash = new long[expected];
        stem = new long[expected];
        shape = new byte[expected];
    }

    /** Linear in the length of the text. */
    static Tokens of(String text) {
        Tokens tokens = new Tokens(text);
        int i = 0;
        while (i < tokens.chars.length) {
            int c = tokens.at(i);
            int kind = kind(c);
            if (kind == Folding.WORD) {
                i = tokens.addWord(i);
            } else {
                int next = i + tokens.length(i, c);
                if (kind == Folding.SINGLE) {
                    tokens.add(i, next, step(EMPTY, letter(c)), 0, (byte) 0);
                }
                i = next;
            }
        }
        return tokens;
    }

    private int addWord(int from) {
        long h = EMPTY;
        long first = 0;
        int counted = 0;
        int letters = 0;
        int capitals = 0;
        int capital = 0;
        int i = from;
        while (i < chars.length) {
            int c = at(i);
            int kind = kind(c);
            if (kind == Folding.WORD || kind == Folding.MARK) {
                h = step(h, letter(c));
                if (counted < STEM) {
                    first = first << Character.SIZE | letter(c);
                    capital = counted == 0 ? c >>> IS_CAPITAL & 1 : capital;
                }
                counted++;
                capitals += c >>> IS_CAPITAL & 1;
                letters += c >>> IS_LETTER & 1;
            } else if (kind != Folding.SILENT) {
                break;
            }
            i += length(i, c);
        }
        add(from, i, h, first, (byte) (capital | (letters > 1 && capitals == letters ? UPPER : 0)));
        return i;
    }

    /** What the character at {@code i} is, see {@link #CHARACTERS}; of a pair, as much as fits. */
    private int at(int i) {
        int c = CHARACTERS[chars[i]];
        return kind(c) == HALF ? character(Character.codePointAt(chars, i)) | HALF_READ : c;
    }

    /** In what {@link #at} tells: it was read from surrogates, and may be two of them. */
    private static final int HALF_READ = 1 << 30;

    private int length(int i, int c) {
        return c < HALF_READ ? 1 : Character.charCount(Character.codePointAt(chars, i));
    }

    /** Letters beyond the basic plane, which no phrase has, stand as halves of their pairs. */
    private static int character(int codePoint) {
        int letter = Folding.fold(codePoint);
        return (letter < CHARACTERS.length ? letter : Character.lowSurrogate(letter))
                | Folding.kind(codePoint) << KIND
                | (Folding.capital(codePoint) ? 1 << IS_CAPITAL : 0)
                | (Folding.letter(codePoint) ? 1 << IS_LETTER : 0);
    }

    private static int kind(int c) {
        return c >>> KIND & 7;
    }

    private static char letter(int c) {
        return (char) c;
    }

    private void add(int from, int to, long h, long first, byte written) {
        if (size == start.length) {
            grow();
        }
        start[size] = from;
        end[size] = to;
        hash[size] = h;
        stem[size] = first;
        boolean joined = size > 0 && joins(end[size - 1], from, end[size - 1] - start[size - 1]);
        shape[size] = joined ? (byte) (written | JOINED) : written;
        size++;
    }

    /** Whether a phrase may go on across what stands between two words: no end of a sentence, clause or paragraph. */
    private boolean joins(int from, int to, int lengthBefore) {
        if (to - from == 1 && chars[from] == ' ') {
            return true;
        }
        if (to - from > 2) {
            return false;
        }
        boolean stop = false;
        boolean space = false;
        for (int i = from; i < to; i++) {
            switch (chars[i]) {
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
        stem = Arrays.copyOf(stem, longer);
        shape = Arrays.copyOf(shape, longer);
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

    /** The first {@value #STEM} folded letters, or as many as there are, one above the other; 0 for a single sign. */
    long stem(int token) {
        return stem[token];
    }

    /** The first letters of a stem; 0 if it has fewer, which no word has. */
    static long shortened(long stem, int letters) {
        int has = (Long.SIZE - Long.numberOfLeadingZeros(stem) + Character.SIZE - 1) / Character.SIZE;
        return has < letters ? 0 : stem >>> (has - letters) * Character.SIZE;
    }

    /** {@link #CAPITAL} and {@link #UPPER}, or neither. */
    byte shape(int token) {
        return (byte) (shape[token] & (CAPITAL | UPPER));
    }

    /** Whether a phrase that contains the token before may go on with this one. */
    boolean joined(int token) {
        return (shape[token] & JOINED) != 0;
    }

    /**
     * The hashes of a token's beginnings.
     *
     * @param lengths a bit for each length that is wanted, in letters
     * @param hashes takes one for each of these lengths that the token has, the shortest first; must have room
     * @return how many it took
     */
    int beginnings(int token, int lengths, long[] hashes) {
        long h = EMPTY;
        int letters = 0;
        int count = 0;
        for (int i = start[token]; i < end[token] && lengths >> letters > 1; i++) {
            int c = CHARACTERS[chars[i]];
            if (kind(c) == Folding.SILENT) {
                continue;
            }
            h = step(h, kind(c) == HALF ? chars[i] : letter(c));
            letters++;
            if ((lengths >> letters & 1) != 0) {
                hashes[count++] = h;
            }
        }
        return count;
    }

    /** One letter more: two steps of the processor that wait for the last, while a multiplication of the hash took four. */
    static long step(long h, char folded) {
        return Long.rotateLeft(h, 7) ^ folded * BASE;
    }

    static long emptyHash() {
        return EMPTY;
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
