package io.feedmill.strip;

import io.feedmill.strip.Vocabulary.Said;
import java.util.List;

/**
 * Calls to the reader to follow, to subscribe, to send what they know and the like, told by the kinds of their words: at the end of
 * blocks near the end, and elsewhere as blocks of their own.
 */
final class Calls {
    private static final int TAIL = 14;
    private static final int LONGEST = 90;
    private static final int LONGEST_WITHIN = 30;
    private static final int LONGEST_NAME = 40;
    /** As much of the end of a long block as a call could be. */
    private static final int MOST_CHARACTERS = 600;

    private final Galley galley;
    private final Call[] calls;
    private final Vocabulary vocabulary;

    Calls(Galley galley) {
        this.galley = galley;
        calls = galley.with.calls;
        vocabulary = galley.with.vocabulary;
    }

    void take() {
        List<Piece> kept = galley.kept();
        int left = kept.size();
        for (int i = kept.size() - 1; i >= 0; i--) {
            Piece piece = kept.get(i);
            boolean last = left - i <= TAIL;
            boolean only = i == 0 && left == 1;
            if (isPossible(piece, last) && take(piece, left - i - 1, last, only) && piece.removal != null) {
                left--;
            }
        }
    }

    private static boolean isPossible(Piece piece, boolean last) {
        return !piece.guarded
                && !piece.hasCode()
                && (piece.kind == Block.Kind.PARAGRAPH
                        || piece.kind == Block.Kind.LIST_ITEM
                        || piece.kind == Block.Kind.HEADING)
                && piece.words() <= (last ? LONGEST : LONGEST_WITHIN);
    }

    /** @param only whether nothing else is left: then it is the story */
    private boolean take(Piece piece, int fromEnd, boolean ends, boolean only) {
        int from = Math.max(0, piece.to - piece.from - MOST_CHARACTERS);
        Vocabulary.Reading words = vocabulary.read(piece.reading(), from);
        if (!hasEach(words.possible())) {
            return false;
        }
        List<Said> sentences = words.sentences(galley.names);
        if (sentences.isEmpty()
                || isSpoken(piece.kept(), sentences.get(sentences.size() - 1).from())) {
            return false;
        }
        int first = only ? 1 : 0;
        int most = ends ? sentences.size() : 1;
        int linkShare = piece.linkShare();
        for (int i = first; i < most; i++) {
            for (Call call : calls) {
                if (fromEnd < call.reach()
                        && call.fits(sentences, i, vocabulary, linkShare)
                        && call.isFor(galley.origin)) {
                    boolean whole = i == 0 && from == 0;
                    int start = whole ? 0 : sentences.get(i).from();
                    galley.cut(piece, Finding.of(call, piece.from + start, piece.to));
                    return true;
                }
            }
        }
        return false;
    }

    private boolean hasEach(long lists) {
        for (Call call : calls) {
            if (call.hasEach(lists)) {
                return true;
            }
        }
        return false;
    }

    /** Whether more than a name stands in quotes. */
    private static boolean isSpoken(String text, int from) {
        // »: one alone is an arrow.
        String marks = text.indexOf('«', from) < 0 ? "\"“”„" : "\"“”„«»";
        int quoted = 0;
        int open = -1;
        for (int i = from; i < text.length(); i++) {
            if (marks.indexOf(text.charAt(i)) >= 0) {
                quoted = open < 0 ? quoted : Math.max(quoted, i - open);
                open = open < 0 ? i : -1;
            }
        }
        return open >= 0 || quoted > LONGEST_NAME;
    }
}
