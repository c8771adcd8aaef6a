package io.feedmill.tag;

import io.feedmill.words.Folding;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Phrases as a trie of words, found in one pass. What a pass costs depends on the text, hardly on the number of phrases:
 * one table lookup for most words.
 *
 * <p>A wording is a row of words. {@code (a|b c|)} stands for one of several, the empty one included; a word ending in
 * {@code *} stands for all words that begin so; a capital letter at the beginning of a word, or a word all in capitals,
 * must be so in the text, while small letters may be either.
 *
 * @param <T> what a phrase stands for
 */
final class PhraseTrie<T> {

    /** Told of every phrase found, also of those within longer ones. */
    interface Finder<T> {
        void found(T entry, int firstToken, int lastToken);
    }

    /**
     * @param shapes of its words; null if it has no capitals, so that it may be written in any way
     * @param next another that ends at the same node; null if there is none
     */
    private record Form<T>(T entry, byte[] shapes, Form<T> next) {}

    private static final int MAX_WORDS = 24;
    private static final int MAX_FORMS = 400;
    private static final int MOST_SYMBOLS = 8;
    private static final int SHORTEST_BEGINNING = 2;
    private static final int LONGEST_BEGINNING = 30;

    private final LongTable words = new LongTable();
    /** By the first {@value Tokens#STEM} letters: a bit for each length of a beginning that a phrase uses. */
    private final LongTable stems = new LongTable();

    private final LongTable beginnings = new LongTable();
    /** The symbols of beginnings that are shorter than a stem, by their letters. */
    private final LongTable shortBeginnings = new LongTable();

    private final LongTable edges = new LongTable();
    /** For each node a phrase that ends there; null if none does. The first {@link #size} are in use. */
    private Form<T>[] ending = nodes(1024);

    private int size = 1;
    /** For each symbol the node of the phrases that begin with it; 0 if none do. */
    private int[] first = new int[256];
    /** Which nodes a phrase goes on from. */
    private final BitSet inner = new BitSet();

    private int symbols;
    private int forms;

    /** @throws IllegalArgumentException if the wording is not well formed; the message says why */
    void add(String wording, T entry) {
        for (String form : expand(wording)) {
            addForm(wording, form, entry);
        }
    }

    int forms() {
        return forms;
    }

    private void addForm(String wording, String form, T entry) {
        Tokens tokens = Tokens.of(form);
        if (tokens.size() == 0 || tokens.size() > MAX_WORDS) {
            throw new IllegalArgumentException("the phrase '" + wording + "' needs 1 to " + MAX_WORDS + " words");
        }
        int node = 0;
        byte[] shapes = new byte[tokens.size()];
        for (int i = 0; i < tokens.size(); i++) {
            boolean beginning = tokens.end(i) < form.length() && form.charAt(tokens.end(i)) == '*';
            int symbol = beginning ? beginning(wording, tokens, i) : symbol(words, tokens.hash(i));
            node = child(node, symbol);
            shapes[i] = tokens.shape(i);
        }
        boolean plain = true;
        for (byte shape : shapes) {
            plain &= shape == 0;
        }
        ending[node] = new Form<>(entry, plain ? null : shapes, ending[node]);
        forms++;
    }

    @SuppressWarnings("unchecked")
    private static <T> Form<T>[] nodes(int length) {
        return (Form<T>[]) new Form<?>[length];
    }

    private int beginning(String wording, Tokens tokens, int token) {
        int letters = 0;
        for (int i = tokens.start(token); i < tokens.end(token); i++) {
            letters += Folding.kind(tokens.text.charAt(i)) == Folding.SILENT ? 0 : 1;
        }
        if (letters < SHORTEST_BEGINNING || tokens.stem(token) == 0) {
            throw new IllegalArgumentException(
                    "the phrase '" + wording + "' needs " + SHORTEST_BEGINNING + " letters or more before a '*'");
        }
        if (letters > LONGEST_BEGINNING) {
            throw new IllegalArgumentException(
                    "the phrase '" + wording + "' has more than " + LONGEST_BEGINNING + " letters before a '*'");
        }
        long stem = tokens.stem(token);
        if (letters < Tokens.STEM) {
            return symbol(shortBeginnings, stem);
        }
        stems.put(stem, Math.max(0, stems.get(stem)) | 1 << letters);
        return symbol(beginnings, tokens.hash(token));
    }

    private int symbol(LongTable table, long hash) {
        int known = table.get(hash);
        if (known != LongTable.ABSENT) {
            return known;
        }
        table.put(hash, symbols);
        return symbols++;
    }

    private int child(int node, int symbol) {
        long edge = edge(node, symbol);
        int known = edges.get(edge);
        if (known != LongTable.ABSENT) {
            return known;
        }
        int added = size++;
        ending = added < ending.length ? ending : Arrays.copyOf(ending, added * 2);
        edges.put(edge, added);
        inner.set(node);
        if (node == 0) {
            first = symbol < first.length ? first : Arrays.copyOf(first, symbol * 2);
            first[symbol] = added;
        }
        return added;
    }

    private static long edge(int node, int symbol) {
        return (long) node << 32 | symbol;
    }

    /** Finds all phrases in the order of their first word. */
    void scan(Tokens tokens, Tokens.Capitals capitals, Finder<T> finder) {
        new Pass(tokens, capitals, finder).run();
    }

    /** One pass over the words of one text. */
    private final class Pass {

        private final Tokens tokens;
        private final Tokens.Capitals capitals;
        private final Finder<T> finder;
        /** The symbols that the words may stand for, those of a word up to where it ends here. */
        private int[] found;

        private final int[] ends;
        private final long[] hashes = new long[LONGEST_BEGINNING + 1];

        Pass(Tokens tokens, Tokens.Capitals capitals, Finder<T> finder) {
            this.tokens = tokens;
            this.capitals = capitals;
            this.finder = finder;
            this.ends = new int[tokens.size()];
            this.found = new int[tokens.size() / 2 + MOST_SYMBOLS];
        }

        void run() {
            int count = 0;
            for (int i = 0; i < ends.length; i++) {
                count = look(i, count);
                ends[i] = count;
            }
            for (int i = 0, from = 0; i < ends.length; from = ends[i++]) {
                for (int at = from; at < ends[i]; at++) {
                    int symbol = found[at];
                    if (symbol < first.length && first[symbol] > 0) {
                        walk(first[symbol], i, i);
                    }
                }
            }
        }

        /** Finds what a word may stand for: itself, and every beginning of it that a phrase uses. */
        private int look(int token, int from) {
            if (from + MOST_SYMBOLS > found.length) {
                found = Arrays.copyOf(found, found.length * 2);
            }
            int exact = words.get(tokens.hash(token));
            int count = put(exact, from);
            long stem = tokens.stem(token);
            if (!shortBeginnings.isEmpty()) {
                count = put(shortBeginnings.get(Tokens.shortened(stem, 2)), count);
                count = put(shortBeginnings.get(Tokens.shortened(stem, 3)), count);
            }
            int lengths = stems.get(stem);
            if (lengths != LongTable.ABSENT) {
                int hashed = tokens.beginnings(token, lengths, hashes);
                for (int i = 0; i < hashed && count < from + MOST_SYMBOLS; i++) {
                    count = put(beginnings.get(hashes[i]), count);
                }
            }
            return count;
        }

        private int put(int symbol, int count) {
            if (symbol == LongTable.ABSENT) {
                return count;
            }
            found[count] = symbol;
            return count + 1;
        }

        /** Tells of the phrases that end here, and goes on with those that go on. */
        private void walk(int node, int first, int token) {
            for (Form<T> form = ending[node]; form != null; form = form.next()) {
                if (form.shapes() == null || writtenAs(form.shapes(), first)) {
                    finder.found(form.entry(), first, token);
                }
            }
            int following = token + 1;
            if (!inner.get(node) || following == ends.length || !tokens.joined(following)) {
                return;
            }
            for (int at = ends[token]; at < ends[following]; at++) {
                int next = edges.get(edge(node, found[at]));
                if (next != LongTable.ABSENT) {
                    walk(next, first, following);
                }
            }
        }

        private boolean writtenAs(byte[] shapes, int first) {
            for (int i = 0; i < shapes.length; i++) {
                byte wanted = shapes[i];
                if ((wanted & tokens.shape(first + i)) != wanted) {
                    return false;
                }
                // Where everything is in capitals, "WHO" may be a pronoun.
                if (capitals == Tokens.Capitals.ALL_CAPS && (wanted & Tokens.UPPER) != 0 && shapes.length == 1) {
                    return false;
                }
            }
            return true;
        }
    }

    /** Writes out the alternatives of a wording, the innermost first. */
    static Set<String> expand(String wording) {
        Set<String> forms = new LinkedHashSet<>(List.of(wording));
        boolean open = true;
        while (open) {
            open = false;
            Set<String> written = new LinkedHashSet<>();
            for (String form : forms) {
                open |= expandInnermost(wording, form, written);
            }
            forms = written;
            if (forms.size() > MAX_FORMS) {
                throw new IllegalArgumentException(
                        "the phrase '" + wording + "' stands for more than " + MAX_FORMS + " forms");
            }
        }
        return forms;
    }

    private static boolean expandInnermost(String wording, String form, Set<String> written) {
        int close = form.indexOf(')');
        int open = close < 0 ? form.indexOf('(') : form.lastIndexOf('(', close);
        if (close < 0 && open < 0) {
            if (form.indexOf('|') >= 0) {
                throw new IllegalArgumentException("the phrase '" + wording + "' has a '|' outside '(' and ')'");
            }
            written.add(form);
            return false;
        }
        if (close < 0 || open < 0) {
            throw new IllegalArgumentException("the phrase '" + wording + "' has a '(' or ')' without the other");
        }
        for (String choice : form.substring(open + 1, close).split("\\|", -1)) {
            written.add(form.substring(0, open) + choice + form.substring(close + 1));
        }
        return true;
    }
}
