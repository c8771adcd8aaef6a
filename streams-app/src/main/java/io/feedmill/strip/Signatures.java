package io.feedmill.strip;

import io.feedmill.strip.Stripped.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Lines on who wrote a story and when, told by their shape: "Ada Sample | Example Post" or "Staff Reporter" above it, "(ada/max)" or
 * "【山田花子】" below it, and lines of nothing but the words and figures of a time.
 */
final class Signatures {
    private static final Pattern ROW = Pattern.compile("\\s?[|/•·–—,،，]\\s?|\\s[-ـ]\\s");
    private static final Pattern STAMP_BREAK = Pattern.compile("[\\s,،;:|•·()/.\\[\\]–—'’-]{1,9}");
    private static final Pattern AGO = Pattern.compile(
            "(?iU)\\b(?:ago|vor \\d|il y a|hace|há|fa|geleden|назад|тому|temu|před|önce|sedan|siden|sitten|πριν|lalu|trước|पहले|منذ|پیش)\\b");
    private static final Pattern DATED = Pattern.compile("(?U)(?:19|20|25|২০|२०|٢٠|۲۰|۱۴)\\d{2}");
    private static final Pattern CLOCK = Pattern.compile("(?U)\\d{1,2}[:h.時] ?\\d{2}");
    private static final Pattern MAIL = Pattern.compile("[^\\s<>()]{1,40}@[^\\s<>()]{3,60}");
    private static final Pattern SIGNED_LIST = Pattern.compile(
            "\\s?[/,،+&·|]\\s?|\\s[-–—]\\s|\\s(?=\\()|[():]\\s?|\\s(?:and|und|et|y|e|en|и|i|og|och)\\s");
    private static final Pattern SOURCE_WORD = Pattern.compile(
            "(?iU)quellen?|sources?|fuentes?|fontes?|fonti|bron(?:nen)?|door|von|par|por|di|by|с|źródło|zdroj|kaynak|källa|kilde|agenturen|agentur|agences|agencias|agências|agenzie|agencies|persbureaus|агентства|агентств|източник|извор|izvor|vir|forrás|sursa|font|πηγή|nguồn|ที่มา|מקור|সূত্র|स्रोत|स्त्रोत|المصدر|مصدر|منبع|ماخذ|sumber|red\\.?|redaktion|redactie|rédaction|redacción|redação|redazione|redakcja|редакция|news agencies|wire services");
    private static final Pattern INITIALS = Pattern.compile(
            "(?:^|(?<=[.!?…”\"»]) )[(\\[]\\p{Ll}{2,4}(?:[/|,-] ?\\p{Ll}{2,4}){0,3}/?[)\\]]$|^\\p{L}{2,4}/\\p{Ll}{2,4}(?:/\\p{Ll}{2,4})?$|^(?:\\p{L}{2,4}/ ?){1,4}$|^\\p{Lu}{2,4} // \\p{Lu}{2,4}$"
                    + "|^(?:\\p{Ll}{2,4}-){0,2}\\p{Ll}{2,4}(?:/\\p{Ll}{2,4}){1,3}$|(?:^|(?<=[.!?…”\"»] ))\\p{Lu}{2,4}(?:/\\p{Lu}{2,4}){1,4}$");
    private static final Pattern DESK_CODES =
            Pattern.compile("(?:^|(?<=[.!?…”\"»’'] ))(?<agency>\\p{Lu}{2,5})(?: COR)?(?: \\p{Lu}{2,3}){1,4}$");
    /** "AGERPRES/(AS - autor: Ana Exemplu, editor: Dan Exemplu)", "（編輯：王小明）1140314". */
    private static final Pattern BRACKETED_CREDITS = Pattern.compile(
            "(?:^|(?<=[.!?…”\"»।。！？])\\s?)(?:(?<agency>\\p{L}{2,12}) ?/ ?)?[(（【\\[](?:\\p{Lu}{1,3} ?[-–] ?)?(?<line>[^()（）【】\\[\\]]{5,200})[)）】\\]][.。]?\\d{0,8}$");

    private static final Pattern CASELESS_INITIALS =
            Pattern.compile("[\\p{L}\\p{M}.]{1,8}(?:/[\\p{L}\\p{M}.]{1,8}){1,3}/?");
    private static final Pattern BRACKETED_NAME =
            Pattern.compile("[（(【\\[［](?<name>\\p{IsHan}{2,4}[\\p{IsHan}\\p{IsHiragana}]?)[)）】\\]］]");
    private static final Pattern TIME = Pattern.compile("(?U)\\d{1,2}[:h.時] ?\\d{2}|\\d{4}|\\d{1,2}[./-]\\d{1,2}");
    private static final Pattern NO_NAME = Pattern.compile("[、。「」『』（）0-9]");
    private static final Set<String> NO_NAMES =
            Set.of("終わり", "続報", "関連記事", "写真", "動画", "有料記事", "本文", "完", "未完", "全文", "图文", "责编");
    private static final Pattern HAN_NAME =
            Pattern.compile("\\p{IsHan}{2,4}[\\p{IsHan}\\p{IsHiragana}]?|\\p{IsHan}{1,3}[ 　]\\p{IsHan}{1,3}");
    private static final Pattern OF = Pattern.compile(
            "(?i)^(?:of|for|from|d[aoe]s?|de la|del|du|von|vom|für|pour|para|per|voor|van|из|для)(?: the| la| le| el| il| der| die)? ");
    private static final Pattern TODAY = Pattern.compile(
            "(?iU)\\b(?:today|yesterday|heute|gestern|aujourd.hui|hier|hoy|ayer|hoje|ontem|oggi|ieri|vandaag|gisteren|сегодня|вчера|сьогодні|вчора|dzisiaj|dziś|wczoraj|dnes|včera|bugün|dün|idag|i dag|igår|i går|σήμερα|χθες|hari ini|आज|कल|اليوم|أمس|امروز|دیروز)\\b");
    private static final Pattern DESK_NAMES = Pattern.compile("[\\p{L}\\p{M}]{2,12}(?: [\\p{L}\\p{M}]{1,10}){1,5}");
    private static final Set<String> NO_HINDI_NAMES = Set.of(
            "पर", "की", "का", "के", "में", "से", "को", "ने", "और", "है", "हैं", "भी", "तक", "या", "एक", "नहीं", "था",
            "थी", "फिर");
    private static final Set<Role> CREATORS = Set.of(Role.REPORTER, Role.EDITOR);
    /** "Haber: Ayşe ÖRNEK/MANAVGAT (Antalya), (DHA)": who filed it, where and for whom, below the story. */
    private static final Pattern FILED = Pattern.compile(
            "(?:\\p{L}{4,8}(?:\\s?[-–]\\s?\\p{L}{4,8})?\\s?:\\s?)?(?<name>\\p{Lu}[\\p{L}.]+(?: \\p{Lu}[\\p{L}.]+){1,3}(?:\\s?[-–]\\s?\\p{Lu}[\\p{L}.]+(?: \\p{Lu}[\\p{L}.]+){1,3})?)"
                    + "\\s?/\\s?(?<place>\\p{Lu}{3,20}(?: \\p{Lu}{2,20})?)(?:\\s?\\([^()]{2,24}\\))?,?\\s?\\((?<agency>\\p{L}{2,12})\\)[-.]?");

    private static final Pattern FILMED = Pattern.compile("\\p{L}{4,8}\\s?[-–]\\s?(?:Kamera|Foto)");
    private static final Pattern STROKE = Pattern.compile("\\s?/\\s?");
    private static final int MOST_STROKES = 4;
    private static final Pattern BRACKETS = Pattern.compile("^\\[([^\\[\\]]{1,78})\\]$");
    private static final String OPENING = "[（(【［";
    /** "Von Ada Sample, Redaktion Vessby". */
    private static final Pattern TITLED = Pattern.compile(
            "(?:(?:By|BY|Von|Par|Por|Di|Door|Av|Af) )?(?<name>[^,(.:]{5,50}?)(?:, ?| [–—-] | ?\\(|\n)(?<title>[^.:!?]{3,60}?)\\)?");

    private static final Pattern ROW_DASH = Pattern.compile(" [–—-] ");
    private static final int SHORTEST_NAME = 5;
    private static final int MOST_NAMES = 4;
    private static final Pattern DASH = Pattern.compile("^[–—-] ?");
    private static final Pattern AND = Pattern.compile(",? (?:and|und|et|y|e|en|i|și|og|och|ja|ve|и|та|й|και) |, ?");
    private static final Set<String> NOUNS_WITH_CAPITALS = Set.of("en", "de");
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

    private static final int INITIALS_LENGTH = 24;
    /** The longest word that says "source". */
    private static final int LONGEST_SOURCE = 13;

    private static final int MOST_PARTS = 16;
    private static final int MOST_CLOSING = 3;
    private static final int REACH = 4;
    private static final int HEAD = 4;
    private static final int TAIL = 6;
    private static final int LINE = 80;
    private static final int STAMP_HEAD = 5;
    private static final int STAMP_WORDS = 24;
    private static final String STAMP_SEPARATORS = " \t\n\u00a0,،;:|•·()/.[]–—-";

    private final Galley galley;
    private final Lexicon lexicon;

    Signatures(Galley galley) {
        this.galley = galley;
        lexicon = galley.with.lexicon;
    }

    void take() {
        takeStamps();
        takeNamesBesideStamps();
        takeNamesAbove();
        takeNamesBelow();
        takeDeskRow();
        List<Piece> kept = galley.kept();
        for (int i = 0; i < kept.size(); i++) {
            Piece piece = kept.get(i);
            boolean head = i < STAMP_HEAD;
            boolean tail = i > 0 && kept.size() - i <= TAIL;
            if (!piece.guarded && piece.kind == Block.Kind.PARAGRAPH && (head || tail)) {
                if (tail && takeFiled(piece) || (i < HEAD && isBeforeText(kept, i) || tail) && takeCreditLine(piece)) {
                    continue;
                }
                if (i < HEAD && piece.to - piece.from <= LINE && isBeforeText(kept, i)) {
                    takeByline(piece, false);
                } else if (tail) {
                    takeSignature(piece);
                    if (piece.isKept() && piece.to - piece.from <= LINE) {
                        takeByline(piece, true);
                    }
                }
            }
        }
    }

    private void takeStamps() {
        List<Piece> kept = galley.kept();
        for (int i = 0; i < kept.size() && kept.size() > 1; i++) {
            Piece piece = kept.get(i);
            boolean edge = i < STAMP_HEAD || kept.size() - i <= TAIL;
            if (edge
                    && !piece.guarded
                    && piece.kind == Block.Kind.PARAGRAPH
                    && piece.to - piece.from <= LINE * 2
                    && (isStamp(piece.kept()) || (i < HEAD || kept.size() - i <= 2) && isDated(piece, kept, i))) {
                takeStamp(piece);
            }
        }
    }

    /** A name alone above the story, where it stands beside a time stamp or the like, and the story is not about its bearer. */
    private void takeNamesBesideStamps() {
        for (int i = 0; i < galley.pieces.size() && i < STAMP_HEAD; i++) {
            Piece piece = galley.pieces.get(i);
            boolean beside = isTakenAs(i - 1) || isTakenAs(i + 1);
            if (beside
                    && piece.isKept()
                    && !piece.guarded
                    && piece.kind == Block.Kind.PARAGRAPH
                    && piece.to - piece.from <= LINE / 2
                    && isAuthor(piece.kept())
                    && !galley.isOff(BuiltIn.BYLINE)
                    && isBeforeText(galley.kept(), galley.kept().indexOf(piece))) {
                galley.found.credits(Map.of("reporter", piece.kept()), piece.kept());
                galley.take(piece, BuiltIn.BYLINE, "a name beside a time stamp");
            }
        }
    }

    /** Names alone below a story that does not tell of those who bear them. */
    private void takeNamesBelow() {
        List<Piece> kept = galley.kept();
        for (int i = Math.max(1, kept.size() - REACH); i < kept.size(); i++) {
            if (endsSentence(kept.get(i - 1))
                    && kept.subList(i + 1, kept.size()).stream().noneMatch(piece -> piece.isProse(Galley.LEDE_WORDS))) {
                takeNames(kept.get(i), "names below the story, which does not mention them");
            }
        }
    }

    /**
     * Names alone above a story. Where headings set each word with a capital, or nouns have one, a line of two words may be
     * what the story is filed under: there only two names and more, or one behind a dash, are taken.
     */
    private void takeNamesAbove() {
        String language = galley.article.language();
        boolean plain = language != null && NOUNS_WITH_CAPITALS.stream().noneMatch(language::startsWith);
        List<Piece> kept = galley.kept();
        for (int i = 0; i < kept.size() && i < HEAD; i++) {
            Piece piece = kept.get(i);
            if (piece.isProse(Galley.LEDE_WORDS)) {
                return;
            }
            String line = piece.kept();
            boolean listed = line.indexOf(',') > 0 || DASH.matcher(line).lookingAt();
            if ((plain || listed) && isBeforeText(kept, i)) {
                takeNames(piece, "names above the story, which does not mention them");
            }
        }
    }

    private void takeNames(Piece piece, String why) {
        if (piece.to - piece.from > LINE
                || piece.guarded
                || piece.kind != Block.Kind.PARAGRAPH
                || piece.linkShare() > 0 && !isLinkToBearer(piece)
                || galley.isOff(BuiltIn.BYLINE)) {
            return;
        }
        String line = piece.kept();
        char last = line.charAt(line.length() - 1);
        if (line.length() < SHORTEST_NAME || !Character.isLetter(last) && last != '.') {
            return;
        }
        String[] names = AND.split(DASH.matcher(line).replaceFirst(""), MOST_NAMES + 1);
        if (names.length > MOST_NAMES) {
            return;
        }
        for (String name : names) {
            if (!Names.isPerson(name)
                    || isCapitals(name)
                    || !isPerson(name)
                    || isMentioned(name, piece)
                    || isCommon(name)) {
                return;
            }
        }
        galley.found.credits(Map.of("reporter", String.join(", ", names)), piece.kept());
        galley.take(piece, BuiltIn.BYLINE, why);
    }

    /** Whether the links lead to pages that have the names in their addresses. */
    private static boolean isLinkToBearer(Piece piece) {
        return piece.marks.stream().filter(Piece.Mark::isLink).allMatch(mark -> {
            String name = piece.text.substring(mark.start(), mark.end());
            String last = Fold.bare(name.substring(name.strip().lastIndexOf(' ') + 1));
            return !last.isEmpty() && Fold.bare(mark.href()).contains(last);
        });
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
                || galley.with.vocabulary.knows(name)
                || Stream.of(name.split(" ", 6)).anyMatch(word -> NO_PERSON.contains(Fold.fold(word)));
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

    private boolean takeFiled(Piece piece) {
        if (piece.to - piece.from > LINE * 2
                || galley.isOff(BuiltIn.SIGNATURE)
                || piece.kept().indexOf('/') < 0) {
            return false;
        }
        Matcher filed = FILED.matcher(piece.kept());
        String agency = filed.matches() ? lexicon.agency(filed.group("agency")) : null;
        if (agency != null) {
            for (String name : ROW.split(filed.group("name"), 3)) {
                galley.found.credits(Map.of("reporter", name), name);
                if (FILMED.matcher(piece.kept()).lookingAt()) {
                    galley.found.credits(Map.of("photographer", name), name);
                }
            }
            galley.found.credits(Map.of("agency", agency), agency);
            galley.found.dateline(filed.group("place"));
            galley.take(piece, BuiltIn.SIGNATURE, "who filed it, where and for whom");
        }
        return agency != null;
    }

    private boolean takeCreditLine(Piece piece) {
        CreditLine line = galley.isOff(BuiltIn.SIGNATURE) ? null : CreditLine.of(piece.kept(), lexicon);
        if (line != null) {
            credit(line, piece.kept());
            galley.take(piece, BuiltIn.SIGNATURE, "labels and names and nothing else");
        }
        return line != null;
    }

    private void credit(CreditLine line, String evidence) {
        line.credits()
                .forEach(credit -> galley.found.credits(
                        Map.of(credit.role().name().toLowerCase(Locale.ROOT), credit.names()), evidence));
    }

    private static boolean isBeforeText(List<Piece> kept, int index) {
        for (int i = index + 1; i < kept.size() && i <= index + REACH; i++) {
            if (kept.get(i).isProse(Galley.LEDE_WORDS / 2)) {
                return true;
            }
        }
        return false;
    }

    /** "Ada Sample | Example Post", "Staff Reporter", "Ada Sample - yesterday at 18:40 - 2 min read". */
    private void takeByline(Piece piece, boolean ofAgency) {
        Matcher brackets = BRACKETS.matcher(piece.kept());
        boolean bracketed = piece.kept().charAt(0) == '[' && brackets.matches();
        String line = bracketed ? brackets.group(1) : piece.kept();
        if (galley.isOff(BuiltIn.BYLINE) || line.indexOf('\n') >= 0 || galley.found.isPictureCredit(line)) {
            return;
        }
        if (takeTitled(piece, line)) {
            return;
        }
        String person = null;
        List<String> agencies = new ArrayList<>();
        boolean desk = false;
        int others = 0;
        for (String part : ROW.split(line, 8)) {
            String words = part.strip();
            String agency = lexicon.agency(words);
            if (agency != null) {
                agencies.add(agency);
            }
            int figure = firstFigure(words);
            if (figure > 0
                    && !isTime(words)
                    && Names.isPerson(words.substring(0, figure).strip())
                    && (DATED.matcher(words).find() || CLOCK.matcher(words).find())
                    && isTime(words.substring(figure))) {
                words = words.substring(0, figure).strip();
                others++;
            }
            boolean place = !ofAgency && person != null && isPlace(words);
            boolean known = agency != null || isSite(words) || lexicon.isDesk(words) || isTime(words) || place;
            if (!known
                    && (person != null
                            || !isPerson(words)
                                    && !(bracketed && HAN_NAME.matcher(words).matches()))) {
                return;
            }
            desk |= lexicon.isDesk(words);
            person = known ? person : words;
            others += known ? 1 : 0;
        }
        if (others > 0
                && (person != null || desk)
                && !(ofAgency && (agencies.isEmpty() || person == null || isPlace(person)))) {
            if (person != null) {
                galley.found.credits(Map.of("reporter", person), line);
            }
            agencies.forEach(agency -> galley.found.credits(Map.of("agency", agency), line));
            galley.take(piece, BuiltIn.BYLINE, "a name and that of the site, a desk or a time");
        }
    }

    /** "Ada Sample, Local Reporter", "Ada Sample (correspondante)", "Ada Sample, Redaktion Vessby". */
    private boolean takeTitled(Piece piece, String line) {
        boolean mayBe = Character.isUpperCase(line.charAt(0))
                && (line.indexOf(',') > 0
                        || line.indexOf('(') > 0
                        || line.indexOf('\n') > 0
                        || ROW_DASH.matcher(line).find());
        Matcher titled = TITLED.matcher(line);
        boolean taken = mayBe
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

    /** The words and figures of a time and nothing else. */
    private boolean isTime(String words) {
        if (!hasFigure(words)) {
            return false;
        }
        boolean figure = false;
        for (String word : STAMP_BREAK.split(Fold.fold(words), STAMP_WORDS)) {
            boolean digits = !word.isEmpty() && Character.isDigit(word.charAt(0));
            figure |= digits;
            if (!word.isEmpty() && !digits && !lexicon.isMonth(word) && !lexicon.isStampWord(word)) {
                return false;
            }
        }
        return figure;
    }

    private boolean isPerson(String name) {
        String[] words = name.strip().split(" ", 6);
        if (words.length < 2
                || words.length > 5
                || name.length() > LINE / 2
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

    private void takeSignature(Piece piece) {
        if (galley.isOff(BuiltIn.SIGNATURE)) {
            return;
        }
        String text = piece.kept();
        if (takeBracketedCredits(piece, text)) {
            return;
        }
        if (text.endsWith("./.") && text.length() > 3) {
            galley.cut(piece, piece.to - 2, piece.to, BuiltIn.SIGNATURE, "the mark that ends a dispatch");
            return;
        }
        String name = bracketedName(text);
        if (name != null && !NO_NAMES.contains(name) && lexicon.agency(name) == null) {
            galley.found.credits(Map.of("reporter", name), text);
            galley.take(piece, BuiltIn.SIGNATURE, "a name in brackets");
            return;
        }
        if (text.length() <= LINE && (isSignedList(text) || isMail(text) || isInitials(text) || isCaselessRow(text))) {
            galley.take(piece, BuiltIn.SIGNATURE, "agencies, desks and initials and nothing else");
            return;
        }
        if (!mayEndInInitials(text) || !isLast(piece)) {
            return;
        }
        int open = text.lastIndexOf('(');
        if (text.endsWith(")")
                && open > 1
                && text.length() - open <= LINE / 2
                && ".!?…”\"»".indexOf(text.charAt(open - 2)) >= 0) {
            List<String> agencies = lexicon.agencies(text.substring(open));
            if (!agencies.isEmpty()) {
                agencies.forEach(agency -> galley.found.credits(Map.of("agency", agency), text.substring(open)));
                galley.cut(piece, piece.from + open, piece.to, BuiltIn.SIGNATURE, String.join(", ", agencies));
                return;
            }
        }
        int from = Math.max(0, text.length() - INITIALS_LENGTH);
        Matcher initials = at(INITIALS, text, from);
        Matcher codes = at(DESK_CODES, text, from);
        if (initials.find()) {
            galley.cut(piece, piece.from + initials.start(), piece.to, BuiltIn.SIGNATURE, "the initials of a desk");
        } else if (codes.find() && lexicon.agency(codes.group("agency")) != null) {
            galley.found.credits(Map.of("agency", codes.group("agency")), codes.group());
            galley.cut(
                    piece,
                    piece.from + codes.start(),
                    piece.to,
                    BuiltIn.SIGNATURE,
                    "an agency and the codes of its desk");
        }
    }

    private static String bracketedName(String text) {
        if (text.length() >= LINE || OPENING.indexOf(text.charAt(0)) < 0) {
            return null;
        }
        Matcher named = BRACKETED_NAME.matcher(text);
        return named.matches() ? named.group("name") : null;
    }

    /** Whether it ends with a bracket or a capital, or is nothing but words between strokes. */
    private static boolean mayEndInInitials(String text) {
        char last = text.charAt(text.length() - 1);
        return last == ')'
                || last == ']'
                || Character.isUpperCase(last)
                || text.length() <= INITIALS_LENGTH && text.indexOf('/') >= 0;
    }

    /** Whether a bracket closes at the end, but for a full stop and a number. */
    private static boolean endsInBracket(String text) {
        int last = text.length() - 1;
        while (last > 0 && text.charAt(last) >= '0' && text.charAt(last) <= '9') {
            last--;
        }
        last -= last > 0 && ".。".indexOf(text.charAt(last)) >= 0 ? 1 : 0;
        return ")）】]".indexOf(text.charAt(last)) >= 0;
    }

    private static Matcher at(Pattern pattern, String text, int from) {
        return pattern.matcher(text)
                .region(from, text.length())
                .useTransparentBounds(true)
                .useAnchoringBounds(false);
    }

    private boolean takeBracketedCredits(Piece piece, String text) {
        if (!endsInBracket(text)) {
            return false;
        }
        Matcher bracketed = at(BRACKETED_CREDITS, text, Math.max(0, text.length() - LINE * 3));
        CreditLine line = bracketed.find() ? CreditLine.of(bracketed.group("line"), lexicon) : null;
        if (line == null || line.credits().stream().noneMatch(named -> CREATORS.contains(named.role()))) {
            return false;
        }
        String agency = bracketed.group("agency");
        if (agency != null && lexicon.agency(agency) == null) {
            return false;
        }
        if (agency != null) {
            galley.found.credits(Map.of("agency", agency), bracketed.group());
        }
        credit(line, bracketed.group());
        galley.cut(piece, piece.from + bracketed.start(), piece.to, BuiltIn.SIGNATURE, "labels and names in brackets");
        return true;
    }

    /** "भाषा सं जफर नोमान", and below it "नोमान" again: the names of a desk in a script whose sentences end in a danda. */
    private void takeDeskRow() {
        List<Piece> kept = galley.kept();
        for (int i = Math.max(1, kept.size() - REACH); i < kept.size() && !galley.isOff(BuiltIn.SIGNATURE); i++) {
            Piece piece = kept.get(i);
            String row = piece.kept();
            if (piece.kind == Block.Kind.PARAGRAPH && !piece.guarded && isDeskRow(row)) {
                galley.found.credits(Map.of("agency", row.substring(0, row.indexOf(' '))), row);
                galley.take(piece, BuiltIn.SIGNATURE, "an agency and the names of its desk");
                Piece below = i + 1 < kept.size() ? kept.get(i + 1) : piece;
                if ((row + " ").contains(" " + below.kept() + " ")) {
                    galley.take(below, BuiltIn.SIGNATURE, "a name of the desk above");
                }
                return;
            }
        }
    }

    private boolean isDeskRow(String text) {
        int space = text.indexOf(' ');
        return text.length() <= LINE / 2
                && space > 0
                && Character.UnicodeBlock.of(text.charAt(0)) == Character.UnicodeBlock.DEVANAGARI
                && lexicon.agency(text.substring(0, space)) != null
                && DESK_NAMES.matcher(text).matches()
                && Stream.of(text.split(" ")).noneMatch(NO_HINDI_NAMES::contains);
    }

    /** "fh/rt (Reuters, AFP)", "red, example.org/Agenturen", "Quelle: example.org, abe/dpa/AFP". */
    private boolean isSignedList(String text) {
        int parts = 0;
        boolean says = false;
        List<String> agencies = new ArrayList<>();
        Matcher separator = SIGNED_LIST.matcher(text);
        int from = 0;
        boolean more = true;
        for (int i = 1; more; i++) {
            more = i < MOST_PARTS && separator.find();
            String part = text.substring(from, more ? separator.start() : text.length());
            from = more ? separator.end() : from;
            String words = withoutClosing(part.strip());
            if (words.isEmpty()) {
                continue;
            }
            parts++;
            String agency = lexicon.agency(words);
            boolean word = words.length() <= LONGEST_SOURCE
                    && SOURCE_WORD.matcher(words).matches();
            if (agency != null) {
                agencies.add(agency);
            } else if (!word && !galley.names.isSite(words) && !lexicon.isDesk(words) && !isShort(words)) {
                return false;
            }
            says |= agency != null || word || galley.names.isSite(words);
        }
        if (parts < 2 || !says || agencies.isEmpty() && text.indexOf('/') < 0 && text.indexOf(':') < 0) {
            return false;
        }
        agencies.forEach(agency -> galley.found.credits(Map.of("agency", agency), text));
        return true;
    }

    /** "وام/خالد مثال/منى مثال": an agency and the people of its desk, in a script without capitals. */
    private boolean isCaselessRow(String text) {
        char first = text.charAt(0);
        if (first <= 'ɏ' || Character.isUpperCase(first) || Character.isLowerCase(first) || text.indexOf('/') < 0) {
            return false;
        }
        String[] parts = STROKE.split(text, MOST_STROKES + 1);
        String agency = parts.length < 2 || parts.length > MOST_STROKES ? null : lexicon.agency(parts[0]);
        for (int i = 1; i < parts.length && agency != null; i++) {
            boolean name =
                    parts[i].split(" ", 6).length <= 4 && parts[i].chars().noneMatch(Character::isDigit);
            agency = name && !parts[i].isBlank() ? agency : null;
        }
        if (agency != null) {
            galley.found.credits(Map.of("agency", agency), text);
        }
        return agency != null;
    }

    /** Without what closes a bracket or a sentence. */
    private static String withoutClosing(String words) {
        int end = words.length();
        int least = Math.max(0, end - MOST_CLOSING);
        while (end > least && ".)]".indexOf(words.charAt(end - 1)) >= 0) {
            end--;
        }
        return words.substring(0, end);
    }

    private static boolean isShort(String words) {
        return words.length() <= 4
                && (words.chars().allMatch(Character::isLowerCase)
                        || words.chars().allMatch(Character::isUpperCase));
    }

    /** "--आईएएनएस एसकेपी/", or the initials of a desk in a script that has no capitals: "एकेएस/", "एमटी/केआर". */
    private boolean isInitials(String text) {
        if (text.startsWith("--") && text.length() <= LINE / 2) {
            String agency = lexicon.agency(text.substring(2).split("[ /]", 2)[0].replaceAll("[()\\[\\]]", ""));
            if (agency != null) {
                galley.found.credits(Map.of("agency", agency), text);
            }
            return agency != null;
        }
        char first = text.charAt(0);
        boolean cased = Character.isUpperCase(first) || Character.isLowerCase(first);
        return text.length() <= 24
                && first > 'ɏ'
                && (text.length() <= 16 && text.endsWith("/")
                        || !cased && CASELESS_INITIALS.matcher(text).matches())
                && text.indexOf(' ') < 0;
    }

    /** "Ada Sample ada@example.org", "◎ Newsis ada@example.org". */
    private boolean isMail(String text) {
        if (text.indexOf('@') < 0) {
            return false;
        }
        Matcher mail = MAIL.matcher(text);
        if (!mail.find() || text.indexOf('\n') != text.lastIndexOf('\n')) {
            return false;
        }
        String rest = Fold.trimmed(text.substring(0, mail.start()) + text.substring(mail.end()));
        if (rest.isEmpty() || Lengths.words(rest) > 5) {
            return rest.isEmpty();
        }
        String name = text.substring(0, mail.start()).replaceAll("^[^\\p{L}]{1,9}|[^\\p{L}.]{1,9}$", "");
        boolean agency = false;
        for (String word : name.split(" ", 6)) {
            String known = lexicon.agency(word);
            agency |= known != null;
            if (known != null) {
                galley.found.credits(Map.of("agency", known), text);
            }
        }
        if (!agency && isPerson(name)) {
            galley.found.credits(Map.of("reporter", name), text);
            return true;
        }
        return agency || galley.names.isSite(name);
    }

    private boolean isLast(Piece piece) {
        List<Piece> kept = galley.kept();
        int at = kept.indexOf(piece);
        return kept.subList(at + 1, kept.size()).stream().noneMatch(below -> below.isProse(Galley.LEDE_WORDS));
    }

    /** Nothing but figures, months, days and the words that stand beside them, with a time or a date among them. */
    private boolean isStamp(String text) {
        if (!hasFigure(text)) {
            return false;
        }
        String folded = Fold.fold(text);
        int figures = 0;
        boolean label = false;
        for (int from = 0, to; from < folded.length(); from = to + 1) {
            to = from;
            while (to < folded.length() && STAMP_SEPARATORS.indexOf(folded.charAt(to)) < 0) {
                to++;
            }
            if (to == from) {
                continue;
            }
            String word = folded.substring(from, to);
            label |= lexicon.isStampLabel(word);
            if (Character.isDigit(word.charAt(0))) {
                figures++;
            } else if (!lexicon.isMonth(word) && !lexicon.isStampWord(word)) {
                return false;
            }
        }
        if (!label || Lengths.words(text) > STAMP_WORDS) {
            return false;
        }
        return figures >= 2 && TIME.matcher(text).find()
                || figures >= 1 && AGO.matcher(text).find();
    }

    private static boolean hasFigure(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80 ? c >= '0' && c <= '9' : Character.isDigit(Fold.fold(c))) {
                return true;
            }
        }
        return false;
    }

    /** A day before the story, or with a time of day below it, and nothing else. */
    private boolean isDated(Piece piece, List<Piece> kept, int index) {
        String text = piece.kept();
        if (text.length() > LINE || !hasFigure(text)) {
            return false;
        }
        boolean clock = CLOCK.matcher(text).find();
        boolean day = DATED.matcher(text).find();
        boolean above = isBeforeText(kept, index);
        boolean stamp = clock && day || above && (clock && TODAY.matcher(text).find() || day && isOnlyDay(piece, kept));
        return stamp && (above || index >= kept.size() - 2) && isTime(text);
    }

    /** Whether no other line is a day alone, as in a chronicle. */
    private boolean isOnlyDay(Piece day, List<Piece> kept) {
        return kept.stream()
                .noneMatch(piece -> piece != day
                        && piece.to - piece.from <= LINE
                        && DATED.matcher(piece.kept()).find()
                        && isTime(piece.kept()));
    }

    private void takeStamp(Piece piece) {
        if (galley.isOff(BuiltIn.STAMP)) {
            return;
        }
        galley.found.notice(piece.kept());
        galley.take(piece, BuiltIn.STAMP, "the words of a time and nothing else");
    }
}
