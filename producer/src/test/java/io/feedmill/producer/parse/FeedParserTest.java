package io.feedmill.producer.parse;

import static io.feedmill.producer.parse.Parsing.atom;
import static io.feedmill.producer.parse.Parsing.parse;
import static io.feedmill.producer.parse.Parsing.rss;
import static io.feedmill.producer.parse.Parsing.titles;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.feedmill.avro.Author;
import io.feedmill.avro.Category;
import io.feedmill.avro.Extension;
import io.feedmill.avro.Media;
import io.feedmill.avro.RawItem;
import io.feedmill.schemas.Ids;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FeedParserTest {

    private static RawItem only(ParsedFeed feed) {
        assertEquals(1, feed.items().size());
        return feed.items().get(0);
    }

    // ------------------------------------------------------------------ the formats

    @Test
    void readsEverythingAnRssItemSays() throws Exception {
        ParsedFeed feed = parse(rss("""
                <ttl>45</ttl>
                <item>
                  <title>Weir opens</title><link>/2026/weir</link>
                  <guid isPermaLink="false">weir-1</guid>
                  <pubDate>Sun, 01 Mar 2026 09:30:00 +0100</pubDate>
                  <description>A short word.</description>
                  <content:encoded><![CDATA[<p>The weir is open.</p>]]></content:encoded>
                  <author>jo@example.co.uk (Jo Miller)</author><dc:creator>Ann Weaver</dc:creator>
                  <category domain="urn:desk">Rivers</category><category>Locks</category>
                  <comments>https://www.example.co.uk/2026/weir#comments</comments>
                  <source url="https://agency.example.com/rss">Agency</source>
                  <enclosure url="https://cdn.example.co.uk/weir.mp3" length="123456" type="audio/mpeg"/>
                  <media:content url="https://cdn.example.co.uk/weir.jpg" type="image/jpeg"><media:title>The weir</media:title></media:content>
                  <x:priority level="3">high</x:priority>
                </item>"""));
        assertEquals("The Mill & Weir", feed.feed().getTitle());
        assertEquals("https://www.example.co.uk/", feed.feed().getSite());
        assertEquals("example.co.uk", feed.feed().getSiteId());
        assertEquals("en-GB", feed.feed().getLanguage());
        assertEquals("Quill 3", feed.feed().getGenerator());
        assertEquals(Parsing.URL, feed.feed().getUrl());
        assertEquals(Ids.feedId(Parsing.URL), feed.feed().getId());
        assertEquals(45, feed.hints().timeToLive().toMinutes());
        assertEquals(List.of(), feed.problems());

        RawItem item = only(feed);
        assertEquals("Weir opens", item.getTitle());
        assertEquals("https://news.example.co.uk/2026/weir", item.getLink());
        assertEquals("/2026/weir", item.getLinkAsGiven());
        assertEquals("weir-1", item.getGuid());
        assertEquals(Boolean.FALSE, item.getGuidIsPermaLink());
        assertFalse(item.getGuidShared());
        assertEquals("Sun, 01 Mar 2026 09:30:00 +0100", item.getPublishedText());
        assertEquals(Instant.parse("2026-03-01T08:30:00Z"), item.getPublished());
        assertEquals("A short word.", item.getSummaryHtml());
        assertEquals("<p>The weir is open.</p>", item.getContentHtml());
        assertEquals(List.of(new Author("Jo Miller", null), new Author("Ann Weaver", null)), item.getAuthors());
        assertEquals(List.of(new Category("Rivers", "urn:desk"), new Category("Locks", null)), item.getCategories());
        assertEquals("https://www.example.co.uk/2026/weir#comments", item.getCommentsLink());
        assertEquals("Agency", item.getSourceFeed().getTitle());
        assertEquals("https://agency.example.com/rss", item.getSourceFeed().getUrl());
        assertEquals(
                List.of(
                        new Media("https://cdn.example.co.uk/weir.mp3", "audio/mpeg", "enclosure", 123456L, null),
                        new Media("https://cdn.example.co.uk/weir.jpg", "image/jpeg", "media", null, "The weir")),
                item.getMedia());
        assertEquals(List.of(new Extension("urn:example:x", "priority", "high")), item.getExtensions());
        assertEquals(Parsing.FETCHED, item.getFetchedAt());
        assertEquals(List.of(), item.getTruncated());
    }

    @Test
    void readsEverythingAnAtomEntrySays() throws Exception {
        ParsedFeed feed = parse(atom("xml:lang=\"de\" xml:base=\"https://weir.example.org/blog/\"", """
                <generator version="2.1">Loom</generator>
                <author><name>The Editors</name></author>
                <entry>
                  <id>tag:weir.example.org,2026:1</id>
                  <title type="html">Schleuse &amp;lt;em&amp;gt;offen</title>
                  <link rel="alternate" type="text/html" href="eins"/>
                  <link rel="enclosure" href="eins.mp3" type="audio/mpeg" length="99"/>
                  <link rel="replies" href="eins#comments"/>
                  <published>2026-02-28T23:00:00+01:00</published><updated>2026-03-01T00:00:00Z</updated>
                  <summary>Kurz &lt; lang</summary>
                  <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Offen seit <b>heute</b> <i>früh</i>.</p></div></content>
                  <category term="fluss" scheme="urn:desk" label="Fluss"/>
                  <source><title>Quelle</title><link rel="self" href="https://quelle.example.net/atom"/></source>
                </entry>"""));
        assertEquals("de", feed.feed().getLanguage());
        assertEquals("Loom 2.1", feed.feed().getGenerator());
        assertEquals("example.org", feed.feed().getSiteId());
        RawItem item = only(feed);
        assertEquals("tag:weir.example.org,2026:1", item.getGuid());
        assertNull(item.getGuidIsPermaLink());
        assertEquals("Schleuse <em>offen", item.getTitle());
        assertEquals("https://weir.example.org/blog/eins", item.getLink());
        assertEquals("eins", item.getLinkAsGiven());
        assertEquals(Instant.parse("2026-02-28T22:00:00Z"), item.getPublished());
        assertEquals(Instant.parse("2026-03-01T00:00:00Z"), item.getUpdated());
        assertEquals("Kurz &lt; lang", item.getSummaryHtml());
        assertEquals("<p>Offen seit <b>heute</b> <i>früh</i>.</p>", item.getContentHtml());
        assertEquals(List.of(new Author("The Editors", null)), item.getAuthors());
        assertEquals(List.of(new Category("fluss", "urn:desk")), item.getCategories());
        assertEquals("https://weir.example.org/blog/eins#comments", item.getCommentsLink());
        assertEquals("https://quelle.example.net/atom", item.getSourceFeed().getUrl());
        assertEquals(
                List.of(new Media("https://weir.example.org/blog/eins.mp3", "audio/mpeg", "enclosure", 99L, null)),
                item.getMedia());
    }

    @Test
    void readsRdfWithItsItemsOutsideTheChannel() throws Exception {
        ParsedFeed feed = parse("""
                <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
                    xmlns:dc="http://purl.org/dc/elements/1.1/">
                  <channel rdf:about="https://r.example.org/"><title>R</title><link>https://r.example.org/</link></channel>
                  <item rdf:about="https://r.example.org/1"><title>One</title><link>https://r.example.org/1</link>
                    <dc:date>2026-02-01T10:00+09:00</dc:date><dc:subject>Trains</dc:subject></item>
                  <item rdf:about="https://r.example.org/2"><title>Two</title><link>https://r.example.org/2</link></item>
                </rdf:RDF>""");
        assertEquals(List.of("One", "Two"), titles(feed));
        assertEquals("https://r.example.org/1", feed.items().get(0).getGuid());
        assertEquals(Instant.parse("2026-02-01T01:00:00Z"), feed.items().get(0).getPublished());
        assertEquals("Trains", feed.items().get(0).getCategories().get(0).getTerm());
    }

    @Test
    void readsRss090AndAtom03() throws Exception {
        ParsedFeed old = parse("""
                <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://my.netscape.com/rdf/simple/0.9/">
                <channel><title>Old</title><link>http://old.example.com</link></channel>
                <item><title>First</title><link>http://old.example.com/1</link></item></rdf:RDF>""");
        assertEquals("http://old.example.com/1", only(old).getLink());
        RawItem atom = only(parse("""
                <feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>A</title><entry><id>a1</id>
                <title mode="escaped" type="text/html">Salt &amp;amp; sea</title><link rel="alternate" type="text/html" href="http://a.example.com/1"/>
                <issued>2026-01-02T03:04:05Z</issued><modified>2026-01-03T03:04:05Z</modified>
                <content type="text/html" mode="escaped">&lt;p&gt;Salt&lt;/p&gt;</content></entry></feed>"""));
        assertEquals("Salt & sea", atom.getTitle());
        assertEquals("http://a.example.com/1", atom.getLink());
        assertEquals(Instant.parse("2026-01-02T03:04:05Z"), atom.getPublished());
        assertEquals(Instant.parse("2026-01-03T03:04:05Z"), atom.getUpdated());
        assertEquals("<p>Salt</p>", atom.getContentHtml());
    }

    @Test
    void readsJsonFeedsAlsoWithoutIds() throws Exception {
        ParsedFeed feed = parse("""
                {"version":"https://jsonfeed.org/version/1.1","title":"J & K","home_page_url":"https://j.example.org/",
                 "language":"fr","authors":[{"name":"Jeanne"}],
                 "items":[
                  {"url":"/a","title":"Un","content_html":"<p>Un</p>","summary":"Bref","tags":["eau"],
                   "date_published":"2026-02-03T04:05:06-05:00","_meta":{"n":1},
                   "attachments":[{"url":"https://j.example.org/a.mp3","mime_type":"audio/mpeg","size_in_bytes":7}]},
                  {"id":7,"content_text":"a < b","author":{"name":"Louis","url":"https://l.example.org/"}}]}""");
        assertEquals("J & K", feed.feed().getTitle());
        assertEquals("fr", feed.feed().getLanguage());
        RawItem first = feed.items().get(0);
        assertNull(first.getGuid());
        assertEquals("https://news.example.co.uk/a", first.getLink());
        assertEquals("<p>Un</p>", first.getContentHtml());
        assertEquals("Bref", first.getSummaryHtml());
        assertEquals(Instant.parse("2026-02-03T09:05:06Z"), first.getPublished());
        assertEquals(List.of(new Author("Jeanne", null)), first.getAuthors());
        assertEquals(7L, first.getMedia().get(0).getLength());
        assertEquals(List.of(new Extension("", "_meta", "{\"n\":1}")), first.getExtensions());
        RawItem second = feed.items().get(1);
        assertEquals("7", second.getGuid());
        assertEquals("a &lt; b", second.getContentHtml());
        assertEquals(List.of(new Author("Louis", "https://l.example.org/")), second.getAuthors());
    }

    @Test
    void keepsTheWholeItemsOfJsonThatBreaksOff() throws Exception {
        ParsedFeed feed = parse(
                "{\"version\":\"https://jsonfeed.org/version/1\",\"items\":[{\"id\":\"1\",\"title\":\"One\"},{\"id\":\"2\",\"ti");
        assertEquals(List.of("One"), titles(feed));
        assertTrue(
                feed.problems().get(0).startsWith("line 1: "), feed.problems().toString());
    }

    @Test
    void keepsALoneDescriptionAsTheSummary() throws Exception {
        RawItem item =
                only(parse(rss("<item><title>T</title><description>&lt;p&gt;All.&lt;/p&gt;</description></item>")));
        assertEquals("<p>All.</p>", item.getSummaryHtml());
        assertNull(item.getContentHtml());
    }

    // ------------------------------------------------------------------ documents that are broken

    @Test
    void survivesControlCharactersUndeclaredEntitiesAndBareAmpersands() throws Exception {
        ParsedFeed feed = parse(rss("<item><title>One\u000B two&nbsp;three</title>"
                + "<link>https://www.example.co.uk/?a=1&copy=2&b=3</link><description>R&D & more &eacute;</description></item>"
                + "<item><title>Next</title></item>"));
        assertEquals(2, feed.items().size());
        RawItem item = feed.items().get(0);
        assertEquals("One two\u00A0three", item.getTitle());
        assertEquals("https://www.example.co.uk/?a=1&copy=2&b=3", item.getLink());
        assertEquals("R&D & more é", item.getSummaryHtml());
        assertTrue(
                feed.problems().get(0).contains("1 characters that XML does not allow"),
                feed.problems().toString());
        assertTrue(
                feed.problems().get(1).contains("read leniently: line 4"),
                feed.problems().toString());
    }

    @Test
    void survivesJunkBeforeThePrologAndAfterTheRoot() throws Exception {
        String feed = rss("<item><title>T</title></item>");
        for (String junk : List.of(
                "\n\n  ", "\uFEFF\n", "<br />\n<b>Warning</b>: foo() in line 3<br />\n", "garbage ", "<!-- hi -->")) {
            assertEquals(List.of("T"), titles(parse(junk + feed)), junk);
            assertEquals(List.of("T"), titles(parse(feed + junk)), junk);
        }
        assertEquals(List.of("T"), titles(parse(feed + "<script>x()</script>")));
    }

    @Test
    void keepsTheWholeItemsOfADocumentThatBreaksOff() throws Exception {
        String whole = rss(
                "<item><title>One</title></item>\n<item><title>Two</title><description><![CDATA[<p>2</p>]]></description></item>\n"
                        + "<item><title>Three</title><description><![CDATA[<p>Three and mo");
        String cut = whole.substring(0, whole.indexOf("and mo"));
        ParsedFeed feed = parse(cut);
        assertEquals(List.of("One", "Two"), titles(feed));
        assertTrue(feed.problems().toString().contains("breaks off: the whole items were kept"));
        assertEquals("example.co.uk", feed.feed().getSiteId());
    }

    @Test
    void readsHtmlThatSomeoneForgotToEscape() throws Exception {
        ParsedFeed feed = parse(rss("<item><title>A <i>b</i></title><description><p>One<br>two</p></description></item>"
                + "<item><title>Next</title></item>"));
        assertEquals(List.of("A b", "Next"), titles(feed));
        String summary = feed.items().get(0).getSummaryHtml();
        assertTrue(summary.contains("One") && summary.contains("two") && summary.contains("<br"), summary);
    }

    @Test
    void readsPrefixesThatNobodyDeclared() throws Exception {
        RawItem item = only(
                parse(
                        "<rss version='2.0'><channel><item><title>T</title><dc:creator>Ann</dc:creator>"
                                + "<content:encoded>&lt;p&gt;x&lt;/p&gt;</content:encoded><foo:bar>1</foo:bar></item></channel></rss>"));
        assertEquals("Ann", item.getAuthors().get(0).getName());
        assertEquals("<p>x</p>", item.getContentHtml());
        assertEquals("bar", item.getExtensions().get(0).getName());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            <rss>                                                     | </rss>
            <rss version="0.91">                                      | </rss>
            <rss version="2.1beta">                                   | </rss>
            <rss version="2.0" xmlns="http://backend.userland.com/rss2"> | </rss>
            <rss version="2.0" xmlns="http://purl.org/rss/1.0/">      | </rss>
            <RSS version="2.0">                                       | </RSS>
            """)
    void readsEveryRssWhateverItCallsItself(String start, String end) throws Exception {
        ParsedFeed feed =
                parse(start + "<channel><title>C</title><link>https://c.example.com</link><item><title>T</title>"
                        + "<pubDate>Sun, 01 Mar 2026 09:30:00 GMT</pubDate><guid>g</guid></item></channel>" + end);
        RawItem item = only(feed);
        assertEquals("T", item.getTitle());
        assertEquals("g", item.getGuid());
        assertEquals(Instant.parse("2026-03-01T09:30:00Z"), item.getPublished());
        assertEquals("C", feed.feed().getTitle());
    }

    // ------------------------------------------------------------------ documents that attack

    @Test
    void neverResolvesOrExpandsAnEntity() throws Exception {
        String xxe =
                "<?xml version=\"1.0\"?><!DOCTYPE rss [<!ENTITY x SYSTEM \"file:///etc/passwd\"><!ENTITY % p SYSTEM \"http://127.0.0.1:9/p\"> %p;"
                        + "<!ENTITY a \"lol\"><!ENTITY b \"&a;&a;&a;&a;\">]>";
        ParsedFeed feed = parse(xxe
                + "<rss version='2.0'><channel><title>C</title><item><title>[&x;][&b;]</title></item></channel></rss>");
        assertEquals("[&x;][&b;]", only(feed).getTitle());
    }

    @Test
    void readsADocumentWithADoctype() throws Exception {
        String doctype =
                "<!DOCTYPE rss PUBLIC \"-//Netscape Communications//DTD RSS 0.91//EN\" \"http://my.netscape.com/publish/formats/rss-0.91.dtd\">";
        ParsedFeed feed = parse("<?xml version=\"1.0\"?>" + doctype
                + "<rss version='0.91'><channel><item><title>T</title></item></channel></rss>");
        assertEquals(List.of("T"), titles(feed));
        assertEquals(List.of(), feed.problems());
    }

    @Test
    void refusesBottomlessNestingAtOnce() {
        String deep = rss("<item><title>T</title><description>" + "<a>".repeat(200_000));
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long start = threads.getCurrentThreadCpuTime();
        UnreadableFeedException e = assertThrows(UnreadableFeedException.class, () -> parse(deep));
        assertEquals(0, (threads.getCurrentThreadCpuTime() - start) / 1_000_000_000L);
        assertTrue(e.getMessage().contains("nested deeper than 256"), e.getMessage());
        assertEquals(4, e.line());
    }

    @Test
    void cutsWhatIsOverTheLimitsAndSaysSo() throws Exception {
        String categories = "<category>c%d</category>".repeat(1);
        StringBuilder many = new StringBuilder();
        for (int i = 0; i < 100; i++) {
            many.append(String.format(categories, i));
        }
        RawItem item = only(parse(
                rss("<item><title>" + "é".repeat(3_000) + "</title><link>https://x.example.com/" + "a".repeat(3_000)
                        + "</link><description>" + "x".repeat(2_000_000) + "</description>" + many + "</item>")));
        assertEquals(2_048, item.getTitle().length());
        assertNull(item.getLink());
        assertEquals(1 << 20, item.getSummaryHtml().length());
        assertEquals(64, item.getCategories().size());
        assertEquals(
                List.of("title", "link", "linkAsGiven", "summaryHtml", "categories").stream()
                        .sorted()
                        .toList(),
                item.getTruncated().stream().sorted().toList());
    }

    @Test
    void readsNoMoreThanTwoThousandItems() throws Exception {
        ParsedFeed feed = parse(rss("<item><title>T</title></item>".repeat(2_500)));
        assertEquals(2_000, feed.items().size());
        assertEquals(List.of("2500 items: only the first 2000 are read"), feed.problems());
    }

    @Test
    void refusesDocumentsOverTheLimit() {
        byte[] large = new byte[FeedParser.MAX_DOCUMENT_BYTES + 1];
        assertThrows(UnreadableFeedException.class, () -> parse(large, null));
    }

    // ------------------------------------------------------------------ what is no feed

    @Test
    void namesTheFeedThatAWebPageLinksTo() {
        UnreadableFeedException e = assertThrows(
                UnreadableFeedException.class,
                () -> parse(
                        "<!DOCTYPE html><html><head><title>Weir\n Blog</title>"
                                + "<link rel=\"alternate\" type=\"application/rss+xml\" href=\"/feed\"></head><body>Hello</body></html>"));
        assertTrue(e.isNotAFeed());
        assertEquals(
                "not a feed: a web page titled \"Weir Blog\"; subscribe to the feed it names: https://news.example.co.uk/feed",
                e.getMessage());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                        | the document is empty
            <?xml version="1.0"?>     | the document is empty
            <opml version="2.0"/>     | an OPML list of feeds
            plain text                | neither XML nor a JSON object; it begins with "plain text"
            [{"title": "a"}]          | neither XML nor a JSON object; it begins with "[{
            <sitemapindex/>           | a list of sitemaps
            {"a":1}                   | JSON without
            <p>hi <body>              | a web page
            """)
    void saysWhatADocumentIsInsteadOfAFeed(String text, String why) {
        UnreadableFeedException e = assertThrows(UnreadableFeedException.class, () -> parse(text));
        assertTrue(e.isNotAFeed());
        assertTrue(e.getMessage().contains(why), e.getMessage());
    }

    // ------------------------------------------------------------------ encodings

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            UTF-8        | -          | -                          | Zürich “30 €”
            UTF-8        | iso-8859-1 | text/xml; charset=us-ascii | Zürich “30 €”
            windows-1252 | utf-8      | application/xml            | Zürich “30 €”
            windows-1252 | iso-8859-1 | -                          | Zürich “30 €”
            windows-1252 | -          | -                          | Zürich “30 €”
            windows-1252 | utf-8      | text/xml; charset=utf-8    | Zürich “30 €”
            ISO-8859-15  | iso-8859-15 | -                         | Zürich 30 €
            UTF-32LE     | utf-32     | -                          | Zürich “30 €”
            UTF-32BE     | -          | -                          | Zürich “30 €”
            UTF-16LE     | utf-8      | -                          | Zürich “30 €”
            UTF-16BE     | -          | -                          | Zürich “30 €”
            windows-1251 | windows-1251 | -                        | Река Волга
            windows-1251 | utf-8      | text/xml;charset="windows-1251" | Река Волга
            Shift_JIS    | Shift_JIS  | -                          | 東京の川
            GB18030      | gb2312     | -                          | 长江的水
            windows-1252 | x-nonsense | -                          | Zürich “30 €”
            UTF-8        | utf-16     | -                          | Zürich “30 €”
            """)
    void readsEncodingsThatLie(String real, String declared, String contentType, String title) throws Exception {
        String text = "<?xml version=\"1.0\"" + (declared == null ? "" : " encoding=\"" + declared + "\"") + "?>"
                + "<rss version=\"2.0\"><channel><item><title>" + title + "</title></item></channel></rss>";
        assertEquals(List.of(title), titles(parse(text.getBytes(Charset.forName(real)), contentType)));
    }

    @Test
    void believesByteOrderMarksFirst() throws Exception {
        byte[] utf8 =
                ("\uFEFF<?xml version='1.0' encoding='iso-8859-1'?><rss><channel><item><title>Zürich</title></item></channel></rss>")
                        .getBytes(StandardCharsets.UTF_8);
        assertEquals(List.of("Zürich"), titles(parse(utf8, "text/xml; charset=windows-1252")));
        byte[] utf16 = ("\uFEFF<rss><channel><item><title>Zürich</title></item></channel></rss>")
                .getBytes(StandardCharsets.UTF_16LE);
        assertEquals(List.of("Zürich"), titles(parse(utf16, "text/xml; charset=utf-8")));
    }

    @Test
    void readsStrayBytesInUtf8() throws Exception {
        byte[] good =
                rss("<item><title>Zürich, Genève, São Paulo, Łódź, Kraków, Đà Nẵng, Čačak, Ängelholm, Ōsaka # caf</title></item>")
                        .getBytes(StandardCharsets.UTF_8);
        good[new String(good, StandardCharsets.ISO_8859_1).indexOf(" # caf") + 1] = (byte) 0x97;
        ParsedFeed feed = parse(good, "text/xml; charset=utf-8");
        assertEquals(
                List.of("Zürich, Genève, São Paulo, Łódź, Kraków, Đà Nẵng, Čačak, Ängelholm, Ōsaka — caf"),
                titles(feed));
        assertTrue(
                feed.problems().get(0).contains("1 stray bytes"),
                feed.problems().toString());
    }

    // ------------------------------------------------------------------ items

    @Test
    void marksGuidsThatStandOnSeveralItems() throws Exception {
        ParsedFeed feed = parse(
                rss(
                        "<item><guid>g</guid><link>https://a.example.com/1</link></item>"
                                + "<item><guid>g</guid><link>https://a.example.com/2</link></item>"
                                + "<item><guid>h</guid><link>https://a.example.com/3</link></item>"
                                + "<item><guid>h</guid><link>https://a.example.com/3</link></item>"
                                + "<item><guid isPermaLink='false'>i</guid><title>A</title></item><item><guid isPermaLink='false'>i</guid><title>B</title></item>"));
        assertEquals(
                List.of(true, true, false, false, true, true),
                feed.items().stream().map(RawItem::getGuidShared).toList());
    }

    @Test
    void marksLinksThatStandOnSeveralItems() throws Exception {
        ParsedFeed feed = parse(rss("<item><title>A</title><link>https://a.example.com/all</link></item>"
                + "<item><title>B</title><link>https://a.example.com/all</link></item>"
                + "<item><title>C</title><link>https://a.example.com/c</link></item>"
                + "<item><guid isPermaLink='false'>1</guid><title>D</title><link>https://a.example.com/d</link></item>"
                + "<item><guid isPermaLink='false'>2</guid><title>D</title><link>https://a.example.com/d</link></item>"
                + "<item><title>E</title></item>"));
        assertEquals(
                List.of(true, true, false, true, true, false),
                feed.items().stream().map(RawItem::getLinkShared).toList());
    }

    @Test
    void letsABadDateOrAddressCostOnlyItself() throws Exception {
        RawItem item = only(
                parse(
                        rss(
                                "<item><title>T</title><link>http://[bad</link><guid isPermaLink='false'>g</guid><pubDate>yesterday-ish</pubDate>"
                                        + "<enclosure url='::::' length='many' type='audio/mpeg'/><description>D</description></item>")));
        assertNull(item.getLink());
        assertEquals("http://[bad", item.getLinkAsGiven());
        assertEquals("yesterday-ish", item.getPublishedText());
        assertNull(item.getPublished());
        assertEquals(List.of(), item.getMedia());
        assertEquals("D", item.getSummaryHtml());
    }

    @Test
    void takesAPermalinkForTheLinkWhereThereIsNone() throws Exception {
        ParsedFeed feed = parse(rss("<item><title>A</title><guid>https://www.example.co.uk/a</guid></item>"
                + "<item><title>B</title><guid isPermaLink=\"false\">https://www.example.co.uk/b</guid></item>"));
        assertEquals("https://www.example.co.uk/a", feed.items().get(0).getLink());
        assertNull(feed.items().get(0).getGuidIsPermaLink());
        assertNull(feed.items().get(1).getLink());
    }

    @ParameterizedTest
    @ValueSource(strings = {"<![CDATA[%s]]>", "%s"})
    void undoesAmpersandsThatWereEscapedOnceMore(String written) throws Exception {
        String cdata = "https://www.example.co.uk/a?b=1&amp;c=2&#038;d=3#e";
        String link = written.equals("%s") ? cdata.replace("&", "&amp;") : cdata;
        RawItem item = only(parse(rss("<item><title>A</title><link>" + written.formatted(link) + "</link></item>")));
        assertEquals("https://www.example.co.uk/a?b=1&c=2&d=3#e", item.getLink());
        assertEquals(cdata, item.getLinkAsGiven());
    }

    @Test
    void resolvesLinksAgainstTheNearestBase() throws Exception {
        ParsedFeed feed = parse(
                "<rss version=\"2.0\" xml:base=\"https://base.example.org/a/\"><channel><item xml:base=\"b/\"><link>c</link></item>"
                        + "<item><link>?q=1</link></item><item><link>//other.example.org/x y</link></item></channel></rss>");
        assertEquals(
                List.of(
                        "https://base.example.org/a/b/c",
                        "https://base.example.org/a/?q=1",
                        "https://other.example.org/x%20y"),
                feed.items().stream().map(RawItem::getLink).toList());
    }

    @Test
    void keepsTheBaseOfHtmlThatHasOne() throws Exception {
        RawItem item = only(
                parse(
                        atom(
                                "xml:base=\"https://weir.example.org/blog/\"",
                                "<entry><id>1</id><link href=\"https://elsewhere.example.com/1\"/><content type=\"html\">&lt;a href=\"two\"&gt;two&lt;/a&gt;</content></entry>")));
        assertEquals("<a href=\"https://weir.example.org/blog/two\">two</a>", item.getContentHtml());
    }

    @Test
    void readsMediaRssAndItunes() throws Exception {
        RawItem item = only(
                parse(
                        rss(
                                "<item><title>T</title><enclosure url='https://c.example.com/a.mp3' type='audio/mpeg'/>"
                                        + "<media:group><media:title>Both</media:title><media:content url='https://c.example.com/a.mp3'/><media:content url='https://c.example.com/b.mp4' medium='video' fileSize='10'/></media:group>"
                                        + "<media:thumbnail url='/t.jpg'/><media:keywords>one, two</media:keywords><media:description>Long words.</media:description>"
                                        + "<itunes:image href='https://c.example.com/i.jpg'/><itunes:author>Ann</itunes:author><itunes:duration>1:02</itunes:duration></item>")));
        assertEquals(
                List.of(
                        "enclosure https://c.example.com/a.mp3",
                        "media https://c.example.com/b.mp4",
                        "thumbnail https://news.example.co.uk/t.jpg",
                        "itunes https://c.example.com/i.jpg"),
                item.getMedia().stream()
                        .map(m -> m.getRole() + " " + m.getUrl())
                        .toList());
        assertEquals("Both", item.getMedia().get(1).getTitle());
        assertEquals(10L, item.getMedia().get(1).getLength());
        assertEquals(
                List.of("one", "two"),
                item.getCategories().stream().map(Category::getTerm).toList());
        assertEquals("Long words.", item.getSummaryHtml());
        assertEquals("Ann", item.getAuthors().get(0).getName());
        assertEquals("duration", item.getExtensions().get(0).getName());
    }

    @Test
    void readsTheTextOfAFilmThatIsOnlyInItsGroup() throws Exception {
        RawItem item = only(
                parse(
                        atom(
                                "xmlns:media=\"http://search.yahoo.com/mrss/\"",
                                "<entry><id>1</id><title>Film</title><media:group>"
                                        + "<media:title>Film</media:title><media:content url=\"https://v.example.com/1\"/><media:description>How the weir was built.</media:description></media:group></entry>")));
        assertEquals("How the weir was built.", item.getSummaryHtml());
        assertEquals("Film", item.getMedia().get(0).getTitle());
    }

    @Test
    void readsMarkupAndBase64InAtom03() throws Exception {
        RawItem item = only(parse("""
                <feed version="0.3" xmlns="http://purl.org/atom/ns#"><entry><id>1</id>
                <title mode="base64" type="text/html">U2FsdCA8Yj5zZWE8L2I+</title>
                <summary type="application/xhtml+xml"><div xmlns="http://www.w3.org/1999/xhtml">Salt <b>sea</b></div></summary>
                <content type="text/html" mode="base64">PHA+U2FsdDwvcD4=</content></entry></feed>"""));
        assertEquals("Salt sea", item.getTitle());
        assertEquals("<div>Salt <b>sea</b></div>", item.getSummaryHtml());
        assertEquals("<p>Salt</p>", item.getContentHtml());
    }

    @Test
    void groupsFilesWithoutAnAddressByThemselves() throws Exception {
        byte[] bytes = "<rss><channel><item><title>T</title></item></channel></rss>".getBytes(StandardCharsets.UTF_8);
        ParsedFeed feed = FeedParser.parse(new FeedDocument(bytes, null, "file:///a/b.xml", null, Parsing.FETCHED));
        assertEquals("file-" + Ids.feedId("file:///a/b.xml"), feed.feed().getSiteId());
    }

    @Test
    void readsTheSampleFeed() throws Exception {
        Path sample = Path.of(System.getProperty("feedmill.shared", ""), "feeds", "artifex-news.xml");
        assumeTrue(Files.isRegularFile(sample));
        ParsedFeed feed = FeedParser.parse(new FeedDocument(
                Files.readAllBytes(sample), null, sample.toUri().toString(), null, Parsing.FETCHED));
        assertEquals(3, feed.items().size());
        assertEquals("artifexnews.net", feed.feed().getSiteId());
        assertEquals("china russia relations – Artifex.News", feed.feed().getTitle());
        assertEquals(List.of(), feed.problems());
    }
}
