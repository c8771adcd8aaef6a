package io.feedmill.strip;

import io.feedmill.strip.Rule.Action;
import io.feedmill.strip.Rule.Where;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/** Tries the rules on what blocks say: each only where a literal of it occurs. */
final class TextRules {
    private static final int MAX_REACH = 16;
    private static final int MAX_CUTS = 4;

    /**
     * The rules of which a literal occurs in a block.
     *
     * @param rules in their order
     * @param literals one of each
     */
    private record Candidates(int[] rules, String[] literals) {}

    private static final Candidates NONE = new Candidates(new int[0], new String[0]);

    /** Someone told someone something: the words that say so. */
    private record Told(int from, int literal, int end) {}

    /** A byline may stand at the beginning of these blocks. */
    private static final int HEAD = 3;

    private final Galley galley;
    private final Edges edges;
    private final Stripper with;
    private final List<Piece> pieces;
    private final Gleanings found;
    /** For each piece. */
    private final List<Candidates> candidates = new ArrayList<>();

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
            int start = split.isEmpty() ? edges.endOfCaption(piece) : piece.from;
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
        Candidates candidates = scan(line, false);
        for (int i = 0; i < candidates.rules.length; i++) {
            Rule rule = with.rules.all.get(candidates.rules[i]);
            if (match(rule, line, candidates.literals[i]) != null) {
                return true;
            }
        }
        return false;
    }

    /** @param credits whether to read whom someone told something as well */
    private Candidates scan(Piece piece, boolean credits) {
        if (piece.kind == Block.Kind.PREFORMATTED) {
            return NONE;
        }
        Numbers literals = new Numbers();
        List<Told> told = new ArrayList<>(0);
        int texts = with.rules.literals.size();
        with.literals.scan(piece.text, piece.from, piece.to, (literal, end) -> {
            if (literal < texts) {
                literals.add(literal);
            } else if (credits) {
                told.add(new Told(end - with.lexicon.toldTo.get(literal - texts).length(), literal, end));
            }
        });
        if (!told.isEmpty()) {
            told.sort(Comparator.comparingInt(Told::from).thenComparingInt(Told::literal));
            told.forEach(one -> found.toldTo(piece.text, one.end, one.end - one.from));
        }
        if (literals.size == 0) {
            return NONE;
        }
        return candidates(literals.ascending());
    }

    private Candidates candidates(int[] literals) {
        TreeMap<Integer, String> rules = new TreeMap<>();
        for (int literal : literals) {
            for (int rule : with.rules.byLiteral.get(literal)) {
                if (with.rules.all.get(rule).isFor(galley.origin)) {
                    rules.put(rule, with.rules.literals.get(literal));
                }
            }
        }
        int[] numbers = new int[rules.size()];
        int size = 0;
        for (int rule : rules.keySet()) {
            numbers[size++] = rule;
        }
        return new Candidates(numbers, rules.values().toArray(String[]::new));
    }

    /** A few numbers. */
    private static final class Numbers {
        private int[] numbers = new int[8];
        private int size;

        void add(int number) {
            if (size == numbers.length) {
                numbers = Arrays.copyOf(numbers, 2 * size);
            }
            numbers[size++] = number;
        }

        /** Some perhaps more than once. */
        int[] ascending() {
            int[] ascending = Arrays.copyOf(numbers, size);
            Arrays.sort(ascending);
            return ascending;
        }
    }

    private void findCandidates() {
        for (Piece piece : pieces) {
            candidates.add(piece.isKept() ? scan(piece, true) : NONE);
        }
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
        int[] rules = candidates.get(index).rules;
        String[] literals = candidates.get(index).literals;
        if (!piece.isKept() || piece.guarded || rules.length == 0) {
            return !piece.isKept();
        }
        for (int cuts = 0; cuts < MAX_CUTS; cuts++) {
            Finding finding = null;
            for (int i = 0; i < rules.length && finding == null; i++) {
                Rule rule = with.rules.all.get(rules[i]);
                if (rule.action() != Action.PROTECT && (rule.where() != where || rule.reach() <= seen)) {
                    continue;
                }
                finding = match(rule, piece, literals[i]);
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
        Candidates here = candidates.get(index);
        for (int i = 0; i < here.rules.length; i++) {
            Rule rule = with.rules.all.get(here.rules[i]);
            if (rule == finding.rule()) {
                break;
            }
            boolean says = rule.takes() && !rule.truncates();
            Finding other = says ? match(rule, piece, here.literals[i]) : null;
            if (other != null && other.from() == finding.from() && other.to() == finding.to()) {
                return other;
            }
        }
        return finding;
    }

    /** Takes the links below a heading, but leaves what another rule knows to that rule. */
    private void takeLinksAfter(int index, Finding head) {
        for (int i = index + 1; i < pieces.size(); i++) {
            Piece piece = pieces.get(i);
            if (piece.isKept()) {
                if (piece.linkShare() < 60 || piece.words() > Galley.LINE_WORDS || isKnown(piece)) {
                    return;
                }
                galley.take(
                        piece,
                        Finding.builtIn(
                                head.id(), head.kind(), piece.from, piece.to, "links only, after " + head.evidence()));
            }
        }
    }
}
