package io.feedmill.strip;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Names of those who wrote a story, told by their shape and place: alone above or below it, beside a time stamp, or in a row with the
 * site, a desk or a place: "Ada Sample | Example Post", "Staff Reporter".
 */
final class Bylines {
    /** What stands between the parts of a row. */
    static final Pattern ROW = Pattern.compile("\\s?[|/•·–—,،，]\\s?|\\s[-ـ]\\s");

    /** What a line has at least one of that is made of parts, unless figures follow a name. */
    private static final Signs BETWEEN_PARTS = Signs.of("|/•·–—,،，-ـ(");

    private static final Pattern NO_NAME = Pattern.compile("[、。「」『』（）0-9]");
    private static final Pattern HAN_NAME =
            Pattern.compile("\\p{IsHan}{2,4}[\\p{IsHan}\\p{IsHiragana}]?|\\p{IsHan}{1,3}[ 　]\\p{IsHan}{1,3}");
    private static final Pattern OF = Pattern.compile(
            "(?i)^(?:of|for|from|d[aoe]s?|de la|del|du|von|vom|für|pour|para|per|voor|van|из|для)(?: the| la| le| el| il| der| die)? ");
    private static final Pattern BRACKETS = Pattern.compile("^[\\[［【（]([^\\[\\]［］【】（）]{1,78})[\\]］】）]$");
    /** "Von Ada Sample, Redaktion Vessby". */
    private static final Pattern TITLED = Pattern.compile(
            "(?:(?:By|BY|Von|Par|Por|Di|Door|Av|Af) )?(?<name>[^,(.:]{5,50}?)(?:, ?| [–—-] | ?\\(|\n)(?<title>[^.:!?]{3,60}?)\\)?");

    private static final Pattern ROW_DASH = Pattern.compile(" [–—-] ");
    private static final int SHORTEST_NAME = 5;
    private static final int MOST_NAMES = 4;
    private static final int MOST_WORDS = 4;
    /** What stands before names that stand alone: a dash, or a word that says that they wrote it. */
    private static final Pattern LEADS =
            Pattern.compile("^(?:[–—-] ?|(?:[Bb]y|[Dd]i|[Vv]on|[Pp]ar|[Pp]or|[Dd]oor|[Aa][fv]|de) (?=\\p{Lu}))");
    /** That of a sentence, not of an initial. */
    private static final Pattern STOP = Pattern.compile("(?<=\\p{L}{3})\\.$");

    private static final Pattern AND = Pattern.compile(",? (?:and|und|et|y|e|en|i|și|og|och|ja|ve|и|та|й|και) |, ?");
    /** What stands in names of houses and lines that end a story, and in no person's. */
    private static final Set<String> NO_PERSON = Set.of(
            "the",
            "end",
            "hall",
            "street",
            "road",
            "park",
            "church",
            "school",
            "university",
            "college",
            "club",
            "fc",
            "team",
            "council",
            "library",
            "museum",
            "theatre",
            "theater",
            "hotel",
            "center",
            "centre",
            "house",
            "day",
            "night",
            "week",
            "happy",
            "games",
            "studio",
            "studios",
            "developer",
            "publisher",
            "basketball",
            "football",
            "merry",
            "fin",
            "ende",
            "haus",
            "platz",
            "straße",
            "verein",
            "news",
            "press",
            "photo",
            "video");

    private static final int HEAD = 5;

    private final Galley galley;
    private final Lexicon lexicon;
    private final Stamps stamps;

    Bylines(Galley galley, Stamps stamps) {
        this.galley = galley;
        this.stamps = stamps;
        lexicon = galley.with.lexicon;
    }

    /** Names that stand alone. */
    void takeAlone() {
        takeNamesBesideStamps();
        takeNamesAbove();
        takeNamesBelow();
    }

    /** A name alone above the story, where it stands beside a time stamp or the like, and the story is not about its bearer. */
    private void takeNamesBesideStamps() {
        for (int i = 0; i < galley.pieces.size() && i < HEAD; i++) {
            Piece piece = galley.pieces.get(i);
            boolean beside = isTakenAs(i - 1) || isTakenAs(i + 1);
            if (beside
                    && piece.isKept()
                    && !piece.guarded
                    && piece.kind == Block.Kind.PARAGRAPH
                    && piece.to - piece.from <= Signatures.LINE / 2
                    && isAuthor(piece.kept())
                    && !galley.isOff(BuiltIn.BYLINE)
                    && Signatures.isBeforeText(galley.kept(), galley.kept().indexOf(piece))) {
                galley.found.credits(Map.of("reporter", piece.kept()), piece.kept());
                galley.take(piece, BuiltIn.BYLINE, "a name beside a time stamp");
            }
        }
    }

    /**
     * Names alone below a story that does not tell of those who bear them. Where nouns have a capital, a line of two words may be a
     * heading: there only two names and more, or one behind a dash, are taken.
     */
    private void takeNamesBelow() {
        List<Piece> kept = galley.kept();
        boolean plain = !isLanguage("de");
        for (int i = Math.max(1, kept.size() - Signatures.REACH); i < kept.size(); i++) {
            if (endsSentence(kept.get(i - 1))
                    && (plain || isListed(kept.get(i)))
                    && kept.subList(i + 1, kept.size()).stream().noneMatch(piece -> piece.isProse(Galley.LEDE_WORDS))) {
                takeNames(kept.get(i), "names below the story, which does not mention them");
            }
        }
    }

    /** Likewise above it; where headings set each word with a capital, there is the same doubt. */
    private void takeNamesAbove() {
        boolean plain = setsOnlyNamesInCapitals();
        List<Piece> kept = galley.kept();
        for (int i = 0; i < kept.size() && i < Signatures.HEAD; i++) {
            Piece piece = kept.get(i);
            if (piece.isProse(Galley.LEDE_WORDS)) {
                return;
            }
            if ((plain || isListed(piece)) && Signatures.isBeforeText(kept, i)) {
                takeNames(piece, "names above the story, which does not mention them");
            }
        }
    }

    private boolean setsOnlyNamesInCapitals() {
        return galley.article.language() != null && !isLanguage("en") && !isLanguage("de");
    }

    private boolean isLanguage(String code) {
        String language = galley.article.language();
        return language != null && language.startsWith(code);
    }

    private static boolean isListed(Piece piece) {
        String line = piece.kept();
        return line.indexOf(',') > 0 || LEADS.matcher(line).lookingAt();
    }

    private void takeNames(Piece piece, String why) {
        if (piece.to - piece.from > Signatures.LINE
                || piece.guarded
                || piece.kind != Block.Kind.PARAGRAPH
                || piece.linkShare() > 0 && !isLinkToBearer(piece)
                || galley.isOff(BuiltIn.BYLINE)) {
            return;
        }
        String line = setsOnlyNamesInCapitals() ? STOP.matcher(piece.kept()).replaceFirst("") : piece.kept();
        char last = line.charAt(line.length() - 1);
        if (line.length() < SHORTEST_NAME || !Character.isLetter(last) && last != '.') {
            return;
        }
        String[] names = AND.split(LEADS.matcher(line).replaceFirst(""), MOST_NAMES + 1);
        if (names.length > MOST_NAMES) {
            return;
        }
        for (String name : names) {
            if (isCapitals(name) || !isBearer(name, piece)) {
                return;
            }
        }
        galley.found.credits(Map.of("reporter", String.join(", ", names)), piece.kept());
        galley.take(piece, BuiltIn.BYLINE, why);
    }

    /** Whether it reads as the name of a person, whom the rest of the item does not mention. */
    boolean isBearer(String name, Piece where) {
        return Names.isPerson(name)
                && name.split(" ", MOST_WORDS + 2).length <= MOST_WORDS
                && isPerson(name)
                && !isMentioned(name, where)
                && !isCommon(name);
    }

    /** Whether the links lead to pages that have the names in their addresses. */
    private boolean isLinkToBearer(Piece piece) {
        return piece.marks.stream().filter(Piece.Mark::isLink).allMatch(mark -> {
            String name = piece.text.substring(mark.start(), mark.end());
            String last = Fold.bare(name.substring(name.strip().lastIndexOf(' ') + 1));
            return !last.isEmpty() && Fold.bare(mark.href()).contains(last) && !isHome(mark.href());
        });
    }

    /** Whether an address is that of the site itself, with no page named. */
    private boolean isHome(String address) {
        return OwnPages.isFrontPage(address) && Address.isOn(galley.site, address);
    }

    /** Whether it is set as a heading may be. */
    private static boolean isCapitals(String name) {
        return name.equals(name.toUpperCase(Locale.ROOT));
    }

    private boolean isMentioned(String name, Piece where) {
        String last = name.substring(name.lastIndexOf(' ') + 1);
        return galley.names.headlineHas(last)
                || galley.kept().stream()
                        .anyMatch(piece -> piece != where && piece.kept().contains(last));
    }

    private static boolean endsSentence(Piece piece) {
        String text = piece.kept();
        return piece.kind == Block.Kind.PARAGRAPH
                && piece.isProse(Galley.LEDE_WORDS / 2)
                && ".!?…\"”»’')।。".indexOf(text.charAt(text.length() - 1)) >= 0;
    }

    /** Whether one of the words is that of a place, a label or a call: "Stay Safe", "Town Hall". */
    private boolean isCommon(String name) {
        return isPlace(name)
                || lexicon.isLabel(name)
                || lexicon.isDesk(name)
                || galley.with.vocabulary.knows(withoutParticles(name))
                || Stream.of(name.split(" ", 6)).anyMatch(word -> NO_PERSON.contains(Fold.fold(word)));
    }

    private String withoutParticles(String name) {
        return Stream.of(name.split(" ", 6))
                .filter(word -> !lexicon.isParticle(word.toLowerCase(Locale.ROOT)))
                .collect(Collectors.joining(" "));
    }

    private boolean isTakenAs(int index) {
        if (index < 0
                || index >= galley.pieces.size()
                || galley.pieces.get(index).isKept()) {
            return false;
        }
        Boilerplate kind = galley.pieces.get(index).removal.kind();
        return kind == Boilerplate.DATE || kind == Boilerplate.SIGNOFF || kind == Boilerplate.WIDGET;
    }

    private boolean isAuthor(String name) {
        boolean han = HAN_NAME.matcher(name).matches();
        if (!han && !(isPerson(name) && Character.isUpperCase(name.charAt(0)))) {
            return false;
        }
        String last = name.substring(name.lastIndexOf(' ') + 1);
        return galley.kept().stream()
                .noneMatch(piece -> !piece.kept().equals(name) && piece.kept().contains(last));
    }

    /** "Ada Sample | Example Post", "Staff Reporter", "Ada Sample - yesterday at 18:40 - 2 min read". */
    void take(Piece piece, boolean ofAgency) {
        Matcher brackets = BRACKETS.matcher(piece.kept());
        boolean bracketed = "[［【（".indexOf(piece.kept().charAt(0)) >= 0 && brackets.matches();
        String line = bracketed ? brackets.group(1) : piece.kept();
        boolean leadsOver = line.endsWith(":"); // "Ada Sample, Example Post:", and below it what she wrote
        boolean row = !leadsOver && (hasParts(line) || !ofAgency && lexicon.isDesk(line));
        if (!row || galley.isOff(BuiltIn.BYLINE) || line.indexOf('\n') >= 0 || galley.found.isPictureCredit(line)) {
            return;
        }
        if (takeTitled(piece, line)) {
            return;
        }
        String person = null;
        List<String> agencies = new ArrayList<>();
        boolean desk = false;
        boolean site = false;
        int others = 0;
        for (String part : ROW.split(line, 8)) {
            String words = part.strip();
            String agency = lexicon.agency(words);
            if (agency != null) {
                agencies.add(agency);
            }
            int figure = firstFigure(words);
            if (figure > 0
                    && !stamps.isTime(words)
                    && Names.isPerson(words.substring(0, figure).strip())
                    && Stamps.hasDayOrClock(words)
                    && stamps.isTime(words.substring(figure))) {
                words = words.substring(0, figure).strip();
                others++;
            }
            boolean place = !ofAgency && person != null && isPlace(words);
            boolean known = agency != null || isSite(words) || lexicon.isDesk(words) || stamps.isTime(words) || place;
            if (!known
                    && (person != null
                            || !isPerson(words)
                                    && !(bracketed && HAN_NAME.matcher(words).matches()))) {
                return;
            }
            desk |= lexicon.isDesk(words);
            site |= isSite(words);
            person = known ? person : words;
            others += known ? 1 : 0;
        }
        if (others > 0
                && (person != null || desk)
                && !(ofAgency
                        && (agencies.isEmpty() && !(site && others == 1 && piece.linkShare() == 0)
                                || person == null
                                || isPlace(person)))) {
            if (person != null) {
                galley.found.credits(Map.of("reporter", person), line);
            }
            agencies.forEach(agency -> galley.found.credits(Map.of("agency", agency), line));
            galley.take(piece, BuiltIn.BYLINE, "a name and that of the site, a desk or a time");
        }
    }

    private static boolean hasParts(String line) {
        for (int i = 0; i < line.length(); i++) {
            if (BETWEEN_PARTS.has(line.charAt(i)) || Character.isDigit(line.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    /** "Ada Sample, Local Reporter", "Ada Sample (correspondante)", "Ada Sample, Redaktion Vessby". */
    private boolean takeTitled(Piece piece, String line) {
        boolean mayBe = Character.isUpperCase(line.charAt(0))
                && (line.indexOf(',') > 0
                        || line.indexOf('(') > 0
                        || line.indexOf('\n') > 0
                        || ROW_DASH.matcher(line).find());
        Matcher titled = mayBe ? TITLED.matcher(line) : null;
        boolean taken = titled != null
                && titled.matches()
                && Names.isPerson(titled.group("name"))
                && galley.with.vocabulary.isStaff(titled.group("title"));
        if (taken) {
            galley.found.credits(Map.of("reporter", titled.group("name")), line);
            galley.take(piece, BuiltIn.BYLINE, "a name, and what its bearer is");
        }
        return taken;
    }

    private boolean isPlace(String words) {
        return lexicon.isPlace(words) || lexicon.isCity(words);
    }

    /** "Example Post", "da Gazeta", "of the Example Post". */
    private boolean isSite(String words) {
        if (galley.names.isSite(words)) {
            return true;
        }
        Matcher of = OF.matcher(words);
        return of.lookingAt() && galley.names.isSite(words.substring(of.end()));
    }

    private static int firstFigure(String words) {
        for (int i = 0; i < words.length(); i++) {
            if (Character.isDigit(words.charAt(i))) {
                return i;
            }
        }
        return -1;
    }

    boolean isPerson(String name) {
        String[] words = name.strip().split(" ", 6);
        if (words.length < 2
                || words.length > 5
                || name.length() > Signatures.LINE / 2
                || NO_NAME.matcher(name).find()) {
            return false;
        }
        for (String word : words) {
            if (word.isEmpty()
                    || !Character.isLetter(word.charAt(0))
                    || Character.isLowerCase(word.charAt(0)) && !lexicon.isParticle(word)
                    || ":!?\"”)".indexOf(word.charAt(word.length() - 1)) >= 0
                    || lexicon.isMonth(word)) {
                return false;
            }
        }
        return true;
    }
}
