package io.feedmill.strip;

import java.util.List;

/** Gives back what a rule took by mistake: the lede, what flows on, and all of it if that would be too much. */
final class Guards {
    private static final int BUDGET_PERCENT = 40;
    private static final int BUDGET_WORDS = 60;
    private static final String OVER_BUDGET = "doubtful rules would take too much of the text";

    private final Galley galley;
    private final List<Piece> pieces;

    Guards(Galley galley) {
        this.galley = galley;
        pieces = galley.pieces;
    }

    /** The first paragraph of the story stays: a rule that took it was mistaken. */
    void keepLede() {
        for (Piece piece : pieces) {
            if (!piece.isProse(Galley.LEDE_WORDS)) {
                continue;
            }
            if (piece.isKept()) {
                return;
            }
            if (isFallible(piece) && readsAsStory(piece)) {
                galley.restore(piece, "it reads as the first paragraph of the story");
                return;
            }
        }
    }

    /** What no rule of this kind may take if it is the story after all. */
    private static boolean isFallible(Piece piece) {
        if (piece.removal.rule() == null) {
            return false;
        }
        return switch (piece.removal.kind()) {
            case RELATED, PROMO, WIDGET, AD, COMMENT, CORPORATE, COPYRIGHT -> true;
            default -> false;
        };
    }

    private boolean readsAsStory(Piece piece) {
        return piece.linkShare() < 20 && piece.words() >= Galley.FLOW_WORDS
                || galley.names.sharedWithTitle(piece.kept()) >= 2;
    }

    /** A paragraph with paragraphs of the story right above and below it stays. */
    void keepFlow() {
        for (int i = 1; i + 1 < pieces.size(); i++) {
            Piece piece = pieces.get(i);
            if (!piece.isKept()
                    && isFallible(piece)
                    && piece.isProse(Galley.FLOW_WORDS)
                    && piece.linkShare() < 20
                    && isStory(pieces.get(i - 1))
                    && isStory(pieces.get(i + 1))) {
                galley.restore(piece, "it stands between paragraphs of the story");
            }
        }
    }

    private static boolean isStory(Piece piece) {
        return piece.isKept() && piece.isProse(Galley.LEDE_WORDS);
    }

    /** An item of a list of which most others stay was no call. */
    void keepItems() {
        for (int i = 0; i < pieces.size(); i++) {
            int end = i;
            int taken = 0;
            while (end < pieces.size()
                    && pieces.get(end).kind == Block.Kind.LIST_ITEM
                    && pieces.get(end).group == pieces.get(i).group) {
                taken += pieces.get(end).isKept() ? 0 : 1;
                end++;
            }
            if (taken > 0 && taken * 2 < end - i) {
                for (Piece item : pieces.subList(i, end)) {
                    if (!item.isKept() && isCall(item) && item.linkShare() < 50) {
                        galley.restore(item, "most of the list it is in stays");
                    }
                }
            }
            i = Math.max(i, end - 1);
        }
    }

    private static boolean isCall(Piece piece) {
        return switch (piece.removal.kind()) {
            case PROMO, WIDGET, COMMENT -> piece.structure == null;
            default -> false;
        };
    }

    /** A time is one of the story's own facts where nothing below it reads as a story: in a notice of an earthquake, say. */
    void keepTimes() {
        for (Piece piece : pieces) {
            if (piece.isKept() && piece.isProse(Galley.LEDE_WORDS / 2)) {
                return;
            }
        }
        for (Piece piece : pieces) {
            if (!piece.isKept() && piece.removal.kind() == Boilerplate.DATE && piece.removal.rule() != null) {
                galley.restore(piece, "nothing but facts stands beside it");
            }
        }
    }

    /** A heading that a rule took for the head of a list of links stays if the story goes on below it. */
    void keepHeadings() {
        for (int i = 0; i + 1 < pieces.size(); i++) {
            Piece piece = pieces.get(i);
            if (piece.isKept() || piece.kind != Block.Kind.HEADING || piece.removal.rule() == null) {
                continue;
            }
            switch (piece.removal.kind()) {
                case RELATED, COMMENT, CORPORATE -> {
                    if (pieces.get(i + 1).isKept()) {
                        galley.restore(piece, "the story goes on below this heading");
                    }
                }
                default -> {}
            }
        }
    }

    /** If the doubtful rules would take too much of the text, they take nothing. */
    void holdBudget() {
        int all = 0;
        int doubtful = 0;
        int kept = 0;
        for (Piece piece : pieces) {
            int words = piece.words();
            all += words;
            if (piece.isKept()) {
                kept += words;
            } else if (isDoubtful(piece, piece.removal, words)) {
                doubtful += words * (100 - piece.linkShare()) / 100;
            }
        }
        for (Galley.Act act : galley.acts) {
            if (!act.isWhole()) {
                int words = act.words();
                all += words;
                doubtful += isDoubtful(act.piece(), act.finding(), words) ? words : 0;
            }
        }
        if (doubtful > BUDGET_WORDS && doubtful * 100 > all * BUDGET_PERCENT
                || kept == 0 && doubtful >= Galley.LEDE_WORDS) {
            galley.flags.add("budget");
            for (Galley.Act act : List.copyOf(galley.acts)) {
                if (isDoubtful(act.piece(), act.finding(), act.words())) {
                    galley.restore(act.piece(), OVER_BUDGET);
                }
            }
            for (Piece piece : pieces) {
                if (!piece.isKept() && isDoubtful(piece, piece.removal, piece.words())) {
                    galley.giveBack(piece, piece.removal, OVER_BUDGET);
                    piece.removal = null;
                }
            }
        }
    }

    private static boolean isDoubtful(Piece piece, Finding finding, int words) {
        return switch (finding.kind()) {
            case NOTICE, RESIDUE, DUPLICATE, TEASER, BACKLINK, DATE, TRACKING -> false;
            case IMAGE -> piece.structure == null || piece.structure.action() != StructureRule.Action.CAPTION;
            default -> finding.rule() == null || words > Galley.LINE_WORDS;
        };
    }
}
