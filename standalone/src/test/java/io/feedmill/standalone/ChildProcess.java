package io.feedmill.standalone;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** A process of the mill in a JVM of its own, with its log in a file. */
final class ChildProcess implements AutoCloseable {
    private static final Pattern ADDRESS = Pattern.compile("health and metrics are at (http://\\S+)");
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    interface Condition {
        boolean holds(HttpResponse<String> answer) throws Exception;
    }

    private final Process process;
    private final Path log;

    private ChildProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    static ChildProcess start(Path folder, Class<?> main, Map<String, String> environment, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                // Where İ is the capital of i, it does the same.
                "-Duser.language=tr",
                "-Duser.country=TR",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        Path log = Files.createTempFile(folder, main.getSimpleName(), ".log");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        return new ChildProcess(builder.start(), log);
    }

    /** All it has written. */
    String log() throws IOException {
        return Files.readString(log, StandardCharsets.UTF_8);
    }

    int awaitExit() throws InterruptedException {
        if (!process.waitFor(Patience.LONG.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("it has not ended after " + Patience.LONG);
        }
        return process.exitValue();
    }

    /** Asks it to stop, as an orchestrator does. */
    int terminate() throws InterruptedException {
        process.destroy();
        return awaitExit();
    }

    void kill() throws InterruptedException {
        process.destroyForcibly();
        awaitExit();
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        Matcher address = ADDRESS.matcher(log());
        if (!address.find()) {
            throw new IOException("it does not serve yet");
        }
        return HTTP.send(
                HttpRequest.newBuilder(URI.create(address.group(1) + path))
                        .timeout(Duration.ofSeconds(30))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** Waits until a path answers with this status. */
    void await(String path, int status) throws IOException {
        await(path, status, "");
    }

    /** Waits until a path answers with this status and these words. */
    void await(String path, int status, String words) throws IOException {
        await(
                status + " with \"" + words + "\"",
                path,
                answer -> answer.statusCode() == status && answer.body().contains(words));
    }

    /** Waits until a path answers as it should, for as long as the process runs. */
    void await(String what, String path, Condition condition) throws IOException {
        String[] last = {"nothing"};
        try {
            Awaitility.await()
                    .atMost(Patience.LONG)
                    .pollInterval(Duration.ofMillis(200))
                    .ignoreExceptionsInstanceOf(IOException.class)
                    .until(() -> {
                        assertTrue(process.isAlive(), () -> "it has ended with " + process.exitValue());
                        HttpResponse<String> answer = get(path);
                        last[0] = answer.statusCode() + " " + answer.body();
                        return condition.holds(answer);
                    });
        } catch (AssertionError | ConditionTimeoutException e) {
            throw new AssertionError(path + " did not answer " + what + ", but " + last[0] + "\n" + log(), e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
