package io.feedmill.strip;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnPagesTest {
    private static final String STORY = "<p>" + StripperTest.LEDE + "</p><p>" + StripperTest.BODY + "</p>";
    private static final String TEXT = StripperTest.LEDE + "\n\n" + StripperTest.BODY;

    private static Stripped strip(String html) {
        return Stripper.bundled()
                .strip(new Article(
                        "Ferry sails",
                        "Strait Post",
                        "strait.example",
                        "https://strait.example/a",
                        null,
                        null,
                        html,
                        null));
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

    @Test
    void stayWhereTheStoryGoesOnBelowOrThereIsNone() {
        String wayBack = "<p><a href='https://strait.example/'>The Post at sea</a></p>";

        assertEquals("The Post at sea\n\n" + TEXT, strip(wayBack + STORY).text());
        assertEquals("The Post at sea", strip(wayBack).text());
    }
}
