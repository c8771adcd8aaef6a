package io.feedmill.streams;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedmill.avro.ItemOutcome;
import io.feedmill.avro.OutcomeKind;
import io.feedmill.similarity.Newsroom;
import io.feedmill.similarity.Newsroom.Article;
import io.feedmill.similarity.Rewriting;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * All that happens to stories at once, through the whole mill: sites that set their items each in its way and change ids
 * each in its way, second feeds, re-deliveries, noise, revisions, and other sites that make of each story what
 * {@link Rewriting} says. Each record is labelled with its story and version.
 */
class LabelledStreamTest {

    private static final int STORIES = 80;
    private static final int AT_ONCE = 60;
    private static final int POLLS = 4;
    private static final int AGENCIES = 12;
    private static final int PAPERS = 17;

    /** Of what is taken for a copy, so much must be one. */
    private static final double PRECISION = .99;

    /** A story at home, and what another site makes of it. */
    private record Pair(Rewriting rewriting, String agency, Post original, String paper, Post rewritten) {}

    /** @param publishedBy the site */
    private record Shown(String publishedBy, Post post) {}

    @TempDir
    Path stateDir;

    private final Random random = new Random(11);
    private final List<Shown> shown = new ArrayList<>();
    private final Map<Long, Integer> shownAt = new HashMap<>();
    private TestMill mill;
    private Instant now = Items.NOON;
    private long offset;

    @BeforeEach
    void startMill() {
        mill = new TestMill(stateDir);
    }

    @AfterEach
    void stopMill() {
        mill.close();
    }

    private List<Pair> pairs() {
        Newsroom newsroom = new Newsroom(17);
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < STORIES; i++) {
            for (Rewriting rewriting : Rewriting.values()) {
                Newsroom.Story story = newsroom.story();
                Article later = rewriting.of(story.article(), story.followUp(), random);
                String agency = "agency" + pairs.size() % AGENCIES + ".example";
                String paper = "paper" + pairs.size() % PAPERS + ".example";
                String name = rewriting + " " + i;
                pairs.add(new Pair(
                        rewriting,
                        agency,
                        post(agency, pairs.size(), name, rewriting.original(story.article())),
                        paper,
                        post(paper, pairs.size(), name + " elsewhere", later)));
            }
        }
        return pairs;
    }

    private static Post post(String site, int number, String story, Article article) {
        String slug = article.title().toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", "-");
        return new Post(
                story,
                "first",
                "https://" + site + "/?p=" + (100 + number),
                "https://" + site + "/2026/03/" + slug + "-" + (4_711_000 + number),
                article.title(),
                html(site, article));
    }

    /** As four makers of feeds would set it. */
    private static String html(String site, Article article) {
        List<String> text = article.paragraphs();
        switch (site.hashCode() & 3) {
            case 0:
                return text.stream().map(each -> "<p>" + each + "</p>").collect(Collectors.joining("\n"));
            case 1:
                return text.stream()
                        .map(each -> "<div class=\"text\"><span>" + each + "</span></div>")
                        .collect(Collectors.joining());
            case 2:
                return String.join("<br /><br />", text);
            default:
                return text.stream().map(each -> "<p>" + each + "</p>").collect(Collectors.joining("\n"))
                        + "<p>The post <a href=\"https://" + site + "/a\">" + article.title()
                        + "</a> appeared first on <a href=\"https://" + site + "\">The Courier</a>.</p>";
        }
    }

    /** As its site shows a post for the n-th time: under another id, it may be, and with a counter or an advert. */
    private static Post again(String site, Post post, int poll) {
        int number = Integer.parseInt(site.replaceAll("[^0-9]", "")) + (site.startsWith("paper") ? AGENCIES : 0);
        Churn churn = Churn.values()[number % Churn.values().length];
        Noise noise = Noise.values()[poll % Noise.values().length];
        Post now = churn.show(post, poll);
        return poll % 2 == 0 ? now : noise.on(now, poll);
    }

    private void publish(Map<String, List<Post>> documents, String path, int poll) {
        documents.forEach((site, posts) -> {
            now = now.plusSeconds(20);
            List<Post> document =
                    posts.stream().map(post -> again(site, post, poll)).toList();
            for (Post post : document) {
                mill.publish(post.in(site, "https://" + site + path, document, now));
                shownAt.put(offset++, shown.size());
                shown.add(new Shown(site, post));
            }
        });
        mill.tick();
        offset++;
    }

    private static Map<String, List<Post>> documents(List<Pair> pairs, boolean originals) {
        Map<String, List<Post>> documents = new TreeMap<>();
        for (Pair pair : pairs) {
            documents
                    .computeIfAbsent(originals ? pair.agency : pair.paper, site -> new ArrayList<>())
                    .add(originals ? pair.original : pair.rewritten);
        }
        return documents;
    }

    private void publishAll(List<Pair> all) {
        for (int from = 0; from < all.size(); from += AT_ONCE) {
            List<Pair> pairs = all.subList(from, Math.min(all.size(), from + AT_ONCE));
            for (int poll = 0; poll < POLLS; poll++) {
                publish(documents(pairs, true), "/feed", poll);
                publish(documents(pairs, false), "/feed", poll);
                now = now.plus(Duration.ofMinutes(40));
            }
            publish(documents(pairs, true), "/top/feed", 0);
            Map<String, List<Post>> revised = documents(pairs.subList(0, pairs.size() / 4), true);
            revised.replaceAll((site, posts) -> posts.stream()
                    .map(post -> post.revised(
                            post.html() + "<p>On Tuesday the ferry to Norrhamn sailed again, half full.</p>"))
                    .toList());
            publish(revised, "/feed", 0);
        }
    }

    @Test
    void eachStoryIsOneItemAndEachCopyIsFound() {
        List<Pair> pairs = pairs();
        publishAll(pairs);

        Map<String, String> itemOfStory = new HashMap<>();
        Map<String, String> storyOfItem = new HashMap<>();
        Map<String, ItemOutcome> firstOutcome = new HashMap<>();
        Set<String> versions = new HashSet<>();
        List<String> wrong = new ArrayList<>();
        List<ItemOutcome> outcomes = mill.outcomes();
        outcomes.sort(Comparator.comparing(outcome -> outcome.getRaw().getOffset()));
        assertEquals(shown.size(), outcomes.size());
        for (ItemOutcome outcome : outcomes) {
            Post post = shown.get(shownAt.get(outcome.getRaw().getOffset())).post();
            String item = outcome.getItemId();
            boolean isFirst = itemOfStory.putIfAbsent(post.story(), item) == null;
            String other = storyOfItem.putIfAbsent(item, post.story());
            boolean isNew = versions.add(post.story() + post.version());
            OutcomeKind kind = outcome.getKind();
            String fault = null;
            if (other != null && !other.equals(post.story())) {
                fault = "merged with " + other;
            } else if (!itemOfStory.get(post.story()).equals(item)) {
                fault = "split";
            } else if (isFirst) {
                firstOutcome.put(post.story(), outcome);
                fault = kind == OutcomeKind.ENRICHED || kind == OutcomeKind.COPY ? null : "is new, and " + kind;
            } else if (kind != (isNew ? OutcomeKind.REVISED : OutcomeKind.REPEATED)) {
                fault = "another version: " + isNew + ", and " + kind;
            }
            if (fault != null) {
                wrong.add(post.story() + ", " + post.version() + ", " + post.guid() + ": " + fault + ", "
                        + outcome.getReason());
            }
        }
        assertEquals(List.of(), wrong);

        Map<Rewriting, Integer> found = new EnumMap<>(Rewriting.class);
        int right = 0;
        int taken = 0;
        for (Pair pair : pairs) {
            ItemOutcome original = firstOutcome.get(pair.original.story());
            ItemOutcome rewritten = firstOutcome.get(pair.rewritten.story());
            boolean isFound = original.getItemId().equals(rewritten.getCanonicalItemId());
            found.merge(pair.rewriting, isFound ? 1 : 0, Integer::sum);
            right += isFound && pair.rewriting.isCopy() ? 1 : 0;
            taken += original.getKind() == OutcomeKind.COPY ? 1 : 0;
            taken += rewritten.getKind() == OutcomeKind.COPY ? 1 : 0;
        }
        double precision = (double) right / taken;
        assertTrue(precision >= PRECISION, found + ": " + precision);
        assertAll(found.entrySet().stream().map(entry -> () -> {
            Rewriting rewriting = entry.getKey();
            double share = (double) entry.getValue() / STORIES;
            assertTrue(
                    rewriting.isCopy() ? share >= rewriting.bound() : share <= rewriting.bound(),
                    rewriting + ": " + share + ", bound " + rewriting.bound());
        }));
    }
}
