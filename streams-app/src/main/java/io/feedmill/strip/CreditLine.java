package io.feedmill.strip;

import io.feedmill.strip.Stripped.Role;
import java.util.ArrayList;
import java.util.List;
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
    private static final Pattern EDGES =
            Pattern.compile("^[\\s,;|/·•()\\[\\]【】.–—-]{1,9}|(?<!\\b\\p{Lu})\\.$|[\\s,;|/·•()\\[\\]【】–—-]{1,9}$");

    private static final Pattern NAME_BREAK = Pattern.compile("[ /]{1,3}");

    record Named(Role role, String names) {}

    /** What a block says, or null if it says anything else. */
    static CreditLine of(String text, Lexicon lexicon) {
        if (text.length() > LONGEST) {
            return null;
        }
        CreditLabels labels = lexicon.creditLabels;
        CreditLabels.Found label = labels.find(text, 0, Math.min(text.length(), LONGEST_HEAD));
        if (label == null || isProse(text)) {
            return null;
        }
        label = labels.find(text, 0, text.length());
        String head = label.start() == 0
                ? ""
                : EDGES.matcher(text.substring(0, label.start())).replaceAll("");
        List<String> agencies = head.isEmpty() ? List.of() : lexicon.agencies(head);
        if (!head.isEmpty() && agencies.isEmpty()) {
            return null;
        }
        List<Named> credits = new ArrayList<>();
        agencies.forEach(agency -> credits.add(new Named(Role.AGENCY, agency)));
        int count = 0;
        while (label != null) {
            CreditLabels.Found next = labels.find(text, label.end(), text.length());
            if (!add(credits, label.role(), text.substring(label.end(), next == null ? text.length() : next.start()))) {
                return null;
            }
            label = next;
            count++;
        }
        if (credits.isEmpty() && count < 2) {
            return null;
        }
        return new CreditLine(credits);
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
        String[] words = NAME_BREAK.split(name, NAME_WORDS + 1);
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
