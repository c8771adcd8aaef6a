package io.feedmill.strip;

import java.util.Arrays;

/** A builder that takes one character at a time, or some of an array at once, and is quick at just that. */
final class Chars {
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

    int length() {
        return length;
    }

    /** How many words a reader counts. */
    int words() {
        return Lengths.words(chars, 0, length);
    }

    void clear() {
        length = 0;
    }

    @Override
    public String toString() {
        return new String(chars, 0, length);
    }
}
