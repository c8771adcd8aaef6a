package io.feedmill.tag;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Writes its figures to {@code target/gold-*.txt}. */
class GoldTest {

    @Test
    void agreesWithPeopleOnTheHalfItMayLearnFrom() throws IOException {
        Gold.Score score = Gold.read("gold-a.txt").score(Tagger.bundled());
        Files.writeString(Path.of("target", "gold-a.txt"), score + "\n" + score.disagreements());
        assertTrue(score.microF1() >= .85, score::toString);
        assertTrue(score.precision() >= .93, score::toString);
        assertTrue(score.coverage() >= .90, score::toString);
    }

    /** The figures only: nobody shall learn from what is wrong here. */
    @Test
    void agreesWithPeopleOnTheHalfHeldBack() throws IOException {
        Gold.Score score = Gold.read("gold-b.txt").score(Tagger.bundled());
        Files.writeString(Path.of("target", "gold-b.txt"), score.toString());
        assertTrue(score.microF1() >= .85, score::toString);
        assertTrue(score.precision() >= .88, score::toString);
        assertTrue(score.coverage() >= .90, score::toString);
    }

    /** At first sight .77, .94 and .79; learned from since. */
    @Test
    void agreesWithPeopleOnABatchWrittenLater() throws IOException {
        Gold.Score score = Gold.read("gold-c.txt").score(Tagger.bundled());
        Files.writeString(Path.of("target", "gold-c.txt"), score + "\n" + score.disagreements());
        assertTrue(score.microF1() >= .91, score::toString);
        assertTrue(score.precision() >= .94, score::toString);
        assertTrue(score.coverage() >= .95, score::toString);
    }

    /** Written after the lexicons were last worked on. The figures only. */
    @Test
    void agreesWithPeopleOnABatchHeldBackToTheLast() throws IOException {
        Gold.Score score = Gold.read("gold-d.txt").score(Tagger.bundled());
        Files.writeString(Path.of("target", "gold-d.txt"), score.toString());
        assertTrue(score.microF1() >= .77, score::toString);
        assertTrue(score.precision() >= .86, score::toString);
        assertTrue(score.coverage() >= .80, score::toString);
    }

    /** At first sight .92, .91 and .95; learned from since. */
    @Test
    void agreesWithPeopleOnABatchThatIsMostlyNotEnglish() throws IOException {
        Gold.Score score = Gold.read("gold-e.txt").score(Tagger.bundled());
        Files.writeString(Path.of("target", "gold-e.txt"), score + "\n" + score.disagreements());
        assertTrue(score.microF1() >= .93, score::toString);
        assertTrue(score.precision() >= .91, score::toString);
        assertTrue(score.coverage() >= .97, score::toString);
    }

    /** Written before there were words for either language, but by who then wrote them. */
    @Test
    void agreesWithPeopleOnDutchAndJapanese() throws IOException {
        Gold.Score score = Gold.read("gold-f.txt").score(Tagger.bundled());
        Files.writeString(Path.of("target", "gold-f.txt"), score + "\n" + score.disagreements());
        assertTrue(score.microF1() >= .94, score::toString);
        assertTrue(score.precision() >= .91, score::toString);
        assertTrue(score.coverage() >= .97, score::toString);
    }

    @Test
    void hasTwentyItemsOfEachTopicAndAQuarterThatIsNotEnglish() {
        TreeMap<String, Integer> topics = new TreeMap<>();
        int foreign = 0;
        int items = 0;
        for (String half : new String[] {"gold-a.txt", "gold-b.txt"}) {
            for (Gold.Item item : Gold.read(half).items) {
                items++;
                foreign += item.language().equals("en") ? 0 : 1;
                item.topics().forEach(topic -> topics.merge(topic, 1, Integer::sum));
            }
        }
        assertTrue(items >= 400 && foreign * 4 >= items, items + " items, " + foreign + " not English");
        assertTrue(topics.size() == 17 && topics.values().stream().allMatch(n -> n >= 20), topics::toString);
        assertTrue(topics.keySet().containsAll(Set.of("human", "conflict", "weather")));
    }
}
