package io.feedmill.strip;

import java.util.Arrays;

/** A builder that takes one character at a time, or a range of a text at once, and is quick at just that. */
final class Chars {
    static final int FEW = 64;

    private char[] chars;
    private int length;

    Chars(int expected) {
        chars = new char[Math.max(16, expected)];
    }

    void append(char c) {
        if (length == chars.length) {
            chars = Arrays.copyOf(chars, length * 2);
        }
        chars[length++] = c;
    }

    Chars append(String text) {
        return append(text, 0, text.length());
    }

    Chars append(String text, int from, int to) {
        makeRoom(to - from);
        text.getChars(from, to, chars, length);
        length += to - from;
        return this;
    }

    void append(char[] more, int from, int to) {
        makeRoom(to - from);
        System.arraycopy(more, from, chars, length, to - from);
        length += to - from;
    }

    private void makeRoom(int more) {
        if (more > chars.length - length) {
            chars = Arrays.copyOf(chars, Math.max(length * 2, length + more));
        }
    }

    char charAt(int index) {
        return chars[index];
    }

    /**
     * Where the first of some characters stands, from there on; the length if there is none.
     *
     * @param some of the first {@link #FEW} characters, which are meant; not the last of them
     */
    int first(boolean[] some, int from) {
        int at = from;
        while (at < length && (chars[at] >= FEW || !some[chars[at]])) {
            at++;
        }
        return at;
    }

    int length() {
        return length;
    }

    /** How many words a reader counts. */
    int words() {
        return Lengths.words(chars, 0, length);
    }

    /** Takes back all from there on. */
    void cut(int to) {
        length = to;
    }

    void clear() {
        length = 0;
    }

    @Override
    public String toString() {
        return new String(chars, 0, length);
    }
}
