package io.feedmill.producer.parse;

import io.feedmill.avro.Feed;
import io.feedmill.avro.RawItem;
import io.feedmill.schemas.Ids;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jdom2.Element;

/**
 * Reads a document of any kind of feed: RSS 0.90 to 2.0 and RDF, Atom 0.3 and 1.0, JSON Feed 1.0 and 1.1, in whatever
 * state it is. It opens nothing: no address, no file, no entity. Its time is linear in the document's size.
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
            case EMPTY -> throw UnreadableFeedException.notAFeed("not a feed: the document is empty");
            case OTHER_XML ->
                throw UnreadableFeedException.notAFeed(
                        "not a feed: XML whose root element is <" + opening.root() + ">");
            case OTHER ->
                throw UnreadableFeedException.notAFeed(
                        "not a feed: neither XML nor JSON; it begins with \"" + beginning(text) + "\"");
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
        boolean atom = opening.root().equals("feed") || opening.root().equals("entry");
        return atom ? new AtomReader(document, problems).read(root) : new RssReader(document, problems).read(root);
    }

    private static FeedDraft json(FeedDocument document, String text, List<String> problems)
            throws UnreadableFeedException {
        JsonFeedReader reader = new JsonFeedReader(document, problems);
        FeedDraft feed = reader.read(text);
        reader.inheritAuthors(feed);
        return feed;
    }

    private static ParsedFeed finish(FeedDocument document, FeedDraft draft, List<String> problems) {
        String digest = Ids.sha256Hex(document.bytes(), 32);
        Feed feed = draft.finish(document.url());
        List<RawItem> items = draft.items.stream()
                .map(item -> item.finish(feed, digest))
                .filter(Objects::nonNull)
                .toList();
        markSharedGuids(items, problems);
        return new ParsedFeed(feed, items, List.copyOf(problems), draft.timeToLive(), digest);
    }

    /** A guid on items that lead to different places (or, without links, have different titles) identifies none. */
    private static void markSharedGuids(List<RawItem> items, List<String> problems) {
        Map<String, RawItem> first = new HashMap<>();
        Map<String, Boolean> shared = new HashMap<>();
        for (RawItem item : items) {
            if (item.getGuid() != null) {
                RawItem other = first.putIfAbsent(item.getGuid(), item);
                shared.merge(item.getGuid(), other != null && differ(item, other), Boolean::logicalOr);
            }
        }
        items.forEach(item -> item.setGuidShared(shared.getOrDefault(item.getGuid(), false)));
        long guids = shared.values().stream().filter(Boolean::booleanValue).count();
        if (guids > 0) {
            problems.add(guids + " ids stand on more than one item, so that they identify none");
        }
    }

    private static boolean differ(RawItem one, RawItem other) {
        return one.getLink() == null && other.getLink() == null
                ? !Objects.equals(one.getTitle(), other.getTitle())
                : !Objects.equals(one.getLink(), other.getLink());
    }

    private static String beginning(String text) {
        String start = PlainText.folded(text.substring(0, Math.min(text.length(), 60)));
        return start == null ? "" : start.replaceAll("[^\\x20-\\x7E]", "?");
    }
}
