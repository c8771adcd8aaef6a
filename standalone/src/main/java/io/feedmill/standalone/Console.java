package io.feedmill.standalone;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Where a command writes, always in UTF-8 and with plain line feeds: what was asked for on {@code out}, all else on
 * {@code err}. Whether these are terminals is for the launcher to say, by the system property {@code feedmill.terminal}
 * (which contains {@code out}, {@code err} or both): Java cannot tell them apart.
 *
 * @param outIsTerminal whether a person looks at {@code out}
 * @param errIsTerminal whether a person looks at {@code err}
 * @param colours whether colours are welcome on a terminal
 * @param columns the terminal's width
 */
record Console(
        PrintStream out, PrintStream err, boolean outIsTerminal, boolean errIsTerminal, boolean colours, int columns) {

    private static final int USUAL_COLUMNS = 100;

    /** The process's own streams. */
    static Console system() {
        String terminals = System.getProperty("feedmill.terminal", "");
        String noColor = System.getenv("NO_COLOR"); // https://no-color.org
        boolean colours = (noColor == null || noColor.isEmpty()) && !"dumb".equals(System.getenv("TERM"));
        return new Console(
                stream(FileDescriptor.out),
                stream(FileDescriptor.err),
                terminals.contains("out"),
                terminals.contains("err"),
                colours,
                Integer.getInteger("feedmill.columns", USUAL_COLUMNS));
    }

    /** Both streams as given, no terminal: for pipes and tests. */
    static Console plain(PrintStream out, PrintStream err) {
        return new Console(out, err, false, false, false, USUAL_COLUMNS);
    }

    /** A line on stderr, as ours. */
    void say(String message) {
        err.println("feedmill: " + message);
        err.flush();
    }

    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(
                new BufferedOutputStream(new FileOutputStream(descriptor), 1 << 16), false, StandardCharsets.UTF_8);
    }
}
