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
    static List<Line> of(List<Piece> pieces, OwnWords own) {
        List<Line> lines = new ArrayList<>(pieces.size());
        int middle = 0;
        for (int i = 0; i < pieces.size(); i++) {
            Piece piece = pieces.get(i);
            boolean edge = i < FeedHabits.HEAD || i >= pieces.size() - FeedHabits.TAIL;
            boolean looked = !piece.isProtected
                    && piece.to - piece.from <= MAX_LENGTH
                    && (edge || middle < FeedHabits.MIDDLE && isNotable(piece));
            middle += looked && !edge ? 1 : 0;
            String text = piece.kept();
            lines.add(new Line(
                    text,
                    looked ? own.digest(text) : 0,
                    shape(piece),
                    piece.words(),
                    piece.linkShare(),
                    piece.isProse(PROSE_WORDS)));
        }
        return lines;
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
