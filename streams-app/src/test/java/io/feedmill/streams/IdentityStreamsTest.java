package io.feedmill.streams;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.feedmill.avro.ItemOutcome;
import io.feedmill.avro.OutcomeKind;
import io.feedmill.avro.RawItem;
import io.feedmill.schemas.LocalSchemaRegistry;
import io.feedmill.schemas.Topics;
import io.feedmill.similarity.Newsroom;
import io.feedmill.strip.Stripper;
import io.feedmill.tag.Tagger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
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

    private static final Stripper STRIPPER = Stripper.bundled();
    private static final Tagger TAGGER = Tagger.bundled();
    private static final String SITE = "tide.example";
    private static final String MAIN = "https://tide.example/feed";
    private static final String PORTS = "https://tide.example/ports/feed";

    /** What a feed shows of a story. */
    private record Post(String story, String version, String guid, String link, String title, String html) {

        Post guid(String other) {
            return new Post(story, version, other, link, title, html);
        }

        Post link(String other) {
            return new Post(story, version, guid, other, title, html);
        }

        Post title(String other) {
            return new Post(story, version + ", titled " + other, guid, link, other, html);
        }

        Post revised(String other) {
            return new Post(story, version + ", " + other.hashCode(), guid, link, title, other);
        }

        /** The same to a reader. */
        Post html(String other) {
            return new Post(story, version, guid, link, title, other);
        }
    }

    @TempDir
    Path stateDir;

    private final Topics topics = Topics.of("", new LocalSchemaRegistry(null));
    private final List<Post> published = new ArrayList<>();
    private TopologyTestDriver driver;
    private TestInputTopic<byte[], byte[]> raw;
    private TestOutputTopic<String, ItemOutcome> outcomes;
    private Instant now = Items.NOON;

    @BeforeEach
    void startMill() {
        Properties settings = Mill.properties(new MillSettings(
                "localhost:1", topics, "test-mill", "test", stateDir, 1, Duration.ofSeconds(5), Map.of()));
        driver = new TopologyTestDriver(
                new MillTopology(
                                topics,
                                1,
                                Duration.ofSeconds(5),
                                Memory.DEFAULT,
                                STRIPPER,
                                TAGGER,
                                new Assembly("test", "rules"))
                        .build(settings),
                settings,
                Items.NOON);
        raw = driver.createInputTopic(
                topics.raw().name(),
                Serdes.ByteArray().serializer(),
                Serdes.ByteArray().serializer());
        outcomes = driver.createOutputTopic(
                topics.outcomes().name(),
                topics.outcomes().keys().deserializer(),
                topics.outcomes().values().deserializer());
    }

    @AfterEach
    void stopMill() {
        driver.close();
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
            RawItem item = RawItem.newBuilder()
                    .setFeed(Items.feed(SITE, feed))
                    .setGuid(post.guid)
                    .setGuidShared(shared(posts.stream().map(Post::guid), post.guid))
                    .setLink(post.link)
                    .setLinkShared(shared(posts.stream().map(Post::link), post.link))
                    .setTitle(post.title)
                    .setContentHtml(post.html)
                    .setFetchedAt(now)
                    .build();
            raw.pipeInput(new TestRecord<>(
                    SITE.getBytes(StandardCharsets.UTF_8),
                    topics.raw().values().serializer().serialize(topics.raw().name(), item),
                    now));
            published.add(post);
        }
    }

    private static boolean shared(Stream<String> all, String one) {
        return one != null && all.filter(one::equals).count() > 1;
    }

    private void polls(List<Post> stories, int times, BiFunction<Post, Integer, Post> asShown) {
        for (int poll = 0; poll < times; poll++) {
            int now = poll;
            publish(MAIN, stories.stream().map(post -> asShown.apply(post, now)).toList());
        }
    }

    /** Each story is one item, and each of its versions is emitted when it is first seen, and only then. */
    private void assertEachStoryOnce() {
        raw.pipeInput(new TestRecord<>(
                null, null, new RecordHeaders().add(Topics.TICK_HEADER, new byte[0]), now.plusMillis(1)));
        Map<Long, ItemOutcome> byOffset = new HashMap<>();
        outcomes.readValuesToList()
                .forEach(outcome -> assertNull(byOffset.put(outcome.getRaw().getOffset(), outcome)));
        Map<String, String> itemOfStory = new HashMap<>();
        Map<String, String> storyOfItem = new HashMap<>();
        Set<String> versions = new HashSet<>();
        for (int i = 0; i < published.size(); i++) {
            Post post = published.get(i);
            ItemOutcome outcome = byOffset.get((long) i);
            assertNotNull(outcome, "lost: record " + i + ", " + post);
            String what = "record " + i + ", " + post.story + ", " + post.version + ", guid " + post.guid + ", link "
                    + post.link + ": " + outcome.getReason();
            String item = outcome.getItemId();
            boolean first = itemOfStory.putIfAbsent(post.story, item) == null;
            String other = storyOfItem.putIfAbsent(item, post.story);
            assertEquals(other == null ? post.story : other, post.story, "merged two stories: " + what);
            assertEquals(itemOfStory.get(post.story), item, "split a story: " + what);
            boolean newVersion = versions.add(post.story + post.version);
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
        publish(PORTS, stories.stream().map(post -> post.guid(post.link)).toList());
        publish(MAIN, stories);
        assertEachStoryOnce();
    }

    @Test
    void takesTheFullTextForARevisionOfTheSummaryAndNotTheOtherWayRound() {
        List<Post> full = stories(10);
        List<Post> summaries = full.stream()
                .map(post -> new Post(
                        post.story,
                        "summary",
                        post.guid,
                        post.link,
                        post.title,
                        post.html.substring(0, post.html.indexOf("</p>") + 4)))
                .toList();
        publish(PORTS, summaries);
        publish(MAIN, full);
        publish(PORTS, summaries);
        publish(MAIN, full);
        assertEachStoryOnce();
    }

    /** How feeds change the ids of items that stay as they are. */
    private enum Churn {
        HEADLINE_IN_GUID,
        HEADLINE_IN_GUID_AND_IT_IS_EDITED,
        HTTP_AND_HTTPS,
        ANOTHER_HOST,
        NEW_SCHEME_OF_GUIDS,
        NEW_SCHEME_OF_GUIDS_AND_LINKS,
        ANOTHER_GUID_EACH_TIME,
        ANOTHER_GUID_EACH_TIME_AND_TITLES_ARE_EDITED,
        ONE_GUID_FOR_ALL,
        A_COUNTER_IN_THE_GUID,
        NO_GUID_AND_A_LINK_WITH_TRACKING,
        GUIDS_COME_AND_GO;

        Post show(Post post, int poll) {
            String number = post.link.substring(post.link.lastIndexOf('-') + 1);
            switch (this) {
                case HEADLINE_IN_GUID:
                    return post.guid(SITE + ":" + post.title.replace(' ', '_'));
                case HEADLINE_IN_GUID_AND_IT_IS_EDITED:
                    Post edited = poll == 0 ? post : post.title(post.title + ", office says");
                    return edited.guid(SITE + ":" + edited.title.replace(' ', '_'));
                case HTTP_AND_HTTPS:
                    return poll % 2 == 0
                            ? post
                            : post.guid(post.guid.replace("https", "http")).link(post.link.replace("https", "http"));
                case ANOTHER_HOST:
                    return poll < 2
                            ? post
                            : post.guid(post.guid.replace("//", "//news.")).link(post.link.replace("//", "//news."));
                case NEW_SCHEME_OF_GUIDS:
                    return poll < 2 ? post : post.guid("urn:uuid:0000-" + number);
                case NEW_SCHEME_OF_GUIDS_AND_LINKS:
                    return poll < 2
                            ? post
                            : post.guid("urn:uuid:0000-" + number).link("https://tide.example/articles/" + number);
                case ANOTHER_GUID_EACH_TIME:
                    return post.guid("fetched-" + poll + "-" + number + "-" + poll * 7919);
                case ANOTHER_GUID_EACH_TIME_AND_TITLES_ARE_EDITED:
                    return (poll < 2 ? post : post.title(post.title + " " + poll))
                            .guid("fetched-" + poll + "-" + number + "-" + poll * 7919);
                case ONE_GUID_FOR_ALL:
                    return post.guid("https://tide.example/");
                case A_COUNTER_IN_THE_GUID:
                    return (poll == 0 ? post : post.title(post.title + " " + poll)).guid(post.link + "#" + poll);
                case NO_GUID_AND_A_LINK_WITH_TRACKING:
                    return post.guid(null)
                            .link((poll % 2 == 0 ? post.link : post.link.replace("//", "//m."))
                                    + "?utm_source=rss&utm_content=" + poll + "&fbclid=" + poll + "#xtor=RSS-" + poll);
                case GUIDS_COME_AND_GO:
                    return poll % 2 == 0 ? post : post.guid(null);
                default:
                    throw new AssertionError(this);
            }
        }
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
        polls(stories, 8, (post, poll) -> post.guid("fetched-" + poll + "-" + post.link.hashCode()));
        publish(
                MAIN,
                IntStream.range(0, 6)
                        .mapToObj(i -> stories.get(i)
                                .guid("fetched-again-" + i * 31)
                                .title(others.get(i).title)
                                .revised(others.get(i).html))
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
                        .mapToObj(i -> stories.get(i + 3).guid(stories.get(i).guid))
                        .toList());
        publish(MAIN, List.of(stories.get(3).guid(stories.get(0).guid).title("Now with another headline")));
        publish(MAIN, stories.subList(0, 3));
        assertEachStoryOnce();
    }

    @Test
    void tellsItemsOfOnePageApartByTheFragment() {
        List<Post> stories = stories(10).stream()
                .map(post ->
                        post.guid(null).link("https://tide.example/2026/03/01.html#" + post.story.replace(' ', '-')))
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
                        .guid("urn:live:" + post.story)
                        .html(post.html.substring(0, post.html.indexOf("</p>") + 4) + line))
                .toList();
        for (Post entry : entries) {
            publish(MAIN, List.of(entry));
        }
        publish(MAIN, entries);
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
                Post now = edited ? post.title("Edited: " + post.title) : post;
                now = stable.equals("guid") ? now.link(null) : now;
                now = stable.equals("link") ? now.guid(null) : now;
                now = stable.equals("guid, new link") && edited ? now.link(now.link + "-edited") : now;
                now = stable.equals("link, new guid") && edited ? now.guid(now.guid + "-edited") : now;
                shown.add(now);
            }
            Collections.shuffle(shown, new java.util.Random(poll));
            publish(MAIN, shown);
        }
        assertEachStoryOnce();
    }

    /** What changes in an item without a reader seeing it. */
    private enum Noise {
        TRACKER("<img src='https://count.example/pixel.gif?n=%d' width='1' height='1'>"),
        ADVERT("<div class='advertisement'><a href='https://ads.example/%d'>Advertisement</a></div>"),
        SHARING("<div class='sharedaddy'><a href='https://share.example/?n=%d'>Share this (%d)</a></div>"),
        COMMENTS("<p class='comments-link'><a href='https://tide.example/a#comments'>%d comments</a></p>"),
        APPEARED("<p>The post <a href='https://tide.example/?utm_id=%d'>Harbour</a> first appeared on Tide.</p>"),
        ATTRIBUTES("<!-- served by %d -->");

        private final String html;

        Noise(String html) {
            this.html = html;
        }
    }

    @ParameterizedTest
    @EnumSource
    void takesNoNoiseForARevision(Noise noise) {
        polls(stories(5), 4, (post, poll) -> post.html(post.html + noise.html.replace("%d", "" + (17 + poll))));
        assertEachStoryOnce();
    }

    @Test
    void takesNoTypographyForARevision() {
        polls(
                stories(5),
                4,
                (post, poll) -> post.html(
                        switch (poll) {
                            case 1 -> post.html.replace("“", "&quot;").replace("”", "\"");
                            case 2 ->
                                post.html.replace("<p>", "<p style='margin:0'>").replace(" the ", "&nbsp;the ");
                            case 3 -> post.html.replace("</p>\n", " </p>").replace("'s", "’s");
                            default -> post.html;
                        }));
        assertEachStoryOnce();
    }

    @Test
    void takesAnotherSizeOfThePictureForNoRevision() {
        List<String> sizes = List.of(
                "https://i0.media.example/2026/harbour-crane-300x200.jpg?w=300",
                "https://i2.media.example/2026/harbour-crane-1024x683.jpg?w=1024",
                "https://i1.media.example/2026/harbour-crane.jpg");
        polls(stories(5), 3, (post, poll) -> post.html("<img src='" + sizes.get(poll) + "'>" + post.html));
        assertEachStoryOnce();
    }

    @Test
    void seesEveryRevisionAReaderSees() {
        List<Post> stories = stories(6);
        polls(stories, 5, (post, poll) -> {
            String html = post.html;
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
