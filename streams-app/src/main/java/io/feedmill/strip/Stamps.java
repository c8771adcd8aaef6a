package io.feedmill.strip;

import java.util.List;
import java.util.regex.Pattern;

/** Lines of nothing but the words and figures of a time, above a story or below it. */
final class Stamps {
    private static final Pattern AGO = Pattern.compile(
            "(?iU)\\b(?:ago|vor \\d|il y a|hace|há|fa|geleden|назад|тому|temu|před|önce|sedan|siden|sitten|πριν|lalu|trước|पहले|منذ|پیش)\\b");
    private static final Pattern DATED = Pattern.compile("(?U)(?:19|20|25|২০|२०|٢٠|۲۰|۱۴)\\d{2}");
    private static final Pattern CLOCK = Pattern.compile("(?U)\\d{1,2}[:h.時] ?\\d{2}");
    private static final Pattern TIME = Pattern.compile("(?U)\\d{1,2}[:h.時] ?\\d{2}|\\d{4}|\\d{1,2}[./-]\\d{1,2}");
    private static final Pattern TODAY = Pattern.compile(
            "(?iU)\\b(?:today|yesterday|heute|gestern|aujourd.hui|hier|hoy|ayer|hoje|ontem|oggi|ieri|vandaag|gisteren|сегодня|вчера|сьогодні|вчора|dzisiaj|dziś|wczoraj|dnes|včera|bugün|dün|idag|i dag|igår|i går|σήμερα|χθες|hari ini|आज|कल|اليوم|أمس|امروز|دیروز)\\b");
    private static final int MOST_WORDS = 24;
    private static final Signs SEPARATORS = Signs.of(" \t\n\u00a0,،;:|•·()/.[]–—-");
    private static final Signs BREAKS = Signs.of(" \t\n\u000b\f\r,،;:|•·()/.[]–—'’-");
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
        String folded = hasFigure(text) ? Fold.fold(text) : "";
        int figures = figures(folded, SEPARATORS);
        if (figures < 1 || !hasLabel(folded) || Lengths.words(text) > MOST_WORDS) {
            return false;
        }
        return figures >= 2 && TIME.matcher(text).find() || AGO.matcher(text).find();
    }

    /** How many of the words are figures; -1 if one of the others is none of a time. */
    private int figures(String folded, Signs separators) {
        int figures = 0;
        for (int from = 0, to; from < folded.length(); from = to + 1) {
            to = endOfWord(folded, from, separators);
            if (to == from) {
                continue;
            }
            if (Character.isDigit(folded.charAt(from))) {
                figures++;
            } else {
                String word = folded.substring(from, to);
                if (!lexicon.isMonth(word) && !lexicon.isStampWord(word)) {
                    return -1;
                }
            }
        }
        return figures;
    }

    private boolean hasLabel(String folded) {
        for (int from = 0, to; from < folded.length(); from = to + 1) {
            to = endOfWord(folded, from, SEPARATORS);
            if (lexicon.isStampLabel(folded.substring(from, to))) {
                return true;
            }
        }
        return false;
    }

    private static int endOfWord(String folded, int from, Signs separators) {
        int to = from;
        while (to < folded.length() && !separators.has(folded.charAt(to))) {
            to++;
        }
        return to;
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
        if (text.length() > Signatures.LINE || !isTime(text)) {
            return false;
        }
        boolean clock = CLOCK.matcher(text).find();
        boolean day = DATED.matcher(text).find();
        boolean above = Signatures.isBeforeText(kept, index);
        boolean stamp = clock && day || above && (clock && TODAY.matcher(text).find() || day && isOnlyDay(piece, kept));
        return stamp && (above || index >= kept.size() - 2);
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
        return hasFigure(words) && figures(Fold.fold(words), BREAKS) > 0;
    }
}
