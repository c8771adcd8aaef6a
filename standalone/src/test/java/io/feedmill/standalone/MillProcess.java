package io.feedmill.standalone;

import io.feedmill.schemas.LocalSchemaRegistry;
import io.feedmill.schemas.Topics;
import io.feedmill.streams.Mill;
import io.feedmill.streams.MillSettings;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A mill in a process of its own, which can be frozen, stopped and killed. It reads the raw topic without a prefix, and
 * writes to topics with one. Ends when its standard input does, so that none outlives the tests.
 */
final class MillProcess {

    private final Process process;

    private MillProcess(Process process) {
        this.process = process;
    }

    /** Reads the raw topic that has no prefix, writes to topics that have one. */
    static Topics topics(String prefix) {
        LocalSchemaRegistry registry = new LocalSchemaRegistry(null);
        Topics own = Topics.of(prefix, registry);
        return new Topics(
                prefix,
                registry,
                own.subscriptions(),
                own.status(),
                Topics.of("", registry).raw(),
                own.prepared(),
                own.enriched(),
                own.copies(),
                own.outcomes(),
                own.boilerplate(),
                own.dead());
    }

    static MillProcess start(
            String bootstrapServers,
            String prefix,
            String instance,
            Path stateDir,
            int threads,
            Map<String, String> kafka,
            File log) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-D" + QuietLogs.DEBUG + "=true",
                "-cp",
                System.getProperty("java.class.path"),
                MillProcess.class.getName(),
                bootstrapServers,
                prefix,
                instance,
                stateDir.toString(),
                Integer.toString(threads)));
        kafka.forEach((key, value) -> command.add(key + "=" + value));
        try {
            return new MillProcess(new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
                    .start());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** {@code kill -9}. */
    void kill() {
        process.destroyForcibly();
        await();
    }

    void stop() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        await();
    }

    void freeze() {
        signal("-STOP");
    }

    void thaw() {
        signal("-CONT");
    }

    boolean isAlive() {
        return process.isAlive();
    }

    private void signal(String signal) {
        try {
            new ProcessBuilder("kill", signal, Long.toString(process.pid()))
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void await() {
        try {
            if (!process.waitFor(40, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public static void main(String[] args) throws IOException {
        Map<String, String> kafka = new HashMap<>();
        Arrays.stream(args).skip(5).forEach(setting -> {
            int equals = setting.indexOf('=');
            kafka.put(setting.substring(0, equals), setting.substring(equals + 1));
        });
        Mill mill = Mill.start(new MillSettings(
                args[0],
                topics(args[1]),
                args[1] + "mill",
                args[1] + args[2],
                Path.of(args[3]),
                Integer.parseInt(args[4]),
                Duration.ofMinutes(5),
                kafka));
        mill.broken().thenAccept(reason -> {
            reason.printStackTrace();
            Runtime.getRuntime().halt(3);
        });
        while (System.in.read() >= 0) {
            // Until it ends.
        }
        mill.close();
        System.exit(0);
    }
}
