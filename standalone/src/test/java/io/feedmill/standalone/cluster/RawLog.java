package io.feedmill.standalone.cluster;

import io.feedmill.avro.Feed;
import io.feedmill.avro.RawItem;
import io.feedmill.producer.PublishException;
import io.feedmill.producer.RawPublisher;
import io.feedmill.schemas.Ids;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/**
 * An invented raw log, the same each time for the same numbers: rounds of items of many sites, with repeats, revisions and
 * copies among them.
 *
 * @param items how many
 * @param sites the more, the more evenly they fall on partitions
 * @param stories how many different ones; the fewer, the more repeats, revisions and copies
 * @param words of each text
 */
record RawLog(int items, int sites, int stories, int words) {

    private static final Instant BEGIN = Instant.parse("2026-03-01T12:00:00Z");
    private static final int BATCH = 500;

    /** Publishes all of it, one transaction for each round; what fails is tried again, as the producer does. */
    void publish(RawPublisher publisher) {
        publish(publisher, BATCH, published -> {});
    }

    /**
     * As above.
     *
     * @param round how many items
     * @param before is called before each round with the number of items that are out, and returns when more may be
     */
    void publish(RawPublisher publisher, int round, IntConsumer before) {
        Random random = new Random(20261123);
        Instant now = BEGIN;
        for (int left = items; left > 0; left -= round) {
            before.accept(items - left);
            now = now.plusSeconds(30);
            List<RawItem> batch = new ArrayList<>();
            for (int i = 0; i < Math.min(round, left); i++) {
                batch.add(item(random, now));
            }
            Instant tick = now.plusMillis(1);
            untilItWorks(() -> publisher.publish(batch, null));
            untilItWorks(() -> publisher.tick(tick));
        }
    }

    /** As many items as there are, all fetched at one time. */
    List<RawItem> round(Instant fetchedAt) {
        Random random = new Random(20261123);
        return IntStream.range(0, items).mapToObj(i -> item(random, fetchedAt)).toList();
    }

    private static void untilItWorks(Runnable publishing) {
        Awaitility.await("Kafka takes it")
                .atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofMillis(200))
                .ignoreException(PublishException.class)
                .untilAsserted(publishing::run);
    }

    private RawItem item(Random random, Instant now) {
        String site = "site" + random.nextInt(sites) + ".example";
        int story = random.nextInt(stories);
        String text = text(story, words);
        if (random.nextInt(4) == 0) {
            text += "</p><p>" + text(-1 - random.nextInt(5), 15);
        }
        return RawItem.newBuilder()
                .setFeed(Feed.newBuilder()
                        .setId(Ids.feedId(site))
                        .setUrl("https://" + site + "/feed")
                        .setSite("https://" + site + "/")
                        .setSiteId(site)
                        .build())
                .setGuid("https://" + site + "/story/" + story)
                .setTitle("Story " + text(story, 3))
                .setContentHtml("<p>" + text + "</p>")
                .setFetchedAt(now)
                .build();
    }

    private static String text(long seed, int words) {
        Random random = new Random(seed);
        return IntStream.range(0, words)
                .mapToObj(i -> Integer.toString(36 * 36 + random.nextInt(20_000), 36))
                .collect(Collectors.joining(" "));
    }
}
