package io.feedmill.producer;

import io.feedmill.producer.PollReport.Outcome;
import io.feedmill.producer.fetch.FailureKind;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;

/** What a producer has counted since it was started. Guarded by itself. */
final class PollCounts {

    final Map<FailureKind, Long> failed = new EnumMap<>(FailureKind.class);
    long polls;
    long published;
    long items;
    long notPublished;
    Instant lastPollAt;
    Instant lastPublishedAt;

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
