package io.feedmill.rules;

import java.util.Collection;
import java.util.Locale;
import java.util.TreeSet;

/** What someone may have meant. */
public final class Nearest {

    private static final int MOST_COMPARED = 80;

    private Nearest() {}

    /** A hint such as {@code "; did you mean 'lang'?"}; empty if nothing known is near. */
    public static String hint(String word, Collection<String> known) {
        String nearest = of(word, known);
        return nearest == null ? "" : "; did you mean '" + nearest + "'?";
    }

    /** The known word with the fewest letters to change, at most a third of them; null if there is none. */
    public static String of(String word, Collection<String> known) {
        String nearest = null;
        int least = Integer.MAX_VALUE;
        for (String candidate : new TreeSet<>(known)) {
            if (Math.abs(candidate.length() - word.length()) <= 8 && candidate.length() <= MOST_COMPARED) {
                int distance = distance(word.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
                if (distance < least && distance * 3 <= Math.max(candidate.length(), 4)) {
                    least = distance;
                    nearest = candidate;
                }
            }
        }
        return nearest;
    }

    /** Letters to put in, take out, replace, or swap with the next (optimal string alignment). */
    private static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                int replaced = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                d[i][j] = Math.min(replaced, Math.min(d[i - 1][j], d[i][j - 1]) + 1);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}
