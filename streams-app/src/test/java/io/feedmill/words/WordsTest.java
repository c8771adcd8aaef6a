package io.feedmill.words;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WordsTest {

    private static List<String> written(String text) {
        Words words = Words.of(text);
        List<String> written = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            written.add(text.substring(words.start(i), words.end(i)));
        }
        return written;
    }

    private static long[] hashes(String text) {
        return Words.of(text).hashes();
    }

    @Test
    void findsWordsAndNumbers() {
        assertEquals(
                List.of("The", "3rd", "largest", "harbour", "since", "1912"),
                written("The  3rd-largest harbour, since 1912!"));
        assertEquals(List.of(), written(" … — “” "));
        assertEquals(List.of(), written(""));
    }

    @Test
    void findsOneForEachCharacterOfScriptsWithoutSpaces() {
        assertEquals(List.of("港", "口", "重", "开"), written("港口重开"));
        assertEquals(List.of("港", "口", "reopens", "今", "天"), written("港口 reopens 今天"));
        assertEquals(List.of("\uD840\uDC0B", "港"), written("\uD840\uDC0B港"));
    }

    @Test
    void findsWordsThatEndOrBeginWhereSixtyFourCharactersDo() {
        for (int before = 55; before < 75; before++) {
            for (int length = 1; length < 80; length++) {
                String word = "w".repeat(length);
                assertEquals(List.of(word), written(" ".repeat(before) + word));
                assertEquals(List.of(word, "x"), written(" ".repeat(before) + word + " x"));
            }
        }
    }

    @Test
    void doesNotSeeCaseQuotesSpacesOrAccents() {
        long[] plain = hashes("He said \"Elan vital\" again");
        assertArrayEquals(plain, hashes("He said\u00a0“Élan  vital” AGAIN"));
        assertArrayEquals(plain, hashes("He said E\u0301lan vi\u00adtal a\u200Bgain"));
    }

    @Test
    void foldsLettersOfManyScripts() {
        assertArrayEquals(hashes("aeiou"), hashes("ÀÉÎÕÜ"));
        assertArrayEquals(hashes("αθηνα"), hashes("ΑΘΉΝΑ"));
        assertArrayEquals(hashes("москва"), hashes("МОСКВА"));
        assertArrayEquals(hashes("nato 24"), hashes("ＮＡＴＯ ２４"));
        assertArrayEquals(hashes("كتب"), hashes("كَتَبَ"));
        assertEquals(2, hashes("हिन्दी समाचार").length);
        assertEquals(2, hashes("한국 뉴스").length);
    }

    @Test
    void readsAWordTheSameWhateverStandsBesideIt() {
        for (String word :
                List.of("a", "harbour", "internationalisation", "ferry2026", "Straße", "Лёд", "Ωmega", "łódź", "كتب")) {
            assertEquals(Words.of(word).hash(0), Words.of(word + " 東京 \u00ad").hash(0), word);
            assertEquals(Words.of(word).hash(0), Words.of("한국 " + word).hash(1), word);
        }
    }

    @Test
    void tellsApartWhatDiffersInOneLetter() {
        Map<Long, String> seen = new HashMap<>();
        for (int length = 1; length < 20; length++) {
            for (int at = 0; at < length; at++) {
                for (char letter : "abcxyz019ßøæłœдёжآكگ한국ต".toCharArray()) {
                    String word = "q".repeat(at) + letter + "q".repeat(length - at - 1);
                    String other =
                            seen.putIfAbsent(Words.of(word.replace("ต", "ک")).digest(), word);
                    assertTrue(other == null || other.equals(word) || sameFolded(other, word), other + " " + word);
                }
            }
        }
    }

    /** The two letters for k of Arabic and Persian are one. */
    private static boolean sameFolded(String one, String other) {
        return one.replace('ต', 'ك').equals(other.replace('ต', 'ك'));
    }

    @Test
    void givesEachLetterOfAnAlphabetAByteOfItsOwn() {
        Map<String, Integer> letters = new HashMap<>();
        for (int c = 0; c <= Character.MAX_VALUE; c++) {
            int letter = Folding.fold(c);
            byte narrow = Spelling.narrow(letter);
            if (Folding.kind(c) == Folding.WORD && narrow != Spelling.WIDE) {
                assertNotEquals(0, narrow, Integer.toHexString(c));
                Integer other = letters.putIfAbsent(Character.UnicodeScript.of(letter) + " " + narrow, letter);
                assertTrue(other == null || other == letter, Integer.toHexString(letter) + " and " + other);
            }
        }
        assertTrue(letters.size() > 100);
    }

    @Test
    void knowsWhichWordsHaveADigit() {
        String text = "In 2026, covid19 and internationalisation2 cost ٣ million; the rest : ; / : is @ nothing";
        Words words = Words.of(text);
        List<String> digits = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            if (words.hasDigit(i)) {
                digits.add(text.substring(words.start(i), words.end(i)));
            }
        }
        assertEquals(List.of("2026", "covid19", "internationalisation2", "٣"), digits);
        assertTrue(Words.of("In 2026").hasDigit(1));
    }

    @Test
    void isPlainWhereNoLetterIsBeyondAscii() {
        for (String plain : List.of("", "“Five ships…” – 12 km²", "— the 3rd’s\u00a0end")) {
            assertTrue(Words.of(plain).plain(), plain);
        }
        for (String foreign : List.of("café", "cafe\u0301", "ICE\u00ad", "12 паромов", "東", "A 𝐁", "٣")) {
            assertFalse(Words.of(foreign).plain(), foreign);
            String text = "five" + foreign;
            List<Words> parts = List.of(Words.of("five"), Words.of(foreign));
            assertFalse(Words.joined(text, parts, new int[] {0, 4}).plain(), foreign);
        }
    }

    @Test
    void hashesBeginningsAsIfTheyWereWords() {
        for (String word : List.of("militärischen", "военными", "الحكومة", "vi\u00adtality")) {
            String bare = word.replace("\u00ad", "");
            long[] found = new long[31];

            int count = Words.of("x " + word).beginnings(1, 1 << 3 | 1 << 5 | 1 << 20, found);

            assertEquals(2, count, word);
            assertEquals(Words.of(bare.substring(0, 3)).hash(0), found[0], word);
            assertEquals(Words.of(bare.substring(0, 5)).hash(0), found[1], word);
        }
    }

    @Test
    void hashesBeginningsOfAllLengths() {
        for (String word : List.of(
                "Donaudampfschifffahrtsgesellschaft", "ЭЛЕКТРИФИКАЦИЯМИ", "الاستقلالية", "e\u0301tablissement")) {
            String bare = word.replace("\u0301", "");
            int letters = Math.min(bare.length(), 30);
            long[] found = new long[30];

            int count = Words.of(word).beginnings(0, -1 >>> 1 & ~1, found);

            assertEquals(letters, count, word);
            for (int length = 1; length <= letters; length++) {
                assertEquals(Words.of(bare.substring(0, length)).hash(0), found[length - 1], word + " " + length);
            }
        }
    }

    @Test
    void joinsTheWordsOfParts() {
        List<String> parts =
                List.of("Ferries and ice", "— … —", "Лёд и 12 паромов", "", "東京で 3 月", "Cafe\u0301 au lait");
        String text = "- " + String.join("\n\n- ", parts);
        int[] starts = new int[parts.size()];
        for (int i = 0, at = 2; i < starts.length; at += parts.get(i++).length() + 4) {
            starts[i] = at;
        }

        Words joined = Words.joined(text, parts.stream().map(Words::of).toList(), starts);

        Words whole = Words.of(text);
        assertArrayEquals(whole.hashes(), joined.hashes());
        for (int i = 0; i < whole.size(); i++) {
            assertEquals(whole.start(i), joined.start(i));
            assertEquals(whole.end(i), joined.end(i));
            assertEquals(whole.hasDigit(i), joined.hasDigit(i));
        }
        assertEquals(whole.digest(), joined.digest());
    }

    @Test
    void digestsWordsInTheirOrder() {
        assertNotEquals(Words.digest("five ships"), Words.digest("ships five"));
        assertNotEquals(Words.digest("$1.5 million"), Words.digest("$15 million"));
        assertEquals(0, Words.digest(""));
    }

    @Test
    void spreadsItsHashesOverAllBits() {
        Random random = new Random(5);
        int[] set = new int[Long.SIZE];
        int words = 4_000;
        for (int i = 0; i < words; i++) {
            long hash =
                    Words.of(Integer.toString(random.nextInt(1_000_000), 36)).hash(0);
            for (int bit = 0; bit < Long.SIZE; bit++) {
                set[bit] += (int) (hash >>> bit & 1);
            }
        }
        for (int bit = 0; bit < Long.SIZE; bit++) {
            assertTrue(Math.abs(set[bit] - words / 2) < words / 8, "bit " + bit + " is set in " + set[bit]);
        }
    }
}
