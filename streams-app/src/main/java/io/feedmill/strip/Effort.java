package io.feedmill.strip;

/**
 * Counts what patterns read, and stops them when it is too much: the same text always stops at the same place, as no clock
 * would. A second line of defence; the first is that the loader refuses patterns that could run away.
 */
final class Effort {
    /** Thrown inside a pattern that has read too much. */
    static final class Spent extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Spent() {
            super(null, null, false, false);
        }
    }

    private static final int ONE_TRY = 100_000;

    private final long most;
    private long left;
    /** What has to be left when the pattern is done. */
    private long least;

    private boolean spent;

    /** @param length of the text: the effort for all of it is linear in it */
    Effort(int length) {
        most = 1_000_000 + 40L * length;
        left = most;
    }

    boolean isSpent() {
        return spent;
    }

    /** How many characters were read so far. */
    long read() {
        return most - left;
    }

    void spend() {
        spent = true;
    }

    /** The text for one try of one pattern. */
    CharSequence counting(String text) {
        least = Math.max(0, left - ONE_TRY);
        return new Counting(text);
    }

    private final class Counting implements CharSequence {
        private final String text;

        Counting(String text) {
            this.text = text;
        }

        @Override
        public char charAt(int index) {
            if (--left < least) {
                throw new Spent();
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.substring(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
