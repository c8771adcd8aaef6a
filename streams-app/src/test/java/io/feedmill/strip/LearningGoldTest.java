package io.feedmill.strip;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedmill.strip.learned.FeedHabits;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;

/**
 * What is learned of feeds of which no rule knows the boilerplate. {@code learned/feeds.txt} says what each of them repeats,
 * and which of that a reader wants kept; the stories are made of {@code learned/sentences.txt}.
 */
class LearningGoldTest {
    private static final int ITEMS = 40;
    /** So many distinct items are read before it counts what is left. */
    private static final int WARM_UP = 10;

    private record Habit(int percent, String place, boolean boilerplate, String[] variants) {}

    private record FeedOf(String name, String language, boolean held, int least, int most, List<Habit> habits) {}

    private record Part(boolean boilerplate, String html) {}

    private static final class Score {
        int feeds;
        int boilerplate;
        int gone;
        int taken;
        int takenRightly;
        int storyWords;
        int wordsLost;
        final Set<String> languages = new HashSet<>();
        final List<String> faults = new ArrayList<>();

        double recall() {
            return gone / (double) boilerplate;
        }

        double precision() {
            return takenRightly / (double) taken;
        }

        @Override
        public String toString() {
            return String.format(
                            Locale.ROOT,
                            "%d feeds, %d languages: gone %.3f of %d, learned rightly %.3f of %d, words lost %d of %d%n",
                            feeds,
                            languages.size(),
                            recall(),
                            boilerplate,
                            precision(),
                            taken,
                            wordsLost,
                            storyWords)
                    + String.join("\n", faults.stream().distinct().sorted().toList());
        }
    }

    @Test
    void learnsTheFeedsItWasMadeWith() throws IOException {
        assertGood(score(false));
    }

    @Test
    void learnsTheFeedsThatWereHeldBack() throws IOException {
        assertGood(score(true));
    }

    @Test
    void learnsTheSameOfTheSameItems() throws IOException {
        FeedOf feed = feeds().get(0);

        assertArrayEquals(
                read(feed, new Score()).toBytes(), read(feed, new Score()).toBytes());
    }

    private static void assertGood(Score score) {
        if (Boolean.getBoolean("feedmill.show")) System.err.println(score);
        assertTrue(score.feeds >= 16 && score.languages.size() >= 8, score::toString);
        assertTrue(score.recall() >= 0.85, score::toString);
        assertTrue(score.precision() >= 0.98, score::toString);
        assertEquals(0, score.wordsLost, score::toString);
    }

    private static Score score(boolean held) throws IOException {
        Score score = new Score();
        for (FeedOf feed : feeds()) {
            if (feed.held == held) {
                read(feed, score);
                score.feeds++;
                score.languages.add(feed.language);
            }
        }
        return score;
    }

    /** Reads a feed's items one after the other, each with what was learned of those before it. */
    private static FeedHabits read(FeedOf feed, Score score) throws IOException {
        SplittableRandom random = new SplittableRandom(feed.name.hashCode());
        List<String> sentences = sentences(feed.language);
        FeedHabits habits = new FeedHabits();
        for (int i = 0; i < ITEMS; i++) {
            LocalDate day = LocalDate.of(2026, 2, 20).plusDays(i / 2);
            Map<String, String> words = words(random, sentences, day);
            List<Part> parts = parts(feed, random, sentences, words);
            StringBuilder html = new StringBuilder();
            parts.forEach(part -> html.append(part.html).append('\n'));
            Stripped stripped = Stripper.bundled()
                    .strip(
                            new Article(
                                    words.get("title"),
                                    feed.name,
                                    feed.name + ".example",
                                    "https://" + feed.name + ".example/" + i,
                                    feed.language,
                                    null,
                                    html.toString(),
                                    null),
                            new FeedContext(habits, List.of(words.get("author")), day));
            habits.learn(stripped.lines(), day);
            habits = FeedHabits.of(habits.toBytes());
            if (i >= WARM_UP) {
                add(score, feed, parts, stripped);
            }
        }
        return habits;
    }

    private static void add(Score score, FeedOf feed, List<Part> parts, Stripped stripped) {
        String kept = Fold.bare(stripped.text());
        Set<String> boilerplate = new HashSet<>();
        for (Part part : parts) {
            String text = Jsoup.parseBodyFragment(part.html).text();
            String bare = Fold.bare(text);
            if (part.boilerplate) {
                boilerplate.add(bare);
                score.boilerplate++;
                boolean gone = !kept.contains(bare);
                score.gone += gone ? 1 : 0;
                if (!gone) {
                    score.faults.add(feed.name + ": LEFT " + text);
                }
            } else {
                int lengths = Lengths.words(text);
                score.storyWords += lengths;
            }
        }
        for (Removed removed : stripped.removed()) {
            if (removed.kind() == Boilerplate.LEARNED) {
                String bare = Fold.bare(removed.text());
                boolean right = boilerplate.stream().anyMatch(part -> part.contains(bare));
                score.taken++;
                score.takenRightly += right ? 1 : 0;
                score.wordsLost += right ? 0 : Lengths.words(removed.text());
                if (!right) {
                    score.faults.add(feed.name + ": WRONG " + removed.text() + " " + removed.evidence());
                }
            }
        }
    }

    // ---------------------------------------------------------------- making items

    private static List<Part> parts(
            FeedOf feed, SplittableRandom random, List<String> sentences, Map<String, String> words) {
        List<Part> parts = new ArrayList<>();
        add(parts, feed, "head", random, sentences, words);
        int paragraphs = random.nextInt(feed.least, feed.most + 1);
        for (int i = 0; i < paragraphs; i++) {
            if (i == Math.min(2, paragraphs - 1)) {
                add(parts, feed, "mid", random, sentences, words);
            }
            parts.add(new Part(
                    false,
                    "<p>" + sentence(random, sentences)
                            + (random.nextInt(3) > 0 ? " " + sentence(random, sentences) : "") + "</p>"));
        }
        add(parts, feed, "tail", random, sentences, words);
        return parts;
    }

    private static void add(
            List<Part> parts,
            FeedOf feed,
            String place,
            SplittableRandom random,
            List<String> sentences,
            Map<String, String> words) {
        for (Habit habit : feed.habits) {
            if (habit.place.equals(place) && random.nextInt(100) < habit.percent) {
                String html = habit.variants[random.nextInt(habit.variants.length)];
                parts.add(new Part(habit.boilerplate, filled(html, random, words)));
            }
        }
    }

    private static String sentence(SplittableRandom random, List<String> sentences) {
        return filled(sentences.get(random.nextInt(sentences.size())), random, Map.of());
    }

    private static Map<String, String> words(SplittableRandom random, List<String> sentences, LocalDate day) {
        Map<String, String> words = new HashMap<>();
        String sentence = sentence(random, sentences);
        words.put("title", Lengths.cut(sentence, 48).strip());
        words.put("author", filled("{p}", random, Map.of()));
        words.put("d MMMM yyyy", day.format(DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.ENGLISH)));
        words.put("d/MM/yyyy", day.format(DateTimeFormatter.ofPattern("d/MM/yyyy", Locale.ROOT)));
        return words;
    }

    private static final List<String> FIRST = List.of(
            "Ada", "Bo", "Cleo", "Dov", "Edda", "Finn", "Greta", "Hugo", "Ines", "Jory", "Kaja", "Leif", "Mina",
            "Nils");
    private static final List<String> LAST = List.of(
            "Alder", "Birk", "Cole", "Dunn", "Eske", "Fell", "Garn", "Holm", "Isk", "Juhl", "Kern", "Lund", "Moor");
    private static final List<String> PLACE = List.of(
            "Arneby",
            "Brockwell",
            "Corvin",
            "Dalmo",
            "Estrand",
            "Fjelde",
            "Garsk",
            "Hollin",
            "Ister",
            "Jolby",
            "Kirnu");
    private static final Pattern SLOT = Pattern.compile("\\{([^}]{1,20})}");

    private static String filled(String text, SplittableRandom random, Map<String, String> words) {
        Matcher slot = SLOT.matcher(text);
        StringBuilder filled = new StringBuilder();
        while (slot.find()) {
            String word = switch (slot.group(1)) {
                case "p" -> pick(FIRST, random) + " " + pick(LAST, random);
                case "q" -> pick(PLACE, random);
                case "n" -> Integer.toString(random.nextInt(11, 989));
                default -> words.get(slot.group(1));
            };
            slot.appendReplacement(filled, Matcher.quoteReplacement(word));
        }
        return slot.appendTail(filled).toString();
    }

    private static String pick(List<String> from, SplittableRandom random) {
        return from.get(random.nextInt(from.size()));
    }

    // ---------------------------------------------------------------- reading

    private static List<String> sentences(String language) throws IOException {
        return lines("sentences.txt")
                .filter(line -> line.startsWith(language + " "))
                .map(line -> line.substring(language.length() + 1))
                .toList();
    }

    private static List<FeedOf> feeds() throws IOException {
        List<FeedOf> feeds = new ArrayList<>();
        for (String line : lines("feeds.txt").toList()) {
            String[] words = line.split(" ", 5);
            if (words[0].equals("feed")) {
                String[] length = words[4].split("-");
                feeds.add(new FeedOf(
                        words[1],
                        words[2],
                        words[3].equals("held"),
                        Integer.parseInt(length[0]),
                        Integer.parseInt(length[1]),
                        new ArrayList<>()));
            } else {
                String[] habit = line.split(" ", 4);
                feeds.get(feeds.size() - 1)
                        .habits
                        .add(new Habit(
                                Integer.parseInt(habit[0]),
                                habit[1],
                                habit[2].equals("B"),
                                habit[3].split(" \\|\\| ")));
            }
        }
        return feeds;
    }

    private static java.util.stream.Stream<String> lines(String file) throws IOException {
        try (InputStream in = LearningGoldTest.class.getResourceAsStream("learned/" + file)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return text.lines().filter(line -> !line.isBlank() && !line.startsWith("#"));
        }
    }
}
