package io.feedmill.tag;

import java.util.ArrayList;
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

    private record Form<T>(T entry, byte[] shapes) {}

    private static final int MAX_WORDS = 24;
    private static final int MAX_FORMS = 400;
    private static final int MOST_SYMBOLS = 8;
    private static final int LONGEST_BEGINNING = 30;
    private static final int STEM = 4;

    private final LongTable words = new LongTable();
    private final LongTable beginnings = new LongTable();
    /** By the first {@value Tokens#HEAD} letters: a bit for each length of a beginning that a phrase uses. */
    private final LongTable heads = new LongTable();
    /** The first {@value #STEM} letters of those beginnings that are as long or longer. */
    private final LongTable stems = new LongTable();

    private final LongTable edges = new LongTable();
    private final List<List<Form<T>>> nodes = new ArrayList<>(List.of(List.of()));
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
            if (beginning && tokens.head(i) == 0) {
                throw new IllegalArgumentException(
                        "the phrase '" + wording + "' needs " + Tokens.HEAD + " letters or more before a '*'");
            }
            if (beginning) {
                addBeginning(wording, form.substring(tokens.start(i), tokens.end(i)), tokens.head(i));
            }
            int symbol = symbol(beginning ? beginnings : words, tokens.hash(i));
            node = child(node, symbol);
            shapes[i] = tokens.shape(i);
        }
        if (nodes.get(node).isEmpty()) {
            nodes.set(node, new ArrayList<>(1));
        }
        nodes.get(node).add(new Form<>(entry, shapes));
        forms++;
    }

    private void addBeginning(String wording, String word, long head) {
        long h = Tokens.emptyHash();
        int letters = 0;
        for (int i = 0; i < word.length(); i++) {
            if (Folding.kind(word.charAt(i)) != Folding.SILENT) {
                h = Tokens.step(h, Folding.fold(word.charAt(i)));
                letters++;
                if (letters == STEM) {
                    stems.put(h, 0);
                }
            }
        }
        if (letters > LONGEST_BEGINNING) {
            throw new IllegalArgumentException(
                    "the phrase '" + wording + "' has more than " + LONGEST_BEGINNING + " letters before a '*'");
        }
        heads.put(head, Math.max(0, heads.get(head)) | 1 << letters);
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
        nodes.add(List.of());
        int added = nodes.size() - 1;
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
        int[][] symbolsOf = new int[tokens.size()][];
        for (int i = 0; i < tokens.size(); i++) {
            symbolsOf[i] = symbolsOf(tokens, i);
        }
        for (int i = 0; i < tokens.size(); i++) {
            if (symbolsOf[i] != null) {
                walk(tokens, capitals, symbolsOf, 0, i, i, finder);
            }
        }
    }

    private void walk(
            Tokens tokens,
            Tokens.Capitals capitals,
            int[][] symbolsOf,
            int node,
            int first,
            int token,
            Finder<T> finder) {
        for (int symbol : symbolsOf[token]) {
            int next = node == 0 ? startingWith(symbol) : edges.get(edge(node, symbol));
            if (next == LongTable.ABSENT) {
                continue;
            }
            for (Form<T> form : nodes.get(next)) {
                if (writtenAs(form.shapes(), tokens, first, capitals)) {
                    finder.found(form.entry(), first, token);
                }
            }
            int following = token + 1;
            if (inner.get(next)
                    && following < tokens.size()
                    && tokens.joined(following)
                    && symbolsOf[following] != null) {
                walk(tokens, capitals, symbolsOf, next, first, following, finder);
            }
        }
    }

    private int startingWith(int symbol) {
        return symbol < first.length && first[symbol] > 0 ? first[symbol] : LongTable.ABSENT;
    }

    private static boolean writtenAs(byte[] shapes, Tokens tokens, int first, Tokens.Capitals capitals) {
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

    /** The symbols a word may stand for: itself, and every beginning of it that a phrase uses; null if none. */
    private int[] symbolsOf(Tokens tokens, int token) {
        int exact = words.get(tokens.hash(token));
        int lengths = tokens.head(token) == 0 ? LongTable.ABSENT : heads.get(tokens.head(token));
        int[] found = exact == LongTable.ABSENT ? null : new int[] {exact};
        if (lengths == LongTable.ABSENT) {
            return found;
        }
        long h = Tokens.emptyHash();
        int letters = 0;
        String text = tokens.text;
        for (int i = tokens.start(token); i < tokens.end(token) && lengths >> letters != 0; i++) {
            char c = text.charAt(i);
            if (Folding.kind(c) == Folding.SILENT) {
                continue;
            }
            h = Tokens.step(h, Folding.fold(c));
            letters++;
            if (letters == STEM && stems.get(h) == LongTable.ABSENT) {
                return found;
            }
            int symbol = (lengths >> letters & 1) == 0 ? LongTable.ABSENT : beginnings.get(h);
            if (symbol != LongTable.ABSENT) {
                found = with(found, symbol);
                if (found.length == MOST_SYMBOLS) {
                    return found;
                }
            }
        }
        return found;
    }

    private static int[] with(int[] symbols, int symbol) {
        int[] more = symbols == null ? new int[1] : Arrays.copyOf(symbols, symbols.length + 1);
        more[more.length - 1] = symbol;
        return more;
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
