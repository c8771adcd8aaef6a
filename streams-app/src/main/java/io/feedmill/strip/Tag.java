package io.feedmill.strip;

import java.util.HashMap;
import java.util.Map;
import org.jsoup.nodes.Node;

/** What an element is to the walk. */
enum Tag {
    BLOCK,
    HEADING,
    LIST,
    ITEM,
    QUOTE,
    PRE,
    ROW,
    CELL,
    BREAK,
    MARK,
    IMAGE,
    /** Has no text that a reader sees. */
    SKIP,
    INLINE;

    private static final Map<String, Tag> ALL = all();

    static Tag of(Node node) {
        return ALL.getOrDefault(node.normalName(), INLINE);
    }

    private static Map<String, Tag> all() {
        Map<String, Tag> all = new HashMap<>();
        put(all, HEADING, "h1 h2 h3 h4 h5 h6");
        put(all, LIST, "ul ol menu dir");
        put(all, ITEM, "li");
        put(all, QUOTE, "blockquote");
        put(all, PRE, "pre xmp listing plaintext");
        put(all, ROW, "tr");
        put(all, CELL, "td th");
        put(all, BREAK, "br");
        put(all, MARK, "a b strong i em code kbd samp tt");
        put(all, IMAGE, "img");
        put(
                all,
                SKIP,
                "script style template iframe object embed svg math canvas input textarea head title link meta base map area"
                        + " param source track applet frame frameset noframes noembed datalist");
        put(
                all,
                BLOCK,
                "p div section article aside header footer main nav address dl dt dd figure figcaption center form fieldset"
                        + " legend details summary hgroup body table tbody thead tfoot caption hr video audio noscript search"
                        + " select option button dialog");
        return all;
    }

    private static void put(Map<String, Tag> tags, Tag tag, String names) {
        for (String name : names.split(" ")) {
            tags.put(name, tag);
        }
    }
}
