package io.feedmill.producer.bench;

import io.feedmill.producer.parse.FeedDocument;
import io.feedmill.producer.parse.FeedParser;
import io.feedmill.producer.parse.Mutator;
import io.feedmill.producer.parse.UnreadableFeedException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Damages every document under some folders again and again, and reads what is left, for so many seconds: {@code SECONDS
 * FOLDER…}. Prints how many were read, what escaped, and which took longest for their size.
 */
public final class DamageBenchmark {

    private DamageBenchmark() {}

    public static void main(String[] args) throws IOException {
        long end = System.nanoTime() + Long.parseLong(args[0]) * 1_000_000_000L;
        List<Path> documents = new ArrayList<>();
        for (int i = 1; i < args.length; i++) {
            documents.addAll(ReadingComparison.documents(List.of(Path.of(args[i]))));
        }
        long read = 0;
        long refused = 0;
        long escaped = 0;
        double slowest = 0;
        String which = "";
        for (long seed = 0; System.nanoTime() < end; seed++) {
            for (Path document : documents) {
                byte[] damaged = new Mutator(seed * 31 + document.hashCode()).damaged(Files.readAllBytes(document));
                long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
                try {
                    FeedParser.parse(new FeedDocument(damaged, null, "http://a.example/", "http://a.example/", Instant.EPOCH));
                    read++;
                } catch (UnreadableFeedException e) {
                    refused++;
                } catch (RuntimeException | StackOverflowError e) {
                    escaped++;
                    System.out.println(document + ", seed " + seed + ": " + e);
                }
                long took = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start;
                double millisPerMegabyte = took / 1e6 / Math.max(0.1, damaged.length / 1e6);
                if (seed > 0 && millisPerMegabyte > slowest) {
                    slowest = millisPerMegabyte;
                    which = document + ", seed " + seed + ": " + took / 1_000_000 + " ms for " + damaged.length + " bytes";
                }
                if (System.nanoTime() >= end) {
                    break;
                }
            }
        }
        System.out.println(read + " read, " + refused + " refused, " + escaped + " escaped; slowest: " + which);
    }
}
