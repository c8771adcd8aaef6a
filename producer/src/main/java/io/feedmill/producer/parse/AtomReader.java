package io.feedmill.producer.parse;

import com.rometools.rome.feed.atom.Category;
import com.rometools.rome.feed.atom.Content;
import com.rometools.rome.feed.atom.Entry;
import com.rometools.rome.feed.atom.Feed;
import com.rometools.rome.feed.atom.Link;
import com.rometools.rome.feed.atom.Person;
import com.rometools.rome.feed.synd.SyndPerson;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jdom2.Document;
import org.jdom2.Element;
import org.jdom2.Namespace;

/**
 * Atom 0.3 and 1.0. Each entry is put into the right namespace and read by Rome; extensions, dates and the feed's own
 * elements are read from the tree, as in {@link RssReader} and for the same reasons.
 */
final class AtomReader {

    private static final Namespace ATOM = Namespace.getNamespace(Names.ATOM);
    private static final Namespace ATOM_03 = Namespace.getNamespace(Names.ATOM_03);
    private static final Set<String> FOR_ROME = Set.of("id", "link", "author", "category", "content", "summary");
    private static final Set<String> DATES = Set.of("published", "issued", "created", "updated", "modified");

    private record Part(Element entry, List<Element> modules, ItemDraft draft, String base, boolean rebase) {}

    private final FeedDocument document;
    private final List<String> problems;

    AtomReader(FeedDocument document, List<String> problems) {
        this.document = document;
        this.problems = problems;
    }

    FeedDraft read(Element root) {
        Namespace atom = root.getNamespaceURI().startsWith("http://purl.org/atom/ns") ? ATOM_03 : ATOM;
        String base = base(root, document.baseUrl());
        FeedDraft feed = describe(root, base);
        List<Element> authors = List.copyOf(root.getChildren("author", root.getNamespace()));
        List<Part> parts = parts(root, atom, base != null ? base : feed.base());
        List<Element> entries = parts.stream().map(Part::entry).toList();
        List<Entry> read =
                Rome.read(items -> frame(items, atom), entries, wire -> ((Feed) wire).getEntries(), problems);
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            if (read.get(i) != null) {
                fill(part, read.get(i));
            }
            part.modules().forEach(module -> Modules.read(module, part.draft(), part.base()));
            if (!part.draft().hasAuthors()) {
                authors(authors, part.draft(), part.base());
            }
            feed.items.add(part.draft());
        }
        return feed;
    }

    // ------------------------------------------------------------------ the feed

    private static FeedDraft describe(Element root, String base) {
        FeedDraft feed = new FeedDraft();
        feed.language(root.getAttributeValue("lang", Namespace.XML_NAMESPACE));
        for (Element child : root.getChildren()) {
            if (child.getNamespaceURI().equals(Names.SYNDICATION)) {
                RssReader.syndication(child, child.getName().toLowerCase(Locale.ROOT), feed);
                continue;
            }
            switch (child.getName()) {
                case "title" -> {
                    if (child.getNamespace().equals(root.getNamespace())) {
                        feed.title(title(child)); // another's may have taken in all that follows
                    }
                }
                case "link" -> link(child, feed, base(child, base));
                case "generator" -> {
                    String version = child.getAttributeValue("version");
                    feed.generator(
                            version == null ? child.getText() : child.getText().strip() + " " + version);
                }
                case "language" -> feed.language(child.getValue());
                default -> {}
            }
        }
        return feed;
    }

    private static void link(Element link, FeedDraft feed, String base) {
        String url = Urls.absolute(link.getAttributeValue("href"), base);
        String rel = link.getAttributeValue("rel", "alternate").toLowerCase(Locale.ROOT);
        if (rel.equals("self")) {
            feed.self(url);
        } else if (rel.isBlank() || rel.equals("alternate")) {
            feed.site(url);
        }
    }

    /** A title by its {@code type}; one without a type is guessed, as most of those with HTML in them have none. */
    private static String title(Element title) {
        String type = title.getAttributeValue("type", "");
        if (isBase64(title)) {
            String decoded = decoded(title.getText());
            return PlainText.ofHtml(decoded == null ? title.getText() : decoded);
        }
        String text = Markup.inner(title);
        if (!title.getChildren().isEmpty() || isHtml(type)) {
            return PlainText.ofHtml(text);
        }
        return type.equals("text") || type.equals("text/plain") ? PlainText.folded(text) : PlainText.guess(text);
    }

    private static void authors(List<Element> authors, ItemDraft draft, String base) {
        for (Element author : authors.subList(0, Math.min(authors.size(), Limits.AUTHORS))) {
            String name = author.getChildText("name", author.getNamespace());
            String mail = author.getChildText("email", author.getNamespace());
            String url = author.getChildText("uri", author.getNamespace());
            draft.author(name == null || name.isBlank() ? mail : name, url, base);
        }
    }

    // ------------------------------------------------------------------ the entries, made ready for Rome

    private List<Part> parts(Element root, Namespace atom, String base) {
        List<Element> entries = new ArrayList<>();
        if (root.getName().equalsIgnoreCase("entry")) {
            entries.add(root.clone());
        } else {
            entries(root, root, entries);
        }
        // All at once: taking a million elements out of a tree one by one takes for ever.
        root.removeContent();
        List<Part> parts = new ArrayList<>();
        for (Element entry : entries) {
            ItemDraft draft = new ItemDraft(document.fetchedAt());
            String within = base(entry, base);
            boolean rebase = hasBase(root) || hasBase(entry);
            parts.add(new Part(entry, prepare(entry, draft, atom, within), draft, within, rebase));
        }
        return parts;
    }

    /** In the document's order, wrapped up or swallowed by an element that is not closed, as in {@link RssReader}. */
    private static void entries(Element parent, Element root, List<Element> entries) {
        for (Element child : parent.getChildren()) {
            boolean own = child.getNamespace().equals(root.getNamespace());
            if (Names.isItem(child.getName()) && (own || parent == root)) {
                if (entries.size() < Limits.ITEMS) {
                    entries.add(child);
                }
            } else {
                entries(child, root, entries);
            }
        }
    }

    private static List<Element> prepare(Element entry, ItemDraft draft, Namespace atom, String base) {
        Namespace own = entry.getNamespace();
        List<Element> modules = new ArrayList<>();
        List<Element> children = List.copyOf(entry.getChildren());
        entry.removeContent();
        for (Element child : children) {
            String name = child.getName();
            if (!child.getNamespace().equals(own)) {
                modules.add(child);
            } else if (DATES.contains(name)) {
                boolean published = !name.equals("updated") && !name.equals("modified");
                if (published) {
                    draft.published(child.getValue());
                } else {
                    draft.updated(child.getValue());
                }
            } else if (name.equals("title")) {
                draft.title(title(child));
            } else if (name.equals("source")) {
                source(child, draft, base);
            } else if (FOR_ROME.contains(name)) {
                if (name.equals("summary") || name.equals("content")) {
                    prepareText(child, atom, base);
                } else if (name.equals("link") && child.getAttribute("href") == null) {
                    child.setAttribute("href", child.getText().strip());
                }
                entry.addContent(child);
            } else {
                draft.extension(Names.ATOM, name, Markup.words(child));
            }
        }
        entry.setName("entry");
        rename(entry, own, atom);
        return modules;
    }

    /** Elements inside HTML that someone forgot to escape become its text; inside XHTML they lose their prefixes. */
    private static void prepareText(Element text, Namespace atom, String base) {
        String own = base(text, base);
        String inBase64 = isBase64(text) ? decoded(text.getText()) : null;
        if (inBase64 != null) {
            text.setText(inBase64);
            text.setAttribute("type", "text/html");
        }
        // Atom 0.3: escaped, whatever it says, once no element is left in it.
        text.setAttribute("mode", "escaped");
        if (text.getChildren().isEmpty()) {
            if (hasBase(text) && isHtml(text.getAttributeValue("type", ""))) {
                text.setText(Markup.rebased(text.getText(), own));
            }
            return;
        }
        if (isOther(text.getAttributeValue("type", ""))) {
            return;
        }
        String html = atom.equals(ATOM) ? withoutDiv(text) : Markup.html(text);
        text.setText(hasBase(text) ? Markup.rebased(html, own) : html);
        text.setAttribute("type", "text/html");
    }

    /** What is inside, without the {@code div} around it that is not part of it (RFC 4287, 4.1.3.3). */
    private static String withoutDiv(Element text) {
        Element only = text.getChildren().size() == 1 && text.getTextTrim().isEmpty()
                ? text.getChildren().get(0)
                : null;
        if (only == null || !only.getName().equals("div")) {
            return Markup.html(text);
        }
        boolean escaped = only.getChildren().isEmpty() && isHtml(text.getAttributeValue("type", ""));
        return escaped && !text.getAttributeValue("type").contains("xhtml") ? only.getText() : Markup.html(only);
    }

    private static void source(Element source, ItemDraft draft, String base) {
        String title = null;
        String url = null;
        for (Element child : source.getChildren()) {
            String rel = child.getAttributeValue("rel", "alternate");
            if (child.getName().equals("title")) {
                title = title(child);
            } else if (child.getName().equals("link") && (url == null || rel.equals("self"))) {
                url = child.getAttributeValue("href");
            }
        }
        if (title == null && url == null) {
            draft.extension(Names.ATOM, "source", Markup.words(source));
        }
        draft.source(title, url, base(source, base));
    }

    private static void rename(Element element, Namespace from, Namespace to) {
        if (element.getNamespace().equals(from)) {
            Markup.move(element, to);
        }
        for (Element child : element.getChildren()) {
            rename(child, from, to);
        }
    }

    private static Document frame(List<Element> entries, Namespace atom) {
        return new Document(new Element("feed", atom).addContent(entries));
    }

    // ------------------------------------------------------------------ what Rome read

    private static void fill(Part part, Entry entry) {
        ItemDraft draft = part.draft();
        String base = part.base();
        draft.guid(entry.getId(), null);
        links(entry, draft, base);
        for (SyndPerson author : entry.getAuthors()) {
            Person person = (Person) author;
            boolean named = person.getName() != null && !person.getName().isBlank();
            boolean reachable = person.getEmail() != null && !person.getEmail().isBlank();
            String name = named ? person.getName() : reachable ? person.getEmail() : person.getUri();
            draft.author(name, person.getUri(), base);
        }
        for (Category category : entry.getCategories()) {
            boolean labelled = category.getTerm() == null || category.getTerm().isBlank();
            draft.category(labelled ? category.getLabel() : category.getTerm(), category.getScheme());
        }
        for (Content content : entry.getContents()) {
            draft.content(html(content, part));
            draft.media("media", content.getSrc(), base, content.getType(), null, null);
        }
        if (entry.getSummary() != null) {
            draft.summary(html(entry.getSummary(), part));
        }
    }

    private static void links(Entry entry, ItemDraft draft, String base) {
        List<Link> alternates = entry.getAlternateLinks();
        alternates.stream()
                .filter(link -> link.getType() == null || link.getType().contains("html"))
                .forEach(link -> draft.link(link.getHref(), base));
        alternates.forEach(link -> draft.link(link.getHref(), base));
        for (Link link : entry.getOtherLinks()) {
            String rel = link.getRel() == null ? "" : link.getRel().toLowerCase(Locale.ROOT);
            switch (rel) {
                case "enclosure" -> {
                    String length = Long.toString(link.getLength());
                    draft.media("enclosure", link.getHref(), base, link.getType(), length, link.getTitle());
                }
                case "replies" -> draft.comments(link.getHref(), base);
                case "", "self", "edit" -> {}
                default -> draft.extension(Names.ATOM, "link", rel + " " + link.getHref());
            }
        }
    }

    private static String html(Content content, Part part) {
        String value = content.getValue();
        String type = content.getType() == null ? "" : content.getType().toLowerCase(Locale.ROOT);
        if (value == null || isOther(type)) {
            return null;
        }
        boolean text = type.equals("text") || type.equals("text/plain") || !isHtml(type);
        if (text && !(type.isEmpty() && PlainText.looksLikeHtml(value))) {
            return PlainText.asHtml(value);
        }
        return part.rebase() ? Markup.rebased(value, part.base()) : value;
    }

    private static boolean isHtml(String type) {
        return type.toLowerCase(Locale.ROOT).contains("html");
    }

    /** Neither text nor HTML: a picture in base 64, a piece of other XML. */
    private static boolean isOther(String type) {
        String lower = type.toLowerCase(Locale.ROOT);
        return lower.contains("/") && !lower.startsWith("text/") && !lower.endsWith("xml") && !isHtml(lower);
    }

    /** Atom 0.3 says so by its mode, Atom 1.0 by a type that is neither text nor XML (RFC 4287, 4.1.3.3). */
    private static boolean isBase64(Element text) {
        return text.getAttributeValue("mode", "").equals("base64")
                || (text.getChildren().isEmpty() && isOther(text.getAttributeValue("type", "")));
    }

    /** Null where it is no text: a picture, say. */
    private static String decoded(String base64) {
        try {
            byte[] bytes = Base64.getDecoder().decode(base64.replaceAll("\\s", ""));
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.equals(XmlTree.legal(text)) ? text : null;
        } catch (IllegalArgumentException | CharacterCodingException e) {
            return null;
        }
    }

    private static boolean hasBase(Element element) {
        return element.getAttribute("base", Namespace.XML_NAMESPACE) != null;
    }

    private static String base(Element element, String outer) {
        return Urls.base(element.getAttributeValue("base", Namespace.XML_NAMESPACE), outer);
    }
}
