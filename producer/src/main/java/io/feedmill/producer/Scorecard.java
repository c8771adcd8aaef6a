package io.feedmill.producer;

import io.feedmill.avro.FeedBoilerplate;
import io.feedmill.avro.FeedStatus;
import io.feedmill.avro.FeedSubscription;
import io.feedmill.avro.OutcomeKind;
import io.feedmill.producer.fetch.Locations;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * How a feed does, for a person, on one screen. Pure.
 *
 * @param lines what is told, in the order of what one asks first
 */
public record Scorecard(State state, List<Line> lines) {

    /** One thing told: what, and how it is, in plain words. */
    public record Line(String label, String text) {}

    /** How a feed is, in one word. */
    public enum State {
        /** Read without a fault when it was last polled. */
        HEALTHY,
        /** Healthy, and without anything new for a month. */
        SILENT,
        /** Not polled yet. */
        NEW,
        /** The last poll failed. */
        FAILING,
        /** To be polled long ago, and was not: no producer runs, or none has it. */
        OVERDUE,
        /** The server says it is gone for good; not polled any more. */
        GONE,
        /** Not polled because its subscription says so. */
        PAUSED;

        /** In lower case, as people read it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final Duration SILENCE = Duration.ofDays(30);

    /** A poll is late only after this: what is written of quiet feeds may be as old as {@link FeedMemory#RECORD_EVERY}. */
    private static final Duration LATE = FeedMemory.RECORD_EVERY.multipliedBy(2);

    /** Fewer than this prove nothing. */
    private static final int ENOUGH = 5;

    private static final int SHOWN = 80;

    /**
     * @param status what the producers remember of it; null for nothing
     */
    public static State state(FeedSubscription subscription, FeedStatus status, Instant now) {
        if (subscription.getPaused()) {
            return State.PAUSED;
        }
        if (status == null || status.getLastPollAt() == null) {
            return State.NEW;
        }
        if (status.getGonePolls() >= NextPoll.GONE_FOR_GOOD) {
            return State.GONE;
        }
        if (status.getNextPollAt() != null && status.getNextPollAt().plus(LATE).isBefore(now)) {
            return State.OVERDUE;
        }
        if (status.getFailures() > 0) {
            return State.FAILING;
        }
        boolean silent = status.getLastNewAt() != null
                && status.getLastNewAt().plus(SILENCE).isBefore(now);
        return silent ? State.SILENT : State.HEALTHY;
    }

    /**
     * @param status what the producers remember of it; null for nothing
     * @param harvest what became of its items; {@link Harvest#NONE} where that is not known
     */
    public static Scorecard of(FeedSubscription subscription, FeedStatus status, Harvest harvest, Instant now) {
        State state = state(subscription, status, now);
        Telling telling = new Telling(now);
        telling.subscription(subscription, status);
        telling.line("state", telling.state(state, status));
        if (status != null && status.getLastPollAt() != null) {
            telling.polling(status);
            telling.items(status);
        }
        telling.harvest(harvest);
        return new Scorecard(state, List.copyOf(telling.lines));
    }

    /** What the feed is called: by its subscriber, by itself, or by its address. */
    public static String title(FeedSubscription subscription, FeedStatus status) {
        if (subscription.getTitle() != null) {
            return subscription.getTitle();
        }
        return status != null && status.getTitle() != null
                ? status.getTitle()
                : Locations.withoutCredentials(subscription.getUrl());
    }

    private static final class Telling {
        final Instant now;
        final List<Line> lines = new ArrayList<>();

        Telling(Instant now) {
            this.now = now;
        }

        void line(String label, String text) {
            lines.add(new Line(label, text));
        }

        void subscription(FeedSubscription feed, FeedStatus status) {
            line("feed", title(feed, status));
            line("address", Locations.withoutCredentials(feed.getUrl()));
            line(
                    "id",
                    Subscriptions.feedId(feed)
                            + (status == null || status.getSiteId() == null
                                    ? ""
                                    : ", of the site " + status.getSiteId()));
            List<String> own = new ArrayList<>();
            if (feed.getMinIntervalSeconds() != null) {
                own.add("no more often than every " + span(Duration.ofSeconds(feed.getMinIntervalSeconds())));
            }
            if (feed.getMaxIntervalSeconds() != null) {
                own.add("at least every " + span(Duration.ofSeconds(feed.getMaxIntervalSeconds())));
            }
            if (!feed.getTopics().isEmpty()) {
                own.add("topics " + String.join(", ", feed.getTopics()));
            }
            if (!feed.getLabels().isEmpty()) {
                own.add("labels " + String.join(", ", feed.getLabels()));
            }
            if (!feed.getHeaders().isEmpty()) {
                own.add("headers "
                        + String.join(
                                ", ",
                                feed.getHeaders().keySet().stream().sorted().toList()));
            }
            if (feed.getRuleSet() != null) {
                own.add("rule set " + feed.getRuleSet());
            }
            if (!own.isEmpty()) {
                line("settings", String.join("; ", own));
            }
        }

        String state(State state, FeedStatus status) {
            return switch (state) {
                case HEALTHY -> "healthy";
                case SILENT -> "healthy, but silent: nothing new for " + span(status.getLastNewAt(), now);
                case NEW -> "not polled yet: a running producer takes it up within seconds";
                case FAILING ->
                    "failing: " + count(status.getFailures(), "poll") + " in a row"
                            + (status.getLastSuccessAt() == null
                                    ? ", and it was never read"
                                    : ", for " + span(status.getLastSuccessAt(), now));
                case OVERDUE ->
                    "overdue: it was to be polled " + ago(status.getNextPollAt()) + "; does a producer run?";
                case GONE -> "gone: the server says so for good (410); it is not polled any more";
                case PAUSED -> "paused";
            };
        }

        void polling(FeedStatus status) {
            line("last success", status.getLastSuccessAt() == null ? "never" : when(status.getLastSuccessAt()));
            line("last error", status.getLastError() == null ? "none" : status.getLastError());
            if (status.getNextPollAt() != null) {
                String due = status.getNextPollAt().isAfter(now) ? "" : "due ";
                line("next poll", due + when(status.getNextPollAt()) + because(status.getNextPollReason()));
            } else {
                line("next poll", "never" + because(status.getNextPollReason()));
            }
            if (status.getMovedTo() != null) {
                line(
                        "moved",
                        "to " + status.getMovedTo() + ", says the server; found there at "
                                + count(status.getMovedPolls(), "poll") + " in a row");
            }
            if (status.getPolls() > 0) {
                line(
                        "polls",
                        count(status.getPolls(), "poll") + ", " + status.getPollsNotModified()
                                + " answered \"not modified\", " + status.getPollsFailed() + " failed");
            }
            line("validators", validators(status));
        }

        private static String validators(FeedStatus status) {
            if (status.getValidatorsLie()) {
                return "not to be trusted: the server said \"not modified\" when something was, and is asked without";
            }
            List<String> kinds = new ArrayList<>();
            if (status.getEtag() != null) {
                kinds.add("ETag");
            }
            if (status.getLastModified() != null) {
                kinds.add("Last-Modified");
            }
            if (kinds.isEmpty()) {
                return "none: the whole document comes each time";
            }
            String given = String.join(" and ", kinds);
            long again = status.getPollsSentAgain();
            long honoured = status.getPollsNotModified();
            if (honoured + again == 0) {
                return given + ", not put to the test yet";
            }
            return given + (honoured >= again ? ", honoured" : ", mostly not honoured") + ": of "
                    + count(honoured + again, "answer") + " that nothing had changed, " + again
                    + " held the whole document";
        }

        void items(FeedStatus status) {
            long items = status.getItemsPublished();
            StringBuilder text = new StringBuilder(count(items, "item version"));
            if (status.getFirstSuccessAt() != null) {
                Duration since = Duration.between(status.getFirstSuccessAt(), now);
                if (since.compareTo(Duration.ofDays(1)) >= 0) {
                    text.append(String.format(
                            Locale.ROOT, ", %.1f a day since it was first read", items / (since.toHours() / 24.0)));
                }
            }
            if (status.getItemGapSeconds() != null) {
                text.append("; by their dates about ").append(aDay(status.getItemGapSeconds()));
            }
            if (status.getLastNewAt() != null) {
                text.append("; the last new one ").append(ago(status.getLastNewAt()));
            }
            line("items", text.toString());
            if (items >= ENOUGH) {
                line("dates", dates(status));
                line(
                        "ids",
                        status.getItemsRenamed() == 0
                                ? "stable"
                                : "churning: " + share(status.getItemsRenamed(), items)
                                        + " came again under another id, word for word");
                line(
                        "changes",
                        status.getItemsChanged() == 0
                                ? "none: what it gave it left as it was"
                                : share(status.getItemsChanged(), items) + " were new versions of items it had given");
            }
        }

        private static String dates(FeedStatus status) {
            long items = status.getItemsPublished();
            if (status.getItemsUndated() + status.getItemsMisdated() == 0) {
                return "every item has one that can be believed";
            }
            List<String> wrong = new ArrayList<>();
            if (status.getItemsUndated() > 0) {
                wrong.add(share(status.getItemsUndated(), items) + " have none");
            }
            if (status.getItemsMisdated() > 0) {
                wrong.add(share(status.getItemsMisdated(), items) + " have one that is absurd or no date");
            }
            return String.join(", ", wrong);
        }

        void harvest(Harvest harvest) {
            if (harvest.items() > 0) {
                line(
                        "of late",
                        count(harvest.items(), "raw item") + ": "
                                + harvest.outcomes().entrySet().stream()
                                        .map(each -> each.getValue() + " " + word(each.getKey()))
                                        .collect(Collectors.joining(", ")));
            }
            if (harvest.stories() > 0) {
                int teasers = harvest.completeness().getOrDefault("teaser", 0)
                        + harvest.completeness().getOrDefault("truncated", 0)
                        + harvest.completeness().getOrDefault("empty", 0);
                line(
                        "texts",
                        teasers == 0
                                ? "whole"
                                : "of its last " + harvest.stories() + " stories "
                                        + harvest.completeness().entrySet().stream()
                                                .map(each ->
                                                        share(each.getValue(), harvest.stories()) + " " + each.getKey())
                                                .collect(Collectors.joining(", ")));
                line(
                        "boilerplate",
                        harvest.boilerplate().isEmpty()
                                ? "none was found"
                                : "taken out of its last " + harvest.stories() + " stories: "
                                        + harvest.boilerplate().entrySet().stream()
                                                .map(each -> each.getKey().toLowerCase(Locale.ROOT) + " ("
                                                        + each.getValue() + ")")
                                                .collect(Collectors.joining(", ")));
            }
            for (FeedBoilerplate habit : harvest.habits()) {
                line(
                        habit.getState().name().toLowerCase(Locale.ROOT),
                        "\"" + cut(habit.getText()) + "\" in " + habit.getCount() + " of " + habit.getOf() + " items ("
                                + habit.getRule() + ")");
            }
        }

        private static String word(OutcomeKind kind) {
            return kind == OutcomeKind.ENRICHED ? "new" : kind.name().toLowerCase(Locale.ROOT);
        }

        private static String because(String reason) {
            return reason == null ? "" : ": " + reason;
        }

        private static String aDay(long gapSeconds) {
            if (gapSeconds <= 0) {
                return "all at once";
            }
            double perDay = 86_400.0 / gapSeconds;
            return perDay >= 1
                    ? String.format(Locale.ROOT, "%.0f a day", perDay)
                    : "one in " + span(Duration.ofSeconds(gapSeconds));
        }

        private String when(Instant instant) {
            return ago(instant) + " (" + instant.truncatedTo(ChronoUnit.SECONDS) + ")";
        }

        String ago(Instant instant) {
            return instant.isAfter(now) ? "in " + span(now, instant) : span(instant, now) + " ago";
        }
    }

    static String span(Instant from, Instant to) {
        return span(Duration.between(from, to));
    }

    /** A time in its two largest units at most, such as {@code 3 h 20 min}. */
    static String span(Duration time) {
        long seconds = Math.max(0, time.toSeconds());
        if (seconds < 120) {
            return seconds + " s";
        }
        long minutes = seconds / 60;
        if (minutes < 120) {
            return minutes + " min";
        }
        long hours = minutes / 60;
        if (hours < 48) {
            return hours + " h" + (minutes % 60 == 0 ? "" : " " + minutes % 60 + " min");
        }
        return hours / 24 + " days";
    }

    private static String count(long number, String what) {
        return String.format(Locale.ROOT, "%,d %s%s", number, what, number == 1 ? "" : "s");
    }

    private static String share(long part, long whole) {
        return whole == 0 ? "none" : String.format(Locale.ROOT, "%.0f %%", 100.0 * part / whole);
    }

    private static String cut(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }
}
