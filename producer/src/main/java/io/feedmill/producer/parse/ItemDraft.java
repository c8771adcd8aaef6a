package io.feedmill.producer.parse;

import io.feedmill.avro.Author;
import io.feedmill.avro.Category;
import io.feedmill.avro.Extension;
import io.feedmill.avro.Feed;
import io.feedmill.avro.Media;
import io.feedmill.avro.RawItem;
import io.feedmill.avro.SourceFeed;
import io.feedmill.schemas.Ids;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * An item while it is read. For what an item has once, the first value that says something stays; what it has many times
 * is kept in order, each once. Everything is cut to the limits here, and nowhere else. Blank values count as none.
 */
final class ItemDraft {

    /** {@code jane@example.org (Jane Roe)}, as RSS has it, and {@code Jane Roe <jane@example.org>}, as mail has it. */
    private static final Pattern ADDRESS_THEN_NAME =
            Pattern.compile("\\S{1,200}@\\S{1,200}\\s{1,20}\\(([^()]{1,200})\\)");

    private static final Pattern NAME_THEN_ADDRESS = Pattern.compile("([^<>]{1,200}?)\\s{0,20}<[^<>]{1,200}>");

    private final Instant fetchedAt;
    private final Set<String> truncated = new LinkedHashSet<>();
    private final Map<String, Author> authors = new LinkedHashMap<>();
    private final Map<Category, Category> categories = new LinkedHashMap<>();
    private final Map<String, Media> media = new LinkedHashMap<>();
    private final List<Extension> extensions = new ArrayList<>();
    private String guid;
    private Boolean guidIsPermaLink;
    private String link;
    private String linkAsGiven;
    private String title;
    private String groupTitle;
    private String mediaTitle;
    private String mediaSummary;
    private String summaryHtml;
    private String contentHtml;
    private String publishedText;
    private String updatedText;
    private String commentsLink;
    private SourceFeed sourceFeed;

    ItemDraft(Instant fetchedAt) {
        this.fetchedAt = fetchedAt;
    }

    void guid(String text, Boolean isPermaLink) {
        if (guid == null && says(text)) {
            String whole = text.strip();
            guid = Limits.cut(whole, Limits.URL_CHARS);
            if (guid.length() < whole.length()) {
                // What was cut off may be all that tells it from others.
                guid += "#" + Ids.sha256Hex(whole.getBytes(StandardCharsets.UTF_8), 32);
                truncated.add("guid");
            }
            guidIsPermaLink = isPermaLink;
        }
    }

    void link(String given, String base) {
        if (link != null || !says(given)) {
            return;
        }
        String stripped = given.strip();
        link = url("link", stripped, base);
        linkAsGiven = stripped.equals(link) ? null : cut("linkAsGiven", stripped, Limits.URL_CHARS);
    }

    /** @param plain the title as plain text */
    void title(String plain) {
        if (title == null && says(plain)) {
            title = cut("title", plain, Limits.TITLE_BYTES);
        }
    }

    boolean hasTitle() {
        return title != null;
    }

    boolean hasSummary() {
        return summaryHtml != null;
    }

    boolean hasContent() {
        return contentHtml != null;
    }

    void summary(String html) {
        if (summaryHtml == null && says(html)) {
            summaryHtml = cut("summaryHtml", html, Limits.CONTENT_BYTES);
        }
    }

    void content(String html) {
        if (contentHtml == null && says(html)) {
            contentHtml = cut("contentHtml", html, Limits.CONTENT_BYTES);
        }
    }

    void published(String text) {
        if (publishedText == null && says(text)) {
            publishedText = cut("publishedText", text.strip(), Limits.WORDS_BYTES);
        }
    }

    void updated(String text) {
        if (updatedText == null && says(text)) {
            updatedText = cut("updatedText", text.strip(), Limits.WORDS_BYTES);
        }
    }

    void author(String written, String url, String base) {
        if (!says(written) || isFull("authors", authors.size(), Limits.AUTHORS)) {
            return;
        }
        String name = PlainText.guess(nameIn(written.strip()));
        if (name != null) {
            String cut = cut("authors", name, Limits.WORDS_BYTES);
            authors.putIfAbsent(cut, new Author(cut, url("authors", url, base)));
        }
    }

    boolean hasAuthors() {
        return !authors.isEmpty();
    }

    void category(String term, String scheme) {
        if (!says(term) || isFull("categories", categories.size(), Limits.CATEGORIES)) {
            return;
        }
        String words = cut("categories", PlainText.folded(term), Limits.WORDS_BYTES);
        String from = says(scheme) ? cut("categories", scheme.strip(), Limits.WORDS_BYTES) : null;
        Category category = new Category(words, from);
        categories.putIfAbsent(category, category);
    }

    void media(String role, String given, String base, String type, String length, String caption) {
        String url = url("media", given, base);
        if (url == null || isFull("media", media.size(), Limits.MEDIA)) {
            return;
        }
        String words = PlainText.guess(caption);
        media.putIfAbsent(
                url,
                new Media(
                        url,
                        says(type) ? cut("media", type.strip(), Limits.WORDS_BYTES) : null,
                        role,
                        bytes(length),
                        words == null ? null : cut("media", words, Limits.TITLE_BYTES)));
    }

    /**
     * The title of a group of media, which are one film or song: the item's own where it has none.
     *
     * @param title as plain text or HTML
     */
    void groupSays(String title) {
        String plain = groupTitle == null ? PlainText.guess(title) : null;
        if (plain != null) {
            groupTitle = cut("title", plain, Limits.TITLE_BYTES);
        }
    }

    /**
     * What its media say of themselves: the item's own title and text where it has neither.
     *
     * @param title as plain text or HTML
     */
    void mediaSay(String title, String html) {
        String plain = mediaTitle == null ? PlainText.guess(title) : null;
        if (plain != null) {
            mediaTitle = cut("title", plain, Limits.TITLE_BYTES);
        }
        if (mediaSummary == null && says(html)) {
            mediaSummary = cut("summaryHtml", html, Limits.CONTENT_BYTES);
        }
    }

    void comments(String given, String base) {
        if (commentsLink == null) {
            commentsLink = url("commentsLink", given, base);
        }
    }

    void source(String name, String given, String base) {
        if (sourceFeed != null) {
            return;
        }
        String words = PlainText.guess(name);
        String url = url("sourceFeed", given, base);
        if (words != null || url != null) {
            sourceFeed = new SourceFeed(words == null ? null : cut("sourceFeed", words, Limits.TITLE_BYTES), url);
        }
    }

    void extension(String namespace, String name, String text) {
        if (!isFull("extensions", extensions.size(), Limits.EXTENSIONS)) {
            extensions.add(new Extension(
                    cut("extensions", namespace, Limits.WORDS_BYTES),
                    cut("extensions", name, Limits.WORDS_BYTES),
                    cut("extensions", text.strip(), Limits.EXTENSION_BYTES)));
        }
    }

    /**
     * The item as it is now; null where it says nothing at all.
     *
     * @param base what relative addresses in its HTML are relative to if it has no link; null for nothing
     */
    RawItem finish(Feed feed, String documentDigest, String base) {
        if (title == null && summaryHtml == null && contentHtml == null) {
            title = mediaTitle;
            summaryHtml = mediaSummary;
        }
        title = title == null ? groupTitle : title;
        if (isEmpty()) {
            return null;
        }
        if (link == null && guid != null && !Boolean.FALSE.equals(guidIsPermaLink)) {
            link = Urls.absolute(guid, null); // a guid is a permalink unless it says otherwise (RSS 2.0)
        }
        if (link == null) {
            // Who reads the item later has nothing else to go by.
            summaryHtml = Markup.rebased(summaryHtml, base);
            contentHtml = Markup.rebased(contentHtml, base);
        }
        return RawItem.newBuilder()
                .setFeed(feed)
                .setGuid(guid)
                .setGuidIsPermaLink(guidIsPermaLink)
                .setLink(link)
                .setLinkAsGiven(linkAsGiven)
                .setTitle(title)
                .setSummaryHtml(summaryHtml)
                .setContentHtml(contentHtml)
                .setPublishedText(publishedText)
                .setPublished(Dates.credible(publishedText, fetchedAt))
                .setUpdatedText(updatedText)
                .setUpdated(Dates.credible(updatedText, fetchedAt))
                .setAuthors(List.copyOf(authors.values()))
                .setCategories(List.copyOf(categories.values()))
                .setMedia(List.copyOf(media.values()))
                .setCommentsLink(commentsLink)
                .setSourceFeed(sourceFeed)
                .setExtensions(List.copyOf(extensions))
                .setFetchedAt(fetchedAt)
                .setDocumentDigest(documentDigest)
                .setTruncated(List.copyOf(truncated))
                .build();
    }

    private boolean isEmpty() {
        return Stream.of(
                                guid,
                                link,
                                linkAsGiven,
                                title,
                                summaryHtml,
                                contentHtml,
                                publishedText,
                                updatedText,
                                commentsLink,
                                sourceFeed)
                        .allMatch(Objects::isNull)
                && Stream.of(authors, categories, media).allMatch(Map::isEmpty)
                && extensions.isEmpty();
    }

    private String url(String field, String given, String base) {
        String url = Urls.absolute(given, base);
        boolean tooLong =
                url == null ? given != null && given.length() > Urls.LONGEST : url.length() > Limits.URL_CHARS;
        if (tooLong) {
            truncated.add(field); // half an address leads elsewhere: it is left out whole
        }
        return tooLong ? null : url;
    }

    private String cut(String field, String text, int bytes) {
        String cut = Limits.cut(text, bytes);
        if (cut.length() < text.length()) {
            truncated.add(field);
        }
        return cut;
    }

    private boolean isFull(String field, int size, int limit) {
        if (size >= limit) {
            truncated.add(field);
        }
        return size >= limit;
    }

    private static String nameIn(String written) {
        Matcher rss = ADDRESS_THEN_NAME.matcher(written);
        if (rss.matches()) {
            return rss.group(1);
        }
        Matcher mail = NAME_THEN_ADDRESS.matcher(written);
        return mail.matches() && !mail.group(1).isBlank() ? mail.group(1) : written;
    }

    private static Long bytes(String text) {
        try {
            long bytes = text == null ? -1 : Long.parseLong(text.strip());
            return bytes > 0 ? bytes : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static boolean says(String text) {
        return text != null && !text.isBlank();
    }
}
