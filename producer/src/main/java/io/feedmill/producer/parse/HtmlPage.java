package io.feedmill.producer.parse;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** A web page where a feed was expected: what it is called, and which feeds it leads to. */
final class HtmlPage {

    private static final int PAGE_CHARS = 2 << 20;
    private static final int FEEDS = 20;
    private static final int NAMED = 5;

    /** The end of a path that feeds have and pages have not. */
    private static final Pattern FEED_PATH = Pattern.compile(
            "(?:/(?:feeds?|rss|atom)/?|\\.(?:rss|atom|rdf)|/(?:index|feed|feeds|rss|atom|news)\\.(?:xml|json))\\z");

    private HtmlPage() {}

    /** @return the error to give to a person, with the feeds that the page leads to */
    static UnreadableFeedException error(String html, String base) {
        Document page = Jsoup.parse(html.substring(0, Math.min(html.length(), PAGE_CHARS)), base == null ? "" : base);
        String title = PlainText.folded(Limits.cut(page.title(), 200));
        List<FeedLink> feeds = feeds(page, base);
        List<String> declared =
                feeds.stream().filter(FeedLink::isDeclared).map(FeedLink::url).toList();
        String what = "not a feed: a web page" + (title == null ? "" : " titled \"" + title + "\"");
        if (declared.isEmpty()) {
            return UnreadableFeedException.webPage(what + ", and it names no feed", feeds);
        }
        String names = String.join(" or ", declared.stream().limit(NAMED).toList());
        return UnreadableFeedException.webPage(what + "; subscribe to the feed it names: " + names, feeds);
    }

    /** Those it declares, then links that look like feeds, each once. */
    private static List<FeedLink> feeds(Document page, String base) {
        Map<String, FeedLink> found = new LinkedHashMap<>();
        // What a page's own <base> says comes before where it was found.
        Element ownBase = page.selectFirst("base[href]");
        String from = ownBase == null ? base : Urls.base(ownBase.attr("href"), base);
        for (Element link : page.select("link[rel~=(?i)\\balternate\\b][href]")) {
            String type = link.attr("type").toLowerCase(Locale.ROOT);
            if (type.contains("rss") || type.contains("atom") || type.contains("feed+json")) {
                add(found, link.attr("href"), from, link.attr("title"), true);
            }
        }
        for (Element link : page.select("a[href]")) {
            String url = Urls.absolute(link.attr("href"), from);
            if (url != null && FEED_PATH.matcher(withoutQuery(url)).find()) {
                add(found, url, from, link.text(), false);
            }
        }
        return new ArrayList<>(found.values()).subList(0, Math.min(FEEDS, found.size()));
    }

    private static void add(Map<String, FeedLink> found, String href, String base, String title, boolean isDeclared) {
        String url = base == null ? href : Urls.absolute(href, base);
        if (url != null && url.length() <= Limits.URL_CHARS) {
            found.putIfAbsent(url, new FeedLink(url, PlainText.folded(Limits.cut(title, 200)), isDeclared));
        }
    }

    private static String withoutQuery(String url) {
        String path = url.toLowerCase(Locale.ROOT);
        int fragment = path.indexOf('#');
        path = fragment < 0 ? path : path.substring(0, fragment);
        int query = path.indexOf('?');
        return query < 0 ? path : path.substring(0, query);
    }
}
