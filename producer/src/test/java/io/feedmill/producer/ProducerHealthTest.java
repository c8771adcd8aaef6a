package io.feedmill.producer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProducerHealthTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private Instant now = NOON;
    private boolean kafkaAnswers = true;
    private ProducerState state = state(null, 6, List.of(0, 1), Duration.ZERO, NOON);
    private final ProducerHealth health =
            new ProducerHealth(() -> state, () -> kafkaAnswers, () -> now, Duration.ofMinutes(10));

    @Test
    void isLiveThoughNothingIsPolledWhereNothingIsDue() {
        now = NOON.plus(Duration.ofHours(5));
        assertNull(health.whyNotLive());
    }

    @Test
    void isLiveThoughFeedsAreBehindWhereOthersArePolled() {
        now = NOON.plus(Duration.ofHours(5));
        state = state(null, 6, List.of(0), Duration.ofHours(1), now.minusSeconds(1));
        assertNull(health.whyNotLive());
    }

    @Test
    void isNotLiveWhereNothingIsPolledThoughFeedsAreDue() {
        now = NOON.plus(Duration.ofMinutes(11));
        state = state(null, 6, List.of(0), Duration.ofMinutes(11), NOON);
        assertEquals("nothing was polled for 11m, though feeds are due: start it again", health.whyNotLive());
    }

    @Test
    void isNotLiveOnceItHasStoppedByItself() {
        state = state("the broker does not allow it", 6, List.of(), Duration.ZERO, NOON);
        assertEquals("it has stopped: the broker does not allow it", health.whyNotLive());
    }

    @Test
    void isLiveButNotReadyWhereKafkaDoesNotAnswer() {
        kafkaAnswers = false;
        assertNull(health.whyNotLive());
        assertEquals("Kafka does not answer", health.whyNotReady());
    }

    @Test
    void isReadyToTakeOverWhereOthersHoldAllFeeds() {
        state = state(null, 6, List.of(), Duration.ZERO, null);
        assertNull(health.whyNotReady());
        state = state(null, 0, List.of(), Duration.ZERO, null);
        assertEquals("its group shares out the feeds", health.whyNotReady());
    }

    private static ProducerState state(
            String stopped, int shares, List<Integer> held, Duration behind, Instant lastPoll) {
        return new ProducerState(
                stopped == null, stopped, shares, held, 5, 0, 0, behind, lastPoll, null, null, 0, 0, 0, Map.of(), 0, 0);
    }
}
