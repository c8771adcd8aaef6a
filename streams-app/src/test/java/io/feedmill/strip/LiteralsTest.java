package io.feedmill.strip;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class LiteralsTest {

    private static final String LETTERS = "aAbcdÉe .-東京新聞";

    /** Few letters, so that literals overlap, contain each other and begin alike. */
    @Test
    void findsWhatALookAtEachPlaceWouldFind() {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            Set<String> some = new LinkedHashSet<>();
            for (int i = 0; i < 40; i++) {
                some.add(random.nextInt(4) == 0 ? dense(random) : Fold.fold(text(random, 4 + random.nextInt(5))));
            }
            List<String> literals = List.copyOf(some);
            String text = text(random, 400);
            int from = random.nextInt(20);
            int to = text.length() - random.nextInt(20);

            Set<String> found = new TreeSet<>();
            new Literals(literals).scan(text, from, to, (literal, end) -> found.add(literals.get(literal) + "@" + end));

            assertEquals(slowly(literals, text, from, to), found, "seed " + seed);
        }
    }

    @Test
    void tellsOfEachPlaceOnceWhereverItStands() {
        List<String> literals = List.of("read more", "read m", "read", "read more on", "more on");
        for (String before : List.of("", "-", "- ", "-- ")) {
            String text = before + "To READ MORE on it";
            List<String> found = new ArrayList<>();

            new Literals(literals).scan(text, 0, text.length(), (literal, end) -> found.add(literals.get(literal)));

            found.sort(null);
            assertEquals(List.of("more on", "read", "read m", "read more", "read more on"), found, text);
        }
    }

    private static Set<String> slowly(List<String> literals, String text, int from, int to) {
        String folded = Fold.fold(text);
        Set<String> found = new TreeSet<>();
        for (String literal : literals) {
            for (int at = folded.indexOf(literal, from);
                    at >= 0 && at + literal.length() <= to;
                    at = folded.indexOf(literal, at + 1)) {
                found.add(literal + "@" + (at + literal.length()));
            }
        }
        return found;
    }

    private static String dense(Random random) {
        return LETTERS.substring(11, 13) + (random.nextBoolean() ? "" : LETTERS.charAt(13));
    }

    private static String text(Random random, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return text.toString();
    }
}
