package io.feedmill.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.feedmill.avro.FeedSubscription;
import io.feedmill.producer.Subscriptions;
import io.feedmill.schemas.LocalSchemaRegistry;
import io.feedmill.schemas.Topic;
import io.feedmill.schemas.Topics;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Subscriptions in their compacted topic on a real broker. */
class SubscriptionsIT {

    @TempDir
    Path folder;

    private static FeedSubscription to(String url) {
        return FeedSubscription.newBuilder().setUrl(url).build();
    }

    @Test
    void areReadAsTheyWereLastWritten() throws Exception {
        Topics topics = Topics.of("", new LocalSchemaRegistry(null));
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0)) {
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
                topics.create(admin, 3, (short) 1);
            }
            FeedSubscription secret = to("https://me:secret@one.example/feed");
            FeedSubscription two = to("https://two.example/feed");
            FeedSubscription paused = to("https://two.example/feed");
            paused.setPaused(true);
            paused.setHeaders(Map.of("Authorization", "Bearer 7"));
            FeedSubscription three = to("https://three.example/feed");
            try (Subscriptions subscriptions = new Subscriptions(kafka.bootstrapServers(), topics, Map.of())) {
                assertEquals(Map.of(), subscriptions.all());
                subscriptions.put(List.of(secret, two, three));
                subscriptions.put(List.of(paused));
                subscriptions.remove(Set.of(Subscriptions.feedId(three)));
                writeUnderAnotherKey(kafka, topics.subscriptions(), to("https://four.example/feed"));

                Map<String, FeedSubscription> expected = Map.of(
                        Subscriptions.feedId(to("https://one.example/feed")),
                        secret,
                        Subscriptions.feedId(two),
                        paused);
                assertEquals(expected, subscriptions.all());
                assertEquals(Map.of(), subscriptions.statuses());
            }
        }
    }

    private static void writeUnderAnotherKey(
            EmbeddedKafka kafka, Topic<String, FeedSubscription> topic, FeedSubscription subscription)
            throws Exception {
        try (KafkaProducer<String, FeedSubscription> foreign = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                topic.keys().serializer(),
                topic.values().serializer())) {
            foreign.send(new ProducerRecord<>(topic.name(), "a key of its own", subscription))
                    .get();
        }
    }
}
