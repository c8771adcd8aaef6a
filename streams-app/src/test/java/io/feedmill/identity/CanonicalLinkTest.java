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
        "https://tide.example/news/a, https://tide.example/news/a#xtor=RSS-1",
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
        "https://tide.example/news/a, https://touch.tide.example/news/a?m=1",
        "https://tide.example/news/a.html, https://tide.example/amp/news/a.html",
        "https://tide.example/news/a.html, https://tide.example/news/a.amp.html",
        "https://tide.example/?p=12, https://tide.example/?p=12&amp=1",
        "https://tide.example/news/a, https://tide.example/news/a/print/",
        "https://tide.example/news/a, https://tide.example/news/a?print=1",
        "https://tide.example/news/a, https://tide.example/news/a?page=all&mod=rss_front",
        "https://tide.example/news/a, https://tide.example/news/a;jsessionid=0A1B2C?traffic_source=rss",
        "https://tide.example/a.php?id=7, https://tide.example/a.php?PHPSESSID=0a1b2c&id=7",
        "https://tide.example/news/a, http://www.bing.com/news/apiclick.aspx?ref=FexRss&tid=5F&url=https%3a%2f%2ftide.example%2fnews%2fa&c=7",
        "https://tide.example/news/a, https://r.search.yahoo.com/_ylt=A0/RV=2/RE=17/RO=10/RU=https%3a%2f%2ftide.example%2fnews%2fa/RK=2",
        "https://tide.example/news/a, https://click.letter.example/c?dest=https%3A%2F%2Ftide.example%2Fnews%2Fa%3Futm_id%3D1",
        "https://tide.example/news/a, https://portal.example/redirect?id=5&url=https://tide.example/news/a",
        "https://tide.example/news/a, https://vk.com/away.php?to=https%3A%2F%2Ftide.example%2Fnews%2Fa",
        "https://www.youtube.com/watch?v=dQw4w9Wg_-c, https://youtu.be/dQw4w9Wg_-c?si=x",
        "https://www.youtube.com/watch?v=dQw4w9Wg_-c, https://m.youtube.com/watch?list=PL1&v=dQw4w9Wg_-c&t=7",
        "https://www.youtube.com/watch?v=dQw4w9Wg_-c, https://www.youtube.com/shorts/dQw4w9Wg_-c",
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
        "https://tide.example/2026/03/01.html#a0910, https://tide.example/2026/03/01.html#a1145",
        "https://north.tide.example/a, https://south.tide.example/a",
        "https://tide.example/a?ref=chapter2, https://tide.example/a?ref=chapter3",
        "https://tide.example/en/news/4711007, https://tide.example/de/news/4711007",
        "https://en.tide.example/news/4711007, https://de.tide.example/news/4711007",
        "https://tide.example/news/4711007?lang=en, https://tide.example/news/4711007?lang=de",
        "https://tide.example/news/a, https://tide.example/news/a?page=2",
        "https://tide.example/?page=1, https://tide.example/?page=2",
        "https://tide.example/?id=123, https://tide.example/?story=123",
        "https://tide.example/news/stamp, https://tide.example/news/stamp-amp",
        "https://www.youtube.com/watch?v=dQw4w9Wg_-c, https://www.youtube.com/watch?v=dQw4w9Wg_-d",
        "https://check.example/page?url=https://tide.example/a, https://tide.example/a",
        "https://tide.example/go?item=1, https://tide.example/go?item=2",
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
