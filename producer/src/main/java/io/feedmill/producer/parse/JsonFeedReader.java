package io.feedmill.producer.parse;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * JSON Feed 1.0 and 1.1 (jsonfeed.org). Items are read one by one, so that a document that breaks off gives the whole
 * ones. Where the feed leaves out what the specification demands, the rest is read all the same.
 */
final class JsonFeedReader {

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(64)
                            .maxStringLength(Limits.DOCUMENT_BYTES)
                            .maxNumberLength(1_000)
                            .build())
                    .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
                    .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
                    .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
                    .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
                    .enable(JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES)
                    .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                    .enable(JsonReadFeature.ALLOW_LEADING_ZEROS_FOR_NUMBERS)
                    .enable(JsonReadFeature.ALLOW_MISSING_VALUES)
                    .enable(JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER)
                    .build())
            .build();

    private static final Pattern ITEM_START = Pattern.compile("\\{\\s{0,100}\"id\"\\s{0,10}:");

    /** What tells an item from anything else that has an id. */
    private static final Set<String> SAYS_SOMETHING =
            Set.of("url", "title", "content_html", "content_text", "summary", "date_published");

    private static final Set<String> MAPPED = Set.of(
            "id",
            "url",
            "title",
            "content_html",
            "content_text",
            "summary",
            "image",
            "banner_image",
            "date_published",
            "date_modified",
            "author",
            "authors",
            "tags",
            "language",
            "attachments");

    private final FeedDocument document;
    private final List<String> problems;
    private boolean hasItems;
    private boolean hasVersion;
    private JsonNode authors;

    JsonFeedReader(FeedDocument document, List<String> problems) {
        this.document = document;
        this.problems = problems;
    }

    /** @param text the document from its first brace on */
    FeedDraft read(String text) throws UnreadableFeedException {
        FeedDraft feed = new FeedDraft();
        try (JsonParser parser = JSON.createParser(text)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                if (parser.nextToken() == JsonToken.START_ARRAY && name.equals("items")) {
                    hasItems = true;
                    items(parser, feed);
                } else {
                    describe(name, JSON.readTree(parser), feed);
                }
            }
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? -1 : e.getLocation().getLineNr();
            if (!hasItems) {
                throw UnreadableFeedException.broken(
                        line, "line " + line + ": not readable as JSON: " + e.getOriginalMessage());
            }
            problems.add("line " + line + ": the JSON breaks off or is wrong (" + e.getOriginalMessage()
                    + "): the items before it were kept");
            goOn(text, e, feed);
        } catch (IOException e) {
            throw UnreadableFeedException.broken(-1, "not readable: " + e.getMessage());
        }
        if (!hasItems && !hasVersion) {
            throw UnreadableFeedException.notAFeed("not a feed: JSON without \"version\" and \"items\" of a JSON Feed");
        }
        return feed;
    }

    /** With the items behind a fault: each is taken up where the next one seems to begin, if it is whole. */
    private void goOn(String text, JsonProcessingException fault, FeedDraft feed) {
        int before = feed.items.size();
        Matcher next = ITEM_START.matcher(text);
        char[] characters = text.toCharArray();
        long at = fault.getLocation() == null ? -1 : fault.getLocation().getCharOffset();
        while (at >= 0 && at < text.length() && next.find((int) at) && feed.items.size() < Limits.ITEMS) {
            try (JsonParser parser = JSON.createParser(characters, next.start(), characters.length - next.start())) {
                parser.nextToken();
                JsonNode item = JSON.readTree(parser);
                if (SAYS_SOMETHING.stream().anyMatch(item::has)) {
                    feed.items.add(item(item, base(feed)));
                }
                at = next.start() + Math.max(1, parser.currentLocation().getCharOffset());
            } catch (JsonProcessingException e) {
                long offset = e.getLocation() == null ? -1 : e.getLocation().getCharOffset();
                at = next.start() + Math.max(1, offset);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        if (feed.items.size() > before) {
            problems.add((feed.items.size() - before) + " items behind it were read one by one");
        }
    }

    private String base(FeedDraft feed) {
        return document.baseUrl() != null ? document.baseUrl() : feed.base();
    }

    private void describe(String name, JsonNode value, FeedDraft feed) {
        switch (name) {
            case "version" -> hasVersion = value.asText().contains("jsonfeed.org");
            case "title" -> feed.title(PlainText.folded(value.asText(null)));
            case "home_page_url" -> feed.site(Urls.absolute(value.asText(null), document.baseUrl()));
            case "feed_url" -> feed.self(Urls.absolute(value.asText(null), document.baseUrl()));
            case "language" -> feed.language(value.asText(null));
            case "author" -> authors = authors == null ? JSON.createArrayNode().add(value) : authors;
            case "authors" -> authors = value;
            case "generator" -> feed.generator(value.asText(null));
            default -> {}
        }
    }

    private void items(JsonParser parser, FeedDraft feed) throws IOException {
        int left = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() == null) {
                break; // the end of the text: the parser complains next time
            }
            JsonNode item = JSON.readTree(parser);
            if (feed.items.size() == Limits.ITEMS) {
                left++;
            } else if (item.isObject()) {
                feed.items.add(item(item, base(feed)));
            }
        }
        if (left > 0) {
            problems.add(Limits.ITEMS + left + " items: only the first " + Limits.ITEMS + " are read");
        }
    }

    private ItemDraft item(JsonNode item, String base) {
        ItemDraft draft = new ItemDraft(document.fetchedAt());
        draft.guid(text(item, "id"), null);
        draft.link(text(item, "url"), base);
        draft.link(text(item, "external_url"), base);
        draft.title(PlainText.folded(text(item, "title")));
        draft.content(text(item, "content_html"));
        if (text(item, "content_text") != null) {
            draft.content(PlainText.asHtml(text(item, "content_text")));
        }
        if (text(item, "summary") != null) {
            draft.summary(PlainText.asHtml(text(item, "summary")));
        }
        draft.published(text(item, "date_published"));
        draft.updated(text(item, "date_modified"));
        author(item.path("author"), draft, base);
        item.path("authors").forEach(author -> author(author, draft, base));
        item.path("tags").forEach(tag -> draft.category(tag.asText(null), null));
        for (JsonNode attachment : item.path("attachments")) {
            String bytes = text(attachment, "size_in_bytes");
            String type = text(attachment, "mime_type");
            draft.media("enclosure", text(attachment, "url"), base, type, bytes, text(attachment, "title"));
        }
        draft.media("media", text(item, "image"), base, null, null, null);
        draft.media("media", text(item, "banner_image"), base, null, null, null);
        item.properties().forEach(property -> {
            if (!MAPPED.contains(property.getKey())) {
                JsonNode value = property.getValue();
                draft.extension("", property.getKey(), value.isTextual() ? value.textValue() : value.toString());
            }
        });
        return draft;
    }

    /** Gives the feed's authors to the items that have none of their own (JSON Feed 1.1, {@code authors}). */
    void inheritAuthors(FeedDraft feed) {
        if (authors != null) {
            for (ItemDraft item : feed.items) {
                if (!item.hasAuthors()) {
                    authors.forEach(author -> author(author, item, document.baseUrl()));
                }
            }
        }
    }

    private static void author(JsonNode author, ItemDraft draft, String base) {
        String name = author.isTextual() ? author.textValue() : text(author, "name");
        draft.author(name == null ? text(author, "url") : name, text(author, "url"), base);
    }

    /** The text or number; null for anything else. */
    private static String text(JsonNode parent, String name) {
        JsonNode value = parent.path(name);
        return value.isTextual() || value.isNumber() ? value.asText() : null;
    }
}
