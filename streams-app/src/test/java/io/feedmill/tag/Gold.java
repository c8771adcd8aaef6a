package io.feedmill.tag;

import io.feedmill.rules.RuleText;
import io.feedmill.rules.YamlFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Items with the top-level topics that a person gave them, and how well a tagger agrees. */
final class Gold {

    record Item(String language, Set<String> topics, String title, String text) {}

    final List<Item> items;

    private Gold(List<Item> items) {
        this.items = items;
    }

    /** Blocks of three lines, {@code language: topic, topic} or {@code none}, headline and text, with empty lines between. */
    static Gold read(String resource) {
        try (InputStream in = Gold.class.getResourceAsStream(resource)) {
            List<String> lines = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
            List<Item> items = new ArrayList<>();
            for (int i = 0; i < lines.size(); i += 3) {
                String[] head = lines.get(i).split(": ", 2);
                Set<String> topics = head[1].equals("none") ? Set.of() : Set.of(head[1].split(", "));
                items.add(new Item(head[0], topics, lines.get(i + 1), lines.get(i + 2)));
            }
            return new Gold(items);
        } catch (IOException e) {
            throw new IllegalStateException(resource, e);
        }
    }

    /** What a tagger made of each item: its top-level topics, by the first word of their names. */
    static Set<String> topTopics(Tagged tagged) {
        return tagged.topics().stream()
                .filter(topic -> TOP_LEVEL.contains(topic.code()))
                .map(topic -> topic.name().split("[ ,]", 2)[0])
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Where no topic is wanted, or none given. */
    private static final String NOTHING = "(none)";

    private static final Set<String> TOP_LEVEL = topLevel();

    private static Set<String> topLevel() {
        MediaTopics vocabulary = MediaTopics.read(new YamlFile(RuleText.beside(Gold.class, "mediatopics.yaml")));
        Set<String> codes = new TreeSet<>();
        for (int i = 0; i < vocabulary.size(); i++) {
            if (vocabulary.get(i).parent() == MediaTopics.NONE) {
                codes.add(vocabulary.get(i).code());
            }
        }
        return codes;
    }

    Score score(Tagger tagger) {
        Score score = new Score();
        for (Item item : items) {
            Story story = new Story(item.title(), item.text(), null, null, List.of(), null, List.of());
            Tagged tagged = tagger.tag(story);
            score.add(item, topTopics(tagged), tagged);
        }
        return score;
    }

    /** Counts, and what follows from them. */
    static final class Score {

        private final Map<String, int[]> counts = new TreeMap<>();
        /** Wanted, then got. */
        private final Map<String, Map<String, Integer>> confusion = new TreeMap<>();

        private final StringBuilder disagreements = new StringBuilder();
        private int items;
        private int tagged;

        private void add(Item item, Set<String> got, Tagged all) {
            items++;
            tagged += got.isEmpty() ? 0 : 1;
            Set<String> missed = new TreeSet<>(item.topics());
            missed.removeAll(got);
            Set<String> more = new TreeSet<>(got);
            more.removeAll(item.topics());
            for (String topic : item.topics()) {
                counts(topic)[got.contains(topic) ? 0 : 2]++;
                if (got.contains(topic)) {
                    confuse(topic, topic);
                }
            }
            more.forEach(topic -> counts(topic)[1]++);
            for (String topic : missed.isEmpty() ? Set.of(NOTHING) : missed) {
                for (String instead : more.isEmpty() && !missed.isEmpty() ? Set.of(NOTHING) : more) {
                    confuse(topic, instead);
                }
            }
            if (!got.equals(new TreeSet<>(item.topics()))) {
                disagreements.append(item.language() + " " + new TreeSet<>(item.topics()) + " -> " + got + "  "
                        + item.title() + " | " + item.text() + "\n");
                all.topics()
                        .forEach(t -> disagreements.append("      " + t.name() + " " + t.score() + " "
                                + t.evidence().stream().map(Span::phrase).toList() + "\n"));
            }
        }

        private void confuse(String wanted, String got) {
            confusion.computeIfAbsent(wanted, w -> new TreeMap<>()).merge(got, 1, Integer::sum);
        }

        /** Agreed, too many, missed. */
        private int[] counts(String topic) {
            return counts.computeIfAbsent(topic, t -> new int[3]);
        }

        private int sum(int which) {
            return counts.values().stream().mapToInt(c -> c[which]).sum();
        }

        double precision() {
            return (double) sum(0) / Math.max(1, sum(0) + sum(1));
        }

        double recall() {
            return (double) sum(0) / Math.max(1, sum(0) + sum(2));
        }

        double microF1() {
            return f1(sum(0), sum(1), sum(2));
        }

        double macroF1() {
            return counts.values().stream()
                    .mapToDouble(c -> f1(c[0], c[1], c[2]))
                    .average()
                    .orElse(0);
        }

        /** The share of items with a topic. */
        double coverage() {
            return (double) tagged / items;
        }

        private static double f1(int agreed, int more, int missed) {
            return 2.0 * agreed / Math.max(1, 2 * agreed + more + missed);
        }

        String disagreements() {
            return disagreements.toString();
        }

        /** The figures, those of each topic, and what was tagged instead of what. */
        @Override
        public String toString() {
            StringBuilder report = new StringBuilder(String.format(
                    Locale.ROOT,
                    "%d items: micro-F1 %.3f, macro-F1 %.3f, precision %.3f, recall %.3f, coverage %.3f%n",
                    items,
                    microF1(),
                    macroF1(),
                    precision(),
                    recall(),
                    coverage()));
            counts.forEach((topic, c) -> report.append(String.format(
                    Locale.ROOT,
                    "%-14s F1 %.2f  agreed %2d, too many %2d, missed %2d%n",
                    topic,
                    f1(c[0], c[1], c[2]),
                    c[0],
                    c[1],
                    c[2])));
            return report.append(table()).toString();
        }

        /**
         * A row for each topic that was wanted, a column for each that was given. An item's missed topics are set against
         * what it was given instead, or against nothing.
         */
        private String table() {
            List<String> names = new ArrayList<>(counts.keySet());
            names.add(NOTHING);
            StringBuilder table = new StringBuilder(String.format(Locale.ROOT, "%-12s", "wanted"));
            names.forEach(name -> table.append(String.format(Locale.ROOT, "%5.4s", name)));
            for (String wanted : names) {
                table.append(String.format(Locale.ROOT, "%n%-12s", wanted));
                for (String got : names) {
                    int times = confusion.getOrDefault(wanted, Map.of()).getOrDefault(got, 0);
                    table.append(String.format(Locale.ROOT, "%5s", times == 0 ? "." : times));
                }
            }
            return table.append(String.format("%n")).toString();
        }
    }
}
