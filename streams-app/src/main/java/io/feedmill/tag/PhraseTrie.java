package io.feedmill.tag;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Phrases, found in one pass over the words of a text. A phrase of several words is looked for at its anchor: that pair of
 * neighbours in it which the fewest other phrases have. Only where a text has such a pair does the pass go on, to the words
 * on its right and then to those on its left. So most words of a text cost a few looks at filters that fit into the nearest
 * caches of the processor, however many phrases there are.
 */
final class PhraseTrie {

    /** Told of every phrase found, also of those within longer ones, in no definite order. */
    interface Finder {
        void found(int phrase, int firstToken, int lastToken);
    }

    // Where phrases go on from a node, and whether they do with the beginning of a word:
    private static final int RIGHT = 1;
    private static final int RIGHT_BEGINNING = 2;
    private static final int LEFT = 4;
    private static final int LEFT_BEGINNING = 8;

    private static final long SPREAD = 0xD6E8FEB86659FD93L;
    private static final long[] NONE = {};

    /** The nodes that phrases of one word, and those without a pair that may be an anchor, are looked for from. */
    private final LongTable words = new LongTable();
    /** By the first two or four letters of those that are beginnings: a bit for each length that they have. */
    private final LongTable wordStems = new LongTable();
    /** The nodes that pairs lead to. */
    private final LongTable pairs = new LongTable();
    /** By a word, and the first four letters of a beginning after it: a bit for each length. */
    private final LongTable pairStems = new LongTable();
    /** The nodes that a node and a neighbour lead to. */
    private final LongTable edges = new LongTable();
    /** By first letters, of all beginnings that edges have: a bit for each length. */
    private final LongTable edgeStems = new LongTable();

    private byte[] on = new byte[1024];
    private int nodes;
    /** Where the forms begin that end at a node; they reach to where those of the next begin. */
    private final int[] ending;

    private final int[] phrases;
    /** For each form what its words' capitals must be, two bits a word; 0 if they may be any. */
    private final long[] shapes;

    private record Pending(Form form, int phrase) {}

    /** Takes phrases, and makes a trie of them all. */
    static final class Builder {

        private final List<Pending> pending = new ArrayList<>();

        /** @throws IllegalArgumentException if the wording is not well formed; the message says why */
        void add(String wording, int phrase) {
            for (Form form : Form.of(wording)) {
                pending.add(new Pending(form, phrase));
            }
        }

        PhraseTrie build() {
            return new PhraseTrie(pending);
        }
    }

    private PhraseTrie(List<Pending> pending) {
        Map<Long, Integer> uses = new HashMap<>();
        for (Pending each : pending) {
            List<Form.Word> row = each.form().words();
            for (int i = 1; i < row.size(); i++) {
                uses.merge(pair(key(row.get(i - 1)), key(row.get(i))), 1, Integer::sum);
            }
        }
        int[] ends = new int[pending.size()];
        for (int i = 0; i < ends.length; i++) {
            ends[i] = path(pending.get(i).form().words(), uses);
        }
        on = Arrays.copyOf(on, nodes);
        ending = new int[nodes + 1];
        for (int node : ends) {
            ending[node + 1]++;
        }
        for (int node = 0; node < nodes; node++) {
            ending[node + 1] += ending[node];
        }
        phrases = new int[ends.length];
        shapes = new long[ends.length];
        int[] free = ending.clone();
        for (int i = 0; i < ends.length; i++) {
            int place = free[ends[i]]++;
            phrases[place] = pending.get(i).phrase();
            shapes[place] = shapes(pending.get(i).form());
        }
    }

    private static long shapes(Form form) {
        long shapes = 0;
        for (int i = form.words().size() - 1; i >= 0; i--) {
            shapes = shapes << 2 | form.words().get(i).shape();
        }
        return shapes;
    }

    /** The node at the end of the way from a phrase's anchor to its last word, and from there to its first. */
    private int path(List<Form.Word> row, Map<Long, Integer> uses) {
        int second = secondOfAnchor(row, uses);
        int first = second > 0 ? second - 1 : 0;
        int node = second > 0 ? pairNode(row.get(first), row.get(second)) : wordNode(row.get(first));
        for (int i = Math.max(first, second) + 1; i < row.size(); i++) {
            node = step(node, row.get(i), RIGHT);
        }
        for (int i = first - 1; i >= 0; i--) {
            node = step(node, row.get(i), LEFT);
        }
        return node;
    }

    /** Which word ends the pair that the fewest phrases have; 0 if none may be an anchor. */
    private static int secondOfAnchor(List<Form.Word> row, Map<Long, Integer> uses) {
        int best = 0;
        int fewest = Integer.MAX_VALUE;
        for (int i = 1; i < row.size(); i++) {
            Form.Word first = row.get(i - 1);
            Form.Word second = row.get(i);
            if (first.begins() || second.begins() && second.beginning() < Tokens.STEM) {
                continue;
            }
            int used = uses.get(pair(key(first), key(second)));
            if (used < fewest) {
                fewest = used;
                best = i;
            }
        }
        return best;
    }

    private int wordNode(Form.Word word) {
        if (word.begins()) {
            note(wordStems, stem(word), word.beginning());
        }
        return node(words, key(word));
    }

    private int pairNode(Form.Word first, Form.Word second) {
        if (second.begins()) {
            note(pairStems, pair(first.hash(), stem(second)), second.beginning());
        }
        return node(pairs, pair(first.hash(), key(second)));
    }

    private int step(int node, Form.Word word, int side) {
        on[node] |= (byte) side;
        if (word.begins()) {
            note(edgeStems, stem(word), word.beginning());
            on[node] |= (byte) (side << 1);
        }
        return node(edges, edge(node, side, key(word)));
    }

    private int node(LongTable table, long key) {
        int known = table.get(key);
        if (known != LongTable.ABSENT) {
            return known;
        }
        table.put(key, nodes);
        on = nodes < on.length ? on : Arrays.copyOf(on, nodes * 2);
        return nodes++;
    }

    private static void note(LongTable stems, long stem, int length) {
        stems.put(stem, Math.max(0, stems.get(stem)) | 1 << length);
    }

    private static long stem(Form.Word word) {
        return word.beginning() < Tokens.STEM ? two(word.stem()) : word.stem();
    }

    /** Of a stem as much as two letters have. */
    private static long two(long stem) {
        return stem & 0xffff;
    }

    private static long key(Form.Word word) {
        return word.begins() ? beginning(word.hash()) : word.hash();
    }

    /** What tells a beginning from the whole word of the same letters. */
    private static long beginning(long hash) {
        return ~hash;
    }

    private static long pair(long first, long second) {
        return first * SPREAD ^ second;
    }

    private static long edge(int node, int side, long key) {
        return key ^ (node * 4L + side) * SPREAD;
    }

    int forms() {
        return phrases.length;
    }

    /** Finds all phrases. */
    void scan(Tokens tokens, Tokens.Capitals capitals, Finder finder) {
        new Pass(tokens, capitals, finder).run();
    }

    /** One pass over the words of one text. */
    private final class Pass {

        private final Tokens tokens;
        private final Tokens.Capitals capitals;
        private final Finder finder;

        Pass(Tokens tokens, Tokens.Capitals capitals, Finder finder) {
            this.tokens = tokens;
            this.capitals = capitals;
            this.finder = finder;
        }

        /** Sieves as many words as a long has bits, without a branch: no processor could foresee what is found. */
        void run() {
            long before = 0;
            for (int from = 0; from < tokens.size(); from += Long.SIZE) {
                long word = 0;
                long wordStem = 0;
                long pair = 0;
                long pairStem = 0;
                for (int i = from, to = Math.min(from + Long.SIZE, tokens.size()); i < to; i++) {
                    long hash = tokens.hash(i);
                    long stem = tokens.stem(i);
                    word |= words.mayHave(hash) << i;
                    wordStem |= (wordStems.mayHave(stem) | wordStems.mayHave(two(stem))) << i;
                    pair |= pairs.mayHave(pair(before, hash)) << i;
                    pairStem |= pairStems.mayHave(pair(before, stem)) << i;
                    before = hash;
                }
                for (; word != 0; word &= word - 1) {
                    int token = from + Long.numberOfTrailingZeros(word);
                    walk(words.get(tokens.hash(token)), token, token);
                }
                for (; wordStem != 0; wordStem &= wordStem - 1) {
                    lookForBeginnings(from + Long.numberOfTrailingZeros(wordStem));
                }
                for (; pair != 0; pair &= pair - 1) {
                    lookForPair(from + Long.numberOfTrailingZeros(pair));
                }
                for (; pairStem != 0; pairStem &= pairStem - 1) {
                    lookForPairOfBeginning(from + Long.numberOfTrailingZeros(pairStem));
                }
            }
        }

        private void lookForBeginnings(int token) {
            long stem = tokens.stem(token);
            int lengths = lengths(wordStems, stem) | lengths(wordStems, two(stem));
            for (long beginning : beginnings(token, lengths)) {
                walk(words.get(beginning(beginning)), token, token);
            }
        }

        private void lookForPair(int second) {
            if (second > 0 && tokens.joined(second)) {
                walk(pairs.get(pair(tokens.hash(second - 1), tokens.hash(second))), second - 1, second);
            }
        }

        private void lookForPairOfBeginning(int second) {
            if (second > 0 && tokens.joined(second)) {
                long first = tokens.hash(second - 1);
                int lengths = lengths(pairStems, pair(first, tokens.stem(second)));
                for (long beginning : beginnings(second, lengths)) {
                    walk(pairs.get(pair(first, beginning(beginning))), second - 1, second);
                }
            }
        }

        /** Tells of the phrases that end at a node, and goes on with those that go on. */
        private void walk(int node, int first, int last) {
            if (node == LongTable.ABSENT) {
                return;
            }
            for (int form = ending[node]; form < ending[node + 1]; form++) {
                if (shapes[form] == 0 || writtenAs(shapes[form], first, last)) {
                    finder.found(phrases[form], first, last);
                }
            }
            int ways = on[node];
            if ((ways & RIGHT) != 0 && last + 1 < tokens.size() && tokens.joined(last + 1)) {
                follow(node, RIGHT, (ways & RIGHT_BEGINNING) != 0, last + 1, first, last + 1);
            }
            if ((ways & LEFT) != 0 && first > 0 && tokens.joined(first)) {
                follow(node, LEFT, (ways & LEFT_BEGINNING) != 0, first - 1, first - 1, last);
            }
        }

        private void follow(int node, int side, boolean byBeginning, int neighbour, int first, int last) {
            walk(edges.get(edge(node, side, tokens.hash(neighbour))), first, last);
            if (byBeginning) {
                long stem = tokens.stem(neighbour);
                int lengths = lengths(edgeStems, stem) | lengths(edgeStems, two(stem));
                for (long beginning : beginnings(neighbour, lengths)) {
                    walk(edges.get(edge(node, side, beginning(beginning))), first, last);
                }
            }
        }

        private int lengths(LongTable stems, long stem) {
            return Math.max(0, stems.get(stem));
        }

        /** The hashes of a word's beginnings, in so far as it is as long. */
        private long[] beginnings(int token, int lengths) {
            int longest = Math.min(Integer.SIZE - 1, tokens.end(token) - tokens.start(token));
            int possible = lengths & (2 << longest) - 1;
            if (possible == 0) {
                return NONE;
            }
            long[] hashes = new long[Integer.bitCount(possible)];
            int count = tokens.beginnings(token, possible, hashes);
            return count == hashes.length ? hashes : Arrays.copyOf(hashes, count);
        }

        private boolean writtenAs(long shapes, int first, int last) {
            long left = shapes;
            for (int i = first; i <= last; i++) {
                long wanted = left & 3;
                if ((wanted & tokens.shape(i)) != wanted) {
                    return false;
                }
                // Where everything is in capitals, "WHO" may be a pronoun.
                if (capitals == Tokens.Capitals.ALL_CAPS && (wanted & Tokens.UPPER) != 0 && first == last) {
                    return false;
                }
                left >>>= 2;
            }
            return true;
        }
    }
}
