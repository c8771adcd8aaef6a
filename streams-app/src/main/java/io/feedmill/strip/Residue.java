package io.feedmill.strip;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is left of markup and of cutting, at the edges of blocks and at the end. */
final class Residue {
    private static final int MAX_RESIDUES = 16;
    private static final int MAX_HASHTAGS = 500;
    private static final int LONGEST_MARK = 6;
    private static final int LINKED = 50;
    private static final Pattern TAG_PAGE =
            Pattern.compile("/(?:tags?|hashtags?|label|search/label|etiqueta|schlagwort|mot-cle)/[^/]");
    private static final Pattern LAST_HASHTAGS =
            Pattern.compile("(?:(?<=[.!?…。！？)）」』\\p{So}])\\s{0,4}(?:#[\\p{L}\\p{M}\\p{N}_]{1,60}[\\s,]{0,4}){2,40}"
                    + "|(?<=\\S)\\s{1,4}(?:#[\\p{L}\\p{M}\\p{N}_]{1,60}[\\s,]{0,4}){3,40})$");
    private static final Pattern END_MARKS = Pattern.compile("[■◼▪●◆◉★☆∎∞※⁂*#~=_·•–—-]{1,12}");

    private final Galley galley;
    private final List<Piece> pieces;

    Residue(Galley galley) {
        this.galley = galley;
        pieces = galley.pieces;
    }

    /** Takes {@code ]]>} and {@code <![CDATA[} off the edges of blocks, but not out of code. */
    void takeResidue() {
        if (galley.isOff(BuiltIn.RESIDUE)) {
            return;
        }
        for (Piece piece : pieces) {
            if (piece.guarded) {
                continue;
            }
            int from = piece.from;
            int to = piece.to;
            for (String residue : List.of("]]>", "<![CDATA[")) {
                for (int edge = 0;
                        edge < MAX_RESIDUES
                                && piece.to - piece.from >= residue.length()
                                && piece.text.startsWith(residue, piece.to - residue.length())
                                && !piece.isCode(piece.to - residue.length(), piece.to);
                        edge++) {
                    piece.to -= residue.length();
                    piece.trim();
                }
                for (int edge = 0;
                        edge < MAX_RESIDUES
                                && piece.to - piece.from >= residue.length()
                                && piece.text.startsWith(residue, piece.from)
                                && !piece.isCode(piece.from, piece.from + residue.length());
                        edge++) {
                    piece.from += residue.length();
                    piece.trim();
                }
            }
            if (piece.isEmpty()) {
                piece.from = from;
                piece.to = to;
                galley.take(piece, BuiltIn.RESIDUE, null);
            } else {
                report(piece, from, piece.from);
                report(piece, piece.to, to);
            }
        }
    }

    private void report(Piece piece, int from, int to) {
        galley.report(piece, from, to, BuiltIn.RESIDUE.id, BuiltIn.RESIDUE.kind, null);
    }

    /** Cuts off the mark at the very end that says there was more. */
    void cutExcerptMark() {
        for (int i = pieces.size() - 1; i >= 0; i--) {
            Piece piece = pieces.get(i);
            if (!piece.isKept()) {
                continue;
            }
            if (piece.kind == Block.Kind.PREFORMATTED || piece.guarded || galley.isOff(BuiltIn.EXCERPT)) {
                return;
            }
            String text = piece.kept();
            for (String mark : List.of("[…]", "[...]", "[. . .]", "[ … ]", "[..]", "(…)", "[&hellip;]", "[…", "[...")) {
                if (text.endsWith(mark)) {
                    galley.truncated = true;
                    galley.cut(piece, piece.to - mark.length(), piece.to, BuiltIn.EXCERPT, null);
                    return;
                }
            }
            return;
        }
    }

    /** Takes the rows of hashtags that the text ends with. */
    void takeHashtags() {
        for (int i = pieces.size() - 1; i > 0; i--) {
            Piece piece = pieces.get(i);
            if (piece.isKept()) {
                boolean tags = isHashtags(piece.kept()) || leadsToTags(piece);
                if (piece.guarded || galley.isOff(BuiltIn.HASHTAGS)) {
                    return;
                }
                if (!tags) {
                    cutHashtags(piece);
                    return;
                }
                galley.take(piece, BuiltIn.HASHTAGS, null);
            }
        }
    }

    private static boolean isHashtags(String text) {
        if (text.charAt(0) != '#' || text.length() > MAX_HASHTAGS) {
            return false;
        }
        for (String word : text.split("[\\s,]{1,5}")) {
            boolean tag = word.length() > 1 && word.charAt(0) == '#' && Character.isLetter(word.codePointAt(1));
            if (!tag && !Fold.bare(word).isEmpty()) {
                return false;
            }
        }
        return Fold.bare(text).length() > 1;
    }

    /** Cuts off "#harbour #cranes" behind the last sentence. */
    private void cutHashtags(Piece piece) {
        int tail = Math.max(piece.from, piece.to - MAX_HASHTAGS);
        int first = piece.text.indexOf('#', tail);
        if (piece.kind == Block.Kind.PARAGRAPH && first > piece.from && first < piece.to) {
            Matcher matcher = LAST_HASHTAGS.matcher(piece.text).region(tail, piece.to);
            matcher.useTransparentBounds(true);
            if (matcher.find() && matcher.start() > piece.from) {
                galley.cut(piece, matcher.start(), piece.to, BuiltIn.HASHTAGS, "behind the last sentence");
            }
        }
    }

    /** "Harbour, Cranes, Monday": links to the pages of tags, and nothing else. */
    private static boolean leadsToTags(Piece piece) {
        int at = piece.from;
        int links = 0;
        for (Piece.Mark mark : piece.marks) {
            if (!mark.isLink() || mark.end() <= at || mark.start() >= piece.to) {
                continue;
            }
            if (!TAG_PAGE.matcher(mark.href()).find()
                    || mark.start() > at
                            && !Fold.bare(piece.text.substring(at, mark.start()))
                                    .isEmpty()) {
                return false;
            }
            links++;
            at = mark.end();
        }
        return links > 1
                && (at >= piece.to
                        || Fold.bare(piece.text.substring(at, piece.to)).isEmpty());
    }

    /** Takes the mark that ends a text, as a star that links to its page. */
    void takeEndMark() {
        for (int i = pieces.size() - 1; i > 0; i--) {
            Piece piece = pieces.get(i);
            if (piece.isKept()) {
                if (piece.kind == Block.Kind.PARAGRAPH
                        && !piece.guarded
                        && !galley.isOff(BuiltIn.SEPARATOR)
                        && (END_MARKS.matcher(piece.kept()).matches()
                                || piece.to - piece.from <= LONGEST_MARK
                                        && piece.linkShare() >= LINKED
                                        && Fold.bare(piece.kept()).isEmpty())) {
                    galley.take(piece, BuiltIn.SEPARATOR, "ends the text");
                }
                return;
            }
        }
    }

    /** What separated the story from what was taken out below it separates nothing now. */
    void takeSeparators() {
        boolean goneBelow = false;
        for (int i = pieces.size() - 1; i >= 0; i--) {
            Piece piece = pieces.get(i);
            if (piece.isKept()) {
                if (!goneBelow
                        || piece.kind != Block.Kind.PARAGRAPH
                        || !Fold.bare(piece.kept()).isEmpty()) {
                    return;
                }
                galley.take(piece, BuiltIn.SEPARATOR, null);
            }
            goneBelow = true;
        }
    }
}
