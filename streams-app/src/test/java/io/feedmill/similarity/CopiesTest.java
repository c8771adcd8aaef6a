package io.feedmill.similarity;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedmill.similarity.Newsroom.Article;
import io.feedmill.similarity.Newsroom.Story;
import io.feedmill.sketch.Sketch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * How many copies are recognised, and how much is mistaken for one, among labelled articles.
 *
 * <p>Its {@code main} prints the same table for articles of one's own, given as a directory of text files with a
 * paragraph a line.
 */
class CopiesTest {

    /** Of the accepted pairs, so many must be copies. */
    private static final double PRECISION = .99;

    /**
     * @param candidates how many were found by the index
     * @param accepted how many were taken for copies of their article
     * @param strangers how many were taken for copies of an article that has nothing to do with them
     */
    private record Result(int tried, int candidates, int accepted, int strangers) {

        double share() {
            return (double) accepted / tried;
        }

        Result plus(Result other) {
            return new Result(
                    tried + other.tried,
                    candidates + other.candidates,
                    accepted + other.accepted,
                    strangers + other.strangers);
        }
    }

    @Test
    void recognisesCopiesAndTellsThemFromFollowUps() {
        Newsroom newsroom = new Newsroom(1);
        Map<Rewriting, Result> results =
                measure(Stream.generate(newsroom::story).limit(1_000).toList());
        assertAll(results.entrySet().stream().map(entry -> () -> {
            Rewriting rewriting = entry.getKey();
            double share = entry.getValue().share();
            assertTrue(
                    rewriting.isCopy() ? share >= rewriting.bound() : share <= rewriting.bound(),
                    rewriting + ": " + share + ", bound " + rewriting.bound() + "\n" + table(results));
        }));
        assertTrue(precision(results) >= PRECISION, table(results));
    }

    @Test
    void recognisesTheHeavyEditOfAStoryThatManySitesHave() {
        Newsroom newsroom = new Newsroom(2);
        Random random = new Random(2);
        List<Story> stories = Stream.generate(newsroom::story).limit(300).toList();
        StoryIndex index = new StoryIndex();
        Map<String, Sketch> sketches = new HashMap<>();
        for (int copy = 0; copy < 30; copy++) {
            for (int i = 0; i < stories.size(); i++) {
                Story story = stories.get(i);
                String id = i + " copy " + copy;
                sketches.put(id, sketch(Rewriting.LIGHT_EDIT.of(story.article(), story.followUp(), random)));
                index.add(id, 0, sketches.get(id));
            }
        }
        int recognised = 0;
        for (int i = 0; i < stories.size(); i++) {
            Story story = stories.get(i);
            Sketch later = sketch(Rewriting.HEAVY_EDIT.of(story.article(), story.followUp(), random));
            List<String> copies = index.candidates(later).stream()
                    .filter(id -> Likeness.of(later, sketches.get(id)).isCopy(true))
                    .toList();
            recognised += copies.isEmpty() ? 0 : 1;
            for (String id : copies) {
                assertTrue(id.startsWith(i + " copy "), id);
            }
        }
        assertTrue(recognised >= Rewriting.HEAVY_EDIT.bound() * stories.size(), recognised + " of " + stories.size());
    }

    private static Map<Rewriting, Result> measure(List<Story> stories) {
        Map<Rewriting, Result> results = new EnumMap<>(Rewriting.class);
        for (Rewriting rewriting : Rewriting.values()) {
            results.put(rewriting, measure(rewriting, stories));
        }
        return results;
    }

    private static Result measure(Rewriting rewriting, List<Story> stories) {
        StoryIndex index = new StoryIndex();
        List<Sketch> sketches = new ArrayList<>();
        for (Story story : stories) {
            Sketch sketch = sketch(rewriting.original(story.article()));
            index.add(Integer.toString(sketches.size()), 0, sketch);
            sketches.add(sketch);
        }
        Random random = new Random(rewriting.ordinal());
        int candidates = 0;
        int accepted = 0;
        int strangers = 0;
        for (int i = 0; i < stories.size(); i++) {
            Story story = stories.get(i);
            Sketch later = sketch(rewriting.of(story.article(), story.followUp(), random));
            for (String found : index.candidates(later)) {
                int which = Integer.parseInt(found);
                boolean copy = Likeness.of(later, sketches.get(which)).isCopy(true);
                candidates += which == i ? 1 : 0;
                accepted += copy && which == i ? 1 : 0;
                strangers += copy && which != i ? 1 : 0;
            }
        }
        return new Result(stories.size(), candidates, accepted, strangers);
    }

    private static Sketch sketch(Article article) {
        return Sketch.of(article.title(), article.text());
    }

    /** The share of copies among all that was taken for one, negatives being as frequent as copies. */
    private static double precision(Map<Rewriting, Result> results) {
        int right = 0;
        int wrong = 0;
        for (Map.Entry<Rewriting, Result> entry : results.entrySet()) {
            right += entry.getKey().isCopy() ? entry.getValue().accepted() : 0;
            wrong += entry.getKey().isCopy() ? 0 : entry.getValue().accepted();
            wrong += entry.getValue().strangers();
        }
        return (double) right / (right + wrong);
    }

    private static String table(Map<Rewriting, Result> results) {
        return results.entrySet().stream()
                        .map(entry -> String.format(
                                Locale.ROOT,
                                "%-30s candidates %.3f  accepted %.3f  of strangers %d%n",
                                entry.getKey(),
                                (double) entry.getValue().candidates()
                                        / entry.getValue().tried(),
                                entry.getValue().share(),
                                entry.getValue().strangers()))
                        .collect(Collectors.joining())
                + String.format(Locale.ROOT, "precision %.4f%n", precision(results));
    }

    public static void main(String[] args) throws IOException {
        List<Article> articles = new ArrayList<>();
        try (Stream<Path> files = Files.list(Path.of(args[0])).sorted()) {
            for (Path file : files.toList()) {
                articles.add(new Article("", Files.readAllLines(file)));
            }
        }
        Random random = new Random(1);
        Map<Rewriting, Result> all = new EnumMap<>(Rewriting.class);
        for (int round = 0; round < 10; round++) {
            Collections.shuffle(articles, random);
            List<Story> stories = new ArrayList<>();
            for (int i = 0; i + 1 < articles.size(); i += 2) {
                stories.add(new Story(articles.get(i), articles.get(i + 1)));
            }
            measure(stories).forEach((rewriting, result) -> all.merge(rewriting, result, Result::plus));
        }
        System.out.println(articles.size() + " articles of " + args[0] + "\n" + table(all));
        Newsroom newsroom = new Newsroom(2);
        System.out.println("invented articles\n"
                + table(measure(Stream.generate(newsroom::story).limit(2_000).toList())));
    }
}
