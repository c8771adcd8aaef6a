package io.feedmill.tag;

import java.util.List;

/**
 * How far the tagger agrees with people on invented items: micro and macro F1, precision, recall and coverage at the top
 * level, figures for each topic and a table of what was given where something else was wanted, for each batch by itself;
 * then how many titles and sentences it tells the language of. With the argument {@code disagreements}, also each item of
 * the batches that may be learned from.
 */
final class GoldBenchmark {

    private GoldBenchmark() {}

    public static void main(String[] args) {
        boolean disagreements = List.of(args).contains("disagreements");
        topics("A, which the lexicons may be tuned on", "gold-a.txt", disagreements);
        topics("B, held back", "gold-b.txt", false);
        topics("C, held back until it was measured once", "gold-c.txt", disagreements);
        topics("D, held back, written after the lexicons were last worked on", "gold-d.txt", false);
        topics("E, held back until it was measured once", "gold-e.txt", disagreements);
        topics("F, Dutch and Japanese, by who then wrote the words", "gold-f.txt", disagreements);
        for (String set : List.of("languages.txt", "languages-b.txt")) {
            List<LanguageGold.Sample> samples = LanguageGold.read(set);
            long languages =
                    samples.stream().map(LanguageGold.Sample::language).distinct().count();
            System.out.println(set + ", " + languages + " languages");
            for (boolean title : new boolean[] {true, false}) {
                System.out.println((title ? " titles " : " sentences ")
                        + LanguageGold.score(samples.stream()
                                .filter(sample -> sample.title() == title)
                                .toList()));
            }
        }
    }

    private static void topics(String what, String batch, boolean disagreements) {
        Gold.Score score = Gold.read(batch).score(Tagger.bundled());
        System.out.println("Batch " + what + ": " + score + (disagreements ? score.disagreements() : ""));
    }
}
