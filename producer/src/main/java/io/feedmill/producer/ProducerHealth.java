package io.feedmill.producer;

import io.feedmill.process.Health;
import io.feedmill.process.Kind;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Whether a producer is live and ready. One that waits for Kafka, or whose feeds all fail, is live; one that polls nothing
 * for long though feeds are due is not. One that holds no feeds, because others hold them, is ready to take over.
 */
final class ProducerHealth {

    private final Supplier<ProducerState> state;
    private final BooleanSupplier kafkaAnswers;
    private final InstantSource clock;
    private final Duration patience;
    private final Instant startedAt;

    /** @param patience how long nothing may be polled though something is due */
    ProducerHealth(
            Supplier<ProducerState> state, BooleanSupplier kafkaAnswers, InstantSource clock, Duration patience) {
        this.state = state;
        this.kafkaAnswers = kafkaAnswers;
        this.clock = clock;
        this.patience = patience;
        this.startedAt = clock.instant();
    }

    /** Answers from now on. */
    void start(Health health) {
        health.live(this::whyNotLive);
        health.ready(this::whyNotReady);
        health.detail("feeds", () -> state.get().feeds());
        health.detail("failing", () -> state.get().failing());
        health.detail("shares", () -> state.get().shares());
        health.detail("held", () -> state.get().held());
        health.detail("lastPoll", () -> String.valueOf(state.get().lastPollAt()));
    }

    String whyNotLive() {
        ProducerState now = state.get();
        if (now.stopped() != null) {
            return "it has stopped: " + now.stopped();
        }
        Instant last = now.lastPollAt() == null ? startedAt : now.lastPollAt();
        Duration still = Duration.between(last, clock.instant());
        boolean isDue = now.behind() != null && now.behind().compareTo(patience) > 0;
        if (isDue && still.compareTo(patience) > 0) {
            return "nothing was polled for %s, though feeds are due: start it again"
                    .formatted(Kind.text(Duration.ofSeconds(still.toSeconds())));
        }
        return null;
    }

    String whyNotReady() {
        if (!kafkaAnswers.getAsBoolean()) {
            return "Kafka does not answer";
        }
        ProducerState now = state.get();
        if (!now.isRunning()) {
            return "it does not poll";
        }
        return now.shares() == 0 ? "its group shares out the feeds" : null;
    }
}
