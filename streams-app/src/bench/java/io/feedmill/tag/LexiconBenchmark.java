package io.feedmill.tag;

import io.feedmill.rules.RuleText;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * What the compiled lexicon takes of the heap, and what tagging costs with one that has ten times as many English phrases:
 * each of ours nine times more, with a word before or after it.
 */
final class LexiconBenchmark {

    private static final int TIMES = 10;
    private static final int ROUNDS = 30;

    private LexiconBenchmark() {}

    public static void main(String[] args) {
        long empty = used();
        Tagger ours = Tagger.bundled();
        long one = used() - empty;
        Tagger tenfold = Tagger.with(tenfold(ours));
        long ten = used() - empty - one;
        List<Story> stories = new ArrayList<>();
        for (Gold.Item item : Gold.read("gold-a.txt").items) {
            if (item.language().equals("en")) {
                stories.add(new Story(item.title(), item.text(), null, "en", List.of(), null, List.of()));
            }
        }
        long bestOurs = Long.MAX_VALUE;
        long bestTenfold = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            bestOurs = Math.min(bestOurs, time(ours, stories));
            bestTenfold = Math.min(bestTenfold, time(tenfold, stories));
        }
        System.out.printf(
                Locale.ROOT,
                "compiled lexicon %.1f MB; with %d English phrases instead of %d it is %.1f MB, and takes %.2f of the time for"
                        + " each of %d stories (%.1f µs; best of %d rounds)%n",
                one / 1e6,
                phrases(tenfold),
                phrases(ours),
                ten / 1e6,
                (double) bestTenfold / bestOurs,
                stories.size(),
                bestOurs / 1e3 / stories.size(),
                ROUNDS);
    }

    private static long time(Tagger tagger, List<Story> stories) {
        long begin = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        stories.forEach(tagger::tag);
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - begin;
    }

    private static int phrases(Tagger tagger) {
        return tagger.topicCards().stream()
                .filter(card -> card.languages().containsKey("en"))
                .flatMap(card -> card.languages().get("en").phrases().values().stream())
                .mapToInt(List::size)
                .sum();
    }

    private static long used() {
        for (int i = 0; i < 5; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** More phrases that no story has, so that what is found stays the same, in files of a size that users may have. */
    private static List<RuleText> tenfold(Tagger ours) {
        Random random = new Random(1);
        List<String> phrases = new ArrayList<>();
        for (TopicCard card : ours.topicCards()) {
            TopicCard.Words words = card.languages().get("en");
            if (words != null) {
                words.phrases().values().forEach(phrases::addAll);
            }
        }
        List<RuleText> files = new ArrayList<>();
        for (int i = 1; i < TIMES; i++) {
            StringBuilder yaml = new StringBuilder("language: en\ntopics:\n- code: medtop:15000000\n  weak:\n");
            for (String phrase : phrases) {
                String plain = phrase.replaceAll(" \\((?:needs|not|within) .*", "").split(" \\| ")[0].replace("\"", "");
                String word = Long.toString(random.nextLong() >>> 1, 36).replaceAll("[0-9]", "q");
                boolean first = random.nextBoolean();
                yaml.append("  - \"").append(first ? word + ' ' + plain : plain + ' ' + word).append("\"\n");
            }
            yaml.append("  fires: [Striker scores twice as league leaders win the cup]\n  silent: [Nothing happens]\n");
            files.add(new RuleText("tenfold-" + i + ".yaml", yaml.toString()));
        }
        return files;
    }
}
