package io.feedmill.standalone;

import io.feedmill.rules.RuleException;
import io.feedmill.streams.RuleBook;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** Whose rules a command works with. */
final class RuleOptions {
    @Option(
            names = "--rules",
            paramLabel = "PATH",
            description =
                    "Lay these rules over those that come with Feedmill: a file, or a folder with strip/*.yaml and"
                            + " tag/*.yaml. May be given more than once.")
    private List<Path> rules = List.of();

    List<Path> paths() {
        return rules;
    }

    /** @throws RuleException with all that is wrong with them */
    RuleBook book() {
        return RuleBook.of(rules);
    }
}
