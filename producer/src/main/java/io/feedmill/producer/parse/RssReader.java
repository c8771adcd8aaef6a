package io.feedmill.producer.parse;

import com.rometools.rome.feed.rss.Category;
import com.rometools.rome.feed.rss.Channel;
import com.rometools.rome.feed.rss.Enclosure;
import com.rometools.rome.feed.rss.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jdom2.Attribute;
import org.jdom2.Document;
import org.jdom2.Element;
import org.jdom2.Namespace;

/**
 * RSS 0.90 to 2.0, 1.1, RDF and CDF. Each item is put into the shape of RSS 2.0, without namespaces, and that is what Rome
 * reads. Extensions, dates and the channel are read from the tree and kept from Rome, which drops the words of dates and
 * gives up a whole document over one bad number in {@code skipHours}.
 */
final class RssReader {

    private static final Namespace RDF = Namespace.getNamespace(Names.RDF);

    private record Part(Element item, List<Element> modules, ItemDraft draft, String base) {}

    private static final Set<String> READ_HERE =
            Set.of("guid", "lastbuilddate", "lastmodified", "link", "pubdate", "published", "updated");

    private final FeedDocument document;
    private final List<String> problems;

    RssReader(FeedDocument document, List<String> problems) {
        this.document = document;
        this.problems = problems;
    }

    FeedDraft read(Element root) {
        Element channel = channel(root);
        String base = base(channel, base(root, document.baseUrl()));
        FeedDraft feed = describe(root, channel, base);
        List<Part> parts = parts(root, channel, base != null ? base : feed.base());
        List<Element> items = parts.stream().map(Part::item).toList();
        List<Item> read = Rome.read(RssReader::frame, items, wire -> ((Channel) wire).getItems(), problems);
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            if (read.get(i) != null) {
                fill(part.draft(), read.get(i), part.base());
            }
            part.modules().forEach(module -> Modules.read(module, part.draft(), part.base()));
            feed.items.add(part.draft());
        }
        return feed;
    }

    // ------------------------------------------------------------------ the channel

    private static Element channel(Element root) {
        if (root.getName().equalsIgnoreCase("channel")) {
            return root;
        }
        return root.getChildren().stream()
                .filter(child -> child.getName().equalsIgnoreCase("channel"))
                .findFirst()
                .orElse(root);
    }

    private static FeedDraft describe(Element root, Element channel, String base) {
        FeedDraft feed = new FeedDraft();
        for (Element child : channel.getChildren()) {
            String name = child.getName().toLowerCase(Locale.ROOT);
            String namespace = child.getNamespaceURI();
            if (Names.isAtom(namespace) && name.equals("link")) {
                atomLink(child, feed, base);
            } else if (namespace.equals(Names.SYNDICATION)) {
                syndication(child, name, feed);
            } else if (isCore(child, channel)) {
                core(child, name, feed, base);
            } else if (Names.isDc(namespace) && name.equals("language")) {
                feed.language(child.getValue());
            } else if (Names.isDc(namespace) && name.equals("title")) {
                feed.title(PlainText.guess(child.getValue()));
            } else if (name.equals("generatoragent")) {
                feed.generator(child.getAttributeValue("resource", RDF));
            }
        }
        channel.getAttributes().stream()
                .filter(attribute -> attribute.getName().equalsIgnoreCase("href"))
                .forEach(attribute -> feed.site(Urls.absolute(attribute.getValue(), base)));
        feed.language(channel.getAttributeValue("lang", Namespace.XML_NAMESPACE));
        feed.language(root.getAttributeValue("lang", Namespace.XML_NAMESPACE));
        return feed;
    }

    private static void core(Element element, String name, FeedDraft feed, String base) {
        switch (name) {
            case "title" -> feed.title(PlainText.guess(Markup.inner(element)));
            case "link" -> {
                String href = element.getAttributeValue("href");
                feed.site(Urls.absolute(element.getValue().isBlank() ? href : element.getValue(), base));
            }
            case "language" -> feed.language(element.getValue());
            case "generator" -> feed.generator(element.getValue());
            case "ttl" -> feed.timeToLive(element.getValue());
            case "skiphours" -> element.getChildren().forEach(hour -> feed.skipHour(hour.getValue()));
            case "skipdays" -> element.getChildren().forEach(day -> feed.skipDay(day.getValue()));
            default -> {}
        }
    }

    /** Also of Atom. */
    static void syndication(Element element, String name, FeedDraft feed) {
        switch (name) {
            case "updateperiod" -> feed.updatePeriod(element.getValue());
            case "updatefrequency" -> feed.updateFrequency(element.getValue());
            default -> {}
        }
    }

    private static void atomLink(Element link, FeedDraft feed, String base) {
        String url = Urls.absolute(link.getAttributeValue("href"), base);
        String rel = link.getAttributeValue("rel", "alternate");
        if (rel.equalsIgnoreCase("self")) {
            feed.self(url);
        } else if (rel.equalsIgnoreCase("alternate")) {
            feed.site(url);
        }
    }

    // ------------------------------------------------------------------ the items, made ready for Rome

    private List<Part> parts(Element root, Element channel, String base) {
        List<Element> items = new ArrayList<>();
        items(root, root, items);
        // All at once: taking a million elements out of a tree one by one takes for ever.
        channel.removeContent();
        root.removeContent();
        List<Part> parts = new ArrayList<>();
        for (Element item : items.subList(0, Math.min(items.size(), Limits.ITEMS))) {
            String within = base(item, base);
            ItemDraft draft = new ItemDraft(document.fetchedAt());
            parts.add(new Part(item, prepare(item, draft, within), draft, within));
        }
        return parts;
    }

    /**
     * In the document's order, those inside elements of other names too: makers wrap them up, and an element that is
     * not closed takes in all that follow. Not those inside items, which are other versions of them (FeedSync).
     */
    private static void items(Element parent, Element root, List<Element> items) {
        boolean expected = parent == root || parent.getName().equalsIgnoreCase("channel");
        for (Element child : parent.getChildren()) {
            if (isItem(child) && (expected || isCore(child, root) || isAtoms(child))) {
                items.add(child);
            } else {
                items(child, root, items);
            }
        }
    }

    private static boolean isItem(Element element) {
        return element.getName().equalsIgnoreCase("item")
                || element.getName().equals("entry")
                        && (element.getNamespace() == Namespace.NO_NAMESPACE || isAtoms(element));
    }

    private static boolean isAtoms(Element element) {
        return Names.isAtom(element.getNamespaceURI());
    }

    /** Puts an item into Rome's shape, and takes out of it the elements that are not for Rome. */
    private static List<Element> prepare(Element item, ItemDraft draft, String base) {
        List<Element> modules = new ArrayList<>();
        List<Element> children = List.copyOf(item.getChildren());
        item.removeContent();
        for (Element child : children) {
            boolean core = isCore(child, item) && !isAtoms(child);
            if (core && prepareCore(child, draft)) {
                item.addContent(child);
            } else if (!core || !isRead(child)) {
                modules.add(child);
            }
        }
        for (Attribute attribute : item.getAttributes()) {
            // CDF says these by attributes.
            if (attribute.getName().equalsIgnoreCase("href")) {
                draft.link(attribute.getValue(), base);
            } else if (attribute.getName().equalsIgnoreCase("lastmod")) {
                draft.updated(attribute.getValue());
            }
        }
        String about = item.getAttributeValue("about", RDF);
        if (about != null && item.getChild("guid") == null) {
            draft.guid(about, null);
        }
        item.setName("item");
        Markup.move(item, Namespace.NO_NAMESPACE);
        item.getAttributes().clear();
        return modules;
    }

    /** Whether {@link #prepareCore} has taken all there is from this element. */
    private static boolean isRead(Element element) {
        return READ_HERE.contains(element.getName().toLowerCase(Locale.ROOT));
    }

    /**
     * One element in its proper spelling, without namespace, its text without elements.
     *
     * @return whether Rome is to read it
     */
    private static boolean prepareCore(Element element, ItemDraft draft) {
        String name = element.getName().toLowerCase(Locale.ROOT);
        switch (name) {
            case "title", "description" -> flatten(element, Markup.inner(element));
            case "author", "category", "comments", "source" -> flatten(element, element.getValue());
            case "link" -> {
                String href = element.getAttributeValue("href");
                if (element.getValue().isBlank() && href != null) {
                    element.setText(href); // as Atom writes it
                } else {
                    flatten(element, element.getValue());
                }
                if (element.getText().isBlank()) {
                    return false;
                }
            }
            case "guid" -> {
                String permaLink = element.getAttributeValue("isPermaLink");
                draft.guid(
                        element.getValue(),
                        permaLink == null ? null : permaLink.strip().equalsIgnoreCase("true"));
                return false;
            }
            case "enclosure" -> {
                if (element.getAttribute("url") == null && element.getAttribute("href") != null) {
                    element.getAttribute("href").setName("url");
                }
            }
            case "pubdate", "published" -> {
                draft.published(element.getValue());
                return false;
            }
            case "lastmodified", "updated", "lastbuilddate" -> {
                draft.updated(element.getValue());
                return false;
            }
            default -> {
                return false;
            }
        }
        element.setName(name);
        Markup.move(element, Namespace.NO_NAMESPACE);
        for (Attribute attribute : element.getAttributes()) {
            attribute.setName(attribute.getName().toLowerCase(Locale.ROOT));
        }
        return true;
    }

    private static void flatten(Element element, String text) {
        if (!element.getChildren().isEmpty()) {
            element.setText(text);
        }
    }

    private static Document frame(List<Element> items) {
        Element channel = new Element("channel").addContent(items);
        return new Document(new Element("rss").setAttribute("version", "2.0").addContent(channel));
    }

    // ------------------------------------------------------------------ what Rome read

    private static void fill(ItemDraft draft, Item item, String base) {
        draft.title(PlainText.guess(item.getTitle()));
        draft.link(item.getLink(), base);
        draft.comments(item.getComments(), base);
        draft.author(item.getAuthor(), null, null);
        if (item.getDescription() != null) {
            draft.summary(item.getDescription().getValue());
        }
        for (Category category : item.getCategories()) {
            draft.category(category.getValue(), category.getDomain());
        }
        for (Enclosure enclosure : item.getEnclosures()) {
            String length = Long.toString(enclosure.getLength());
            draft.media("enclosure", enclosure.getUrl(), base, enclosure.getType(), length, null);
        }
        if (item.getSource() != null) {
            draft.source(item.getSource().getValue(), item.getSource().getUrl(), base);
        }
    }

    /** An element of RSS itself: in none of its namespaces that occur, or in that of the element it stands in. */
    private static boolean isCore(Element element, Element parent) {
        return Names.isRss(element.getNamespaceURI())
                || (element.getNamespacePrefix().isEmpty()
                        && element.getNamespace().equals(parent.getNamespace()));
    }

    private static String base(Element element, String outer) {
        return Urls.base(element.getAttributeValue("base", Namespace.XML_NAMESPACE), outer);
    }
}
