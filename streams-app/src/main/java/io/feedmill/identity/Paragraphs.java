package io.feedmill.identity;

import io.feedmill.words.Words;
import java.util.HashSet;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeVisitor;

/** The paragraphs of a piece of HTML that are long enough to tell one text from another, as hashes. */
final class Paragraphs implements NodeVisitor {

    /** Shorter ones are phrases that a site repeats. */
    private static final int MIN_CHARACTERS = 50;

    private final Set<Long> hashes = new HashSet<>();
    private final StringBuilder text = new StringBuilder();

    private Paragraphs() {}

    /** @param html may be null */
    static Set<Long> of(String html) {
        Paragraphs paragraphs = new Paragraphs();
        if (html != null) {
            Jsoup.parseBodyFragment(html).body().traverse(paragraphs);
            paragraphs.end();
        }
        return paragraphs.hashes;
    }

    @Override
    public void head(Node node, int depth) {
        if (node instanceof TextNode run) {
            text.append(run.getWholeText());
        } else if (isBoundary(node)) {
            end();
        }
    }

    @Override
    public void tail(Node node, int depth) {
        if (isBoundary(node)) {
            end();
        }
    }

    private static boolean isBoundary(Node node) {
        return node instanceof Element element
                && (element.isBlock() || element.normalName().equals("br"));
    }

    private void end() {
        if (text.length() >= MIN_CHARACTERS) {
            hashes.add(Words.digest(text.toString()));
        }
        text.setLength(0);
    }
}
