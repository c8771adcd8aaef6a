package io.feedmill.standalone;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.feedmill.avro.FeedStatus;
import io.feedmill.avro.FeedSubscription;
import io.feedmill.producer.Scorecard;
import io.feedmill.producer.Subscriptions;
import io.feedmill.producer.fetch.Locations;
import io.feedmill.schemas.AvroJson;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** All subscriptions, one a line. */
@Command(
        name = "list",
        description =
                "List what is subscribed to: as a table on a terminal, in a pipe with tabs between the columns and"
                        + " nothing cut.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  feedmill feeds list --state failing",
            "  feedmill feeds list | cut -f 5",
            "  feedmill feeds list --json | jq -r 'select(.status.failures > 3) | .url'"
        })
final class FeedsListCommand implements Callable<Integer> {
    private static final List<String> HEADINGS = List.of("STATE", "ID", "ITEMS", "LAST SUCCESS", "ADDRESS", "TITLE");
    private static final int GAP = 2;

    private final Console console;

    @Option(names = "--json", description = "One JSON object a line: the subscription, with its state and status.")
    private boolean json;

    @Option(
            names = "--state",
            paramLabel = "STATE",
            description = "Only feeds in this state: ${COMPLETION-CANDIDATES}, in either case.")
    private Scorecard.State state;

    @Option(names = "--label", paramLabel = "LABEL", description = "Only feeds with this label, or one below it.")
    private String label;

    @Mixin
    private MillOptions mill;

    FeedsListCommand(Console console) {
        this.console = console;
    }

    private record Row(
            String id, FeedSubscription subscription, FeedStatus status, String title, Scorecard.State state) {}

    @Override
    public Integer call() {
        Instant now = Instant.now();
        List<Row> rows = new ArrayList<>();
        try (Subscriptions subscriptions = mill.subscriptions()) {
            Map<String, FeedStatus> statuses = subscriptions.statuses();
            subscriptions.all().forEach((id, feed) -> {
                FeedStatus status = statuses.get(id);
                Row row = new Row(id, feed, status, Scorecard.title(feed, status), Scorecard.state(feed, status, now));
                if (isWanted(row)) {
                    rows.add(row);
                }
            });
        }
        rows.sort(Comparator.comparing((Row row) -> row.title().toLowerCase(Locale.ROOT))
                .thenComparing(Row::id));
        if (json) {
            rows.forEach(row -> console.out().println(tree(row)));
        } else if (console.outIsTerminal()) {
            table(rows);
        } else {
            rows.forEach(row -> console.out().println(String.join("\t", cells(row))));
        }
        if (rows.isEmpty()) {
            console.say(
                    state == null && label == null ? "no subscriptions yet: feeds add URL" : "no such subscription");
        }
        return Feedmill.OK;
    }

    private boolean isWanted(Row row) {
        boolean labelled = label == null
                || row.subscription().getLabels().stream()
                        .anyMatch(each -> each.equals(label) || each.startsWith(label + "/"));
        return labelled && (state == null || state == row.state());
    }

    private static List<String> cells(Row row) {
        FeedStatus status = row.status();
        Instant success = status == null ? null : status.getLastSuccessAt();
        return List.of(
                row.state().word(),
                row.id(),
                status == null ? "0" : Long.toString(status.getItemsPublished()),
                success == null
                        ? "never"
                        : success.truncatedTo(ChronoUnit.SECONDS).toString(),
                Flow.visible(Locations.withoutCredentials(row.subscription().getUrl())),
                Flow.visible(row.title()));
    }

    private void table(List<Row> rows) {
        List<List<String>> lines = new ArrayList<>(List.of(HEADINGS));
        rows.forEach(row -> lines.add(cells(row)));
        int[] widths = new int[HEADINGS.size()];
        lines.forEach(line -> {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], line.get(i).length());
            }
        });
        // The title takes what the others leave; the address gives way first.
        int fixed = widths[0] + widths[1] + widths[2] + widths[3] + GAP * (widths.length - 1);
        int left = Math.max(40, console.columns() - fixed);
        widths[4] = Math.min(widths[4], Math.max(20, left - Math.min(widths[5], left / 2)));
        widths[5] = Math.max(10, left - widths[4]);
        for (List<String> line : lines) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                String cell = Flow.shortened(line.get(i), widths[i]);
                text.append(i == 2 ? " ".repeat(widths[i] - cell.length()) + cell : cell);
                text.append(" ".repeat(Math.max(0, GAP + (i == 2 ? 0 : widths[i] - cell.length()))));
            }
            console.out().println(text.toString().stripTrailing());
        }
    }

    private static ObjectNode tree(Row row) {
        ObjectNode line = JsonNodeFactory.instance
                .objectNode()
                .put("id", row.id())
                .put("state", row.state().word());
        ObjectNode subscription = AvroJson.toTree(row.subscription());
        subscription.put("url", Locations.withoutCredentials(row.subscription().getUrl()));
        ObjectNode names = JsonNodeFactory.instance.objectNode();
        row.subscription().getHeaders().keySet().stream().sorted().forEach(name -> names.put(name, "…"));
        subscription.set("headers", names);
        line.setAll(subscription);
        if (row.status() == null) {
            return line.putNull("status");
        }
        ObjectNode status = AvroJson.toTree(row.status());
        status.remove("seen");
        line.set("status", status);
        return line;
    }
}
