package io.feedmill.strip;

import io.feedmill.words.Words;
import java.util.List;

/** A block on its way through the rules: a window on a text and on the markup within it. */
final class Piece {
    /** An element within a block, from the character {@code start} up to {@code end}. */
    record Mark(String tag, String href, int start, int end) {
        boolean isLink() {
            return href != null;
        }
    }

    final Block.Kind kind;
    final int level;
    /** What lists, quotes and tables it is in; pieces with the same one, side by side, are set together. */
    final int group;

    final boolean ordered;
    final String text;
    /** In the order of their openings, properly nested. */
    final List<Mark> marks;
    /** The structure rule that the element it stands in fell under; null if none did. */
    final StructureRule structure;

    /** The tag that made that rule fire; null if none did. */
    final String structureTag;

    private String kept;
    private int keptFrom;
    private int keptTo;
    private String folded;
    private int foldedFrom;
    private int foldedTo;
    private Words reading;
    private int readingFrom;
    private int readingTo;
    private int words = -1;
    private int wordsFrom;
    private int wordsTo;

    int ordinal;
    int from;
    int to;
    /** Why it is taken out; null while it is kept. */
    Finding removal;
    /** A rule of the user's keeps it from all others. */
    boolean guarded;

    Piece(
            Block.Kind kind,
            int level,
            int group,
            boolean ordered,
            String text,
            List<Mark> marks,
            StructureRule structure,
            String structureTag) {
        this.kind = kind;
        this.level = level;
        this.group = group;
        this.ordered = ordered;
        this.text = text;
        this.marks = marks;
        this.structure = structure;
        this.structureTag = structureTag;
        this.to = text.length();
    }

    /** The same block, of which only {@code [from, to)} is seen. */
    Piece window(int from, int to) {
        Piece window = new Piece(kind, level, group, ordered, text, marks, structure, structureTag);
        window.from = from;
        window.to = to;
        window.guarded = guarded;
        window.trim();
        return window;
    }

    boolean isKept() {
        return removal == null;
    }

    boolean isEmpty() {
        return from >= to;
    }

    boolean hasLines() {
        int end = text.indexOf('\n', from);
        return end >= 0 && end < to;
    }

    String kept() {
        if (kept == null || keptFrom != from || keptTo != to) {
            kept = text.substring(from, to);
            keptFrom = from;
            keptTo = to;
        }
        return kept;
    }

    /** What is kept, folded. */
    String folded() {
        if (folded == null || foldedFrom != from || foldedTo != to) {
            folded = Fold.fold(kept());
            foldedFrom = from;
            foldedTo = to;
        }
        return folded;
    }

    /** The words of what is kept. */
    Words reading() {
        if (reading == null || readingFrom != from || readingTo != to) {
            reading = Words.of(kept());
            readingFrom = from;
            readingTo = to;
        }
        return reading;
    }

    /** Takes the count of its words from who set it. */
    void counted(int words) {
        this.words = words;
        wordsFrom = from;
        wordsTo = to;
    }

    int words() {
        if (words < 0 || wordsFrom != from || wordsTo != to) {
            words = Lengths.words(text, from, to);
            wordsFrom = from;
            wordsTo = to;
        }
        return words;
    }

    /** How many of its characters, in percent, are the text of links. */
    int linkShare() {
        if (marks.isEmpty()) {
            return 0;
        }
        int linked = 0;
        for (Mark mark : marks) {
            if (mark.isLink()) {
                linked += Math.max(0, Math.min(mark.end, to) - Math.max(mark.start, from));
            }
        }
        return isEmpty() ? 0 : linked * 100 / (to - from);
    }

    /** The same of what comes after the first colon; of all if there is none. */
    int linkShareAfterLabel() {
        int colon = text.indexOf(':', from);
        int start = colon < 0 || colon >= to - 1 ? from : colon + 1;
        int linked = 0;
        int letters = 0;
        for (int i = start; i < to; i++) {
            letters += Character.isLetterOrDigit(text.charAt(i)) ? 1 : 0;
        }
        for (Mark mark : marks) {
            for (int i = Math.max(mark.start, start); mark.isLink() && i < Math.min(mark.end, to); i++) {
                linked += Character.isLetterOrDigit(text.charAt(i)) ? 1 : 0;
            }
        }
        return letters == 0 ? 0 : linked * 100 / letters;
    }

    boolean hasCode() {
        for (Mark mark : marks) {
            if (mark.tag.equals("code")) {
                return true;
            }
        }
        return false;
    }

    /** Whether {@code [start, end)} stands in inline code. */
    boolean isCode(int start, int end) {
        if (kind == Block.Kind.PREFORMATTED) {
            return true;
        }
        for (Mark mark : marks) {
            if (mark.tag.equals("code") && mark.start <= start && mark.end >= end) {
                return true;
            }
        }
        return false;
    }

    /** Whether it is a paragraph of at least so many words that ends as a sentence does and is not set in brackets. */
    boolean isProse(int least) {
        if (kind != Block.Kind.PARAGRAPH && kind != Block.Kind.QUOTE || isEmpty()) {
            return false;
        }
        char first = text.charAt(from);
        int last = to - 1;
        while (last > from && "\"'”’»)]」』".indexOf(text.charAt(last)) >= 0) {
            last--;
        }
        boolean ends = ".!?…:。！？।؟۔".indexOf(text.charAt(last)) >= 0;
        return ends && "([*【（".indexOf(first) < 0 && linkShare() < 50 && words() >= least;
    }

    private static boolean isSpace(char c) {
        return c <= ' ' || c == '\u3000';
    }

    /** Moves the window's edges inward past white space. */
    void trim() {
        while (from < to && isSpace(text.charAt(from))) {
            from++;
        }
        while (to > from && isSpace(text.charAt(to - 1))) {
            to--;
        }
    }
}
