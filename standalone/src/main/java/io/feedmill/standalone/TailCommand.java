package io.feedmill.standalone;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(name = "tail", description = "...", mixinStandardHelpOptions = true)
final class TailCommand implements Callable<Integer> {
    private final Console console;

    TailCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        console.say("tail");
        return Feedmill.OK;
    }
}
