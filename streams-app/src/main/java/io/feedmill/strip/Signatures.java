package io.feedmill.strip;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lines on who wrote a story and when, told by their shape: "Ada Sample | Example Post" or "Staff Reporter" above it, "(ada/max)" or
 * "【山田花子】" below it, and lines of nothing but the words and figures of a time.
 */
final class Signatures {
    private static final Pattern WITH_SITE = Pattern.compile(
            "(?<name>\\p{Lu}[\\p{L}\\p{M}.'’ -]{3,60}?) ?(?:[|/•·–—,]| - ) ?(?<site>\\p{L}[^|•·–—]{1,60})");
    private static final Pattern INITIALS = Pattern.compile(
            "(?:^|(?<=[.!?…”\"»]) )[(\\[]\\p{Ll}{2,4}(?:[/|,-] ?\\p{Ll}{2,4}){0,3}[)\\]]$|^\\p{Ll}{2,4}/\\p{Ll}{2,4}(?:/\\p{Ll}{2,4})?$");
    private static final Pattern BRACKETED_NAME =
            Pattern.compile("[（(【\\[［](?<name>\\p{IsHan}{2,4}[\\p{IsHan}\\p{IsHiragana}]?)[)）】\\]］]");
    private static final Pattern TIME = Pattern.compile("\\d{1,2}[:h.時]\\d{2}|\\d{4}|\\d{1,2}[./-]\\d{1,2}");
    private static final Set<String> NO_NAMES =
            Set.of("終わり", "続報", "関連記事", "写真", "動画", "有料記事", "本文", "完", "未完", "全文", "图文", "责编");
    private static final int HEAD = 3;
    private static final int TAIL = 3;
    private static final int LINE = 80;
    private static final int STAMP_HEAD = 5;
    private static final int STAMP_TAIL = 3;
    private static final int STAMP_WORDS = 24;

    private final Galley galley;
    private final Lexicon lexicon;

    Signatures(Galley galley) {
        this.galley = galley;
        lexicon = galley.with.lexicon;
    }

    void take() {
        List<Piece> kept = galley.kept();
        for (int i = 0; i < kept.size(); i++) {
            Piece piece = kept.get(i);
            boolean head = i < STAMP_HEAD;
            boolean tail = i > 0 && kept.size() - i <= STAMP_TAIL;
            if (!piece.guarded && piece.kind == Block.Kind.PARAGRAPH && (head || tail)) {
                if (piece.to - piece.from <= LINE * 2 && isStamp(piece.kept()) && kept.size() > 1) {
                    takeStamp(piece);
                } else if (i < HEAD
                        && piece.to - piece.from <= LINE
                        && galley.followedByText(galley.pieces.indexOf(piece))) {
                    takeByline(piece);
                } else if (tail) {
                    takeSignature(piece);
                }
            }
        }
    }

    private void takeByline(Piece piece) {
        String line = piece.kept();
        if (galley.isOff(BuiltIn.BYLINE)) {
            return;
        }
        if (lexicon.isDesk(line)) {
            galley.take(piece, BuiltIn.BYLINE, "a desk");
            return;
        }
        Matcher signed = WITH_SITE.matcher(line);
        if (signed.matches() && galley.names.isSite(signed.group("site")) && isPerson(signed.group("name"))) {
            galley.found.credits(Map.of("reporter", signed.group("name")), line);
            galley.take(piece, BuiltIn.BYLINE, "a name and that of the site");
        }
    }

    private boolean isPerson(String name) {
        String[] words = name.strip().split(" ", 6);
        if (words.length < 2 || words.length > 5) {
            return false;
        }
        for (String word : words) {
            if (!Character.isUpperCase(word.charAt(0)) && !lexicon.isParticle(word)) {
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
        Matcher named = BRACKETED_NAME.matcher(text);
        if (text.length() < LINE
                && named.matches()
                && !NO_NAMES.contains(named.group("name"))
                && lexicon.agency(named.group("name")) == null) {
            galley.found.credits(Map.of("reporter", named.group("name")), text);
            galley.take(piece, BuiltIn.SIGNATURE, "a name in brackets");
            return;
        }
        int from = Math.max(0, text.length() - 24);
        Matcher initials = INITIALS.matcher(text)
                .region(from, text.length())
                .useTransparentBounds(true)
                .useAnchoringBounds(false);
        if (initials.find() && isLast(piece)) {
            int start = piece.from + initials.start();
            if (start == piece.from) {
                galley.take(piece, BuiltIn.SIGNATURE, "the initials of a desk");
            } else {
                galley.report(piece, start, piece.to, BuiltIn.SIGNATURE, "the initials of a desk");
                piece.to = start;
                piece.trim();
            }
        }
    }

    private boolean isLast(Piece piece) {
        List<Piece> kept = galley.kept();
        return kept.get(kept.size() - 1) == piece;
    }

    /** Nothing but figures, months, days and the words that stand beside them, with a time or a date among them. */
    private boolean isStamp(String text) {
        if (!TIME.matcher(text).find() || Lengths.words(text) > STAMP_WORDS) {
            return false;
        }
        int figures = 0;
        boolean label = false;
        for (String word : Fold.fold(text).split("[\\s,;:|•·()/.\\[\\]–—-]{1,9}", STAMP_WORDS * 3)) {
            if (word.isEmpty()) {
                continue;
            }
            label |= lexicon.isStampLabel(word);
            if (Character.isDigit(word.charAt(0))) {
                figures++;
            } else if (!lexicon.isMonth(word) && !lexicon.isStampWord(word)) {
                return false;
            }
        }
        return label && figures >= 2;
    }

    private void takeStamp(Piece piece) {
        if (galley.isOff(BuiltIn.STAMP)) {
            return;
        }
        galley.found.notice(piece.kept());
        galley.take(piece, BuiltIn.STAMP, "the words of a time and nothing else");
    }
}
