package io.feedmill.similarity;

import io.feedmill.sketch.Sketch;
import io.feedmill.words.Words;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jsoup.Jsoup;

/**
 * What a sketch costs, as a share of what a bare jsoup parse of the same items costs in the same run.
 *
 * <p>Argument: a directory of HTML fragments; without one, invented articles in which half of the characters are markup,
 * as they are in real feeds.
 */
final class SketchBench {

    private static final int ROUNDS = 40;

    private SketchBench() {}

    public static void main(String[] args) throws IOException {
        List<String> html = args.length == 0 ? invented() : read(Path.of(args[0]));
        List<String> texts =
                html.stream().map(one -> Jsoup.parseBodyFragment(one).text()).toList();
        List<Words> read = texts.stream().map(Words::of).toList();
        double parse = Double.MAX_VALUE;
        double words = Double.MAX_VALUE;
        double sketch = Double.MAX_VALUE;
        long sum = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long started = cpu();
            for (String one : html) {
                sum += Jsoup.parseBodyFragment(one).childNodeSize();
            }
            long parsed = cpu();
            for (String one : texts) {
                sum += Words.of(one).size();
            }
            long split = cpu();
            for (Words one : read) {
                sum += Sketch.of("", one).exact();
            }
            parse = Math.min(parse, (parsed - started) / 1e3 / html.size());
            words = Math.min(words, (split - parsed) / 1e3 / html.size());
            sketch = Math.min(sketch, (cpu() - split) / 1e3 / html.size());
        }
        System.out.printf(
                Locale.ROOT,
                "%d items of %d characters (%d of text): parse %.2f us; sketch of the words %.2f us, %.2f of the parse; the words"
                        + " themselves, which learning, revisions and tags use too, %.2f us, %.2f (%d)%n",
                html.size(),
                html.stream().mapToInt(String::length).sum() / html.size(),
                texts.stream().mapToInt(String::length).sum() / html.size(),
                parse,
                sketch,
                sketch / parse,
                words,
                words / parse,
                sum & 1);
    }

    private static List<String> invented() {
        Newsroom newsroom = new Newsroom(5);
        return Stream.generate(newsroom::article)
                .limit(700)
                .map(article -> article.paragraphs().stream()
                        .map(SketchBench::markedUp)
                        .reduce(
                                "<figure><img src=\"https://media.example/a.jpg\" width=\"640\"></figure>",
                                String::concat))
                .toList();
    }

    private static String markedUp(String paragraph) {
        StringBuilder html = new StringBuilder("<p class=\"body-text\">");
        String[] words = paragraph.split(" ");
        for (int i = 0; i < words.length; i++) {
            boolean link = i % 16 == 8;
            html.append(link ? "<a href=\"https://www.tide.example/news/" + words[i] + "?id=" + i + "\"><em>" : "")
                    .append(words[i])
                    .append(link ? "</em></a> " : " ");
        }
        return html.append("</p>\n").toString();
    }

    private static List<String> read(Path directory) throws IOException {
        List<String> html = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory).sorted()) {
            for (Path file : files.toList()) {
                html.add(Files.readString(file));
            }
        }
        return html;
    }

    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
