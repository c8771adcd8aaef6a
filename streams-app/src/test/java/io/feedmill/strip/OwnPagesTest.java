package io.feedmill.strip;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnPagesTest {
    private static final String STORY = "<p>" + StripperTest.LEDE + "</p><p>" + StripperTest.BODY + "</p>";
    private static final String TEXT = StripperTest.LEDE + "\n\n" + StripperTest.BODY;

    private static Stripped strip(String html) {
        return strip("Ferry sails", html);
    }

    private static Stripped strip(String title, String html) {
        return Stripper.bundled()
                .strip(new Article(
                        title, "Strait Post", "strait.example", "https://strait.example/a", null, null, html, null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<p><a href='https://strait.example/a'>★</a></p>",
                "<p>[<a href='https://www.strait.example/a?utm_source=rss'>On the web</a>]</p>",
                "<p><a href='https://strait.example'>All there is to know of the strait</a></p>",
                "<p><a href='https://strait.example/a'>∞</a></p><p><a href='https://strait.example/'>The Post</a></p>",
                "<p>https://strait.example/2019/nine-days-of-ice</p>",
                "<p><a href='/b'>https://strait.example/b</a></p>",
            })
    void goAtTheEndWhateverTheySay(String wayBack) {
        assertEquals(TEXT, strip(STORY + wayBack).text());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<p><a href='https://other.example/'>The other side of the strait</a></p>",
                "<p>https://other.example/report.pdf</p>",
                "<p>The port says more on <a href='https://strait.example/'>its page</a></p>",
                "<p><a href='https://strait.example/a'>One</a> and <a href='https://strait.example/a'>two</a></p>",
                "<ul><li><a href='https://strait.example/'>Strait</a></li></ul>",
            })
    void stayWhereTheyLeadElsewhereOrAreOfASentence(String part) {
        String whole = strip(STORY + part).text();
        assertEquals(strip(STORY + part.replaceAll("</?a[^>]*>", "")).text(), whole);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<p><a href='https://strait.example/a'>Ferry sails after nine days</a> sarrera <a href='https://strait.example'>Strait"
                        + " Post</a>-(e)n agertu da lehenengo aldiz.</p>",
                "<p>ظهرت المقالة Ferry sails after nine days أولاً على Strait Post.</p>",
                "<p>〈Ferry sails after nine days〉這篇文章最早發佈於《Strait Post》。</p>",
                "<p>Įrašas “Ferry sails after nine days” pirmą kartą pasirodė Strait Post.</p>",
            })
    void goWhereTheySetTheHeadlineAndTheSiteInWhateverLanguage(String wayBack) {
        assertEquals(TEXT, strip("Ferry sails after nine days", STORY + wayBack).text());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<p>The song “Ferry sails after nine days” was sung on the quay while the reporters of the Strait Post and the whole"
                        + " council stood in the rain and looked on.</p>",
                "<p>Nobody on the quay had heard of “Ferry sails after nine days” before, she said.</p>",
            })
    void stayWhereASentenceOfTheStoryHasTheHeadline(String sentence) {
        String whole = strip("Ferry sails after nine days", STORY + sentence).text();
        assertEquals(TEXT + "\n\n" + sentence.replaceAll("<[^>]*>", ""), whole);
    }

    @Test
    void stayWhereTheStoryGoesOnBelowOrThereIsNone() {
        String wayBack = "<p><a href='https://strait.example/'>The Post at sea</a></p>";

        assertEquals("The Post at sea\n\n" + TEXT, strip(wayBack + STORY).text());
        assertEquals("The Post at sea", strip(wayBack).text());
    }
}
