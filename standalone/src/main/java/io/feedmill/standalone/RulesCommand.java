package io.feedmill.standalone;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What is for those who write rules. */
@Command(
        name = "rules",
        description = "Check, try and look up the rules that tell boilerplate from the story, and the words that earn"
                + " topics.",
        mixinStandardHelpOptions = true,
        versionProvider = Feedmill.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        footer = {
            "",
            "Your own rules live in a folder with strip/*.yaml and tag/*.yaml, and lie over those that come with Feedmill:",
            "hand it to run and enrich with --rules DIR.",
            "",
            "Examples:",
            "  feedmill rules check my-rules/",
            "  feedmill rules test my-rules/ --items https://example.org/feed.xml",
            "  feedmill rules show promo.newsletter medtop:15000000 NATO"
        })
final class RulesCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "which command: check, test or show?");
    }
}
