package io.feedmill.producer.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedmill.avro.RawItem;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Documents that break off, at each byte. */
class TruncatedDocumentsTest {

    private static final String RSS = Parsing.rss("""
            <item><title>Wehr geöffnet &amp; gezählt</title><link>https://www.example.co.uk/1</link><guid>1</guid>
              <pubDate>Sun, 01 Mar 2026 09:30:00 GMT</pubDate>
              <content:encoded><![CDATA[<p>It opens. <item>no item</item></p>]]></content:encoded></item>
            <item><title>Two</title><guid>2</guid><media:group><media:content url="https://a.example.org/2.mp4"/></media:group></item>
            <!-- <item> -->
            <item><title>Three</title><guid>3</guid></item>""");

    private static final String ATOM = Parsing.atom("xml:base='https://b.example.org/'", """
            <entry><id>1</id><title type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>One</div></title></entry>
            <entry><id>2</id><title>Two</title><content type='html'>&lt;p&gt;x&lt;/p&gt;</content></entry>
            <entry><id>3</id><title>Three</title><link href='/3'/></entry>""");

    private static final String JSON = """
            {"version": "https://jsonfeed.org/version/1.1", "title": "Wehr", "items": [
              {"id": "1", "title": "Geöffnet", "content_html": "<p>a</p>", "tags": ["a", "b"]},
              {"id": "2", "title": "Two", "authors": [{"name": "A"}]},
              {"id": "3", "title": "Three", "date_published": "2026-03-01T09:30:00Z"}]}""";

    static Stream<Named<byte[]>> documents() {
        return Stream.of(
                Named.of("RSS", RSS.getBytes(StandardCharsets.UTF_8)),
                Named.of("RSS in UTF-16", RSS.getBytes(StandardCharsets.UTF_16)),
                Named.of("RSS in Windows-1252", RSS.getBytes(Charset.forName("windows-1252"))),
                Named.of(
                        "RSS read leniently",
                        ("\n" + RSS.replace("</link>", "</link>&nbsp;")).getBytes(StandardCharsets.UTF_8)),
                Named.of("Atom", ATOM.getBytes(StandardCharsets.UTF_8)),
                Named.of("JSON Feed", JSON.getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("documents")
    void giveTheWholeItemsAndNothingElse(byte[] document) throws Exception {
        List<RawItem> whole = items(document);
        assertEquals(3, whole.size());
        int most = 0;
        for (int length = 0; length < document.length; length++) {
            List<RawItem> items = items(Arrays.copyOf(document, length));
            String at = "after " + length + " bytes";
            assertTrue(items.size() >= most, at + " there are fewer items than before");
            most = items.size();
            for (int i = 0; i < items.size(); i++) {
                assertEquals(said(whole.get(i)), said(items.get(i)), at);
            }
        }
        assertEquals(3, most, "all, though the document's end is missing");
    }

    private static List<RawItem> items(byte[] document) {
        try {
            return Parsing.parse(document, null).items();
        } catch (UnreadableFeedException e) {
            return List.of();
        }
    }

    private static List<Object> said(RawItem item) {
        return Arrays.asList(
                item.getGuid(),
                item.getLink(),
                item.getTitle(),
                item.getContentHtml(),
                item.getPublished(),
                item.getMedia(),
                item.getAuthors(),
                item.getCategories());
    }
}
