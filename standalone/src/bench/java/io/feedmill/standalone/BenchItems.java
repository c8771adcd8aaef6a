package io.feedmill.standalone;

import io.feedmill.avro.Feed;
import io.feedmill.avro.RawItem;
import io.feedmill.schemas.Ids;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Invented raw items of about 4 KB, the same each time: English-like text in paragraphs, on 200 sites, with the line of a
 * blog engine at the end; all are different stories.
 */
final class BenchItems {

    /** So many are fetched at one time. */
    static final int ROUND = 500;

    static final Instant BEGIN = Instant.parse("2026-03-01T12:00:00Z");

    private BenchItems() {}

    static List<RawItem> of(int count) {
        Random random = new Random(7);
        List<RawItem> items = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            items.add(item(random, number, BEGIN.plusSeconds(10L * (1 + number / ROUND))));
        }
        return items;
    }

    private static RawItem item(Random random, int number, Instant now) {
        String site = "site" + number % 200 + ".example";
        String html = IntStream.range(0, 10)
                .mapToObj(paragraph -> "<p>" + words(random, 55) + ".</p>")
                .collect(Collectors.joining("\n"));
        String title = words(random, 8);
        return RawItem.newBuilder()
                .setFeed(Feed.newBuilder()
                        .setId(Ids.feedId(site))
                        .setUrl("https://" + site + "/feed")
                        .setTitle("The " + site)
                        .setSite("https://" + site + "/")
                        .setSiteId(site)
                        .build())
                .setGuid("https://" + site + "/?p=" + number)
                .setLink("https://" + site + "/" + number)
                .setTitle(title)
                .setContentHtml(html + "\n<p>The post <a href=\"https://" + site + "/" + number + "\">" + title
                        + "</a> appeared first on <a href=\"https://" + site + "\">The " + site + "</a>.</p>")
                .setFetchedAt(now)
                .build();
    }

    private static final List<String> COMMON = List.of(
            "the of and to in a is that for on with as was at by it from are this have which not were their an be or"
                    .split(" "));

    /** Half function words, half words of a large vocabulary. */
    private static String words(Random random, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> random.nextBoolean()
                        ? COMMON.get(random.nextInt(COMMON.size()))
                        : "w" + Integer.toString(1296 + random.nextInt(40_000), 36) + "ing")
                .collect(Collectors.joining(" "));
    }
}
