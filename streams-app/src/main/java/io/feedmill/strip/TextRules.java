package io.feedmill.strip;

import io.feedmill.strip.Rule.Action;
import io.feedmill.strip.Rule.Where;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Tries the rules on what blocks say: each only where a literal of it occurs. */
final class TextRules {
    private static final int MAX_REACH = 16;
    private static final int MAX_CUTS = 4;

    /** A byline may stand at the beginning of these blocks. */
    private static final int HEAD = 3;

    private final Galley galley;
    private final Edges edges;
    private final Stripper with;
    private final List<Piece> pieces;
    private final Gleanings found;
    /** For each piece the rules of which a literal occurs in it, and one of those. */
    private final List<Pairs> candidates = new ArrayList<>();

    TextRules(Galley galley, Edges edges) {
        this.galley = galley;
        this.edges = edges;
        with = galley.with;
        pieces = galley.pieces;
        found = galley.found;
    }

    /** What rules of the user's keep is kept from all other rules. */
    void protect() {
        List<Rule> guards = with.rules.guards(galley.origin);
        for (Piece piece : pieces) {
            piece.guarded |= piece.structure != null && piece.structure.protects();
            for (int i = 0; i < guards.size() && !piece.guarded; i++) {
                piece.guarded = isGuarded(piece, guards.get(i));
            }
        }
    }

    private boolean isGuarded(Piece piece, Rule guard) {
        for (String literal : guard.literals()) {
            if (piece.folded().contains(literal)) {
                return match(guard, piece, literal) != null;
            }
        }
        return false;
    }

    /** A line that a rule knows, between others in one block, becomes a block of its own. */
    void splitLines() {
        List<Piece> split = new ArrayList<>(pieces.size());
        for (Piece piece : pieces) {
            if (!piece.isKept() || piece.kind == Block.Kind.PREFORMATTED || !piece.hasLines()) {
                split.add(piece);
                continue;
            }
            int start = split.size() < 2 ? edges.endOfCaption(piece) : piece.from;
            addWindow(split, piece, piece.from, start);
            for (int from = start; from < piece.to; ) {
                int to = piece.text.indexOf('\n', from);
                to = to < 0 || to > piece.to ? piece.to : to;
                Piece line = piece.window(from, to);
                if (!line.isEmpty()
                        && (isKnown(line)
                                || edges.isEdge(line, split.size() < HEAD && start == from, to == piece.to))) {
                    addWindow(split, piece, start, from);
                    addWindow(split, piece, from, to);
                    start = to;
                }
                from = to + 1;
            }
            if (start == piece.from) {
                split.add(piece);
            } else {
                addWindow(split, piece, start, piece.to);
            }
        }
        pieces.clear();
        pieces.addAll(split);
    }

    private static void addWindow(List<Piece> pieces, Piece piece, int from, int to) {
        Piece window = piece.window(from, to);
        if (!window.isEmpty()) {
            window.ordinal = piece.ordinal;
            pieces.add(window);
        }
    }

    private boolean isKnown(Piece line) {
        Pairs candidates = scan(line, false);
        for (int i = 0; i < candidates.size; i++) {
            if (match(candidates, i, line) != null) {
                return true;
            }
        }
        return false;
    }

    /**
     * The rules of which a literal occurs in a block, in their order, and one of those.
     *
     * @param credits whether to read whom someone told something as well
     */
    private Pairs scan(Piece piece, boolean credits) {
        Pairs rules = new Pairs();
        if (piece.kind == Block.Kind.PREFORMATTED) {
            return rules;
        }
        Pairs told = new Pairs();
        int texts = with.rules.literals.size();
        with.literals.scan(piece.text, piece.from, piece.to, (literal, end) -> {
            if (literal < texts) {
                addRules(rules, literal);
            } else if (credits) {
                told.add(end - with.lexicon.toldTo.get(literal - texts).length(), literal - texts);
            }
        });
        told.sort();
        for (int i = 0; i < told.size; i++) {
            String words = with.lexicon.toldTo.get(told.second(i));
            found.toldTo(piece.text, told.first(i) + words.length(), words.length());
        }
        rules.sort();
        rules.keepLastOfEach();
        return rules;
    }

    private void addRules(Pairs rules, int literal) {
        for (int rule : with.rules.byLiteral.get(literal)) {
            if (with.rules.isFor(rule, galley.origin)) {
                rules.add(rule, literal);
            }
        }
    }

    /** A few pairs of numbers that are not negative. */
    private static final class Pairs {
        private long[] pairs = {};
        private int size;

        void add(int first, int second) {
            if (size == pairs.length) {
                pairs = Arrays.copyOf(pairs, 2 * size + 4);
            }
            pairs[size++] = (long) first << Integer.SIZE | second;
        }

        void sort() {
            Arrays.sort(pairs, 0, size);
        }

        /** Of those with the same first number, once they are in order. */
        void keepLastOfEach() {
            int kept = 0;
            for (int i = 0; i < size; i++) {
                kept += i > 0 && first(i) != first(i - 1) ? 1 : 0;
                pairs[kept] = pairs[i];
            }
            size = Math.min(size, kept + 1);
        }

        int first(int i) {
            return (int) (pairs[i] >>> Integer.SIZE);
        }

        int second(int i) {
            return (int) pairs[i];
        }
    }

    private void findCandidates() {
        for (Piece piece : pieces) {
            candidates.add(piece.isKept() ? scan(piece, true) : new Pairs());
        }
    }

    private Finding match(Pairs candidates, int candidate, Piece piece) {
        return match(
                with.rules.all.get(candidates.first(candidate)),
                piece,
                with.rules.literals.get(candidates.second(candidate)));
    }

    private Finding match(Rule rule, Piece piece, String literal) {
        if (rule.isForShorter(piece.words())
                || rule.linked() && piece.linkShare() < 50 && piece.linkShareAfterLabel() < 80) {
            return null;
        }
        Finding found = rule.match(piece.kept(), piece.words(), piece.folded(), galley.names, galley.effort, literal);
        boolean spoken = found != null
                && rule.kind() == Boilerplate.PROMO
                && with.vocabulary.isSpeech(piece.kept().substring(found.from(), found.to()));
        return found == null || spoken ? null : found.movedBy(piece.from);
    }

    /** Everywhere, then from the head inward, then from the tail: blocks that are taken out do not count on the way. */
    void apply() {
        findCandidates();
        for (int i = 0; i < pieces.size(); i++) {
            apply(i, Where.ANY, 0);
        }
        int seen = 0;
        for (int i = 0; i < pieces.size() && seen < MAX_REACH; i++) {
            if (pieces.get(i).isKept() && !apply(i, Where.HEAD, seen)) {
                seen++;
            }
        }
        seen = 0;
        for (int i = pieces.size() - 1; i >= 0 && seen < MAX_REACH; i--) {
            if (pieces.get(i).isKept() && !apply(i, Where.TAIL, seen)) {
                seen++;
            }
        }
    }

    /** Whether the piece is gone. */
    private boolean apply(int index, Where where, int seen) {
        Piece piece = pieces.get(index);
        Pairs here = candidates.get(index);
        if (!piece.isKept() || piece.guarded || here.size == 0) {
            return !piece.isKept();
        }
        for (int cuts = 0; cuts < MAX_CUTS; cuts++) {
            Finding finding = null;
            for (int i = 0; i < here.size && finding == null; i++) {
                Rule rule = with.rules.all.get(here.first(i));
                if (rule.action() != Action.PROTECT && (rule.where() != where || rule.reach() <= seen)) {
                    continue;
                }
                finding = match(here, i, piece);
                if (finding != null && rule.action() == Action.PROTECT) {
                    return false;
                }
                if (finding != null && rule.action() == Action.EXTRACT) {
                    found.read(finding, piece);
                    finding = null;
                }
            }
            if (finding == null) {
                return false;
            }
            if (finding.from() == piece.from && finding.to() == piece.to) {
                finding = mostSpecific(index, finding);
                if (finding.rule().followed() && leadsToReferences(index, finding)) {
                    return false;
                }
                galley.cut(piece, finding);
                if (finding.rule().followed()) {
                    takeLinksAfter(index, finding);
                }
                return true;
            }
            galley.cut(piece, finding);
            if (piece.isEmpty()) {
                return true;
            }
        }
        return false;
    }

    /** If several rules fit a block, the first in the order of the files says what it is, wherever it may stand. */
    private Finding mostSpecific(int index, Finding finding) {
        Piece piece = pieces.get(index);
        Pairs here = candidates.get(index);
        for (int i = 0; i < here.size; i++) {
            Rule rule = with.rules.all.get(here.first(i));
            if (rule == finding.rule()) {
                break;
            }
            boolean says = rule.takes() && !rule.truncates();
            Finding other = says ? match(here, i, piece) : null;
            if (other != null && other.from() == finding.from() && other.to() == finding.to()) {
                return other;
            }
        }
        return finding;
    }

    /**
     * Takes the links below a heading, and the list of sponsors below theirs, but leaves what another rule knows to that rule.
     */
    private void takeLinksAfter(int index, Finding head) {
        for (int i = index + 1; i < pieces.size(); i++) {
            Piece piece = pieces.get(i);
            if (piece.isKept()) {
                boolean only = piece.linkShare() >= 60 || head.kind() == Boilerplate.AD && isLinkedItem(piece);
                if (!only || piece.words() > Galley.LINE_WORDS * lines(piece) || isKnown(piece)) {
                    return;
                }
                galley.take(
                        piece,
                        Finding.builtIn(
                                head.id(), head.kind(), piece.from, piece.to, "links only, after " + head.evidence()));
            }
        }
    }

    /** Whether bare addresses of other sites stand below: those are what a text refers to, not more to read. */
    private boolean leadsToReferences(int index, Finding head) {
        if (head.kind() != Boilerplate.RELATED) {
            return false;
        }
        for (Piece piece : pieces.subList(index + 1, pieces.size())) {
            if (piece.isKept()) {
                return piece.kept().startsWith("http")
                        && piece.marks.stream()
                                .filter(Piece.Mark::isLink)
                                .noneMatch(mark -> Address.host(mark.href()).equals(galley.site));
            }
        }
        return false;
    }

    private static int lines(Piece piece) {
        return 1 + (int) piece.kept().chars().filter(c -> c == '\n').count();
    }

    /** "- Example Box: boxes for all", where the name is link. */
    private static boolean isLinkedItem(Piece piece) {
        return piece.kind == Block.Kind.LIST_ITEM
                && piece.marks.stream().anyMatch(mark -> mark.isLink() && mark.start() <= piece.from);
    }
}
