package io.feedmill.rules;

import java.util.Comparator;

/**
 * Something in a rule file that cannot be used.
 *
 * @param file as the user named it
 * @param line from 1
 * @param column from 1
 * @param message what is wrong and what to do, in one line
 */
public record Problem(String file, int line, int column, String message) implements Comparable<Problem> {

    private static final Comparator<Problem> BY_PLACE = Comparator.comparing(Problem::file)
            .thenComparingInt(Problem::line)
            .thenComparingInt(Problem::column)
            .thenComparing(Problem::message);

    @Override
    public int compareTo(Problem other) {
        return BY_PLACE.compare(this, other);
    }

    /** As compilers write it: {@code file:line:column: message}. */
    @Override
    public String toString() {
        return file + ':' + line + ':' + column + ": " + message;
    }
}
