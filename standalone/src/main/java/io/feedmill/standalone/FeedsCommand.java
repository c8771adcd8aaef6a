package io.feedmill.standalone;

import io.feedmill.avro.FeedStatus;
import io.feedmill.avro.FeedSubscription;
import io.feedmill.producer.FeedNames;
import io.feedmill.producer.Scorecard;
import io.feedmill.producer.fetch.Locations;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What the mill is subscribed to. */
@Command(
        name = "feeds",
        description = "Subscribe to feeds, and see how they do. Subscriptions are kept in the mill itself: running"
                + " producers take up each change within seconds.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        footer = {
            "",
            "Examples:",
            "  feedmill feeds add https://example.org/ --label news --min-interval 15m",
            "  feedmill feeds list",
            "  feedmill feeds show example.org",
            "  feedmill feeds import feeds.opml"
        })
final class FeedsCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    private FeedsCommand() {}

    static CommandLine commandLine(Console console) {
        return new CommandLine(new FeedsCommand())
                .addSubcommand(new FeedsAddCommand(console))
                .addSubcommand(new FeedsRemoveCommand(console))
                .addSubcommand(new FeedsListCommand(console))
                .addSubcommand(new FeedsShowCommand(console))
                .addSubcommand(new FeedsImportCommand(console))
                .addSubcommand(new FeedsExportCommand(console));
    }

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "which command? add, remove, list, show, import or export");
    }

    /**
     * The one feed that is meant.
     *
     * @throws FeedmillException if none or several are
     */
    static String meant(String name, Map<String, FeedSubscription> subscriptions, Map<String, FeedStatus> statuses) {
        List<String> meant = FeedNames.meant(name, subscriptions, statuses);
        if (meant.isEmpty()) {
            throw new FeedmillException("no feed \"%s\": feeds list shows those there are"
                    .formatted(Flow.visible(Locations.withoutCredentials(name))));
        }
        if (meant.size() > 1) {
            String several = String.join(
                    ", ",
                    meant.stream()
                            .limit(5)
                            .map(id -> "%s (%s)"
                                    .formatted(
                                            id,
                                            Flow.shortened(
                                                    Scorecard.title(subscriptions.get(id), statuses.get(id)), 40)))
                            .toList());
            throw new FeedmillException("\"%s\" can be any of %d feeds: say which, by its id or address: %s%s"
                    .formatted(Flow.visible(name), meant.size(), several, meant.size() > 5 ? ", …" : ""));
        }
        return meant.get(0);
    }
}
