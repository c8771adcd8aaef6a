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
 * where a clause may open: "sign up", but not in "they sign up". Case says nothing; a Latin letter that has a mark in the text
 * has the same in the entry, for Vietnamese "dân" is not Dutch "dan", but marks may be missing in the text. Immutable.
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
    private static final String STAFF = "staff";
    private static final int MOST_LISTS = 62;
    private static final int PHONE_DIGITS = 7;
    /** As many of the first letters of a word as each entry gives that is only its beginning, and as most of them give. */
    private static final int SHORT_START = 3;

    private static final int START = 4;

    private static final char FIRST_MARKED = '\u00C0';
    /** The end of the Latin letters, those of Vietnamese among them. */
    private static final char LAST_MARKED = '\u1EFF';

    private static final long S = Words.of("s").hash(0);

    /**
     * A sentence.
     *
     * @param lists a bit for each list of which it has a word
     * @param line whether a line ends with it, rather than a mark
     */
    record Said(int from, int to, long lists, int words, boolean line) {}

    /**
     * @param head how its first word begins, as far as {@code mask} goes: by this alone most are told from others with their key
     * @param words the hash of each; of no use where it is only how one begins
     * @param stems for each word how it begins, folded; null if it is given whole
     * @param spelled each word in small letters, with its marks
     */
    private record Entry(
            long head, long mask, long[] words, String[] stems, String[] spelled, boolean opens, long list) {}

    private final Map<String, Long> lists = new HashMap<>();
    private final Index entries = new Index();
    private final long site;
    private final long address;
    private final long question;
    private final long openers;
    private final long speech;
    private final long staff;

    /** Lists of which the other sentences of a call have a word. */
    final long beside;

    Vocabulary(YamlFile.Fields root) {
        YamlFile.Fields words = root.file().anyFields(root.required("words"));
        site = add(SITE);
        address = add(ADDRESS);
        question = add(QUESTION);
        openers = add(OPENERS);
        speech = add(SPEECH);
        staff = add(STAFF);
        words.values().forEach((list, node) -> {
            long bit = add(list);
            if (lists.size() > MOST_LISTS) {
                throw words.file().problem(node, "there are more than " + MOST_LISTS + " lists");
            }
            for (Node line : words.file().list(node)) {
                for (String entry : words.file().words(line).split(",")) {
                    if (!add(entry.strip(), bit)) {
                        throw words.file()
                                .problem(line, "'" + entry.strip() + "' is no word, or too short a beginning");
                    }
                }
            }
        });
        beside = bits(root.file(), root.at("beside"), root.text("beside"));
    }

    private long add(String list) {
        return lists.computeIfAbsent(list, name -> 1L << lists.size());
    }

    private boolean add(String entry, long list) {
        Words words = Words.of(entry);
        String[] stems = new String[words.size()];
        String[] spelled = new String[words.size()];
        for (int i = 0; i < stems.length; i++) {
            int end = words.end(i);
            // Korean sets endings behind its words.
            boolean stem =
                    entry.startsWith("*", end) || entry.charAt(end - 1) >= 0xAC00 && entry.charAt(end - 1) < 0xD7B0;
            spelled[i] = entry.substring(words.start(i), end).toLowerCase(Locale.ROOT);
            stems[i] = stem ? Fold.fold(entry.substring(words.start(i), end)) : null;
        }
        if (stems.length == 0 || stems[0] != null && start(words, 0, SHORT_START - 1) == words.head(0)) {
            return false;
        }
        long key = words.hash(0);
        if (stems[0] != null) {
            key = start(words, 0, start(words, 0, SHORT_START) == words.head(0) ? SHORT_START : START);
        } else if (stems.length > 1 && stems[1] == null) {
            key = pair(words, 0);
        }
        long head = words.head(0);
        long mask = stems[0] == null ? -1L : -1L >>> Long.numberOfLeadingZeros(head) / Byte.SIZE * Byte.SIZE;
        boolean opens = entry.startsWith("^");
        entries.put(key, start(words, 0, START), new Entry(head, mask, words.hashes(), stems, spelled, opens, list));
        return true;
    }

    private static long start(Words words, int word, int letters) {
        return words.head(word) & (1L << letters * Byte.SIZE) - 1;
    }

    private static long pair(Words words, int at) {
        return words.hash(at) * 31 + words.hash(at + 1);
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

    /** Whether someone is said to have said it. */
    boolean isSpeech(String text) {
        return (read(Words.of(text), 0).all & speech) != 0;
    }

    /** Whether there is a word for those who make a paper. */
    boolean isStaff(String text) {
        return (read(Words.of(text), 0).all & staff) != 0;
    }

    /** Whether there is any word of any list in it. */
    boolean knows(String text) {
        return read(Words.of(text), 0).all != 0;
    }

    boolean isQuestion(Said said) {
        return (said.lists & question) != 0;
    }

    /** What the words have that begin at {@code from} or later. */
    Reading read(Words words, int from) {
        return new Reading(words, from);
    }

    /** The words of a text, and of which lists they are. */
    final class Reading {
        private final Words words;
        private final String text;
        private final int from;
        private final int first;
        /** For each word of which lists an entry begins with it; null if none does. */
        private long[] lists;

        private long all;

        private Reading(Words words, int from) {
            this.words = words;
            this.text = words.text();
            this.from = from;
            int first = words.size();
            while (first > 0 && words.start(first - 1) >= from) {
                first--;
            }
            this.first = first;
            find();
        }

        private void find() {
            boolean opened = true;
            for (int i = first; i < words.size(); i++) {
                long here = found(entries.at(start(words, i, SHORT_START)), i, opened);
                long start = start(words, i, START);
                if (entries.mayBegin(start)) {
                    here |= found(entries.at(words.hash(i)), i, opened) | found(entries.at(start), i, opened);
                    if (i + 1 < words.size()) {
                        here |= found(entries.at(pair(words, i)), i, opened);
                    }
                }
                if (here != 0) {
                    lists = lists == null ? new long[words.size()] : lists;
                    lists[i] = here;
                    all |= here;
                }
                opened = (here & openers) != 0;
            }
        }

        /** Of which lists there may be an entry; of those that are told by no entry there always may. */
        long possible() {
            return all | site | address | question;
        }

        private boolean opensAt(int word) {
            for (int i = words.end(word - 1); i < words.start(word); i++) {
                char c = Fold.fold(text.charAt(i));
                if (c > ' ' && c != '\'' && c != '-' && !Character.isSurrogate(c) || isEnd(i)) {
                    return true;
                }
            }
            return false;
        }

        /** @param opened whether the word before it opens a clause */
        private long found(Entry[] entries, int at, boolean opened) {
            long found = 0;
            if (entries != null) {
                long head = words.head(at);
                for (Entry entry : entries) {
                    if ((head & entry.mask) == entry.head
                            && isAt(entry, at)
                            && (!entry.opens || opened || opensAt(at))) {
                        found |= entry.list;
                    }
                }
            }
            return found;
        }

        private boolean isAt(Entry entry, int at) {
            int next = at + entry.words.length;
            if (next > words.size()) {
                return false;
            }
            for (int i = 0; i < entry.words.length; i++) {
                String stem = entry.stems[i];
                boolean same = stem == null ? words.hash(at + i) == entry.words[i] : begins(at + i, stem);
                if (!same || i > 0 && isEndBefore(at + i) || !words.plain() && !hasMarks(at + i, entry.spelled, i)) {
                    return false;
                }
            }
            boolean genitive = next < words.size()
                    && words.hash(next) == S
                    && text.charAt(words.start(next) - 1) > ' '; // "Facebook's", not Slavic "s", which is "with"
            return !genitive;
        }

        /** Whether each of its Latin letters that has a mark stands so in the entry. */
        private boolean hasMarks(int word, String[] spelled, int inEntry) {
            int start = words.start(word);
            int length = words.end(word) - start;
            for (int i = 0; i < length; i++) {
                char c = text.charAt(start + i);
                if (c >= FIRST_MARKED && c <= LAST_MARKED && Fold.fold(c) < FIRST_MARKED) {
                    if (i >= spelled[inEntry].length()) {
                        return true;
                    }
                    char there = spelled[inEntry].charAt(i);
                    if (Fold.fold(c) != Fold.fold(there)) {
                        return true; // Not letter by letter: marks of their own characters.
                    }
                    if (there < FIRST_MARKED && Fold.fold(there) != 'i') {
                        return false;
                    }
                }
            }
            return true;
        }

        private boolean begins(int word, String stem) {
            int start = words.start(word);
            if (words.end(word) - start < stem.length()) {
                return false;
            }
            for (int i = 0; i < stem.length(); i++) {
                if (Fold.fold(text.charAt(start + i)) != stem.charAt(i)) {
                    return false;
                }
            }
            return true;
        }

        /** Whether a sentence ends between the word and the one before it. */
        private boolean isEndBefore(int word) {
            for (int i = words.end(word - 1); i < words.start(word); i++) {
                if (isEnd(i)) {
                    return true;
                }
            }
            return false;
        }

        private boolean isEnd(int at) {
            char c = text.charAt(at);
            if (c == '\n') {
                return at == 0 || text.charAt(at - 1) != ':';
            }
            if ("。！？".indexOf(c) >= 0) {
                return true;
            }
            return ".!?…।؟".indexOf(c) >= 0 && (at + 1 == text.length() || text.charAt(at + 1) <= ' ');
        }

        /** What each sentence has. */
        List<Said> sentences(Names names) {
            List<Said> sentences = new ArrayList<>(4);
            int start = from;
            int word = first;
            for (int end = from + 1; end <= text.length(); end++) {
                if (end == text.length() || isEnd(end - 1)) {
                    int next = word;
                    while (next < words.size() && words.start(next) < end) {
                        next++;
                    }
                    while (start < end && text.charAt(start) <= ' ') {
                        start++;
                    }
                    if (start < end) {
                        long lists = lists(start, end, word, next, names);
                        boolean line = text.charAt(end - 1) == '\n';
                        sentences.add(new Said(start, end, lists, Lengths.words(text, start, end), line));
                    }
                    start = end;
                    word = next;
                }
            }
            return sentences;
        }

        private long lists(int start, int end, int firstWord, int endWord, Names names) {
            long found = "?؟".indexOf(Fold.fold(text.charAt(end - 1))) >= 0 ? question : 0;
            for (int i = firstWord; i < endWord && lists != null; i++) {
                found |= lists[i];
            }
            found |= hasAddress(start, firstWord, endWord) ? address : 0;
            return found | (names.areIn(words, firstWord, endWord, end) ? site : 0);
        }

        private boolean hasAddress(int start, int firstWord, int endWord) {
            int digits = 0;
            int before = start;
            for (int i = firstWord; i < endWord; i++) {
                int begin = words.start(i);
                if (begin > start && Fold.fold(text.charAt(begin - 1)) == '@') {
                    return true;
                }
                for (int at = before; at < begin; at++) {
                    digits = " -+.()".indexOf(Fold.fold(text.charAt(at))) >= 0 ? digits : 0;
                }
                before = words.end(i);
                int end = begin;
                while (end < before && Character.isDigit(Fold.fold(text.charAt(end)))) {
                    end++;
                }
                digits += end - begin;
                if (digits >= PHONE_DIGITS) {
                    return true;
                }
                digits = end == before ? digits : 0; // "1200여명" is a number and its word.
            }
            return false;
        }
    }

    /** Entries by a hash; most of what is looked up is not there, and told by two bits (Bloom). */
    private static final class Index {
        private static final int SLOTS = 1 << 15;
        private static final int BITS = 1 << 18;
        private static final int START_BITS = 1 << 16;

        private final Entry[][] slots = new Entry[SLOTS][];
        private final long[] bits = new long[BITS / Long.SIZE];
        /** A bit for each of the beginnings of their first words. */
        private final long[] starts = new long[START_BITS / Long.SIZE];

        /** @param start how its first word begins */
        void put(long key, long start, Entry entry) {
            long hash = hash(key);
            int slot = (int) hash & SLOTS - 1;
            Entry[] there = slots[slot] == null ? new Entry[1] : Arrays.copyOf(slots[slot], slots[slot].length + 1);
            there[there.length - 1] = entry;
            slots[slot] = there;
            bits[word(hash)] |= 1L << hash | 1L << (hash >>> 6);
            starts[startWord(hash(start))] |= 1L << hash(start);
        }

        /** Whether the first word of an entry may begin so. */
        boolean mayBegin(long start) {
            long hash = hash(start);
            return (starts[startWord(hash)] >>> hash & 1) != 0;
        }

        private static int startWord(long hash) {
            return (int) (hash >>> 6) & START_BITS / Long.SIZE - 1;
        }

        /** Those with that key, and perhaps others; null if there are none. */
        Entry[] at(long key) {
            long hash = hash(key);
            long word = bits[word(hash)];
            return (word >>> hash & word >>> (hash >>> 6) & 1) == 0 ? null : slots[(int) hash & SLOTS - 1];
        }

        private static int word(long hash) {
            return (int) (hash >>> 12) & BITS / Long.SIZE - 1;
        }

        private static long hash(long key) {
            return (key ^ key >>> 32) * 0x9E3779B97F4A7C15L >>> 32;
        }
    }
}
