package io.feedmill.similarity;

import io.feedmill.sketch.Sketch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * How many labelled pairs of real articles are judged as their label says, the one being in the index when the other
 * comes. Prints each pair that is not, with its measures.
 *
 * <p>Argument: a folder with two files for each pair, {@code copy-NAME-a.txt} and {@code copy-NAME-b.txt}, or the same with
 * {@code other} for pairs that are no copies. The first line is the site, the second the headline, each other a paragraph.
 */
final class LabelledPairs {

    private record Text(String site, Sketch sketch) {}

    private LabelledPairs() {}

    public static void main(String[] args) throws IOException {
        TreeMap<String, List<Text>> pairs = new TreeMap<>();
        try (Stream<Path> files = Files.list(Path.of(args[0])).sorted()) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                List<String> lines = Files.readAllLines(file);
                String text = String.join("\n\n", lines.subList(2, lines.size()));
                pairs.computeIfAbsent(name.substring(0, name.lastIndexOf('-')), n -> new ArrayList<>())
                        .add(new Text(lines.get(0), Sketch.of(lines.get(1), text)));
            }
        }
        int copies = 0;
        int found = 0;
        int wrong = 0;
        for (var pair : pairs.entrySet()) {
            boolean isCopy = pair.getKey().startsWith("copy");
            Sketch one = pair.getValue().get(0).sketch();
            Sketch other = pair.getValue().get(1).sketch();
            boolean otherSite =
                    !pair.getValue().get(0).site().equals(pair.getValue().get(1).site());
            StoryIndex index = new StoryIndex();
            index.add("one", 0, one);
            boolean candidate = !index.candidates(other).isEmpty();
            Likeness likeness = Likeness.of(other, one);
            boolean judged = candidate && likeness.isCopy(otherSite);
            copies += isCopy ? 1 : 0;
            found += isCopy && judged ? 1 : 0;
            wrong += !isCopy && judged ? 1 : 0;
            if (judged != isCopy || Boolean.getBoolean("all")) {
                System.out.printf(
                        Locale.ROOT,
                        "%-12s %s, %d and %d tokens: %s%n",
                        pair.getKey(),
                        judged ? "judged a copy" : candidate ? "judged no copy" : "no candidate",
                        one.tokens(),
                        other.tokens(),
                        likeness);
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%d pairs, %d copies: recall %.3f, precision %.3f%n",
                pairs.size(),
                copies,
                (double) found / copies,
                (double) found / (found + wrong));
    }
}
