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

    private long left;
    private long read;
    private boolean spent;

    /** @param length of the text: the effort for all of it is linear in it */
    Effort(int length) {
        left = 1_000_000 + 40L * length;
    }

    boolean isSpent() {
        return spent;
    }

    /** How many characters were read so far. */
    long read() {
        return read;
    }

    void spend() {
        spent = true;
    }

    CharSequence counting(String text) {
        return new Counting(text, 0, text.length(), new int[] {ONE_TRY});
    }

    private final class Counting implements CharSequence {
        private final String text;
        private final int from;
        private final int to;
        private final int[] tries;

        Counting(String text, int from, int to, int[] tries) {
            this.text = text;
            this.from = from;
            this.to = to;
            this.tries = tries;
        }

        @Override
        public char charAt(int index) {
            read++;
            if (--tries[0] < 0 || --left < 0) {
                throw new Spent();
            }
            return text.charAt(from + index);
        }

        @Override
        public int length() {
            return to - from;
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return new Counting(text, from + start, from + end, tries);
        }

        @Override
        public String toString() {
            return text.substring(from, to);
        }
    }
}
