package io.feedmill.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.sun.net.httpserver.HttpServer;
import io.feedmill.avro.FeedStatus;
import io.feedmill.avro.FeedSubscription;
import io.feedmill.producer.FeedProducer;
import io.feedmill.producer.PollReport;
import io.feedmill.producer.ProducerSettings;
import io.feedmill.producer.ProducerState;
import io.feedmill.producer.Subscriptions;
import io.feedmill.producer.fetch.FailureKind;
import io.feedmill.producer.fetch.FetchSettings;
import io.feedmill.schemas.LocalSchemaRegistry;
import io.feedmill.schemas.Topic;
import io.feedmill.schemas.Topics;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
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

    @Test
    void areTakenUpByAProducerThatRuns() throws Exception {
        Topics topics = Topics.of("", new LocalSchemaRegistry(null));
        Map<String, Integer> requests = new ConcurrentHashMap<>();
        Set<String> keys = ConcurrentHashMap.newKeySet();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.createContext("/", exchange -> {
            String path = exchange.getRequestURI().getPath();
            int polls = requests.merge(path, 1, Integer::sum);
            keys.add(path + " " + exchange.getRequestHeaders().getFirst("X-Key"));
            byte[] body = Rss.document("one.example", List.of(Rss.item("one.example" + path, polls)))
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        String home = "http://127.0.0.1:" + server.getAddress().getPort();
        List<PollReport> reports = new CopyOnWriteArrayList<>();
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0)) {
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
                topics.create(admin, 3, (short) 1);
            }
            ProducerSettings settings = ProducerSettings.of(kafka.bootstrapServers(), topics)
                    .fetching(FetchSettings.defaults().allowing(List.of("127.0.0.1")))
                    .every(Duration.ofMillis(100), Duration.ofMillis(200))
                    .with(Patience.KAFKA);
            try (FeedProducer producer = new FeedProducer(settings, InstantSource.system(), reports::add);
                    Subscriptions subscriptions = new Subscriptions(kafka.bootstrapServers(), topics, Map.of())) {
                producer.start();
                FeedSubscription first = to(home + "/first");
                first.setHeaders(Map.of("X-Key", "seven"));
                first.setTopics(List.of("medtop:04000000"));
                first.setRuleSet("of its own");
                subscriptions.put(List.of(first));
                await(() -> requests.getOrDefault("/first", 0) > 2);
                assertEquals(Set.of("/first seven"), keys);
                await(() -> producer.state().held().size() == 3); // shares are taken up one after another

                FeedSubscription paused =
                        FeedSubscription.newBuilder(first).setPaused(true).build();
                subscriptions.put(List.of(paused, to(home + "/second")));
                await(() -> requests.getOrDefault("/second", 0) > 0
                        && producer.state().feeds() == 1);
                await(
                        () -> { // what was under way comes to an end, and nothing follows
                            int polled = requests.get("/first");
                            int others = requests.get("/second");
                            await(() -> requests.get("/second") > others + 4);
                            return polled == requests.get("/first");
                        });
                int polls = requests.get("/first");

                subscriptions.put(List.of(first, to("/etc/hostname")));
                await(() -> requests.get("/first") > polls);
                await(() -> reports.stream().anyMatch(report -> report.failure() == FailureKind.BLOCKED));
                subscriptions.remove(List.of(Subscriptions.feedId(first), Subscriptions.feedId(to("/etc/hostname"))));
                await(() -> producer.state().feeds() == 1 && producer.state().items() > 0);
            }
            Map<String, FeedStatus> statuses = new Subscriptions(kafka.bootstrapServers(), topics, Map.of()).statuses();
            FeedStatus first = statuses.get(Subscriptions.feedId(to(home + "/first")));
            assertEquals(first.getPolls(), first.getItemsPublished(), "each poll found another item");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void areRememberedForAMonthAfterTheyHaveEnded() throws Exception {
        Topics topics = Topics.of("", new LocalSchemaRegistry(null));
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.createContext("/", exchange -> {
            byte[] body = Rss.document("one.example", List.of(Rss.item("one.example", 1)))
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        FeedSubscription feed = to("http://127.0.0.1:" + server.getAddress().getPort() + "/feed");
        String id = Subscriptions.feedId(feed);
        Instant start = Instant.now();
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0)) {
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
                topics.create(admin, 3, (short) 1);
            }
            ProducerSettings settings = ProducerSettings.of(kafka.bootstrapServers(), topics)
                    .fetching(FetchSettings.defaults().allowing(List.of("127.0.0.1")))
                    .with(Patience.KAFKA);
            try (Subscriptions subscriptions = new Subscriptions(kafka.bootstrapServers(), topics, Map.of())) {
                subscriptions.put(List.of(feed));
                run(settings, start, state -> state.items() == 1);
                subscriptions.remove(Set.of(id));
                run(
                        settings,
                        start.plus(Duration.ofHours(1)),
                        state -> state.held().size() == 3);
                assertEquals(
                        start.plus(Duration.ofHours(1)).truncatedTo(ChronoUnit.MILLIS),
                        subscriptions.statuses().get(id).getUnsubscribedAt());

                subscriptions.put(List.of(feed));
                Instant back = start.plus(Duration.ofDays(29));
                assertEquals(0, run(settings, back, state -> state.polls() == 1).items(), "it was seen before");
                assertNull(subscriptions.statuses().get(id).getUnsubscribedAt());

                subscriptions.remove(Set.of(id));
                run(settings, back, state -> state.held().size() == 3);
                run(
                        settings,
                        back.plus(Duration.ofDays(29)),
                        state -> state.held().size() == 3);
                assertEquals(Set.of(id), subscriptions.statuses().keySet());
                run(
                        settings,
                        back.plus(Duration.ofDays(31)),
                        state -> state.held().size() == 3);
                assertEquals(Set.of(), subscriptions.statuses().keySet());
            }
        } finally {
            server.stop(0);
        }
    }

    /** A producer at a time of its own, until it has come so far. */
    private static ProducerState run(ProducerSettings settings, Instant now, Predicate<ProducerState> until)
            throws Exception {
        try (FeedProducer producer = new FeedProducer(settings, () -> now, report -> {})) {
            producer.start();
            await(() -> until.test(producer.state()));
            return producer.state();
        }
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await().atMost(Patience.LONG).until(condition);
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
