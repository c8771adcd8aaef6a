package io.feedmill.process;

import java.io.PrintWriter;
import java.util.Locale;
import picocli.CommandLine;

/** Runs a command as the only one of its program, as the images do. */
public final class CommandLines {

    private CommandLines() {}

    /**
     * From now on this JVM writes numbers and letters in the same way on every machine. Addresses with a port in Arabic
     * digits are none, and Kafka does not find its own names again that it has capitalised as Turkish does.
     */
    public static void speakNoLanguage() {
        Locale.setDefault(Locale.ROOT);
    }

    /** Runs it and returns its exit code. What goes wrong is one line on stderr. */
    public static int run(CommandLine line, String... arguments) {
        speakNoLanguage();
        Logs.begin();
        PrintWriter err = line.getErr();
        line.setParameterExceptionHandler((e, args) -> {
            err.println("feedmill: " + MillProcess.oneLine(e) + " (see --help)");
            return ExitStatus.USAGE.code();
        });
        line.setExecutionExceptionHandler((e, command, result) -> {
            ProcessException explained = Faults.explained(e);
            err.println("feedmill: " + MillProcess.oneLine(explained));
            return explained.status().code();
        });
        return line.execute(arguments);
    }
}
