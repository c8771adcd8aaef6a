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

    private static final int STEM = 6;
    private static final int SHORT_STEM = 4;

    private static final long SPREAD = 0xD6E8FEB86659FD93L;

    // A node is a number that tells, from the lowest bit: which ways phrases go on from it, and where the forms are
    // that
    // end at it, 0 if none do.
    private static final int RIGHT = 1;
    private static final int LEFT = 4;
    private static final int BY_BEGINNING = 2;
    private static final int FORMS = 4;
    private static final int MOST = 1 << 24;

    // The tables find nodes by a word, which is its hash or what Stems knows a beginning by, and by its base: that is
    // what stands before or beside it. So a node's key tells the whole way that leads to it.

    /** The nodes of phrases of one word, and of those without a pair that may be an anchor, by their first word. */
    private final LongTable words = new LongTable();

    private final Stems wordStems = new Stems(STEM);
    private final Stems shortWordStems = new Stems(SHORT_STEM);
    /** The nodes of pairs of words. */
    private final LongTable pairs = new LongTable();

    private final Stems pairStems = new Stems(SHORT_STEM);
    /** The nodes that a node and a neighbour lead to. */
    private final LongTable edges = new LongTable();

    private final Stems edgeStems = new Stems(Form.SHORTEST_BEGINNING);

    // Of each form what it is a form of, and whether the next one ends at another node and this one has capitals:
    private static final int IS_LAST = 1;
    private static final int HAS_CAPITALS = 2;
    private static final int PHRASE = 2;
    private final int[] forms;
    /** What the capitals of its words must be, two bits a word, the first one lowest. */
    private final long[] shapes;

    private PhraseTrie(int forms) {
        this.forms = new int[forms + 1];
        this.shapes = new long[forms + 1];
    }

    int forms() {
        return forms.length - 1;
    }

    /** The base of a word that follows another. */
    private static long after(long word) {
        return word * SPREAD;
    }

    /** The base of a word on the right or left of what led to a node. */
    private static long beside(long key, int side) {
        return (key + side) * SPREAD;
    }

    /** Takes phrases, and makes a trie of them all. */
    static final class Builder {

        private record Pending(Form form, int phrase) {}

        private final List<Pending> pending = new ArrayList<>();
        /** How often two words stand beside each other. */
        private final Map<Long, Integer> uses = new HashMap<>();

        private PhraseTrie trie;
        /** For each node its key, and the ways that go on from it. */
        private final LongList keys = new LongList();

        private byte[] ways = new byte[1024];

        /** @throws IllegalArgumentException if the wording is not well formed; the message says why */
        void add(String wording, int phrase) {
            for (Form form : Form.of(wording)) {
                pending.add(new Pending(form, phrase));
                for (int i = 1; i < form.words().size(); i++) {
                    uses.merge(pair(form.words().get(i - 1), form.words().get(i)), 1, Integer::sum);
                }
            }
        }

        PhraseTrie build() {
            trie = new PhraseTrie(pending.size());
            int[] ends =
                    pending.stream().mapToInt(each -> path(each.form().words())).toArray();
            int[] begins = placeForms(ends);
            for (LongTable table : List.of(trie.words, trie.pairs, trie.edges)) {
                table.replaceValues(node -> begins[node] << FORMS | ways[node]);
            }
            return trie;
        }

        /** Puts the forms that end at a node beside each other, and tells for each node where they begin. */
        private int[] placeForms(int[] ends) {
            int nodes = keys.size();
            int[] begins = new int[nodes];
            int[] left = new int[nodes];
            for (int node : ends) {
                left[node]++;
            }
            int free = 1;
            for (int node = 0; node < nodes; node++) {
                begins[node] = left[node] == 0 ? 0 : free;
                free += left[node];
            }
            if (free > MOST || nodes > MOST) {
                throw new IllegalArgumentException("there are more phrases than " + MOST);
            }
            int[] next = begins.clone();
            for (int i = 0; i < ends.length; i++) {
                int node = ends[i];
                long shape = shapes(pending.get(i).form());
                trie.shapes[next[node]] = shape;
                trie.forms[next[node]++] = pending.get(i).phrase() << PHRASE
                        | (shape == 0 ? 0 : HAS_CAPITALS)
                        | (--left[node] == 0 ? IS_LAST : 0);
            }
            return begins;
        }

        private static long shapes(Form form) {
            long shapes = 0;
            for (int i = form.words().size() - 1; i >= 0; i--) {
                shapes = shapes << 2 | form.words().get(i).shape();
            }
            return shapes;
        }

        /** The node at the end of the way from a phrase's anchor to its last word, and from there to its first. */
        private int path(List<Form.Word> row) {
            int second = secondOfAnchor(row);
            int first = Math.max(0, second - 1);
            int node = second > 0 ? pairNode(row.get(first), row.get(second)) : wordNode(row.get(first));
            for (int i = Math.max(first, second) + 1; i < row.size(); i++) {
                node = step(node, row.get(i), RIGHT);
            }
            for (int i = first - 1; i >= 0; i--) {
                node = step(node, row.get(i), LEFT);
            }
            return node;
        }

        /** Which word ends the pair that the fewest phrases have; 0 if none may be an anchor, so that the first word is. */
        private int secondOfAnchor(List<Form.Word> row) {
            int best = 0;
            int fewest = Integer.MAX_VALUE;
            for (int i = 1; i < row.size(); i++) {
                Form.Word second = row.get(i);
                boolean mayBe =
                        !row.get(i - 1).begins() && (!second.begins() || Stems.letters(second.head()) >= SHORT_STEM);
                int used = mayBe ? uses.get(pair(row.get(i - 1), second)) : fewest;
                if (used < fewest) {
                    fewest = used;
                    best = i;
                }
            }
            return best;
        }

        private int wordNode(Form.Word word) {
            if (word.begins()) {
                boolean isShort = Stems.letters(word.head()) < STEM;
                (isShort ? trie.shortWordStems : trie.wordStems).add(0, word);
            }
            return node(trie.words, key(word));
        }

        private int pairNode(Form.Word first, Form.Word second) {
            if (second.begins()) {
                trie.pairStems.add(after(first.hash()), second);
            }
            return node(trie.pairs, pair(first, second));
        }

        private int step(int node, Form.Word word, int side) {
            ways[node] |= (byte) side;
            if (word.begins()) {
                trie.edgeStems.add(0, word);
                ways[node] |= (byte) (side * BY_BEGINNING);
            }
            return node(trie.edges, beside(keys.get(node), side) ^ key(word));
        }

        private int node(LongTable table, long key) {
            int known = table.get(key);
            if (known != LongTable.ABSENT) {
                return known;
            }
            int node = keys.size();
            table.put(key, node);
            keys.add(key);
            ways = node < ways.length ? ways : Arrays.copyOf(ways, node * 2);
            return node;
        }

        private static long key(Form.Word word) {
            return word.begins() ? Stems.key(word) : word.hash();
        }

        private static long pair(Form.Word first, Form.Word second) {
            return after(key(first)) ^ key(second);
        }
    }

    /** Finds all phrases. */
    void scan(Tokens tokens, Finder finder) {
        new Pass(tokens, finder).run();
    }

    /** One pass over the words of one text. */
    private final class Pass {

        private final Tokens tokens;
        private final Finder finder;

        Pass(Tokens tokens, Finder finder) {
            this.tokens = tokens;
            this.finder = finder;
        }

        /** Sieves as many words as a long has bits, without a branch: no processor could foresee what is found. */
        void run() {
            long base = 0;
            for (int from = 0; from < tokens.size(); from += Long.SIZE) {
                // The lowest bit is that of the last word.
                long word = 0;
                long beginning = 0;
                long pair = 0;
                long pairStem = 0;
                int last = Math.min(from + Long.SIZE, tokens.size()) - 1;
                for (int i = from; i <= last; i++) {
                    long hash = tokens.hash(i);
                    long head = tokens.head(i);
                    long stem = Stems.keyOfLetters(head, STEM);
                    long shortStem = Stems.keyOfLetters(head, SHORT_STEM);
                    word = word << 1 | words.mayHave(hash);
                    beginning = beginning << 1 | wordStems.mayHave(0, stem) | shortWordStems.mayHave(0, shortStem);
                    pair = pair << 1 | pairs.mayHave(base ^ hash);
                    pairStem = pairStem << 1 | pairStems.mayHave(base, shortStem);
                    base = after(hash);
                }
                for (; word != 0; word &= word - 1) {
                    lookForWord(last - Long.numberOfTrailingZeros(word));
                }
                for (; beginning != 0; beginning &= beginning - 1) {
                    lookForBeginning(last - Long.numberOfTrailingZeros(beginning));
                }
                for (; pair != 0; pair &= pair - 1) {
                    lookForPair(last - Long.numberOfTrailingZeros(pair));
                }
                for (; pairStem != 0; pairStem &= pairStem - 1) {
                    lookForPairWithBeginning(last - Long.numberOfTrailingZeros(pairStem));
                }
            }
        }

        private void lookForWord(int token) {
            walk(words, tokens.hash(token), token, token);
        }

        private void lookForBeginning(int token) {
            long head = tokens.head(token);
            long lengths = wordStems.lengths(0, head) | shortWordStems.lengths(0, head);
            walk(words, 0, token, lengths, token, token);
        }

        private void lookForPair(int second) {
            if (second > 0) {
                long key = after(tokens.hash(second - 1)) ^ tokens.hash(second);
                int node = pairs.get(key);
                if (node != LongTable.ABSENT && tokens.joined(second)) {
                    walk(node, key, second - 1, second);
                }
            }
        }

        private void lookForPairWithBeginning(int second) {
            if (second > 0) {
                long base = after(tokens.hash(second - 1));
                long lengths = pairStems.lengths(base, tokens.head(second));
                if (lengths != 0 && tokens.joined(second)) {
                    walk(pairs, base, second, lengths, second - 1, second);
                }
            }
        }

        /** Goes on to where the beginnings of a word lead that have these lengths. */
        private void walk(LongTable nodes, long base, int token, long lengths, int first, int last) {
            long head = tokens.head(token);
            for (int left = (int) lengths; left != 0; left &= left - 1) {
                walk(nodes, base ^ Stems.keyOfLetters(head, Integer.numberOfTrailingZeros(left)), first, last);
            }
            int longer = (int) (lengths >>> Stems.KNOWN_BY_HASH);
            if (longer != 0) {
                long[] hashes = new long[Integer.bitCount(longer)];
                int count = tokens.beginnings(token, longer, hashes);
                for (int i = 0; i < count; i++) {
                    walk(nodes, base ^ Stems.keyOfHash(hashes[i]), first, last);
                }
            }
        }

        private void walk(LongTable nodes, long key, int first, int last) {
            int node = nodes.get(key);
            if (node != LongTable.ABSENT) {
                walk(node, key, first, last);
            }
        }

        /** Tells of the phrases that end at a node, and goes on with those that go on. */
        private void walk(int node, long key, int first, int last) {
            int form = node >>> FORMS;
            if (form > 0) {
                tell(form, first, last);
            }
            if ((node & RIGHT) != 0 && last + 1 < tokens.size() && tokens.joined(last + 1)) {
                follow(node, key, RIGHT, last + 1, first, last + 1);
            }
            if ((node & LEFT) != 0 && first > 0 && tokens.joined(first)) {
                follow(node, key, LEFT, first - 1, first - 1, last);
            }
        }

        private void tell(int from, int first, int last) {
            for (int form = from; ; form++) {
                int what = forms[form];
                if ((what & HAS_CAPITALS) == 0 || writtenAs(shapes[form], first, last)) {
                    finder.found(what >> PHRASE, first, last);
                }
                if ((what & IS_LAST) != 0) {
                    return;
                }
            }
        }

        private void follow(int node, long key, int side, int neighbour, int first, int last) {
            long base = beside(key, side);
            walk(edges, base ^ tokens.hash(neighbour), first, last);
            if ((node & side * BY_BEGINNING) != 0) {
                walk(edges, base, neighbour, edgeStems.lengths(0, tokens.head(neighbour)), first, last);
            }
        }

        private boolean writtenAs(long shapes, int first, int last) {
            long left = shapes;
            for (int i = first; i <= last; i++) {
                long wanted = left & 3;
                if (!tokens.hasShape(i, wanted)) {
                    return false;
                }
                // Where everything is in capitals, "WHO" may be a pronoun.
                if ((wanted & Tokens.UPPER) != 0 && first == last && tokens.shouts()) {
                    return false;
                }
                left >>>= 2;
            }
            return true;
        }
    }
}
