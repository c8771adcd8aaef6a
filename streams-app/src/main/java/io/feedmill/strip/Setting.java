package io.feedmill.strip;

import java.util.ArrayDeque;
import java.util.List;

/** Sets kept blocks: as text, and as HTML of which every character is either ours or escaped. */
final class Setting {
    private enum Escape {
        TEXT("<>&\n"),
        PREFORMATTED("<>&"),
        ATTRIBUTE("<>&\"");

        /** What does not stand for itself. */
        private final String special;

        private final boolean[] isSpecial = new boolean['>' + 1];

        Escape(String special) {
            this.special = special;
            special.chars().forEach(c -> isSpecial[c] = true);
        }

        boolean isIn(String text) {
            for (int i = 0; i < special.length(); i++) {
                if (text.indexOf(special.charAt(i)) >= 0) {
                    return true;
                }
            }
            return false;
        }
    }

    private Setting() {}

    private static int length(List<Piece> pieces) {
        int length = 16;
        for (Piece piece : pieces) {
            length += piece.to - piece.from + 8;
        }
        return length;
    }

    /** @param starts takes where each of them begins in the text */
    static String text(List<Piece> pieces, int[] starts) {
        StringBuilder text = new StringBuilder(length(pieces));
        Piece before = null;
        for (int i = 0; i < starts.length; i++) {
            Piece piece = pieces.get(i);
            if (before != null) {
                boolean close = before.kind == piece.kind
                        && before.group == piece.group
                        && (piece.kind == Block.Kind.LIST_ITEM || piece.kind == Block.Kind.TABLE_ROW);
                text.append(close ? "\n" : "\n\n");
            }
            if (piece.kind == Block.Kind.LIST_ITEM) {
                text.append("  ".repeat(Math.min(piece.level, 10) - 1)).append("- ");
            }
            starts[i] = text.length();
            text.append(piece.kept());
            before = piece;
        }
        return text.toString();
    }

    /** About what is needed. */
    private static int htmlLength(List<Piece> pieces) {
        int length = length(pieces);
        for (Piece piece : pieces) {
            for (Piece.Mark mark : piece.marks) {
                if (mark.end() <= piece.from || mark.start() >= piece.to) {
                    continue;
                }
                length += 2 * mark.tag().length() + (mark.isLink() ? mark.href().length() + 64 : 8);
            }
        }
        return length * 9 / 8;
    }

    static String html(List<Piece> pieces) {
        StringBuilder html = new StringBuilder(htmlLength(pieces));
        ArrayDeque<String> lists = new ArrayDeque<>();
        Piece before = null;
        for (Piece piece : pieces) {
            boolean sameGroup = before != null && before.kind == piece.kind && before.group == piece.group;
            if (before != null && before.kind == Block.Kind.LIST_ITEM) {
                closeItems(html, lists, sameGroup ? piece.level : 0);
            }
            if (before != null && before.kind == Block.Kind.QUOTE && !sameGroup) {
                html.append("</blockquote>");
            }
            switch (piece.kind) {
                case HEADING -> element(html, "h" + piece.level, piece);
                case PREFORMATTED -> {
                    html.append("<pre>");
                    if (piece.text.charAt(piece.from) == '\n') {
                        html.append("\n");
                    }
                    inline(html, piece);
                    html.append("</pre>");
                }
                case QUOTE -> {
                    if (!sameGroup) {
                        html.append("<blockquote>");
                    }
                    element(html, "p", piece);
                }
                case LIST_ITEM -> {
                    int depth = Math.min(Math.max(1, piece.level), 10);
                    while (lists.size() < depth) {
                        lists.push(piece.ordered ? "ol" : "ul");
                        html.append("<").append(lists.peek()).append(">");
                        if (lists.size() < depth) {
                            html.append("<li>");
                        }
                    }
                    html.append("<li>");
                    inline(html, piece);
                }
                case PARAGRAPH, TABLE_ROW -> element(html, "p", piece);
            }
            before = piece;
        }
        if (before != null && before.kind == Block.Kind.LIST_ITEM) {
            closeItems(html, lists, 0);
        }
        if (before != null && before.kind == Block.Kind.QUOTE) {
            html.append("</blockquote>");
        }
        return html.toString();
    }

    /** Closes the last item, and the lists deeper than the next item. */
    private static void closeItems(StringBuilder html, ArrayDeque<String> lists, int level) {
        int depth = Math.min(level, 10);
        if (depth > lists.size()) {
            return;
        }
        html.append("</li>");
        while (lists.size() > depth) {
            html.append("</").append(lists.pop()).append(">");
            if (!lists.isEmpty()) {
                html.append("</li>");
            }
        }
    }

    private static void element(StringBuilder html, String tag, Piece piece) {
        html.append("<").append(tag).append(">");
        inline(html, piece);
        html.append("</").append(tag).append(">");
    }

    private static void inline(StringBuilder html, Piece piece) {
        Escape how = piece.kind == Block.Kind.PREFORMATTED ? Escape.PREFORMATTED : Escape.TEXT;
        if (piece.marks.isEmpty()) {
            escape(html, piece.text, piece.from, piece.to, how);
            return;
        }
        ArrayDeque<Piece.Mark> open = new ArrayDeque<>();
        int at = piece.from;
        for (Piece.Mark mark : piece.marks) {
            int start = Math.max(mark.start(), piece.from);
            if (start >= Math.min(mark.end(), piece.to)) {
                continue;
            }
            while (!open.isEmpty() && open.peek().end() <= start) {
                Piece.Mark closing = open.pop();
                escape(html, piece.text, at, closing.end(), how);
                at = Math.max(at, closing.end());
                html.append("</").append(closing.tag()).append(">");
            }
            escape(html, piece.text, at, start, how);
            at = Math.max(at, start);
            html.append("<").append(mark.tag());
            if (mark.isLink()) {
                html.append(" href=\"");
                escape(html, mark.href(), 0, mark.href().length(), Escape.ATTRIBUTE);
                html.append("\" rel=\"nofollow noopener noreferrer\"");
            }
            html.append(">");
            open.push(mark);
        }
        while (!open.isEmpty()) {
            Piece.Mark closing = open.pop();
            int end = Math.min(closing.end(), piece.to);
            escape(html, piece.text, at, end, how);
            at = Math.max(at, end);
            html.append("</").append(closing.tag()).append(">");
        }
        escape(html, piece.text, at, piece.to, how);
    }

    private static void escape(StringBuilder html, String text, int from, int to, Escape how) {
        if (from >= to) {
            return;
        }
        String words = text.substring(from, to);
        if (how.isIn(words)) {
            escapeEach(html, words, how);
        } else {
            html.append(words);
        }
    }

    private static void escapeEach(StringBuilder html, String words, Escape how) {
        int done = 0;
        for (int i = 0; i < words.length(); i++) {
            char c = words.charAt(i);
            if (c < how.isSpecial.length && how.isSpecial[c]) {
                html.append(words.substring(done, i)).append(escaped(c));
                done = i + 1;
            }
        }
        html.append(words.substring(done));
    }

    private static String escaped(char c) {
        return switch (c) {
            case '<' -> "&lt;";
            case '>' -> "&gt;";
            case '&' -> "&amp;";
            case '"' -> "&quot;";
            case '\n' -> "<br>";
            default -> throw new AssertionError("stands for itself");
        };
    }
}
