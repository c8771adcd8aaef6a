package io.feedmill.tag;

import io.feedmill.rules.RuleText;
import io.feedmill.rules.YamlFile;
import java.text.Normalizer;
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

    private static final int SAMPLE = 600;
    /** What a common word, a telling letter and an ending are worth, shared among the languages that have it. */
    private static final int WORD = 60;

    private static final int NEWS_WORD = 32;
    private static final int SHORTEST_NEWS_WORD = 4;
    private static final int LETTER = 30;
    private static final int ENDING = 20;
    private static final int LONGEST_ENDING = 6;
    private static final char FIRST_COMBINING = 0x300;
    private static final char LAST_COMBINING = 0x36F;
    private static final int LETTER_COUNTS = 4;
    /** One past the last letter that may tell a language: all that share a script among languages are below. */
    private static final int LETTERS_END = 0x2000;

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

    private enum Script {
        LATIN,
        CYRILLIC,
        ARABIC,
        DEVANAGARI,
        HAN,
        KANA,
        HANGUL,
        GREEK,
        HEBREW,
        BENGALI,
        TAMIL,
        THAI,
        GUJARATI,
        GURMUKHI,
        TELUGU,
        KANNADA,
        MALAYALAM,
        SINHALA,
        GEORGIAN,
        ARMENIAN,
        KHMER,
        MYANMAR,
        LAO,
        OTHER
    }

    private final List<String> codes = new ArrayList<>();
    private final List<Script> scripts = new ArrayList<>();
    private final Votes words = new Votes();
    private final Votes newsWords = new Votes();
    private final Votes endings = new Votes();
    private final int[][] letters = new int[LETTERS_END][];

    private Trigrams trigrams;

    static Languages read(YamlFile file, RuleText trigramFile) {
        Languages languages = new Languages();
        languages.trigrams = Trigrams.read(trigramFile);
        YamlFile.Fields root = file.root(Set.of("languages"));
        for (Node node : root.list("languages")) {
            YamlFile.Fields fields = file.fields(node, Set.of("code", "script", "words", "letters", "endings"));
            int number = languages.codes.size();
            languages.codes.add(fields.text("code"));
            languages.scripts.add(script(file, fields));
            fields.texts("words").forEach(word -> languages.words.add(hash(lower(word)), number));
            fields.texts("endings").forEach(ending -> languages.endings.add(hashBackwards(lower(ending)), number));
            if (fields.has("letters")) {
                languages.readLetters(file, fields, number);
            }
        }
        return languages;
    }

    /** Takes words that news in a language use as a weaker hint, in so far as they are not among the common ones. */
    void learn(String language, Set<String> seen) {
        int number = codes.indexOf(language);
        if (number >= 0) {
            seen.stream()
                    .map(Languages::lower)
                    .filter(word -> word.length() >= SHORTEST_NEWS_WORD && words.of(hash(word)) == null)
                    .forEach(word -> newsWords.add(hash(word), number));
        }
    }

    private void readLetters(YamlFile file, YamlFile.Fields fields, int language) {
        for (char c : lower(fields.text("letters")).toCharArray()) {
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
        long h = Tokens.emptyHash();
        for (int i = 0; i < word.length(); i++) {
            h = Tokens.step(h, word.charAt(i));
        }
        return h;
    }

    private static long hashBackwards(String ending) {
        return hash(new StringBuilder(ending).reverse().toString());
    }

    /** Which languages a word or an ending speaks for. */
    private static final class Votes {

        private final LongTable numbers = new LongTable();
        private final List<int[]> languages = new ArrayList<>();

        void add(long hash, int language) {
            int number = numbers.get(hash);
            if (number == LongTable.ABSENT) {
                numbers.put(hash, languages.size());
                languages.add(new int[] {language});
            } else {
                languages.set(number, with(languages.get(number), language));
            }
        }

        /** Null if none. */
        int[] of(long hash) {
            int number = numbers.get(hash);
            return number == LongTable.ABSENT ? null : languages.get(number);
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

    private static String lower(String text) {
        StringBuilder lower = new StringBuilder(text.length());
        Normalizer.normalize(text, Normalizer.Form.NFC)
                .codePoints()
                .forEach(c -> lower.appendCodePoint(Character.toLowerCase(c)));
        return lower.toString();
    }

    /** The headline and the beginning of the text in small letters, composed. */
    private static String small(String title, String text) {
        int length = Math.min(SAMPLE, text.length());
        char[] small = new char[title.length() + 1 + length];
        title.getChars(0, title.length(), small, 0);
        small[title.length()] = '\n';
        text.getChars(0, length, small, title.length() + 1);
        for (int i = 0; i < small.length; i++) {
            char c = small[i];
            if (c >= FIRST_COMBINING && c <= LAST_COMBINING) {
                return lower(title + '\n' + text.substring(0, length));
            }
            small[i] = c < 0x80 ? (char) (c >= 'A' && c <= 'Z' ? c + 32 : c) : Character.toLowerCase(c);
        }
        return new String(small);
    }

    /** What the text says, unless it says too little or too many things; then what is declared. */
    Language of(String title, String text, String declared) {
        String prior = primary(declared);
        String sample = small(title, text);
        int[] histogram = histogram(sample);
        Script script = dominant(histogram);
        if (script == null) {
            return prior == null ? Language.unknown() : new Language(prior, FROM_FEED, Zone.FEED);
        }
        Language told = switch (script) {
            case LATIN, CYRILLIC, ARABIC -> byVotes(sample, script);
            case DEVANAGARI -> hindiUnless(byVotes(sample, script), histogram);
            case HAN, KANA -> byKana(histogram);
            default -> byScript(script, histogram);
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

    private Language byVotes(String sample, Script script) {
        int[] votes = new int[codes.size()];
        int from = 0;
        long h = Tokens.emptyHash();
        for (int i = 0; i <= sample.length(); i++) {
            char c = i < sample.length() ? sample.charAt(i) : ' ';
            byte kind = Folding.kind(c);
            if (kind != Folding.SEPARATOR && kind != Folding.SINGLE) {
                h = Tokens.step(h, c);
                continue;
            }
            if (i > from) {
                countWord(votes, sample, from, i, h);
            }
            from = i + 1;
            h = Tokens.emptyHash();
        }
        countLetters(votes, sample);
        Language told = leading(votes, script);
        return told.confidence() >= PLAIN ? told : byTrigrams(sample, votes, script);
    }

    /** A word that no language lists speaks by its longest known ending. */
    private void countWord(int[] votes, String sample, int from, int to, long hash) {
        int[] common = words.of(hash);
        int[] news = common == null ? newsWords.of(hash) : null;
        count(votes, common, WORD);
        count(votes, news, NEWS_WORD);
        if (common != null) {
            return;
        }
        int[] those = null;
        long h = Tokens.emptyHash();
        int longest = Math.min(LONGEST_ENDING, to - from - 2);
        for (int length = 1; length <= longest; length++) {
            h = Tokens.step(h, sample.charAt(to - length));
            int[] known = length < 2 ? null : endings.of(h);
            those = known == null ? those : known;
        }
        count(votes, those, ENDING);
    }

    private void countLetters(int[] votes, String sample) {
        byte[] seen = null;
        for (int i = 0; i < sample.length(); i++) {
            char c = sample.charAt(i);
            if (c < 0x80 || c >= LETTERS_END || letters[c] == null) {
                continue;
            }
            seen = seen == null ? new byte[LETTERS_END] : seen;
            if (seen[c] < LETTER_COUNTS) {
                seen[c]++;
                count(votes, letters[c], LETTER);
            }
        }
    }

    /** Words and trigrams together, as bits of evidence: what a language has more than the next. */
    private Language byTrigrams(String sample, int[] votes, Script script) {
        int[] bits = trigrams.bits(sample);
        int best = -1;
        int bestBits = 0;
        int rivalBits = 0;
        for (int i = 0; i < votes.length; i++) {
            int number = trigrams.languages().indexOf(codes.get(i));
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
        if (languages == null) {
            return;
        }
        for (int language : languages) {
            votes[language] += worth / languages.length;
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
    private Language hindiUnless(Language told, int[] histogram) {
        return told.code().equals(Language.UNDETERMINED) ? byScript(Script.DEVANAGARI, histogram) : told;
    }

    private static Language byKana(int[] histogram) {
        int kana = histogram[Script.KANA.ordinal()];
        int han = histogram[Script.HAN.ordinal()];
        int confidence = Math.min(950, 150 * (kana + han) / 2);
        return new Language(kana * 12 >= han ? "ja" : "zh", confidence, Zone.TEXT);
    }

    private Language byScript(Script script, int[] histogram) {
        int number = scripts.indexOf(script);
        if (number < 0) {
            return Language.unknown();
        }
        return new Language(codes.get(number), Math.min(980, 100 * histogram[script.ordinal()]), Zone.TEXT);
    }

    /** Letters by script; those that stand for a syllable or word count twice. Beyond the basic plane, Han only. */
    private static int[] histogram(String sample) {
        int[] histogram = new int[Script.values().length];
        for (int i = 0; i < sample.length(); i++) {
            char c = sample.charAt(i);
            if (Character.isHighSurrogate(c)) {
                histogram[Script.HAN.ordinal()] += Character.isIdeographic(sample.codePointAt(i)) ? 1 : 0;
            } else if (SCRIPTS[c] >= 0) {
                histogram[SCRIPTS[c]]++;
            }
        }
        for (Script dense : List.of(Script.HAN, Script.KANA, Script.HANGUL)) {
            histogram[dense.ordinal()] *= 2;
        }
        return histogram;
    }

    /** The script of each letter of the basic plane, as ordinals; -1 for what is no letter. */
    private static final byte[] SCRIPTS = new byte[0x10000];

    static {
        for (int c = 0; c < SCRIPTS.length; c++) {
            SCRIPTS[c] = (byte) (Character.isLetter(c) ? scriptOf(c).ordinal() : -1);
        }
    }

    private static Script scriptOf(int c) {
        return switch (Character.UnicodeScript.of(c)) {
            case LATIN -> Script.LATIN;
            case CYRILLIC -> Script.CYRILLIC;
            case ARABIC -> Script.ARABIC;
            case DEVANAGARI -> Script.DEVANAGARI;
            case HAN -> Script.HAN;
            case HIRAGANA, KATAKANA -> Script.KANA;
            case HANGUL -> Script.HANGUL;
            case GREEK -> Script.GREEK;
            case HEBREW -> Script.HEBREW;
            case BENGALI -> Script.BENGALI;
            case TAMIL -> Script.TAMIL;
            case THAI -> Script.THAI;
            case GUJARATI -> Script.GUJARATI;
            case GURMUKHI -> Script.GURMUKHI;
            case TELUGU -> Script.TELUGU;
            case KANNADA -> Script.KANNADA;
            case MALAYALAM -> Script.MALAYALAM;
            case SINHALA -> Script.SINHALA;
            case GEORGIAN -> Script.GEORGIAN;
            case ARMENIAN -> Script.ARMENIAN;
            case KHMER -> Script.KHMER;
            case MYANMAR -> Script.MYANMAR;
            case LAO -> Script.LAO;
            default -> Script.OTHER;
        };
    }

    /** The script of at least six letters in ten; Han and kana count as one. Null if there is none. */
    private static Script dominant(int[] histogram) {
        int[] counted = histogram.clone();
        counted[Script.HAN.ordinal()] += counted[Script.KANA.ordinal()];
        counted[Script.KANA.ordinal()] = 0;
        int all = Arrays.stream(counted).sum();
        for (Script script : Script.values()) {
            if (all > 0 && counted[script.ordinal()] * 10L >= all * 6L) {
                return script;
            }
        }
        return null;
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
