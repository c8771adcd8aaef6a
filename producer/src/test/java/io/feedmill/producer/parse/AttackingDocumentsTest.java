package io.feedmill.producer.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedmill.avro.RawItem;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents made to read files, to reach servers, or to use up time and memory. Each is done with in five seconds of the processor, cold. */
class AttackingDocumentsTest {

    private static final String ITEM = "<item><title>T&x;</title><description>&x;%s</description></item>";

    private static String feed(String doctype, String root, String inItem) {
        return "<?xml version=\"1.0\"?>" + doctype + "<rss version='2.0' xmlns:xi='http://www.w3.org/2001/XInclude' "
                + root + "><channel><title>C</title>" + ITEM.formatted(inItem) + "</channel></rss>";
    }

    private interface Attack {
        ParsedFeed read() throws Exception;
    }

    /** The same, whether the document is refused or read. */
    private static ParsedFeed inTime(Attack attack) throws Exception {
        var threads = ManagementFactory.getThreadMXBean();
        long start = threads.getCurrentThreadCpuTime();
        try {
            return attack.read();
        } finally {
            long millis = (threads.getCurrentThreadCpuTime() - start) / 1_000_000;
            assertTrue(millis < 5_000, "took " + millis + " ms");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&nbsp;", "<b>"})
    void readNoFile(String makesItBroken, @TempDir Path folder) throws Exception {
        Path secret = Files.writeString(folder.resolve("secret"), "hunter2");
        String file = secret.toUri().toString();
        String doctype =
                "<!DOCTYPE rss [<!ENTITY x SYSTEM \"" + file + "\"><!ENTITY % p SYSTEM \"" + file + "\"> %p;]>";
        ParsedFeed feed =
                Parsing.parse(feed(doctype, "", makesItBroken + "<xi:include parse='text' href='" + file + "'/>"));
        assertEquals(1, feed.items().size());
        assertFalse(feed.toString().contains("hunter2"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&nbsp;", "<b>"})
    void reachNobody(String makesItBroken) throws Exception {
        try (ServerSocket canary = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"))) {
            String url = "http://127.0.0.1:" + canary.getLocalPort() + "/";
            for (String doctype : List.of(
                    "<!DOCTYPE rss SYSTEM \"" + url + "dtd\">",
                    "<!DOCTYPE rss PUBLIC \"-//x//x\" \"" + url + "dtd\">",
                    "<!DOCTYPE rss [<!ENTITY x SYSTEM \"" + url + "entity\">]>",
                    "<!DOCTYPE rss [<!ENTITY % p SYSTEM \"" + url + "parameter\"> %p;]>",
                    "<?xml-stylesheet type=\"text/xsl\" href=\"" + url + "xsl\"?>")) {
                ParsedFeed feed = Parsing.parse(feed(
                        doctype,
                        "xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xsi:noNamespaceSchemaLocation='" + url
                                + "xsd'",
                        makesItBroken + "<xi:include href='" + url + "include'/>"));
                assertEquals(1, feed.items().size(), doctype);
            }
            canary.setSoTimeout(200);
            assertThrows(SocketTimeoutException.class, canary::accept, "somebody came");
        }
    }

    @Test
    void expandNoEntityOfEntities() throws Exception {
        StringBuilder laughs = new StringBuilder("<!DOCTYPE rss [<!ENTITY a0 \"lol\">");
        for (int i = 1; i < 30; i++) {
            laughs.append("<!ENTITY a%d \"%s\">".formatted(i, ("&a" + (i - 1) + ";").repeat(10)));
        }
        String document = feed(laughs + "<!ENTITY x \"&a29;\">]>", "", "&a29;");
        RawItem item = inTime(() -> Parsing.parse(document)).items().get(0);
        assertEquals("T&x;", item.getTitle());
        assertEquals("&x;&a29;", item.getSummaryHtml());
    }

    @Test
    void growNoLargerByAnEntityThatStandsThereOften() throws Exception {
        String doctype = "<!DOCTYPE rss [<!ENTITY x \"" + "x".repeat(100_000) + "\">]>";
        String document = feed(doctype, "", "&x;".repeat(20_000));
        RawItem item = inTime(() -> Parsing.parse(document)).items().get(0);
        assertTrue(item.getSummaryHtml().length() < 100_000);
    }

    static Stream<String> bottomless() {
        return Stream.of(
                Parsing.rss("<item><title>T</title>" + "<a>".repeat(200_000)),
                Parsing.rss("<item><title>T</title><description>" + "<a>".repeat(200_000) + "</a>".repeat(200_000)
                        + "</description></item>"),
                Parsing.atom(
                        "",
                        "<entry><content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>" + "<b>".repeat(50_000)
                                + "</b>".repeat(50_000) + "</div></content></entry>"));
    }

    @Test
    void nestNoDeeperThanTheLimit() throws Exception {
        for (String document : bottomless().toList()) {
            UnreadableFeedException e =
                    assertThrows(UnreadableFeedException.class, () -> inTime(() -> Parsing.parse(document)));
            assertTrue(e.getMessage().contains("nested deeper than 256"), e.getMessage());
        }
        // What is text to the feed is nobody's tree here.
        String html = Parsing.rss(
                "<item><title>T</title><description><![CDATA[" + "<b>".repeat(200_000) + "]]></description></item>");
        assertEquals(
                600_000,
                inTime(() -> Parsing.parse(html))
                        .items()
                        .get(0)
                        .getSummaryHtml()
                        .length());
    }

    @Test
    void giveNoMoreItemsThanTheLimit() throws Exception {
        String rss = Parsing.rss("<item><title>T</title></item>".repeat(300_000));
        assertEquals(2_000, inTime(() -> Parsing.parse(rss)).items().size());
        String json = "{\"version\":\"https://jsonfeed.org/version/1\",\"items\":[" + "{\"id\":\"1\"},".repeat(300_000)
                + "{}]}";
        assertEquals(2_000, inTime(() -> Parsing.parse(json)).items().size());
    }

    @Test
    void giveNoLongerTextThanTheLimit() throws Exception {
        byte[] tooLarge = Parsing.rss("<item><title>" + "x".repeat(50 << 20) + "</title></item>")
                .getBytes(StandardCharsets.UTF_8);
        assertThrows(UnreadableFeedException.class, () -> inTime(() -> Parsing.parse(tooLarge, null)));
        String large = "x".repeat(9 << 20);
        RawItem item = inTime(() -> Parsing.parse(Parsing.rss("<item><title>" + large + "</title></item>")))
                .items()
                .get(0);
        assertEquals(Limits.TITLE_BYTES, item.getTitle().length());
        RawItem entry = inTime(() -> Parsing.parse(
                        "{\"version\":\"https://jsonfeed.org/version/1\",\"items\":[{\"id\":\"1\",\"content_html\":\""
                                + large + "\"}]}"))
                .items()
                .get(0);
        assertEquals(Limits.CONTENT_BYTES, entry.getContentHtml().length());
        assertNull(entry.getTitle());
    }

    @Test
    void nestNoDeeperThanTheLimitInJson() throws Exception {
        String start = "{\"version\":\"https://jsonfeed.org/version/1\",\"items\":[{\"id\":\"1\",\"title\":\"T\"},";
        for (String deep : List.of("[".repeat(100_000), "{\"a\":".repeat(100_000))) {
            assertEquals(
                    1,
                    inTime(() -> Parsing.parse(start + "{\"id\":" + deep))
                            .items()
                            .size());
            assertThrows(UnreadableFeedException.class, () -> inTime(() -> Parsing.parse("{\"version\":" + deep)));
        }
    }
}
