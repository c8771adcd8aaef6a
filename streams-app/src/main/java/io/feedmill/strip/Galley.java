package io.feedmill.strip;

import io.feedmill.rules.Origin;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The blocks of one article on their way, as the rooms of stripping pass them on: what was taken out of them and by whom,
 * and what was read off them.
 */
final class Galley {
    /** A paragraph of so many words may be the first of a story. */
    static final int LEDE_WORDS = 12;
    /** A block of so many words that flows is no mere line of a page. */
    static final int FLOW_WORDS = 25;
    /** A longer block is neither a caption nor a line of a page. */
    static final int LINE_WORDS = 35;

    final Stripper with;
    final Article article;
    final Origin origin;
    /** The host that the item is on; empty if that is not known. */
    final String site;

    final Names names;
    final Gleanings found;
    final Source source;
    final Page page;
    final Effort effort;
    final List<Piece> pieces;
    /** What was cut off blocks, and the blocks that text rules and calls took, in that order; what is undone is dropped. */
    final List<Act> acts = new ArrayList<>();

    final List<Removed> removed = new ArrayList<>();
    final List<Removed> givenBack = new ArrayList<>();
    final List<String> flags = new ArrayList<>();
    /** Whether something said that the text breaks off. */
    boolean truncated;

    Galley(Stripper with, Article article, Names names) {
        this.with = with;
        this.article = article;
        this.names = names;
        origin = article.origin();
        site = site(article);
        found = new Gleanings(article, names, with.lexicon);
        String content = article.contentHtml();
        boolean hasContent = content != null && !content.isBlank();
        String text = hasContent ? content : article.summaryHtml() == null ? "" : article.summaryHtml();
        Stripped.Source from =
                hasContent ? Stripped.Source.CONTENT : text.isBlank() ? Stripped.Source.NONE : Stripped.Source.SUMMARY;
        source = Source.of(text, from);
        page = Walk.over(source, article.link(), with.structure, origin);
        pieces = page.pieces();
        for (int i = 0; i < pieces.size(); i++) {
            pieces.get(i).ordinal = i;
        }
        effort = new Effort(text.length());
        if (source.cut()) {
            flags.add("input-cut");
        }
    }

    /**
     * A rule took out a block, or part of one.
     *
     * @param from where the block began before
     * @param to where it ended before
     */
    record Act(Piece piece, Finding finding, int from, int to) {
        boolean isWhole() {
            return finding.from() == from && finding.to() == to;
        }

        int words() {
            return Lengths.words(piece.text, finding.from(), finding.to());
        }
    }

    private static String site(Article article) {
        String host = Address.host(article.link());
        return host.isEmpty() && article.siteHost() != null ? Address.bareHost(article.siteHost()) : host;
    }

    boolean isOff(BuiltIn rule) {
        return with.isOff(rule, origin);
    }

    boolean isOff(String id) {
        return with.isOff(id, origin);
    }

    List<Piece> kept() {
        List<Piece> kept = new ArrayList<>(pieces.size());
        for (Piece piece : pieces) {
            if (piece.isKept()) {
                kept.add(piece);
            }
        }
        return kept;
    }

    /** Whether the next block that is kept reads on. */
    boolean followedByText(int index) {
        for (int i = index + 1; i < pieces.size(); i++) {
            Piece piece = pieces.get(i);
            if (piece.isKept() && piece.kind != Block.Kind.HEADING) {
                return piece.kind == Block.Kind.PARAGRAPH && piece.words() >= LEDE_WORDS / 2;
            }
        }
        return false;
    }

    /** Whether what rules took says that the story came from elsewhere. */
    boolean isFromAgency() {
        return acts.stream()
                .anyMatch(act -> act.finding.kind() == Boilerplate.NOTICE || act.finding.kind() == Boilerplate.SIGNOFF);
    }

    void take(Piece piece, Finding finding) {
        if (!piece.guarded) {
            piece.removal = finding;
        }
    }

    void take(Piece piece, BuiltIn rule, String why) {
        take(piece, Finding.builtIn(rule.id, rule.kind, piece.from, piece.to, why));
    }

    /** Takes out a block, or cuts off one of its ends; what that says is read once it is clear that it stays so. */
    void cut(Piece piece, Finding finding) {
        acts.add(new Act(piece, finding, piece.from, piece.to));
        if (acts.get(acts.size() - 1).isWhole()) {
            take(piece, finding);
        } else if (finding.from() == piece.from) {
            piece.from = finding.to();
        } else {
            piece.to = finding.from();
        }
        piece.trim();
    }

    void cut(Piece piece, int from, int to, BuiltIn rule, String why) {
        cut(piece, Finding.builtIn(rule.id, rule.kind, from, to, why));
    }

    /** Notes what is gone of a block. */
    void report(Piece piece, int from, int to, String id, Boilerplate kind, String why) {
        String words = piece.text.substring(from, to).strip();
        if (!words.isEmpty()) {
            removed.add(new Removed(id, kind, words, piece.ordinal, why));
        }
    }

    /** Undoes all that was done to a block. */
    void restore(Piece piece, String why) {
        piece.removal = null;
        for (Act act : acts) {
            if (act.piece == piece) {
                giveBack(piece, act.finding, why);
            }
        }
        for (Act act : acts) {
            if (act.piece == piece) {
                piece.from = act.from;
                piece.to = act.to;
                break;
            }
        }
        acts.removeIf(act -> act.piece == piece);
    }

    void giveBack(Piece piece, Finding finding, String why) {
        String words = piece.text.substring(finding.from(), finding.to()).strip();
        givenBack.add(new Removed(finding.id(), finding.kind(), words, piece.ordinal, why));
    }

    /** Reads the fields off all that is gone by now, and notes it in the order of the places it was taken from. */
    void close() {
        for (Act act : acts) {
            Finding taken = act.finding;
            found.read(taken, act.piece);
            truncated |= taken.truncates();
            if (!act.isWhole()) {
                report(act.piece, taken.from(), taken.to(), taken.id(), taken.kind(), taken.evidence());
            }
        }
        removed.addAll(page.taken());
        for (Piece piece : pieces) {
            if (!piece.isKept()) {
                Finding by = piece.removal;
                report(piece, piece.from, piece.to, by.id(), by.kind(), by.evidence());
            }
        }
        removed.sort(Comparator.comparingInt(Removed::position));
        if (effort.isSpent()) {
            flags.add("effort");
        }
    }
}
