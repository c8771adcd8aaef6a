package io.feedmill.strip;

import io.feedmill.strip.Stripped.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of labels, each with names behind it, and of nothing else: "Text: Ada Sample, Redaktion: Max Muster", "Produced by Ada
 * Sample. Edited by Max Muster." The labels are those of the lexicon.
 *
 * @param credits who did what, in the order of the line; nobody for labels that are no role
 */
record CreditLine(List<Named> credits) {
    private static final int LONGEST = 240;
    /** Before the first label stand the names of agencies at most. */
    private static final int LONGEST_HEAD = 120;

    private static final int LONGEST_NAMES = 70;
    private static final int NAME_WORDS = 5;
    /** The words that a label may end with instead of a mark. */
    private static final Set<String> BY = Set.of("by", "von", "par", "por", "di", "door", "av", "af", "de");

    private static final int SHORTEST_BY = 2;
    private static final int LONGEST_BY = 4;
    private static final String BY_BEGINS = "bvpda";

    private static final Pattern EDGES =
            Pattern.compile("^[\\s,;|/·•()\\[\\]【】.–—-]{1,9}|(?<!\\b\\p{Lu})\\.$|[\\s,;|/·•()\\[\\]【】–—-]{1,9}$");

    record Named(Role role, String names) {}

    /** What a block says, or null if it says anything else. */
    static CreditLine of(String text, Lexicon lexicon) {
        if (text.length() > LONGEST || !mayHaveLabel(text, lexicon) || isProse(text)) {
            return null;
        }
        Matcher label = lexicon.creditLabel.matcher(Fold.fold(text));
        if (!label.region(0, Math.min(text.length(), LONGEST_HEAD)).find()) {
            return null;
        }
        label.reset();
        List<Named> credits = new ArrayList<>();
        Role role = null;
        int from = -1;
        int labels = 0;
        while (label.find()) {
            String head =
                    from < 0 ? EDGES.matcher(text.substring(0, label.start(1))).replaceAll("") : "";
            List<String> agencies = head.isEmpty() ? List.of() : lexicon.agencies(head);
            agencies.forEach(agency -> credits.add(new Named(Role.AGENCY, agency)));
            if (!head.isEmpty() && agencies.isEmpty()
                    || from >= 0 && !add(credits, role, text.substring(from, label.start(1)))) {
                return null;
            }
            role = lexicon.creditRole(label.group(1));
            from = label.end();
            labels++;
        }
        if (from < 0 || !add(credits, role, text.substring(from)) || credits.isEmpty() && labels < 2) {
            return null;
        }
        return new CreditLine(credits);
    }

    /** Whether a label's last word stands before a mark, or is one such as "by". */
    private static boolean mayHaveLabel(String text, Lexicon lexicon) {
        int word = 0;
        for (int i = 0; i < text.length() && i < LONGEST_HEAD; i++) {
            char c = Fold.fold(text.charAt(i));
            if (c == ' ') {
                if (i - word >= SHORTEST_BY
                        && i - word <= LONGEST_BY
                        && BY_BEGINS.indexOf(Fold.fold(text.charAt(word))) >= 0
                        && BY.contains(Fold.fold(text.substring(word, i)))
                        && endsLabelBy(text, word, i, lexicon)) {
                    return true;
                }
                word = i + 1;
            } else if (isMark(c) && endsLabel(text, i, lexicon)) {
                return true;
            }
        }
        return false;
    }

    /** Whether it stands between a label and names. */
    private static boolean isMark(char c) {
        return switch (c) {
            case ':', '/', '=', '–', '—', '-' -> true;
            default -> false;
        };
    }

    /** Whether a label ends with a word such as "by", or is one. */
    private static boolean endsLabelBy(String text, int word, int end, Lexicon lexicon) {
        int start = Math.max(0, word - 1);
        while (start > 0 && Lexicon.BEFORE_LABEL.indexOf(Fold.fold(text.charAt(start - 1))) < 0) {
            start--;
        }
        return lexicon.endsCreditLabelBy(Fold.fold(text.substring(word, end)))
                || lexicon.endsCreditLabelBy(Fold.fold(text.substring(start, end)));
    }

    private static boolean endsLabel(String text, int mark, Lexicon lexicon) {
        int end = mark > 0 && Fold.fold(text.charAt(mark - 1)) == ' ' ? mark - 1 : mark;
        int start = end;
        while (start > 0 && Lexicon.BEFORE_LABEL.indexOf(Fold.fold(text.charAt(start - 1))) < 0) {
            start--;
        }
        return lexicon.endsCreditLabel(Fold.fold(text.substring(start, end)));
    }

    /** Whether most words have small letters, as names have not. */
    private static boolean isProse(String text) {
        int words = 0;
        int small = 0;
        boolean inWord = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean letter = c > ' ' && Character.isLetter(c);
            if (letter && !inWord) {
                words++;
                small += Character.isLowerCase(c) ? 1 : 0;
            }
            inWord = letter;
        }
        return small * 3 > words * 2;
    }

    private static boolean add(List<Named> credits, Role role, String words) {
        String names = EDGES.matcher(words).replaceAll("");
        if (names.isEmpty() || names.length() > LONGEST_NAMES) {
            return false;
        }
        for (String name : Rule.people(names)) {
            if (!isName(name)) {
                return false;
            }
        }
        if (role != null) {
            credits.add(new Named(role, names));
        }
        return true;
    }

    private static boolean isName(String name) {
        String[] words = name.split("[ /]{1,3}", NAME_WORDS + 1);
        int small = 0;
        for (String word : words) {
            if (word.isEmpty() || "。！？?!:：".indexOf(word.charAt(word.length() - 1)) >= 0) {
                return false;
            }
            small += Character.isLowerCase(word.charAt(0)) ? 1 : 0;
        }
        boolean dense = name.charAt(0) >= Lexicon.DENSE;
        return words.length <= NAME_WORDS && small * 2 < words.length && (!dense || name.length() <= 12);
    }
}
