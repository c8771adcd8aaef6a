package io.feedmill.strip;

import io.feedmill.words.Words;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/** The item's own headline and the site's own names, as templates know them. */
final class Names {
    private static final int MIN_CUT_TITLE = 12;
    private static final int MIN_SITE = 4;
    /** A name of so many letters may be declined. */
    private static final int DECLINED = 7;

    private static final int LONGEST_ENDING = 2;
    private static final int LONGEST_NAME = 60;
    private static final Pattern PARTS = Pattern.compile("[–—|»:«]| - ");
    /** With one of these begins or goes on what {@link #PARTS} splits at. */
    private static final Signs BETWEEN_PARTS = Signs.of("–—|»:«-");

    /** A word of a name, in scripts that have capitals. */
    private static final String NAME_WORD = "\\p{Lu}(?:\\.(?:-?\\p{Lu}\\.)?|[\\p{L}\\p{M}'’-]{1,24})";

    /** A name: such words, and the small ones within. */
    static final String NAME = NAME_WORD + "(?: (?:" + NAME_WORD
            + "|d[aeiou]s?|del|della|di|ten|ter|van|von|zu|af|der|den|la|le|of|bin|ibn|y|i|e)){0,5}";

    private static final Pattern PERSON = Pattern.compile(NAME);
    private static final Pattern WORDS = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]{1,20}");
    private static final int MAX_TITLE_WORDS = 60;

    private final String title;
    private final String headline;
    private final Set<String> sites = new HashSet<>();

    Names(String title, String siteTitle, String siteHost) {
        this.title = title == null ? "" : Fold.bare(title);
        this.headline = title == null ? "" : Fold.fold(title);
        if (siteTitle != null) {
            addSite(siteTitle);
            if (BETWEEN_PARTS.areIn(siteTitle)) {
                for (String part : PARTS.split(siteTitle, 12)) {
                    addSite(part);
                }
            }
        }
        if (siteHost != null) {
            String host = Address.bareHost(siteHost);
            addSite(host);
            int dot = host.indexOf('.');
            if (dot > 0) {
                addSite(host.substring(0, dot));
            }
        }
    }

    private void addSite(String name) {
        String bare = Fold.bare(name);
        if (bare.length() > 1) {
            sites.add(bare);
        }
    }

    /** Whether these words are the headline, or the beginning of it that fitted. */
    boolean isTitle(String words) {
        String bare = Fold.bare(words);
        return !bare.isEmpty()
                && (bare.equals(title)
                        || bare.length() >= MIN_CUT_TITLE && title.startsWith(bare)
                        || title.length() >= MIN_CUT_TITLE
                                && bare.startsWith(title)
                                && bare.length() < title.length() + 40);
    }

    boolean headlineHas(String word) {
        return headline.contains(Fold.fold(word));
    }

    boolean isExactTitle(String words) {
        boolean couldBe = words.length() >= title.length() && words.length() <= 2 * title.length() + 40;
        return !title.isEmpty() && couldBe && Fold.bare(words).equals(title);
    }

    /**
     * How many words of the headline occur in a text: words of four letters or more that are not the site's name; where no
     * spaces are set, each three characters.
     */
    int sharedWithTitle(String text) {
        String folded = Fold.fold(text);
        Set<String> shared = new HashSet<>();
        for (String word : WORDS.split(headline, MAX_TITLE_WORDS)) {
            if (word.isEmpty() || isSite(word)) {
                continue;
            }
            boolean dense = word.charAt(0) >= 0x2E80 && word.charAt(0) < 0xAC00;
            int length = dense ? 3 : Math.max(4, word.length());
            for (int i = 0; i + length <= word.length(); i++) {
                String part = word.substring(i, i + length);
                if (folded.contains(part)) {
                    shared.add(part);
                }
            }
        }
        return shared.size();
    }

    /** Whether these are two words or more, set as the name of a person is in scripts that have capitals. */
    static boolean isPerson(String words) {
        return words.length() <= LONGEST_NAME
                && words.indexOf(' ') > 0
                && PERSON.matcher(words).matches();
    }

    /** Whether at least half of the words do not begin with a small letter. */
    static boolean looksLikeName(String words) {
        int all = 0;
        int small = 0;
        for (int i = 0; i < words.length(); i++) {
            boolean begins = i == 0 || words.charAt(i - 1) == ' ' || words.charAt(i - 1) == '/';
            if (begins && Character.isLetter(words.charAt(i))) {
                all++;
                small += Character.isLowerCase(words.charAt(i)) ? 1 : 0;
            }
        }
        return small * 2 <= all;
    }

    /** Whether the site's name stands where one of these words begins, and before {@code to}. */
    boolean areIn(Words words, int firstWord, int endWord, int to) {
        for (int i = firstWord; i < endWord; i++) {
            for (String site : sites) {
                if (isAt(site, words.text(), words.start(i), to)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether it stands there as it is, or declined: "Dainavos kraštą" for "Dainavos kraštas", "Vestnika" for "Vestnik". */
    private static boolean isAt(String site, String text, int from, int to) {
        boolean declined = site.length() >= DECLINED;
        int stem = declined ? site.length() - LONGEST_ENDING : site.length();
        int at = 0;
        int i = from;
        char last = 0;
        while (i < to && at < site.length()) {
            char c = Fold.fold(text.charAt(i));
            if (Fold.isWordPart(c)) {
                if (c != site.charAt(at)) {
                    break;
                }
                at++;
                last = c;
            } else if (at >= stem) {
                break;
            }
            i++;
        }
        if (at < stem) {
            return false;
        }
        int end = i;
        while (end < to && Fold.isWordPart(Fold.fold(text.charAt(end)))) {
            end++;
        }
        boolean genitive = at == site.length() && end == i + 1 && Fold.fold(text.charAt(i)) == 's';
        return end == i || genitive || last >= Lexicon.DENSE || declined && end - i <= LONGEST_ENDING + 1;
    }

    /** How many words a text has beside the headline and, before or after it, the site's name; very many if it lacks one of them. */
    int wordsBesideTitleAndSite(String text) {
        String folded = Fold.fold(text);
        int at = headline.length() < MIN_CUT_TITLE ? -1 : folded.indexOf(headline);
        if (at < 0) {
            return Integer.MAX_VALUE;
        }
        String rest = text.substring(0, at) + ' ' + text.substring(at + headline.length());
        String bare = Fold.bare(rest);
        return sites.stream().anyMatch(site -> site.length() >= MIN_SITE && bare.contains(site))
                ? Lengths.words(rest)
                : Integer.MAX_VALUE;
    }

    /** Whether the site's name begins with this: "KXLV" of "KXLV 7". */
    boolean isOwn(String words) {
        String bare = Fold.bare(words);
        return !bare.isEmpty() && sites.stream().anyMatch(site -> site.startsWith(bare));
    }

    boolean isSite(String words) {
        return sites.contains(Fold.bare(words));
    }
}
