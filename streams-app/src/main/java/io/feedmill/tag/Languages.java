package io.feedmill.tag;

import io.feedmill.rules.RuleText;
import io.feedmill.rules.YamlFile;
import io.feedmill.words.Words;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Tells a language by its script, its commonest words, the letters only it and few others have, and frequent endings.
 * Reads the headline and the beginning of the text.
 */
final class Languages {

    private static final long BASE = 0x9e3779b97f4a7c15L;

    /** What a common word, a telling letter and an ending are worth, shared among the languages that have it. */
    private static final int WORD = 60;

    private static final int NEWS_WORD = 32;
    private static final int SHORTEST_NEWS_WORD = 4;
    private static final int LETTER = 30;
    private static final int ENDING = 20;
    private static final int LONGEST_ENDING = 6;
    private static final int LETTER_COUNTS = 4;

    /** So many words are asked first, and others only while those leave a doubt: spread, so that a mixture shows. */
    private static final int WORDS_AT_ONCE = 32;

    private static final int BEYOND_DOUBT = 1000;

    /** One past the last letter that may tell a language: all that share a script among languages are below. */
    private static final int LETTERS_END = Sample.FOREIGN_END;

    /** The votes that leave no doubt for want of words: about four words that no other language has. */
    private static final int PLENTY = 240;

    /** The confidence from which common words alone tell. */
    private static final int PLAIN = 700;

    private static final int VOTES_A_BIT = 6;
    private static final int CONFIDENCE_A_BIT = 40;
    private static final int MOST_BY_TRIGRAMS = 900;
    private static final int LEAST_TRIGRAMS = 12;

    private static final int SURE = 120;
    /** What it takes to contradict the feed: more than one word. */
    private static final int SURE_AGAINST_FEED = 300;

    private static final int FROM_FEED = 200;
    private static final int FROM_FEED_AGREEING = 400;

    private static final Map<String, String> OLD_CODES =
            Map.of("iw", "he", "in", "id", "nb", "no", "nn", "no", "cmn", "zh", "tl", "fil");

    private final List<String> codes = new ArrayList<>();
    private final List<Script> scripts = new ArrayList<>();
    private final Votes votes = new Votes();
    /** Of words and of endings what they speak for. */
    private final LongTable words = new LongTable();

    private final LongTable endings = new LongTable();
    /** Of each letter its place among those that tell something; 0 for those that tell nothing. */
    private final short[] letters = new short[LETTERS_END];
    /** By these places what letters speak for. */
    private int[] letterVotes = {Votes.NOBODY};

    private Trigrams trigrams;
    /** The numbers of the languages among those of the trigrams; negative for one that has none. */
    private int[] numbersOfTrigrams;

    static Languages read(YamlFile file, RuleText trigramFile) {
        Languages languages = new Languages();
        languages.trigrams = Trigrams.read(trigramFile);
        YamlFile.Fields root = file.root(Set.of("languages"));
        for (Node node : root.list("languages")) {
            YamlFile.Fields fields = file.fields(node, Set.of("code", "script", "words", "letters", "endings"));
            int number = languages.codes.size();
            languages.codes.add(fields.text("code"));
            languages.scripts.add(script(file, fields));
            fields.texts("words").forEach(word -> languages.add(languages.words, key(word), number, WORD));
            fields.texts("endings").forEach(ending -> languages.addEnding(Sample.lower(ending), number));
            if (fields.has("letters")) {
                languages.readLetters(file, fields, number);
            }
        }
        languages.numbersOfTrigrams = languages.codes.stream()
                .mapToInt(languages.trigrams.languages()::indexOf)
                .toArray();
        return languages;
    }

    /** Takes words that news in a language use as a weaker hint, in so far as they are not among the common ones. */
    void learn(String language, Set<String> seen) {
        int number = codes.indexOf(language);
        if (number >= 0) {
            seen.stream()
                    .filter(word -> word.length() >= SHORTEST_NEWS_WORD)
                    .forEach(word -> add(words, key(word), number, NEWS_WORD));
        }
    }

    private void readLetters(YamlFile file, YamlFile.Fields fields, int language) {
        for (char c : Sample.lower(fields.text("letters")).toCharArray()) {
            if (c < 0x80 || c >= LETTERS_END) {
                throw file.problem(fields.node(), "the letter '" + c + "' tells nothing");
            }
            if (letters[c] == 0) {
                letters[c] = (short) letterVotes.length;
                letterVotes = Arrays.copyOf(letterVotes, letterVotes.length + 1);
            }
            letterVotes[letters[c]] = votes.with(letterVotes[letters[c]], language, LETTER);
        }
    }

    private static Script script(YamlFile file, YamlFile.Fields fields) {
        try {
            return Script.valueOf(fields.text("script").toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw file.problem(fields.node(), "unknown script '" + fields.text("script") + "'");
        }
    }

    private static long key(String word) {
        Words words = Words.of(Sample.lower(word));
        return words.size() == 1 ? key(words, 0) : 0;
    }

    /** What a word is known by: with its accents, unlike its hash. */
    private static long key(Words words, int word) {
        long h = 0;
        int all = 0;
        for (int i = words.start(word), end = words.end(word); i < end; i++) {
            char letter = Sample.small(words.text().charAt(i));
            all |= letter;
            h = step(h, letter);
        }
        return all < 0x80 ? words.hash(word) : h;
    }

    /** One letter more. */
    private static long step(long h, char letter) {
        return Long.rotateLeft(h, 7) ^ letter * BASE;
    }

    /** Each shorter ending leads to a longer one, so that no further letters are looked at where none is left. */
    private void addEnding(String ending, int language) {
        long h = 0;
        for (int i = ending.length() - 1; i > 0; i--) {
            h = step(h, ending.charAt(i));
            if (endings.get(h) == LongTable.ABSENT) {
                endings.put(h, Votes.NOBODY);
            }
        }
        add(endings, step(h, ending.charAt(0)), language, ENDING);
    }

    private void add(LongTable table, long key, int language, int worth) {
        table.put(key, votes.with(Math.max(Votes.NOBODY, table.get(key)), language, worth));
    }

    /**
     * What words, endings and letters speak for: rows of what it is worth, what of that is each language's, and how many and
     * which these are. Those that speak for the same share a row, so that there are few, and near.
     */
    private static final class Votes {

        /** The row of what speaks for no language. */
        static final int NOBODY = 0;

        private static final int SHARE = 1;
        private static final int COUNT = 2;
        private static final int FIRST = 3;

        private int[] rows = new int[FIRST];
        private final Map<List<Integer>, Integer> known = new HashMap<>();

        /** The row for one more language; the same one if it is worth more already. */
        int with(int row, int language, int worth) {
            if (worth(row) > worth) {
                return row;
            }
            Set<Integer> languages = new LinkedHashSet<>();
            for (int i = 0; i < rows[row + COUNT]; i++) {
                languages.add(rows[row + FIRST + i]);
            }
            languages.add(language);
            List<Integer> wanted = new ArrayList<>(List.of(worth, worth / languages.size(), languages.size()));
            wanted.addAll(languages);
            return known.computeIfAbsent(wanted, this::append);
        }

        private int append(List<Integer> row) {
            int place = rows.length;
            rows = Arrays.copyOf(rows, place + row.size());
            for (int i = 0; i < row.size(); i++) {
                rows[place + i] = row.get(i);
            }
            return place;
        }

        int worth(int row) {
            return rows[row];
        }

        void count(int row, int[] votes) {
            int share = rows[row + SHARE];
            int end = row + FIRST + rows[row + COUNT];
            for (int i = row + FIRST; i < end; i++) {
                votes[rows[i]] += share;
            }
        }
    }

    /** What the text says, unless it says too little or too many things; then what is declared. */
    Language of(Words title, Words text, String declared) {
        int[] votes = new int[codes.size()];
        boolean plain = title.plain() && text.plain();
        if (plain) {
            Language told = byWords(votes, title, text, true, Script.LATIN);
            if (told.confidence() >= PLAIN) {
                return told;
            }
        }
        Sample sample = Sample.of(title, text);
        Script script = sample.dominant();
        if (script == null) {
            String prior = primary(declared);
            return prior == null ? Language.unknown() : new Language(prior, FROM_FEED, Zone.FEED);
        }
        Language told = switch (script) {
            case LATIN, CYRILLIC, ARABIC ->
                plain ? byTrigrams(sample.small(), votes, script) : byVotes(votes, sample, script);
            case DEVANAGARI -> hindiUnless(byVotes(votes, sample, script), sample);
            case HAN, KANA -> byKana(sample);
            default -> byScript(script, sample);
        };
        return told.confidence() >= SURE_AGAINST_FEED ? told : weigh(told, primary(declared), script);
    }

    private Language weigh(Language told, String prior, Script script) {
        boolean agreed = prior == null || prior.equals(told.code());
        if (agreed && told.confidence() >= SURE) {
            return told;
        }
        if (prior != null && mayBe(prior, script)) {
            return new Language(prior, agreed ? FROM_FEED_AGREEING : FROM_FEED, Zone.FEED);
        }
        return told.confidence() >= SURE ? told : Language.unknown();
    }

    /** Whether a language is written in that script, as far as is known. */
    private boolean mayBe(String code, Script script) {
        int number = codes.indexOf(code);
        if (number < 0) {
            return true;
        }
        return scripts.get(number) == script || script == Script.HAN && code.equals("ja");
    }

    /** @param votes takes them */
    private Language byVotes(int[] votes, Sample sample, Script script) {
        Language told = byWords(votes, sample.title(), sample.text(), sample.plain(), script);
        if (told.confidence() < BEYOND_DOUBT && !sample.plain()) {
            countLetters(votes, sample.small());
            told = leading(votes, script);
        }
        return told.confidence() >= PLAIN ? told : byTrigrams(sample.small(), votes, script);
    }

    /** @param votes takes them */
    private Language byWords(int[] votes, Words title, Words text, boolean plain, Script script) {
        int end = Sample.words(text);
        int rounds = Math.max(1, (title.size() + end) / WORDS_AT_ONCE);
        Language told = Language.unknown();
        for (int round = 0; round < rounds && told.confidence() < BEYOND_DOUBT; round++) {
            countWords(votes, title, title.size(), round, rounds, plain);
            countWords(votes, text, end, round, rounds, plain);
            told = leading(votes, script);
        }
        return told;
    }

    /** A word that is not among the common ones speaks by its longest known ending, too. */
    private void countWords(int[] votes, Words from, int end, int first, int stride, boolean plain) {
        for (int i = first; i < end; i += stride) {
            int word = words.get(plain ? from.hash(i) : key(from, i));
            if (word != LongTable.ABSENT) {
                this.votes.count(word, votes);
            }
            if (word == LongTable.ABSENT || this.votes.worth(word) < WORD) {
                countEnding(votes, from.text(), from.start(i), from.end(i));
            }
        }
    }

    private void countEnding(int[] votes, String text, int from, int to) {
        int ending = Votes.NOBODY;
        int longer = Votes.NOBODY;
        long h = 0;
        int longest = Math.min(LONGEST_ENDING, to - from - 2);
        for (int length = 1; length <= longest && longer != LongTable.ABSENT; length++) {
            h = step(h, Sample.small(text.charAt(to - length)));
            longer = endings.get(h);
            ending = longer > Votes.NOBODY ? longer : ending;
        }
        this.votes.count(ending, votes);
    }

    private void countLetters(int[] votes, char[] text) {
        byte[] seen = new byte[letterVotes.length];
        for (char c : text) {
            int letter = c < LETTERS_END ? letters[c] : 0;
            if (letter > 0 && seen[letter] < LETTER_COUNTS) {
                seen[letter]++;
                this.votes.count(letterVotes[letter], votes);
            }
        }
    }

    /** Words and trigrams together, as bits of evidence: what a language has more than the next. */
    private Language byTrigrams(char[] text, int[] votes, Script script) {
        short[] bits = trigrams.bits(text);
        int best = -1;
        int bestBits = 0;
        int rivalBits = 0;
        for (int i = 0; i < votes.length; i++) {
            int number = numbersOfTrigrams[i];
            if (scripts.get(i) != script || number < 0) {
                continue;
            }
            int all = bits[number] + votes[i] / VOTES_A_BIT;
            if (all > bestBits) {
                rivalBits = bestBits;
                bestBits = all;
                best = i;
            } else if (all > rivalBits) {
                rivalBits = all;
            }
        }
        if (best < 0 || bits[trigrams.languages().size()] < LEAST_TRIGRAMS) {
            return Language.unknown();
        }
        return new Language(
                codes.get(best), Math.min(MOST_BY_TRIGRAMS, CONFIDENCE_A_BIT * (bestBits - rivalBits)), Zone.TEXT);
    }

    private Language leading(int[] votes, Script script) {
        int best = -1;
        int second = -1;
        for (int i = 0; i < votes.length; i++) {
            if (scripts.get(i) != script) {
                continue;
            }
            if (best < 0 || votes[i] > votes[best]) {
                second = best;
                best = i;
            } else if (second < 0 || votes[i] > votes[second]) {
                second = i;
            }
        }
        if (best < 0 || votes[best] == 0) {
            return Language.unknown();
        }
        int rival = second < 0 ? 0 : votes[second];
        int margin = Math.min(1000, 2000 * (votes[best] - rival) / votes[best]);
        int evidence = Math.min(PLENTY, votes[best]);
        return new Language(codes.get(best), margin * evidence / PLENTY, Zone.TEXT);
    }

    /** The script's other languages must show themselves. */
    private Language hindiUnless(Language told, Sample sample) {
        return told.code().equals(Language.UNDETERMINED) ? byScript(Script.DEVANAGARI, sample) : told;
    }

    private static Language byKana(Sample sample) {
        int kana = sample.letters(Script.KANA);
        int han = sample.letters(Script.HAN);
        int confidence = Math.min(950, 150 * (kana + han) / 2);
        return new Language(kana * 12 >= han ? "ja" : "zh", confidence, Zone.TEXT);
    }

    private Language byScript(Script script, Sample sample) {
        int number = scripts.indexOf(script);
        if (number < 0) {
            return Language.unknown();
        }
        return new Language(codes.get(number), Math.min(980, 100 * sample.letters(script)), Zone.TEXT);
    }

    /** The language of a BCP 47 tag, in its shortest modern form; null if there is none in it. */
    private static String primary(String declared) {
        if (declared == null) {
            return null;
        }
        StringBuilder letters = new StringBuilder();
        for (char c : declared.strip().toCharArray()) {
            char small = Character.toLowerCase(c);
            if (small < 'a' || small > 'z') {
                if (c != '-' && c != '_') {
                    return null;
                }
                break;
            }
            letters.append(small);
        }
        String code = letters.toString();
        if (code.length() < 2 || code.length() > 3 || code.equals(Language.UNDETERMINED)) {
            return null;
        }
        return OLD_CODES.getOrDefault(code, code);
    }
}
