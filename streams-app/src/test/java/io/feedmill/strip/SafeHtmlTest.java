package io.feedmill.strip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Comment;
import org.jsoup.nodes.DataNode;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.junit.jupiter.api.Test;

/**
 * Whatever comes in, the HTML that goes out has nothing that a browser would run. Told by an HTML parser and an allow-list, for
 * the shapes of attack below, and for collections of others: {@code -Dfeedmill.attacks=FOLDER} names a folder of files, one
 * attack in each.
 */
class SafeHtmlTest {
    private static final Map<String, Set<String>> ALLOWED = allowed();
    private static final Set<String> LINK_RELATIONS = Set.of("nofollow", "noopener", "noreferrer");

    /** Ways in: elements, attributes, addresses, escapes, parsers that disagree. */
    private static final List<String> SHAPES = List.of(
            "<script>run()</script>",
            "<ScRiPt src=//evil.example/x.js></sCrIpT>",
            "<script\n>run()</script\t>",
            "<script/x>run()</script>",
            "<<script>run();//<</script>",
            "<scr<script>ipt>run()</scr</script>ipt>",
            "<script>run()",
            "&lt;script&gt;run()&lt;/script&gt;",
            "&amp;lt;script&amp;gt;run()&amp;lt;/script&amp;gt;",
            "<![CDATA[<script>run()</script>]]>",
            "<![CDATA[<![CDATA[<p onclick=run()>x</p>]]]]>",
            "<img src=x onerror=run()>",
            "<img src='x'onerror='run()'>",
            "<img/src=x/onerror=run()>",
            "<img src=`x` onerror=`run()`>",
            "<img \"\"\"><script>run()</script>\">",
            "<img src=javascript:run()>",
            "<img src=\"data:image/svg+xml,<svg onload=run()>\">",
            "<img srcset=\"javascript:run() 1x\">",
            "<p onclick=run() ONMOUSEOVER=run() on\u0000load=run()>Text of a paragraph</p>",
            "<p style=\"background:url(javascript:run())\">Text</p>",
            "<p style=\"width:expression(run())\">Text</p>",
            "<a href=\"javascript:run()\">Text</a>",
            "<a href=\"JaVaScRiPt:run()\">Text</a>",
            "<a href=\"java\tscript:run()\">Text</a>",
            "<a href=\"java\nscript:run()\">Text</a>",
            "<a href=\"&#106;avascript:run()\">Text</a>",
            "<a href=\"&#x6A&#x61&#x76&#x61&#x73&#x63&#x72&#x69&#x70&#x74&#x3A;run()\">Text</a>",
            "<a href=\" &#14; javascript:run()\">Text</a>",
            "<a href=\"\u0001javascript:run()\">Text</a>",
            "<a href=\"javascript&colon;run()\">Text</a>",
            "<a href=\"vbscript:run()\">Text</a>",
            "<a href=\"data:text/html,<script>run()</script>\">Text</a>",
            "<a href=\"data:text/html;base64,PHNjcmlwdD4=\">Text</a>",
            "<a href=\"blob:https://a.example/1\">Text</a>",
            "<a href=\"file:///etc/passwd\">Text</a>",
            "<a href=\"feed:javascript:run()\">Text</a>",
            "<a href=\"view-source:javascript:run()\">Text</a>",
            "<a href='https://a.example/\"onclick=\"run()'>Text</a>",
            "<a href=\"https://a.example/&quot;&gt;&lt;script&gt;run()\">Text</a>",
            "<a href=\"https://a.example/<script>run()</script>\">Text</a>",
            "<a href=\"mailto:a@b.example?body=<script>\">Text</a>",
            "<a target=_blank ping=https://evil.example href=https://a.example>Text</a>",
            "<base href=\"javascript:run()//\"><a href=\"x\">Text</a>",
            "<base href=\"https://evil.example/\"><a href=\"x\">Text</a>",
            "<iframe src=javascript:run()></iframe>",
            "<iframe srcdoc=\"&lt;script&gt;run()&lt;/script&gt;\"></iframe>",
            "<iframe><p>x</p></iframe><script>run()</script>",
            "<object data=javascript:run()></object><embed src=x><applet code=x></applet>",
            "<form action=javascript:run()><input type=submit formaction=javascript:run() autofocus onfocus=run()></form>",
            "<button formaction=javascript:run()>Text</button>",
            "<isindex action=javascript:run() type=submit>",
            "<meta http-equiv=refresh content=\"0;url=javascript:run()\">",
            "<link rel=stylesheet href=javascript:run()>",
            "<style>@import 'javascript:run()'; p{behavior:url(x)}</style>",
            "<style><img src=\"</style><img src=x onerror=run()>\">",
            "<svg onload=run()><script>run()</script></svg>",
            "<svg><a xlink:href=\"javascript:run()\"><text>Text</text></a></svg>",
            "<svg><animate attributeName=href values=javascript:run() /></svg>",
            "<svg><style><img src=x onerror=run()></style></svg>",
            "<svg></p><style><a id=\"</style><img src=1 onerror=run()>\">",
            "<math><mi xlink:href=\"data:x,<script>run()</script>\">Text</mi></math>",
            "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=run()&gt;\">",
            "<form><math><mtext></form><form><mglyph><style></math><img src onerror=run()>",
            "<noscript><p title=\"</noscript><img src=x onerror=run()>\">",
            "<textarea><img title=\"</textarea><img src=x onerror=run()>\">",
            "<title><a title=\"</title><img src=x onerror=run()>\">",
            "<xmp><img title=\"</xmp><img src=x onerror=run()>\">",
            "<noembed><img title=\"</noembed><img src=x onerror=run()>\">",
            "<template><script>run()</script><p>Text</p></template>",
            "<plaintext><script>run()</script>",
            "<!--><script>run()</script>-->",
            "<!-- --!><img src=x onerror=run()> -->",
            "<!--[if gte IE 4]><script>run()</script><![endif]-->",
            "<?xml version=\"1.0\"?><?import namespace=t implementation=\"#x\"><t:set onbegin=run()>",
            "<video onerror=run()><source src=x onerror=run()></video><audio src=x onerror=run()>",
            "<details open ontoggle=run()>Text</details><marquee onstart=run()>Text</marquee>",
            "<body onload=run()><frameset onload=run()>",
            "<custom-tag onclick=run()>Text</custom-tag>",
            "<pre><code><img src=x onerror=run()></code></pre>",
            "<pre>&lt;script&gt;run()&lt;/script&gt;</pre>",
            "<blockquote cite=javascript:run()><p>Text</p></blockquote>",
            "<q cite=javascript:run()>Text</q><ins cite=javascript:run()>Text</ins>",
            "<table background=javascript:run()><tr><td background=javascript:run()>Text</td></tr></table>",
            "<ul><li style=\"list-style-image:url(javascript:run())\">Text</li></ul>",
            "<p id=body name=cookie class=x>Text</p><img name=getElementById>",
            "＜script＞run()＜/script＞",
            "+ADw-script+AD4-run()+ADw-/script+AD4-",
            "\u0000<script>run()</script>\uFFFE<p>\u202Etxet</p>");

    @Test
    void leavesNothingThatABrowserWouldRun() {
        List<String> faults = new ArrayList<>();
        SHAPES.forEach(attack -> check(attack, faults));

        assertEquals(List.of(), faults);
        assertTrue(SHAPES.size() > 80);
    }

    @Test
    void isTheSameWhenItIsReadAgain() {
        for (String attack : SHAPES) {
            String once = html(attack);
            assertEquals(once, html(once), attack);
        }
    }

    @Test
    void growsNoFasterThanWhatComesIn() {
        for (String attack : SHAPES) {
            int length = html(attack.repeat(200)).length();
            assertTrue(length <= 200 * (attack.length() * 6 + 50), () -> attack + ": " + length);
        }
    }

    @Test
    void leavesNothingOfTheCollectionsEither() throws IOException {
        String folder = System.getProperty("feedmill.attacks");
        List<String> faults = new ArrayList<>();
        if (folder != null) {
            assertTrue(checkAll(Path.of(folder), faults) > 0, "there is no file in " + folder);
        }

        assertEquals(List.of(), faults);
    }

    /** How many files there are. */
    static int checkAll(Path folder, List<String> faults) throws IOException {
        int files = 0;
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
                files++;
                String attack = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
                check(attack, faults);
                String once = html(attack);
                if (!once.equals(html(once))) {
                    faults.add("not the same when it is read again: " + file);
                }
            }
        }
        return files;
    }

    private static String html(String attack) {
        return strip(attack).html();
    }

    private static Stripped strip(String attack) {
        return Stripper.bundled()
                .strip(new Article("A headline", "Site", "a.example", "https://a.example/1", "en", null, attack, null));
    }

    private static void check(String attack, List<String> faults) {
        Stripped stripped = strip(attack);
        String html = stripped.html();
        for (Node node : Jsoup.parseBodyFragment(html).body().childNodes()) {
            node.traverse((each, depth) -> check(each, attack, faults));
        }
        stripped.media().forEach(image -> {
            if (!image.url().matches("https?://[^\\s\"<>]+")) {
                faults.add("picture " + image.url() + " of " + attack);
            }
        });
    }

    private static void check(Node node, String attack, List<String> faults) {
        if (node instanceof Comment || node instanceof DataNode) {
            faults.add(node.nodeName() + " of " + attack);
        }
        if (!(node instanceof Element element)) {
            return;
        }
        Set<String> attributes = ALLOWED.get(element.normalName());
        if (attributes == null) {
            faults.add("<" + element.normalName() + "> of " + attack);
            return;
        }
        for (Attribute attribute : element.attributes()) {
            boolean safe = attributes.contains(attribute.getKey())
                    && switch (attribute.getKey()) {
                        case "href" -> isSafe(attribute.getValue());
                        case "rel" ->
                            LINK_RELATIONS.containsAll(
                                    List.of(attribute.getValue().split(" ")));
                        default -> false;
                    };
            if (!safe) {
                faults.add(attribute + " of " + attack);
            }
        }
    }

    /** As browsers read it: without control characters and spaces at its edges. */
    private static boolean isSafe(String address) {
        String lower = address.replaceAll("[\\x00-\\x20]", "").toLowerCase(Locale.ROOT);
        return lower.startsWith("http://") || lower.startsWith("https://") || lower.startsWith("mailto:");
    }

    private static Map<String, Set<String>> allowed() {
        Map<String, Set<String>> allowed = new HashMap<>();
        for (String tag : List.of(
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
                "br")) {
            allowed.put(tag, Set.of());
        }
        allowed.put("a", Set.of("href", "rel"));
        return Map.copyOf(allowed);
    }
}
