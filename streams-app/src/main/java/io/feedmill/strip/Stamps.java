package io.feedmill.strip;

import java.util.List;
import java.util.regex.Pattern;

/** Lines of nothing but the words and figures of a time, above a story or below it. */
final class Stamps {
    private static final Pattern BREAK = Pattern.compile("[\\s,،;:|•·()/.\\[\\]–—'’-]{1,9}");
    private static final Pattern AGO = Pattern.compile(
            "(?iU)\\b(?:ago|vor \\d|il y a|hace|há|fa|geleden|назад|тому|temu|před|önce|sedan|siden|sitten|πριν|lalu|trước|पहले|منذ|پیش)\\b");
    private static final Pattern DATED = Pattern.compile("(?U)(?:19|20|25|২০|२०|٢٠|۲۰|۱۴)\\d{2}");
    private static final Pattern CLOCK = Pattern.compile("(?U)\\d{1,2}[:h.時] ?\\d{2}");
    private static final Pattern TIME = Pattern.compile("(?U)\\d{1,2}[:h.時] ?\\d{2}|\\d{4}|\\d{1,2}[./-]\\d{1,2}");
    private static final Pattern TODAY = Pattern.compile(
            "(?iU)\\b(?:today|yesterday|heute|gestern|aujourd.hui|hier|hoy|ayer|hoje|ontem|oggi|ieri|vandaag|gisteren|сегодня|вчера|сьогодні|вчора|dzisiaj|dziś|wczoraj|dnes|včera|bugün|dün|idag|i dag|igår|i går|σήμερα|χθες|hari ini|आज|कल|اليوم|أمس|امروز|دیروز)\\b");
    private static final int MOST_WORDS = 24;
    private static final String SEPARATORS = " \t\n\u00a0,،;:|•·()/.[]–—-";
    private static final int HEAD = 5;
    private static final int TAIL = 6;

    private final Galley galley;
    private final Lexicon lexicon;

    Stamps(Galley galley) {
        this.galley = galley;
        lexicon = galley.with.lexicon;
    }

    void take() {
        List<Piece> kept = galley.kept();
        for (int i = 0; i < kept.size() && kept.size() > 1; i++) {
            Piece piece = kept.get(i);
            boolean edge = i < HEAD || kept.size() - i <= TAIL;
            if (edge
                    && !piece.guarded
                    && piece.kind == Block.Kind.PARAGRAPH
                    && piece.to - piece.from <= Signatures.LINE * 2
                    && (isStamp(piece.kept())
                            || (i < Signatures.HEAD || kept.size() - i <= 2) && isDated(piece, kept, i))) {
                take(piece);
            }
        }
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
            while (to < folded.length() && SEPARATORS.indexOf(folded.charAt(to)) < 0) {
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
        if (!label || Lengths.words(text) > MOST_WORDS) {
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
        if (text.length() > Signatures.LINE || !hasFigure(text)) {
            return false;
        }
        boolean clock = CLOCK.matcher(text).find();
        boolean day = DATED.matcher(text).find();
        boolean above = Signatures.isBeforeText(kept, index);
        boolean stamp = clock && day || above && (clock && TODAY.matcher(text).find() || day && isOnlyDay(piece, kept));
        return stamp && (above || index >= kept.size() - 2) && isTime(text);
    }

    /** Whether there is a year or a time of day in it. */
    static boolean hasDayOrClock(String words) {
        return DATED.matcher(words).find() || CLOCK.matcher(words).find();
    }

    /** Whether no other line is a day alone, as in a chronicle. */
    private boolean isOnlyDay(Piece day, List<Piece> kept) {
        return kept.stream()
                .noneMatch(piece -> piece != day
                        && piece.to - piece.from <= Signatures.LINE
                        && DATED.matcher(piece.kept()).find()
                        && isTime(piece.kept()));
    }

    private void take(Piece piece) {
        if (galley.isOff(BuiltIn.STAMP)) {
            return;
        }
        galley.found.notice(piece.kept());
        galley.take(piece, BuiltIn.STAMP, "the words of a time and nothing else");
    }

    /** The words and figures of a time and nothing else. */
    boolean isTime(String words) {
        if (!hasFigure(words)) {
            return false;
        }
        boolean figure = false;
        for (String word : BREAK.split(Fold.fold(words), MOST_WORDS)) {
            boolean digits = !word.isEmpty() && Character.isDigit(word.charAt(0));
            figure |= digits;
            if (!word.isEmpty() && !digits && !lexicon.isMonth(word) && !lexicon.isStampWord(word)) {
                return false;
            }
        }
        return figure;
    }
}
