package io.feedmill.standalone;

import io.feedmill.avro.FeedStatus;
import io.feedmill.avro.FeedSubscription;
import io.feedmill.producer.Subscriptions;
import io.feedmill.producer.fetch.Locations;
import io.feedmill.producer.parse.Opml;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** All subscriptions as an OPML list. */
@Command(
        name = "export",
        description =
                "Write all subscriptions to stdout as OPML 2.0, which every feed reader imports and \"feeds import\""
                        + " reads back.",
        mixinStandardHelpOptions = true,
        footer = {"", "Examples:", "  feedmill feeds export > feeds.opml"})
final class FeedsExportCommand implements Callable<Integer> {
    private final Console console;

    @Option(names = "--with-secrets", description = "With passwords in addresses, and with headers.")
    private boolean withSecrets;

    @Mixin
    private MillOptions mill;

    FeedsExportCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try (Subscriptions subscriptions = mill.subscriptions()) {
            Map<String, FeedStatus> statuses = subscriptions.statuses();
            List<FeedSubscription> feeds = new ArrayList<>();
            int secrets = 0;
            for (Map.Entry<String, FeedSubscription> each : subscriptions.all().entrySet()) {
                FeedSubscription feed = each.getValue();
                boolean secret = !feed.getHeaders().isEmpty()
                        || !Locations.withoutCredentials(feed.getUrl()).equals(feed.getUrl());
                secrets += secret ? 1 : 0;
                FeedStatus status = statuses.get(each.getKey());
                feeds.add(
                        feed.getTitle() != null || status == null
                                ? feed
                                : FeedSubscription.newBuilder(feed)
                                        .setTitle(status.getTitle())
                                        .build());
            }
            console.out()
                    .print(Opml.write(
                            "Feedmill subscriptions",
                            feeds,
                            withSecrets,
                            Instant.now().truncatedTo(ChronoUnit.SECONDS)));
            if (secrets > 0 && !withSecrets) {
                console.say(
                        "credentials and headers of %d were left out: --with-secrets writes them".formatted(secrets));
            }
        }
        return Feedmill.OK;
    }
}
