package io.feedmill.producer.parse;

import static io.feedmill.producer.parse.Parsing.atom;
import static io.feedmill.producer.parse.Parsing.parse;
import static io.feedmill.producer.parse.Parsing.rss;
import static io.feedmill.producer.parse.Parsing.titles;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedmill.avro.Category;
import io.feedmill.avro.RawItem;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Formats few remember, and elements nobody specified. */
class OddFormatsTest {

    private static final String SITEMAP = """
            <?xml version="1.0" encoding="UTF-8"?>
            <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
                xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"
                xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
              <url>
                <loc>https://news.example.co.uk/2026/weir</loc>
                <news:news>
                  <news:publication><news:name>The Mill</news:name><news:language>en</news:language></news:publication>
                  <news:publication_date>2026-02-28T18:00:00+01:00</news:publication_date>
                  <news:title>Weir opens &amp; closes</news:title>
                  <news:keywords>rivers, locks</news:keywords>
                </news:news>
                <image:image><image:loc>https://cdn.example.co.uk/weir.jpg</image:loc></image:image>
              </url>
              <url><loc>https://news.example.co.uk/about</loc></url>
            </urlset>""";

    @Test
    void readsANewsSitemap() throws Exception {
        ParsedFeed feed = parse(SITEMAP);
        assertEquals("The Mill", feed.feed().getTitle());
        assertEquals("en", feed.feed().getLanguage());
        assertEquals(List.of("Weir opens & closes"), titles(feed));
        RawItem item = feed.items().get(0);
        assertEquals("https://news.example.co.uk/2026/weir", item.getLink());
        assertEquals(Instant.parse("2026-02-28T17:00:00Z"), item.getPublished());
        assertEquals(
                List.of("rivers", "locks"),
                item.getCategories().stream().map(Category::getTerm).toList());
        assertEquals(
                "https://cdn.example.co.uk/weir.jpg", item.getMedia().get(0).getUrl());
        assertEquals(List.of("pages of the sitemap that are no news: 1, left out"), feed.problems());
    }

    @Test
    void saysThatASitemapWithoutNewsIsNoFeed() {
        String sitemap = SITEMAP.replaceAll("(?s)<news:news>.*</news:news>", "");
        UnreadableFeedException e = assertThrows(UnreadableFeedException.class, () -> parse(sitemap));
        assertTrue(e.isNotAFeed() && e.getMessage().contains("a sitemap without news"), e.getMessage());
    }

    @Test
    void readsItemsThatAnElementLeftOpenHasSwallowed() throws Exception {
        ParsedFeed feed = parse(rss("<itunes:category text='Mills'><itunes:category text='Weirs'/>"
                + "<item><title>One</title></item><item><title>Two</title></item>"));
        assertEquals(List.of("One", "Two"), titles(feed));
        String open = "<rss:title>Weir</title>" + "<entry><id>1</id><title>One</title></entry>";
        assertEquals(List.of("One"), titles(parse(atom("", open))));
    }

    @Test
    void endsAnItemThatIsNotClosedWhereTheNextBegins() throws Exception {
        ParsedFeed feed = parse(rss("<item><title>One</title><link>https://a.example.org/1</link>"
                + "<item><title>Two</title><description><![CDATA[</item><item>]]></description></item>"
                + "<!-- <item> --><item><title>Three</title>"));
        assertEquals(List.of("One", "Two", "Three"), titles(feed));
        assertEquals("https://a.example.org/1", feed.items().get(0).getLink());
        assertEquals("</item><item>", feed.items().get(1).getSummaryHtml());
        assertTrue(feed.problems().contains("1 items that are not closed: each ends where the next begins"));
    }

    @Test
    void readsItemsThatAreWrappedUpButNotOtherVersionsInsideAnItem() throws Exception {
        ParsedFeed feed = parse(rss("<items><item><title>One</title></item>"
                + "<item><title>Two</title><x:conflicts><item><title>Other two</title></item></x:conflicts></item>"
                + "</items>"));
        assertEquals(List.of("One", "Two"), titles(feed));
    }

    @Test
    void leavesOutItemsThatSayNothingAndSaysHowMany() throws Exception {
        ParsedFeed feed = parse(rss("<item><title>One</title></item><item/><item><title> </title></item>"));
        assertEquals(List.of("One"), titles(feed));
        assertEquals(List.of("2 items in which nothing is said: left out"), feed.problems());
    }

    @Test
    void takesTitleAndTextOfItsMediaWhereAnItemHasNeither() throws Exception {
        String film =
                "<media:content url='https://a.example.org/weir.mp4'><media:title>Weir &amp;amp; lock</media:title>"
                        + "<media:description>How it opens.</media:description></media:content>";
        for (String media : List.of(film, "<media:group>" + film + "</media:group>")) {
            RawItem item = parse(rss("<item><guid>1</guid>" + media + "</item>"))
                    .items()
                    .get(0);
            assertEquals("Weir & lock", item.getTitle());
            assertEquals("How it opens.", item.getSummaryHtml());
        }
        RawItem note = parse(rss("<item><guid>1</guid><description>Just opened.</description>" + film + "</item>"))
                .items()
                .get(0);
        assertNull(note.getTitle(), "the caption of a picture is no title of a note");
        assertEquals("Just opened.", note.getSummaryHtml());
    }

    @Test
    void takesTheTitleOfAFilmThatIsOnlyInItsGroup() throws Exception {
        RawItem item = parse(atom(
                        "xmlns:media='http://search.yahoo.com/mrss/'",
                        "<entry><id>1</id><media:group><media:title>Weir</media:title>"
                                + "<media:description>How it opens.</media:description></media:group></entry>"))
                .items()
                .get(0);
        assertEquals("Weir", item.getTitle());
        assertEquals("How it opens.", item.getSummaryHtml());
    }

    @Test
    void readsEntriesOfAtomInRss() throws Exception {
        RawItem item = parse(rss("<atom:entry><atom:id>urn:1</atom:id><atom:title>Weir</atom:title>"
                        + "<atom:link href='/1'/><atom:updated>2026-02-28T18:00:00Z</atom:updated>"
                        + "<atom:content type='html'>It &lt;b&gt;opens&lt;/b&gt;.</atom:content></atom:entry>"))
                .items()
                .get(0);
        assertEquals("urn:1", item.getGuid());
        assertEquals("Weir", item.getTitle());
        assertEquals("https://news.example.co.uk/1", item.getLink());
        assertEquals(Instant.parse("2026-02-28T18:00:00Z"), item.getUpdated());
        assertEquals("It <b>opens</b>.", item.getContentHtml());
        ParsedFeed inside = parse(rss(atom("", "<entry><id>urn:1</id><title>Weir</title></entry>")));
        assertEquals(List.of("Weir"), titles(inside));
        assertEquals("urn:1", inside.items().get(0).getGuid());
    }

    @Test
    void findsDatesUnderOtherNames() throws Exception {
        String prism = " xmlns:prism='http://prismstandard.org/namespaces/basic/2.0/'";
        for (String date : List.of(
                "<prism:publicationDate" + prism + ">2026-02-01</prism:publicationDate>",
                "<prism:coverDate" + prism + ">2026-02-01</prism:coverDate>",
                "<posted>2026-02-01</posted>",
                "<publishDate>2026-02-01</publishDate>",
                "<created_at>2026-02-01</created_at>",
                "<dc:date>2026-02-01</dc:date>")) {
            RawItem item = parse(rss("<item><guid>1</guid>" + date + "</item>"))
                    .items()
                    .get(0);
            assertEquals(Instant.parse("2026-02-01T00:00:00Z"), item.getPublished(), date);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\":\"2\",\"title\":\"b\"} {\"id\":\"x\",\"title\":\"lost\"}",
                "{\"id\":\"2,\"title\":\"lost\"}",
                "{\"id\":\"2\",\"title\":\"\\u12\"}",
                "{\"id\":\"2\",\"title\":\"lost\",\"x\":[}",
                "{\"id\":\"2\" \"title\":\"lost\"}"
            })
    void losesOnlyTheItemOfAJsonFeedThatIsWrong(String wrong) throws Exception {
        ParsedFeed feed = parse("{\"version\":\"https://jsonfeed.org/version/1.1\",\"items\":["
                + "{\"id\":\"1\",\"title\":\"One\"}," + wrong
                + ",{\"id\":\"3\",\"title\":\"Three\",\"authors\":[{\"id\":\"7\"}]},"
                + "{ \"id\" : 4, \"title\":\"Four\"}]}");
        assertTrue(
                titles(feed).containsAll(List.of("One", "Three", "Four")),
                titles(feed).toString());
        assertTrue(feed.items().size() <= 5);
        assertTrue(feed.problems().get(0).startsWith("line 1: the JSON breaks off or is wrong"));
    }

    @Test
    void readsAJsonFeedThatIsWrittenLikeAProgram() throws Exception {
        ParsedFeed feed = parse("{version: 'https://jsonfeed.org/version/1', // one\n items: [ /* two */"
                + "{'id': 007, 'title': 'a', 'rank': NaN,}, , {'id': 2, 'title': 'b'},]}");
        assertEquals(List.of("a", "b"), titles(feed));
    }

    @Test
    void readsAnEnclosureThatIsWrittenLikeALink() throws Exception {
        RawItem item = parse(rss("<item><enclosure href='https://a.example.org/1.mp3' type='audio/mpeg'/></item>"))
                .items()
                .get(0);
        assertEquals("https://a.example.org/1.mp3", item.getMedia().get(0).getUrl());
        assertEquals("enclosure", item.getMedia().get(0).getRole());
    }

    @Test
    void readsCdf() throws Exception {
        ParsedFeed feed = parse("""
                <CHANNEL HREF="https://www.example.co.uk/"><TITLE>The Mill</TITLE>
                  <ITEM HREF="https://www.example.co.uk/weir" LASTMOD="2026-02-28T18:00:00Z">
                    <TITLE>Weir</TITLE><ABSTRACT>It opens.</ABSTRACT>
                  </ITEM></CHANNEL>""");
        RawItem item = feed.items().get(0);
        assertEquals("https://www.example.co.uk/", feed.feed().getSite());
        assertEquals("https://www.example.co.uk/weir", item.getLink());
        assertEquals(Instant.parse("2026-02-28T18:00:00Z"), item.getUpdated());
        assertEquals("It opens.", item.getSummaryHtml());
    }

    @Test
    void readsTheElementsThatNobodySpecified() throws Exception {
        RawItem item = parse(rss("""
                <item><body>&lt;p&gt;All of it.&lt;/p&gt;</body><description>Short.</description>
                  <summary>Another word.</summary><tags>rivers, locks</tags><media:title>Weir</media:title>
                  <itunes:category text="News"><itunes:category text="Local"/></itunes:category></item>""")).items().get(0);
        assertEquals("Weir", item.getTitle());
        assertEquals("<p>All of it.</p>", item.getContentHtml());
        assertEquals("Short.", item.getSummaryHtml());
        assertEquals("Another word.", item.getExtensions().get(0).getText());
        assertEquals(
                List.of("rivers", "locks", "News", "Local"),
                item.getCategories().stream().map(Category::getTerm).toList());
    }

    @Test
    void keepsAnItemThatSaysAnythingAtAllAndNoOther() throws Exception {
        ParsedFeed feed = parse(atom(
                "",
                "<entry><contributor><name>Jo</name></contributor></entry><entry><updated>2026-02-28</updated></entry>"
                        + "<entry><author><uri>https://jo.example.org/</uri></author></entry><entry/>"));
        assertEquals(3, feed.items().size());
        assertEquals("Jo", feed.items().get(0).getExtensions().get(0).getText());
        assertEquals(
                "https://jo.example.org/",
                feed.items().get(2).getAuthors().get(0).getName());
    }

    @Test
    void decodesTextInBase64ButNoPicture() throws Exception {
        ParsedFeed feed = parse(atom("", """
                <entry><id>1</id><content type="application/octet-stream"> PHA+V2VpcjwvcD4= </content></entry>
                <entry><id>2</id><content type="image/png">iVBORw0KGgo=</content></entry>"""));
        assertEquals("<p>Weir</p>", feed.items().get(0).getContentHtml());
        assertNull(feed.items().get(1).getContentHtml());
    }

    @Test
    void leavesOutTheDivAroundXhtml() throws Exception {
        ParsedFeed feed = parse(atom("", """
                <entry><id>1</id><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>A</p><p>B</p></div></content></entry>
                <entry><id>2</id><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">A</div>B</content></entry>"""));
        assertEquals("<p>A</p><p>B</p>", feed.items().get(0).getContentHtml());
        assertEquals("<div>A</div>B", feed.items().get(1).getContentHtml());
    }

    @Test
    void readsTheAddressInsideAnAtomLink() throws Exception {
        ParsedFeed feed = parse(atom("", "<entry><link>https://weir.example.org/1</link></entry>"));
        assertEquals("https://weir.example.org/1", feed.items().get(0).getLink());
    }

    @Test
    void readsWhatAFeedSaysAboutWhenToComeAgain() throws Exception {
        FeedHints hints = parse(rss("""
                <ttl>90</ttl>
                <skipHours><hour>0</hour><hour>24</hour><hour>3</hour><hour>99</hour><hour>soon</hour></skipHours>
                <skipDays><day>Sunday</day><day>Caturday</day></skipDays>
                <sy:updatePeriod xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"> daily </sy:updatePeriod>
                <sy:updateFrequency xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">4</sy:updateFrequency>
                <item><title>1</title></item>""")).hints();
        assertEquals(new FeedHints(Duration.ofMinutes(90), Duration.ofHours(6), Set.of(0, 3), Set.of(7)), hints);
    }

    @Test
    void believesNoFeedThatAsksToBeSkippedAlways() {
        Set<Integer> hours = IntStream.range(0, 24).boxed().collect(Collectors.toSet());
        assertEquals(FeedHints.NONE, new FeedHints(null, null, hours, Set.of(1, 2, 3, 4, 5, 6, 7)));
    }

    @Test
    void readsAFeedThatATemplatePutAPageAround() throws Exception {
        String page =
                "<!DOCTYPE html>\n<html xmlns='http://www.w3.org/1999/xhtml'><head><title>Weir</title></head><body>";
        ParsedFeed feed = parse(page + atom("", "<entry><title>One</title></entry>") + "</body></html>");
        assertEquals(List.of("One"), titles(feed));
        UnreadableFeedException e = assertThrows(
                UnreadableFeedException.class, () -> parse(page + "<p>Our <rss>feed</rss>.</p></body></html>"));
        assertTrue(e.getMessage().contains("a web page titled \"Weir\""), e.getMessage());
    }

    @Test
    void makesAddressesInTextAbsoluteWhereTheItemHasNoLinkToGoBy() throws Exception {
        ParsedFeed feed =
                parse(rss("<item><description>&lt;a href=\"../b?x=1&amp;amp;y\"&gt;b&lt;/a&gt;</description></item>"
                        + "<item><link>/c</link><description>&lt;a href=\"../b\"&gt;b&lt;/a&gt;</description></item>"
                        + "<item><description>&lt;A HREF='#d'&gt;d&lt;/A&gt; href=</description></item>"));
        assertEquals(
                List.of(
                        "<a href=\"https://news.example.co.uk/b?x=1&amp;y\">b</a>",
                        "<a href=\"../b\">b</a>",
                        "<A HREF='#d'>d</A> href="),
                feed.items().stream().map(RawItem::getSummaryHtml).toList());
    }

    @Test
    void readsLinksAndEntriesThatAtomLentToRss() throws Exception {
        ParsedFeed feed = parse(rss("""
                <item><title>Weir opens</title><link href="https://tide.example/weir"/></item>
                <entry><title>Weir closes</title><link href="https://tide.example/closed"/></entry>"""));
        assertEquals(List.of("Weir opens", "Weir closes"), titles(feed));
        assertEquals(
                List.of("https://tide.example/weir", "https://tide.example/closed"),
                feed.items().stream().map(RawItem::getLink).toList());
    }
}
