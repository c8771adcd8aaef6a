package io.feedmill.producer.parse;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Documents of all formats, damaged at random: whatever comes, it is a feed or it is said what it is not. */
class DamagedDocumentsTest {

    private static final int EACH = 300;
    private static final long SEED = 20_260_301L;

    /** Hundreds of times what the documents take; far below what quadratic work on them would. */
    private static final long CPU_NANOS_EACH = 2_000_000_000L;

    private static final List<String> DOCUMENTS = List.of(
            Parsing.rss(
                    "<item><title>Wéir &amp; lock</title><link>/a?b=1&amp;c=2</link><guid isPermaLink='false'>1</guid>"
                            + "<pubDate>Sun, 01 Mar 2026 10:00:00 +0100</pubDate><content:encoded><![CDATA[<p>Tëxt</p>]]>"
                            + "</content:encoded><media:content url='http://a.example/b.jpg'><media:title>x</media:title>"
                            + "</media:content><category domain='d'>c</category><x:y z='1'>w</x:y></item>"
                            + "<item><description>&lt;b&gt;only&lt;/b&gt;</description><dc:date>2026-03-01</dc:date></item>"),
            Parsing.atom(
                    "xml:base='http://b.example/'",
                    "<entry><id>tag:1</id><title type='html'>A &lt;i>b&lt;/i></title><updated>2026-03-01T10:00:00Z</updated>"
                            + "<link href='c'/><content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p>x</p>"
                            + "</div></content><author><name>n</name></author></entry>"),
            "{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"J\",\"items\":[{\"id\":1,\"url\":\"/a\","
                    + "\"content_html\":\"<p>x</p>\",\"date_published\":\"2026-03-01T10:00:00Z\",\"tags\":[\"a\"],"
                    + "\"authors\":[{\"name\":\"n\"}],\"attachments\":[{\"url\":\"b.mp3\",\"mime_type\":\"audio/mpeg\"}]}]}",
            "<?xml version='1.0' encoding='iso-8859-1'?><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'"
                    + " xmlns='http://purl.org/rss/1.0/'><channel rdf:about='u'><title>R</title></channel>"
                    + "<item rdf:about='i'><title>t</title><link>http://a.example/</link></item></rdf:RDF>",
            "<urlset xmlns:news='http://www.google.com/schemas/sitemap-news/0.9'><url><loc>http://a.example/1</loc>"
                    + "<news:news><news:title>t</news:title></news:news></url></urlset>",
            "<opml><head><title>o</title></head><body><outline text='f'><outline xmlUrl='http://a.example/rss'"
                    + " category='/a,b'/></outline></body></opml>",
            "<!DOCTYPE html><html><head><title>h</title><link rel=alternate type=application/rss+xml href=/rss></head></html>");

    @Test
    void areReadOrRefusedAndNothingElse() {
        for (int i = 0; i < DOCUMENTS.size(); i++) {
            byte[] document = DOCUMENTS.get(i).getBytes(StandardCharsets.UTF_8);
            Mutator mutator = new Mutator(SEED + i);
            for (int n = 0; n < EACH; n++) {
                byte[] damaged = mutator.damaged(document);
                long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
                assertRead(damaged, i, n);
                long took = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start;
                assertTrue(took < CPU_NANOS_EACH, "document " + i + ", damage " + n + " took " + took + " ns");
            }
        }
    }

    private static void assertRead(byte[] damaged, int document, int damage) {
        try {
            Parsing.parse(damaged, null).items().forEach(item -> assertTrue(item.getFetchedAt() != null));
        } catch (UnreadableFeedException e) {
            assertTrue(e.getMessage() != null && e.getMessage().length() < 5_000);
        } catch (RuntimeException | StackOverflowError e) {
            throw new AssertionError("document " + document + ", damage " + damage, e);
        }
        try {
            Opml.read(damaged, false);
        } catch (UnreadableFeedException e) {
            assertTrue(e.getMessage() != null);
        } catch (RuntimeException | StackOverflowError e) {
            throw new AssertionError("as a list: document " + document + ", damage " + damage, e);
        }
    }
}
