package io.feedmill.strip.learned;

/**
 * A block of an item that the rules left, as learning looks at it.
 *
 * @param digest of its words, what is the item's own masked; 0 if it is not to be learned or taken, whatever it says
 * @param words how many it has; 0 for a mere separator
 * @param linkShare how many of its characters, in percent, are the text of links
 * @param prose whether it is a paragraph that ends as a sentence does
 */
public record Line(String text, long digest, Shape shape, int words, int linkShare, boolean prose) {

    /** What it is to a reader. */
    public enum Shape {
        TEXT,
        HEADING,
        /** Tables, quotations, code: part of the story however often they recur. */
        FIXED
    }

    private static final int LABEL_WORDS = 3;
    private static final int FIELD_WORDS = 8;

    boolean isLinked() {
        return linkShare > 50;
    }

    boolean isSeparator() {
        return words == 0;
    }

    /** Whether it names what follows it. */
    boolean announces() {
        return shape == Shape.HEADING || endsWithColon();
    }

    /** Whether it is too short to be anything but a label or a name: "Abstract". */
    boolean isLabel() {
        return !isLinked() && words > 0 && words <= LABEL_WORDS;
    }

    /** Whether it is a name with its value: "Rating: PG". */
    boolean isField() {
        return !isLinked() && words > 0 && words <= FIELD_WORDS && hasColon();
    }

    private boolean endsWithColon() {
        return !text.isEmpty() && isColon(text.charAt(text.length() - 1));
    }

    private boolean hasColon() {
        for (int i = 0; i < text.length(); i++) {
            boolean ends = i + 1 == text.length() || text.charAt(i + 1) <= ' ' || text.charAt(i) == '：';
            if (isColon(text.charAt(i)) && ends) {
                return true;
            }
        }
        return false;
    }

    private static boolean isColon(char c) {
        return c == ':' || c == '：';
    }
}
