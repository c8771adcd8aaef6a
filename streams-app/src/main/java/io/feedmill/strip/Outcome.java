package io.feedmill.strip;

import io.feedmill.strip.Stripped.Completeness;
import io.feedmill.words.Words;
import java.util.ArrayList;
import java.util.List;

/** What a galley comes to that has been through all rules. */
final class Outcome {
    private static final int SUMMARY_WORDS = 4;
    /** A description longer than this is the text, not a summary of it. */
    private static final int MAX_SUMMARY = 600;

    private static final int MIN_SUMMARY = 80;

    private final List<Piece> kept;
    private final List<Removed> removed;
    /** Where in the text each of them stands. */
    private final int[] starts;

    private final String text;
    private final int words;
    private final Completeness completeness;

    Outcome(Galley galley) {
        kept = galley.kept();
        removed = galley.removed;
        starts = new int[kept.size()];
        text = Setting.text(kept, starts);
        int words = 0;
        for (Piece piece : kept) {
            words += piece.words();
        }
        this.words = words;
        completeness = completeness(galley.truncated);
    }

    private Completeness completeness(boolean truncated) {
        if (words > 0) {
            return truncated ? Completeness.TRUNCATED : Completeness.FULL;
        }
        for (Removed taken : removed) {
            switch (taken.kind()) {
                case TEASER, BACKLINK, DUPLICATE, RELATED -> {
                    return Completeness.TEASER;
                }
                default -> {}
            }
        }
        return Completeness.EMPTY;
    }

    List<Piece> kept() {
        return kept;
    }

    List<Block> blocks() {
        List<Block> blocks = new ArrayList<>(kept.size());
        for (Piece piece : kept) {
            blocks.add(new Block(piece.kind, piece.level, piece.kept()));
        }
        return blocks;
    }

    String text() {
        return text;
    }

    Words reading() {
        return Words.joined(text, kept.stream().map(Piece::reading).toList(), starts);
    }

    int words() {
        return words;
    }

    Completeness completeness() {
        return completeness;
    }

    /** The first paragraph, or what comes nearest to one. */
    String lead() {
        String first = "";
        for (Piece piece : kept) {
            if (piece.kind == Block.Kind.PARAGRAPH && piece.words() >= Galley.LEDE_WORDS / 2) {
                return piece.kept();
            }
            if (first.isEmpty() && piece.kind != Block.Kind.HEADING) {
                first = piece.kept();
            }
        }
        return first;
    }

    /** Where there is nothing but the summary, that is the text; empty if it is too long to be one. */
    String feedSummary() {
        return text.length() > MAX_SUMMARY ? "" : line();
    }

    /** As the summary of a story; empty if it says nothing, or the same. */
    String feedSummaryOf(Outcome story) {
        if (words < SUMMARY_WORDS || text.length() > MAX_SUMMARY || text.equals(story.text)) {
            return "";
        }
        String line = line();
        if (completeness != Completeness.TRUNCATED) {
            return line;
        }
        int end = Lengths.lastSentenceEnd(line, line.length());
        return end == line.length() || end > MIN_SUMMARY ? line.substring(0, end) : line + "…";
    }

    private String line() {
        return text.replace("\n\n", " ").replace('\n', ' ');
    }
}
