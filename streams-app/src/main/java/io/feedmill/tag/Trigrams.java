package io.feedmill.tag;

import io.feedmill.rules.RuleText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** How likely three letters follow each other in a language. Tells languages apart where no common word does. */
final class Trigrams {

    private static final char EDGE = '_';
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private final List<String> languages = new ArrayList<>();
    private final LongTable numbers = new LongTable();
    /** Of each trigram and language: the binary logarithm of its frequency, above that of the rarest listed. */
    private final List<short[]> levels = new ArrayList<>();

    private static final short[] NO_LEVELS = {};

    /** More would not fit into sixteen bits: of a long headline the beginning does. */
    private static final int MOST = 2000;

    /** Lines of a language, a level and its trigrams; see the file. */
    static Trigrams read(RuleText file) {
        Trigrams trigrams = new Trigrams();
        List<String> lines = file.text().lines().toList();
        for (String line : lines) {
            if (!line.startsWith("#")) {
                String[] words = line.split(" ");
                trigrams.put(words[0], Short.parseShort(words[1]), words);
            }
        }
        return trigrams;
    }

    private void put(String language, short level, String[] words) {
        int number = languages.indexOf(language);
        if (number < 0) {
            number = languages.size();
            languages.add(language);
        }
        for (int i = 2; i < words.length; i++) {
            long key = key(words[i].charAt(0), words[i].charAt(1), words[i].charAt(2));
            int known = numbers.get(key);
            if (known == LongTable.ABSENT) {
                known = levels.size();
                numbers.put(key, known);
                levels.add(NO_LEVELS);
            }
            short[] row = Arrays.copyOf(levels.get(known), Math.max(number + 1, levels.get(known).length));
            row[number] = level;
            levels.set(known, row);
        }
    }

    private static long key(char first, char second, char third) {
        long high = ((long) first << 32 | (long) second << 16 | third) * SPREAD;
        return high ^ high >>> 32;
    }

    List<String> languages() {
        return languages;
    }

    /**
     * For each language the bits of evidence in the words of a text in small letters; the last number is how many trigrams
     * there were.
     */
    short[] bits(char[] text) {
        short[] bits = new short[languages.size() + 1];
        char first = EDGE;
        char second = EDGE;
        int end = Math.min(text.length, MOST);
        for (int i = 0; i <= end; i++) {
            char c = i < end ? text[i] : EDGE;
            char third = Character.isLetter(c) ? c : EDGE;
            if (second != EDGE) {
                bits[languages.size()]++;
                int number = numbers.get(key(first, second, third));
                add(number == LongTable.ABSENT ? NO_LEVELS : levels.get(number), bits);
            }
            first = second;
            second = third;
        }
        return bits;
    }

    /** So simple that the compiler makes it add many at once. */
    private static void add(short[] row, short[] bits) {
        for (int language = 0; language < row.length; language++) {
            bits[language] += row[language];
        }
    }
}
