package io.feedmill.standalone;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.feedmill.avro.FeedSubscription;
import io.feedmill.producer.FeedProducer;
import io.feedmill.producer.ProducerSettings;
import io.feedmill.producer.ProducerState;
import io.feedmill.producer.Subscriptions;
import io.feedmill.producer.fetch.FetchSettings;
import io.feedmill.schemas.LocalSchemaRegistry;
import io.feedmill.schemas.Topics;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;

/**
 * Ten thousand subscriptions on two thousand hosts, polled once a minute by one producer, with broker and web server in
 * the same process: the CPU time of each part for a poll, and the heap after a full collection. Hosts are loopback
 * addresses ({@code 127.0.0.0/8}), which Linux answers on by itself.
 */
final class ManyFeedsBenchmark {

    private static final int HOSTS = 2_000;
    private static final int SHARES = 6;
    private static final int SECONDS = 60;
    private static final int ITEMS = 20;
    private static final int POLLS_BETWEEN_ITEMS = 10;

    private ManyFeedsBenchmark() {}

    /** @param arguments how many feeds, and for how many minutes; none for 10,000 and 5 */
    public static void main(String[] arguments) throws Exception {
        int feeds = arguments.length == 0 ? 10_000 : Integer.parseInt(arguments[0]);
        int minutes = arguments.length < 2 ? 5 : Integer.parseInt(arguments[1]);
        HttpServer server = HttpServer.create(new InetSocketAddress(0), 0);
        server.setExecutor(Executors.newFixedThreadPool(8));
        int[] polls = new int[feeds];
        server.createContext("/", exchange -> answer(exchange, polls));
        server.start();
        Topics topics = Topics.of("", new LocalSchemaRegistry(null));
        topics.register();
        try (TemporaryFolder folder = TemporaryFolder.make();
                EmbeddedKafka kafka = EmbeddedKafka.start(folder.path(), 0)) {
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
                topics.create(admin, SHARES, (short) 1);
            }
            try (Subscriptions subscriptions = new Subscriptions(kafka.bootstrapServers(), topics, Map.of())) {
                subscriptions.put(IntStream.range(0, feeds)
                        .mapToObj(feed -> FeedSubscription.newBuilder()
                                .setUrl(url(feed, server.getAddress().getPort()))
                                .setMinIntervalSeconds(SECONDS)
                                .setMaxIntervalSeconds(SECONDS)
                                .build())
                        .toList());
            }
            ProducerSettings settings = ProducerSettings.of(kafka.bootstrapServers(), topics)
                    .fetching(FetchSettings.defaults().allowing(List.of("127.0.0.0/8")));
            try (FeedProducer producer = new FeedProducer(settings, InstantSource.system(), report -> {})) {
                producer.start();
                watch(producer, minutes);
            }
        } finally {
            server.stop(0);
        }
    }

    private static String url(int feed, int port) {
        int host = feed % HOSTS;
        return "http://127.0.%d.%d:%d/%d".formatted(1 + host / 250, 1 + host % 250, port, feed);
    }

    private static void answer(HttpExchange exchange, int[] polls) throws IOException {
        int feed = Integer.parseInt(exchange.getRequestURI().getPath().substring(1));
        int newest = ITEMS + (feed + polls[feed]++) / POLLS_BETWEEN_ITEMS;
        String etag = "\"" + newest + "\"";
        if (etag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
            exchange.sendResponseHeaders(304, -1);
            exchange.close();
            return;
        }
        StringBuilder items = new StringBuilder();
        for (int item = newest; item > newest - ITEMS; item--) {
            items.append("<item><guid>%d-%d</guid><title>Item %d</title><description>%s</description></item>\n"
                    .formatted(feed, item, item, "Words of item %d, and more of them. ".formatted(item).repeat(5)));
        }
        byte[] body = ("<rss version=\"2.0\"><channel><title>Feed " + feed + "</title><link>https://site" + feed % HOSTS
                        + ".example/</link>" + items + "</channel></rss>")
                .getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("ETag", etag);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static void watch(FeedProducer producer, int minutes) throws InterruptedException {
        System.out.println("| minute | feeds | polls | items | behind | scheduler, µs/poll | shares and subscriptions, µs/poll"
                + " | fetch, parse, publish, µs/poll | heap, MB |");
        System.out.println("|---|---|---|---|---|---|---|---|---|");
        ProducerState before = producer.state();
        long[] cpu = cpu();
        for (int minute = 1; minute <= minutes; minute++) {
            Thread.sleep(60_000);
            ProducerState now = producer.state();
            long[] cpuNow = cpu();
            long polls = Math.max(1, now.polls() - before.polls());
            System.gc();
            long heap = Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
            System.out.printf(
                    "| %d | %d | %d | %d | %d s | %d | %d | %d | %d |%n",
                    minute,
                    now.feeds(),
                    polls,
                    now.items() - before.items(),
                    now.behind().toSeconds(),
                    (cpuNow[0] - cpu[0]) / 1000 / polls,
                    (cpuNow[1] - cpu[1]) / 1000 / polls,
                    (cpuNow[2] - cpu[2]) / 1000 / polls,
                    heap >> 20);
            before = now;
            cpu = cpuNow;
        }
    }

    /** CPU time so far, in nanoseconds: of the poll loop, of what keeps shares and subscriptions, and of the readers. */
    private static long[] cpu() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long[] cpu = new long[3];
        for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
            if (thread == null) {
                continue;
            }
            String name = thread.getThreadName();
            int part = name.equals("feedmill-poll-loop")
                    ? 0
                    : name.equals("feedmill-shares") ? 1 : name.startsWith("feedmill-reader-") ? 2 : -1;
            if (part >= 0) {
                cpu[part] += threads.getThreadCpuTime(thread.getThreadId());
            }
        }
        return cpu;
    }
}
