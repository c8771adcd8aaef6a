package io.feedmill.standalone;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(name = "enrich", description = "...", mixinStandardHelpOptions = true)
final class EnrichCommand implements Callable<Integer> {
    private final Console console;

    EnrichCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        console.say("enrich");
        return Feedmill.OK;
    }
}
