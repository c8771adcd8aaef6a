package io.feedmill.strip;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jsoup.nodes.Element;

/** The links and the like within the block that the walk is in. */
final class Marks {
    /** Markup beyond this many elements in one block is dropped; its text is not. */
    private static final int MAX_MARKS = 1_000;

    /** An element within a block, of which the end is not known yet. */
    private static final class Open {
        final Element element;
        final String tag;
        final String href;
        int start;
        int end = -1;

        Open(Element element, String tag, String href, int start) {
            this.element = element;
            this.tag = tag;
            this.href = href;
            this.start = start;
        }
    }

    private List<Open> marks = new ArrayList<>();
    private final ArrayDeque<Open> open = new ArrayDeque<>();

    boolean isEmpty() {
        return marks.isEmpty();
    }

    boolean inCode() {
        return !open.isEmpty() && open.peek().tag.equals("code");
    }

    /** Whether there is room, and it does not stand in its like. */
    boolean mayOpen(String tag) {
        for (Open outer : open) {
            if (outer.tag.equals(tag)) {
                return false;
            }
        }
        return marks.size() < MAX_MARKS;
    }

    void open(Element element, String tag, String href, int start) {
        Open mark = new Open(element, tag, href, start);
        open.push(mark);
        marks.add(mark);
    }

    void close(Element element, int end) {
        if (!open.isEmpty() && open.peek().element == element) {
            open.pop().end = end;
        }
    }

    /** Those of a block that ends there. */
    List<Piece.Mark> closed(int end) {
        if (marks.isEmpty()) {
            return List.of();
        }
        List<Piece.Mark> closed = new ArrayList<>(marks.size());
        for (Open mark : marks) {
            int to = mark.end < 0 ? end : Math.min(mark.end, end);
            if (mark.start < to) {
                closed.add(new Piece.Mark(mark.tag, mark.href, mark.start, to));
            }
        }
        return closed;
    }

    /** An element that is still open goes on in the next block. */
    void reopen() {
        if (marks.isEmpty()) {
            return;
        }
        marks = new ArrayList<>();
        open.descendingIterator().forEachRemaining(mark -> {
            mark.start = 0;
            marks.add(mark);
        });
    }
}
