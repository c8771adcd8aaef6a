package io.feedmill.producer.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What parsing costs against Rome alone: all documents under some folders that both read, in turns within one run, by the
 * thread's CPU time. Prints the ratio of the sums for each round, and their median.
 */
public final class ParseBenchmark {

    private static final int WARM_UP = 3;
    private static final int ROUNDS = 7;

    private ParseBenchmark() {}

    private interface Reader {
        int items(byte[] document);
    }

    public static void main(String[] args) throws IOException {
        List<byte[]> documents = new ArrayList<>();
        long bytes = 0;
        for (Path document : ReadingComparison.documents(Arrays.stream(args).map(Path::of).toList())) {
            byte[] body = Files.readAllBytes(document);
            int ours = ReadingComparison.feedmill(body).items();
            if (ours > 0 && ours == ReadingComparison.rome(body).items()) {
                documents.add(body);
                bytes += body.length;
            }
        }
        System.out.printf(
                Locale.ROOT, "%d documents with the same number of items by both, %.1f MB%n", documents.size(), bytes / 1e6);
        double[] ratios = new double[ROUNDS];
        for (int round = -WARM_UP; round < ROUNDS; round++) {
            long ours = cost(documents, body -> ReadingComparison.feedmill(body).items());
            long romes = cost(documents, body -> ReadingComparison.rome(body).items());
            if (round >= 0) {
                ratios[round] = (double) ours / romes;
                System.out.printf(
                        Locale.ROOT,
                        "Feedmill %.0f ms, Rome %.0f ms: %.2f%n",
                        ours / 1e6,
                        romes / 1e6,
                        ratios[round]);
            }
        }
        Arrays.sort(ratios);
        System.out.printf(Locale.ROOT, "Feedmill costs %.2f of Rome alone (median of %d)%n", ratios[ROUNDS / 2], ROUNDS);
    }

    /** CPU nanoseconds for all documents. */
    private static long cost(List<byte[]> documents, Reader reader) {
        long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        int items = 0;
        for (byte[] document : documents) {
            items += reader.items(document);
        }
        if (items == 0) {
            throw new IllegalStateException("nothing was read");
        }
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start;
    }
}
