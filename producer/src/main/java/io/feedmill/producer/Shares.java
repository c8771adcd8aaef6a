package io.feedmill.producer;

import io.feedmill.avro.FeedSubscription;
import io.feedmill.producer.fetch.Locations;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.InvalidSessionTimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this producer has to poll, as it changes: the shares that its group gives it, and the subscriptions in them.
 *
 * <p>The group's word is for sharing only: that two never publish the same is seen to by {@link Share}. So it does no
 * harm if a producer that was cut off for a while still thinks that a share is its own; what it publishes is refused, and
 * it asks the group again. Everything here happens in one thread.
 */
final class Shares implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Shares.class);

    private static final Duration POLL = Duration.ofMillis(100);

    /** Before a share is opened again that could not be, or was lost though the group still gives it. */
    private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(2);

    private static final long TIDY_NANOS = TimeUnit.HOURS.toNanos(1);
    private static final long PAUSE_MILLIS = 1000;
    private static final long CLOSE_MILLIS = 20_000;

    /** Who does the polling. */
    interface Polling {

        /**
         * From now on, or with other settings than before.
         *
         * @param share the feed's, and open
         * @param isChange whether the subscription has just changed, so that somebody waits to see what comes of it
         */
        void begin(Share share, FeedSubscription subscription, boolean isOwn, boolean isChange);

        /** No more, for the time being or for good. */
        void end(String feedId);

        /** All feeds of the share have begun. */
        void opened(Share share);

        /** None of the share's feeds any more. What is still published before the share is closed, is. */
        void closing(Share share);

        /** Never again. */
        void stop(String reason);
    }

    /** A feed that somebody wants polled. */
    private record Wanted(FeedSubscription subscription, int share, boolean isOwn) {}

    private final ProducerSettings settings;
    private final InstantSource clock;
    private final Polling polling;
    private final StatusLog statuses;
    private final KafkaConsumer<byte[], byte[]> subscriptions;
    private final KafkaConsumer<byte[], byte[]> member;
    private final Map<String, FeedSubscription> own = new LinkedHashMap<>();
    private final Map<String, FeedSubscription> subscribed = new HashMap<>();
    private final Map<String, Wanted> wanted = new HashMap<>();
    /** The shares that the group gives us, and when to try to open them, in the system's nanoseconds. */
    private final Map<Integer, Long> given = new TreeMap<>();

    private final Map<Integer, Share> open = new TreeMap<>();
    private final Thread thread = new Thread(this::run, "feedmill-shares");
    private long tidyAtNanos = System.nanoTime() + TIDY_NANOS;
    private String lastFault;
    private volatile boolean running = true;

    /**
     * Reads all subscriptions.
     *
     * @param own polled besides, as far as they are in a share of ours; files only here
     * @param admin not closed here
     * @param clock tells how long feeds have not been subscribed to
     * @throws PublishException if no broker answers, or topics are missing
     */
    Shares(ProducerSettings settings, List<FeedSubscription> own, Admin admin, InstantSource clock, Polling polling) {
        this.settings = settings;
        this.clock = clock;
        this.polling = polling;
        String servers = settings.bootstrapServers();
        statuses = new StatusLog(servers, settings.topics(), settings.kafka(), admin);
        subscriptions = new KafkaConsumer<>(KafkaSettings.consumer(servers, settings.kafka()));
        member = new KafkaConsumer<>(
                KafkaSettings.member(servers, settings.group(), settings.instance(), settings.kafka()));
        try {
            own.forEach(feed -> this.own.put(Subscriptions.feedId(feed), feed));
            readSubscriptions();
        } catch (RuntimeException e) {
            closeClients();
            throw e;
        }
    }

    private void readSubscriptions() {
        var topic = settings.topics().subscriptions();
        List<TopicPartition> partitions = CompactedTopic.partitions(subscriptions, topic);
        CompactedTopic.fromTheBeginning(subscriptions, partitions);
        Map<TopicPartition, Long> ends = CompactedTopic.reading(topic, () -> subscriptions.endOffsets(partitions));
        CompactedTopic.readTo(ends, subscriptions, topic, entry -> Subscriptions.take(subscribed, entry));
        subscribed.keySet().forEach(this::want);
        own.keySet().forEach(this::want);
    }

    /** How many shares there are, ours and others'. */
    int count() {
        return statuses.shares();
    }

    void start() {
        thread.setDaemon(true);
        thread.start();
    }

    // ------------------------------------------------------------------ the thread

    private void run() {
        try {
            member.subscribe(List.of(settings.topics().status().name()), new Given());
            while (running) {
                try {
                    step();
                    lastFault = null;
                } catch (AuthenticationException
                        | AuthorizationException
                        | FencedInstanceIdException
                        | InvalidSessionTimeoutException e) {
                    running = false;
                    polling.stop("cannot stay in the group " + settings.group() + ": " + e.getMessage());
                } catch (KafkaException | PublishException e) {
                    if (!String.valueOf(e.getMessage()).equals(lastFault)) {
                        lastFault = String.valueOf(e.getMessage());
                        LOG.warn("The shares of group {} are not known for now: {}", settings.group(), lastFault);
                    }
                    Thread.sleep(PAUSE_MILLIS);
                }
            }
        } catch (InterruptedException e) {
            // Then it is over.
        } catch (RuntimeException | Error e) {
            LOG.error("Sharing the feeds failed where it should not", e);
            polling.stop("a fault of ours: " + e);
        } finally {
            List.copyOf(open.keySet()).forEach(this::close);
            closeClients();
        }
    }

    private void step() {
        boolean busy = toOpen() != null;
        member.poll(busy ? Duration.ZERO : POLL);
        for (ConsumerRecord<byte[], byte[]> record : subscriptions.poll(Duration.ZERO)) {
            CompactedTopic.Entry<FeedSubscription> entry =
                    CompactedTopic.entry(record, settings.topics().subscriptions());
            if (Subscriptions.take(subscribed, entry)) {
                changed(entry.key());
            }
        }
        for (Share share : List.copyOf(open.values())) {
            if (share.isClosed()) { // by a fault, or because it was taken from us
                open.remove(share.number);
                polling.closing(share);
                given.replace(share.number, System.nanoTime() + RETRY_NANOS);
            }
        }
        Integer next = toOpen();
        if (next != null) {
            open(next);
        } else if (System.nanoTime() - tidyAtNanos >= 0) {
            tidyAtNanos = System.nanoTime() + TIDY_NANOS;
            open.values().forEach(this::tidy);
        }
    }

    /** If it cannot be written, the share is closed, and opened again. */
    private void tidy(Share share) {
        share.tidy(wanted::containsKey, clock.instant().truncatedTo(ChronoUnit.MILLIS));
    }

    private Integer toOpen() {
        for (Map.Entry<Integer, Long> each : given.entrySet()) {
            if (!open.containsKey(each.getKey()) && each.getValue() - System.nanoTime() <= 0) {
                return each.getKey();
            }
        }
        return null;
    }

    /** Another count would put feeds into other shares, while other producers still poll them where they were. */
    private void checkCount() {
        int now = member.partitionsFor(settings.topics().status().name()).size();
        if (now != count() && running) {
            running = false;
            polling.stop(
                    "the topic %s has %d partitions now, and had %d: that can never change, for it decides who remembers"
                                    .formatted(settings.topics().status().name(), now, count())
                            + " which feed; stop all producers, and see the README");
        }
    }

    private final class Given implements ConsumerRebalanceListener {

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            member.pause(partitions);
            checkCount();
            partitions.forEach(partition -> given.put(partition.partition(), System.nanoTime()));
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            partitions.forEach(partition -> {
                given.remove(partition.partition());
                close(partition.partition());
            });
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            partitions.forEach(partition -> {
                given.remove(partition.partition());
                Share share = open.remove(partition.partition());
                if (share != null) {
                    polling.closing(share);
                    share.drop();
                }
            });
        }
    }

    // ------------------------------------------------------------------ shares

    private void open(int number) {
        long began = System.nanoTime();
        try {
            RawPublisher publisher = new RawPublisher(
                    settings.bootstrapServers(),
                    settings.topics(),
                    settings.group() + "-" + number,
                    number,
                    settings.kafka());
            Share share;
            try {
                share = new Share(number, publisher, statuses.read(number));
            } catch (RuntimeException e) {
                publisher.close();
                throw e;
            }
            try {
                tidy(share);
            } catch (RuntimeException e) {
                share.drop();
                throw e;
            }
            open.put(number, share);
            wanted.values().forEach(feed -> {
                if (feed.share() == number && !feed.subscription().getPaused()) {
                    polling.begin(share, feed.subscription(), feed.isOwn(), false);
                }
            });
            polling.opened(share);
            LOG.info("Holds share {} of {}, opened in {} ms", number, count(), millisSince(began));
        } catch (PublishException e) {
            if (e.isFinal() && !e.isFenced()) {
                running = false;
                polling.stop(e.getMessage());
                return;
            }
            LOG.warn("Share {} of the feeds cannot be polled for now: {}", number, e.getMessage());
            given.replace(number, System.nanoTime() + RETRY_NANOS);
        }
    }

    private static long millisSince(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanos);
    }

    private void close(int number) {
        Share share = open.remove(number);
        if (share != null) {
            polling.closing(share);
            try {
                share.close();
            } catch (PublishException e) {
                LOG.warn("The schedule of share {} of the feeds was not written: {}", number, e.getMessage());
            }
        }
    }

    // ------------------------------------------------------------------ subscriptions

    private Wanted want(String feedId) {
        FeedSubscription mine = own.get(feedId);
        FeedSubscription subscription = mine == null ? subscribed.get(feedId) : mine;
        if (subscription == null) {
            wanted.remove(feedId);
            return null;
        }
        int share = Share.of(Locations.url(subscription.getUrl()), count());
        Wanted feed = new Wanted(subscription, share, mine != null);
        wanted.put(feedId, feed);
        return feed;
    }

    private void changed(String feedId) {
        Wanted before = wanted.get(feedId);
        Wanted feed = want(feedId);
        if (feed == null || feed.subscription().getPaused()) {
            polling.end(feedId);
        } else if (!feed.equals(before) && open.containsKey(feed.share())) {
            polling.begin(open.get(feed.share()), feed.subscription(), feed.isOwn(), true);
        }
    }

    // ------------------------------------------------------------------ the end

    /** Writes the schedule, and leaves the shares to others. */
    @Override
    public void close() {
        running = false;
        if (thread.getState() == Thread.State.NEW) {
            closeClients();
            return;
        }
        try {
            thread.join(CLOSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void closeClients() {
        List<AutoCloseable> clients = new ArrayList<>(List.of(member, subscriptions, statuses));
        for (AutoCloseable client : clients) {
            try {
                client.close();
            } catch (Exception e) {
                LOG.debug("A Kafka client could not be closed", e);
            }
        }
    }
}
