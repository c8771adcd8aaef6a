package io.feedmill.streams;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.feedmill.avro.ItemOutcome;
import io.feedmill.avro.OutcomeKind;
import io.feedmill.similarity.Newsroom;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Streams whose every item is labelled with the story and the version it is, put through the mill: no two stories may
 * become one item, no story two, and each version is emitted once.
 */
class IdentityStreamsTest {

    private static final String SITE = "tide.example";
    private static final String MAIN = "https://tide.example/feed";
    private static final String PORTS = "https://tide.example/ports/feed";

    @TempDir
    Path stateDir;

    private final List<Post> published = new ArrayList<>();
    private TestMill mill;
    private Instant now = Items.NOON;

    @BeforeEach
    void startMill() {
        mill = new TestMill(stateDir);
    }

    @AfterEach
    void stopMill() {
        mill.close();
    }

    private static List<Post> stories(int count) {
        Newsroom newsroom = new Newsroom(count);
        return IntStream.range(0, count)
                .mapToObj(i -> {
                    Newsroom.Article article = newsroom.article();
                    String slug =
                            article.title().toLowerCase(java.util.Locale.ROOT).replaceAll("[^a-z]+", "-");
                    return new Post(
                            "story " + i,
                            "first",
                            "https://tide.example/?p=" + (100 + i),
                            "https://tide.example/2026/03/" + slug + "-" + (4_711_000 + i),
                            article.title(),
                            html(article.paragraphs()));
                })
                .toList();
    }

    private static String html(List<String> paragraphs) {
        return paragraphs.stream().map(text -> "<p>" + text + "</p>").collect(Collectors.joining("\n"));
    }

    /** One document, as the producer reads it. */
    private void publish(String feed, List<Post> posts) {
        now = now.plusSeconds(600);
        for (Post post : posts) {
            mill.publish(post.in(SITE, feed, posts, now));
            published.add(post);
        }
    }

    private void polls(List<Post> stories, int times, BiFunction<Post, Integer, Post> asShown) {
        for (int poll = 0; poll < times; poll++) {
            int now = poll;
            publish(MAIN, stories.stream().map(post -> asShown.apply(post, now)).toList());
        }
    }

    /** Each story is one item, and each of its versions is emitted when it is first seen, and only then. */
    private void assertEachStoryOnce() {
        mill.tick();
        Map<Long, ItemOutcome> byOffset = new HashMap<>();
        mill.outcomes()
                .forEach(outcome -> assertNull(byOffset.put(outcome.getRaw().getOffset(), outcome)));
        Map<String, String> itemOfStory = new HashMap<>();
        Map<String, String> storyOfItem = new HashMap<>();
        Set<String> versions = new HashSet<>();
        for (int i = 0; i < published.size(); i++) {
            Post post = published.get(i);
            ItemOutcome outcome = byOffset.get((long) i);
            assertNotNull(outcome, "lost: record " + i + ", " + post);
            String what = "record " + i + ", " + post.story() + ", " + post.version() + ", guid " + post.guid()
                    + ", link " + post.link() + ": " + outcome.getReason();
            String item = outcome.getItemId();
            boolean first = itemOfStory.putIfAbsent(post.story(), item) == null;
            String other = storyOfItem.putIfAbsent(item, post.story());
            assertEquals(other == null ? post.story() : other, post.story(), "merged two stories: " + what);
            assertEquals(itemOfStory.get(post.story()), item, "split a story: " + what);
            boolean newVersion = versions.add(post.story() + post.version());
            OutcomeKind expected =
                    first ? OutcomeKind.ENRICHED : newVersion ? OutcomeKind.REVISED : OutcomeKind.REPEATED;
            assertEquals(expected, outcome.getKind(), what);
        }
        assertEquals(published.size(), byOffset.size(), "one outcome for every raw record");
    }

    @Test
    void recognisesEveryRedelivery() {
        polls(stories(20), 5, (post, poll) -> post);
        assertEachStoryOnce();
    }

    @Test
    void recognisesAnItemInSeveralFeedsOfTheSite() {
        List<Post> stories = stories(12);
        publish(MAIN, stories.subList(0, 8));
        publish(PORTS, stories.subList(4, 12));
        // The same items under guids of another kind.
        publish(PORTS, stories.stream().map(post -> post.guid(post.link())).toList());
        publish(MAIN, stories);
        assertEachStoryOnce();
    }

    @Test
    void takesTheFullTextForARevisionOfTheSummaryAndNotTheOtherWayRound() {
        List<Post> full = stories(10);
        List<Post> summaries = full.stream()
                .map(post -> new Post(
                        post.story(),
                        "summary",
                        post.guid(),
                        post.link(),
                        post.title(),
                        post.html().substring(0, post.html().indexOf("</p>") + 4)))
                .toList();
        publish(PORTS, summaries);
        publish(MAIN, full);
        publish(PORTS, summaries);
        publish(MAIN, full);
        assertEachStoryOnce();
    }

    @ParameterizedTest
    @EnumSource
    void recognisesItemsWhoseIdsChange(Churn churn) {
        polls(stories(12), 6, churn::show);
        assertEachStoryOnce();
    }

    @Test
    void recognisesALinkWhoseGuidChangesEachTimeEvenIfHeadlineAndTextAreRewritten() {
        List<Post> stories = stories(6);
        List<Post> others = stories(7);
        polls(
                stories,
                8,
                (post, poll) -> post.guid("fetched-" + poll + "-" + post.link().hashCode()));
        publish(
                MAIN,
                IntStream.range(0, 6)
                        .mapToObj(i -> stories.get(i)
                                .guid("fetched-again-" + i * 31)
                                .title(others.get(i).title())
                                .revised(others.get(i).html()))
                        .toList());
        assertEachStoryOnce();
    }

    @Test
    void doesNotLoseStoriesThatComeOneByOneUnderTheSameGuid() {
        for (Post post : stories(8)) {
            publish(MAIN, List.of(post.guid("https://tide.example/latest")));
            publish(MAIN, List.of(post.guid("https://tide.example/latest")));
        }
        assertEachStoryOnce();
    }

    @Test
    void tellsItemsApartThatHaveGuidAndLinkInCommonWithinADocument() {
        List<Post> stories = stories(6).stream()
                .map(post -> post.guid("https://tide.example/briefs").link("https://tide.example/briefs.html"))
                .toList();
        // The first has them for itself, until the second comes, and so on.
        for (int shown = 1; shown <= 6; shown++) {
            publish(MAIN, stories.subList(0, shown));
            publish(MAIN, stories.subList(0, shown));
        }
        publish(MAIN, stories.subList(2, 5));
        assertEachStoryOnce();
    }

    @Test
    void doesNotLoseAStoryThatGotTheGuidOfAnother() {
        List<Post> stories = stories(6);
        publish(MAIN, stories.subList(0, 3));
        publish(
                MAIN,
                IntStream.range(0, 3)
                        .mapToObj(i -> stories.get(i + 3).guid(stories.get(i).guid()))
                        .toList());
        publish(MAIN, List.of(stories.get(3).guid(stories.get(0).guid()).title("Now with another headline")));
        publish(MAIN, stories.subList(0, 3));
        assertEachStoryOnce();
    }

    @Test
    void tellsItemsOfOnePageApartByTheFragment() {
        List<Post> stories = stories(10).stream()
                .map(post -> post.guid(null)
                        .link("https://tide.example/2026/03/01.html#"
                                + post.story().replace(' ', '-')))
                .toList();
        for (int shown = 1; shown <= 10; shown++) {
            publish(MAIN, stories.subList(Math.max(0, shown - 5), shown));
        }
        assertEachStoryOnce();
    }

    @Test
    void tellsEntriesOfALiveReportApart() {
        // One page for all; each entry a guid, a headline and a paragraph of its own, above a line that all have.
        String line = "<p>Follow our live report from the harbour all day long, with pictures and interviews.</p>";
        List<Post> entries = stories(10).stream()
                .map(post -> post.link("https://tide.example/live")
                        .guid("urn:live:" + post.story())
                        .html(post.html().substring(0, post.html().indexOf("</p>") + 4) + line))
                .toList();
        for (Post entry : entries) {
            publish(MAIN, List.of(entry));
        }
        publish(MAIN, entries);
        assertEachStoryOnce();
    }

    /** How different stories come to look like one. */
    private enum Trap {
        A_COLUMN_OF_EACH_DAY {
            @Override
            Post set(Post post, int number) {
                return post.title("The harbour today")
                        .guid(null)
                        .link("https://tide.example/columns/2026/03/" + number + "/today");
            }
        },
        A_PAGE_THAT_IS_ANOTHER_EACH_DAY {
            @Override
            Post set(Post post, int number) {
                return post.title("The harbour today")
                        .guid("today-" + number)
                        .link("https://tide.example/columns/today");
            }
        },
        ONE_GUID_AND_NO_LINK {
            @Override
            Post set(Post post, int number) {
                return post.guid("0").link(null);
            }
        },
        ONE_GUID_AND_THE_HOME_PAGE {
            @Override
            Post set(Post post, int number) {
                return post.guid("0").link("https://tide.example");
            }
        },
        THE_HOME_PAGE_FOR_A_GUID {
            @Override
            Post set(Post post, int number) {
                return post.guid("https://www.tide.example/?utm_source=rss")
                        .link("https://tide.example/news/harbour-" + number);
            }
        },
        TRANSLATIONS_WITH_ONE_NUMBER {
            @Override
            Post set(Post post, int number) {
                String language = number % 2 == 0 ? "en" : "de";
                return post.guid("47110" + number / 2 + " at https://tide.example")
                        .link("https://tide.example/" + language + "/47110" + number / 2 + "-" + language);
            }
        },
        TRANSLATIONS_ON_THEIR_HOSTS {
            @Override
            Post set(Post post, int number) {
                String language = number % 2 == 0 ? "en" : "de";
                return post.guid("node/47110" + number / 2 + " of the editors")
                        .link("https://" + language + ".tide.example/news/47110" + number / 2);
            }
        },
        TRANSLATIONS_BY_PARAMETER {
            @Override
            Post set(Post post, int number) {
                String language = number % 2 == 0 ? "en" : "de";
                return post.guid(null).link("https://tide.example/news/47110" + number / 2 + "?lang=" + language);
            }
        },
        PAGES_OF_A_LIST {
            @Override
            Post set(Post post, int number) {
                return post.title("Notices").guid(null).link("https://tide.example/notices?page=" + (number + 1));
            }
        },
        IDS_IN_THE_QUERY {
            @Override
            Post set(Post post, int number) {
                return post.title("Notices").guid(null).link("https://tide.example/?p=" + (100 + number));
            }
        },
        NUMBERS_OF_SECTIONS {
            @Override
            Post set(Post post, int number) {
                return post.title("Notices")
                        .guid("https://tide.example/section/471100/" + (char) ('a' + number))
                        .link("https://tide.example/section/471100/" + (char) ('a' + number));
            }
        };

        abstract Post set(Post post, int number);
    }

    /** All at once, or one after the other in a feed that shows two. */
    @ParameterizedTest
    @EnumSource
    void keepsStoriesApartThatLookLikeOne(Trap trap) {
        List<Post> stories = stories(10);
        List<Post> set = IntStream.range(0, 10)
                .mapToObj(i -> trap.set(stories.get(i), i))
                .toList();
        for (int shown = 1; shown <= 5; shown++) {
            publish(MAIN, set.subList(Math.max(0, shown - 2), shown));
        }
        publish(MAIN, set.subList(5, 10));
        publish(MAIN, set.subList(5, 10));
        assertEachStoryOnce();
    }

    @ParameterizedTest
    @EnumSource
    void keepsStoriesApartThatLookLikeOneAndComeOneByOne(Trap trap) {
        List<Post> stories = stories(6);
        for (int i = 0; i < 6; i++) {
            Post post = trap.set(stories.get(i), i);
            publish(MAIN, List.of(post));
            publish(MAIN, List.of(post));
        }
        assertEachStoryOnce();
    }

    @Test
    void knowsTheSummaryInAnotherFeedByLinkAndHeadlineThoughGuidAndTextAreOthers() {
        List<Post> full = stories(8);
        publish(MAIN, full);
        List<Post> teasers = full.stream()
                .map(post -> post.guid("teaser-" + post.story().hashCode())
                        .html("<p>What happened, who says so, and what comes next: our report from the coast.</p>"))
                .toList();
        publish(PORTS, teasers);
        assertEachStoryOnce();
    }

    @Test
    void doesNotMergeItemsThatOnlyShareTheirHeadline() {
        polls(stories(10), 2, (post, poll) -> post.title("The weather"));
        assertEachStoryOnce();
    }

    @ParameterizedTest
    @ValueSource(strings = {"guid and link", "guid", "link", "guid, new link", "link, new guid"})
    void followsAHeadlineThatIsEditedAndFlaps(String stable) {
        List<Post> stories = stories(8);
        for (int poll = 0; poll < 6; poll++) {
            List<Post> shown = new ArrayList<>();
            for (Post post : stories) {
                boolean edited = poll % 2 == 1;
                Post now = edited ? post.title("Edited: " + post.title()) : post;
                now = stable.equals("guid") ? now.link(null) : now;
                now = stable.equals("link") ? now.guid(null) : now;
                now = stable.equals("guid, new link") && edited ? now.link(now.link() + "-edited") : now;
                now = stable.equals("link, new guid") && edited ? now.guid(now.guid() + "-edited") : now;
                shown.add(now);
            }
            Collections.shuffle(shown, new java.util.Random(poll));
            publish(MAIN, shown);
        }
        assertEachStoryOnce();
    }

    @ParameterizedTest
    @EnumSource
    void takesNoNoiseForARevision(Noise noise) {
        polls(stories(5), 4, (post, poll) -> noise.on(post, poll));
        assertEachStoryOnce();
    }

    @Test
    void takesNoTypographyForARevision() {
        polls(
                stories(5),
                4,
                (post, poll) -> post.html(
                        switch (poll) {
                            case 1 -> post.html().replace("“", "&quot;").replace("”", "\"");
                            case 2 ->
                                post.html()
                                        .replace("<p>", "<p style='margin:0'>")
                                        .replace(" the ", "&nbsp;the ");
                            case 3 -> post.html().replace("</p>\n", " </p>").replace("'s", "’s");
                            default -> post.html();
                        }));
        assertEachStoryOnce();
    }

    @Test
    void takesAnotherSizeOfThePictureForNoRevision() {
        List<String> sizes = List.of(
                "https://i0.media.example/2026/harbour-crane-300x200.jpg?w=300",
                "https://i2.media.example/2026/harbour-crane-1024x683.jpg?w=1024",
                "https://i1.media.example/2026/harbour-crane.jpg");
        polls(stories(5), 3, (post, poll) -> post.html("<img src='" + sizes.get(poll) + "'>" + post.html()));
        assertEachStoryOnce();
    }

    @Test
    void seesEveryRevisionAReaderSees() {
        List<Post> stories = stories(6);
        polls(stories, 5, (post, poll) -> {
            String html = post.html();
            return switch (poll) {
                case 1 -> post.revised(html + "<p>On Tuesday the ferry to Norrhamn sailed again, half full.</p>");
                case 2 -> post.revised(html.replaceFirst(" the ", " no "));
                case 3 -> post.revised(html.substring(0, html.lastIndexOf("<p>")));
                case 4 -> post.revised("<img src='https://media.example/crane.jpg'>" + html);
                default -> post;
            };
        });
        publish(MAIN, stories); // and back, which is none
        assertEachStoryOnce();
    }
}
