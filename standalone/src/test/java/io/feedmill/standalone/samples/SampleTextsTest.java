package io.feedmill.standalone.samples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedmill.similarity.Likeness;
import io.feedmill.sketch.Sketch;
import io.feedmill.standalone.samples.Scenario.Act;
import io.feedmill.standalone.samples.Scenario.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SampleTextsTest {
    private static final Instant BEGUN = Instant.parse("2026-06-01T08:00:00Z");

    private final Scenario scenario = Scenario.bundled();

    @Test
    void noTwoStoriesShareLongPassages() {
        List<Story> stories = new ArrayList<>(scenario.stories().values());
        for (int i = 0; i < stories.size(); i++) {
            for (int j = 0; j < i; j++) {
                double shared = shared(
                        shingles(stories.get(i).paragraphs()),
                        shingles(stories.get(j).paragraphs()));
                assertTrue(
                        shared <= 0.15,
                        stories.get(i).id() + " and " + stories.get(j).id() + ": " + shared);
            }
        }
    }

    @Test
    void aSyndicatedCopySharesMostOfItsOriginal() {
        for (Step step : scenario.steps()) {
            if (step.how().containsKey("from")) {
                Story story = scenario.stories().get(step.story());
                Entry copy = scenario.listed(step.feed(), BEGUN, BEGUN.plusSeconds(step.at())).stream()
                        .filter(entry -> entry.story().equals(story))
                        .findFirst()
                        .orElseThrow();
                double jaccard = jaccard(
                        shingles(story.paragraphs()), shingles(copy.text().paragraphs()));
                assertTrue(jaccard >= 0.6, step + ": " + jaccard);
            }
        }
    }

    @Test
    void theMillTellsCopiesFromOtherStories() {
        List<Story> stories = new ArrayList<>(scenario.stories().values());
        for (Step step : scenario.steps()) {
            if (step.how().containsKey("from")) {
                Sketch copy = sketch(scenario.listed(step.feed(), BEGUN, BEGUN.plusSeconds(step.at())).stream()
                        .filter(entry -> entry.story().id().equals(step.story()))
                        .findFirst()
                        .orElseThrow()
                        .text());
                for (Story story : stories) {
                    boolean isCopy = Likeness.of(sketch(story.original()), copy).isCopy(true);
                    assertEquals(story.id().equals(step.story()), isCopy, step + " and " + story.id());
                }
            }
        }
    }

    @Test
    void aBriefIsTooShortToBeTakenForACopyOfAnother() {
        for (long number = 224_000_000; number < 224_001_000; number++) {
            Sketch brief = sketch(Briefs.brief(number).original());
            assertEquals(0, brief.shingles());
        }
    }

    @Test
    void everyCopyIsOfAStoryItsSourceCarriesAndComesAfterIt() {
        for (Step step : scenario.steps()) {
            if (step.how().containsKey("from")) {
                assertTrue(
                        scenario.steps().stream()
                                .anyMatch(other -> other.act() == Act.NEW
                                        && other.story().equals(step.story())
                                        && other.feed().name().equals(step.how().get("from"))
                                        && other.at() < step.at()),
                        step.toString());
            }
        }
    }

    @Test
    void noBriefIsEverToldTwice() {
        Set<String> texts = new HashSet<>();
        Set<String> headlines = new HashSet<>();
        long first = Instant.parse("2026-11-23T00:00:00Z").getEpochSecond() / Briefs.EVERY.toSeconds();
        int count = 300_000;
        for (long number = first; number < first + count; number++) {
            Story brief = Briefs.brief(number);
            assertTrue(brief.paragraphs().get(0).split("\\s+").length < 35);
            texts.add(brief.paragraphs().get(0));
            headlines.add(brief.headline());
        }
        assertEquals(count, texts.size());
        assertEquals(count, headlines.size());
    }

    @Test
    void theWireGoesOnWithOneBriefEveryEightSecondsAfterTheScenario() {
        Instant end = BEGUN.plus(scenario.length());
        assertEquals(List.of(), Briefs.listed(end, BEGUN));
        assertEquals(0, Briefs.listed(end, end).size());
        assertEquals(1, Briefs.listed(end, end.plusSeconds(8)).size());
        assertEquals(5, Briefs.listed(end, end.plusSeconds(40)).size());
        assertEquals(10, Briefs.listed(end, end.plusSeconds(80_000)).size());
        assertTrue(Briefs.listed(end, end.plusSeconds(80_000)).stream()
                .allMatch(brief -> !brief.published().isAfter(end.plusSeconds(80_000))
                        && brief.published().isAfter(end.plusSeconds(80_000 - 80))));
    }

    @Test
    void readsAStoryWithItsRevision() {
        Story story = Story.parse(
                "kite",
                "headline: A kite: found\nsection: Sport\n\nOne\nline.\n\nTwo.\n---\nheadline: Lost\n2: Three.\n+: End.\n");
        assertEquals(new Story.Text("A kite: found", List.of("One line.", "Two.")), story.original());
        assertEquals(new Story.Text("Lost", List.of("One line.", "Three.", "End.")), story.revised(story.original()));
        assertEquals(
                new Story.Text("Own title", List.of("One line.", "Local.", "Three.", "End.")),
                story.revised(new Story.Text("Own title", List.of("One line.", "Local.", "Two."))));
    }

    @Test
    void refusesAStoryWithoutTextOrWithAMetaLineThatHasNoName() {
        assertThrows(IllegalArgumentException.class, () -> Story.parse("a", "headline: A\nsection: B\n"));
        assertThrows(IllegalArgumentException.class, () -> Story.parse("a", "headline: A\nwhat\n\nText."));
        assertThrows(IllegalArgumentException.class, () -> Story.bundled("no-such-story"));
    }

    private static Sketch sketch(Story.Text text) {
        return Sketch.of(text.headline(), String.join("\n\n", text.paragraphs()));
    }

    private static Set<List<String>> shingles(List<String> paragraphs) {
        String[] words = String.join(" ", paragraphs).toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+");
        Set<List<String>> shingles = new HashSet<>();
        for (int i = 0; i + 4 <= words.length; i++) {
            shingles.add(List.of(words[i], words[i + 1], words[i + 2], words[i + 3]));
        }
        return shingles;
    }

    private static double shared(Set<List<String>> one, Set<List<String>> other) {
        return common(one, other) / (double) Math.min(one.size(), other.size());
    }

    private static double jaccard(Set<List<String>> one, Set<List<String>> other) {
        int common = common(one, other);
        return common / (double) (one.size() + other.size() - common);
    }

    private static int common(Set<List<String>> one, Set<List<String>> other) {
        Set<List<String>> both = new HashSet<>(one);
        both.retainAll(other);
        return both.size();
    }
}
