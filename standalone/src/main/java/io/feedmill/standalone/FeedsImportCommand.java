package io.feedmill.standalone;

import io.feedmill.avro.FeedSubscription;
import io.feedmill.producer.Subscriptions;
import io.feedmill.producer.fetch.Locations;
import io.feedmill.producer.parse.FeedParser;
import io.feedmill.producer.parse.Opml;
import io.feedmill.producer.parse.UnreadableFeedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Subscribes to the feeds of an OPML list. */
@Command(
        name = "import",
        description = "Subscribe to the feeds of OPML lists, as feed readers export them. Folders and categories become"
                + " labels. Feeds that are subscribed to already stay as they are.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "What is refused is named with the reason, the rest is taken, and the exit code is 1.",
            "",
            "Examples:",
            "  feedmill feeds import feeds.opml",
            "  curl -s https://example.org/blogroll.opml | feedmill feeds import -"
        })
final class FeedsImportCommand implements Callable<Integer> {
    private static final int SAID = 50;

    private final Console console;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "OPML files, or - for standard input.")
    private List<String> files;

    @Option(names = "--replace", description = "Give those subscribed to already the settings of the list.")
    private boolean replace;

    @Option(names = "--dry-run", description = "Say what would be done, and leave it.")
    private boolean dryRun;

    @Mixin
    private MillOptions mill;

    FeedsImportCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        int failures = 0;
        List<Opml.Listed> lists = new ArrayList<>();
        mill.topics(); // Avro's records are made from here on
        for (String file : files) {
            try {
                lists.add(read(file));
            } catch (IOException | UnreadableFeedException e) {
                console.say(file + ": " + (e instanceof NoSuchFileException ? "no such file" : e.getMessage()));
                failures++;
            }
        }
        for (Opml.Listed list : lists) {
            list.problems().forEach(problem -> console.say(Flow.visible(problem)));
            list.refused().stream()
                    .limit(SAID)
                    .forEach(each -> console.say(
                            "refused: %s: %s".formatted(Flow.visible(each.outline()), Flow.visible(each.reason()))));
            if (list.refused().size() > SAID) {
                console.say("… and " + (list.refused().size() - SAID) + " more");
            }
            failures += list.refused().size();
        }
        if (!lists.isEmpty()) {
            subscribe(lists);
        }
        return failures == 0 ? Feedmill.OK : Feedmill.SOME_FAILED;
    }

    private static Opml.Listed read(String file) throws IOException, UnreadableFeedException {
        try (InputStream in = file.equals("-") ? System.in : Files.newInputStream(Path.of(file))) {
            return Opml.read(in.readNBytes(FeedParser.MAX_DOCUMENT_BYTES + 1), false);
        }
    }

    private void subscribe(List<Opml.Listed> lists) {
        try (Subscriptions subscriptions = mill.subscriptions()) {
            Map<String, FeedSubscription> known = subscriptions.all();
            List<FeedSubscription> added = new ArrayList<>();
            List<FeedSubscription> changed = new ArrayList<>();
            int same = 0;
            int refused = 0;
            for (Opml.Listed list : lists) {
                refused += list.refused().size();
                same += list.repeated();
                for (FeedSubscription feed : list.feeds()) {
                    FeedSubscription before = known.put(Subscriptions.feedId(feed), feed);
                    if (before == null) {
                        added.add(feed);
                    } else if (replace && !feed.equals(before)) {
                        changed.add(feed);
                    } else {
                        same++;
                    }
                }
            }
            if (!dryRun) {
                subscriptions.put(added);
                subscriptions.put(changed);
            }
            if (console.outIsTerminal() || dryRun) {
                added.forEach(feed -> console.out().println("added " + Locations.withoutCredentials(feed.getUrl())));
            }
            console.say("%s%d added, %d known%s, %d refused"
                    .formatted(
                            dryRun ? "would be: " : "",
                            added.size(),
                            same,
                            replace ? ", %d changed".formatted(changed.size()) : "",
                            refused));
        }
    }
}
