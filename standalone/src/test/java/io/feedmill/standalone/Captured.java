package io.feedmill.standalone;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** What a command wrote, and its exit code. */
record Captured(int status, String out, String err) {
    static Captured run(String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        PrintStream stdout = new PrintStream(out, false, StandardCharsets.UTF_8);
        int status = Feedmill.run(Console.plain(stdout, new PrintStream(err, true, StandardCharsets.UTF_8)), args);
        stdout.flush();
        return new Captured(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
