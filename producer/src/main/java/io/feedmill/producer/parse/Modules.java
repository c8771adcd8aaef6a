package io.feedmill.producer.parse;

import java.util.Locale;
import org.jdom2.Element;

/** An item's elements of other vocabularies than the format's own: to a field where one fits, else kept as they are. */
final class Modules {

    private Modules() {}

    /**
     * @param base what its relative addresses are relative to
     */
    static void read(Element element, ItemDraft draft, String base) {
        String namespace = element.getNamespaceURI();
        boolean mapped;
        if (Names.isMedia(namespace)) {
            mapped = media(element, draft, base, null);
        } else if (Names.isDc(namespace)) {
            mapped = dublinCore(element, draft);
        } else if (Names.isItunes(namespace)) {
            mapped = itunes(element, draft, base);
        } else if (namespace.startsWith(Names.PRISM)) {
            mapped = prism(element, draft);
        } else if (Names.isAtom(namespace) || namespace.equals(Names.ATOM_03)) {
            mapped = atom(element, draft, base);
        } else {
            mapped = content(element, draft) || (Names.isRss(namespace) && unofficial(element, draft));
        }
        if (!mapped) {
            draft.extension(namespace, element.getName(), Markup.words(element));
        }
    }

    private static boolean content(Element element, ItemDraft draft) {
        String name = element.getName();
        boolean encoded =
                name.equals("encoded") && element.getNamespaceURI().startsWith("http://purl.org/rss/1.0/modules/");
        boolean body = (name.equals("body") || name.equals("div"))
                && element.getNamespaceURI().equals(Names.XHTML);
        if (encoded || body) {
            draft.content(Markup.inner(element));
        }
        return encoded || body;
    }

    /** What makers of RSS put into items without asking anybody. */
    private static boolean unofficial(Element element, ItemDraft draft) {
        switch (element.getName().toLowerCase(Locale.ROOT)) {
            case "body", "content", "encoded", "fullitem", "fulltext" -> {
                boolean first = !draft.hasContent();
                draft.content(Markup.inner(element));
                return first;
            }
            case "abstract", "summary" -> {
                boolean first = !draft.hasSummary();
                draft.summary(Markup.inner(element));
                return first;
            }
            case "tags" -> {
                for (String tag : Markup.words(element).split(",", Limits.CATEGORIES + 2)) {
                    draft.category(tag, null);
                }
            }
            case "date",
                    "datepublished",
                    "datetime",
                    "created",
                    "created_at",
                    "posted",
                    "publicationdate",
                    "publishdate",
                    "publisheddate" -> draft.published(element.getValue());
            case "modified", "lastmod", "updated_at" -> draft.updated(element.getValue());
            default -> {
                return false;
            }
        }
        return true;
    }

    /** Of publishers of journals; the rest of it says where in print something stands. */
    private static boolean prism(Element element, ItemDraft draft) {
        switch (element.getName()) {
            case "publicationDate", "coverDate" -> draft.published(element.getValue());
            case "modificationDate" -> draft.updated(element.getValue());
            default -> {
                return false;
            }
        }
        return true;
    }

    private static boolean dublinCore(Element element, ItemDraft draft) {
        String text = element.getValue();
        switch (element.getName().toLowerCase(Locale.ROOT)) {
            case "creator", "author" -> draft.author(text, null, null);
            case "subject" -> draft.category(text, null);
            case "date", "issued", "created", "available" -> draft.published(text);
            case "modified" -> draft.updated(text);
            case "title" -> draft.title(PlainText.guess(text));
            case "description" -> draft.summary(Markup.inner(element));
            default -> {
                return false;
            }
        }
        return true;
    }

    private static boolean itunes(Element element, ItemDraft draft, String base) {
        switch (element.getName().toLowerCase(Locale.ROOT)) {
            case "author" -> draft.author(element.getValue(), null, null);
            case "image" -> {
                String href = element.getAttributeValue("href");
                String url = href == null ? element.getAttributeValue("url") : href;
                draft.media("itunes", url == null ? element.getValue() : url, base, null, null, null);
            }
            case "category" -> {
                draft.category(element.getAttributeValue("text"), Names.ITUNES);
                element.getChildren().forEach(inner -> itunes(inner, draft, base));
            }
            case "title" -> {
                if (draft.hasTitle()) {
                    return false;
                }
                draft.title(PlainText.guess(element.getValue()));
            }
            case "summary" -> draft.summary(Markup.inner(element));
            case "keywords" -> {
                for (String keyword : element.getValue().split(",", Limits.CATEGORIES + 2)) {
                    draft.category(keyword, Names.ITUNES);
                }
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    /** @param caption the title of the group that the element is in; null for none */
    private static boolean media(Element element, ItemDraft draft, String base, String caption) {
        String url = element.getAttributeValue("url");
        String type = element.getAttributeValue("type");
        switch (element.getName().toLowerCase(Locale.ROOT)) {
            case "group" -> {
                String title = title(element, caption);
                draft.groupSays(said("title", element));
                for (Element child : element.getChildren()) {
                    if (child.getName().equals("description")) {
                        draft.summary(Markup.inner(child)); // all the text there is in feeds of films
                    } else {
                        draft.groupSays(isContent(child) ? said("title", child) : null);
                        read(child, draft, base, title);
                    }
                }
            }
            case "content" -> {
                String title = title(element, caption);
                draft.mediaSay(said("title", element), said("description", element));
                String length = element.getAttributeValue("fileSize");
                draft.media(
                        "media", url, base, type == null ? element.getAttributeValue("medium") : type, length, title);
                element.getChildren().forEach(child -> read(child, draft, base, title));
            }
            case "thumbnail" -> draft.media("thumbnail", url, base, type, null, caption);
            case "player" -> draft.media("media", url, base, type, null, caption);
            case "category" -> draft.category(element.getValue(), element.getAttributeValue("scheme"));
            case "keywords" -> {
                for (String keyword : element.getValue().split(",", Limits.CATEGORIES + 2)) {
                    draft.category(keyword, Names.MEDIA);
                }
            }
            case "description" -> draft.summary(Markup.inner(element));
            case "title" -> {
                if (caption == null && !draft.hasTitle()) {
                    draft.title(PlainText.guess(element.getValue()));
                    return true;
                }
                return caption != null;
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private static void read(Element child, ItemDraft draft, String base, String caption) {
        boolean mapped = Names.isMedia(child.getNamespaceURI())
                // A picture's title and description are its caption, not the item's summary.
                && (isCaption(child) || media(child, draft, base, caption));
        if (!mapped) {
            draft.extension(child.getNamespaceURI(), child.getName(), Markup.words(child));
        }
    }

    private static boolean isContent(Element element) {
        return Names.isMedia(element.getNamespaceURI()) && element.getName().equals("content");
    }

    private static boolean isCaption(Element element) {
        return element.getName().equals("title") || element.getName().equals("description");
    }

    private static String title(Element element, String otherwise) {
        String title = said("title", element);
        String said = title == null ? said("description", element) : title;
        return said == null ? otherwise : said;
    }

    private static String said(String name, Element element) {
        for (Element child : element.getChildren()) {
            if (Names.isMedia(child.getNamespaceURI()) && child.getName().equals(name)) {
                return Markup.inner(child);
            }
        }
        return null;
    }

    /** Atom's elements inside RSS, and those of Atom 0.3 that Rome does not ask for. */
    private static boolean atom(Element element, ItemDraft draft, String base) {
        switch (element.getName().toLowerCase(Locale.ROOT)) {
            case "id" -> draft.guid(element.getValue(), false);
            case "title" -> draft.title(PlainText.guess(Markup.inner(element)));
            case "link" -> link(element, draft, base);
            case "published", "issued", "created" -> draft.published(element.getValue());
            case "updated", "modified" -> draft.updated(element.getValue());
            case "author" -> {
                Element name = element.getChild("name", element.getNamespace());
                draft.author(name == null ? element.getValue() : name.getValue(), null, null);
            }
            case "summary" -> draft.summary(Markup.inner(element));
            case "content" -> draft.content(Markup.inner(element));
            default -> {
                return false;
            }
        }
        return true;
    }

    private static void link(Element element, ItemDraft draft, String base) {
        String href = element.getAttributeValue("href");
        String rel = element.getAttributeValue("rel", "alternate").toLowerCase(Locale.ROOT);
        switch (rel) {
            case "enclosure" ->
                draft.media(
                        "enclosure",
                        href,
                        base,
                        element.getAttributeValue("type"),
                        element.getAttributeValue("length"),
                        element.getAttributeValue("title"));
            case "replies" -> draft.comments(href, base);
            case "alternate", "" -> draft.link(href, base);
            default -> draft.extension(element.getNamespaceURI(), "link", rel + " " + href);
        }
    }
}
