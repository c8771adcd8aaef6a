package io.feedmill.strip;

import java.util.ArrayDeque;
import java.util.List;

/** Sets kept blocks: as text, and as HTML of which every character is either ours or escaped. */
final class Setting {
    private enum Escape {
        TEXT("<>&\n"),
        PREFORMATTED("<>&"),
        ATTRIBUTE("<>&\"");

        /** Of the first characters, which do not stand for themselves. */
        final boolean[] special = new boolean[Chars.FEW];

        Escape(String characters) {
            characters.chars().forEach(c -> special[c] = true);
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
        Chars text = new Chars(length(pieces));
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
            text.append(piece.text, piece.from, piece.to);
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
        Chars html = new Chars(htmlLength(pieces));
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
    private static void closeItems(Chars html, ArrayDeque<String> lists, int level) {
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

    private static void element(Chars html, String tag, Piece piece) {
        html.append("<").append(tag).append(">");
        inline(html, piece);
        html.append("</").append(tag).append(">");
    }

    private static void inline(Chars html, Piece piece) {
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

    private static void escape(Chars html, String text, int from, int to, Escape how) {
        if (from >= to) {
            return;
        }
        int start = html.length();
        html.append(text, from, to);
        int special = html.first(how.special, start);
        if (special < html.length()) {
            html.cut(special);
            escapeEach(html, text, from + special - start, to, how);
        }
    }

    private static void escapeEach(Chars html, String text, int from, int to, Escape how) {
        int done = from;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c < how.special.length && how.special[c]) {
                html.append(text, done, i).append(escaped(c));
                done = i + 1;
            }
        }
        html.append(text, done, to);
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
