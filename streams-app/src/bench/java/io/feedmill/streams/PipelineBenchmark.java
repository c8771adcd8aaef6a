package io.feedmill.streams;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.feedmill.avro.Category;
import io.feedmill.avro.Coordinates;
import io.feedmill.avro.Feed;
import io.feedmill.avro.PreparedItem;
import io.feedmill.avro.RawItem;
import io.feedmill.identity.Identity;
import io.feedmill.schemas.AvroJson;
import io.feedmill.schemas.Ids;
import io.feedmill.schemas.LocalSchemaRegistry;
import io.feedmill.schemas.Topics;
import io.feedmill.strip.Stripper;
import io.feedmill.strip.learned.FeedHabits;
import io.feedmill.tag.Tagger;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;

/**
 * The processor time of the pure pipeline, from the bytes of a raw item to the bytes of a prepared one, and of each of its
 * stages, beside that of a bare jsoup parse of the same HTML, taken in turns in one thread. Kafka and its stores are not in
 * it: every item is new.
 *
 * <pre>{@code
 * mvn -q -DskipTests -pl streams-app -am test -Dbench.streams-app=io.feedmill.streams.PipelineBenchmark
 * }</pre>
 *
 * The items: the invented stories of the tagger's gold set, sixteen or so of one language and, in English, of one topic to an
 * article, set as four makers of feeds set them: a blog engine, an aggregator of agency copy, a newspaper whose pages are all
 * {@code div} and {@code span}, and one that sends text with line breaks. Half of the characters are markup, as in the items of
 * real feeds that have their whole text. {@code -Dbench.args} may name files of raw items instead, as {@code feedmill parse}
 * prints them.
 */
public final class PipelineBenchmark {

    private static final int ROUNDS = Integer.getInteger("bench.rounds", 300);
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Topics TOPICS = Topics.of("", new LocalSchemaRegistry(null));
    private static final Assembly ASSEMBLY = new Assembly("bench", "bench");

    private static final Stripper STRIPPER = Stripper.bundled();
    private static final Tagger TAGGER = Tagger.bundled();

    private static final LocalDate TODAY = LocalDate.ofInstant(NOON, ZoneOffset.UTC);
    private static final Map<String, byte[]> HABITS = new HashMap<>();

    private static long sink;

    private PipelineBenchmark() {}

    public static void main(String[] args) throws IOException {
        List<RawItem> items = new ArrayList<>();
        for (String file : args) {
            for (String line : Files.readAllLines(Path.of(file))) {
                items.add(AvroJson.fromTree(new ObjectMapper().readTree(line), RawItem.class, field -> {}));
            }
        }
        if (args.length == 0) {
            items.addAll(invented());
        }
        learn(items);
        List<byte[]> raw = items.stream()
                .map(item -> TOPICS.raw().values().serializer().serialize("", item))
                .toList();
        List<String> html = items.stream().map(PipelineBenchmark::html).toList();

        Map<String, Runnable> measured = new LinkedHashMap<>();
        measured.put("jsoup", () -> html.forEach(
                one -> sink += Jsoup.parseBodyFragment(one).body().childNodeSize()));
        measured.put("whole", () -> raw.forEach(bytes -> sink += encoded(prepared(bytes)).length));
        measured.put("open", () -> raw.forEach(bytes -> sink += opened(bytes).raw().getOffset()));
        List<Draft> drafts = raw.stream().map(PipelineBenchmark::opened).toList();
        drafts = stage(measured, "identify", drafts, PipelineBenchmark::identified);
        drafts = stage(measured, "strip", drafts, PipelineBenchmark::stripped);
        drafts = stage(measured, "tag", drafts, PipelineBenchmark::tagged);
        drafts = stage(measured, "sketch", drafts, PipelineBenchmark::sketched);
        drafts = stage(measured, "revise", drafts, PipelineBenchmark::revised);
        List<Draft> done = drafts;
        measured.put("assemble", () -> done.forEach(
                draft -> sink += ASSEMBLY.prepared(draft).getItem().getWordCount()));
        List<PreparedItem> prepared = done.stream().map(ASSEMBLY::prepared).toList();
        measured.put("encode", () -> prepared.forEach(item -> sink += encoded(item).length));

        report(html, measure(measured));
    }

    private static List<Draft> stage(
            Map<String, Runnable> measured, String name, List<Draft> drafts, UnaryOperator<Draft> work) {
        measured.put(name, () -> drafts.forEach(draft -> sink += work.apply(draft).raw().getOffset()));
        return drafts.stream().map(work).toList();
    }

    // ---------------------------------------------------------------- the pipeline

    private static PreparedItem prepared(byte[] bytes) {
        return ASSEMBLY.prepared(revised(sketched(tagged(stripped(identified(opened(bytes)))))));
    }

    private static Draft opened(byte[] bytes) {
        RawItem item = TOPICS.raw().values().deserializer().deserialize("", bytes);
        return Draft.of(new Coordinates("raw", 0, 1L), NOON, item.getFeed().getSiteId(), new Draft.Original(null, bytes, null), item);
    }

    private static Draft identified(Draft draft) {
        return draft.with(Identity.identify(IdentifyItem.facts(draft.item()), name -> null, id -> null));
    }

    /** With what was learned of the feed, and learning from the item, as between two looks at the store. */
    private static Draft stripped(Draft draft) {
        RawItem item = draft.item();
        FeedHabits habits = FeedHabits.of(HABITS.get(item.getFeed().getId()));
        Draft stripped = draft.with(Assembly.fitting(
                item, STRIPPER.strip(Assembly.article(item), Assembly.context(item, habits))));
        sink += habits.learn(stripped.stripped().lines(), TODAY).size() + habits.toBytes().length;
        return stripped;
    }

    /** What each feed was seen to repeat, once all items were seen. */
    private static void learn(List<RawItem> items) {
        for (RawItem item : items) {
            byte[] known = HABITS.get(item.getFeed().getId());
            FeedHabits habits = known == null ? new FeedHabits() : FeedHabits.of(known);
            habits.learn(
                    STRIPPER.strip(Assembly.article(item), Assembly.context(item, habits))
                            .lines(),
                    TODAY);
            HABITS.put(item.getFeed().getId(), habits.toBytes());
        }
    }

    private static Draft tagged(Draft draft) {
        return draft.with(TAGGER.tag(Assembly.story(draft.item(), draft.stripped())));
    }

    private static Draft sketched(Draft draft) {
        return draft.with(Assembly.sketch(draft.item(), draft.stripped()));
    }

    private static Draft revised(Draft draft) {
        return draft.with(new Draft.Revised(ReviseItem.firstMemory(draft, ReviseItem.version(draft)), null, false));
    }

    private static byte[] encoded(PreparedItem item) {
        return TOPICS.prepared().values().serializer().serialize("", item);
    }

    // ---------------------------------------------------------------- measuring

    /** Nanoseconds of this thread that the best pass took, of each thing measured: what disturbs only ever adds. */
    private static Map<String, Long> measure(Map<String, Runnable> measured) {
        ThreadMXBean clock = ManagementFactory.getThreadMXBean();
        Map<String, Long> best = new LinkedHashMap<>();
        for (int round = 0; round < ROUNDS; round++) {
            measured.forEach((name, pass) -> {
                long begun = clock.getCurrentThreadCpuTime();
                pass.run();
                best.merge(name, clock.getCurrentThreadCpuTime() - begun, Math::min);
            });
        }
        return best;
    }

    private static void report(List<String> html, Map<String, Long> best) {
        long characters = html.stream().mapToLong(String::length).sum();
        double parse = best.get("jsoup");
        System.out.printf(
                Locale.ROOT,
                "%d items of %d characters of HTML; a bare parse takes %.1f µs (best of %d passes; %d)%n",
                html.size(),
                characters / html.size(),
                parse / 1e3 / html.size(),
                ROUNDS,
                sink & 1);
        best.forEach((name, nanos) -> System.out.printf(Locale.ROOT, "%-8s %5.2f of the parse%n", name, nanos / parse));
    }

    // ---------------------------------------------------------------- the items

    /** What strip reads. */
    private static String html(RawItem item) {
        String content = item.getContentHtml();
        String summary = item.getSummaryHtml();
        return content != null && !content.isBlank() ? content : summary == null ? "" : summary;
    }

    /** A story of the gold set, and how it begins: with its language and the first of its topics. */
    private record Told(String language, String about, String title, String text) {}

    private static List<RawItem> invented() throws IOException {
        List<Told> stories = new ArrayList<>();
        for (String half : List.of("gold-a.txt", "gold-b.txt")) {
            List<String> lines = lines("/io/feedmill/tag/" + half);
            for (int i = 0; i + 2 < lines.size(); i += 3) {
                String[] label = lines.get(i).split("[:,] *");
                String about = label[0] + (label[0].equals("en") ? label[1] : "");
                stories.add(new Told(label[0], about, lines.get(i + 1), lines.get(i + 2)));
            }
        }
        Map<String, List<Told>> alike = stories.stream()
                .collect(Collectors.groupingBy(Told::about, LinkedHashMap::new, Collectors.toList()));
        List<RawItem> items = new ArrayList<>();
        alike.forEach((about, told) -> {
            for (int first = 0; first < told.size(); first++) {
                Told story = told.get(first);
                List<String> paragraphs = new ArrayList<>();
                for (int i = 0; i < 12 + first % 10; i++) {
                    paragraphs.add(told.get((first + i) % told.size()).text());
                }
                items.add(item(items.size(), story.language(), story.title(), paragraphs));
            }
        });
        return items;
    }

    private static List<String> lines(String resource) throws IOException {
        try (InputStream in = PipelineBenchmark.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        }
    }

    private static RawItem item(int number, String language, String title, List<String> paragraphs) {
        String site = "site" + number % 40 + ".example";
        String link = "https://www." + site + "/2026/03/" + number + "/story.html";
        return RawItem.newBuilder()
                .setFeed(Feed.newBuilder()
                        .setId(Ids.feedId(site))
                        .setUrl("https://www." + site + "/feed")
                        .setTitle("World | The Site Courier")
                        .setSite("https://www." + site + "/")
                        .setSiteId(site)
                        .setLanguage(number % 3 == 0 ? null : language)
                        .build())
                .setGuid("https://www." + site + "/?p=" + number)
                .setLink(link)
                .setTitle(title)
                .setSummaryHtml(number % 2 == 0 ? "<p>" + paragraphs.get(0) + " […]</p>" : null)
                .setContentHtml(set(number, title, link, paragraphs))
                .setCategories(List.of(
                        Category.newBuilder().setTerm("World").build(),
                        Category.newBuilder().setTerm("Latest").build()))
                .setFetchedAt(NOON)
                .setPublished(NOON.minusSeconds(600))
                .build();
    }

    private static String set(int number, String title, String link, List<String> paragraphs) {
        StringBuilder html = new StringBuilder();
        Consumer<String> add = html::append;
        switch (number % 4) {
            case 0 -> {
                for (int i = 0; i < paragraphs.size(); i++) {
                    if (i % 4 == 0) {
                        add.accept(figure(number + i, link + "-" + i));
                    }
                    add.accept("<p class=\"wp-block-paragraph\">" + linked(paragraphs.get(i), link) + "</p>\n\n\n\n");
                }
                add.accept("<p>The post <a rel=\"nofollow\" href=\"" + link + "\">" + title
                        + "</a> appeared first on <a rel=\"nofollow\" href=\"https://www.example/\">The Site Courier</a>.</p>\n");
            }
            case 1 -> {
                add.accept("<div class=\"lead\"><img title=\"The square\" src=\"" + link
                        + ".jpg\" alt=\"The square\" id=\"story_image_main\"/><p class=\"ins_caption sp_b\">The square in the"
                        + " morning (Representational)</p></div>");
                add.accept("<p><b class=\"place_cont\">London:</b></p>");
                paragraphs.forEach(text -> add.accept("<p style=\"margin: 0 0 16px; font-size: 18px\" data-paragraph=\""
                        + text.hashCode() + "\">" + linked(text, link) + "&nbsp;</p>"));
                add.accept("<p>(Except for the headline, this story has not been edited by Courier staff and is published"
                        + " from a syndicated feed.)</p><p><br />\n<a href=\"https://wire.example/" + number
                        + "\">Source link </a></p>\n]]>");
            }
            case 2 -> {
                add.accept("<div class=\"article-body__content\" data-component=\"body\">");
                paragraphs.forEach(text -> add.accept("<div class=\"article-paragraph body-copy\" data-block=\"text-"
                        + text.hashCode() + "\"><span style=\"font-weight: 400; font-family: Georgia, serif;\">"
                        + linked(text, link) + "</span></div><div class=\"spacer spacer--m\"></div>"));
                add.accept("<h3>Read more</h3><ul class=\"related\"><li><a href=\"" + link
                        + "?utm_source=rss&amp;utm_medium=feed\">Trams return to the old line</a></li><li><a href=\"" + link
                        + "?id=7&amp;fbclid=x\">Who pays for the bridge</a></li></ul>"
                        + "<p><em>Sign up for our newsletter.</em></p></div>"
                        + "<img src=\"https://pixel.example/b.gif?x=" + number + "\" width=\"1\" height=\"1\"/>");
            }
            default -> {
                add.accept(figure(number, link));
                paragraphs.forEach(text -> add.accept(linked(text, link) + "<br/><br/>\n"));
                add.accept("(Reporting by Ana Example; Editing by Bo Example)<br/><br/>© 2026 The Site Courier. All rights"
                        + " reserved.");
            }
        }
        return html.toString();
    }

    private static String figure(int number, String picture) {
        StringBuilder sizes = new StringBuilder();
        for (int width : new int[] {1024, 768, 300}) {
            sizes.append(sizes.isEmpty() ? "" : ", ").append(picture).append('-').append(width).append(".jpg ")
                    .append(width).append('w');
        }
        return "<figure class=\"wp-block-image size-large\"><img fetchpriority=\"high\" decoding=\"async\" width=\"1024\""
                + " height=\"683\" src=\"" + picture + "-1024.jpg\" alt=\"\" class=\"wp-image-1" + number + "\" srcset=\""
                + sizes + "\" sizes=\"(max-width: 1024px) 100vw, 1024px\"/><figcaption class=\"wp-element-caption\">The square"
                + " in the morning.</figcaption></figure>\n\n";
    }

    /** A link on the third word or so, and one phrase that stands out, as editors set them. */
    private static String linked(String text, String link) {
        int from = text.indexOf(' ', text.length() / 3) + 1;
        int to = text.indexOf(' ', from);
        if (from <= 0 || to < 0) {
            return text;
        }
        return text.substring(0, from) + "<a class=\"link\" href=\"" + link + "?topic=" + from
                + "&amp;ref=in-text\" target=\"_blank\" rel=\"noopener\">"
                + text.substring(from, to) + "</a>" + text.substring(to).replaceFirst(", ([^ ]+)", ", <em>$1</em>")
                        .replace("'", "&#8217;");
    }
}
