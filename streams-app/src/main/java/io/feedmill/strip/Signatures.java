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
 * Lines on who wrote a story and when, told by their shape: {@link Stamps} and {@link Bylines} around it, lines of labels and names,
 * and the marks of agencies and desks below it: "(ada/max)", "【山田花子】", "Quelle: dpa/AFP".
 */
final class Signatures {
    /** A longer block is no mere line. */
    static final int LINE = 80;
    /** How many blocks may stand above the story. */
    static final int HEAD = 4;
    /** How far it may be from a line to the story. */
    static final int REACH = 4;

    private static final Pattern MAIL = Pattern.compile("[^\\s<>()]{1,40}@[^\\s<>()]{3,60}");
    private static final Pattern SIGNED_LIST = Pattern.compile(
            "\\s?[/,،+&·|]\\s?|\\s[-–—]\\s|\\s(?=\\()|[():]\\s?|\\s(?:and|und|et|y|e|en|и|i|og|och)\\s");
    private static final Pattern SOURCE_WORD = Pattern.compile(
            "(?iU)quellen?|sources?|fuentes?|fontes?|fonti|bron(?:nen)?|door|von|par|por|di|by|с|źródło|zdroj|kaynak|källa|kilde|agenturen|agentur|agences|agencias|agências|agenzie|agencies|persbureaus|агентства|агентств|източник|извор|izvor|vir|forrás|sursa|font|πηγή|nguồn|ที่มา|מקור|সূত্র|स्रोत|स्त्रोत|المصدر|مصدر|منبع|ماخذ|sumber|red\\.?|redaktion|redactie|rédaction|redacción|redação|redazione|redakcja|редакция|news agencies|wire services");
    private static final Pattern INITIALS = Pattern.compile(
            "(?:^|(?<=[.!?…”\"»]) )[(\\[]\\p{Ll}{2,4}(?:[/|,-] ?\\p{Ll}{2,4}){0,3}/?[)\\]]$|^\\p{L}{2,4}/\\p{Ll}{2,4}(?:/\\p{Ll}{2,4})?$|^(?:\\p{L}{2,4}/ ?){1,4}$|^\\p{Lu}{2,4} // \\p{Lu}{2,4}$"
                    + "|^(?:\\p{Ll}{2,4}-){0,2}\\p{Ll}{2,4}(?:/\\p{Ll}{2,4}){1,3}$|(?:^|(?<=[.!?…”\"»] ))\\p{Lu}{2,4}(?:/\\p{Lu}{2,4}){1,4}$"
                    + "|^\\p{Lu}{2,3}$|(?:^|(?<=[.!?…”\"»“]) )/\\p{Lu}{2,3}/$");
    private static final Pattern DESK_CODES = Pattern.compile(
            "(?:^|(?<=[.!?…”\"»’'] ))(?<agency>\\p{Lu}{2,5})(?: COR)?(?: \\p{Lu}{2,3}){0,4}$|(?<=[.!?…”\"»’'] )/(?<set>\\p{L}{2,12})/$");
    /** "AGERPRES/(AS - autor: Ana Exemplu, editor: Dan Exemplu)", "（編輯：王小明）1140314". */
    private static final Pattern BRACKETED_CREDITS = Pattern.compile(
            "(?:^|(?<=[.!?…”\"»।。！？])\\s?)(?:(?<agency>\\p{L}{2,12}) ?/ ?)?[(（【\\[](?:\\p{Lu}{1,3} ?[-–] ?)?(?<line>[^()（）【】\\[\\]]{5,200})[)）】\\]][.。]?\\d{0,8}$");

    private static final Pattern CASELESS_INITIALS = Pattern.compile(
            "[\\p{L}\\p{M}.]{1,8}(?:/[\\p{L}\\p{M}.]{1,8}){1,3}/?"
                    + "|\\p{L} ?\\p{L}(?:\\s?/\\s?\\p{L} ?\\p{L}){1,3}|={3,20} ?\\p{L}{1,2}(?:\\.\\p{L}{1,2}){1,3}\\.?");
    private static final Pattern BRACKETED_NAME = Pattern.compile(
            "[（(【\\[［](?<name>\\p{IsHan}{2,4}[\\p{IsHan}\\p{IsHiragana}]?|\\p{IsHan}{3,5}(?:[、・]\\p{IsHan}{3,5}){1,4})[)）】\\]］]");
    /** "(Ada Sample)" below a story that does not mention her. */
    private static final Pattern BRACKETED_PERSON = Pattern.compile("[(\\[](?<name>" + Names.NAME + ")[)\\]]\\.?");

    private static final Set<String> NO_NAMES =
            Set.of("終わり", "続報", "関連記事", "写真", "動画", "有料記事", "本文", "完", "未完", "全文", "图文", "责编");
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
    private static final String OPENING = "[（(【［";
    private static final int INITIALS_LENGTH = 24;
    /** The longest word that says "source". */
    private static final int LONGEST_SOURCE = 13;

    private static final int MOST_PARTS = 16;
    private static final int MOST_CLOSING = 3;
    private static final int EDGE = 5;
    private static final int TAIL = 6;

    private final Galley galley;
    private final Lexicon lexicon;
    private final Stamps stamps;
    private final Bylines bylines;

    Signatures(Galley galley) {
        this.galley = galley;
        lexicon = galley.with.lexicon;
        stamps = new Stamps(galley);
        bylines = new Bylines(galley, stamps);
    }

    void take() {
        stamps.take();
        bylines.takeAlone();
        takeDeskRow();
        List<Piece> kept = galley.kept();
        for (int i = 0; i < kept.size(); i++) {
            Piece piece = kept.get(i);
            boolean head = i < EDGE;
            boolean tail = i > 0 && kept.size() - i <= TAIL;
            if (!piece.guarded && piece.kind == Block.Kind.PARAGRAPH && (head || tail)) {
                if (tail && takeFiled(piece) || (i < HEAD && isBeforeText(kept, i) || tail) && takeCreditLine(piece)) {
                    continue;
                }
                if (i < HEAD && piece.to - piece.from <= LINE && isBeforeText(kept, i)) {
                    bylines.take(piece, false);
                } else if (tail) {
                    takeSignature(piece);
                    if (piece.isKept() && piece.to - piece.from <= LINE) {
                        bylines.take(piece, true);
                    }
                }
            }
        }
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
            for (String name : Bylines.ROW.split(filed.group("name"), 3)) {
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
        String name = bracketedName(piece, text);
        if (name != null && !NO_NAMES.contains(name) && lexicon.agency(name) == null && !galley.names.isSite(name)) {
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
        String agency = codes.find()
                ? lexicon.agency(codes.group("agency") == null ? codes.group("set") : codes.group("agency"))
                : null;
        if (agency == null && initials.find()) {
            galley.cut(piece, piece.from + initials.start(), piece.to, BuiltIn.SIGNATURE, "the initials of a desk");
        } else if (agency != null) {
            galley.found.credits(Map.of("agency", agency), codes.group());
            galley.cut(
                    piece,
                    piece.from + codes.start(),
                    piece.to,
                    BuiltIn.SIGNATURE,
                    "an agency and the codes of its desk");
        }
    }

    private String bracketedName(Piece piece, String text) {
        if (text.length() >= LINE || OPENING.indexOf(text.charAt(0)) < 0) {
            return null;
        }
        Matcher named = BRACKETED_NAME.matcher(text);
        if (named.matches()) {
            return named.group("name");
        }
        Matcher person = BRACKETED_PERSON.matcher(text);
        boolean plausible = person.matches()
                && bylines.isBearer(person.group("name"), piece)
                && galley.kept().indexOf(piece) == galley.kept().size() - 1;
        return plausible ? person.group("name") : null;
    }

    /** Whether it ends with a bracket or a capital, or is nothing but words between strokes. */
    private static boolean mayEndInInitials(String text) {
        char last = text.charAt(text.length() - 1);
        return last == ')'
                || last == ']'
                || last == '/'
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
        boolean closed = first > 'ɏ' && text.length() <= 16 && text.endsWith("/") && text.indexOf(' ') < 0;
        boolean caseless = (first > 'ɏ' && !cased || first == '=') && text.length() <= LINE / 2;
        return closed || caseless && CASELESS_INITIALS.matcher(text).matches();
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
        if (!agency && bylines.isPerson(name)) {
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

    static boolean isBeforeText(List<Piece> kept, int index) {
        for (int i = index + 1; i < kept.size() && i <= index + REACH; i++) {
            if (kept.get(i).isProse(Galley.LEDE_WORDS / 2)) {
                return true;
            }
        }
        return false;
    }
}
