package io.feedmill.tag;

import io.feedmill.rules.RuleText;
import io.feedmill.rules.YamlFile;
import java.util.ArrayList;
import java.util.Arrays;
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

    /** The hash of no letters. */
    private static final long EMPTY = 0xcbf29ce484222325L;

    private static final long BASE = 0x9e3779b97f4a7c15L;

    /** What a common word, a telling letter and an ending are worth, shared among the languages that have it. */
    private static final int WORD = 60;

    private static final int NEWS_WORD = 32;
    private static final int SHORTEST_NEWS_WORD = 4;
    private static final int LETTER = 30;
    private static final int ENDING = 20;
    private static final int LONGEST_ENDING = 6;
    private static final int LETTER_COUNTS = 4;
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
    private final Votes words = new Votes();
    private final Votes endings = new Votes();
    private final int[][] letters = new int[LETTERS_END][];

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
            fields.texts("words").forEach(word -> languages.words.add(hash(Sample.lower(word)), number, WORD));
            fields.texts("endings")
                    .forEach(ending -> languages.endings.add(hashBackwards(Sample.lower(ending)), number, ENDING));
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
                    .map(Sample::lower)
                    .filter(word -> word.length() >= SHORTEST_NEWS_WORD)
                    .forEach(word -> words.add(hash(word), number, NEWS_WORD));
        }
    }

    private void readLetters(YamlFile file, YamlFile.Fields fields, int language) {
        for (char c : Sample.lower(fields.text("letters")).toCharArray()) {
            if (c < 0x80 || c >= LETTERS_END) {
                throw file.problem(fields.node(), "the letter '" + c + "' tells nothing");
            }
            letters[c] = with(letters[c], language);
        }
    }

    private static Script script(YamlFile file, YamlFile.Fields fields) {
        try {
            return Script.valueOf(fields.text("script").toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw file.problem(fields.node(), "unknown script '" + fields.text("script") + "'");
        }
    }

    private static long hash(String word) {
        long h = EMPTY;
        for (int i = 0; i < word.length(); i++) {
            h = step(h, word.charAt(i));
        }
        return h;
    }

    /** One letter more. */
    private static long step(long h, char letter) {
        return Long.rotateLeft(h, 7) ^ letter * BASE;
    }

    private static long hashBackwards(String ending) {
        return hash(new StringBuilder(ending).reverse().toString());
    }

    /** The languages that a word or an ending speaks for, and what it is worth. */
    private record Vote(int worth, int[] languages) {

        void count(int[] votes) {
            Languages.count(votes, languages, worth);
        }
    }

    private static final class Votes {

        private final LongTable numbers = new LongTable();
        private Vote[] votes = new Vote[256];
        private int size;

        /** One more language, unless the word is worth more already. */
        void add(long hash, int language, int worth) {
            int number = (int) numbers.get(hash);
            if (number == LongTable.ABSENT) {
                number = size++;
                numbers.put(hash, number);
                votes = number < votes.length ? votes : Arrays.copyOf(votes, number * 2);
                votes[number] = new Vote(worth, new int[] {language});
            } else if (votes[number].worth() <= worth) {
                votes[number] = new Vote(worth, with(votes[number].languages(), language));
            }
        }

        /** Null if none. */
        Vote of(long hash) {
            int number = (int) numbers.get(hash);
            return number == LongTable.ABSENT ? null : votes[number];
        }
    }

    private static int[] with(int[] languages, int language) {
        if (languages == null) {
            return new int[] {language};
        }
        if (Arrays.stream(languages).anyMatch(other -> other == language)) {
            return languages;
        }
        int[] more = Arrays.copyOf(languages, languages.length + 1);
        more[languages.length] = language;
        return more;
    }

    /** What the text says, unless it says too little or too many things; then what is declared. */
    Language of(String title, String text, String declared) {
        String prior = primary(declared);
        Sample sample = Sample.of(title, text);
        Script script = sample.dominant();
        if (script == null) {
            return prior == null ? Language.unknown() : new Language(prior, FROM_FEED, Zone.FEED);
        }
        Language told = switch (script) {
            case LATIN, CYRILLIC, ARABIC -> byVotes(sample, script);
            case DEVANAGARI -> hindiUnless(byVotes(sample, script), sample);
            case HAN, KANA -> byKana(sample);
            default -> byScript(script, sample);
        };
        return weigh(told, prior, script);
    }

    private Language weigh(Language told, String prior, Script script) {
        boolean agreed = prior == null || prior.equals(told.code());
        if (told.confidence() >= (agreed ? SURE : SURE_AGAINST_FEED)) {
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

    private Language byVotes(Sample sample, Script script) {
        int[] votes = new int[codes.size()];
        char[] text = sample.text();
        int from = 0;
        long h = EMPTY;
        for (int i = 0; i <= text.length; i++) {
            if (i < text.length && Sample.inWord(text[i])) {
                h = step(h, text[i]);
                continue;
            }
            if (i > from) {
                countWord(votes, text, from, i, h);
            }
            from = i + 1;
            h = EMPTY;
        }
        if (sample.foreign()) {
            countLetters(votes, text);
        }
        Language told = leading(votes, script);
        return told.confidence() >= PLAIN ? told : byTrigrams(text, votes, script);
    }

    /** A word that is not among the common ones speaks by its longest known ending, too. */
    private void countWord(int[] votes, char[] text, int from, int to, long hash) {
        Vote word = words.of(hash);
        if (word != null) {
            word.count(votes);
            if (word.worth() == WORD) {
                return;
            }
        }
        Vote ending = null;
        long h = EMPTY;
        int longest = Math.min(LONGEST_ENDING, to - from - 2);
        for (int length = 1; length <= longest; length++) {
            h = step(h, text[to - length]);
            Vote known = length < 2 ? null : endings.of(h);
            ending = known == null ? ending : known;
        }
        if (ending != null) {
            ending.count(votes);
        }
    }

    private void countLetters(int[] votes, char[] text) {
        byte[] seen = new byte[LETTERS_END];
        for (char c : text) {
            if (c >= 0x80 && c < LETTERS_END && letters[c] != null && seen[c] < LETTER_COUNTS) {
                seen[c]++;
                count(votes, letters[c], LETTER);
            }
        }
    }

    /** Words and trigrams together, as bits of evidence: what a language has more than the next. */
    private Language byTrigrams(char[] text, int[] votes, Script script) {
        int[] bits = trigrams.bits(text);
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

    private static void count(int[] votes, int[] languages, int worth) {
        int share = worth / languages.length;
        for (int language : languages) {
            votes[language] += share;
        }
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
