package io.feedmill.standalone;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.feedmill.avro.RawItem;
import io.feedmill.producer.parse.Sites;
import io.feedmill.schemas.AvroJson;
import io.feedmill.schemas.Ids;
import io.feedmill.schemas.Topics;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Raw items as JSON Lines: one object a line with the field names of {@link RawItem}. What is missing gets a default:
 * the feed's id from its URL, its site from its home page or the item's link, the fetch time from whoever reads. Empty
 * lines are skipped. Not thread-safe.
 */
final class RawLines {
    private static final int MAX_LINE_BYTES = 2 * Topics.MAX_RECORD_BYTES;
    private static final String NO_SITE = "local";

    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final String location;
    private final String url;
    private final Instant fetchedAt;
    private final Consumer<String> warnings;
    private final Set<String> warnedOf = new HashSet<>();

    /**
     * @param location what to call the input in messages
     * @param url the URL of a feed that names none
     * @param fetchedAt when an item was fetched that does not say
     * @param warnings is told once of each field name that no raw item has
     */
    RawLines(String location, String url, Instant fetchedAt, Consumer<String> warnings) {
        this.location = location;
        this.url = url;
        this.fetchedAt = fetchedAt;
        this.warnings = warnings;
    }

    /**
     * Reads all lines.
     *
     * @param items is given each item, in order
     * @param faults is told of each line that is no raw item: its number, and why; the lines after it are read all the
     *     same
     * @throws IOException if the input breaks off
     */
    void read(InputStream in, Consumer<RawItem> items, Consumer<String> faults) throws IOException {
        Lines lines = new Lines(in);
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (long number = 1; lines.next(line); number++) {
            try {
                if (line.size() > MAX_LINE_BYTES) {
                    throw new IllegalArgumentException("longer than %d MB".formatted(MAX_LINE_BYTES >> 20));
                }
                byte[] bytes = line.toByteArray();
                if (!isBlank(bytes)) {
                    items.accept(item(bytes));
                }
            } catch (JsonProcessingException e) {
                faults.accept("%s, line %d: not JSON (%s)".formatted(location, number, e.getOriginalMessage()));
            } catch (IllegalArgumentException e) {
                faults.accept("%s, line %d: %s".formatted(location, number, e.getMessage()));
            }
        }
    }

    private RawItem item(byte[] line) throws IOException {
        JsonNode tree = JSON.readTree(line);
        if (!(tree instanceof ObjectNode object)) {
            throw new IllegalArgumentException("not a JSON object, with the field names of RawItem");
        }
        object.remove("source"); // where `parse` had it from
        complete(object);
        RawItem item = AvroJson.fromTree(object, RawItem.class, this::warn);
        if (item.getFetchedAt().toEpochMilli() < 0) {
            throw new IllegalArgumentException("\"fetchedAt\" lies before 1970");
        }
        return item;
    }

    private void complete(ObjectNode item) {
        JsonNode given = item.path("feed");
        if (!given.isMissingNode() && !given.isNull() && !given.isObject()) {
            throw new IllegalArgumentException("\"feed\" must be an object, not " + given);
        }
        ObjectNode feed = given instanceof ObjectNode object ? object : item.putObject("feed");
        if (isAbsent(feed, "url")) {
            feed.put("url", url);
        }
        String feedUrl = feed.path("url").asText();
        if (isAbsent(feed, "id")) {
            feed.put("id", Ids.feedId(feedUrl));
        }
        if (isAbsent(feed, "siteId")) {
            String site = Sites.of(text(feed, "site"), text(item, "link"), feedUrl);
            feed.put("siteId", site == null ? NO_SITE : site);
        }
        if (isAbsent(item, "fetchedAt")) {
            item.put("fetchedAt", fetchedAt.toEpochMilli());
        }
    }

    private static boolean isAbsent(ObjectNode object, String field) {
        return object.path(field).isMissingNode() || object.path(field).isNull();
    }

    private static String text(ObjectNode object, String field) {
        return object.path(field).isTextual() ? object.path(field).textValue() : null;
    }

    private void warn(String field) {
        String name = field.replaceAll("\\[[0-9]+]", "[]");
        if (warnedOf.add(name)) {
            warnings.accept(
                    "%s: a raw item has no field \"%s\": left out, here and in later lines".formatted(location, name));
        }
    }

    private static boolean isBlank(byte[] line) {
        for (byte each : line) {
            if (each != ' ' && each != '\t' && each != '\r') {
                return false;
            }
        }
        return true;
    }

    /** The lines of a stream, without their ends; of one that is too long only a bit more than is allowed. */
    private static final class Lines {
        private final InputStream in;
        private final byte[] buffer = new byte[1 << 16];
        private int from;
        private int to;

        Lines(InputStream in) {
            this.in = in;
        }

        /** False at the end. */
        boolean next(ByteArrayOutputStream line) throws IOException {
            line.reset();
            if (from == to && !fill()) {
                return false;
            }
            do {
                int end = from;
                while (end < to && buffer[end] != '\n') {
                    end++;
                }
                if (line.size() <= MAX_LINE_BYTES) {
                    line.write(buffer, from, end - from);
                }
                from = end;
                if (end < to) {
                    from++;
                    return true;
                }
            } while (fill());
            return true;
        }

        private boolean fill() throws IOException {
            from = 0;
            to = Math.max(0, in.read(buffer));
            return to > 0;
        }
    }
}
