package io.feedmill.producer;

import io.feedmill.avro.Coordinates;
import io.feedmill.avro.Feed;
import io.feedmill.avro.FeedStatus;
import io.feedmill.avro.FeedSubscription;
import io.feedmill.producer.PollReport.Outcome;
import io.feedmill.producer.fetch.Locations;
import io.feedmill.schemas.Ids;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The poll loop: reads each feed when it is due, and publishes what it has not published before together with the feed's
 * status, in one transaction. All it remembers is in the topic {@code feed-status}, so that it needs no disk and goes on
 * where it was killed, without loss or repeat. After each round that published something it appends a tick.
 *
 * <p>A few feeds are read at a time; publishing is one by one. No feed keeps another from being polled, except by being
 * one of those few, and each for no longer than the fetch deadline.
 */
public final class FeedProducer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FeedProducer.class);

    private static final int READERS = 4;

    /** From the first item published to the tick that says so: long enough for a round, short enough not to be felt. */
    private static final Duration TICK_DELAY = Duration.ofMillis(100);

    /** Before it is tried again when Kafka did not take it. */
    private static final Duration KAFKA_RETRY = Duration.ofSeconds(5);

    private static final long LONGEST_WAIT_MILLIS = 500;
    private static final long CLOSE_SECONDS = 10;

    private final ProducerSettings settings;
    private final InstantSource clock;
    private final Consumer<PollReport> listener;
    private final FeedReader reader;
    private final List<Polled> feeds;
    private final PriorityQueue<Polled> queue = new PriorityQueue<>(
            Comparator.comparing((Polled feed) -> feed.nextPollAt).thenComparing(feed -> feed.feedId()));
    private final Hosts hosts;
    private final ExecutorService readers = Executors.newFixedThreadPool(READERS, named("feedmill-reader-"));
    private final Thread loop = new Thread(this::loop, "feedmill-poll-loop");
    /** Guards publishing and all that is remembered of feeds. */
    private final Object publishing = new Object();

    private RawPublisher publisher;
    private Instant latestPublished = Instant.EPOCH;
    private boolean memoryIsStale;
    private long tickDueNanos;
    private boolean tickDue;
    private volatile boolean running;

    /** A feed, and what is remembered of it. */
    private static final class Polled {
        final FeedSubscription subscription;
        final String url;
        final String host;
        final FeedMemory.Polled settled;
        FeedStatus status;
        /** For how long its server wants to be left alone; null if it does not say. */
        Duration leaveAlone;
        /** {@link Instant#MAX} for never. */
        volatile Instant nextPollAt = Instant.EPOCH;

        Polled(FeedSubscription subscription, ProducerSettings settings) {
            this.subscription = subscription;
            this.url = Locations.url(subscription.getUrl());
            this.host = url.startsWith("http") ? authority(url) : null;
            Duration shortest = seconds(subscription.getMinIntervalSeconds(), settings.minInterval());
            Duration longest = seconds(subscription.getMaxIntervalSeconds(), settings.maxInterval());
            this.settled = new FeedMemory.Polled(
                    subscription.getUrl(),
                    Ids.feedId(url),
                    url.startsWith("file:"),
                    shortest,
                    longest.compareTo(shortest) < 0 ? shortest : longest);
            this.status = FeedStatus.newBuilder().setUrl(url).build();
        }

        String feedId() {
            return settled.feedId();
        }

        boolean isFile() {
            return settled.isFile();
        }

        void remember(FeedStatus after) {
            status = after;
            nextPollAt = after.getNextPollAt() == null ? Instant.MAX : after.getNextPollAt();
        }
    }

    /**
     * @param subscriptions what to poll: URLs and paths of files, each once
     * @param clock tells the fetch times and when a feed is due
     * @param listener gets a report of each poll, except of files that did not change; called by several threads, one at
     *     a time for each feed; must not block
     */
    public FeedProducer(
            ProducerSettings settings,
            List<FeedSubscription> subscriptions,
            InstantSource clock,
            Consumer<PollReport> listener) {
        this.settings = settings;
        this.clock = clock;
        this.listener = listener;
        this.reader = new FeedReader(settings.fetch());
        this.hosts = new Hosts(settings.politeness());
        this.feeds =
                subscriptions.stream().map(feed -> new Polled(feed, settings)).toList();
    }

    /**
     * Remembers, says by a tick that it is here, and starts polling. Returns when the first tick is written.
     *
     * @throws PublishException if no broker answers, or topics are missing
     */
    public void start() {
        synchronized (publishing) {
            publisher = new RawPublisher(
                    settings.bootstrapServers(), settings.topics(), settings.transactionalId(), settings.kafka());
            remember();
            publisher.tick(tickTime());
        }
        synchronized (queue) {
            for (Polled feed : feeds) {
                Instant planned = feed.isFile() ? null : feed.status.getNextPollAt();
                feed.nextPollAt = planned == null ? Instant.EPOCH : planned;
                queue.add(feed);
            }
            running = true;
        }
        loop.setDaemon(true);
        loop.start();
    }

    private void remember() {
        StatusLog.Memory memory =
                StatusLog.read(settings.bootstrapServers(), settings.topics().status(), settings.kafka());
        for (Polled feed : feeds) {
            FeedStatus status = memory.byFeed().get(feed.feedId());
            if (status != null) {
                feed.status = status;
                feed.nextPollAt =
                        feed.isFile() || status.getNextPollAt() == null ? Instant.EPOCH : status.getNextPollAt();
            }
        }
        published(memory.latest());
        memoryIsStale = false;
    }

    // ------------------------------------------------------------------ the loop

    private void loop() {
        while (running) {
            try {
                pollWhatIsDue();
                tickIfDue();
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void pollWhatIsDue() throws InterruptedException {
        synchronized (queue) {
            Instant now = clock.instant();
            while (!queue.isEmpty() && !queue.peek().nextPollAt.isAfter(now)) {
                Polled feed = queue.poll();
                Instant turn = feed.host == null ? now : hosts.turn(feed.host, now);
                if (turn.isAfter(now)) {
                    feed.nextPollAt = turn;
                    queue.add(feed);
                    continue;
                }
                if (feed.host != null) {
                    hosts.begin(feed.host, now);
                }
                readers.execute(() -> poll(feed));
            }
            long wait = queue.isEmpty()
                    ? LONGEST_WAIT_MILLIS
                    : Math.min(LONGEST_WAIT_MILLIS, now.until(queue.peek().nextPollAt, ChronoUnit.MILLIS) + 1);
            if (tickDue) {
                wait = Math.min(wait, Math.max(0, (tickDueNanos - System.nanoTime()) / 1_000_000) + 1);
            }
            queue.wait(Math.max(1, wait));
        }
    }

    private void tickIfDue() {
        synchronized (publishing) {
            synchronized (queue) {
                if (!running || !tickDue || System.nanoTime() < tickDueNanos) {
                    return;
                }
                tickDue = false;
            }
            try {
                publisher.tick(tickTime());
            } catch (PublishException e) {
                LOG.warn("No tick was written: {}", e.getMessage());
                if (e.isFinal()) {
                    running = false;
                } else {
                    memoryIsStale = true;
                    tickIn(KAFKA_RETRY);
                }
            }
        }
    }

    /** Later than all that was published. */
    private Instant tickTime() {
        Instant now = now();
        Instant after = latestPublished.plusMillis(1);
        Instant tick = now.isAfter(after) ? now : after;
        latestPublished = tick;
        return tick;
    }

    private void tickIn(Duration delay) {
        synchronized (queue) {
            if (!tickDue) {
                tickDue = true;
                tickDueNanos = System.nanoTime() + delay.toNanos();
                queue.notifyAll();
            }
        }
    }

    private void published(Instant fetchedAt) {
        if (fetchedAt != null && fetchedAt.isAfter(latestPublished)) {
            latestPublished = fetchedAt;
        }
    }

    // ------------------------------------------------------------------ one poll

    private void poll(Polled feed) {
        if (!running) {
            return;
        }
        PollReport report = null;
        try {
            report = read(feed);
        } catch (RuntimeException | StackOverflowError e) {
            LOG.error("Polling {} failed where it should not", feed.url, e);
            feed.nextPollAt = now().plus(KAFKA_RETRY);
            report = report(feed, Outcome.FAILED, List.of(), feed.url + ": " + e);
        }
        synchronized (queue) {
            if (feed.host != null) {
                hosts.end(feed.host, now(), feed.leaveAlone);
            }
            if (feed.nextPollAt.isBefore(Instant.MAX)) {
                queue.add(feed);
            }
            queue.notifyAll();
        }
        if (report != null) {
            tell(report);
        }
    }

    /** @return null where there is nothing to tell */
    private PollReport read(Polled feed) {
        Instant now = now();
        FeedStatus status;
        synchronized (publishing) {
            try {
                if (memoryIsStale) {
                    remember();
                }
            } catch (PublishException e) {
                return notPublished(feed, e);
            }
            status = feed.status;
        }
        FeedMemory.Question question = FeedMemory.question(feed.settled, status, now);
        ReadResult result = reader.read(
                feed.subscription.getUrl(),
                question.location(),
                question.validators(),
                feed.subscription.getHeaders(),
                now);
        feed.leaveAlone =
                result instanceof ReadResult.Failed failed ? failed.hints().retryAfter() : null;
        synchronized (publishing) {
            if (!running) {
                return null; // what was cut off by the end is no fault of the feed's
            }
            try {
                if (result instanceof ReadResult.Document document) {
                    return document(feed, document, now);
                }
                if (result instanceof ReadResult.NotModified same) {
                    PollReport report = unchanged(feed, FeedMemory.notModified(feed.settled, feed.status, same, now));
                    return feed.isFile() && report.outcome() == Outcome.UNCHANGED ? null : report;
                }
                return failed(feed, (ReadResult.Failed) result, now);
            } catch (PublishException e) {
                return notPublished(feed, e);
            }
        }
    }

    private PollReport document(Polled feed, ReadResult.Document document, Instant now) {
        FeedStatus before = feed.status;
        if (document.documentDigest().equals(before.getDocumentDigest())) {
            return unchanged(feed, FeedMemory.same(feed.settled, before, document, now));
        }
        Feed described = document.feed();
        described.setTopics(feed.subscription.getTopics());
        described.setRuleSet(feed.subscription.getRuleSet());
        if (before.getSiteId() != null) {
            described.setSiteId(before.getSiteId()); // decided once: the order of a site's items hangs on it
        }
        Unseen unseen = Unseen.of(document.items(), before.getSeen());
        FeedStatus after = FeedMemory.read(feed.settled, before, document, described.getSiteId(), unseen, now);
        List<Coordinates> written = publisher.publish(unseen.items(), after).stream()
                .filter(Objects::nonNull)
                .toList();
        feed.remember(after);
        String problems = document.problems().isEmpty() ? "" : "; " + String.join("; ", document.problems());
        if (unseen.items().isEmpty()) {
            return report(feed, Outcome.UNCHANGED, List.of(), "nothing new" + problems);
        }
        published(document.fetchedAt());
        tickIn(TICK_DELAY);
        int left = unseen.items().size() - written.size();
        String message =
                "published " + written.size() + " of " + document.items().size() + " items"
                        + (left == 0 ? "" : "; " + left + " too large and left out") + problems;
        return report(feed, Outcome.PUBLISHED, written, message);
    }

    private PollReport unchanged(Polled feed, FeedStatus after) {
        FeedStatus before = feed.status;
        if (FeedMemory.isWorthARecord(feed.settled, before, after)) {
            publisher.publish(List.of(), after);
        }
        feed.remember(after);
        String where = FeedMemory.hasMoved(feed.settled, after)
                ? "; it has moved for good, and is asked for at " + after.getMovedTo()
                : "";
        return report(feed, Outcome.UNCHANGED, List.of(), "unchanged" + where);
    }

    private PollReport failed(Polled feed, ReadResult.Failed failed, Instant now) {
        FeedStatus after = FeedMemory.failed(feed.settled, feed.status, failed, now);
        // A missing file is looked for every second: only the first time is worth a record.
        boolean known = feed.isFile() && failed.message().equals(feed.status.getLastError());
        if (!known) {
            publisher.publish(List.of(), after);
        }
        feed.remember(after);
        return known ? null : report(feed, Outcome.FAILED, List.of(), failed.message());
    }

    private PollReport notPublished(Polled feed, PublishException e) {
        if (e.isFinal()) {
            running = false;
            return report(feed, Outcome.STOPPED, List.of(), e.getMessage());
        }
        memoryIsStale = true; // what is in the log now, the log knows best
        feed.nextPollAt = now().plus(KAFKA_RETRY);
        return report(feed, Outcome.NOT_PUBLISHED, List.of(), e.getMessage());
    }

    /** Host and port of an address on the web. */
    private static String authority(String url) {
        int start = url.indexOf("//") + 2;
        int end = start;
        while (end < url.length() && "/?#".indexOf(url.charAt(end)) < 0) {
            end++;
        }
        return url.substring(start, end).toLowerCase(Locale.ROOT);
    }

    private static Duration seconds(Integer seconds, Duration otherwise) {
        return seconds == null || seconds <= 0 ? otherwise : Duration.ofSeconds(seconds);
    }

    private PollReport report(Polled feed, Outcome outcome, List<Coordinates> published, String message) {
        boolean again = outcome != Outcome.STOPPED;
        boolean planned = outcome != Outcome.NOT_PUBLISHED;
        return new PollReport(
                feed.feedId(),
                feed.url,
                feed.status.getTitle(),
                outcome,
                published,
                message,
                now(),
                again && feed.nextPollAt.isBefore(Instant.MAX) ? feed.nextPollAt : null,
                again ? (planned ? feed.status.getNextPollReason() : "Kafka did not take it") : null);
    }

    private void tell(PollReport report) {
        try {
            listener.accept(report);
        } catch (RuntimeException e) {
            LOG.error("The listener failed on a report of {}", report.url(), e);
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    // ------------------------------------------------------------------ the end

    /** Whether it polls; false before the start, after the end, and once another producer has taken over. */
    public boolean isRunning() {
        return running;
    }

    /** Stops polling, gives up what is being fetched, and appends the tick that is still due. */
    @Override
    public void close() {
        boolean ran = running;
        running = false;
        synchronized (queue) {
            queue.notifyAll();
        }
        reader.close();
        readers.shutdown();
        try {
            readers.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
            loop.join(TimeUnit.SECONDS.toMillis(CLOSE_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        synchronized (publishing) {
            if (publisher != null) {
                lastTick(ran);
                publisher.close();
                publisher = null;
            }
        }
    }

    private void lastTick(boolean ran) {
        if (ran && tickDue) {
            try {
                publisher.tick(tickTime());
            } catch (PublishException e) {
                LOG.warn("The last tick was not written: {}", e.getMessage());
            }
        }
    }

    private static java.util.concurrent.ThreadFactory named(String prefix) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, prefix + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
