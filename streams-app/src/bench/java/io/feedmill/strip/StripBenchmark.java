package io.feedmill.strip;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jsoup.Jsoup;

/**
 * The processor time of stripping beside that of a bare jsoup parse of the same texts, taken in turns in one thread.
 *
 * <pre>{@code mvn -q -DskipTests -pl streams-app -am test -Dbench.streams-app=io.feedmill.strip.StripBenchmark}</pre>
 *
 * The texts are the labelled stories of the tests, or those of the folders that {@code -Dbench.args} names: HTML files, one
 * item each.
 */
public final class StripBenchmark {
    private static final String GOLD = "src/test/resources/io/feedmill/strip/gold";
    private static final int ROUNDS = 41;
    private static final int WARM_UP = 20;
    private static final long ROUND_NANOS = 150_000_000L;

    private static int sink;

    private StripBenchmark() {}

    public static void main(String[] args) throws IOException {
        List<String> texts = new ArrayList<>();
        List<String> folders = args.length > 0 ? List.of(args) : List.of(GOLD);
        for (String folder : folders) {
            try (Stream<Path> files = Files.walk(Path.of(folder))) {
                for (Path file : files.filter(path -> path.toString().endsWith(".html")).sorted().toList()) {
                    for (String text : Files.readString(file).split("<!--item\n")) {
                        if (!text.isBlank()) {
                            texts.add(text);
                        }
                    }
                }
            }
        }
        List<Article> articles = texts.stream()
                .map(text -> new Article(
                        "Harbour bridge reopens after a year of repairs",
                        "Tern Post",
                        "ternpost.example",
                        "https://ternpost.example/a",
                        null,
                        null,
                        text,
                        null))
                .toList();
        Runnable parse = () -> texts.forEach(
                text -> sink += Jsoup.parseBodyFragment(text).body().childNodeSize());
        Runnable strip =
                () -> articles.forEach(article -> sink += Stripper.bundled().strip(article).wordCount());
        double[] ratios = new double[ROUNDS - WARM_UP];
        double[] parsed = new double[ROUNDS - WARM_UP];
        for (int round = 0; round < ROUNDS; round++) {
            double one = perPass(parse);
            double other = perPass(strip);
            if (round >= WARM_UP) {
                ratios[round - WARM_UP] = other / one;
                parsed[round - WARM_UP] = one;
            }
        }
        Arrays.sort(ratios);
        Arrays.sort(parsed);
        long characters = texts.stream().mapToLong(String::length).sum();
        System.out.printf(
                Locale.ROOT,
                "%d items, %d characters: jsoup %.1f ns a character; strip/jsoup %.2f (median; %.2f to %.2f) %s%n",
                texts.size(),
                characters,
                parsed[parsed.length / 2] / characters,
                ratios[ratios.length / 2],
                ratios[0],
                ratios[ratios.length - 1],
                sink == 0 ? "" : ".");
    }

    /** Nanoseconds of this thread. */
    private static double perPass(Runnable pass) {
        ThreadMXBean clock = ManagementFactory.getThreadMXBean();
        long start = clock.getCurrentThreadCpuTime();
        long spent;
        int passes = 0;
        do {
            pass.run();
            passes++;
            spent = clock.getCurrentThreadCpuTime() - start;
        } while (spent < ROUND_NANOS);
        return spent / (double) passes;
    }
}
