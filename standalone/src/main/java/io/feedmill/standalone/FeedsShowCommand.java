package io.feedmill.standalone;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.feedmill.avro.FeedStatus;
import io.feedmill.avro.FeedSubscription;
import io.feedmill.producer.Harvest;
import io.feedmill.producer.PublishException;
import io.feedmill.producer.Scorecard;
import io.feedmill.producer.Subscriptions;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** One feed's scorecard. */
@Command(
        name = "show",
        description =
                "Show how a feed does: when it was read and will be, what is wrong, what it gives, and what became of"
                        + " that.",
        mixinStandardHelpOptions = true,
        footer = {"", "Examples:", "  feedmill feeds show example.org", "  feedmill feeds show 3f6b --json | jq .state"
        })
final class FeedsShowCommand implements Callable<Integer> {
    private static final int INDENT = 14;

    private final Console console;

    @Parameters(paramLabel = "FEED", description = "Its id, its address, or a part of its title or address.")
    private String name;

    @Option(names = "--json", description = "As a JSON object.")
    private boolean json;

    @Mixin
    private MillOptions mill;

    FeedsShowCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try (Subscriptions subscriptions = mill.subscriptions()) {
            Map<String, FeedSubscription> all = subscriptions.all();
            Map<String, FeedStatus> statuses = subscriptions.statuses();
            // What feedmill run was given on its command line is polled without a subscription.
            statuses.forEach((id, status) -> all.computeIfAbsent(id, unknown -> unsubscribed(status)));
            String id = FeedsCommand.meant(name, all, statuses);
            Scorecard card = Scorecard.of(all.get(id), statuses.get(id), harvest(id), Instant.now());
            if (json) {
                console.out().println(tree(id, card));
            } else {
                card.lines().forEach(this::print);
            }
        }
        return Feedmill.OK;
    }

    private static FeedSubscription unsubscribed(FeedStatus status) {
        return FeedSubscription.newBuilder().setUrl(status.getUrl()).build();
    }

    /** What the streams app made of it is worth showing, and no more than that. */
    private Harvest harvest(String id) {
        try {
            return Harvest.read(mill.bootstrapServers(), mill.topics(), mill.kafka(), id);
        } catch (PublishException e) {
            console.say("what became of its items cannot be seen: " + e.getMessage());
            return Harvest.NONE;
        }
    }

    private void print(Scorecard.Line line) {
        int width = Math.max(40, (console.outIsTerminal() ? console.columns() : 100) - INDENT);
        String rest = Flow.visible(line.text());
        String label = line.label();
        while (!rest.isEmpty()) {
            int end = rest.length() <= width ? rest.length() : rest.lastIndexOf(' ', width);
            end = end <= 0 ? width : end;
            console.out().println(label + " ".repeat(Math.max(1, INDENT - label.length())) + rest.substring(0, end));
            rest = rest.substring(end).strip();
            label = "";
        }
    }

    private static ObjectNode tree(String id, Scorecard card) {
        ObjectNode tree = JsonNodeFactory.instance
                .objectNode()
                .put("feedId", id)
                .put("state", card.state().word());
        ObjectNode lines = tree.putObject("scorecard");
        card.lines().forEach(line -> {
            String before = lines.path(line.label()).asText("");
            lines.put(line.label(), before.isEmpty() ? line.text() : before + "; " + line.text());
        });
        return tree;
    }
}
