package io.feedmill.strip;

import io.feedmill.strip.learned.FeedHabits;
import io.feedmill.strip.learned.Line;
import io.feedmill.strip.learned.OwnWords;
import java.util.ArrayList;
import java.util.List;

/** Makes of blocks what learning looks at. */
final class Lines {
    /** A longer block is no boilerplate. */
    private static final int MAX_LENGTH = 2_000;

    private static final int PROSE_WORDS = 12;
    private static final int MIDDLE_WORDS = 80;

    private Lines() {}

    /** One line for each piece. */
    static List<Line> of(List<Piece> pieces, OwnWords own, String itemLink) {
        List<Line> lines = new ArrayList<>(pieces.size());
        String ownPage = itemLink == null ? "" : Address.page(itemLink);
        int middle = 0;
        for (int i = 0; i < pieces.size(); i++) {
            Piece piece = pieces.get(i);
            boolean edge = i < FeedHabits.HEAD || i >= pieces.size() - FeedHabits.TAIL;
            boolean looked = !piece.guarded
                    && piece.to - piece.from <= MAX_LENGTH
                    && (edge || middle < FeedHabits.MIDDLE && isNotable(piece));
            middle += looked && !edge ? 1 : 0;
            String text = piece.kept();
            lines.add(new Line(
                    text,
                    looked ? own.digest(piece.reading()) + targets(piece, ownPage) : 0,
                    shape(piece),
                    piece.words(),
                    piece.linkShare(),
                    piece.isProse(PROSE_WORDS)));
        }
        return lines;
    }

    /**
     * Where a line of links leads, if not to the item itself: "Slides" and "Transcript" are the same words below each talk,
     * and lead elsewhere each time.
     */
    private static long targets(Piece piece, String ownPage) {
        long targets = 0;
        if (piece.linkShare() > 50) {
            for (Piece.Mark mark : piece.marks) {
                if (mark.isLink() && mark.end() > piece.from && mark.start() < piece.to) {
                    String page = Address.page(mark.href());
                    boolean itself = page.startsWith(ownPage) || ownPage.startsWith(page) && page.indexOf('/') > 0;
                    targets = targets * 31 + (itself ? 0 : page.hashCode());
                }
            }
        }
        return targets;
    }

    private static boolean isNotable(Piece piece) {
        int words = piece.words();
        return words >= PROSE_WORDS && words <= MIDDLE_WORDS || piece.linkShare() > 50;
    }

    private static Line.Shape shape(Piece piece) {
        return switch (piece.kind) {
            case HEADING -> Line.Shape.HEADING;
            case PARAGRAPH, LIST_ITEM -> Line.Shape.TEXT;
            case QUOTE, PREFORMATTED, TABLE_ROW -> Line.Shape.FIXED;
        };
    }
}
