package io.feedmill.similarity;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Invents news. A grammar of English function words and stock phrases around 14,000 made-up words whose frequencies fall
 * off as those of real words do; each article keeps coming back to the words of its subject. The same seed gives the same
 * articles.
 */
public final class Newsroom {

    /** An article, in plain text. */
    public record Article(String title, List<String> paragraphs) {

        public Article {
            paragraphs = List.copyOf(paragraphs);
        }

        public String text() {
            return String.join("\n\n", paragraphs);
        }

        public int words() {
            return paragraphs.stream().mapToInt(Newsroom::words).sum();
        }
    }

    /** The words an article on something comes back to. */
    private record Subject(Map<String, List<String>> words) {}

    /** An article and what it is about, so that it can be followed up. */
    public record Story(Article article, Article followUp) {}

    private static final List<String> SYLLABLES = List.of(
            ("ba be bo bra bren cal cam cor da del den dor el en er es fal fen fin gar gen gol ha hel hor il in is ka kel kor la"
                            + " lan len lin lo mar men mi mon na nel nor o or pa pel per por qua ra ren ri ros sa sel sen sol ta"
                            + " tal ten tor tri u ul un va ven vi vor wel wen wil ya yel zan")
                    .split(" "));

    private static final List<String> SENTENCES = List.of(
            "{np} {v} {np} on {day}.",
            "{np} {v} {np} {pp}, {name} said.",
            "{name}, the {n} of {place}, told reporters that {np} had {v} {np}.",
            "“{np} {v} {np} and nobody {v} {np},” said {name}, {role}.",
            "According to {np}, {num} {ns} {v} {pp} in {month}.",
            "{np}, which {v} {np} {pp}, {v} {np} {pp} when {np} {v}.",
            "The {n} {v} after {np} {v} {np} {pp}.",
            "In {place}, {np} {v} {np} while {np} {v} {num} {ns}.",
            "{role} for the {n} said that {np} would be {v} by the end of {month}.",
            "It was the first time since {month} that {np} {v} {np}.",
            "But {np} {v} {pp}, and {np} was {v} {pp} by {np}.",
            "{num} {ns} and {num} {ns} were {v} {pp}, {np} said on {day}.");

    private static final Map<String, List<String>> RULES = Map.of(
            "np",
            List.of(
                    "the {n}",
                    "the {a} {n}",
                    "a {a} {n} {pp}",
                    "the {n} of {place}",
                    "{name}",
                    "{num} {ns}",
                    "the {n}'s {n}",
                    "its {a} {n}",
                    "some of the {ns}"),
            "pp",
            List.of(
                    "in {place}",
                    "near the {n}",
                    "without {np}",
                    "for the {a} {ns}",
                    "with {num} {ns}",
                    "at the {n} of {place}",
                    "despite {np}",
                    "earlier this week"),
            "role",
            List.of("a spokeswoman", "a spokesman", "the minister", "the head of the {n}", "an expert on {ns}"),
            "ns",
            List.of("{n}s"),
            "day",
            List.of("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
            "month",
            List.of("January", "March", "April", "June", "July", "September", "October", "December"),
            "num",
            List.of("two", "three", "seven", "a dozen", "fourteen", "thirty", "about a hundred", "several"));

    private static final List<String> OPEN_CLASSES = List.of("n", "v", "a", "name", "place");

    private final Random random;
    private final Map<String, List<String>> lexicon;

    public Newsroom(long seed) {
        random = new Random(seed);
        Supplier<String> noun = () -> word(1 + random.nextInt(3));
        Supplier<String> place = () -> capital(word(2)) + (random.nextInt(4) == 0 ? " Bay" : "");
        lexicon = Map.of(
                "n", distinct(5_000, noun),
                "v", distinct(2_000, () -> word(1 + random.nextInt(2)) + "ed"),
                "a", distinct(2_000, () -> word(1 + random.nextInt(2)) + "al"),
                "name", distinct(3_000, () -> capital(word(2)) + " " + capital(word(3))),
                "place", distinct(2_000, place));
    }

    /** An article of 10 to 25 paragraphs with about 200 to 900 words. */
    public Article article() {
        return article(subject());
    }

    /** An article, and a later one on the same subject that shares no text with it. */
    public Story story() {
        Subject subject = subject();
        return new Story(article(subject), article(subject));
    }

    /** Items as short as many feeds give them: a paragraph or two of 45 to 90 words. */
    public Article brief() {
        Subject subject = subject();
        return new Article(headline(subject), List.of(paragraph(subject, 45 + random.nextInt(30))));
    }

    private Article article(Subject subject) {
        int words = 200 + random.nextInt(700);
        int paragraphs = Math.max(10, Math.min(25, words / (20 + random.nextInt(25))));
        List<String> text = new ArrayList<>();
        for (int i = 0; i < paragraphs; i++) {
            text.add(paragraph(subject, words / paragraphs - 6));
        }
        return new Article(headline(subject), text);
    }

    private String headline(Subject subject) {
        return capital(expand("{np} {v} {np}", subject));
    }

    private String paragraph(Subject subject, int atLeast) {
        StringBuilder text = new StringBuilder();
        do {
            text.append(text.length() == 0 ? "" : " ").append(capital(expand(any(SENTENCES), subject)));
        } while (words(text.toString()) < atLeast);
        return text.toString();
    }

    private Subject subject() {
        Map<String, Integer> sizes = Map.of("n", 14, "v", 6, "a", 6, "name", 4, "place", 3);
        Map<String, List<String>> words = new java.util.HashMap<>();
        for (String wordClass : OPEN_CLASSES) {
            List<String> own = new ArrayList<>();
            for (int i = 0; i < sizes.get(wordClass); i++) {
                own.add(any(lexicon.get(wordClass)));
            }
            words.put(wordClass, own);
        }
        return new Subject(words);
    }

    private String expand(String pattern, Subject subject) {
        StringBuilder out = new StringBuilder();
        int from = 0;
        for (int open = pattern.indexOf('{'); open >= 0; open = pattern.indexOf('{', from)) {
            int close = pattern.indexOf('}', open);
            String slot = pattern.substring(open + 1, close);
            out.append(pattern, from, open);
            out.append(RULES.containsKey(slot) ? expand(any(RULES.get(slot)), subject) : content(slot, subject));
            from = close + 1;
        }
        return out.append(pattern.substring(from)).toString();
    }

    /** A word of the subject, or of the whole vocabulary by Zipf's law: one of rank r is as frequent as 1/r. */
    private String content(String wordClass, Subject subject) {
        if (random.nextInt(100) < 35) {
            return any(subject.words().get(wordClass));
        }
        List<String> words = lexicon.get(wordClass);
        int rank = (int) StrictMath.pow(words.size(), random.nextDouble());
        return words.get(Math.min(rank, words.size()) - 1);
    }

    private String word(int syllables) {
        StringBuilder word = new StringBuilder();
        for (int i = 0; i <= syllables; i++) {
            word.append(any(SYLLABLES));
        }
        return word.toString();
    }

    private <T> T any(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private static List<String> distinct(int count, Supplier<String> source) {
        Set<String> words = new LinkedHashSet<>();
        while (words.size() < count) {
            words.add(source.get());
        }
        return List.copyOf(words);
    }

    private static String capital(String word) {
        int first = word.startsWith("“") ? 1 : 0;
        return word.substring(0, first) + Character.toUpperCase(word.charAt(first)) + word.substring(first + 1);
    }

    static int words(String text) {
        return text.split(" ").length;
    }
}
