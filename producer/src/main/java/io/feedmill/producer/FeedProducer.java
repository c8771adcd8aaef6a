package io.feedmill.producer;

import io.feedmill.avro.Coordinates;
import io.feedmill.avro.Feed;
import io.feedmill.avro.FeedStatus;
import io.feedmill.avro.FeedSubscription;
import io.feedmill.avro.RawItem;
import io.feedmill.producer.PollReport.Outcome;
import io.feedmill.producer.fetch.CacheHints;
import io.feedmill.producer.fetch.FailureKind;
import io.feedmill.producer.fetch.Locations;
import io.feedmill.schemas.Ids;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The poll loop: reads each feed when it is due, and publishes what was not published before together with the feed's
 * status, in one transaction. What to poll is in the topic {@code feed-subscriptions}, what it remembers in {@code
 * feed-status}, so that it needs no disk and goes on where it was killed, without loss or repeat. Producers of one group
 * share the feeds, and take over from each other. After each round that published something it appends a tick.
 *
 * <p>Some feeds are read at a time; publishing is one by one in each share of the feeds. No feed keeps another from being
 * polled, except by being one of those that are read, and each for no longer than the fetch deadline.
 */
public final class FeedProducer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FeedProducer.class);

    /** From the first item published to the tick that says so: long enough for a round, short enough not to be felt. */
    private static final Duration TICK_DELAY = Duration.ofMillis(100);

    /** Before it is tried again when Kafka did not take it. */
    private static final Duration KAFKA_RETRY = Duration.ofSeconds(5);

    /** Before a feed is polled again whose poll failed by a fault of ours. */
    private static final Duration FAULT_RETRY = Duration.ofMinutes(5);

    private static final long LONGEST_WAIT_MILLIS = 500;
    private static final long CLOSE_SECONDS = 10;

    private final ProducerSettings settings;
    private final List<FeedSubscription> own;
    private final InstantSource clock;
    private final Consumer<PollReport> listener;
    private final FeedReader reader;
    private final ExecutorService readers;
    private final Thread loop = new Thread(this::loop, "feedmill-poll-loop");

    /** Guards itself, what is polled, and when to tick. A share's monitor may be held when it is entered, not vice versa. */
    private final PollQueue<Polled> queue;

    private final Map<String, Polled> feeds = new HashMap<>();
    private boolean tickDue;
    private long tickDueNanos;

    private final Counts counts = new Counts();
    private Admin admin;
    private Ticker ticker;
    private Shares shares;
    private volatile boolean running;
    private final CompletableFuture<Throwable> broken = new CompletableFuture<>();

    /** A feed that is polled. */
    private static final class Polled extends PollQueue.Place {
        final FeedSubscription subscription;
        final Share share;
        final FeedMemory.Polled settled;
        final String url;
        final boolean isOwn;
        volatile boolean isOver;
        volatile boolean isFailing;

        // Of the poll that is under way; seen by the thread that polls it.
        long bytes;
        int parsed;
        Duration publishing;

        Polled(Share share, FeedSubscription subscription, boolean isOwn, FeedMemory.Polled settled, String url) {
            super(settled.feedId(), host(settled, url));
            this.share = share;
            this.subscription = subscription;
            this.settled = settled;
            this.url = url;
            this.isOwn = isOwn;
        }

        /** Null where nobody need be polite to it. */
        private static String host(FeedMemory.Polled settled, String url) {
            boolean isWatched = settled.shortest().compareTo(ProducerSettings.WATCHED) < 0;
            String host = Share.authority(url);
            return isWatched || host.isEmpty() ? null : host;
        }

        FeedStatus status() {
            return share.status(feedId(), url);
        }
    }

    /** What is counted. Guarded by itself. */
    private static final class Counts {
        final Map<FailureKind, Long> failed = new EnumMap<>(FailureKind.class);
        final Map<Integer, Share> held = new TreeMap<>();
        long polls;
        long published;
        long items;
        long notPublished;
        long opened;
        Instant lastPollAt;
        Instant lastPublishedAt;
        Instant lastTickAt;
        String stopped;

        synchronized void count(PollReport report) {
            polls++;
            lastPollAt = report.at();
            if (report.failure() != null) {
                failed.merge(report.failure(), 1L, Long::sum);
            }
            if (report.outcome() == Outcome.PUBLISHED) {
                published++;
                items += report.items();
                lastPublishedAt = report.at();
            }
            notPublished += report.outcome() == Outcome.NOT_PUBLISHED ? 1 : 0;
        }
    }

    /** Polls what is subscribed to. */
    public FeedProducer(ProducerSettings settings, InstantSource clock, Consumer<PollReport> listener) {
        this(settings, List.of(), clock, listener);
    }

    /**
     * Polls what is subscribed to, and some feeds besides.
     *
     * @param own what to poll besides: URLs and paths of files, each once. Where producers share the feeds, each must be
     *     given the same, for of these too it polls those in its share
     * @param clock tells the fetch times and when a feed is due
     * @param listener gets a report of each poll, except of files that did not change; called by several threads, one at
     *     a time for each feed; must not block
     */
    public FeedProducer(
            ProducerSettings settings, List<FeedSubscription> own, InstantSource clock, Consumer<PollReport> listener) {
        this.settings = settings;
        this.own = List.copyOf(own);
        this.clock = clock;
        this.listener = listener;
        this.reader = new FeedReader(settings.fetch());
        this.readers = Executors.newFixedThreadPool(settings.readers(), named("feedmill-reader-"));
        this.queue = new PollQueue<>(settings.politeness(), settings.readers());
    }

    /**
     * Reads what is subscribed to, says by a tick that it is here, and starts polling what its group gives it. Returns when
     * the first tick is written.
     *
     * @throws PublishException if no broker answers, or topics are missing
     */
    public void start() {
        try {
            admin = Admin.create(KafkaSettings.admin(settings.bootstrapServers(), settings.kafka()));
            shares = new Shares(settings, own, admin, clock, new Polling());
            ticker = new Ticker(settings.bootstrapServers(), settings.topics(), settings.kafka(), admin);
            running = true;
            shares.start();
            tick();
        } catch (KafkaException | PublishException e) {
            close();
            throw e instanceof PublishException known
                    ? known
                    : new PublishException("cannot start: " + e.getMessage(), false, e);
        }
        loop.setDaemon(true);
        loop.start();
    }

    // ------------------------------------------------------------------ what to poll

    private final class Polling implements Shares.Polling {

        @Override
        public void begin(Share share, FeedSubscription subscription, boolean isOwn, boolean isChange) {
            FeedMemory.Polled settled = settled(subscription, isOwn);
            Polled feed = new Polled(share, subscription, isOwn, settled, Locations.url(subscription.getUrl()));
            FeedStatus status = feed.status();
            feed.isFailing = status.getFailures() > 0;
            Instant due = FeedMemory.dueAt(settled, status, isChange || isOwn, now());
            synchronized (queue) {
                end(feed.feedId());
                feeds.put(feed.feedId(), feed);
                queue.add(feed, due);
                queue.notifyAll();
            }
        }

        @Override
        public void end(String feedId) {
            synchronized (queue) {
                Polled feed = feeds.remove(feedId);
                if (feed != null) {
                    feed.isOver = true;
                    queue.remove(feed);
                }
            }
        }

        @Override
        public void opened(Share share) {
            synchronized (counts) {
                counts.held.put(share.number, share);
                counts.opened++;
            }
            tickIn(Duration.ZERO); // its last holder may have died before it could
        }

        @Override
        public void closing(Share share) {
            synchronized (counts) {
                counts.held.remove(share.number, share);
            }
            synchronized (queue) {
                feeds.values().removeIf(feed -> {
                    if (feed.share == share) {
                        queue.remove(feed);
                        return true;
                    }
                    return false;
                });
            }
        }

        @Override
        public void stop(String reason) {
            FeedProducer.this.stop(reason);
        }
    }

    private FeedMemory.Polled settled(FeedSubscription subscription, boolean isOwn) {
        String url = Locations.url(subscription.getUrl());
        Duration shortest = seconds(subscription.getMinIntervalSeconds(), settings.minInterval());
        Duration longest = seconds(subscription.getMaxIntervalSeconds(), settings.maxInterval());
        return new FeedMemory.Polled(
                subscription.getUrl(),
                Ids.feedId(url),
                isOwn && url.startsWith("file:"),
                shortest,
                longest.compareTo(shortest) < 0 ? shortest : longest);
    }

    private static Duration seconds(Integer seconds, Duration otherwise) {
        return seconds == null || seconds <= 0 ? otherwise : Duration.ofSeconds(seconds);
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
            for (Polled feed = queue.next(now); feed != null; feed = queue.next(now)) {
                Polled next = feed;
                readers.execute(() -> poll(next));
            }
            Instant wake = queue.wakeAt();
            long wait = LONGEST_WAIT_MILLIS;
            if (wake.isBefore(now.plusMillis(wait))) {
                wait = now.until(wake, ChronoUnit.MILLIS) + 1;
            }
            if (tickDue) {
                wait = Math.min(wait, (tickDueNanos - System.nanoTime()) / 1_000_000 + 1);
            }
            if (running) {
                queue.wait(Math.max(1, wait));
            }
        }
    }

    private void tickIfDue() {
        synchronized (queue) {
            if (!tickDue || System.nanoTime() - tickDueNanos < 0) {
                return;
            }
            tickDue = false;
        }
        try {
            tick();
        } catch (PublishException e) {
            LOG.warn("The mill may have to wait for a while: {}", e.getMessage());
            tickIn(KAFKA_RETRY);
        }
    }

    private void tick() {
        Instant at = ticker.tick(now());
        synchronized (counts) {
            counts.lastTickAt = at;
        }
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

    // ------------------------------------------------------------------ one poll

    /** How a poll ended, and what follows. */
    private record Ended(PollReport report, Instant nextPollAt, Duration leaveAlone) {}

    private void poll(Polled feed) {
        Ended ended;
        Instant began = now();
        try {
            ended = read(feed, began);
        } catch (RuntimeException | StackOverflowError e) {
            LOG.error("Polling {} failed where it should not", feed.url, e);
            Instant again = now().plus(FAULT_RETRY);
            PollReport report = report(feed, Outcome.FAILED, FailureKind.UNREADABLE, feed.url + ": " + e, began);
            ended = new Ended(report, again, null);
        }
        synchronized (queue) {
            queue.done(feed, now(), ended.leaveAlone());
            if (feeds.get(feed.feedId()) == feed && ended.nextPollAt() != null) {
                queue.add(feed, ended.nextPollAt());
            }
            queue.notifyAll();
        }
        if (ended.report() != null) {
            counts.count(ended.report());
            tell(ended.report());
        }
    }

    private Ended read(Polled feed, Instant now) {
        if (isOver(feed)) {
            return new Ended(null, null, null);
        }
        feed.bytes = 0;
        feed.parsed = 0;
        feed.publishing = null;
        ReadResult result = ask(feed, now);
        if (result instanceof ReadResult.Document document) {
            feed.bytes = document.bytes();
            feed.parsed = document.items().size();
        }
        Duration leaveAlone =
                result instanceof ReadResult.Failed failed ? failed.hints().retryAfter() : null;
        synchronized (feed.share) {
            if (isOver(feed)) {
                return new Ended(null, null, leaveAlone); // what was cut off by the end is no fault of the feed's
            }
            PollReport report;
            try {
                report = result instanceof ReadResult.Document document
                        ? document(feed, document, now)
                        : result instanceof ReadResult.NotModified same
                                ? notModified(feed, same, now)
                                : failed(feed, (ReadResult.Failed) result, now);
            } catch (PublishException e) {
                // If the share is closed, it is opened again with all its feeds.
                Instant again = feed.share.isClosed() ? null : now().plus(KAFKA_RETRY);
                return new Ended(notPublished(feed, e, now), again, leaveAlone);
            }
            Instant next = feed.status().getNextPollAt();
            return new Ended(report, next == null ? Instant.MAX : next, leaveAlone);
        }
    }

    /** Whether it is polled no more, or not by this producer. */
    private boolean isOver(Polled feed) {
        return !running || feed.isOver || feed.share.isClosed();
    }

    private ReadResult ask(Polled feed, Instant now) {
        if (!feed.isOwn && !Locations.isWeb(feed.url)) {
            return new ReadResult.Failed(
                    FailureKind.BLOCKED,
                    feed.url + ": only http and https addresses can be subscribed to; remove it and subscribe anew",
                    -1,
                    0,
                    CacheHints.NONE);
        }
        FeedMemory.Question question = FeedMemory.question(feed.settled, feed.status(), now);
        String location = feed.settled.location();
        // They may be secrets between its own server and whoever subscribed.
        Map<String, String> headers = question.location().equals(location) ? feed.subscription.getHeaders() : Map.of();
        return reader.read(location, question.location(), question.validators(), headers, now);
    }

    private PollReport document(Polled feed, ReadResult.Document document, Instant now) {
        FeedStatus before = feed.status();
        if (document.documentDigest().equals(before.getDocumentDigest())) {
            return unchanged(feed, FeedMemory.same(feed.settled, before, document, now), now);
        }
        Feed described = document.feed();
        described.setTopics(feed.subscription.getTopics());
        described.setRuleSet(feed.subscription.getRuleSet());
        if (before.getSiteId() != null) {
            described.setSiteId(before.getSiteId()); // decided once: the order of a site's items hangs on it
        }
        Unseen unseen = Unseen.of(document.items(), before.getSeen());
        FeedStatus after = FeedMemory.read(feed.settled, before, document, described.getSiteId(), unseen, now);
        List<Coordinates> written = publish(feed, unseen.items(), after).stream()
                .filter(Objects::nonNull)
                .toList();
        feed.isFailing = false;
        String problems = document.problems().isEmpty() ? "" : "; " + String.join("; ", document.problems());
        if (unseen.items().isEmpty()) {
            return report(feed, Outcome.UNCHANGED, null, "nothing new" + problems, now);
        }
        tickIn(TICK_DELAY);
        int left = unseen.items().size() - written.size();
        String message =
                "published " + written.size() + " of " + document.items().size() + " items"
                        + (left == 0 ? "" : "; " + left + " too large and left out") + problems;
        return report(feed, Outcome.PUBLISHED, null, written, message, now);
    }

    private PollReport notModified(Polled feed, ReadResult.NotModified same, Instant now) {
        PollReport report = unchanged(feed, FeedMemory.notModified(feed.settled, feed.status(), same, now), now);
        return feed.settled.isFile() ? null : report;
    }

    private PollReport unchanged(Polled feed, FeedStatus after, Instant now) {
        FeedStatus before = feed.status();
        if (FeedMemory.isWorthARecord(feed.settled, before, after)) {
            publish(feed, List.of(), after);
        } else {
            feed.share.remember(feed.feedId(), after); // a record for each would be most of the topic
        }
        feed.isFailing = false;
        String where = FeedMemory.hasMoved(feed.settled, after)
                ? "; it has moved for good, and is asked for at " + after.getMovedTo()
                : "";
        return report(feed, Outcome.UNCHANGED, null, "unchanged" + where, now);
    }

    private PollReport failed(Polled feed, ReadResult.Failed failed, Instant now) {
        FeedStatus before = feed.status();
        FeedStatus after = FeedMemory.failed(feed.settled, before, failed, now);
        feed.isFailing = true;
        // A missing file is looked for every second: only the first time is worth a record.
        if (feed.settled.isFile() && failed.message().equals(before.getLastError())) {
            feed.share.remember(feed.feedId(), after);
            return null;
        }
        publish(feed, List.of(), after);
        return report(feed, Outcome.FAILED, failed.kind(), failed.message(), now);
    }

    private static List<Coordinates> publish(Polled feed, List<RawItem> items, FeedStatus after) {
        long began = System.nanoTime();
        List<Coordinates> written = feed.share.publish(feed.feedId(), items, after);
        feed.publishing = Duration.ofNanos(System.nanoTime() - began);
        return written;
    }

    private PollReport notPublished(Polled feed, PublishException e, Instant began) {
        boolean forGood = e.isFinal() && !e.isFenced();
        if (forGood) {
            stop(e.getMessage());
        }
        return report(feed, forGood ? Outcome.STOPPED : Outcome.NOT_PUBLISHED, null, e.getMessage(), began);
    }

    private PollReport report(Polled feed, Outcome outcome, FailureKind failure, String message, Instant began) {
        return report(feed, outcome, failure, List.of(), message, began);
    }

    private PollReport report(
            Polled feed,
            Outcome outcome,
            FailureKind failure,
            List<Coordinates> published,
            String message,
            Instant began) {
        FeedStatus status = feed.status();
        boolean isPlanned = outcome != Outcome.STOPPED && outcome != Outcome.NOT_PUBLISHED;
        Instant now = now();
        return new PollReport(
                feed.feedId(),
                feed.url,
                status.getTitle(),
                outcome,
                failure,
                feed.bytes,
                feed.parsed,
                published,
                message,
                now,
                Duration.between(began, now),
                feed.publishing,
                isPlanned ? status.getNextPollAt() : null,
                isPlanned ? status.getNextPollReason() : null);
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

    // ------------------------------------------------------------------ how it is doing

    /** Whether it polls; false before the start, after the end, and where Kafka does not let it. */
    public boolean isRunning() {
        return running;
    }

    /** Is completed with the reason if it stops by itself: Kafka does not let it go on, and somebody must see to that. */
    public CompletableFuture<Throwable> broken() {
        return broken;
    }

    /** How it is doing. Cheap: for the asking every few seconds. */
    public ProducerState state() {
        int polled;
        int failing;
        int underWay;
        Duration behind;
        synchronized (queue) {
            polled = feeds.size();
            failing =
                    (int) feeds.values().stream().filter(feed -> feed.isFailing).count();
            underWay = queue.underWay();
            behind = queue.behind(now());
        }
        synchronized (counts) {
            return new ProducerState(
                    running,
                    counts.stopped,
                    shares == null ? 0 : shares.count(),
                    new ArrayList<>(counts.held.keySet()),
                    polled,
                    failing,
                    underWay,
                    behind,
                    counts.lastPollAt,
                    counts.lastPublishedAt,
                    counts.lastTickAt,
                    counts.polls,
                    counts.published,
                    counts.items,
                    Map.copyOf(counts.failed),
                    counts.notPublished,
                    counts.opened);
        }
    }

    // ------------------------------------------------------------------ the end

    private void stop(String reason) {
        LOG.error("The producer stops: {}", reason);
        synchronized (counts) {
            counts.stopped = reason;
        }
        running = false;
        broken.complete(new PublishException(reason, true, null));
    }

    /** Stops polling, gives up what is being fetched, writes the schedule, and appends the tick that is still due. */
    @Override
    public void close() {
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
        if (shares != null) {
            shares.close();
        }
        if (ticker != null) {
            lastTick();
            ticker.close();
            ticker = null;
        }
        if (admin != null) {
            admin.close();
            admin = null;
        }
    }

    private void lastTick() {
        synchronized (queue) {
            if (!tickDue) {
                return;
            }
            tickDue = false;
        }
        try {
            tick();
        } catch (PublishException e) {
            LOG.warn("The last tick was not written: {}", e.getMessage());
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
