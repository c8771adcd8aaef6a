package io.feedmill.producer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedmill.producer.fetch.FailureKind;
import io.feedmill.producer.fetch.FetchSettings;
import io.feedmill.producer.fetch.Fetchers;
import io.feedmill.producer.fetch.Validators;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What can become of a host's name: each fault ends as its own outcome, in time, and the feed is polled again when it should. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class NameFaultsTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final FetchSettings PATIENT = Fetchers.PATIENT.allowing(List.of());

    private static ReadResult.Failed read(FetchSettings settings, Fetchers.Names names) {
        return read(settings, "http://weir.example/feed", names);
    }

    private static ReadResult.Failed read(FetchSettings settings, String url, Fetchers.Names names) {
        try (FeedReader reader = new FeedReader(Fetchers.lookingUp(settings, names))) {
            return assertInstanceOf(ReadResult.Failed.class, reader.read(url, Validators.NONE, NOW));
        }
    }

    private static void assertEnds(FailureKind kind, String said, int times, ReadResult.Failed failed) {
        assertEquals(kind, failed.kind(), failed.message());
        assertTrue(failed.message().contains(said), failed.message());
        HttpFaultsTest.assertPolledAgain(failed, HttpFaultsTest.SHORTEST.multipliedBy(times));
    }

    @Test
    void comesBackSoonToANameThatIsNotFound() {
        assertEnds(FailureKind.UNREACHABLE, "weir.example", HttpFaultsTest.SOON, read(PATIENT, host -> {
            throw new UnknownHostException(host + ": Name or service not known");
        }));
    }

    @Test
    void comesBackSoonToANameThatNobodyAnswersFor() {
        CountDownLatch never = new CountDownLatch(1);
        FetchSettings impatient = PATIENT.within(Duration.ofMillis(800), PATIENT.responseTimeout(), PATIENT.deadline());
        assertEnds(FailureKind.TIMEOUT, "not found within", HttpFaultsTest.SOON, read(impatient, host -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw new UnknownHostException(host);
        }));
    }

    @Test
    void comesBackLaterToANameThatLeadsInside() {
        assertEnds(FailureKind.BLOCKED, "not on the public internet", HttpFaultsTest.LATER, read(PATIENT, host ->
                new InetAddress[] {InetAddress.getByName("93.184.215.14"), InetAddress.getByName("10.0.0.1")}));
    }

    /** Each of them takes the connection and says nothing, so that each is tried for as long as it may be. */
    @Test
    @Timeout(value = 40, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // all of them would take 80 s
    void triesNoLongerThanTheDeadlineThoughANameHasAHundredAddresses() throws Exception {
        try (ServerSocket full = new ServerSocket(0, 1)) {
            List<Socket> waiting = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                Socket socket = new Socket();
                waiting.add(socket);
                try {
                    socket.connect(full.getLocalSocketAddress(), 200);
                } catch (SocketTimeoutException e) {
                    break; // its queue is full: who comes now is not even refused
                }
            }
            FetchSettings settings =
                    Fetchers.PATIENT.within(Duration.ofMillis(800), Duration.ofMillis(800), Duration.ofMillis(2_000));
            String url = "http://weir.example:" + full.getLocalPort() + "/feed";
            assertEnds(
                    FailureKind.TIMEOUT,
                    "",
                    HttpFaultsTest.SOON,
                    read(
                            settings,
                            url,
                            host -> IntStream.rangeClosed(1, 100)
                                    .mapToObj(NameFaultsTest::loopback)
                                    .toArray(InetAddress[]::new)));
            for (Socket socket : waiting) {
                socket.close();
            }
        }
    }

    private static InetAddress loopback(int last) {
        try {
            return InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) last});
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }
}
