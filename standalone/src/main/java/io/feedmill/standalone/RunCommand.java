package io.feedmill.standalone;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(name = "run", description = "...", mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
    private final Console console;

    RunCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        console.say("run");
        return Feedmill.OK;
    }
}
