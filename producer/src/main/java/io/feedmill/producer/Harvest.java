package io.feedmill.producer;

import io.feedmill.avro.EnrichedItem;
import io.feedmill.avro.FeedBoilerplate;
import io.feedmill.avro.HabitState;
import io.feedmill.avro.ItemOutcome;
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
import java.util.Objects;
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
 * @param habits what the feed repeats from item to item: at most ten blocks, those that are taken out before those that are
 *     only proposed, the commonest first
 */
public record Harvest(
        Map<OutcomeKind, Integer> outcomes,
        Map<String, Integer> completeness,
        Map<String, Integer> boilerplate,
        List<FeedBoilerplate> habits) {

    /** Nothing known. */
    public static final Harvest NONE = new Harvest(Map.of(), Map.of(), Map.of(), List.of());

    private static final int OUTCOMES = 20_000;
    private static final int STORIES = 2_000;
    private static final int HABITS = 10;
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
        Map<String, FeedBoilerplate> habits = new HashMap<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(KafkaSettings.consumer(bootstrapServers, kafkaSettings))) {
            last(consumer, topics.outcomes(), OUTCOMES, entry -> {
                ItemOutcome outcome = entry.value();
                if (outcome != null && feedId.equals(outcome.getFeedId())) {
                    outcomes.merge(outcome.getKind(), 1, Integer::sum);
                }
            });
            last(consumer, topics.enriched(), STORIES, entry -> {
                EnrichedItem story = entry.value();
                if (story != null && feedId.equals(story.getFeed().getId())) {
                    completeness.merge(story.getCompleteness(), 1, Integer::sum);
                    story.getRemoved().stream()
                            .map(RemovedBlock::getClass$)
                            .distinct()
                            .forEach(kind -> boilerplate.merge(kind, 1, Integer::sum));
                }
            });
            // Compacted: a record with no value takes back what its key said.
            last(consumer, topics.boilerplate(), Integer.MAX_VALUE, entry -> {
                if (entry.key() != null && entry.key().startsWith(feedId + "/")) {
                    habits.put(entry.key(), entry.value());
                }
            });
        }
        Map<String, Integer> sorted = new java.util.LinkedHashMap<>();
        mostFirst(boilerplate).forEach(each -> sorted.put(each.getKey(), each.getValue()));
        return new Harvest(
                outcomes,
                completeness,
                sorted,
                habits.values().stream()
                        .filter(Objects::nonNull)
                        .sorted(Comparator.comparing((FeedBoilerplate habit) -> habit.getState() != HabitState.LEARNED)
                                .thenComparing(FeedBoilerplate::getCount, Comparator.reverseOrder())
                                .thenComparing(FeedBoilerplate::getRule))
                        .limit(HABITS)
                        .toList());
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
            KafkaConsumer<byte[], byte[]> consumer,
            Topic<String, V> topic,
            int most,
            Consumer<CompactedTopic.Entry<V>> entries) {
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
                consumer.poll(POLL).forEach(record -> entries.accept(CompactedTopic.entry(record, topic)));
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
