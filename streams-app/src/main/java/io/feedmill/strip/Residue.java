package io.feedmill.strip;

import java.util.List;

/** What is left of markup and of cutting, at the edges of blocks and at the end. */
final class Residue {
    private static final int MAX_RESIDUES = 16;
    private static final int MAX_HASHTAGS = 500;

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
                if (piece.guarded || !isHashtags(piece.kept()) || galley.isOff(BuiltIn.HASHTAGS)) {
                    return;
                }
                galley.take(piece, BuiltIn.HASHTAGS, null);
            }
        }
    }

    private static boolean isHashtags(String text) {
        if (text.charAt(0) != '#' || text.length() > MAX_HASHTAGS || text.indexOf('#', 1) < 0) {
            return false;
        }
        for (String word : text.split("[\\s,]{1,5}")) {
            if (word.length() < 2 || word.charAt(0) != '#' || Character.isDigit(word.charAt(1))) {
                return false;
            }
        }
        return true;
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
