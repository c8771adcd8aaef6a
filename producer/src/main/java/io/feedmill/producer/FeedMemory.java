package io.feedmill.producer;

import io.feedmill.avro.FeedStatus;
import io.feedmill.avro.RawItem;
import io.feedmill.producer.NextPoll.Fault;
import io.feedmill.producer.fetch.CacheHints;
import io.feedmill.producer.fetch.Locations;
import io.feedmill.producer.fetch.Validators;
import io.feedmill.producer.parse.FeedHints;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.avro.Schema;

/** What a feed is asked, given what is remembered of it, and what is remembered after each answer. Pure. */
final class FeedMemory {

    /** A permanent redirect is believed when it was found so often in a row, over so long a time. */
    static final int MOVED_POLLS = 5;

    static final Duration MOVED_FOR = Duration.ofDays(1);

    /** How often a document is asked for whole, though the server says that it has not changed: some always say so. */
    private static final Duration WHOLE_AT_MOST = Duration.ofHours(1);

    private static final Duration WHOLE_AT_LEAST = Duration.ofDays(7);
    private static final int WHOLE_GAPS = 8;
    private static final int OF_SPAN = 2;
    private static final int OF_SILENCE = 4;
    private static final int OF_SEEMING_SILENCE = 16;

    /** An item so much older than word that nothing had changed proves that word wrong; less may be a late clock. */
    private static final Duration LIE = Duration.ofMinutes(30);

    /** A new address that fails so often in a row is given up for the old one. */
    private static final int MOVED_FAILURES = 3;

    /** A feed that gives nothing new has its status written this often. */
    static final Duration RECORD_EVERY = Duration.ofHours(1);

    private static final Duration FILE_INTERVAL = Duration.ofSeconds(1);

    private FeedMemory() {}

    /**
     * What is settled about a feed.
     *
     * @param location as subscribed
     * @param feedId sixteen hex digits
     */
    record Polled(String location, String feedId, boolean isFile, Duration shortest, Duration longest) {}

    /** Where to ask, and with which validators. */
    record Question(String location, Validators validators) {}

    static Question question(Polled feed, FeedStatus status, Instant now) {
        Validators validators = new Validators(status.getEtag(), status.getLastModified());
        boolean stale = status.getLastWholeAt() != null
                && !now.isBefore(status.getLastWholeAt().plus(wholeEvery(status, now)));
        boolean whole = !feed.isFile() && (stale || status.getValidatorsLie());
        return new Question(
                hasMoved(feed, status) ? status.getMovedTo() : feed.location(), whole ? Validators.NONE : validators);
    }

    /**
     * When a feed is due that this producer has not polled before, or not with these settings: when it was to be polled
     * anyway, but within the bounds that hold now.
     *
     * @param isChange whether somebody has just changed its settings: then one that failed is tried again as soon as it
     *     may
     * @return {@link Instant#MAX} for never
     */
    static Instant dueAt(Polled feed, FeedStatus status, boolean isChange, Instant now) {
        Instant last = status.getLastPollAt();
        if (last == null || last.isAfter(now) || feed.isFile()) {
            return now;
        }
        Instant earliest = last.plus(feed.shortest());
        Instant planned = status.getNextPollAt();
        boolean failed = status.getFailures() > 0;
        if (planned == null && !isChange) {
            return Instant.MAX; // gone for good
        }
        if (planned == null || planned.isBefore(earliest) || isChange && failed) {
            return earliest;
        }
        // The delay that sets feeds apart comes on top. What the server asked for after a failure holds in any case.
        Instant latest = last.plus(feed.longest().multipliedBy(11).dividedBy(10));
        return !failed && isChange && planned.isAfter(latest) ? latest : planned;
    }

    /**
     * Half of what it lists may have been replaced in the meantime; but what is silent is likely to be so still. It may
     * also only seem so, until its server has once been seen to tell the one from the other.
     */
    private static Duration wholeEvery(FeedStatus status, Instant now) {
        Instant since = status.getLastNewAt() != null ? status.getLastNewAt() : status.getLastWholeAt();
        long silence = Duration.between(since, now).toSeconds();
        long seconds = silence / (status.getValidatorsWork() ? OF_SILENCE : OF_SEEMING_SILENCE);
        if (status.getItemGapSeconds() != null && status.getItemSpanSeconds() != null) {
            seconds = Math.max(
                    seconds, Math.min(status.getItemGapSeconds() * WHOLE_GAPS, status.getItemSpanSeconds() / OF_SPAN));
        } else if (status.getValidatorsWork()) {
            return WHOLE_AT_LEAST;
        }
        Duration every = Duration.ofSeconds(seconds);
        return every.compareTo(WHOLE_AT_MOST) < 0
                ? WHOLE_AT_MOST
                : every.compareTo(WHOLE_AT_LEAST) > 0 ? WHOLE_AT_LEAST : every;
    }

    /** Whether it is asked for at its new address. Never where that would leave credentials behind. */
    static boolean hasMoved(Polled feed, FeedStatus status) {
        return status.getMovedTo() != null
                && status.getMovedPolls() >= MOVED_POLLS
                && !status.getLastPollAt().isBefore(status.getMovedSince().plus(MOVED_FOR))
                && Locations.withoutCredentials(feed.location()).equals(feed.location());
    }

    /** After a document that is not the last one. */
    static FeedStatus read(
            Polled feed, FeedStatus before, ReadResult.Document document, String siteId, Unseen unseen, Instant now) {
        List<Instant> published = document.items().stream()
                .map(RawItem::getPublished)
                .filter(Objects::nonNull)
                .filter(date -> !date.isAfter(now))
                .toList();
        Instant lastNew = before.getLastNewAt();
        if (lastNew == null) {
            lastNew = published.stream().max(Instant::compareTo).orElse(now);
        } else if (!unseen.items().isEmpty()) {
            lastNew = now;
        }
        Rhythm rhythm = Rhythm.of(published, lastNew);
        FeedStatus.Builder after = builder(before)
                .setTitle(document.feed().getTitle())
                .setSiteId(siteId)
                .setDocumentDigest(document.documentDigest())
                .setSeen(unseen.seen())
                .setItemsPublished(before.getItemsPublished() + unseen.items().size())
                .setItemsUndated(before.getItemsUndated() + count(unseen, item -> item.getPublishedText() == null))
                .setItemsMisdated(before.getItemsMisdated()
                        + count(unseen, item -> item.getPublishedText() != null && item.getPublished() == null))
                .setItemsChanged(before.getItemsChanged() + unseen.changed())
                .setItemsRenamed(before.getItemsRenamed() + unseen.renamed())
                .setLastNewAt(lastNew)
                .setValidatorsLie(before.getValidatorsLie() || lied(before, unseen))
                .setValidatorsWork(before.getValidatorsWork()
                        || !question(feed, before, now).validators().equals(Validators.NONE))
                .setItemGapSeconds(rhythm.gap() == null ? null : rhythm.gap().toSeconds())
                .setItemSpanSeconds(rhythm.span() == null ? null : rhythm.span().toSeconds());
        return whole(feed, after, document, now);
    }

    private static long count(Unseen unseen, Predicate<RawItem> which) {
        return unseen.items().stream().filter(which).count();
    }

    /** Whether an item is new that is dated well before the server last said that nothing had changed. */
    private static boolean lied(FeedStatus before, Unseen unseen) {
        if (before.getLastWholeAt() == null || !before.getLastPollAt().isAfter(before.getLastWholeAt())) {
            return false;
        }
        Instant told = before.getLastPollAt().minus(LIE);
        return before.getFailures() == 0
                && unseen.items().stream()
                        .map(RawItem::getPublished)
                        .anyMatch(date -> date != null && date.isBefore(told) && date.isAfter(before.getLastWholeAt()));
    }

    /** After the last document once more. */
    static FeedStatus same(Polled feed, FeedStatus before, ReadResult.Document document, Instant now) {
        boolean asked = !question(feed, before, now).validators().equals(Validators.NONE);
        FeedStatus.Builder after = builder(before);
        return whole(feed, after.setPollsSentAgain(after.getPollsSentAgain() + (asked ? 1 : 0)), document, now);
    }

    private static FeedStatus whole(Polled feed, FeedStatus.Builder after, ReadResult.Document document, Instant now) {
        FeedHints hints = document.feedHints();
        after.setLastWholeAt(now)
                .setTimeToLiveSeconds(seconds(hints.timeToLive()))
                .setUpdateEverySeconds(seconds(hints.updateEvery()))
                .setSkipHours(hints.skipHours().stream().sorted().toList())
                .setSkipDays(hints.skipDays().stream().sorted().toList());
        return success(feed, after, document.validators(), document.hints(), document.movedTo(), now);
    }

    /**
     * Whether what is remembered after a poll that found nothing is to be written. A record for each such poll would be
     * most of the topic; one an hour is enough for others to see that the feed is well, and when it is next polled.
     */
    static boolean isWorthARecord(Polled feed, FeedStatus before, FeedStatus after) {
        boolean moved = !Objects.equals(before.getMovedTo(), after.getMovedTo())
                || before.getMovedPolls() < MOVED_POLLS != after.getMovedPolls() < MOVED_POLLS;
        boolean hourOver =
                before.getLastPollAt() == null || hour(before.getLastPollAt()) != hour(after.getLastPollAt());
        return before.getFailures() > 0 || moved || (hourOver && !feed.isFile());
    }

    private static long hour(Instant instant) {
        return Math.floorDiv(instant.getEpochSecond(), RECORD_EVERY.toSeconds());
    }

    /** After word that nothing has changed. */
    static FeedStatus notModified(Polled feed, FeedStatus before, ReadResult.NotModified same, Instant now) {
        FeedStatus.Builder after = builder(before).setPollsNotModified(before.getPollsNotModified() + 1);
        return success(feed, after, same.validators(), same.hints(), same.movedTo(), now);
    }

    private static FeedStatus success(
            Polled feed,
            FeedStatus.Builder after,
            Validators validators,
            CacheHints server,
            String movedTo,
            Instant now) {
        moved(feed, after, movedTo, now);
        after.setEtag(validators.etag())
                .setLastModified(validators.lastModified())
                .setLastPollAt(now)
                .setLastSuccessAt(now)
                .setFirstSuccessAt(after.getFirstSuccessAt() == null ? now : after.getFirstSuccessAt())
                .setPolls(after.getPolls() + 1)
                .setFailures(0)
                .setGonePolls(0)
                .setLastError(null);
        return planned(feed, after, Fault.NONE, server, now);
    }

    private static void moved(Polled feed, FeedStatus.Builder after, String movedTo, Instant now) {
        boolean arrived = after.getLastPollAt() != null && hasMoved(feed, after.build());
        if (movedTo != null && movedTo.equals(after.getMovedTo())) {
            after.setMovedPolls(after.getMovedPolls() + 1);
        } else if (movedTo != null) {
            after.setMovedTo(movedTo).setMovedPolls(1).setMovedSince(now);
        } else if (!arrived) {
            after.setMovedTo(null).setMovedPolls(0).setMovedSince(null);
        }
    }

    static FeedStatus failed(Polled feed, FeedStatus before, ReadResult.Failed failed, Instant now) {
        Fault fault = Fault.of(failed.kind(), failed.status());
        FeedStatus.Builder after = builder(before)
                .setLastPollAt(now)
                .setPolls(before.getPolls() + 1)
                .setPollsFailed(before.getPollsFailed() + 1)
                .setFailures(before.getFailures() + 1)
                .setGonePolls(fault == Fault.GONE ? before.getGonePolls() + 1 : 0)
                .setLastError(failed.message());
        boolean arrived = before.getLastPollAt() != null && hasMoved(feed, before);
        if (!arrived || fault != Fault.PASSING || after.getFailures() >= MOVED_FAILURES) {
            after.setMovedTo(null).setMovedPolls(0).setMovedSince(null);
        }
        return planned(feed, after, fault, failed.hints(), now);
    }

    private static FeedStatus planned(
            Polled feed, FeedStatus.Builder after, Fault fault, CacheHints server, Instant now) {
        FeedHints hints = new FeedHints(
                duration(after.getTimeToLiveSeconds()),
                duration(after.getUpdateEverySeconds()),
                Set.copyOf(after.getSkipHours()),
                Set.copyOf(after.getSkipDays()));
        Rhythm rhythm = new Rhythm(
                duration(after.getItemGapSeconds()), duration(after.getItemSpanSeconds()), after.getLastNewAt());
        NextPoll next = feed.isFile()
                ? new NextPoll(now.plus(FILE_INTERVAL), "when the file changes")
                : NextPoll.after(new NextPoll.Situation(
                        feed.feedId(),
                        now,
                        fault,
                        after.getFailures(),
                        after.getGonePolls(),
                        server,
                        hints,
                        rhythm,
                        feed.shortest(),
                        feed.longest()));
        return after.setNextPollAt(next.at()).setNextPollReason(next.reason()).build();
    }

    /** As it was. What was seen is shared and not copied: it is long, and nobody changes it. */
    private static FeedStatus.Builder builder(FeedStatus before) {
        FeedStatus withoutSeen = new FeedStatus();
        for (Schema.Field field : before.getSchema().getFields()) {
            withoutSeen.put(field.pos(), before.get(field.pos()));
        }
        withoutSeen.setSeen(List.of());
        return FeedStatus.newBuilder(withoutSeen).setSeen(before.getSeen());
    }

    private static Integer seconds(Duration duration) {
        return duration == null ? null : (int) duration.toSeconds();
    }

    private static Duration duration(Number seconds) {
        return seconds == null ? null : Duration.ofSeconds(seconds.longValue());
    }
}
