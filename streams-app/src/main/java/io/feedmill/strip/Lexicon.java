package io.feedmill.strip;

import io.feedmill.rules.RuleText;
import io.feedmill.rules.YamlFile;
import io.feedmill.strip.Stripped.Role;
import io.feedmill.strip.learned.OwnWords;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;

/** The names that datelines and credits are made of: agencies, places, months, and what is neither. Immutable. */
final class Lexicon {
    /** From here on scripts set no spaces between words. */
    static final char DENSE = 0x2E80;

    private static final int SHORT = 5;
    private static final int LABEL_WORDS = 3;
    private static final String LABEL_EDGES = " ,;|/·•([【\n–—-";
    private static final int DENSE_NAME = 8;
    private static final String OPENING = " \t\n\u000b\f\r([（【*©/–—-";
    private static final String CLOSING = " \t\n\u000b\f\r)]）】/.。";
    private static final int MOST_EDGES = 6;
    private static final Pattern SOURCE = Pattern.compile(
            "(?iU)^(?:sources?(?: ?\\(s\\))?|quellen?|fuentes?|fontes?|fonti|bron(?:nen)?|источники?|джерел[оа]|źródł[oa]|zdroje?|kaynak|källor?|kilder?|lähde|forrás|sursa|surse|πηγ[ήέ]ς?|sumber|nguồn|theo|منبع|출처|출처 |出典|المصدر|स्रोत|来源|來源|提供|via|\\(c\\))"
                    + " ?[:：]? ?|^(?:with|from|avec|mit|con|com|met|по (?:материалам|информации|данным)|с) ");
    private static final Pattern ARTICLE = Pattern.compile("^(?:[Tt]he |[Ll]['’]|[Ll]a |[Dd]er |[Dd]ie )");
    /** The initials of desks and people, and the words for the editors: "lno", "Red". */
    private static final Pattern DESK = Pattern.compile("\\p{Ll}{2,5}|[Rr]ed\\.?|Fi[mn]");

    private static final Pattern DAY = Pattern.compile("\\d{1,2}[./]\\s?\\d{1,2}[./]\\s?(?:\\d{2}|\\d{4})");
    private static final Pattern AFTER_NAME =
            Pattern.compile("\\p{Ll}{2,4}(?: \\p{Ll}{2,4}){0,3}|\\p{Lu}{2,4}(?: \\p{Lu}{2,4}){0,4}|Photos?");
    private static final Pattern TITLE = Pattern.compile(
            "[a-z-]{3,20}(?: [a-z-]{2,20}){0,3} (?:reporter|reporters|correspondent|correspondents|writer|desk|bureau|editors)");
    private static final Pattern FORM_BREAK = Pattern.compile("[ .-]{1,2}");
    private static final Pattern WORD_BREAK = Pattern.compile("[^\\p{L}\\p{M}]{1,9}");
    /** The last letters of what {@link #TITLE} ends with. */
    private static final String TITLE_ENDS = "rstku";

    private static final Pattern LIST =
            Pattern.compile("(?U)\\s?[/+·,;،؛、，|＝]\\s?|\\s(?:and|und|et|y|e(?: d[ae])?|en|и|&|और|و)\\s");

    /** Short names are told from words by their case. */
    private final Map<String, String> shortNames = new HashMap<>();

    private final Map<String, String> names = new HashMap<>();
    /** What precedes the name of an agency that someone spoke to, folded, each ending in a space or an apostrophe. */
    final List<String> toldTo;

    private final Set<String> places = new HashSet<>();
    private final Set<String> cities = new HashSet<>();
    private final Set<String> months = new HashSet<>();
    /** The names of months and days as learning wants them. */
    final Set<Long> calendar;

    private final Set<String> labels = new HashSet<>();
    private final Set<String> particles = new HashSet<>();
    private final Set<String> wheres = new HashSet<>();
    private final Set<String> genitives = new HashSet<>();
    private final Set<String> placeBegins = new HashSet<>();
    private final Set<String> placeLasts = new HashSet<>();
    private final List<String> placeEnds = new ArrayList<>();
    final CreditLabels creditLabels;
    private final Map<String, Role> creditRoles = new HashMap<>();
    private final Set<String> desks = new HashSet<>();
    private final Set<String> stamps = new HashSet<>();
    private final Set<String> stampLabels = new HashSet<>();

    /** @param gazetteer one city a line; lines that begin with # are comments */
    Lexicon(YamlFile file, RuleText gazetteer) {
        YamlFile.Fields root = file.root(Set.of(
                "version",
                "agencies",
                "toldTo",
                "places",
                "months",
                "labels",
                "particles",
                "wheres",
                "genitives",
                "placeForms",
                "desks",
                "stamps",
                "stampLabels",
                "creditLabels"));
        for (Node node : root.nodes("agencies")) {
            YamlFile.Fields agency = file.fields(node, Set.of("name", "aliases"));
            String name = agency.text("name");
            add(name, name);
            agency.texts("aliases").forEach(alias -> add(alias, name));
        }
        List<String> told = new ArrayList<>();
        for (String phrase : root.texts("toldTo")) {
            String folded = Fold.fold(phrase);
            told.add(folded.endsWith("'") ? folded : folded + " ");
            if (folded.length() < 4) {
                throw file.problem(root.at("toldTo"), "'" + phrase + "' is too short: at least 4 characters");
            }
        }
        toldTo = List.copyOf(told);
        addAll(places, root.texts("places"));
        gazetteer.text().lines().filter(line -> !line.startsWith("#")).forEach(city -> cities.add(Fold.fold(city)));
        addAll(months, root.texts("months"));
        calendar = OwnWords.tokens(months);
        addAll(labels, root.texts("labels"));
        addAll(particles, root.texts("particles"));
        addAll(wheres, root.texts("wheres"));
        addAll(genitives, root.texts("genitives"));
        Set<String> forms = new HashSet<>();
        addAll(forms, root.texts("placeForms"));
        forms.forEach(form -> {
            if (form.startsWith("* ")) {
                placeLasts.add(form.substring(2));
            } else if (form.startsWith("*")) {
                placeEnds.add(form.substring(1));
            } else {
                placeBegins.add(form);
            }
        });
        creditLabels = creditLabels(file.anyFields(root.required("creditLabels")));
        addAll(desks, root.texts("desks"));
        addAll(stampLabels, root.texts("stampLabels"));
        addAll(stamps, root.texts("stamps"));
        stamps.addAll(stampLabels);
    }

    private CreditLabels creditLabels(YamlFile.Fields labels) {
        for (String role : labels.values().keySet()) {
            Set<String> words = new HashSet<>();
            addAll(words, labels.texts(role));
            words.forEach(word ->
                    creditRoles.put(word, role.equals("other") ? null : Role.valueOf(role.toUpperCase(Locale.ROOT))));
        }
        return new CreditLabels(creditRoles);
    }

    /** Where the word for a picture begins that ends before a mark in a folded text; -1 if there is none. */
    int pictureLabel(String folded, int mark) {
        int end = mark;
        while (end > 0 && folded.charAt(end - 1) == ' ') {
            end--;
        }
        int start = -1;
        int at = end;
        for (int words = 0; words < LABEL_WORDS && at > 0; words++) {
            at--;
            while (at > 0 && LABEL_EDGES.indexOf(folded.charAt(at - 1)) < 0) {
                at--;
            }
            start = at < end && creditRoles.get(folded.substring(at, end)) == Role.PHOTOGRAPHER ? at : start;
        }
        return start;
    }

    private static void addAll(Set<String> words, List<String> lines) {
        for (String line : lines) {
            for (String word : line.split(",")) {
                words.add(Fold.fold(word.strip()));
            }
        }
    }

    private void add(String alias, String name) {
        if (alias.length() < SHORT) {
            shortNames.put(alias, name);
        } else {
            names.put(Fold.bare(alias), name);
        }
    }

    /** The usual name of an agency, or null if these words are none. */
    String agency(String words) {
        String stripped = words.strip();
        return stripped.length() < SHORT ? shortNames.get(stripped) : names.get(Fold.bare(stripped));
    }

    /** The names that a list such as "AFP/Reuters" or "ANSA e Adnkronos" is made of, none empty. */
    static List<String> parts(String list) {
        List<String> parts = new ArrayList<>();
        for (String part : LIST.split(list, 12)) {
            if (!part.isBlank()) {
                parts.add(part.strip());
            }
        }
        return parts;
    }

    /**
     * The usual names of the agencies that a line is made of, and of nothing else but the initials of their desks and a word
     * for "source": "Source: AFP/Reuters", "(avec AFP)", "dpa/lno". Empty if there is anything else in it.
     */
    List<String> agencies(String line) {
        String bare = behind(SOURCE, withoutEdges(line));
        List<String> names = new ArrayList<>();
        for (String part : parts(withoutEdges(bare))) {
            String name = agency(behind(ARTICLE, part));
            int desk = name == null ? part.indexOf(' ') : -1;
            if (desk > 0 && AFTER_NAME.matcher(part.substring(desk + 1)).matches()) {
                name = agency(part.substring(0, desk));
            }
            boolean aside = (line.indexOf('/') >= 0 || line.startsWith("("))
                            && DESK.matcher(part).matches()
                    || DAY.matcher(part).matches();
            if (name == null && !aside) {
                return List.of();
            } else if (name != null && !names.contains(name)) {
                names.add(name);
            }
        }
        return names;
    }

    /** What comes after a beginning, or all if there is no such beginning. */
    private static String behind(Pattern beginning, String words) {
        Matcher matcher = beginning.matcher(words);
        return matcher.lookingAt() ? words.substring(matcher.end()) : words;
    }

    private static String withoutEdges(String line) {
        int from = 0;
        while (from < Math.min(MOST_EDGES, line.length()) && OPENING.indexOf(line.charAt(from)) >= 0) {
            from++;
        }
        int to = line.length();
        int least = Math.max(from, to - MOST_EDGES);
        while (to > least && CLOSING.indexOf(line.charAt(to - 1)) >= 0) {
            to--;
        }
        return line.substring(from, to);
    }

    /** The agency that {@code text} names from {@code from} on, and where its name ends; null if it names none there. */
    Named agencyAt(String text, int from) {
        if (from >= text.length()) {
            return null;
        }
        Named longest = null;
        if (text.charAt(from) >= DENSE) {
            for (int to = Math.min(text.length(), from + DENSE_NAME); to > from + 1; to--) {
                String name = agency(text.substring(from, to));
                if (name != null) {
                    return new Named(name, to);
                }
            }
        }
        int end = from;
        for (int word = 0; word < 5 && end < text.length(); word++) {
            while (end < text.length() && !Character.isWhitespace(text.charAt(end))) {
                end++;
            }
            int to = end;
            while (to > from && !Character.isLetterOrDigit(text.charAt(to - 1))) {
                to--;
            }
            String words = text.substring(from, to);
            for (String suffix : List.of("", "'s", "’s")) {
                if (words.endsWith(suffix)) {
                    String name = agency(words.substring(0, words.length() - suffix.length()));
                    if (name != null) {
                        longest = new Named(name, to);
                    }
                }
            }
            end++;
        }
        return longest;
    }

    record Named(String name, int end) {}

    /** Whether these words are mostly said of a place, however they are written. */
    boolean isPlace(String words) {
        return places.contains(Fold.fold(words).strip());
    }

    /** Whether there is a city of this name, which may be that of a person or a word as well. */
    boolean isCity(String words) {
        return cities.contains(Fold.fold(words).strip());
    }

    /** Whether a name is made as places' are: "Saint-Aubert", "Shahpur", "Lake Mbeya". */
    boolean isFormedAsPlace(String name) {
        String folded = Fold.fold(name).strip();
        String[] words = FORM_BREAK.split(folded, 6);
        String last = words[words.length - 1];
        return words.length > 1 && (placeBegins.contains(words[0]) || placeLasts.contains(last))
                || placeEnds.stream().anyMatch(end -> last.length() > end.length() + 1 && last.endsWith(end));
    }

    boolean isMonth(String word) {
        String folded = Fold.trimmed(Fold.fold(word));
        return months.contains(folded);
    }

    /**
     * Whether a text has this name of a place, whatever its ending, behind a word for where, such as "in".
     *
     * @param genitive whether one for whose, such as "of", will do
     */
    boolean names(String text, String place, boolean genitive) {
        String[] name = WORD_BREAK.split(place);
        String first = Fold.fold(name[0]);
        if (!Fold.fold(text).contains(first.substring(0, first.length() - endings(first)))) {
            return false;
        }
        String[] words = WORD_BREAK.split(text, -1);
        for (int i = 1; i + name.length <= words.length; i++) {
            String before = Fold.fold(words[i - 1]);
            boolean same = wheres.contains(before) || genitive && genitives.contains(before);
            for (int k = 0; k < name.length && same; k++) {
                same = isForm(words[i + k], name[k]);
            }
            if (same) {
                return true;
            }
        }
        return false;
    }

    /** How many letters of a name its ending may take the place of. */
    private static int endings(String name) {
        return name.length() > SHORT ? 2 : name.length() > 3 ? 1 : 0;
    }

    /** Whether a word is a name, its ending aside, and not set in capitals. */
    private static boolean isForm(String word, String name) {
        if (word.isEmpty() || Character.isLowerCase(word.charAt(0))) {
            return false;
        }
        String form = Fold.fold(word);
        String base = Fold.fold(name);
        int common = 0;
        while (common < form.length() && common < base.length() && form.charAt(common) == base.charAt(common)) {
            common++;
        }
        return common >= base.length() - endings(base)
                && form.length() <= base.length() + 3
                && (word.length() < 2
                        || !Character.isUpperCase(word.charAt(1))
                        || Character.isLowerCase(word.charAt(word.length() - 1)));
    }

    /** Whether this is a word that stands before a colon and is no place, such as "Update". */
    boolean isLabel(String words) {
        String folded = Fold.trimmed(Fold.fold(words));
        if (labels.contains(folded)) {
            return true;
        }
        for (String word : folded.split(" ", 12)) {
            if (labels.contains(word)) {
                return true;
            }
        }
        return false;
    }

    /** Whether this is who writes where nobody is named: "Staff Reporter", "By Web Desk". */
    boolean isDesk(String line) {
        String folded = Fold.trimmed(Fold.fold(line));
        int space = folded.indexOf(' ');
        return desks.contains(folded)
                || space > 0
                        && TITLE_ENDS.indexOf(folded.charAt(folded.length() - 1)) >= 0
                        && TITLE.matcher(folded).matches()
                || space > 0 && space <= 4 && desks.contains(folded.substring(space + 1));
    }

    boolean isStampLabel(String word) {
        return stampLabels.contains(word);
    }

    /** Whether this is a word that stands beside the figures of a time stamp: "Published", "GMT". */
    boolean isStampWord(String word) {
        return stamps.contains(word);
    }

    boolean isParticle(String word) {
        return particles.contains(Fold.fold(word));
    }
}
