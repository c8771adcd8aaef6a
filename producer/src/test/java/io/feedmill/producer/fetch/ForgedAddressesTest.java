package io.feedmill.producer.fetch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Every way to write an address that leads inside; a canary listens there, and nobody must come. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ForgedAddressesTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final FetchSettings PATIENT = Fetchers.PATIENT.allowing(List.of());

    /** What only looks like an address is as good as a name, and would be asked for outside. */
    private static final Set<String> TAKEN_FOR_US = Set.of(
            "localhost",
            "localhost.",
            "localhost.localdomain",
            "127.0.0.1.",
            "127.0.0.1%20",
            "%31%32%37.0.0.1",
            "127.0.0.1.nip.example",
            "inside.example");

    /** {@code PORT} is the canary's. */
    private static final List<String> FORGED = List.of(
            "http://127.0.0.1:PORT/",
            "http://localhost:PORT/",
            "http://LOCALHOST:PORT/",
            "http://localhost.:PORT/",
            "http://localhost.localdomain:PORT/",
            "http://127.0.0.1.:PORT/",
            "http://127.1:PORT/",
            "http://127.0.1:PORT/",
            "http://127.000.000.001:PORT/",
            "http://0127.0.0.1:PORT/",
            "http://0177.0.0.1:PORT/",
            "http://0177.0.0.01:PORT/",
            "http://0x7f.0.0.1:PORT/",
            "http://0x7f.1:PORT/",
            "http://0x7f000001:PORT/",
            "http://0x7F000001:PORT/",
            "http://017700000001:PORT/",
            "http://2130706433:PORT/",
            "http://4294967295:PORT/",
            "http://0:PORT/",
            "http://0.0.0.0:PORT/",
            "http://127.255.255.254:PORT/",
            "http://127.0.0.1%20:PORT/",
            "http://127.0.0.1%00.public.example:PORT/",
            "http://%31%32%37.0.0.1:PORT/",
            "http://127。0。0。1:PORT/",
            "http://①②⑦.⓪.⓪.①:PORT/",
            "http://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ:PORT/",
            "http://[::1]:PORT/",
            "http://[0:0:0:0:0:0:0:1]:PORT/",
            "http://[::]:PORT/",
            "http://[::127.0.0.1]:PORT/",
            "http://[::ffff:127.0.0.1]:PORT/",
            "http://[::ffff:7f00:1]:PORT/",
            "http://[0:0:0:0:0:ffff:127.0.0.1]:PORT/",
            "http://[64:ff9b::127.0.0.1]:PORT/",
            "http://[64:ff9b:1::1]:PORT/",
            "http://[2002:7f00:1::]:PORT/",
            "http://[fe80::1]:PORT/",
            "http://[fe80::1%25lo]:PORT/",
            "http://[fc00::1]:PORT/",
            "http://[fd00:ec2::254]:PORT/",
            "http://[ff02::1]:PORT/",
            "http://10.0.0.1:PORT/",
            "http://172.16.0.1:PORT/",
            "http://192.168.0.1:PORT/",
            "http://100.64.0.1:PORT/",
            "http://100.100.100.200:PORT/",
            "http://169.254.169.254:PORT/latest/meta-data/",
            "http://198.18.0.1:PORT/",
            "http://192.0.2.1:PORT/",
            "http://224.0.0.1:PORT/",
            "http://255.255.255.255:PORT/",
            "http://127.0.0.1.nip.example:PORT/",
            "http://inside.example:PORT/",
            "http://mixed.example:PORT/",
            "http://a@127.0.0.1:PORT/",
            "http://public.example@127.0.0.1:PORT/",
            "http://public.example:80@127.0.0.1:PORT/",
            "http://public.example%23@127.0.0.1:PORT/",
            "http://127.0.0.1:PORT\\@public.example/",
            "http://127.0.0.1:PORT#@public.example/",
            "http://127.0.0.1:PORT?@public.example/",
            "http:\\\\127.0.0.1:PORT\\",
            "http:/127.0.0.1:PORT/",
            "http:127.0.0.1:PORT/",
            "http://\t127.0.0.1:PORT/",
            "http://127.0.0.1:PORT /");

    private static final Pattern ADDRESS = Pattern.compile("[0-9a-fxA-FX.]{1,20}|\\[[0-9a-flo:.%]{2,40}]");

    private Server canary;

    @BeforeEach
    void start() throws Exception {
        canary = new Server((request, out) -> Server.send(out, "HTTP/1.1 200 OK", new byte[0]));
    }

    @AfterEach
    void stop() throws Exception {
        canary.close();
    }

    /** Names as the worst resolver would have them; what is written as an address is the platform's to understand. */
    private static InetAddress[] lookUp(String host) throws UnknownHostException {
        InetAddress inside = InetAddress.getByName("127.0.0.1");
        if (TAKEN_FOR_US.contains(host)) {
            return new InetAddress[] {inside};
        }
        if (host.equals("mixed.example")) {
            return new InetAddress[] {InetAddress.getByName("1.1.1.1"), inside};
        }
        return ADDRESS.matcher(host).matches() ? InetAddress.getAllByName(host) : missing(host);
    }

    private static InetAddress[] missing(String host) throws UnknownHostException {
        throw new UnknownHostException(host);
    }

    @Test
    void leadNowhereGivenOrRedirectedTo() {
        assertTrue(FORGED.size() >= 60);
        try (Fetcher fetcher = new Fetcher(PATIENT, ForgedAddressesTest::lookUp, null)) {
            for (String forged : FORGED) {
                String url = forged.replace("PORT", Integer.toString(canary.port()));
                assertRefused(url, fetcher.fetch(url, Validators.NONE, NOW));
            }
        }
        assertEquals(0, canary.requests.size());
    }

    @Test
    void leadNowhereWhenRedirectedTo() throws Exception {
        AtomicInteger next = new AtomicInteger();
        Server open = new Server((request, out) -> {
            String to = FORGED.get(next.getAndIncrement()).replace("PORT", Integer.toString(canary.port()));
            Server.send(out, "HTTP/1.1 302 Found\r\nLocation: " + to, new byte[0]);
        });
        FetchSettings onlyTheFirst = PATIENT.allowing(List.of("127.0.0.1:" + open.port()));
        try (open;
                Fetcher fetcher = new Fetcher(onlyTheFirst, ForgedAddressesTest::lookUp, null)) {
            for (String forged : FORGED) {
                assertRefused(forged, fetcher.fetch(open.url("/"), Validators.NONE, NOW));
            }
            assertTrue(next.get() >= FORGED.size());
        }
        assertEquals(0, canary.requests.size());
    }

    private static void assertRefused(String url, Fetched fetched) {
        Fetched.Failed failed = assertInstanceOf(Fetched.Failed.class, fetched, url);
        assertTrue(
                failed.kind() == FailureKind.BLOCKED
                        || failed.kind() == FailureKind.UNREACHABLE
                        || failed.kind() == FailureKind.REDIRECT
                        || failed.kind() == FailureKind.FILE,
                url + ": " + failed.message());
    }

    @Test
    void aNameThatChangesItsAddressGainsNothing() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        AddressGuard.Lookup rebinding = host ->
                new InetAddress[] {InetAddress.getByName(asked.getAndIncrement() == 0 ? "127.0.0.2" : "127.0.0.1")};
        // The first answer may pass, and nobody listens there; a client that looks up again would connect to the
        // second.
        FetchSettings settings = PATIENT.allowing(List.of("127.0.0.2"));
        try (Fetcher fetcher = new Fetcher(settings, rebinding, null)) {
            String url = "http://rebinding.example:" + canary.port() + "/";
            assertInstanceOf(Fetched.Failed.class, fetcher.fetch(url, Validators.NONE, NOW));
            assertEquals(1, asked.get(), "looked up once for one connection");
            assertEquals(
                    FailureKind.BLOCKED,
                    assertInstanceOf(Fetched.Failed.class, fetcher.fetch(url, Validators.NONE, NOW))
                            .kind());
        }
        assertEquals(0, canary.requests.size());
    }

    @Test
    void aLookUpThatHangsOrFailsEndsInTime() {
        AddressGuard.Lookup hanging = host -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return missing(host);
        };
        FetchSettings impatient = PATIENT.within(Duration.ofMillis(800), PATIENT.responseTimeout(), PATIENT.deadline());
        try (Fetcher fetcher = new Fetcher(impatient, hanging, null)) {
            Fetched.Failed failed =
                    assertInstanceOf(Fetched.Failed.class, fetcher.fetch("http://slow.example/", Validators.NONE, NOW));
            assertEquals(FailureKind.TIMEOUT, failed.kind(), failed.message());
        }
        try (Fetcher fetcher = new Fetcher(PATIENT, ForgedAddressesTest::missing, null)) {
            Fetched.Failed failed =
                    assertInstanceOf(Fetched.Failed.class, fetcher.fetch("http://no.example/", Validators.NONE, NOW));
            assertEquals(FailureKind.UNREACHABLE, failed.kind());
            assertTrue(failed.message().contains("no such host"), failed.message());
        }
    }

    @Test
    void proxiesOfTheEnvironmentAreNotAsked() throws Exception {
        List<String> names = List.of("http.proxyHost", "https.proxyHost", "socksProxyHost");
        Server site = new Server(
                (request, out) -> Server.send(out, "HTTP/1.1 200 OK", "<rss/>".getBytes(StandardCharsets.UTF_8)));
        try (site) {
            System.setProperty("http.proxyHost", "127.0.0.1");
            System.setProperty("http.proxyPort", Integer.toString(canary.port()));
            System.setProperty("http.nonProxyHosts", "");
            try (Fetcher fetcher = new Fetcher(PATIENT.allowing(List.of("127.0.0.1:" + site.port())))) {
                assertInstanceOf(Fetched.Body.class, fetcher.fetch(site.url("/"), Validators.NONE, NOW));
            }
        } finally {
            names.forEach(System::clearProperty);
            System.clearProperty("http.proxyPort");
            System.clearProperty("http.nonProxyHosts");
        }
        assertEquals(0, canary.requests.size());
    }

    @Test
    void whatIsAllowedIsOneHostAndPort() throws Exception {
        FetchSettings one = PATIENT.allowing(List.of("localhost:" + canary.port()));
        try (Fetcher fetcher = new Fetcher(one)) {
            assertInstanceOf(
                    Fetched.Body.class, fetcher.fetch("http://localhost:" + canary.port() + "/", Validators.NONE, NOW));
            assertEquals(1, canary.requests.size());
            for (String other : List.of("http://127.0.0.1:" + canary.port() + "/", "http://localhost:9/")) {
                assertEquals(
                        FailureKind.BLOCKED,
                        assertInstanceOf(Fetched.Failed.class, fetcher.fetch(other, Validators.NONE, NOW))
                                .kind(),
                        other);
            }
        }
        assertEquals(1, canary.requests.size());
    }
}
