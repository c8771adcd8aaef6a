package io.feedmill.producer.parse;

import java.util.List;
import java.util.Locale;
import org.jdom2.Element;

/**
 * News sitemaps: the pages of a sitemap (sitemaps.org) that carry {@code news:news} (Google). Items have an address, a
 * title and a date, and no text; pages that are no news are left out.
 */
final class SitemapReader {

    private final FeedDocument document;
    private final List<String> problems;

    SitemapReader(FeedDocument document, List<String> problems) {
        this.document = document;
        this.problems = problems;
    }

    FeedDraft read(Element root) throws UnreadableFeedException {
        FeedDraft feed = new FeedDraft();
        int others = 0;
        int left = 0;
        for (Element page : root.getChildren()) {
            Element news = child(page, "news");
            if (!page.getName().equalsIgnoreCase("url")) {
                continue;
            } else if (news == null) {
                others++;
            } else if (feed.items.size() == Limits.ITEMS) {
                left++;
            } else {
                feed.items.add(item(page, news, feed));
            }
        }
        if (feed.items.isEmpty()) {
            throw UnreadableFeedException.notAFeed(
                    "not a feed: a sitemap without news; subscribe to the site's news sitemap or feed");
        }
        if (others > 0) {
            problems.add("pages of the sitemap that are no news: " + others + ", left out");
        }
        if (left > 0) {
            problems.add(Limits.ITEMS + left + " items: only the first " + Limits.ITEMS + " are read");
        }
        return feed;
    }

    private ItemDraft item(Element page, Element news, FeedDraft feed) {
        ItemDraft item = new ItemDraft(document.fetchedAt());
        for (Element child : page.getChildren()) {
            switch (child.getName().toLowerCase(Locale.ROOT)) {
                case "loc" -> item.link(child.getValue(), document.baseUrl());
                case "lastmod" -> item.updated(child.getValue());
                case "image" -> {
                    Element at = child(child, "loc");
                    String url = at == null ? child.getValue() : at.getValue();
                    item.media("media", url, document.baseUrl(), null, null, text(child, "caption", "title"));
                }
                case "news", "changefreq", "priority" -> {}
                default -> item.extension(child.getNamespaceURI(), child.getName(), Markup.words(child));
            }
        }
        for (Element child : news.getChildren()) {
            switch (child.getName().toLowerCase(Locale.ROOT)) {
                case "title" -> item.title(PlainText.guess(child.getValue()));
                case "publication_date" -> item.published(child.getValue());
                case "keywords", "genres" -> {
                    for (String word : child.getValue().split(",", Limits.CATEGORIES + 2)) {
                        item.category(word, child.getNamespaceURI());
                    }
                }
                case "publication" -> {
                    feed.title(PlainText.guess(text(child, "name")));
                    feed.language(text(child, "language"));
                }
                default -> item.extension(child.getNamespaceURI(), child.getName(), Markup.words(child));
            }
        }
        return item;
    }

    /** The child of that name in whatever namespace: the prefixes of sitemaps are declared in many ways. */
    private static Element child(Element parent, String name) {
        return parent.getChildren().stream()
                .filter(child -> child.getName().equalsIgnoreCase(name))
                .findFirst()
                .orElse(null);
    }

    private static String text(Element parent, String... names) {
        for (String name : names) {
            Element child = child(parent, name);
            if (child != null && !child.getValue().isBlank()) {
                return child.getValue();
            }
        }
        return null;
    }
}
