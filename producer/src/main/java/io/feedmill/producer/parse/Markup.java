package io.feedmill.producer.parse;

import java.util.List;
import org.jdom2.Element;
import org.jdom2.Namespace;
import org.jdom2.Text;
import org.jdom2.output.Format;
import org.jdom2.output.XMLOutputter;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/** What is inside an element, as HTML. */
final class Markup {

    private Markup() {}

    /**
     * The element's text; where it has elements in it, all of it as HTML, whatever prefix they were given.
     */
    static String inner(Element element) {
        return element.getChildren().isEmpty() ? element.getText() : html(element);
    }

    /** Markup in which the text was never escaped: XHTML content, or HTML that someone forgot to escape. */
    static String html(Element element) {
        plain(element.getChildren());
        return new XMLOutputter(Format.getRawFormat().setExpandEmptyElements(false))
                .outputElementContentString(element);
    }

    /** The HTML with its relative addresses made absolute; only where they would otherwise get another base. */
    static String rebased(String html, String base) {
        if (html == null || base == null || !(html.contains("href=") || html.contains("src="))) {
            return html;
        }
        Document page = Jsoup.parseBodyFragment(html, base);
        page.outputSettings().prettyPrint(false);
        boolean changed = false;
        for (org.jsoup.nodes.Element element : page.select("[href], [src]")) {
            for (String name : List.of("href", "src")) {
                String given = element.attr(name);
                String url = given.isBlank() || given.startsWith("#") ? null : Urls.absolute(given, base);
                if (url != null && !url.equals(given)) {
                    element.attr(name, url);
                    changed = true;
                }
            }
        }
        return changed ? page.body().html() : html;
    }

    private static void plain(List<Element> elements) {
        for (Element element : elements) {
            move(element, Namespace.NO_NAMESPACE);
            plain(element.getChildren());
        }
    }

    /** Puts an element into another namespace, whatever it declares itself. */
    static void move(Element element, Namespace namespace) {
        for (Namespace declared : List.copyOf(element.getAdditionalNamespaces())) {
            element.removeNamespaceDeclaration(declared);
        }
        element.setNamespace(namespace);
    }

    /** The text of an element and of all in it, with a space where one element ends and another begins. */
    static String words(Element element) {
        if (element.getChildren().isEmpty()) {
            return element.getText();
        }
        StringBuilder words = new StringBuilder();
        element.getDescendants().forEach(content -> {
            if (content instanceof Text text) {
                words.append(text.getText()).append(' ');
            }
        });
        String folded = PlainText.folded(words.toString());
        return folded == null ? "" : folded;
    }
}
