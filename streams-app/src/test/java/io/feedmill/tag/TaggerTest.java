package io.feedmill.tag;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaggerTest {

    private static final String CONFLICT = "medtop:16000000";
    private static final String POLITICS = "medtop:11000000";
    private static final String ECONOMY = "medtop:04000000";
    private static final String SPORT = "medtop:15000000";
    private static final String ARTS = "medtop:01000000";
    private static final String LABOUR = "medtop:09000000";

    private static final Story EXERCISE = story(
            "Norway and Sweden begin joint naval exercises",
            "The two countries opened joint naval exercises off the coast on Monday, the Norwegian defence ministry said.\n\n"
                    + "NATO sent an observer, and the foreign ministry in Oslo spoke of close ties between the neighbours. "
                    + "Soldiers of both armies will train until Friday, an officer told AFP.");

    private static Story story(String title, String text) {
        return new Story(title, text, null, "en", List.of(), null, List.of());
    }

    private static Tagged tag(String title, String text) {
        return Tagger.bundled().tag(story(title, text));
    }

    private static Set<String> codes(Tagged tagged) {
        return tagged.topics().stream().map(Topic::code).collect(Collectors.toSet());
    }

    private static Set<String> places(Tagged tagged) {
        return tagged.places().stream().map(Place::name).collect(Collectors.toSet());
    }

    private static Set<String> organisations(Tagged tagged) {
        return tagged.organisations().stream().map(Organisation::name).collect(Collectors.toSet());
    }

    @Test
    void tagsAnExerciseOfTwoNaviesAsMilitaryAndInternational() {
        Tagged tagged = Tagger.bundled().tag(EXERCISE);
        assertEquals("en", tagged.language().code());
        assertTrue(codes(tagged).containsAll(Set.of(CONFLICT, POLITICS, "medtop:20000638")), tagged.toString());
        assertFalse(codes(tagged).contains(SPORT));
        assertTrue(places(tagged).containsAll(Set.of("Norway", "Sweden")));
        assertEquals(Set.of("NATO", "Agence France-Presse"), organisations(tagged));
    }

    @Test
    void findsTradeAndSanctionsBesideDiplomacy() {
        Tagged tagged = tag(
                "Leaders reaffirm close ties at summit in Ankara",
                "The two presidents signed a joint statement after their summit in Turkey and praised bilateral relations.\n\n"
                        + "Trade with the neighbour has grown since Western sanctions cut access to the international trading"
                        + " system. Energy exports rose by a third, and importers pay in local currency.");
        assertTrue(codes(tagged).containsAll(Set.of(POLITICS, "medtop:20000639", ECONOMY)), tagged.toString());
        assertFalse(codes(tagged).contains(SPORT) || codes(tagged).contains(ARTS));
    }

    @ParameterizedTest
    @CsvSource({
        "medtop:09000000, Nurses walk out on strike over pay",
        "medtop:16000000, Night of air strikes on the harbour town",
        "medtop:11000000, Prime minister reshuffles cabinet",
        "medtop:15000000, Captain scores in cup match against league leaders",
        "medtop:04000000, Shares fall on Wall Street as profits slip",
        "medtop:02000000, Court hears murder charge against two men",
        "medtop:17000000, Snow warning as blizzard nears the coast",
    })
    void tellsTheMeaningsOfAWordApart(String code, String headline) {
        assertTrue(codes(tag(headline, "")).contains(code), tag(headline, "").toString());
    }

    @ParameterizedTest
    @CsvSource({
        "medtop:09000000, Drone strike kills two militants in the hills",
        "medtop:16000000, Rail strike enters its third day as union walks out",
        "medtop:16000000, Lightning strike sets a barn on fire",
        "medtop:11000000, Carpenter restores an oak cabinet for the village fair",
        "medtop:15000000, A perfect match of cheese and pear",
        "medtop:04000000, Actor shares a photo of her garden",
        "medtop:04000000, Fed up commuters wait for the bus",
        "medtop:02000000, Tennis court reopens after repairs",
        "medtop:11000000, Hikers reach the summit before noon",
        "medtop:11000000, Children dance at birthday party",
        "medtop:15000000, Founder hones her sales pitch",
    })
    void keepsSilentWhereAWordMeansSomethingElse(String code, String headline) {
        assertFalse(codes(tag(headline, "")).contains(code), tag(headline, "").toString());
    }

    @Test
    void pointsEvidenceAtExactlyTheWordsAlsoAfterEmojiAndCombiningAccents() {
        String title = "🚢🚢 Joint naval exercises off Kyi\u0301v’s coast, U.S. says";
        String text = "👩‍👩‍👧 Cafe\u0301 talk: the U.S. navy and Poland’s army began war games 🎯. NATO watched.";
        Tagged tagged = tag(title, text);
        List<Span> spans = new ArrayList<>();
        tagged.topics().forEach(topic -> spans.addAll(topic.evidence()));
        tagged.places().forEach(place -> spans.addAll(place.evidence()));
        tagged.organisations().forEach(organisation -> spans.addAll(organisation.evidence()));
        assertTrue(places(tagged).containsAll(Set.of("Kyiv", "Ukraine", "United States", "Poland")), tagged.toString());
        for (Span span : spans) {
            String zone = span.zone().equals("title") ? title : text;
            assertEquals(span.phrase(), zone.substring(span.start(), span.end()));
        }
        assertTrue(spans.stream().anyMatch(span -> span.phrase().equals("U.S.")));
        assertTrue(spans.stream().anyMatch(span -> span.phrase().equals("Kyi\u0301v")));
    }

    @Test
    void givesEachTopicItsEvidenceStrongestFirstAndNoMoreThanEight() {
        for (Topic topic : Tagger.bundled().tag(EXERCISE).topics()) {
            assertTrue(topic.score() >= 1 && topic.score() <= 1000);
            assertTrue(!topic.evidence().isEmpty() && topic.evidence().size() <= 8);
        }
        Topic conflict = Tagger.bundled().tag(EXERCISE).topics().stream()
                .filter(topic -> topic.code().equals(CONFLICT))
                .findFirst()
                .orElseThrow();
        assertEquals("joint naval exercises", conflict.evidence().get(0).phrase());
        assertEquals("title", conflict.evidence().get(0).zone());
    }

    @Test
    void takesTheLongestName() {
        Tagged tagged =
                tag("South Korea and New Jersey sign a film pact", "Seoul was pleased. Paris Hilton was not there.");
        assertTrue(places(tagged).contains("South Korea"));
        assertFalse(places(tagged).contains("Paris") || places(tagged).contains("Jersey"));
    }

    @Test
    void doesNotGuessWhatAnAmbiguousNameMeans() {
        assertFalse(places(tag("Georgia governor speaks in Atlanta", "")).contains("Georgia"));
        assertTrue(places(tag("Georgia votes", "Crowds filled the centre of Tbilisi."))
                .contains("Georgia"));
        assertFalse(places(tag("Jordan scores 40 points", "He left the arena early."))
                .contains("Jordan"));
        assertTrue(places(tag("Jordan hosts talks", "Envoys met in Amman.")).contains("Jordan"));
        assertFalse(places(tag("Chad opens a bakery", "")).contains("Chad"));
        assertFalse(places(tag("Roast Turkey for Thanksgiving", "")).contains("Turkey"));
        assertFalse(organisations(tag("WHO WILL WIN THE CUP FINAL", "")).contains("World Health Organization"));
    }

    @Test
    void takesACapitalThatSpeaksForItsCountry() {
        Tagged spoken = tag("Moscow warned Beijing over pipeline", "Ties with Beijing are cool, and Moscow said so.");
        assertEquals(Set.of("Russia", "China"), without(places(spoken), "Beijing"));
        Tagged visited = tag("Snow falls in Moscow", "The streets of Moscow were white, and the metro was full.");
        assertTrue(places(visited).containsAll(Set.of("Moscow", "Russia")), visited.toString());
    }

    private static Set<String> without(Set<String> names, String one) {
        return names.stream().filter(name -> !name.equals(one)).collect(Collectors.toSet());
    }

    @Test
    void needsMoreThanACategoryWhereTheTextWouldTell() {
        String text = "The keeper hung up his cap on Sunday after many winters on the rock. "
                + "He packed a kettle, two lamps and a box of letters, and rowed across in the morning with the tide.";
        Story filed = new Story("Last keeper leaves the light", text, null, "en", List.of("Society"), null, List.of());
        assertEquals(List.of(), Tagger.bundled().tag(filed).topics());
        Story teaser = new Story("Last keeper leaves the light", "", null, "en", List.of("Sports"), null, List.of());
        assertEquals(Set.of(SPORT), codes(Tagger.bundled().tag(teaser)));
    }

    @ParameterizedTest
    @CsvSource({
        "medtop:15000000, A battery of salt leaves the laboratory, The battery costs a tenth as much and the batteries last ten years say the people who build them.",
        "medtop:12000000, Rabbit of the year, A white rabbit with one black ear won the heart of every child who came to the show in the village hall.",
        "medtop:09000000, Oil on the water, Workers on a pier saw a slick and told the harbour office about the ship that had left it behind that night.",
    })
    void isNotMisledByOneWordOrByItsBeginning(String code, String headline, String text) {
        assertFalse(
                codes(tag(headline, text)).contains(code), tag(headline, text).toString());
    }

    @Test
    void countsTheDatelineMostAndTheCapitalForItsCountry() {
        Tagged tagged = Tagger.bundled()
                .tag(new Story(
                        "Parliament debates budget",
                        "It sat until dawn.",
                        "WARSAW:",
                        "en",
                        List.of(),
                        null,
                        List.of()));
        assertEquals("Warsaw", tagged.places().get(0).name());
        assertEquals(
                new Span("dateline", 0, 6, "WARSAW"),
                tagged.places().get(0).evidence().get(0));
        assertEquals("Poland", tagged.places().get(1).name());
    }

    @Test
    void abstainsWhereTheEvidenceIsThin() {
        assertEquals(
                List.of(),
                tag("A walk along the river", "It was a quiet afternoon with friends.")
                        .topics());
        assertEquals(List.of(), tag("", "").topics());
        assertEquals(
                Language.unknown(),
                Tagger.bundled()
                        .tag(new Story(null, null, null, null, null, null, null))
                        .language());
    }

    @Test
    void takesThePublishersCategoriesAndTheFeedsTopicsAsEvidence() {
        Tagged tagged = Tagger.bundled()
                .tag(new Story("A quiet afternoon", "", null, "en", List.of("Sports"), null, List.of(LABOUR)));
        assertEquals(Set.of(SPORT, LABOUR), codes(tagged));
        Topic sport = tagged.topics().stream()
                .filter(topic -> topic.code().equals(SPORT))
                .findFirst()
                .orElseThrow();
        assertEquals(List.of(new Span("category", -1, -1, "Sports")), sport.evidence());

        Tagged hinted = Tagger.bundled()
                .tag(new Story(
                        "A quiet afternoon", "", null, "en", List.of(), "Weather | The Daily Example", List.of()));
        assertEquals(Set.of("medtop:17000000"), codes(hinted));
    }

    @Test
    void givesTheSameInAnyLocaleAndEveryTime() {
        Tagged first = Tagger.bundled().tag(EXERCISE);
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("tr-TR"));
        try {
            assertEquals(first, Tagger.bundled().tag(EXERCISE));
            Story shouted = story(EXERCISE.title().toUpperCase(Locale.ROOT), EXERCISE.text());
            assertTrue(codes(Tagger.bundled().tag(shouted)).contains(CONFLICT));
        } finally {
            Locale.setDefault(before);
        }
        assertEquals(first, Tagger.bundled().tag(EXERCISE));
        assertEquals(64, Tagger.bundled().digest().length());
    }

    @Test
    void readsAMegabyteOfHitsInGoodTime() {
        String text = "Russian troops strike Turkey court match union strike drone cabinet summit. ".repeat(14_000);
        assertTrue(text.length() > 1_000_000);
        Tagger tagger = Tagger.bundled();
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long start = threads.getCurrentThreadCpuTime();
        tagger.tag(story("A very long story", text));
        assertTrue(threads.getCurrentThreadCpuTime() - start
                < Duration.ofSeconds(10).toNanos());
    }
}
