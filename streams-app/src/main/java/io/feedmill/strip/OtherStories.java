package io.feedmill.strip;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Headlines of other stories of the site, told by their shape and not by what announces them, for of that there is no end:
 * a label and beside it a headline that is a link, or a heading and below it nothing but such links to the end.
 */
final class OtherStories {
    /** A page of the site that sends on to one of another. */
    private static final Pattern REDIRECT = Pattern.compile("/(?:redirect|redir|goto|away|external)(?:[/?.]|$)");

    private static final int LABEL_WORDS = 6;
    private static final int HEADLINE_WORDS = 3;
    private static final int LEAST_LINKS = 2;
    private static final int MOST_HEADLINE_WORDS = 24;
    /** An item with more of them is made of links. */
    private static final int MOST_ALONE = 6;

    private static final int LEAST_STORY = 3;

    private static final Set<String> FILES =
            Set.of("pdf", "doc", "docx", "xls", "xlsx", "csv", "zip", "mp3", "mp4", "jpg", "png", "epub");

    private final Galley galley;
    private final List<Piece> pieces;
    private final String site;

    OtherStories(Galley galley) {
        this.galley = galley;
        pieces = galley.kept();
        site = galley.site;
    }

    void take() {
        if (site.isEmpty() || galley.isOff(BuiltIn.OTHER_STORIES)) {
            return;
        }
        Map<Piece, String> others = new LinkedHashMap<>();
        findLabelled(others);
        findLast(others);
        findAlone(others);
        if (others.isEmpty()) {
            return;
        }
        int words = others.keySet().stream().mapToInt(Piece::words).sum();
        if (words * 2 <= pieces.stream().mapToInt(Piece::words).sum()) { // else the links are what it is about
            others.forEach((piece, why) -> galley.take(piece, BuiltIn.OTHER_STORIES, why));
        }
    }

    private void findLabelled(Map<Piece, String> others) {
        boolean inStory = false;
        for (int i = 0; i < pieces.size(); i++) {
            Piece piece = pieces.get(i);
            if (inStory && isLabelled(piece)) {
                others.put(piece, "a label, and a link to another page of the site");
            } else if (inStory
                    && i + 1 < pieces.size()
                    && isOnSite(piece)
                    && isHeadlines(pieces.get(i + 1), pieces.get(i + 1).from)) {
                others.put(piece, "the site, and below it a link to another of its pages");
                others.put(pieces.get(i + 1), "a link to another page of the site that is named above");
            }
            inStory |= piece.isProse(Galley.LEDE_WORDS / 2);
        }
    }

    /** "See also: Ice closes the strait", where all after the colon is link. */
    private boolean isLabelled(Piece piece) {
        if (piece.kind != Block.Kind.PARAGRAPH && piece.kind != Block.Kind.LIST_ITEM) {
            return false;
        }
        int link = firstLink(piece);
        int end = link;
        while (end > piece.from && " »>→➡➜➤►▶\uFE0F\uD83D\uDC49\"“«".indexOf(piece.text.charAt(end - 1)) >= 0) {
            end--;
        }
        if (end == piece.from && link > piece.from && isArrow(piece.text, end, link)) {
            return isHeadlines(piece, link);
        }
        return end > piece.from + 1
                && (":：|".indexOf(piece.text.charAt(end - 1)) >= 0
                        || end < link && isArrow(piece.text, end, link)
                        || piece.text.charAt(end - 1) == '\n' && isOnSite(piece.text.substring(piece.from, end - 1)))
                && Lengths.words(piece.text, piece.from, end) <= LABEL_WORDS
                && isHeadlines(piece, link);
    }

    private boolean isOnSite(Piece piece) {
        return piece.kind == Block.Kind.PARAGRAPH
                && piece.words() <= LABEL_WORDS
                && piece.linkShare() == 0
                && isOnSite(piece.kept());
    }

    /** "En Example Post": a preposition and the name of the site. */
    private boolean isOnSite(String words) {
        int from = 0;
        for (int i = 0; i < 2; i++) {
            int space = words.indexOf(' ', from);
            if (space < 0 || space - from > 5) {
                return false;
            }
            from = space + 1;
            if (galley.names.isSite(Fold.trimmed(words.substring(from)))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isArrow(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if ("»>→➡➜➤►▶👉".indexOf(text.charAt(i)) >= 0) {
                return true;
            }
        }
        return false;
    }

    /** The links that the text ends with, and the heading above them. */
    private void findLast(Map<Piece, String> others) {
        int first = pieces.size();
        while (first > 0 && isHeadlines(pieces.get(first - 1), pieces.get(first - 1).from)) {
            first--;
        }
        if (pieces.size() - first < LEAST_LINKS || first < 2 || !isLabel(pieces.get(first - 1))) {
            return;
        }
        if (pieces.subList(0, first - 1).stream().anyMatch(piece -> piece.isProse(Galley.LEDE_WORDS))) {
            pieces.subList(first - 1, pieces.size())
                    .forEach(piece ->
                            others.put(piece, "a heading, and only links to other pages of the site below it"));
        }
    }

    /** Headlines that are links, alone between two paragraphs or in a list, where nothing leads over to them. */
    private void findAlone(Map<Piece, String> others) {
        int from = 0;
        while (from < pieces.size() && !pieces.get(from).isProse(Galley.LEDE_WORDS)) {
            from++;
        }
        Map<Piece, String> found = new LinkedHashMap<>();
        for (int i = from + 1; i < pieces.size(); i++) {
            int end = i;
            while (end < pieces.size() && isOtherStory(pieces.get(end), pieces.get(i))) {
                end++;
            }
            boolean list = end - i > 1 && pieces.get(i).kind == Block.Kind.LIST_ITEM;
            boolean within = end - i == 1 && end < pieces.size() && pieces.get(i).kind == Block.Kind.PARAGRAPH;
            boolean ledOver = ":：".indexOf(lastOf(pieces.get(i - 1))) >= 0
                    || !pieces.get(i - 1).isProse(HEADLINE_WORDS);
            if ((list || within && pieces.get(end).isProse(Galley.LEDE_WORDS / 2)) && !ledOver) {
                pieces.subList(i, end)
                        .forEach(piece -> found.put(piece, "a link to another page of the site between paragraphs"));
            }
            i = Math.max(i, end - 1);
        }
        if (found.isEmpty()) {
            return;
        }
        long story = pieces.stream()
                .filter(piece -> !found.containsKey(piece) && piece.isProse(Galley.LEDE_WORDS))
                .count();
        if (found.size() <= MOST_ALONE && story >= LEAST_STORY) {
            others.putAll(found);
        }
    }

    private boolean isOtherStory(Piece piece, Piece first) {
        return piece.kind == first.kind
                && piece.group == first.group
                && (piece.kind == Block.Kind.PARAGRAPH || piece.kind == Block.Kind.LIST_ITEM)
                && piece.words() > HEADLINE_WORDS
                && piece.words() <= MOST_HEADLINE_WORDS
                && isHeadlines(piece, piece.from)
                && piece.marks.stream().noneMatch(mark -> mark.isLink() && isFile(mark.href()));
    }

    private static char lastOf(Piece piece) {
        String text = piece.kept();
        return text.isEmpty() ? ' ' : text.charAt(text.length() - 1);
    }

    /** Whether a link leads to something to load, or into a page: such are what a text is about. */
    private static boolean isFile(String href) {
        int dot = href.lastIndexOf('.');
        return href.indexOf('#') >= 0 || FILES.contains(href.substring(dot + 1).toLowerCase(Locale.ROOT));
    }

    private static boolean isLabel(Piece piece) {
        boolean isShort = piece.words() <= LABEL_WORDS && piece.linkShare() == 0;
        return isShort && (piece.kind == Block.Kind.HEADING || piece.kept().endsWith(":") || isStrong(piece));
    }

    private static boolean isStrong(Piece piece) {
        return piece.marks.stream()
                .anyMatch(mark -> (mark.tag().equals("strong") || mark.tag().equals("b"))
                        && mark.start() <= piece.from
                        && mark.end() >= piece.to);
    }

    /** Whether from there on it is links of the length of a headline to other pages of the site, and nothing else. */
    private boolean isHeadlines(Piece piece, int from) {
        int at = from;
        boolean any = false;
        for (Piece.Mark mark : piece.marks) {
            if (!mark.isLink() || mark.end() <= at) {
                continue;
            }
            if (mark.start() < at
                    || !isNothing(piece.text, at, mark.start())
                    || !isElsewhereOnSite(mark.href())
                    || !isHeadline(piece.text.substring(mark.start(), mark.end()))) {
                return false;
            }
            any = true;
            at = mark.end();
        }
        return any && isNothing(piece.text, Math.min(at, piece.to), piece.to);
    }

    private static boolean isHeadline(String words) {
        return !words.contains("://") && Lengths.words(words) >= HEADLINE_WORDS;
    }

    private static boolean isNothing(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (Character.isLetterOrDigit(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private boolean isElsewhereOnSite(String href) {
        return Address.isOn(site, href)
                && !href.equals(galley.article.link())
                && !REDIRECT.matcher(href).find();
    }

    private static int firstLink(Piece piece) {
        for (Piece.Mark mark : piece.marks) {
            if (mark.isLink() && mark.start() >= piece.from) {
                return mark.start();
            }
        }
        return piece.from;
    }
}
