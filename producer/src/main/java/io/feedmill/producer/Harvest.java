package io.feedmill.producer;

import io.feedmill.avro.OutcomeKind;
import io.feedmill.avro.RemovedBlock;
import io.feedmill.schemas.Topic;
import io.feedmill.schemas.Topics;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * What the mill made of a feed's items of late, as far back as a short look at the ends of its topics reaches.
 *
 * @param outcomes how many of its raw items ended how
 * @param completeness how many of its stories are {@code full}, {@code truncated}, {@code teaser} or {@code empty}
 * @param boilerplate how many of its stories each kind of boilerplate was taken out of, most first
 * @param learned texts that were taken out because they had been learned of this feed, with how often, most first; at
 *     most five
 */
public record Harvest(
        Map<OutcomeKind, Integer> outcomes,
        Map<String, Integer> completeness,
        Map<String, Integer> boilerplate,
        List<Map.Entry<String, Integer>> learned) {

    /** Nothing known. */
    public static final Harvest NONE = new Harvest(Map.of(), Map.of(), Map.of(), List.of());

    private static final int OUTCOMES = 20_000;
    private static final int STORIES = 2_000;
    private static final int LEARNED = 5;
    private static final String LEARNED_RULE = "learned";
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /**
     * Reads the last 20,000 outcomes and the last 2,000 stories of all feeds. Takes seconds at most.
     *
     * @throws PublishException if a topic is missing, or no broker answers
     */
    public static Harvest read(
            String bootstrapServers, Topics topics, Map<String, String> kafkaSettings, String feedId) {
        Map<OutcomeKind, Integer> outcomes = new EnumMap<>(OutcomeKind.class);
        Map<String, Integer> completeness = new TreeMap<>();
        Map<String, Integer> boilerplate = new HashMap<>();
        Map<String, Integer> learned = new HashMap<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(KafkaSettings.consumer(bootstrapServers, kafkaSettings))) {
            last(consumer, topics.outcomes(), OUTCOMES, outcome -> {
                if (feedId.equals(outcome.getFeedId())) {
                    outcomes.merge(outcome.getKind(), 1, Integer::sum);
                }
            });
            last(consumer, topics.enriched(), STORIES, story -> {
                if (feedId.equals(story.getFeed().getId())) {
                    completeness.merge(story.getCompleteness(), 1, Integer::sum);
                    story.getRemoved().stream()
                            .map(RemovedBlock::getClass$)
                            .distinct()
                            .forEach(kind -> boilerplate.merge(kind, 1, Integer::sum));
                    story.getRemoved().stream()
                            .filter(block -> block.getRule().equals(LEARNED_RULE))
                            .forEach(block -> learned.merge(block.getText(), 1, Integer::sum));
                }
            });
        }
        Map<String, Integer> sorted = new java.util.LinkedHashMap<>();
        mostFirst(boilerplate).forEach(each -> sorted.put(each.getKey(), each.getValue()));
        return new Harvest(
                outcomes,
                completeness,
                sorted,
                mostFirst(learned).stream().limit(LEARNED).toList());
    }

    private static List<Map.Entry<String, Integer>> mostFirst(Map<String, Integer> counts) {
        return counts.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .map(each -> Map.entry(each.getKey(), each.getValue()))
                .toList();
    }

    /** Gives the last records of a topic, about so many, each partition's in order. */
    private static <V> void last(
            KafkaConsumer<byte[], byte[]> consumer, Topic<String, V> topic, int most, Consumer<V> values) {
        List<TopicPartition> partitions = CompactedTopic.partitions(consumer, topic);
        CompactedTopic.fromTheBeginning(consumer, partitions);
        Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        int each = Math.max(1, most / partitions.size());
        partitions.forEach(at -> consumer.seek(at, Math.max(begins.get(at), ends.get(at) - each)));
        long patience = System.nanoTime() + PATIENCE.toNanos();
        CompactedTopic.reading(topic, () -> {
            while (partitions.stream().anyMatch(at -> consumer.position(at) < ends.get(at))) {
                if (System.nanoTime() > patience) {
                    throw new KafkaException("its end was not reached within " + PATIENCE.toSeconds() + " s");
                }
                consumer.poll(POLL).forEach(record -> {
                    V value = CompactedTopic.entry(record, topic).value();
                    if (value != null) {
                        values.accept(value);
                    }
                });
            }
            return null;
        });
    }

    int items() {
        return outcomes.values().stream().mapToInt(Integer::intValue).sum();
    }

    int stories() {
        return completeness.values().stream().mapToInt(Integer::intValue).sum();
    }
}
