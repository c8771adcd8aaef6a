package io.feedmill.tag;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How far the tagger agrees with the labels of public collections, of which each text has one: BBC News (Greene and
 * Cunningham, 2006: a headline, an empty line, the story) and the news-like groups of 20 Newsgroups (messages with
 * headers; those are dropped but for the subject). Arguments: the folder of a collection, with a folder of texts for each
 * label; then how many disagreements to show.
 */
final class PublicSets {

    /** Label to top-level topic. Groups that no topic of news fits (for sale, motorcycles, windows) are left out. */
    private static final Map<String, String> TOPICS = Map.ofEntries(
            Map.entry("business", "economy"),
            Map.entry("entertainment", "arts"),
            Map.entry("politics", "politics"),
            Map.entry("sport", "sport"),
            Map.entry("tech", "science"),
            Map.entry("rec.sport.baseball", "sport"),
            Map.entry("rec.sport.hockey", "sport"),
            Map.entry("sci.med", "health"),
            Map.entry("sci.space", "science"),
            Map.entry("sci.crypt", "science"),
            Map.entry("sci.electronics", "science"),
            Map.entry("comp.graphics", "science"),
            Map.entry("soc.religion.christian", "religion"),
            Map.entry("talk.religion.misc", "religion"),
            Map.entry("alt.atheism", "religion"),
            Map.entry("talk.politics.misc", "politics"),
            Map.entry("talk.politics.guns", "politics"),
            Map.entry("talk.politics.mideast", "conflict"));

    private static final Pattern QUOTED = Pattern.compile("(?m)^(?:[>|:].{0,500}|.{0,200}(?:writes|wrote):)$");

    private PublicSets() {}

    public static void main(String[] args) throws IOException {
        int shown = args.length > 1 ? Integer.parseInt(args[1]) : 0;
        Tagger tagger = Tagger.bundled();
        Map<String, Map<String, Integer>> confusion = new TreeMap<>();
        int texts = 0;
        int tagged = 0;
        int among = 0;
        int best = 0;
        int topics = 0;
        try (Stream<Path> files = Files.walk(Path.of(args[0]))) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                String label = file.getParent().getFileName().toString();
                String wanted = TOPICS.get(label);
                Story story = wanted == null ? null : story(file);
                if (story == null) {
                    continue;
                }
                Tagged got = tagger.tag(story);
                Set<String> tops = Gold.topTopics(got);
                List<String> ordered = got.topics().stream()
                        .map(topic -> topic.name().split("[ ,]", 2)[0])
                        .filter(tops::contains)
                        .toList();
                texts++;
                tagged += tops.isEmpty() ? 0 : 1;
                topics += tops.size();
                among += tops.contains(wanted) ? 1 : 0;
                boolean right = !ordered.isEmpty() && ordered.get(0).equals(wanted);
                best += right ? 1 : 0;
                confusion
                        .computeIfAbsent(label + " = " + wanted, l -> new TreeMap<>())
                        .merge(ordered.isEmpty() ? "(nothing)" : ordered.get(0), 1, Integer::sum);
                if (!tops.contains(wanted) && shown-- > 0) {
                    System.out.println(file + "\n  " + story.title());
                    got.topics()
                            .forEach(t -> System.out.println("    " + t.name() + " " + t.score() + " "
                                    + t.evidence().stream().map(Span::phrase).toList()));
                }
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%d texts, %.3f with a topic, %.2f topics each; the label is the best topic of %.3f, of those with a topic"
                        + " %.3f; it is among the topics of %.3f%n",
                texts,
                (double) tagged / texts,
                (double) topics / texts,
                (double) best / texts,
                (double) best / tagged,
                (double) among / texts);
        confusion.forEach((label, got) -> System.out.println("  " + label + " -> " + got));
    }

    /** Null for what is no text of the collection. */
    private static Story story(Path file) throws IOException {
        String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).replace("\r\n", "\n");
        int head = text.indexOf("\n\n");
        if (head < 0) {
            return null;
        }
        String title = text.substring(0, head);
        if (title.contains(": ")) {
            title = title.lines()
                    .filter(line -> line.startsWith("Subject: "))
                    .map(line -> line.substring(9).replaceFirst("^(?i:re: ?){1,9}", ""))
                    .findFirst()
                    .orElse(title);
        }
        String body = QUOTED.matcher(text.substring(head + 2)).replaceAll("");
        return new Story(title.strip(), body.strip(), null, "en", List.of(), null, List.of());
    }
}
