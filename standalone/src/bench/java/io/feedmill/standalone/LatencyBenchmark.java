package io.feedmill.standalone;

import io.feedmill.avro.Feed;
import io.feedmill.avro.RawItem;
import io.feedmill.producer.RawPublisher;
import io.feedmill.schemas.Ids;
import io.feedmill.schemas.LocalSchemaRegistry;
import io.feedmill.schemas.Topics;
import io.feedmill.streams.Mill;
import io.feedmill.streams.MillSettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * How long a story takes from its publication to a reader of committed records: the reader's clock against the header
 * {@link Topics#PUBLISHED_HEADER}. Broker, mill, publisher and reader share one JVM, with the settings that {@code feedmill
 * run} has. Single items at random distances, two a second, and a tick a tenth of a second after each, as the producer
 * appends them. The first fifth is warm-up.
 *
 * <pre>{@code
 * mvn -q -DskipTests -pl standalone -am test -Dbench.standalone=io.feedmill.standalone.LatencyBenchmark
 * }</pre>
 */
public final class LatencyBenchmark {

    private static final int ITEMS = Integer.getInteger("bench.items", 250);
    private static final int PARTITIONS = 4;
    private static final int TICK_DELAY_MILLIS = 100;

    private LatencyBenchmark() {}

    public static void main(String[] args) throws InterruptedException {
        LocalSchemaRegistry registry = new LocalSchemaRegistry(null);
        Topics topics = Topics.of("", registry);
        topics.register();
        try (TemporaryFolder temporary = TemporaryFolder.make();
                EmbeddedKafka kafka = EmbeddedKafka.start(temporary.path().resolve("kafka"), 0)) {
            String servers = kafka.bootstrapServers();
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
                topics.create(admin, PARTITIONS, (short) 1);
            }
            Path state = temporary.path().resolve("state");
            try (Mill mill = Mill.start(new MillSettings(
                            servers,
                            topics,
                            "mill",
                            "mill-1",
                            state,
                            1,
                            MillSettings.DEFAULT_ORDER_WAIT,
                            EmbeddedKafka.QUICK_STREAMS));
                    RawPublisher publisher = new RawPublisher(servers, topics, "latency", Map.of())) {
                mill.awaitRunning(Duration.ofMinutes(1));
                ConcurrentSkipListMap<Long, Integer> millis = new ConcurrentSkipListMap<>();
                Thread reader = new Thread(() -> read(servers, topics, millis), "reader");
                reader.start();
                publish(publisher);
                reader.join(60_000);
                report(millis);
            }
        }
    }

    private static void publish(RawPublisher publisher) throws InterruptedException {
        Random random = new Random(1);
        for (int i = 0; i < ITEMS; i++) {
            Instant now = Instant.now();
            publisher.publish(List.of(item(i, random, now)), null);
            Thread.sleep(TICK_DELAY_MILLIS);
            publisher.tick(now.plusMillis(TICK_DELAY_MILLIS));
            Thread.sleep(random.nextInt(800));
        }
    }

    private static RawItem item(int number, Random random, Instant now) {
        String site = "site" + number % 40 + ".example";
        String text = random.ints(400, 0, 20_000)
                .mapToObj(word -> Integer.toString(word + 46_656, 36))
                .collect(Collectors.joining(" "));
        return RawItem.newBuilder()
                .setFeed(Feed.newBuilder()
                        .setId(Ids.feedId(site))
                        .setUrl("https://" + site + "/feed")
                        .setSite("https://" + site + "/")
                        .setSiteId(site)
                        .build())
                .setGuid("https://" + site + "/story/" + number)
                .setTitle("Story " + number)
                .setContentHtml("<p>" + text + "</p>")
                .setFetchedAt(now)
                .build();
    }

    private static void read(String servers, Topics topics, Map<Long, Integer> millis) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers", servers,
                        "isolation.level", "read_committed",
                        "auto.offset.reset", "earliest",
                        "group.id", "latency"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(topics.enriched().name()));
            for (int seen = 0; seen < ITEMS; ) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                    String published = new String(
                            record.headers().lastHeader(Topics.PUBLISHED_HEADER).value(), StandardCharsets.US_ASCII);
                    if (seen++ >= ITEMS / 5) {
                        millis.merge(System.currentTimeMillis() - Long.parseLong(published), 1, Integer::sum);
                    }
                }
            }
        }
    }

    private static void report(ConcurrentSkipListMap<Long, Integer> millis) {
        int count = millis.values().stream().mapToInt(Integer::intValue).sum();
        System.out.printf(Locale.ROOT, "%d stories, ms from publish to reader:", count);
        for (int percent : new int[] {50, 90, 99, 100}) {
            int below = 0;
            for (Map.Entry<Long, Integer> each : millis.entrySet()) {
                below += each.getValue();
                if (below * 100 >= count * percent) {
                    System.out.printf(Locale.ROOT, " p%d %d", percent, each.getKey());
                    break;
                }
            }
        }
        System.out.println();
    }
}
