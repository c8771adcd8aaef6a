package io.feedmill.standalone;

import io.feedmill.avro.RawItem;
import io.feedmill.producer.RawPublisher;
import io.feedmill.schemas.LocalSchemaRegistry;
import io.feedmill.schemas.Topics;
import io.feedmill.streams.Mill;
import io.feedmill.streams.MillSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Produced;

/**
 * How fast the whole mill is under exactly-once, as a share of a Kafka Streams application that only copies the same
 * records from the raw topic to another with the same settings. Broker, application and the reader that waits for the end
 * share one JVM. The records are invented: English-like text of about 4 KB in paragraphs, on 200 sites, with the line of a
 * blog engine at the end; all are different stories. What is timed is from the start of the client, on a log that is
 * already there, to the last committed record; the two take turns.
 *
 * <pre>{@code
 * mvn -q -DskipTests -pl standalone -am test -Dbench.standalone=io.feedmill.standalone.WholeMillBenchmark
 * }</pre>
 */
public final class WholeMillBenchmark {

    private static final int RECORDS = Integer.getInteger("bench.records", 20_000);
    private static final int RUNS = Integer.getInteger("bench.runs", 3);
    private static final int PARTITIONS = 4;
    private static final LocalSchemaRegistry REGISTRY = new LocalSchemaRegistry(null);

    private WholeMillBenchmark() {}

    public static void main(String[] args) {
        try (TemporaryFolder temporary = TemporaryFolder.make();
                EmbeddedKafka kafka = EmbeddedKafka.start(temporary.path().resolve("kafka"), 0)) {
            Path folder = temporary.path();
            Topics raw = Topics.of("", REGISTRY);
            create(kafka, raw);
            publish(kafka, raw);
            run(kafka, raw, folder, "warm-up-", 0);
            double[] ratios = new double[RUNS];
            for (int run = 0; run < RUNS; run++) {
                ratios[run] = run(kafka, raw, folder, "run-" + run + "-", run + 1);
            }
            Arrays.sort(ratios);
            System.out.printf(Locale.ROOT, "the mill's rate as a share of a copy's: median %.3f%n", ratios[RUNS / 2]);
        }
    }

    private static double run(EmbeddedKafka kafka, Topics raw, Path folder, String prefix, int number)
            {
        double copy = copy(kafka, raw, folder, prefix);
        double mill = mill(kafka, raw, folder, prefix);
        System.out.printf(
                Locale.ROOT,
                "%s: copy %,.0f records/s, mill %,.0f records/s, ratio %.3f%n",
                number == 0 ? "warm-up" : "run " + number,
                copy,
                mill,
                mill / copy);
        return mill / copy;
    }

    @SuppressWarnings("try") // the mill works by being there
    private static double mill(EmbeddedKafka kafka, Topics raw, Path folder, String prefix) {
        Topics own = Topics.of(prefix, REGISTRY);
        Topics topics = new Topics(
                prefix,
                REGISTRY,
                own.subscriptions(),
                own.status(),
                raw.raw(),
                own.prepared(),
                own.enriched(),
                own.copies(),
                own.outcomes(),
                own.boilerplate(),
                own.dead());
        create(kafka, topics);
        long begun = System.nanoTime();
        try (Mill mill = Mill.start(settings(kafka, topics, folder, prefix + "mill"))) {
            return rate(kafka, topics.outcomes().name(), begun);
        }
    }

    private static double copy(EmbeddedKafka kafka, Topics raw, Path folder, String prefix) {
        Topics topics = Topics.of(prefix + "copy-", REGISTRY);
        create(kafka, topics);
        StreamsBuilder builder = new StreamsBuilder();
        builder.stream(raw.raw().name(), Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()))
                .filter((key, value) -> value != null)
                .to(topics.raw().name(), Produced.with(Serdes.ByteArray(), Serdes.ByteArray()));
        Properties properties = Mill.properties(settings(kafka, topics, folder, prefix + "copy"));
        properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, false);
        long begun = System.nanoTime();
        try (KafkaStreams streams = new KafkaStreams(builder.build(), properties)) {
            streams.start();
            return rate(kafka, topics.raw().name(), begun);
        }
    }

    private static MillSettings settings(EmbeddedKafka kafka, Topics topics, Path folder, String application) {
        return new MillSettings(
                kafka.bootstrapServers(),
                topics,
                application,
                "bench",
                folder.resolve(application),
                2,
                Duration.ofMinutes(5),
                Map.of());
    }

    /** Reads the topic until it holds all records, committed. */
    private static double rate(EmbeddedKafka kafka, String topic, long begun) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(IntStream.range(0, PARTITIONS)
                    .mapToObj(partition -> new TopicPartition(topic, partition))
                    .toList());
            consumer.seekToBeginning(consumer.assignment());
            int seen = 0;
            while (seen < RECORDS) {
                seen += consumer.poll(Duration.ofMillis(200)).count();
            }
            return RECORDS * 1e9 / (System.nanoTime() - begun);
        }
    }

    private static void create(EmbeddedKafka kafka, Topics topics) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            topics.create(admin, PARTITIONS, (short) 1);
        }
    }

    private static void publish(EmbeddedKafka kafka, Topics topics) {
        try (RawPublisher publisher = new RawPublisher(kafka.bootstrapServers(), topics, "bench", Map.of())) {
            List<RawItem> items = BenchItems.of(RECORDS);
            for (int from = 0; from < RECORDS; from += BenchItems.ROUND) {
                List<RawItem> round = items.subList(from, Math.min(from + BenchItems.ROUND, RECORDS));
                publisher.publish(round, null);
                publisher.tick(round.get(0).getFetchedAt().plusMillis(1));
            }
        }
    }
}
