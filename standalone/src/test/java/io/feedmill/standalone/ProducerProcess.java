package io.feedmill.standalone;

import io.feedmill.producer.FeedProducer;
import io.feedmill.producer.PollReport;
import io.feedmill.producer.ProducerSettings;
import io.feedmill.producer.fetch.FetchSettings;
import io.feedmill.schemas.LocalSchemaRegistry;
import io.feedmill.schemas.Topics;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * A producer in a process of its own, for {@link ProducersIT}. A line on standard input makes it stumble in its next
 * transaction, when items are in the log and not committed: {@code halt} ends it as kill −9 would, {@code stop} stops it
 * as SIGSTOP does. {@code end} closes it.
 */
final class ProducerProcess {

    private static volatile String stumble;

    private ProducerProcess() {}

    /** @param arguments bootstrap servers, and the session's timeout in milliseconds */
    public static void main(String[] arguments) throws Exception {
        Topics topics = Topics.of("", new LocalSchemaRegistry(null));
        topics.register();
        ProducerSettings settings = ProducerSettings.of(arguments[0], topics)
                .fetching(FetchSettings.defaults().allowing(List.of("127.0.0.1")))
                .every(Duration.ofMillis(500), Duration.ofSeconds(1))
                .with(Map.of(
                        "session.timeout.ms",
                        arguments[1],
                        "heartbeat.interval.ms",
                        "300",
                        "interceptor.classes",
                        Stumbling.class.getName()));
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try (FeedProducer producer = new FeedProducer(settings, InstantSource.system(), ProducerProcess::tell)) {
            producer.start();
            for (String line = in.readLine(); line != null && !line.equals("end"); line = in.readLine()) {
                stumble = line;
            }
        }
    }

    private static void tell(PollReport report) {
        if (report.outcome() != PollReport.Outcome.UNCHANGED && report.outcome() != PollReport.Outcome.PUBLISHED) {
            System.out.println(report.outcome() + " " + report.message());
        }
    }

    /** Gets each record that the broker has taken, in the thread that talks to it. */
    public static final class Stumbling
            implements ProducerInterceptor<byte[], byte[]>, ConsumerInterceptor<byte[], byte[]> {

        private boolean inTransaction;

        @Override
        public void configure(Map<String, ?> settings) {
            inTransaction = settings.get("transactional.id") != null;
        }

        @Override
        public void onAcknowledgement(RecordMetadata metadata, Exception failure) {
            String how = stumble;
            if (inTransaction
                    && how != null
                    && failure == null
                    && metadata.topic().equals("feed-items-raw")) {
                stumble = null;
                if (how.equals("halt")) {
                    Runtime.getRuntime().halt(137);
                }
                try {
                    System.out.println("STOPS in a transaction");
                    signal("STOP", ProcessHandle.current().pid());
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            }
        }

        @Override
        public ProducerRecord<byte[], byte[]> onSend(ProducerRecord<byte[], byte[]> item) {
            return item;
        }

        @Override
        public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> items) {
            return items;
        }

        @Override
        public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {
            // Nothing is committed here.
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }

    static void signal(String name, long pid) throws Exception {
        new ProcessBuilder("kill", "-" + name, Long.toString(pid))
                .inheritIO()
                .start()
                .waitFor();
    }
}
