package io.feedmill.standalone;

import io.feedmill.avro.FeedStatus;
import io.feedmill.avro.FeedSubscription;
import io.feedmill.producer.Subscriptions;
import io.feedmill.producer.fetch.Locations;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Ends subscriptions. */
@Command(
        name = "remove",
        description = "End the subscription to feeds. What was seen of them is remembered, should they be added again.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  feedmill feeds remove https://example.org/feed.xml",
            "  feedmill feeds remove 3f6b"
        })
final class FeedsRemoveCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(arity = "1..*", paramLabel = "FEED", description = "Ids, addresses, or parts of titles or addresses.")
    private List<String> names;

    @Mixin
    private MillOptions mill;

    FeedsRemoveCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        int failures = 0;
        try (Subscriptions subscriptions = mill.subscriptions()) {
            Map<String, FeedSubscription> all = subscriptions.all();
            Map<String, FeedStatus> statuses = subscriptions.statuses();
            Set<String> ids = new LinkedHashSet<>();
            for (String name : names) {
                try {
                    ids.add(FeedsCommand.meant(name, all, statuses));
                } catch (FeedmillException e) {
                    console.say(e.getMessage());
                    failures++;
                }
            }
            subscriptions.remove(ids);
            ids.forEach(id -> console.say("no longer subscribed to "
                    + Locations.withoutCredentials(all.get(id).getUrl()) + " (" + id + ")"));
        }
        return failures == 0 ? Feedmill.OK : Feedmill.SOME_FAILED;
    }
}
