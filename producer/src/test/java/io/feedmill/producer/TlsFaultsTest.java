package io.feedmill.producer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedmill.producer.fetch.FailureKind;
import io.feedmill.producer.fetch.FetchSettings;
import io.feedmill.producer.fetch.Fetchers;
import io.feedmill.producer.fetch.Validators;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Servers whose TLS is not to be trusted, with certificates of an authority that the client knows: each fault ends as its
 * own outcome, in time, and the feed is polled again when it should.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TlsFaultsTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final String FEED = "<rss><channel><item><title>x</title></item></channel></rss>";
    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir
    static Path folder;

    private static KeyStore keys;
    private static SSLContext client;

    @BeforeAll
    static void makeKeys() throws Exception {
        Path file = folder.resolve("keys.p12");
        key(file, "authority", "-ext", "bc:c");
        String here = "san=ip:127.0.0.1";
        key(file, "good", "-signer", "authority", "-ext", here);
        key(file, "expired", "-signer", "authority", "-ext", here, "-startdate", "-10d", "-validity", "5");
        key(file, "other", "-signer", "authority", "-ext", "san=dns:other.example");
        key(file, "self", "-ext", here);
        keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, PASSWORD);
        }
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("authority", keys.getCertificate("authority"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        client = SSLContext.getInstance("TLS");
        client.init(null, trust.getTrustManagers(), null);
    }

    private static void key(Path file, String alias, String... more) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-J-XX:TieredStopAtLevel=1",
                "-genkeypair",
                "-keystore",
                file.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                new String(PASSWORD),
                "-keyalg",
                "EC",
                "-alias",
                alias,
                "-dname",
                "CN=" + alias));
        command.addAll(List.of(more));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
    }

    private static ReadResult fetch(String alias, String... protocols) throws Exception {
        KeyStore one = KeyStore.getInstance("PKCS12");
        one.load(null, null);
        Certificate[] chain = keys.getCertificateChain(alias);
        one.setKeyEntry(alias, keys.getKey(alias, PASSWORD), PASSWORD, chain);
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(one, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        SSLServerSocket socket = (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 5, InetAddress.getByName("127.0.0.1"));
        if (protocols.length > 0) {
            socket.setEnabledProtocols(protocols);
        }
        return fetch(
                Fetchers.PATIENT, socket, "HTTP/1.1 200 OK\r\nContent-Length: " + FEED.length() + "\r\n\r\n" + FEED);
    }

    /** Reads a first line, answers, and waits for the other side to hang up. */
    private static ReadResult fetch(FetchSettings settings, ServerSocket socket, String answer) throws Exception {
        try (socket;
                FeedReader reader = new FeedReader(Fetchers.trusting(settings, client))) {
            Thread server = new Thread(() -> {
                try (Socket connection = socket.accept()) {
                    if (answer != null) {
                        connection.getInputStream().read();
                        connection.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
                        connection.getOutputStream().flush();
                    }
                    connection.getInputStream().readAllBytes();
                } catch (IOException e) {
                    // The client does not trust us.
                }
            });
            server.setDaemon(true);
            server.start();
            URI url = URI.create("https://127.0.0.1:" + socket.getLocalPort() + "/feed");
            return reader.read(url.toString(), Validators.NONE, NOW);
        }
    }

    /** As its own outcome; a fault of its TLS will not mend itself soon, one of time may. */
    private static String refused(FailureKind kind, int times, ReadResult result) {
        ReadResult.Failed failed = assertInstanceOf(ReadResult.Failed.class, result);
        assertEquals(kind, failed.kind(), failed.message());
        HttpFaultsTest.assertPolledAgain(failed, HttpFaultsTest.SHORTEST.multipliedBy(times));
        return failed.message();
    }

    private static void assertSays(String what, ReadResult result) {
        String message = refused(FailureKind.TLS, HttpFaultsTest.LATER, result);
        assertTrue(message.contains(what), message);
    }

    @Test
    void readsFromAServerThatCanBeTrusted() throws Exception {
        assertInstanceOf(ReadResult.Document.class, fetch("good"));
    }

    @Test
    void namesWhatIsWrongWithACertificate() throws Exception {
        assertSays("has expired", fetch("expired"));
        assertSays("is for another host", fetch("other"));
        assertSays("nobody known vouches for", fetch("self"));
    }

    @Test
    void refusesATlsThatIsOutOfDate() throws Exception {
        Assumptions.assumeTrue(
                List.of(SSLContext.getDefault().getSupportedSSLParameters().getProtocols())
                        .contains("TLSv1"));
        refused(FailureKind.TLS, HttpFaultsTest.LATER, fetch("good", "TLSv1"));
    }

    @Test
    void refusesWhatIsNotTls() throws Exception {
        InetAddress here = InetAddress.getByName("127.0.0.1");
        refused(
                FailureKind.TLS,
                HttpFaultsTest.LATER,
                fetch(Fetchers.PATIENT, new ServerSocket(0, 5, here), "HTTP/1.1 400 Speak plainly\r\n\r\n"));
    }

    @Test
    void endsAHandshakeThatStalls() throws Exception {
        FetchSettings impatient =
                Fetchers.PATIENT.within(Duration.ofSeconds(2), Duration.ofSeconds(2), Duration.ofSeconds(5));
        refused(
                FailureKind.TIMEOUT,
                HttpFaultsTest.SOON,
                fetch(impatient, new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1")), null));
    }
}
