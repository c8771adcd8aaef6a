package io.feedmill.sketch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Test;

class TokensTest {

    @Test
    void countsWordsAndNumbers() {
        assertEquals(6, Tokens.of("The  3rd-largest harbour, since 1912!").length);
        assertEquals(0, Tokens.of(" … — “” ").length);
    }

    @Test
    void countsOneTokenForEachCharacterOfScriptsWithoutSpaces() {
        assertEquals(4, Tokens.of("港口重开").length);
        assertEquals(5, Tokens.of("港口 reopens 今天").length);
        assertEquals(2, Tokens.of("\uD840\uDC0B港").length);
    }

    @Test
    void doesNotSeeCaseQuotesSpacesOrDiacritics() {
        long plain = Tokens.digest("He said \"Elan vital\" again");
        assertEquals(plain, Tokens.digest("He said\u00a0“Élan  vital” AGAIN"));
        assertEquals(plain, Tokens.digest("He said E\u0301lan vi\u00adtal again"));
    }

    @Test
    void seesWordsNumbersAndTheirOrder() {
        assertNotEquals(Tokens.digest("five ships"), Tokens.digest("ships five"));
        assertNotEquals(Tokens.digest("$1.5 million"), Tokens.digest("$15 million"));
        assertEquals(0, Tokens.digest(""));
    }

    @Test
    void foldsLettersOfManyScripts() {
        assertArrayEquals(Tokens.of("aeiou"), Tokens.of("ÀÉÎÕÜ"));
        assertArrayEquals(Tokens.of("αθηνα"), Tokens.of("ΑΘΉΝΑ"));
        assertArrayEquals(Tokens.of("москва"), Tokens.of("МОСКВА"));
        assertArrayEquals(Tokens.of("nato 24"), Tokens.of("ＮＡＴＯ ２４"));
        assertArrayEquals(Tokens.of("كتب"), Tokens.of("كَتَبَ"));
        assertEquals(2, Tokens.of("हिन्दी समाचार").length);
        assertEquals(2, Tokens.of("한국 뉴스").length);
    }
}
