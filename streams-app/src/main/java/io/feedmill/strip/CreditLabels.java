package io.feedmill.strip;

import io.feedmill.strip.Stripped.Role;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** Words that stand before names in a line of credits, and say what these did: "Text:", "edited by". Immutable. */
final class CreditLabels {
    /** A label begins after one of these. */
    private static final Signs BEFORE = Signs.of(" \t\n\u000b\f\r,;|/·•([【");

    /** The words that a label may end with instead of a mark. */
    private static final Set<String> BY = Set.of("by", "von", "par", "por", "di", "door", "av", "af", "de");

    private static final int LONGEST_BY = 4;
    private static final Role[] ROLES = Role.values();

    /**
     * A label in a text.
     *
     * @param end where what stands between it and the names ends as well
     * @param role null if it is none that is credited
     */
    record Found(int start, int end, Role role) {}

    /** What a beginning is that is no label. */
    private static final byte NONE = -1;
    /** A label that is no role. */
    private static final byte NO_ROLE = -2;

    // The beginnings of all labels, the shortest first, so that those that differ in their last letter stand side by
    // side.
    private final char[] letters;
    /** For each where those begin that are a letter longer; they end where those of the next one begin. */
    private final int[] longer;

    private final byte[] roles;
    /** Of one letter, by that. */
    private final int[] first = new int[Character.MAX_VALUE + 1];

    /** @param roles by labels, folded; null for labels that are no role */
    CreditLabels(Map<String, Role> roles) {
        List<String> beginnings = roles.keySet().stream()
                .flatMap(label -> IntStream.rangeClosed(0, label.length()).mapToObj(end -> label.substring(0, end)))
                .distinct()
                .sorted(Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder()))
                .toList();
        int size = beginnings.size();
        letters = new char[size];
        longer = new int[size + 1];
        this.roles = new byte[size];
        int next = 1;
        for (int i = 0; i < size; i++) {
            String beginning = beginnings.get(i);
            longer[i] = next;
            while (next < size
                    && beginnings.get(next).startsWith(beginning)
                    && beginnings.get(next).length() == beginning.length() + 1) {
                next++;
            }
            letters[i] = i == 0 ? 0 : beginning.charAt(beginning.length() - 1);
            Role role = roles.get(beginning);
            this.roles[i] = role != null ? (byte) role.ordinal() : roles.containsKey(beginning) ? NO_ROLE : NONE;
            if (beginning.length() == 1) {
                first[beginning.charAt(0)] = i;
            }
        }
        longer[size] = size;
    }

    /** The first label within {@code text[from, to)}, the longest that stands there; null if there is none. */
    Found find(String text, int from, int to) {
        for (int start = from; start < to; start++) {
            if (start == 0 || BEFORE.has(Fold.fold(text.charAt(start - 1)))) {
                Found found = at(text, start, to);
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    private Found at(String text, int start, int to) {
        Found longest = null;
        int beginning = first[Fold.fold(text.charAt(start))];
        for (int end = start + 1; beginning > 0; end++) {
            byte role = roles[beginning];
            int names = role == NONE ? -1 : names(text, end, to);
            if (names > 0) {
                longest = new Found(start, names, role == NO_ROLE ? null : ROLES[role]);
            }
            beginning = end < to ? longer(beginning, Fold.fold(text.charAt(end))) : 0;
        }
        return longest;
    }

    /** The beginning that has this letter more; 0 if there is none. */
    private int longer(int beginning, char letter) {
        for (int i = longer[beginning]; i < longer[beginning + 1]; i++) {
            if (letters[i] == letter) {
                return i;
            }
        }
        return 0;
    }

    /** Where names may begin after a label that ends at {@code end}; -1 if nothing there says so. */
    private static int names(String text, int end, int to) {
        char first = folded(text, end, to);
        char second = folded(text, end + 1, to);
        char third = folded(text, end + 2, to);
        if (isMark(first)) {
            return second == ' ' ? end + 2 : end + 1;
        }
        if (first != ' ') {
            return -1;
        }
        if (isMark(second)) {
            return third == ' ' ? end + 3 : end + 2;
        }
        return isDash(second) && third == ' ' ? end + 3 : endsWithBy(text, end) ? end + 1 : -1;
    }

    private static char folded(String text, int at, int to) {
        return at < to ? Fold.fold(text.charAt(at)) : 0;
    }

    private static boolean isMark(char c) {
        return c == ':' || c == '/' || c == '=';
    }

    private static boolean isDash(char c) {
        return c == '-' || c == '–' || c == '—';
    }

    private static boolean endsWithBy(String text, int end) {
        int word = end;
        while (word > 0 && end - word <= LONGEST_BY && Fold.fold(text.charAt(word - 1)) != ' ') {
            word--;
        }
        return word > 0 && end - word <= LONGEST_BY && BY.contains(Fold.fold(text.substring(word, end)));
    }
}
