package io.feedmill.producer.parse;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** A web page where a feed was expected: what it is called, and which feeds it names. */
final class HtmlPage {

    private static final int HEAD_CHARS = 256 << 10;

    private HtmlPage() {}

    /** @return the error to give to a person */
    static UnreadableFeedException error(String html, String base) {
        Document page = Jsoup.parse(html.substring(0, Math.min(html.length(), HEAD_CHARS)), base == null ? "" : base);
        String title = PlainText.folded(Limits.cut(page.title(), 200));
        Set<String> feeds = new LinkedHashSet<>();
        for (Element link : page.select("link[rel~=(?i)\\balternate\\b][href]")) {
            String type = link.attr("type").toLowerCase(Locale.ROOT);
            String url = base == null ? link.attr("href") : Urls.absolute(link.attr("href"), base);
            if ((type.contains("rss") || type.contains("atom") || type.contains("feed+json")) && url != null) {
                feeds.add(url);
            }
        }
        String what = "not a feed: a web page" + (title == null ? "" : " titled \"" + title + "\"");
        if (feeds.isEmpty()) {
            return UnreadableFeedException.notAFeed(what + ", and it names no feed");
        }
        return UnreadableFeedException.notAFeed(what + "; subscribe to the feed it names: "
                + String.join(" or ", feeds.stream().limit(5).toList()));
    }
}
