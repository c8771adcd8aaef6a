package io.feedmill.standalone;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(name = "parse", description = "...", mixinStandardHelpOptions = true)
final class ParseCommand implements Callable<Integer> {
    private final Console console;

    ParseCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        console.say("parse");
        return Feedmill.OK;
    }
}
