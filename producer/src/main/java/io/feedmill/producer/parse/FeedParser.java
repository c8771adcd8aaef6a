package io.feedmill.producer.parse;

import io.feedmill.avro.Feed;
import io.feedmill.avro.RawItem;
import io.feedmill.schemas.Ids;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jdom2.Element;

/**
 * Reads a document of any kind of feed: RSS 0.90 to 2.0 and RDF, CDF, Atom 0.3 and 1.0, JSON Feed 1.0 and 1.1, news
 * sitemaps, in whatever state it is. It opens nothing: no address, no file, no entity. Its time is linear in the document's size.
 *
 * <p>Of RSS, {@code content:encoded} becomes {@code contentHtml} and {@code description} becomes {@code summaryHtml},
 * beside content or alone: who wants the text takes {@code contentHtml}, else {@code summaryHtml}.
 */
public final class FeedParser {

    /** The largest document that is read, in bytes, decompressed. */
    public static final int MAX_DOCUMENT_BYTES = Limits.DOCUMENT_BYTES;

    private FeedParser() {}

    /**
     * @throws UnreadableFeedException if there is no feed in the document; all lesser faults are among the problems
     */
    public static ParsedFeed parse(FeedDocument document) throws UnreadableFeedException {
        if (document.bytes().length > MAX_DOCUMENT_BYTES) {
            throw UnreadableFeedException.broken(
                    -1, "larger than " + (MAX_DOCUMENT_BYTES >> 20) + " MB, which no feed needs; not read");
        }
        List<String> problems = new ArrayList<>();
        try {
            FeedDraft draft = read(document, problems);
            return finish(document, draft, problems);
        } catch (StackOverflowError e) {
            // Depth is limited long before; this is the floor under it, so that one document never ends a thread.
            throw UnreadableFeedException.broken(-1, "nested too deep to be read");
        }
    }

    private static FeedDraft read(FeedDocument document, List<String> problems) throws UnreadableFeedException {
        TextDecoder.Decoded decoded = TextDecoder.decode(document.bytes(), document.contentType());
        if (decoded.problem() != null) {
            problems.add(decoded.problem());
        }
        String text = decoded.text();
        Opening opening = Opening.of(text);
        return switch (opening.kind()) {
            case XML_FEED -> xml(document, text, opening, problems);
            case JSON -> json(document, text.substring(opening.start()), problems);
            case HTML -> throw HtmlPage.error(text, document.baseUrl());
            case OPML ->
                throw UnreadableFeedException.notAFeed(
                        "not a feed: an OPML list of feeds; take it in with: feedmill feeds import");
            case EMPTY -> throw UnreadableFeedException.notAFeed("not a feed: the document is empty");
            case OTHER_XML ->
                throw UnreadableFeedException.notAFeed(
                        opening.root().equals("sitemapindex")
                                ? "not a feed: a list of sitemaps; give the address of the one with the news"
                                : "not a feed: XML whose root element is <" + opening.root()
                                        + ">; give the address of the feed itself");
            case OTHER ->
                throw UnreadableFeedException.notAFeed("not a feed: neither XML nor a JSON object; it begins with \""
                        + beginning(text) + "\"; give the address of the feed itself");
        };
    }

    private static FeedDraft xml(FeedDocument document, String text, Opening opening, List<String> problems)
            throws UnreadableFeedException {
        if (opening.junk()) {
            problems.add("something stands before the feed: left out");
        }
        int linesBefore = (int) text.substring(0, opening.start())
                .chars()
                .filter(c -> c == '\n')
                .count();
        Element root = XmlTree.read(text.substring(opening.start()), linesBefore, problems)
                .getRootElement();
        FeedDraft draft = switch (opening.root()) {
            case "feed", "entry" -> new AtomReader(document, problems).read(root);
            case "urlset" -> new SitemapReader(document, problems).read(root);
            default -> new RssReader(document, problems).read(root);
        };
        draft.format(format(opening.root(), root));
        return draft;
    }

    private static String format(String name, Element root) {
        String version = root.getAttributeValue("version", "");
        return switch (name) {
            case "feed", "entry" ->
                version.equals("0.3") || root.getNamespaceURI().equals(Names.ATOM_03) ? "Atom 0.3" : "Atom 1.0";
            case "urlset" -> "news sitemap";
            case "rdf" -> "RSS 1.0";
            case "channel" -> "CDF";
            default -> version.matches("[0-9.]{1,6}") ? "RSS " + version : "RSS";
        };
    }

    private static FeedDraft json(FeedDocument document, String text, List<String> problems)
            throws UnreadableFeedException {
        JsonFeedReader reader = new JsonFeedReader(document, problems);
        FeedDraft feed = reader.read(text);
        reader.inheritAuthors(feed);
        feed.format("JSON Feed");
        return feed;
    }

    private static ParsedFeed finish(FeedDocument document, FeedDraft draft, List<String> problems) {
        String digest = Ids.sha256Hex(document.bytes(), 32);
        Feed feed = draft.finish(document.url());
        String base = document.baseUrl() == null ? draft.base() : document.baseUrl();
        List<RawItem> items = draft.items.stream()
                .map(item -> item.finish(feed, digest, base))
                .filter(Objects::nonNull)
                .toList();
        if (items.size() < draft.items.size()) {
            problems.add((draft.items.size() - items.size()) + " items in which nothing is said: left out");
        }
        markShared(items, problems);
        return new ParsedFeed(feed, items, List.copyOf(problems), draft.hints(), draft.format(), digest);
    }

    /**
     * A guid on items that lead to different places (or, without links, have different titles) identifies none; nor does
     * a link on items with different guids (or, without guids, different titles).
     */
    private static void markShared(List<RawItem> items, List<String> problems) {
        Set<String> guids = shared(items, RawItem::getGuid, RawItem::getLink);
        Set<String> links = shared(items, RawItem::getLink, RawItem::getGuid);
        for (RawItem item : items) {
            item.setGuidShared(item.getGuid() != null && guids.contains(item.getGuid()));
            item.setLinkShared(item.getLink() != null && links.contains(item.getLink()));
        }
        if (!guids.isEmpty()) {
            problems.add(guids.size() + " ids stand on more than one item, so that they identify none");
        }
    }

    /** The names that stand on items which the other name, or without it the title, tells apart. */
    private static Set<String> shared(
            List<RawItem> items, Function<RawItem, String> name, Function<RawItem, String> otherName) {
        Map<String, RawItem> first = new HashMap<>();
        Set<String> shared = new HashSet<>();
        for (RawItem item : items) {
            RawItem other = name.apply(item) == null ? null : first.putIfAbsent(name.apply(item), item);
            if (other != null && differ(item, other, otherName)) {
                shared.add(name.apply(item));
            }
        }
        return shared;
    }

    private static boolean differ(RawItem one, RawItem other, Function<RawItem, String> by) {
        return by.apply(one) == null && by.apply(other) == null
                ? !Objects.equals(one.getTitle(), other.getTitle())
                : !Objects.equals(by.apply(one), by.apply(other));
    }

    private static String beginning(String text) {
        String start = PlainText.folded(text.substring(0, Math.min(text.length(), 60)));
        return start == null ? "" : start.replaceAll("[^\\x20-\\x7E]", "?");
    }
}
