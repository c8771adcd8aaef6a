package io.feedmill.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanonicalLinkTest {

    @ParameterizedTest
    @CsvSource({
        "http://tide.example/news/a, https://www.tide.example/news/a/",
        "https://tide.example/news/a, https://m.tide.example/news/a",
        "https://tide.example/news/a, https://tide.example/news/a?utm_source=rss&utm_medium=feed",
        "https://tide.example/news/a, https://tide.example/news/a#comments",
        "https://tide.example/news/a, https://tide.example/news/a/amp/",
        "https://tide.example/news/a, https://tide.example/news/a?amp",
        "https://tide.example/news/a, https://tide.example:443/news/./b/../a",
        "https://tide.example/news/a, https://tide.example//news//a?fbclid=x1&ref=tide.example",
        "https://tide.example/news/a, https://tide-example.cdn.ampproject.org/c/s/tide.example/news/a",
        "https://tide.example/news/a, https://www.google.com/url?sa=t&url=https%3A%2F%2Ftide.example%2Fnews%2Fa&usg=1",
        "https://tide.example/?p=12&q=3, https://tide.example/?q=3&p=12",
        "https://tide.example/caf%C3%A9, https://tide.example/caf%c3%a9",
        "https://tide.example/a~b, https://tide.example/a%7Eb",
        "https://TIDE.example/a, https://tide.example./a",
    })
    void findsThatTwoLinksLeadToOnePage(String one, String other) {
        assertEquals(CanonicalLink.comparable(one), CanonicalLink.comparable(other));
    }

    @ParameterizedTest
    @CsvSource({
        "https://tide.example/A1, https://tide.example/a1",
        "https://tide.example/?p=12, https://tide.example/?p=13",
        "https://tide.example/a, https://tide.example/a/b",
        "https://tide.example/#!/a, https://tide.example/#!/b",
        "https://north.tide.example/a, https://south.tide.example/a",
        "https://tide.example/a?ref=chapter2, https://tide.example/a?ref=chapter3",
    })
    void keepsTwoPagesApart(String one, String other) {
        assertNotEquals(CanonicalLink.comparable(one), CanonicalLink.comparable(other));
    }

    @Test
    void cleansALinkWithoutChangingWhereItLeads() {
        assertEquals(
                "http://www.tide.example/a?b=2&a=1",
                CanonicalLink.clean("http://www.tide.example/a?b=2&utm_campaign=x&a=1#top"));
    }

    @Test
    void leavesAloneWhatIsNotOnTheWeb() {
        assertEquals("mailto:desk@tide.example", CanonicalLink.clean("mailto:desk@tide.example"));
        assertNull(CanonicalLink.comparable("mailto:desk@tide.example"));
        assertNull(CanonicalLink.clean(null));
        assertNull(CanonicalLink.comparable("news/a"));
    }

    @Test
    void takesBrokenEscapesAndHostsAsTheyAre() {
        assertEquals("tide.example/100%", CanonicalLink.comparable("https://tide.example/100%"));
        assertEquals("tide_x..example/a", CanonicalLink.comparable("https://tide_x..example/a"));
    }
}
