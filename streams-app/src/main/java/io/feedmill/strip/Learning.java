package io.feedmill.strip;

import io.feedmill.strip.learned.FeedHabits;
import io.feedmill.strip.learned.Line;
import io.feedmill.strip.learned.OwnWords;
import io.feedmill.words.Words;
import java.util.List;

/** Takes what the feed was seen to repeat, and notes what there is to learn from. */
final class Learning {
    /** Null if nothing is to be learned. */
    private final FeedContext context;
    /** Null likewise. */
    private final OwnWords own;

    private List<Words> said = List.of();
    private List<Line> lines = List.of();

    Learning(Stripper with, Article article, FeedContext context) {
        this(
                context,
                context == null
                        ? null
                        : new OwnWords(article.title(), context.authors(), context.day(), with.lexicon.calendar));
    }

    private Learning(FeedContext context, OwnWords own) {
        this.context = context;
        this.own = own;
    }

    /** For another text of the same item. */
    Learning again() {
        return new Learning(context, own);
    }

    void take(Galley galley) {
        List<Piece> left = galley.kept();
        said = left.stream().map(Piece::reading).toList();
        if (context == null) {
            return;
        }
        lines = Lines.of(left, own, galley.article.link());
        if (galley.isOff(BuiltIn.LEARNED)) {
            return;
        }
        FeedHabits.Verdict verdict = context.habits().judge(lines);
        for (int i = 0; i < left.size(); i++) {
            FeedHabits.Seen seen = verdict.gone().get(i);
            String id = seen == null ? null : FeedHabits.rule(lines.get(i).digest());
            if (seen != null && !galley.isOff(id)) {
                Piece piece = left.get(i);
                galley.take(piece, Finding.builtIn(id, Boilerplate.LEARNED, piece.from, piece.to, seen.toString()));
            }
        }
        if (verdict.held()) {
            galley.flags.add("learned-half");
        }
    }

    /** What was left before anything learned was taken, block by block. */
    List<Words> said() {
        return said;
    }

    List<Line> lines() {
        return lines;
    }
}
