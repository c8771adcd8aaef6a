package io.feedmill.producer.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlainTextTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            AT&T rises              | AT&T rises
            AT&amp;T rises          | AT&T rises
            AT&amp;amp;T rises      | AT&T rises
            5 < 6 and 7 > 3         | 5 < 6 and 7 > 3
            I <3 this & that        | I <3 this & that
            <b>Bold</b> move        | Bold move
            One<br/>two             | One two
            How to use <div>        | How to use <div>
            How to use &lt;b&gt;    | How to use <b>
            Caf&eacute; &#8211; now | Café – now
            &copy without semicolon | &copy without semicolon
            a <span class="x">b</span> c | a b c
            """)
    void guessesWhatATitleMeans(String title, String plain) {
        assertEquals(plain, PlainText.guess(title));
    }

    @Test
    void findsNothingInNothing() {
        assertNull(PlainText.guess(null));
        assertNull(PlainText.guess(" \n "));
        assertNull(PlainText.guess("<br>"));
    }

    @Test
    void writesTextAsParagraphs() {
        assertEquals("<p>a &lt; b</p>\n<p>c</p>\n", PlainText.asHtml("a < b\n\nc"));
    }
}
