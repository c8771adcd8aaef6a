package io.feedmill.strip;

import io.feedmill.rules.YamlFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
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
    private static final Set<String> READ_OFF = Set.of(SITE, ADDRESS, QUESTION);
    private static final int KEY = 3;
    private static final int MOST_LISTS = 62;
    private static final int PHONE_DIGITS = 7;

    /**
     * A sentence.
     *
     * @param lists a bit for each list of which it has a word
     */
    record Said(int from, int to, long lists, int words) {}

    /** @param stems for each word whether it is only how one begins */
    private record Entry(String[] words, boolean[] stems, boolean opens, long list) {}

    private final Map<String, Long> lists = new HashMap<>();
    private final Map<String, List<Entry>> byStart = new HashMap<>();
    /** Of scripts that set no spaces. */
    private final Map<String, Long> dense = new HashMap<>();

    /** Lists of which the other sentences of a call have a word. */
    final long beside;

    Vocabulary(YamlFile.Fields root) {
        YamlFile.Fields words = root.file().anyFields(root.required("words"));
        READ_OFF.forEach(this::add);
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
        return read(text, 0, text.length(), names).stream()
                .anyMatch(said -> (said.lists & lists.getOrDefault(SPEECH, 0L)) != 0);
    }

    boolean isQuestion(Said said) {
        return (said.lists & lists.get(QUESTION)) != 0;
    }

    private long add(String list) {
        return lists.computeIfAbsent(list, name -> 1L << lists.size());
    }

    private void add(String entry, long list) {
        boolean opens = entry.startsWith("^");
        String folded = Fold.fold(opens ? entry.substring(1) : entry);
        if (folded.charAt(0) >= Lexicon.DENSE && folded.charAt(0) < 0xAC00) {
            dense.merge(folded, list, (one, other) -> one | other);
            return;
        }
        String[] words = folded.split("[ '-]{1,3}", 9);
        boolean[] stems = new boolean[words.length];
        for (int i = 0; i < words.length; i++) {
            stems[i] = words[i].endsWith("*") || words[i].codePoints().anyMatch(c -> c >= 0xAC00 && c < 0xD7B0);
            words[i] = words[i].endsWith("*") ? words[i].substring(0, words[i].length() - 1) : words[i];
        }
        byStart.computeIfAbsent(key(words[0]), key -> new ArrayList<>(2)).add(new Entry(words, stems, opens, list));
    }

    private static String key(String word) {
        return word.length() <= KEY ? word : word.substring(0, KEY);
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
        List<String> tokens = new ArrayList<>(16);
        List<Boolean> opening = new ArrayList<>(16);
        boolean opens = true;
        boolean unspaced = false;
        long found = "?؟？".indexOf(text.charAt(to - 1)) >= 0 ? lists.get(QUESTION) : 0;
        int digits = 0;
        for (int i = from; i < to; ) {
            char c = text.charAt(i);
            if (!Fold.isWordPart(Fold.fold(c))) {
                boolean between = c == '\'' || c == '’' || c == '-';
                opens |= c > ' ' && !between && !Character.isSurrogate(c);
                digits = c == ' ' || c == '-' || c == '+' || c == '.' || c == '(' || c == ')' ? digits : 0;
                if (c == '@' && i + 1 < to && Character.isLetterOrDigit(text.charAt(i + 1))) {
                    found |= lists.get(ADDRESS);
                }
                i++;
                continue;
            }
            int end = i;
            while (end < to && Fold.isWordPart(Fold.fold(text.charAt(end)))) {
                unspaced |= text.charAt(end) >= Lexicon.DENSE;
                end++;
            }
            String token = Fold.fold(text.substring(i, end));
            digits = Character.isDigit(token.charAt(0)) ? digits + token.length() : 0;
            if (digits >= PHONE_DIGITS) {
                found |= lists.get(ADDRESS);
            }
            tokens.add(token);
            opening.add(opens);
            opens = false;
            i = end;
        }
        found |= spaced(tokens, opening);
        if (names.areIn(tokens)) {
            found |= lists.get(SITE);
        }
        if (unspaced) {
            String folded = Fold.fold(text.substring(from, to));
            for (Map.Entry<String, Long> entry : dense.entrySet()) {
                if ((found & entry.getValue()) != entry.getValue() && folded.contains(entry.getKey())) {
                    found |= entry.getValue();
                }
            }
        }
        return found;
    }

    private long spaced(List<String> tokens, List<Boolean> opening) {
        long openers = lists.getOrDefault(OPENERS, 0L);
        long found = 0;
        boolean opened = false;
        for (int i = 0; i < tokens.size(); i++) {
            boolean opens = opening.get(i) || opened;
            opened = false;
            for (Entry entry : byStart.getOrDefault(key(tokens.get(i)), List.of())) {
                if ((opens || !entry.opens) && isAt(entry, tokens, i)) {
                    found |= entry.list;
                    opened |= entry.list == openers;
                }
            }
        }
        return found;
    }

    private static boolean isAt(Entry entry, List<String> tokens, int at) {
        if (at + entry.words.length > tokens.size()) {
            return false;
        }
        for (int i = 0; i < entry.words.length; i++) {
            String token = tokens.get(at + i);
            if (entry.stems[i] ? !token.startsWith(entry.words[i]) : !token.equals(entry.words[i])) {
                return false;
            }
        }
        int next = at + entry.words.length;
        return next == tokens.size() || !tokens.get(next).equals("s"); // of theirs: "Facebook's"
    }
}
