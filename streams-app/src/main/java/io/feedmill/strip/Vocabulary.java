package io.feedmill.strip;

import io.feedmill.rules.YamlFile;
import io.feedmill.words.Words;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Lists of words that calls to the reader are made of, and which of them a text has, sentence by sentence. An entry is a word or
 * some in a row; one that ends in {@code *} is the beginning of a word, and one that begins with {@code ^} counts only
 * where a clause may open: "sign up", but not in "they sign up". Immutable.
 */
final class Vocabulary {
    /** The site's own name. */
    static final String SITE = "site";
    /** An e-mail address, a telephone number or the handle of an account. */
    static final String ADDRESS = "address";
    /** A question. */
    static final String QUESTION = "question";
    /** Words after which a clause opens as after a comma; a list that no call need ask for. */
    private static final String OPENERS = "openers";

    private static final String SPEECH = "speech";
    private static final int KEY = 3;
    private static final int SLOTS = 1 << 13;
    private static final int MOST_LISTS = 62;
    private static final int PHONE_DIGITS = 7;
    private static final char[] S = {'s'};

    /**
     * A sentence.
     *
     * @param lists a bit for each list of which it has a word
     */
    record Said(int from, int to, long lists, int words) {}

    /**
     * @param hashes of each word; of no use where it is only how one begins
     * @param stems for each word whether it is only how one begins
     */
    private record Entry(char[][] words, int[] hashes, boolean[] stems, boolean opens, long list) {}

    private final Map<String, Long> lists = new HashMap<>();
    /** By their first word, those that count only where a clause may open and those that count anywhere. */
    private final Index opening = new Index();

    private final Index anywhere = new Index();
    /** By the first characters of their first word, of which only the beginning is given. */
    private final Index byStem = new Index();
    /** The same of scripts that set no spaces. */
    private final Index dense = new Index();

    private final Hints hints = new Hints();

    private final long site;
    private final long address;
    private final long question;
    private final long openers;
    private final long speech;

    /** Lists of which the other sentences of a call have a word. */
    final long beside;

    Vocabulary(YamlFile.Fields root) {
        YamlFile.Fields words = root.file().anyFields(root.required("words"));
        site = add(SITE);
        address = add(ADDRESS);
        question = add(QUESTION);
        openers = add(OPENERS);
        speech = add(SPEECH);
        words.values().forEach((list, node) -> {
            long bit = add(list);
            if (lists.size() > MOST_LISTS) {
                throw words.file().problem(node, "there are more than " + MOST_LISTS + " lists");
            }
            for (Node line : words.file().list(node)) {
                for (String entry : words.file().words(line).split(",")) {
                    add(entry.strip(), bit);
                }
            }
        });
        beside = bits(root.file(), root.at("beside"), root.text("beside"));
    }

    /** Whether someone is said to have said it. */
    boolean isSpeech(String text, Names names) {
        return read(text, 0, text.length(), names).stream().anyMatch(said -> (said.lists & speech) != 0);
    }

    boolean isQuestion(Said said) {
        return (said.lists & question) != 0;
    }

    private long add(String list) {
        return lists.computeIfAbsent(list, name -> 1L << lists.size());
    }

    private void add(String entry, long list) {
        boolean opens = entry.startsWith("^");
        String folded = Fold.fold(opens ? entry.substring(1) : entry);
        if (folded.charAt(0) >= Lexicon.DENSE && folded.charAt(0) < 0xAC00) {
            dense.put(
                    hash(folded.toCharArray(), 0, Math.min(2, folded.length())),
                    new Entry(new char[][] {folded.toCharArray()}, new int[1], new boolean[1], false, list));
            return;
        }
        String[] words = folded.split("[ '-]{1,3}", 9);
        boolean[] stems = new boolean[words.length];
        char[][] letters = new char[words.length][];
        int[] hashes = new int[words.length];
        for (int i = 0; i < words.length; i++) {
            stems[i] = words[i].endsWith("*") || words[i].codePoints().anyMatch(c -> c >= 0xAC00 && c < 0xD7B0);
            letters[i] =
                    (words[i].endsWith("*") ? words[i].substring(0, words[i].length() - 1) : words[i]).toCharArray();
            hashes[i] = hash(letters[i], 0, letters[i].length);
        }
        int longest = 0;
        for (int i = 1; i < words.length; i++) {
            longest = letters[i].length > letters[longest].length ? i : longest;
        }
        hints.add(new String(letters[longest]), stems[longest], list);
        Index index = stems[0] ? byStem : opens ? opening : anywhere;
        char[] first = letters[0];
        index.put(
                stems[0] ? startHash(first, 0, first.length) : hash(first, 0, first.length),
                new Entry(letters, hashes, stems, opens, list));
    }

    /** The bits of lists by their names: {@code letters|apps}. */
    long bits(YamlFile file, Node at, String names) {
        long bits = 0;
        for (String name : names.split("\\|", MOST_LISTS)) {
            Long bit = lists.get(name.strip().toLowerCase(Locale.ROOT));
            if (bit == null) {
                throw file.problem(at, "there is no list '" + name + "'; there are " + new TreeSet<>(lists.keySet()));
            }
            bits |= bit;
        }
        return bits;
    }

    /** The lists of such bits, for people to read. */
    String names(long bits) {
        TreeSet<String> names = new TreeSet<>();
        lists.forEach((name, bit) -> {
            if ((bits & bit) != 0) {
                names.add(name);
            }
        });
        return String.join(", ", names);
    }

    /** Of which lists the words from there on could have one; perhaps also others. */
    long hints(Words text, int from) {
        return text.isNarrow() ? hints.of(text, from) | site | address | question : -1;
    }

    /** What each sentence of {@code text[from, to)} has. */
    List<Said> read(String text, int from, int to, Names names) {
        List<Said> sentences = new ArrayList<>(4);
        int start = from;
        for (int i = from; i < to; i++) {
            if (isEnd(text, i, to)) {
                addSentence(sentences, text, start, i + 1, names);
                start = i + 1;
            }
        }
        addSentence(sentences, text, start, to, names);
        return sentences;
    }

    /** The last of what {@link #read} gives; null if it gives none. */
    Said last(String text, int from, int to, Names names) {
        int end = endOfLast(text, from, to, to);
        int start = startOfLast(text, from, end, to);
        return start == end
                ? null
                : new Said(start, end, lists(text, start, end, names), Lengths.words(text, start, end));
    }

    /** Whether the sentence that begins there has one before it that leads over to it. */
    boolean isLedTo(String text, int from, int sentence, int to) {
        int end = endOfLast(text, from, sentence, to);
        int start = startOfLast(text, from, end, to);
        return start < end
                && ("?؟".indexOf(Fold.fold(text.charAt(end - 1))) >= 0
                        || Lengths.words(text, start, end) <= Call.SHORT);
    }

    /** Where the last sentence before {@code limit} ends; {@code from} if there is none. */
    private static int endOfLast(String text, int from, int limit, int to) {
        int last = limit;
        while (last > from && text.charAt(last - 1) <= ' ') {
            last--;
        }
        int end = last;
        while (end < limit && end > from && !isEnd(text, end - 1, to)) {
            end++;
        }
        return last == from ? from : end;
    }

    /** Where the first word of the sentence stands that ends there. */
    private static int startOfLast(String text, int from, int end, int to) {
        int start = end - 1;
        while (start > from && !isEnd(text, start - 1, to)) {
            start--;
        }
        while (start < end && text.charAt(Math.max(start, from)) <= ' ') {
            start++;
        }
        return Math.max(start, from);
    }

    private static boolean isEnd(String text, int at, int to) {
        char c = text.charAt(at);
        if (c == '\n') {
            return at == 0 || text.charAt(at - 1) != ':';
        }
        if ("。！？".indexOf(c) >= 0) {
            return true;
        }
        return ".!?…।؟".indexOf(c) >= 0 && (at + 1 == to || text.charAt(at + 1) <= ' ');
    }

    private void addSentence(List<Said> sentences, String text, int from, int to, Names names) {
        int start = from;
        while (start < to && text.charAt(start) <= ' ') {
            start++;
        }
        if (start < to) {
            sentences.add(new Said(start, to, lists(text, start, to, names), Lengths.words(text, start, to)));
        }
    }

    private long lists(String text, int from, int to, Names names) {
        char[] folded = new char[to - from];
        for (int i = from; i < to; i++) {
            folded[i - from] = Fold.fold(text.charAt(i));
        }
        Tokens tokens = new Tokens(folded);
        long found = "?؟".indexOf(folded[folded.length - 1]) >= 0 ? question : 0;
        found |= tokens.address ? address : 0;
        found |= spaced(tokens);
        found |= names.areIn(folded, tokens.starts, tokens.count) ? site : 0;
        return found | (tokens.dense ? dense(folded) : 0);
    }

    /** Where the words of a folded sentence begin and end. */
    private static final class Tokens {
        final char[] text;
        final int[] starts;
        final int[] ends;
        final boolean[] opens;
        final int[] hashes;
        int count;
        boolean address;
        boolean dense;

        Tokens(char[] text) {
            this.text = text;
            starts = new int[text.length / 2 + 1];
            ends = new int[starts.length];
            opens = new boolean[starts.length];
            hashes = new int[starts.length];
            boolean opening = true;
            int digits = 0;
            for (int i = 0; i < text.length; ) {
                char c = text[i];
                if (!Fold.isWordPart(c)) {
                    opening |= c > ' ' && c != '\'' && c != '-' && !Character.isSurrogate(c);
                    digits = " -+.()".indexOf(c) >= 0 ? digits : 0;
                    address |= c == '@' && i + 1 < text.length && Fold.isWordPart(text[i + 1]);
                    i++;
                    continue;
                }
                int start = i;
                int hash = 0;
                while (i < text.length && Fold.isWordPart(text[i])) {
                    dense |= text[i] >= Lexicon.DENSE;
                    hash = step(hash, text[i++]);
                }
                digits = Character.isDigit(c) ? digits + i - start : 0;
                address |= digits >= PHONE_DIGITS;
                starts[count] = start;
                ends[count] = i;
                hashes[count] = finish(hash);
                opens[count++] = opening;
                opening = false;
            }
        }

        boolean is(int token, char[] word, boolean stem) {
            int start = starts[token];
            int length = ends[token] - start;
            return (stem ? length >= word.length : length == word.length)
                    && text[start + word.length - 1] == word[word.length - 1]
                    && Arrays.equals(text, start, start + word.length, word, 0, word.length);
        }
    }

    private long spaced(Tokens tokens) {
        long found = 0;
        boolean opened = false;
        for (int i = 0; i < tokens.count; i++) {
            boolean opens = tokens.opens[i] || opened;
            long here = found(anywhere.at(tokens.hashes[i]), tokens, i, opens)
                    | (opens ? found(opening.at(tokens.hashes[i]), tokens, i, true) : 0)
                    | found(byStem.at(startHash(tokens.text, tokens.starts[i], tokens.ends[i])), tokens, i, opens);
            opened = (here & openers) != 0;
            found |= here;
        }
        return found;
    }

    private static long found(Entry[] entries, Tokens tokens, int at, boolean opens) {
        long found = 0;
        if (entries != null) {
            for (Entry entry : entries) {
                found |= (opens || !entry.opens) && isAt(entry, tokens, at) ? entry.list : 0;
            }
        }
        return found;
    }

    private static boolean isAt(Entry entry, Tokens tokens, int at) {
        int next = at + entry.words.length;
        if (next > tokens.count) {
            return false;
        }
        for (int i = entry.words.length - 1; i >= 0; i--) {
            boolean unlike = !entry.stems[i] && tokens.hashes[at + i] != entry.hashes[i];
            if (unlike || !tokens.is(at + i, entry.words[i], entry.stems[i])) {
                return false;
            }
        }
        return next == tokens.count || !tokens.is(next, S, false); // of theirs: "Facebook's"
    }

    private long dense(char[] text) {
        long found = 0;
        for (int i = 0; i + 1 < text.length; i++) {
            Entry[] entries = text[i] < Lexicon.DENSE ? null : dense.at(hash(text, i, i + 2));
            if (entries != null) {
                for (Entry entry : entries) {
                    found |= isAt(entry.words[0], text, i) ? entry.list : 0;
                }
            }
        }
        return found;
    }

    private static boolean isAt(char[] word, char[] text, int at) {
        int end = at + word.length;
        return end <= text.length && Arrays.equals(text, at, end, word, 0, word.length);
    }

    /** Of the first three characters. */
    private static int startHash(char[] text, int from, int to) {
        return hash(text, from, Math.min(to, from + KEY));
    }

    private static int hash(char[] text, int from, int to) {
        int hash = 0;
        for (int i = from; i < to; i++) {
            hash = step(hash, text[i]);
        }
        return finish(hash);
    }

    private static int step(int hash, char c) {
        return hash * 31 + c;
    }

    private static int finish(int hash) {
        return hash ^ hash >>> 12;
    }

    /** Entries by a hash; most of what is looked up is not there, and told by a bit. */
    private static final class Index {
        private static final int BITS = 1 << 16;

        private final Entry[][] slots = new Entry[SLOTS][];
        private final long[] bits = new long[BITS / Long.SIZE];

        void put(int hash, Entry entry) {
            int slot = hash & SLOTS - 1;
            Entry[] there = slots[slot] == null ? new Entry[1] : Arrays.copyOf(slots[slot], slots[slot].length + 1);
            there[there.length - 1] = entry;
            slots[slot] = there;
            bits[(hash & BITS - 1) >>> 6] |= 1L << hash;
        }

        /** Null if there are none. */
        Entry[] at(int hash) {
            return (bits[(hash & BITS - 1) >>> 6] >>> hash & 1) == 0 ? null : slots[hash & SLOTS - 1];
        }
    }
}
