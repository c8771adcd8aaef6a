package io.feedmill.strip;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Who made a picture and whom it is from, as a caption says it without a word for it: "… REUTERS/Ada Sample", "… (Ada
 * Sample / AFP)", "© dpa/Ada Sample". One of the two is an agency we know, the other reads as a name.
 *
 * @param start where in the text the credit begins
 */
record PictureCredit(int start, String words) {
    private static final int REACH = 100;
    private static final int NAME_WORDS = 5;
    private static final String OPENERS = "([©|:–—";
    private static final Pattern PARTS = Pattern.compile("[/,|()\\[\\]]| via ");
    private static final Pattern PICTURE = Pattern.compile("(?iU)^(?:photos?|foto|фото) (?:by )?| (?:photos?|pool)$");
    private static final Set<String> NOBODY = Set.of(
            "file photo",
            "file",
            "handout",
            "archive",
            "archives",
            "archiv",
            "archivo",
            "reproducao",
            "divulgacao",
            "pool",
            "stringer",
            "архив");

    /** The credit that the text ends with, or null. */
    static PictureCredit atEnd(String text, Lexicon lexicon) {
        int slash = text.indexOf('/', Math.max(0, text.length() - REACH)) < 0 ? -1 : text.lastIndexOf('/');
        if (slash < 0) {
            return null;
        }
        int end = text.length();
        while (end > slash && " .)]".indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        int from = start(text, slash);
        List<String> parts = parts(text.substring(from, end));
        boolean agency = false;
        for (String part : parts) {
            boolean known = lexicon.agency(part) != null;
            if (!known && !NOBODY.contains(Fold.fold(part)) && !isName(part, lexicon)) {
                return null;
            }
            agency |= known;
        }
        return agency && parts.size() > 1 ? new PictureCredit(from, text.substring(from, end)) : null;
    }

    /** Back from the slash to where a new sentence or bracket begins. */
    private static int start(String text, int slash) {
        int from = slash;
        while (from > 0 && from > slash - REACH) {
            char before = text.charAt(from - 1);
            boolean sentence = before == ' ' && from > 1 && ".-".indexOf(text.charAt(from - 2)) >= 0;
            if (sentence && !isInitial(text, from - 2) || OPENERS.indexOf(before) >= 0) {
                break;
            }
            from--;
        }
        while (from < slash && text.charAt(from) == ' ') {
            from++;
        }
        return from;
    }

    /** Whether the point is that of "J. Sample". */
    private static boolean isInitial(String text, int point) {
        return point > 0
                && text.charAt(point) == '.'
                && Character.isUpperCase(text.charAt(point - 1))
                && (point == 1 || text.charAt(point - 2) == ' ');
    }

    private static boolean isName(String words, Lexicon lexicon) {
        String[] all = words.split(" ", NAME_WORDS + 1);
        for (String word : all) {
            if (word.isEmpty() || !Character.isUpperCase(word.charAt(0)) && !lexicon.isParticle(word)) {
                return false;
            }
        }
        return all.length <= NAME_WORDS;
    }

    /** "AP Photo/Ada Sample" as "AP" and "Ada Sample". */
    private static List<String> parts(String credit) {
        List<String> parts = new ArrayList<>();
        for (String part : PARTS.split(credit, 8)) {
            String bare = PICTURE.matcher(part.strip()).replaceAll("").strip();
            if (!bare.isEmpty()) {
                parts.add(bare);
            }
        }
        return parts;
    }

    /**
     * The names in a credit: the agencies, then the person, if one of them is known as an agency; else the credit as it
     * stands.
     */
    static List<String> names(String credit, Lexicon lexicon) {
        List<String> names = new ArrayList<>();
        String person = null;
        for (String part : parts(credit)) {
            if (lexicon.agency(part) != null) {
                names.add(part);
            } else if (person == null && !NOBODY.contains(Fold.fold(part))) {
                person = part;
            }
        }
        if (names.isEmpty()) {
            return List.of(credit);
        }
        if (person != null) {
            names.add(person);
        }
        return names;
    }
}
