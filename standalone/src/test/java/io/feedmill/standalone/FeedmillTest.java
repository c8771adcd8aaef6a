package io.feedmill.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeedmillTest {
    @ParameterizedTest
    @ValueSource(strings = {"run", "parse", "enrich", "tail", "produce", "stream", "topics", "feeds", "trace"})
    void explainsEachCommandWithItsExamples(String command) {
        Captured captured = Captured.run(command, "--help");
        assertEquals(0, captured.status());
        assertTrue(captured.out().startsWith("Usage: feedmill " + command), captured.out());
        assertTrue(captured.out().contains("Examples:"), captured.out());
        assertEquals("", captured.err());
    }

    @Test
    void saysInOneLineThatAnOptionIsUnknown() {
        Captured captured = Captured.run("parse", "--depug", "x.xml");
        assertEquals(2, captured.status());
        assertEquals(
                "feedmill: Unknown option: '--depug', did you mean --debug? (see feedmill parse --help)\n",
                captured.err());
        assertEquals("", captured.out());
    }

    @Test
    void saysInOneLineThatACommandIsUnknown() {
        Captured captured = Captured.run("pasre");
        assertEquals(2, captured.status());
        assertEquals(1, captured.err().lines().count(), captured.err());
        assertTrue(captured.err().contains("did you mean parse?"), captured.err());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "parse",
                "enrich",
                "enrich --partitions 0 x.xml",
                "enrich --threads many x.xml",
                "run --port 70000",
                "run --interval soon",
                "run --data",
                "tail nonsense",
                "trace",
                "tail --max 0",
                "tail --registry :::"
            })
    void takesWrongUsageForWrongUsage(String line) {
        Captured captured = Captured.run(line.isEmpty() ? new String[0] : line.split(" "));
        assertEquals(2, captured.status());
        assertEquals(1, captured.err().lines().count(), captured.err());
        assertTrue(captured.err().startsWith("feedmill: "), captured.err());
        assertTrue(captured.err().endsWith("--help)\n"), captured.err());
    }

    @Test
    void printsTheSettingsOfAllProcessesWithTheirOrigins() {
        Captured captured = Captured.run("config", "print", "--stream-threads", "3");
        assertEquals(0, captured.status(), captured.err());
        assertTrue(captured.out().contains("stream.threads: \"3\"  # --stream-threads\n"), captured.out());
        assertTrue(captured.out().contains("fetch.readers: \"16\"  # default\n"), captured.out());
        assertTrue(captured.out().contains("http.port: \"8080\"  # default\n"), captured.out());
    }

    @Test
    void tellsItsVersion() {
        Captured captured = Captured.run("--version");
        assertEquals(0, captured.status());
        assertTrue(captured.out().startsWith("feedmill "), captured.out());
    }

    @Test
    void saysInOneLineThatNoBrokerAnswers() {
        Captured captured = Captured.run("tail", "--bootstrap-servers", "127.0.0.1:1");
        assertEquals(1, captured.status());
        assertEquals(
                "feedmill: no Kafka broker answers at 127.0.0.1:1: start one (feedmill run), or name another with"
                        + " --bootstrap-servers\n",
                captured.err());
    }
}
