package io.feedmill.producer;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedmill.avro.Feed;
import io.feedmill.avro.FeedStatus;
import io.feedmill.avro.RawItem;
import io.feedmill.producer.fetch.CacheHints;
import io.feedmill.producer.fetch.FailureKind;
import io.feedmill.producer.fetch.Validators;
import io.feedmill.producer.parse.FeedHints;
import io.feedmill.schemas.Ids;
import io.feedmill.schemas.LocalSchemaRegistry;
import io.feedmill.schemas.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Two hundred feeds on fifty hosts for thirty days, with a driven clock: the decisions of the producer (what to ask, what
 * is new, when to come again, whose turn it is at a host) against servers that behave as servers do. The table goes to
 * {@code target/poll-simulation.md}.
 */
class PollSimulationTest {

    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final Instant END = START.plus(Duration.ofDays(30));
    private static final Duration SHORTEST = Duration.ofMinutes(5);
    private static final Duration LONGEST = Duration.ofDays(1);
    private static final Duration ANSWER = Duration.ofMillis(400);
    private static final int FEEDS = 200;
    private static final int HOSTS = 50;
    private static final FeedHints NIGHTS = new FeedHints(null, null, Set.of(0, 1, 2, 3, 4), Set.of());

    /** How its items come. */
    private enum Kind {
        NEWS("news, an item in 15 minutes by day", 30),
        HOURLY("an item an hour", 25),
        DAILY("an item a day", 15),
        WEEKLY("an item a week", 10),
        BURSTS("15 items at once, every two days", 20),
        DEAD("silent for two years", 10);

        final String words;
        final int listed;

        Kind(String words, int listed) {
            this.words = words;
            this.listed = listed;
        }
    }

    /** How its server behaves. */
    private enum Server {
        PLAIN,
        NO_VALIDATORS,
        ALWAYS_304,
        OVERLOADED,
        FLAKY,
        MOVED,
        SKIP_HOURS,
        GONE
    }

    private static final Instant GONE_AT = START.plus(Duration.ofDays(10));
    private static final Instant MOVED_AT = START.plus(Duration.ofDays(5));

    /** A feed, its items, and what became of them. */
    private static final class Simulated {
        final int number;
        final Kind kind;
        final Server server;
        final String host;
        final FeedMemory.Polled polled;
        final List<RawItem> items = new ArrayList<>();
        final Map<String, Instant> seenAt = new HashMap<>();
        FeedStatus status;
        Instant dueAt = START;
        Instant lastAt;
        boolean lastFailed;
        int requests;
        int whole;
        int requestsToOldAddress;

        Simulated(int number, Random random) {
            this.number = number;
            this.kind = Kind.values()[number % Kind.values().length];
            int server = number / Kind.values().length % 16;
            this.server = server < Server.values().length ? Server.values()[server] : Server.PLAIN;
            // Feeds of one host share its troubles.
            this.host = "h" + (this.server == Server.OVERLOADED ? "-overloaded" : number % HOSTS);
            String url = "https://" + host + ".example.org/feed" + number;
            this.polled = new FeedMemory.Polled(url, Ids.feedId(url), false, SHORTEST, LONGEST);
            this.status = FeedStatus.newBuilder().setUrl(url).build();
            this.dueAt = START.plusMillis(random.nextInt(1000));
            publish(random, url);
        }

        private void publish(Random random, String url) {
            Feed feed = Feed.newBuilder()
                    .setId(polled.feedId())
                    .setUrl(url)
                    .setSiteId("example.org")
                    .build();
            Instant at = START.minus(kind == Kind.DEAD ? Duration.ofDays(800) : Duration.ofDays(120));
            Instant last = kind == Kind.DEAD ? START.minus(Duration.ofDays(730)) : END;
            while (at.isBefore(last)) {
                at = at.plus(gap(at, random));
                for (int i = 0; i < (kind == Kind.BURSTS ? 15 : 1); i++) {
                    String guid = number + "-" + items.size();
                    items.add(RawItem.newBuilder()
                            .setFeed(feed)
                            .setGuid(guid)
                            .setTitle("Item " + guid)
                            .setPublished(at)
                            .setFetchedAt(at)
                            .setDocumentDigest("")
                            .build());
                    at = at.plusSeconds(kind == Kind.BURSTS ? random.nextInt(120) : 0);
                }
            }
        }

        private Duration gap(Instant at, Random random) {
            double share = 0.3 + 1.4 * random.nextDouble();
            int hour = at.atZone(ZoneOffset.UTC).getHour();
            boolean night = hour < 5;
            Duration usual = switch (kind) {
                case NEWS -> night ? Duration.ofHours(3) : Duration.ofMinutes(15);
                case HOURLY -> Duration.ofHours(1);
                case DAILY -> Duration.ofDays(1);
                case WEEKLY -> Duration.ofDays(7);
                case BURSTS -> Duration.ofDays(2);
                case DEAD -> Duration.ofDays(5);
            };
            return Duration.ofSeconds((long) (usual.toSeconds() * share));
        }

        /** How many items there are by then. */
        int published(Instant now) {
            int low = 0;
            int high = items.size();
            while (low < high) {
                int middle = (low + high) / 2;
                if (items.get(middle).getPublished().isAfter(now)) {
                    high = middle;
                } else {
                    low = middle + 1;
                }
            }
            return low;
        }
    }

    /** The rules, watched from the servers' side. */
    private static final class Watch {
        final List<String> broken = new ArrayList<>();
        private final Map<String, List<Instant>> underWay = new HashMap<>();
        private final Map<String, Instant> lastBegin = new HashMap<>();
        private final Map<String, Instant> leaveAloneUntil = new HashMap<>();

        void asked(Simulated feed, Instant now) {
            List<Instant> ends = underWay.computeIfAbsent(feed.host, host -> new ArrayList<>());
            ends.removeIf(end -> !end.isAfter(now));
            ends.add(now.plus(ANSWER));
            rule(ends.size() <= Politeness.DEFAULT.perHost(), "too many at a time", feed, now);
            Instant last = lastBegin.put(feed.host, now);
            rule(last == null || !last.plus(Politeness.DEFAULT.spacing()).isAfter(now), "too close", feed, now);
            rule(!leaveAloneUntil.getOrDefault(feed.host, START).isAfter(now), "before Retry-After", feed, now);
            rule(feed.lastAt == null || !feed.lastAt.plus(SHORTEST).isAfter(now), "too often", feed, now);
            rule(feed.status.getGonePolls() < NextPoll.GONE_FOR_GOOD, "gone for good", feed, now);
            boolean skipped = feed.server == Server.SKIP_HOURS
                    && feed.lastAt != null
                    && !feed.lastFailed
                    && NIGHTS.skipHours()
                            .contains(feed.dueAt.atZone(ZoneOffset.UTC).getHour());
            rule(!skipped, "in an hour to be skipped", feed, now);
        }

        void leaveAlone(Simulated feed, Instant until) {
            leaveAloneUntil.merge(feed.host, until, (one, other) -> one.isAfter(other) ? one : other);
        }

        private void rule(boolean kept, String rule, Simulated feed, Instant now) {
            if (!kept) {
                broken.add(rule + ": " + feed.polled.location() + " at " + now);
            }
        }
    }

    @BeforeAll
    static void trust() {
        Topics.of("", new LocalSchemaRegistry(null)); // Avro's builders want the classes trusted first
    }

    // ------------------------------------------------------------------ the servers

    private static ReadResult answer(Simulated feed, FeedMemory.Question question, Instant now) {
        boolean atOldAddress = question.location().equals(feed.polled.location());
        String movedTo = feed.server == Server.MOVED && !now.isBefore(MOVED_AT) && atOldAddress
                ? "https://moved.example.org/feed" + feed.number
                : null;
        if (feed.server == Server.GONE && !now.isBefore(GONE_AT)) {
            return failed(410, null);
        }
        int hour = now.atZone(ZoneOffset.UTC).getHour();
        if (feed.server == Server.OVERLOADED && hour >= 9 && hour < 11) {
            return failed(hour == 9 ? 429 : 503, Duration.ofMinutes(45));
        }
        if (feed.server == Server.FLAKY && (now.toEpochMilli() / 60_000 * 31 + feed.number) % 5 == 0) {
            return failed(500, null);
        }
        int published = feed.published(now);
        String etag = feed.server == Server.NO_VALIDATORS ? null : "\"" + published + "\"";
        boolean same = question.validators().etag() != null
                && (question.validators().etag().equals(etag) || feed.server == Server.ALWAYS_304);
        if (same) {
            return new ReadResult.NotModified(question.validators(), CacheHints.NONE, movedTo);
        }
        feed.whole++;
        List<RawItem> listed = feed.items.subList(Math.max(0, published - feed.kind.listed), published);
        return new ReadResult.Document(
                feed.items.get(0).getFeed(),
                listed,
                List.of(),
                new Validators(etag, null),
                feed.number + "-" + published,
                CacheHints.NONE,
                feed.server == Server.SKIP_HOURS ? NIGHTS : FeedHints.NONE,
                now,
                movedTo);
    }

    private static ReadResult.Failed failed(int status, Duration retryAfter) {
        return new ReadResult.Failed(
                FailureKind.HTTP_STATUS, "answers " + status, -1, status, new CacheHints(null, retryAfter));
    }

    // ------------------------------------------------------------------ the producer, without its threads

    private static Watch run(List<Simulated> feeds) {
        Watch watch = new Watch();
        Hosts hosts = new Hosts(Politeness.DEFAULT);
        record Event(Instant at, long order, Runnable what) {}
        PriorityQueue<Event> events =
                new PriorityQueue<>(Comparator.comparing(Event::at).thenComparing(Event::order));
        long[] order = {0};
        class Loop {
            void due(Simulated feed, Instant at) {
                events.add(new Event(at, order[0]++, () -> begin(feed, at)));
            }

            void begin(Simulated feed, Instant now) {
                Instant turn = hosts.turn(feed.host, now, true);
                if (turn.isAfter(now)) {
                    due(feed, turn);
                    return;
                }
                hosts.begin(feed.host, now);
                watch.asked(feed, now);
                FeedMemory.Question question = FeedMemory.question(feed.polled, feed.status, now);
                feed.requests++;
                boolean old = question.location().equals(feed.polled.location());
                feed.requestsToOldAddress += old && now.isAfter(MOVED_AT) ? 1 : 0;
                ReadResult result = answer(feed, question, now);
                Instant end = now.plus(ANSWER);
                events.add(new Event(end, order[0]++, () -> end(feed, result, now, end)));
            }

            void end(Simulated feed, ReadResult result, Instant began, Instant now) {
                Duration leaveAlone = null;
                feed.lastFailed = result instanceof ReadResult.Failed;
                if (result instanceof ReadResult.Failed failed) {
                    leaveAlone = failed.hints().retryAfter();
                    feed.status = FeedMemory.failed(feed.polled, feed.status, failed, began);
                    if (leaveAlone != null) {
                        watch.leaveAlone(feed, began.plus(leaveAlone));
                    }
                } else if (result instanceof ReadResult.NotModified same) {
                    feed.status = FeedMemory.notModified(feed.polled, feed.status, same, began);
                } else {
                    feed.status = document(feed, (ReadResult.Document) result, began, watch);
                }
                hosts.end(feed.host, now, leaveAlone);
                feed.lastAt = began;
                if (feed.status.getNextPollAt() != null) {
                    feed.dueAt = feed.status.getNextPollAt();
                    due(feed, feed.dueAt);
                }
            }
        }
        Loop loop = new Loop();
        feeds.forEach(feed -> loop.due(feed, feed.dueAt));
        while (!events.isEmpty() && events.peek().at().isBefore(END)) {
            events.poll().what().run();
        }
        return watch;
    }

    private static FeedStatus document(Simulated feed, ReadResult.Document document, Instant now, Watch watch) {
        if (document.documentDigest().equals(feed.status.getDocumentDigest())) {
            return FeedMemory.same(feed.polled, feed.status, document, now);
        }
        Unseen unseen = Unseen.of(document.items(), feed.status.getSeen());
        for (RawItem item : unseen.items()) {
            if (feed.seenAt.put(item.getGuid(), now) != null) {
                watch.broken.add("published twice: " + item.getGuid());
            }
        }
        return FeedMemory.read(feed.polled, feed.status, document, "example.org", unseen, now);
    }

    // ------------------------------------------------------------------ what came of it

    /** Requests and items of many feeds. */
    private static final class Sum {
        int feeds;
        int requests;
        int whole;
        int items;
        int lost;
        final List<Duration> late = new ArrayList<>();

        void add(Simulated feed) {
            feeds++;
            requests += feed.requests;
            whole += feed.whole;
            // What came before the first poll was never promised, and what came at the end was not due yet.
            Instant until = feed.server == Server.GONE ? GONE_AT : END;
            for (RawItem item : feed.items) {
                Instant at = item.getPublished();
                if (at.isBefore(START.plusSeconds(120)) || !at.isBefore(until.minus(Duration.ofDays(1)))) {
                    continue;
                }
                items++;
                Instant seen = feed.seenAt.get(item.getGuid());
                if (seen == null) {
                    lost++;
                } else {
                    late.add(Duration.between(at, seen));
                }
            }
        }

        double requestsPerDay() {
            return requests / 30.0 / feeds;
        }

        Duration late(double share) {
            late.sort(Comparator.naturalOrder());
            return late.isEmpty() ? Duration.ZERO : late.get((int) (share * (late.size() - 1)));
        }

        String row(String name) {
            return String.format(
                    Locale.ROOT,
                    "| %s | %d | %.1f | %.1f | %d | %s | %s | %d |",
                    name,
                    feeds,
                    requestsPerDay(),
                    whole / 30.0 / feeds,
                    items,
                    words(late(0.5)),
                    words(late(0.95)),
                    lost);
        }

        private static String words(Duration duration) {
            return duration.toMinutes() < 120 ? duration.toMinutes() + " min" : duration.toHours() + " h";
        }
    }

    @Test
    void asksSeldomBreaksNoRuleAndLosesNothing() throws IOException {
        Random random = new Random(20260301);
        List<Simulated> feeds = new ArrayList<>();
        for (int i = 0; i < FEEDS; i++) {
            feeds.add(new Simulated(i, random));
        }
        Watch watch = run(feeds);

        Map<Kind, Sum> byKind = new EnumMap<>(Kind.class);
        Map<Server, Sum> byServer = new EnumMap<>(Server.class);
        Sum all = new Sum();
        for (Simulated feed : feeds) {
            boolean atItsBest = feed.server == Server.PLAIN || feed.server == Server.NO_VALIDATORS;
            if (atItsBest) {
                byKind.computeIfAbsent(feed.kind, kind -> new Sum()).add(feed);
            } else {
                byServer.computeIfAbsent(feed.server, server -> new Sum()).add(feed);
            }
            all.add(feed);
        }
        List<String> table = new ArrayList<>();
        table.add("| feeds | how many | requests a feed and day | of them answered in full | items | late: median"
                + " | 95 of 100 | lost |");
        table.add("|---|---|---|---|---|---|---|---|");
        byKind.forEach((kind, sum) -> table.add(sum.row(kind.words)));
        byServer.forEach((server, sum) ->
                table.add(sum.row(server.name().toLowerCase(Locale.ROOT).replace('_', ' '))));
        table.add(all.row("all"));
        Files.write(Path.of("target", "poll-simulation.md"), table);

        assertEquals(List.of(), watch.broken.stream().limit(5).toList(), watch.broken.size() + " rules broken");
        assertEquals(0, all.lost, "items lost");
        assertAll(
                () -> assertTrue(all.requestsPerDay() < 60, "requests of all: " + all.requestsPerDay()),
                () -> assertAtMost(byKind.get(Kind.NEWS), 230, Duration.ofMinutes(10), Duration.ofMinutes(60)),
                () -> assertAtMost(byKind.get(Kind.HOURLY), 100, Duration.ofMinutes(15), Duration.ofMinutes(45)),
                () -> assertAtMost(byKind.get(Kind.DAILY), 8, Duration.ofHours(4), Duration.ofHours(7)),
                () -> assertAtMost(byKind.get(Kind.WEEKLY), 6, Duration.ofHours(4), Duration.ofHours(8)),
                () -> assertAtMost(byKind.get(Kind.DEAD), 1.1, Duration.ZERO, Duration.ZERO),
                () -> feeds.stream()
                        .filter(feed -> feed.server == Server.GONE)
                        .forEach(feed -> assertEquals(null, feed.status.getNextPollAt())),
                () -> feeds.stream()
                        .filter(feed -> feed.server == Server.MOVED)
                        .forEach(feed -> assertTrue(
                                FeedMemory.hasMoved(feed.polled, feed.status)
                                        && feed.requestsToOldAddress < feed.requests / 2 + FeedMemory.MOVED_POLLS + 1,
                                feed.polled.location() + ": " + feed.requestsToOldAddress)));
        Set<String> guids = new HashSet<>();
        feeds.forEach(feed -> guids.addAll(feed.seenAt.keySet()));
        assertTrue(guids.size() > 20_000, "a simulation of " + guids.size() + " items proves little");
    }

    private static void assertAtMost(Sum sum, double requestsPerDay, Duration median, Duration most) {
        assertTrue(sum.requestsPerDay() <= requestsPerDay, "requests: " + sum.requestsPerDay());
        assertTrue(sum.late(0.5).compareTo(median) <= 0, "median: " + sum.late(0.5));
        assertTrue(sum.late(0.95).compareTo(most) <= 0, "95 of 100: " + sum.late(0.95));
    }
}
