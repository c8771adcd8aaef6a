package io.feedmill.tag;

import io.feedmill.words.Folding;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * One way to write a phrase: a row of words. In a wording, {@code (a|b c|)} stands for one of several, the empty one
 * included; a word ending in {@code *} stands for all words that begin so; a capital letter at the beginning of a word, or a
 * word all in capitals, must be so in the text, while small letters may be either.
 */
record Form(List<Word> words) {

    /** So that the capitals of all words fit into a long. */
    static final int MAX_WORDS = 24;

    private static final int MAX_FORMS = 400;
    static final int SHORTEST_BEGINNING = 2;
    /** So that a bit for each length fits into an int. */
    static final int LONGEST_BEGINNING = 30;

    /**
     * @param hash of its folded letters, and so for {@code head} and {@code shape}, as {@link Tokens} has them
     * @param beginning how many letters a word must begin with; 0 if it must be this word
     */
    record Word(long hash, long head, byte shape, int beginning) {

        boolean begins() {
            return beginning > 0;
        }
    }

    /**
     * All forms of a wording.
     *
     * @throws IllegalArgumentException if it is not well formed; the message says why
     */
    static List<Form> of(String wording) {
        List<Form> forms = new ArrayList<>();
        for (String written : expand(wording)) {
            forms.add(of(wording, written));
        }
        return forms;
    }

    private static Form of(String wording, String written) {
        Tokens tokens = Tokens.of(written);
        if (tokens.size() == 0 || tokens.size() > MAX_WORDS) {
            throw new IllegalArgumentException("the phrase '" + wording + "' needs 1 to " + MAX_WORDS + " words");
        }
        List<Word> words = new ArrayList<>(tokens.size());
        for (int i = 0; i < tokens.size(); i++) {
            boolean begins = tokens.end(i) < written.length() && written.charAt(tokens.end(i)) == '*';
            int beginning = begins ? beginning(wording, tokens, i) : 0;
            words.add(new Word(tokens.hash(i), tokens.head(i), tokens.shape(i), beginning));
        }
        return new Form(words);
    }

    private static int beginning(String wording, Tokens tokens, int token) {
        int letters = 0;
        int c;
        for (int i = tokens.start(token); i < tokens.end(token); i += Character.charCount(c)) {
            c = tokens.text.codePointAt(i);
            letters += Folding.kind(c) == Folding.SILENT ? 0 : 1;
        }
        if (letters < SHORTEST_BEGINNING) {
            throw new IllegalArgumentException(
                    "the phrase '" + wording + "' needs " + SHORTEST_BEGINNING + " letters or more before a '*'");
        }
        if (letters > LONGEST_BEGINNING) {
            throw new IllegalArgumentException(
                    "the phrase '" + wording + "' has more than " + LONGEST_BEGINNING + " letters before a '*'");
        }
        return letters;
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
