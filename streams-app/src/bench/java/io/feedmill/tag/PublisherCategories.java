package io.feedmill.tag;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jsoup.Jsoup;

/**
 * How far the topics that the text alone gives agree with the categories that publishers filed their items under. Argument:
 * a file of raw items, as {@code feedmill parse} prints them. Counted are items in a language that has phrases whose
 * categories, taken as whole names, mean one or two topics of the top level; the categories and the feed's title are then
 * kept from the tagger.
 */
final class PublisherCategories {

    private static final Set<String> LANGUAGES =
            Set.of("en", "de", "fr", "es", "pt", "it", "ru", "ar", "hi", "zh");

    private static final int LEAST_TEXT = 60;

    private PublisherCategories() {}

    public static void main(String[] args) throws IOException {
        Tagger tagger = Tagger.bundled();
        ObjectMapper json = new ObjectMapper();
        Map<String, Map<String, Integer>> confusion = new TreeMap<>();
        Set<String> seen = new LinkedHashSet<>();
        int[] counts = new int[4];
        try (Stream<String> lines = Files.lines(Path.of(args[0]))) {
            lines.forEach(line -> count(tagger, read(json, line), seen, counts, confusion));
        }
        System.out.printf(
                Locale.ROOT,
                "%d items with a category that is clear, %.3f with a topic; of those the category is the best topic of %.3f"
                        + " and among the topics of %.3f%n",
                counts[0],
                (double) counts[1] / Math.max(1, counts[0]),
                (double) counts[2] / Math.max(1, counts[1]),
                (double) counts[3] / Math.max(1, counts[1]));
        confusion.forEach((wanted, got) -> System.out.println("  " + wanted + " -> " + got));
    }

    private static JsonNode read(ObjectMapper json, String line) {
        try {
            return json.readTree(line);
        } catch (IOException e) {
            throw new IllegalStateException(line, e);
        }
    }

    private static void count(
            Tagger tagger, JsonNode item, Set<String> seen, int[] counts, Map<String, Map<String, Integer>> confusion) {
        String title = Jsoup.parse(item.path("title").asText("")).text();
        String summary = Jsoup.parse(item.path("summaryHtml").asText("")).text();
        String content = Jsoup.parse(item.path("contentHtml").asText("")).text();
        String text = content.length() > summary.length() ? content : summary;
        if (text.length() < LEAST_TEXT || !seen.add(title)) {
            return;
        }
        Tagged got = tagger.tag(new Story(title, text, null, null, List.of(), null, List.of()));
        String language = got.language().code();
        Set<String> wanted = new LinkedHashSet<>();
        for (JsonNode category : item.path("categories")) {
            List<String> name = List.of(category.path("term").asText(""));
            wanted.addAll(ordered(tagger.tag(new Story("—", "", null, language, name, null, List.of()))));
        }
        if (!LANGUAGES.contains(language) || wanted.isEmpty() || wanted.size() > 2) {
            return;
        }
        List<String> tops = ordered(got);
        counts[0]++;
        counts[1] += tops.isEmpty() ? 0 : 1;
        counts[2] += !tops.isEmpty() && wanted.contains(tops.get(0)) ? 1 : 0;
        counts[3] += tops.stream().anyMatch(wanted::contains) ? 1 : 0;
        confusion
                .computeIfAbsent(wanted.iterator().next(), w -> new TreeMap<>())
                .merge(tops.isEmpty() ? "(nothing)" : tops.get(0), 1, Integer::sum);
    }

    /** The topics of the top level, the best first. */
    private static List<String> ordered(Tagged tagged) {
        Set<String> tops = Gold.topTopics(tagged);
        return new ArrayList<>(tagged.topics().stream()
                .map(topic -> topic.name().split("[ ,]", 2)[0])
                .filter(tops::contains)
                .toList());
    }
}
