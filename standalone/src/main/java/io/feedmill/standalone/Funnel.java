package io.feedmill.standalone;

import io.feedmill.avro.OutcomeKind;
import java.util.EnumMap;
import java.util.Map;

/** How many raw records went in, and what became of them. Not thread-safe. */
final class Funnel {
    private final Map<OutcomeKind, Long> counts = new EnumMap<>(OutcomeKind.class);

    void count(OutcomeKind kind) {
        counts.merge(kind, 1L, Long::sum);
    }

    long in() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    long of(OutcomeKind kind) {
        return counts.getOrDefault(kind, 0L);
    }

    /** All counts on one line. */
    @Override
    public String toString() {
        return "in %d · enriched %d · revised %d · repeated %d · copies %d · rejected %d"
                .formatted(
                        in(),
                        of(OutcomeKind.ENRICHED),
                        of(OutcomeKind.REVISED),
                        of(OutcomeKind.REPEATED),
                        of(OutcomeKind.COPY),
                        of(OutcomeKind.REJECTED));
    }
}
