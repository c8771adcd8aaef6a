package io.feedmill.standalone;

import io.feedmill.rules.RuleException;
import io.feedmill.streams.RuleBook;
import io.feedmill.strip.RuleCard;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Loads rules, and says all that is wrong with them. */
@Command(
        name = "check",
        description = "Load rule files, run their examples, and show one line for each problem:"
                + " file:line:column: what is wrong.",
        mixinStandardHelpOptions = true,
        versionProvider = Feedmill.Version.class,
        footer = {
            "",
            "Exit code: 0 all is well, 1 there are problems, 2 wrong usage. Without PATH it checks Feedmill's own rules.",
            "",
            "Example:",
            "  feedmill rules check my-rules/"
        })
final class RulesCheckCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(
            arity = "0..*",
            paramLabel = "PATH",
            description = "Files, or folders with strip/*.yaml and tag/*.yaml.")
    private List<Path> paths = List.of();

    RulesCheckCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Paint paint = Paint.on(console);
        try {
            RuleBook book = RuleBook.of(paths);
            List<RuleCard> cards = book.stripper().cards();
            long theirs = cards.stream().filter(card -> !card.bundled()).count();
            long off = cards.stream().filter(card -> !card.off().isEmpty()).count();
            console.say("%s: %d strip rules (%d of yours, %d switched off), files of yours: %d; rules digest %s"
                    .formatted(
                            paint.green("all is well"),
                            cards.size(),
                            theirs,
                            off,
                            book.overlay().strip().size() + book.overlay().tag().size(),
                            book.digest()));
            return Feedmill.OK;
        } catch (RuleException e) {
            e.problems().forEach(problem -> console.out().println(Flow.visible(problem.toString())));
            console.out().flush();
            console.say(
                    e.problems().size() == 1
                            ? "1 problem"
                            : "%d problems".formatted(e.problems().size()));
            return Feedmill.SOME_FAILED;
        }
    }
}
