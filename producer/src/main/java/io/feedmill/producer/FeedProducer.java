package io.feedmill.producer;

import io.feedmill.avro.FeedSubscription;
import io.feedmill.producer.PollReport.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
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

    /** Before it is tried again to tick when Kafka did not take it. */
    private static final Duration TICK_RETRY = Duration.ofSeconds(5);

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
    private final PollQueue<PolledFeed> queue;

    private final Map<String, PolledFeed> feeds = new HashMap<>();
    private boolean tickDue;
    private long tickDueNanos;

    private final PollCounts counts = new PollCounts();
    private final Map<Integer, Share> held = new ConcurrentSkipListMap<>();
    private final AtomicLong opened = new AtomicLong();
    private volatile Instant lastTickAt;
    private volatile String stopped;
    private Admin admin;
    private Ticker ticker;
    private Shares shares;
    private volatile boolean running;
    private final CompletableFuture<Throwable> broken = new CompletableFuture<>();

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
            PolledFeed feed = PolledFeed.of(share, subscription, isOwn, settings);
            Instant due = FeedMemory.dueAt(feed.settled, feed.status(), isChange || isOwn, now());
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
                PolledFeed feed = feeds.remove(feedId);
                if (feed != null) {
                    feed.isOver = true;
                    queue.remove(feed);
                }
            }
        }

        @Override
        public void opened(Share share) {
            held.put(share.number, share);
            opened.incrementAndGet();
            tickIn(Duration.ZERO); // its last holder may have died before it could
        }

        @Override
        public void closing(Share share) {
            held.remove(share.number, share);
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
            for (PolledFeed feed = queue.next(now); feed != null; feed = queue.next(now)) {
                PolledFeed next = feed;
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
            tickIn(TICK_RETRY);
        }
    }

    private void tick() {
        lastTickAt = ticker.tick(now());
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

    private void poll(PolledFeed feed) {
        Poll poll = new Poll(feed, reader, clock, () -> running);
        Poll.Ended ended;
        try {
            ended = poll.run();
        } catch (RuntimeException | StackOverflowError e) {
            LOG.error("Polling {} failed where it should not", feed.url, e);
            ended = poll.failedBy(e);
        }
        synchronized (queue) {
            queue.done(feed, now(), ended.leaveAlone());
            if (feeds.get(feed.feedId()) == feed && ended.nextPollAt() != null) {
                queue.add(feed, ended.nextPollAt());
            }
            queue.notifyAll();
        }
        PollReport report = ended.report();
        if (report != null) {
            counts.count(report);
            if (report.outcome() == Outcome.PUBLISHED) {
                tickIn(TICK_DELAY);
            } else if (report.outcome() == Outcome.STOPPED) {
                stop(report.message());
            }
            tell(report);
        }
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
                    stopped,
                    shares == null ? 0 : shares.count(),
                    List.copyOf(held.keySet()),
                    polled,
                    failing,
                    underWay,
                    behind,
                    counts.lastPollAt,
                    counts.lastPublishedAt,
                    lastTickAt,
                    counts.polls,
                    counts.published,
                    counts.items,
                    Map.copyOf(counts.failed),
                    counts.notPublished,
                    opened.get());
        }
    }

    // ------------------------------------------------------------------ the end

    private void stop(String reason) {
        LOG.error("The producer stops: {}", reason);
        stopped = reason;
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

    private static ThreadFactory named(String prefix) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, prefix + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
