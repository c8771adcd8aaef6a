package io.feedmill.producer;

import io.feedmill.avro.Feed;
import io.feedmill.avro.FeedStatus;
import io.feedmill.avro.RawItem;
import io.feedmill.avro.SeenItem;
import io.feedmill.producer.fetch.CacheHints;
import io.feedmill.producer.fetch.FailureKind;
import io.feedmill.producer.fetch.Validators;
import io.feedmill.producer.parse.FeedHints;
import io.feedmill.schemas.Ids;
import io.feedmill.schemas.LocalSchemaRegistry;
import io.feedmill.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;

/**
 * Feeds for thirty days, with a driven clock: the decisions of the producer (what to ask, what is new, when to come again,
 * whose turn it is) against servers that behave as servers do. Without threads, HTTP and Kafka.
 */
final class PollSimulation {

    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final Instant END = START.plus(Duration.ofDays(30));
    private static final Duration SHORTEST = Duration.ofMinutes(5);
    private static final Duration LONGEST = Duration.ofDays(1);
    private static final Duration ANSWER = Duration.ofMillis(400);
    private static final int READERS = 16;
    private static final FeedHints NIGHTS = new FeedHints(null, null, Set.of(0, 1, 2, 3, 4), Set.of());

    /** How its items come. */
    enum Kind {
        NEWS("news, an item in 15 minutes by day", 30),
        HOURLY("an item an hour", 25),
        DAILY("an item a day", 15),
        WEEKLY("an item a week", 10),
        BURSTS("15 items at once, every two days", 20),
        DEAD("silent for two years", 10);

        final String words;
        final int listed;

        /** Before the first poll. */
        Duration history() {
            return switch (this) {
                case NEWS -> Duration.ofDays(3);
                case HOURLY -> Duration.ofDays(5);
                case DAILY, WEEKLY, BURSTS -> Duration.ofDays(120);
                case DEAD -> Duration.ofDays(800);
            };
        }

        Kind(String words, int listed) {
            this.words = words;
            this.listed = listed;
        }
    }

    /** How its server behaves. */
    enum Server {
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
    static final class Simulated extends PollQueue.Place {
        final int number;
        final Kind kind;
        final Server server;
        final String host;
        final FeedMemory.Polled polled;
        final List<RawItem> items = new ArrayList<>();
        /** By the item's number; null for one that was not seen. */
        Instant[] seenAt;

        SeenItem[] versions;
        FeedStatus status;
        Instant dueAt;
        Instant lastAt;
        boolean lastFailed;
        int requests;
        int whole;
        int requestsToOldAddress;

        static Simulated of(int number, int hosts, Random random) {
            int server = number / Kind.values().length % 16;
            Server behaviour = server < Server.values().length ? Server.values()[server] : Server.PLAIN;
            // Feeds of one host share its troubles.
            String host = "h" + (behaviour == Server.OVERLOADED ? "-overloaded" : number % hosts);
            String url = "https://" + host + ".example.org/feed" + number;
            FeedMemory.Polled polled = new FeedMemory.Polled(url, Ids.feedId(url), false, SHORTEST, LONGEST);
            return new Simulated(number, behaviour, host, polled, random);
        }

        private Simulated(int number, Server server, String host, FeedMemory.Polled polled, Random random) {
            super(polled.feedId(), host);
            this.number = number;
            this.kind = Kind.values()[number % Kind.values().length];
            this.server = server;
            this.host = host;
            this.polled = polled;
            this.status = FeedStatus.newBuilder().setUrl(polled.location()).build();
            this.dueAt = START.plusMillis(random.nextInt(1000));
            publish(random, polled.location());
            this.seenAt = new Instant[items.size()];
            this.versions = new SeenItem[items.size()];
        }

        /** What the producer would make of the item each time it reads it. */
        SeenItem version(RawItem item) {
            int index = index(item);
            if (versions[index] == null) {
                versions[index] = Unseen.version(item);
            }
            return versions[index];
        }

        int index(RawItem item) {
            return Integer.parseInt(item.getGuid().substring(item.getGuid().indexOf('-') + 1));
        }

        private void publish(Random random, String url) {
            Feed feed = Feed.newBuilder()
                    .setId(polled.feedId())
                    .setUrl(url)
                    .setSiteId("example.org")
                    .build();
            Instant at = START.minus(kind.history());
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
    static final class Watch {
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

    final List<Simulated> feeds = new ArrayList<>();
    final Watch watch = new Watch();
    private final PollQueue<Simulated> queue = new PollQueue<>(Politeness.DEFAULT, READERS);

    PollSimulation(int feeds, int hosts) {
        Topics.of("", new LocalSchemaRegistry(null)); // Avro's builders want the classes trusted first
        Random random = new Random(20260301);
        for (int i = 0; i < feeds; i++) {
            this.feeds.add(Simulated.of(i, hosts, random));
        }
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

    private record Answer(Instant at, long order, Simulated feed, ReadResult result, Instant began) {}

    void run() {
        PriorityQueue<Answer> answers =
                new PriorityQueue<>(Comparator.comparing(Answer::at).thenComparing(Answer::order));
        feeds.forEach(feed -> queue.add(feed, feed.dueAt));
        long asked = 0;
        Instant now = START;
        while (now.isBefore(END)) {
            while (!answers.isEmpty() && !answers.peek().at().isAfter(now)) {
                end(answers.poll());
            }
            for (Simulated feed = queue.next(now); feed != null; feed = queue.next(now)) {
                answers.add(new Answer(now.plus(ANSWER), asked++, feed, ask(feed, now), now));
            }
            Instant next = queue.wakeAt();
            now = !answers.isEmpty() && answers.peek().at().isBefore(next)
                    ? answers.peek().at()
                    : next;
        }
    }

    private ReadResult ask(Simulated feed, Instant now) {
        watch.asked(feed, now);
        FeedMemory.Question question = FeedMemory.question(feed.polled, feed.status, now);
        feed.requests++;
        boolean old = question.location().equals(feed.polled.location());
        feed.requestsToOldAddress += old && now.isAfter(MOVED_AT) ? 1 : 0;
        return answer(feed, question, now);
    }

    private void end(Answer answer) {
        Simulated feed = answer.feed();
        Instant began = answer.began();
        Duration leaveAlone = null;
        feed.lastFailed = answer.result() instanceof ReadResult.Failed;
        if (answer.result() instanceof ReadResult.Failed failed) {
            leaveAlone = failed.hints().retryAfter();
            feed.status = FeedMemory.failed(feed.polled, feed.status, failed, began);
            if (leaveAlone != null) {
                watch.leaveAlone(feed, began.plus(leaveAlone));
            }
        } else if (answer.result() instanceof ReadResult.NotModified same) {
            feed.status = FeedMemory.notModified(feed.polled, feed.status, same, began);
        } else {
            feed.status = document(feed, (ReadResult.Document) answer.result(), began);
        }
        feed.lastAt = began;
        queue.done(feed, answer.at(), leaveAlone);
        if (feed.status.getNextPollAt() != null) {
            feed.dueAt = feed.status.getNextPollAt();
            queue.add(feed, feed.dueAt);
        }
    }

    private FeedStatus document(Simulated feed, ReadResult.Document document, Instant now) {
        if (document.documentDigest().equals(feed.status.getDocumentDigest())) {
            return FeedMemory.same(feed.polled, feed.status, document, now);
        }
        Unseen unseen = Unseen.of(document.items(), feed.status.getSeen(), feed::version);
        for (RawItem item : unseen.items()) {
            int index = feed.index(item);
            if (feed.seenAt[index] != null) {
                watch.broken.add("published twice: " + item.getGuid());
            }
            feed.seenAt[index] = now;
        }
        return FeedMemory.read(feed.polled, feed.status, document, "example.org", unseen, now);
    }

    // ------------------------------------------------------------------ what came of it

    /** Requests and items of many feeds. */
    static final class Sum {
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
            for (int i = 0; i < feed.items.size(); i++) {
                Instant at = feed.items.get(i).getPublished();
                if (at.isBefore(START.plusSeconds(120)) || !at.isBefore(until.minus(Duration.ofDays(1)))) {
                    continue;
                }
                items++;
                Instant seen = feed.seenAt[i];
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

    // ------------------------------------------------------------------ the table

    Map<Kind, Sum> byKind() {
        Map<Kind, Sum> byKind = new EnumMap<>(Kind.class);
        feeds.stream()
                .filter(PollSimulation::isAtItsBest)
                .forEach(feed ->
                        byKind.computeIfAbsent(feed.kind, kind -> new Sum()).add(feed));
        return byKind;
    }

    private static boolean isAtItsBest(Simulated feed) {
        return feed.server == Server.PLAIN || feed.server == Server.NO_VALIDATORS;
    }

    Sum all() {
        Sum all = new Sum();
        feeds.forEach(all::add);
        return all;
    }

    List<String> table() {
        List<String> table = new ArrayList<>();
        table.add("| feeds | how many | requests a feed and day | of them answered in full | items | late: median"
                + " | 95 of 100 | lost |");
        table.add("|---|---|---|---|---|---|---|---|");
        byKind().forEach((kind, sum) -> table.add(sum.row(kind.words)));
        Map<Server, Sum> byServer = new EnumMap<>(Server.class);
        feeds.stream()
                .filter(feed -> !isAtItsBest(feed))
                .forEach(feed -> byServer.computeIfAbsent(feed.server, server -> new Sum())
                        .add(feed));
        byServer.forEach((server, sum) ->
                table.add(sum.row(server.name().toLowerCase(Locale.ROOT).replace('_', ' '))));
        table.add(all().row("all"));
        return table;
    }
}
