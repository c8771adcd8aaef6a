package io.feedmill.similarity;

import io.feedmill.similarity.Newsroom.Article;
import io.feedmill.sketch.Sketch;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * How fast the index answers, and how much of the heap it takes, as it fills to a week of stories and for two days more,
 * in which old days are dropped. A third of the stories are copies of recent ones. What is timed: looking for candidates,
 * comparing with each of them, filing, dropping. Not timed: inventing the stories and making their sketches.
 *
 * <p>Argument: how many stories a week; a million takes about 2 GB of heap.
 */
final class IndexBench {

    private static final long WEEK = 7 * 24 * 60 * 60 * 1000L;
    private static final int BATCH = 10_000;

    private IndexBench() {}

    private record Item(String id, Sketch sketch) {}

    public static void main(String[] args) {
        int aWeek = args.length == 0 ? 1_000_000 : Integer.parseInt(args[0]);
        int stories = aWeek / 7 * 9;
        Newsroom newsroom = new Newsroom(3);
        Random random = new Random(4);
        List<Article> recent = new ArrayList<>();
        List<Sketch> sketches = new ArrayList<>(stories);
        long started = usedHeap();
        StoryIndex index = new StoryIndex();
        long nanos = 0;
        long candidates = 0;
        long copies = 0;
        for (int filed = 0; filed < stories; ) {
            long eff = filed * WEEK / aWeek;
            List<Item> batch = new ArrayList<>();
            for (int i = 0; i < BATCH; i++) {
                Sketch sketch = sketch(newsroom, random, recent);
                batch.add(new Item(String.format("%032x", filed + i), sketch));
            }
            long batchStarted = cpu();
            long batchCandidates = 0;
            index.dropBefore(eff - WEEK);
            for (Item item : batch) {
                for (String found : index.candidates(item.sketch())) {
                    Sketch earlier = sketches.get(Integer.parseInt(found, 16));
                    copies += Likeness.of(item.sketch(), earlier).isCopy(true) ? 1 : 0;
                    batchCandidates++;
                }
                index.add(item.id(), eff, item.sketch());
                sketches.add(withoutKeys(item.sketch()));
                filed++;
            }
            long batchNanos = cpu() - batchStarted;
            nanos += batchNanos;
            candidates += batchCandidates;
            if (filed / (aWeek / 10) > (filed - BATCH) / (aWeek / 10)) {
                System.out.printf(
                        Locale.ROOT,
                        "%,10d stories, %,10d in the index  %6.2f us/story now  %6.2f us/story so far  %.2f candidates a story now%n",
                        filed,
                        index.size(),
                        batchNanos / 1e3 / BATCH,
                        nanos / 1e3 / filed,
                        (double) batchCandidates / BATCH);
            }
        }
        recent.clear();
        long all = usedHeap();
        int size = index.size();
        index = null;
        long heapWithoutIndex = usedHeap();
        int kept = sketches.size(); // so that they are still there
        System.out.printf(
                Locale.ROOT,
                "index: %,d stories, %d bytes of heap each (the sketches beside it: %d)%n",
                size,
                (all - heapWithoutIndex) / size,
                (heapWithoutIndex - started) / kept);
        System.out.printf(
                Locale.ROOT,
                "%.0f stories/s on one core over the whole run; %.2f candidates a story, %.2f copies a story%n",
                sketches.size() / (nanos / 1e9),
                (double) candidates / sketches.size(),
                (double) copies / sketches.size());
    }

    /** Two in three times a new story, else a rewriting of one of the last thousand. */
    private static Sketch sketch(Newsroom newsroom, Random random, List<Article> recent) {
        Article article;
        if (recent.size() < 10 || random.nextInt(3) > 0) {
            article = newsroom.article();
            if (recent.size() < 1_000) {
                recent.add(article);
            } else {
                recent.set(random.nextInt(1_000), article);
            }
        } else {
            Rewriting rewriting = Rewriting.values()[random.nextInt(6)];
            article = rewriting.of(any(recent, random), any(recent, random), random);
        }
        return Sketch.of(article.title(), article.text());
    }

    private static Article any(List<Article> of, Random random) {
        return of.get(random.nextInt(of.size()));
    }

    /** As the store keeps it, but for its keys, which are of no use once it is filed. */
    private static Sketch withoutKeys(Sketch sketch) {
        return new Sketch(
                sketch.shingles(), sketch.tokens(), sketch.body(), sketch.lede(), new long[0], sketch.exact(), sketch.marks());
    }

    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static long usedHeap() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
