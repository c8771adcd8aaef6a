package io.feedmill.strip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostileTest {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final Set<String> ALLOWED = Set.of(
            "body",
            "p",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "ul",
            "ol",
            "li",
            "blockquote",
            "pre",
            "code",
            "em",
            "strong",
            "b",
            "i",
            "a",
            "br");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "<img src=x onerror=alert(1)>",
                "<a href=\"javascript:alert(1)\">x</a>",
                "<a href=\"jAvA\tscript:alert(1)\">x</a>",
                "<a href=\"&#106;avascript:alert(1)\">x</a>",
                "<a href=\" &#14; javascript:alert(1)\">x</a>",
                "<a href=\"data:text/html,<script>alert(1)</script>\">x</a>",
                "<a href=\"https://x.example/\" onclick=\"alert(1)\" style=\"position:fixed\">x</a>",
                "<a href='https://x.example/\"onmouseover=\"alert(1)'>x</a>",
                "<svg><script>alert(1)</script></svg>",
                "<svg><a xlink:href=\"javascript:alert(1)\"><text>x</text></a></svg>",
                "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
                "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
                "<iframe src=https://x.example/></iframe>",
                "<form action=https://x.example/><input name=a><button>go</button></form>",
                "<base href=https://x.example/><meta http-equiv=refresh content=0>",
                "<style>@import 'https://x.example/'</style>",
                "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>",
                "&lt;p&gt;&lt;img src=x onerror=alert(1)&gt;&lt;/p&gt;",
                "<![CDATA[<script>alert(1)</script>]]>",
                "<template><img src=x onerror=alert(1)></template>",
                "<textarea></textarea><img src=x onerror=alert(1)></textarea>",
                "<xmp><script>alert(1)</script></xmp>",
                "<!--><img src=x onerror=alert(1)>-->",
            })
    void leavesNothingThatABrowserWouldRun(String attack) {
        String html =
                StripperTest.strip("<p>Before.</p>" + attack + "<p>After.</p>").html()
                        + StripperTest.strip(attack).html();

        for (Element element : Jsoup.parseBodyFragment(html).body().getAllElements()) {
            assertTrue(ALLOWED.contains(element.normalName()), html);
            for (Attribute attribute : element.attributes()) {
                boolean link = attribute.getKey().equals("href")
                        && attribute.getValue().matches("(?:https?://|mailto:).*");
                boolean rel = attribute.getKey().equals("rel") && element.hasAttr("href");
                assertTrue(link || rel, html);
            }
        }
    }

    /** Each rule on the longest block that a pattern is given, made of its own literals or of those of all. */
    @Test
    void noPatternRunsAwayOnItsOwnLiterals() {
        Names names = new Names("Ferry sails", "Dunlin", null);
        for (Rule rule : Stripper.bundled().rules.all) {
            for (String filler : new String[] {" ", ". ", " ( ", ": by ", " a, ", "-"}) {
                String text = (String.join(filler, rule.literals()) + filler)
                        .repeat(Rule.MAX_BLOCK)
                        .substring(0, Rule.MAX_BLOCK);
                Effort effort = new Effort(text.length());
                rule.match(text, Lengths.words(text), Fold.fold(text), names, effort, "");

                assertFalse(effort.isSpent(), rule.id() + " on " + text);
            }
        }
    }

    @Test
    void allRulesTogetherReadInProportion() {
        String line =
                "<p>(Reporting by A; Editing by B) Copyright 2020 C. Read more: D. Also read: E. Follow us on X.</p>";
        Stripped small = StripperTest.strip(line.repeat(250));
        Stripped large = StripperTest.strip(line.repeat(1_000));

        assertTrue(large.flags().isEmpty(), large.flags().toString());
        assertEquals(small.completeness(), large.completeness());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<div>",
                "<ul><li>x",
                "<blockquote>x",
                "]]>",
                "<![CDATA[",
                "&",
                "&lt;p&gt;",
                "<br>Advertisement",
                "<i><b>x</b></i>",
                "<code>]]></code>",
                "word word\n\n",
                "told AFP told ",
                "(",
                "read more ",
                "<table><tr><td>",
                "<a href=http://x/"
            })
    void readsMegabytesInTimeThatGrowsAsTheyDo(String part) {
        long small = cpu(part.repeat(200_000 / part.length()));
        long large = cpu(part.repeat(800_000 / part.length()));

        // Quadratic would be sixteenfold; the base keeps the noise of a busy machine out.
        assertTrue(large < 10 * (small + 400_000_000), part + ": " + small + " ns, then " + large + " ns");
    }

    private static long cpu(String content) {
        long best = Long.MAX_VALUE;
        for (int i = 0; i < 2; i++) {
            long start = THREADS.getCurrentThreadCpuTime();
            Stripped stripped = StripperTest.strip(content);
            best = Math.min(best, THREADS.getCurrentThreadCpuTime() - start);
            assertTrue(stripped.html().length() <= 8L * content.length() + 1_000);
        }
        return best;
    }
}
