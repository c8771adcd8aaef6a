package io.feedmill.producer;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedmill.producer.PollSimulation.Kind;
import io.feedmill.producer.PollSimulation.Server;
import io.feedmill.producer.PollSimulation.Sum;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Two hundred feeds on fifty hosts for thirty days. {@code PollSimulationProgram} has more of them. */
class PollSimulationTest {

    @Test
    void asksSeldomBreaksNoRuleAndLosesNothing() {
        PollSimulation simulation = new PollSimulation(200, 50);
        simulation.run();

        assertEquals(
                0,
                simulation.watch.broken.size(),
                () -> simulation.watch.broken.stream().limit(5).toList().toString());
        Map<Kind, Sum> byKind = simulation.byKind();
        Sum all = simulation.all();
        assertEquals(0, all.lost, "items lost");
        assertTrue(all.items > 20_000, "a simulation of " + all.items + " items proves little");
        assertAll(
                () -> assertTrue(all.requestsPerDay() < 60, "requests of all: " + all.requestsPerDay()),
                () -> assertAtMost(byKind.get(Kind.NEWS), 230, Duration.ofMinutes(10), Duration.ofMinutes(60)),
                () -> assertAtMost(byKind.get(Kind.HOURLY), 100, Duration.ofMinutes(15), Duration.ofMinutes(45)),
                () -> assertAtMost(byKind.get(Kind.DAILY), 8, Duration.ofHours(4), Duration.ofHours(7)),
                () -> assertAtMost(byKind.get(Kind.WEEKLY), 6, Duration.ofHours(4), Duration.ofHours(8)),
                () -> assertAtMost(byKind.get(Kind.DEAD), 1.1, Duration.ZERO, Duration.ZERO),
                () -> simulation.feeds.stream()
                        .filter(feed -> feed.server == Server.GONE)
                        .forEach(feed -> assertEquals(null, feed.status.getNextPollAt())),
                () -> simulation.feeds.stream()
                        .filter(feed -> feed.server == Server.MOVED)
                        .forEach(feed -> assertTrue(
                                FeedMemory.hasMoved(feed.polled, feed.status)
                                        && feed.requestsToOldAddress < feed.requests / 2 + FeedMemory.MOVED_POLLS + 1,
                                feed.polled.location() + ": " + feed.requestsToOldAddress)));
    }

    private static void assertAtMost(Sum sum, double requestsPerDay, Duration median, Duration most) {
        assertTrue(sum.requestsPerDay() <= requestsPerDay, "requests: " + sum.requestsPerDay());
        assertTrue(sum.late(0.5).compareTo(median) <= 0, "median: " + sum.late(0.5));
        assertTrue(sum.late(0.95).compareTo(most) <= 0, "95 of 100: " + sum.late(0.95));
    }
}
