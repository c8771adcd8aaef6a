package io.feedmill.producer.parse;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class HostileDocumentsTest {

    private static final int SMALL = 512 << 10;

    private static final int TIMES = 8;

    private static String fill(String part, int size) {
        return part.repeat(size / part.length());
    }

    private static Arguments item(String name, String inside) {
        return arguments(name, Parsing.rss("<item>" + inside + "</item>"));
    }

    private static List<Arguments> documents(int size) {
        String attributes = IntStream.range(0, size / 12)
                .mapToObj(i -> "a" + i + "=''")
                .reduce(new StringBuilder(), (all, one) -> all.append(' ').append(one), StringBuilder::append)
                .toString();
        return List.of(
                item("tags in a title", "<title><![CDATA[" + fill("<b>", size) + "]]></title>"),
                item("entities in a title", "<title><![CDATA[" + fill("&amp;", size) + "]]></title>"),
                item("bare ampersands", "<description>" + fill("& ", size) + "</description>"),
                item("nesting after an undeclared entity", "<title>&nbsp;</title>" + fill("<a>", size)),
                item("tags that do not match", fill("<a></b>", size)),
                item("attributes", "<a" + attributes + "/>"),
                item("spaces in an address", "<link>http://x.example.com/" + fill(" a", size) + "</link>"),
                item("an author", "<author>" + fill("a@b (", size) + "</author>"),
                item("a date", "<pubDate>" + fill("1 Jan ", size) + "</pubDate>"),
                item("categories", fill("<category>a</category>", size)),
                item("keywords", "<media:keywords>" + fill("a,", size) + "</media:keywords>"),
                item("extensions", fill("<x:a>b</x:a>", size)),
                item("a comment without end", "<!--" + fill("- ", size)),
                item("a CDATA section without end", "<![CDATA[" + fill("] ", size)),
                arguments(
                        "elements of a channel",
                        Parsing.rss(fill("<x:a/>", size) + "<item><title>a</title></item>".repeat(2_000))),
                arguments(
                        "elements of an entry",
                        Parsing.atom("", "<entry><id>1</id>" + fill("<a>b</a>", size) + "</entry>")),
                arguments(
                        "authors of a feed",
                        Parsing.atom(
                                "",
                                "<author><name>A</name></author>".repeat(100_000)
                                        + "<entry><id>1</id></entry>".repeat(2_000))),
                arguments("items", Parsing.rss(fill("<item><title>a</title></item>", size))),
                arguments("items, read leniently", Parsing.rss("&nbsp;" + fill("<item><title>a</title></item>", size))),
                arguments("items that are not closed", Parsing.rss(fill("<item><title>a</title>", size))),
                arguments("items in CDATA in items", Parsing.rss(fill("<item><![CDATA[<item>]]>", size))),
                arguments("starts of items", Parsing.rss("&nbsp;" + fill("<item a", size))),
                arguments("wrapped items", Parsing.rss(fill("<items><item><title>a</title></item></items>", size))),
                arguments("starts of declarations", fill("<!a>", size)),
                arguments("a DOCTYPE without end", "<!DOCTYPE a [" + fill("<!ENTITY a \"b\">", size)),
                arguments("starts of feeds", fill("<rss ", size)),
                arguments("unfinished tags", fill("<a ", size)),
                arguments("JSON in JSON", "{\"items\":" + fill("[", size)),
                arguments(
                        "JSON items that are wrong",
                        "{\"version\":\"https://jsonfeed.org/version/1\",\"items\":["
                                + fill("{\"id\":1,\"title\":[}", size) + "]}"),
                arguments(
                        "JSON items that never end",
                        "{\"version\":\"https://jsonfeed.org/version/1\",\"items\":[" + fill("{\"id\":", size)),
                arguments(
                        "JSON items",
                        "{\"version\":\"https://jsonfeed.org/version/1\",\"items\":[" + fill("{\"id\":1},", size)
                                + "{}]}"));
    }

    static Stream<Arguments> sizes() {
        List<Arguments> small = documents(SMALL);
        List<Arguments> large = documents(SMALL * TIMES);
        return IntStream.range(0, small.size())
                .mapToObj(i -> arguments(
                        small.get(i).get()[0],
                        small.get(i).get()[1],
                        large.get(i).get()[1]));
    }

    /** What is quadratic takes 64 times as long for eight times as much. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("sizes")
    void areDealtWithInTimeLinearInTheirSize(String name, String small, String large) {
        long least = Math.max(millis(small), 20);
        long most = millis(large);
        assertTrue(
                most < 3 * TIMES * least,
                name + ": " + least + " ms, but " + most + " ms for " + TIMES + " times as much");
    }

    /** Of the processor's time, so that a busy machine tells no lies. */
    private static long millis(String document) {
        byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long start = threads.getCurrentThreadCpuTime();
        try {
            assertTrue(Parsing.parse(bytes, null).items().size() <= 2_000);
        } catch (UnreadableFeedException e) {
            assertTrue(e.getMessage().length() < 1_000, "a message for a person");
        }
        return (threads.getCurrentThreadCpuTime() - start) / 1_000_000;
    }

    @Test
    void neverEndInAnythingButAFeedOrItsExplanation() {
        List<byte[]> seeds = Stream.of(
                        Parsing.rss(
                                "<item rdf:about='x' xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><title>One &amp; two</title><link>/1</link><guid>g</guid>"
                                        + "<pubDate>Sun, 01 Mar 2026 09:30:00 GMT</pubDate><content:encoded><![CDATA[<p>x</p>]]></content:encoded>"
                                        + "<media:group><media:content url='a'/></media:group><x:y xmlns='urn:a'>z</x:y></item>"),
                        Parsing.atom(
                                "xml:base='https://b.example.org/' xmlns:svg='http://www.w3.org/2000/svg'",
                                "<entry xml:base='c/'><id>1</id><title type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>T</div></title>"
                                        + "<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><svg:a xmlns='urn:b'/></div></content></entry>"),
                        "{\"version\":\"https://jsonfeed.org/version/1.1\",\"items\":[{\"id\":1,\"url\":\"/a\",\"authors\":[{\"name\":\"A\"}],\"tags\":[1,null,{}]}]}")
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList();
        String[] pieces = {
            "<",
            "&",
            "]]>",
            "<![CDATA[",
            "</item>",
            "<item>",
            "<!--",
            "\0",
            "\u000B",
            "<!DOCTYPE x [",
            "xmlns:a=''",
            "xmlns='q'",
            "<:b>",
            "&#0;",
            "&#xD800;",
            "\"",
            "'",
            "</rss>",
            "<?x",
            "{",
            "[",
            ":",
            "xml:base='::'",
            "xmlns:xml='q'",
            "null"
        };
        Random random = new Random(2026);
        for (int i = 0; i < 6_000; i++) {
            byte[] mutant = mutated(seeds.get(random.nextInt(seeds.size())), pieces, random);
            try {
                Parsing.parse(mutant, null);
            } catch (UnreadableFeedException e) {
                // It says why.
            } catch (RuntimeException | StackOverflowError e) {
                throw new AssertionError("mutant " + i + ": " + new String(mutant, StandardCharsets.ISO_8859_1), e);
            }
        }
    }

    private static byte[] mutated(byte[] seed, String[] pieces, Random random) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int at = 0;
        for (int change = random.nextInt(6); change >= 0; change--) {
            int next = Math.min(seed.length, at + random.nextInt(seed.length / 3));
            out.write(seed, at, next - at);
            at = next;
            switch (random.nextInt(4)) {
                case 0 -> out.write(random.nextInt(256));
                case 1 -> at = Math.min(seed.length, at + random.nextInt(40));
                case 2 -> out.writeBytes(pieces[random.nextInt(pieces.length)].getBytes(StandardCharsets.UTF_8));
                default -> {
                    int from = random.nextInt(seed.length);
                    out.write(seed, from, Math.min(60, seed.length - from));
                }
            }
        }
        if (random.nextInt(4) > 0) {
            out.write(seed, at, seed.length - at);
        }
        return out.toByteArray();
    }
}
