package io.feedmill.standalone;

import io.feedmill.avro.Coordinates;
import io.feedmill.avro.ItemOutcome;
import io.feedmill.avro.OutcomeKind;
import io.feedmill.schemas.AvroJson;
import io.feedmill.schemas.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tells the history of one item from the outcomes, which hold all of it: each raw record, what became of it, and why. */
@Command(
        name = "trace",
        description = "Tell the history of an item: each raw record of it, what became of that, and why. As far back as"
                + " the outcomes are kept, two weeks as a rule.",
        mixinStandardHelpOptions = true,
        versionProvider = Feedmill.Version.class,
        footer = {
            "",
            "Examples:",
            "  feedmill trace https://example.org/harbour-reopens",
            "  feedmill trace --json 0c9d5a6f30c14b8e2f7d1a5b9e8c4d33 | jq .reason"
        })
final class TraceCommand implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofMillis(200);
    private static final Comparator<Coordinates> AS_THEY_CAME =
            Comparator.comparing(Coordinates::getPartition).thenComparing(Coordinates::getOffset);

    private final Console console;

    @Parameters(arity = "1", paramLabel = "ITEM", description = "The item's id, its link, or its guid.")
    private String wanted;

    @Mixin
    private MillOptions mill;

    @Option(names = "--json", description = "The outcomes themselves, one JSON object a line.")
    private boolean json;

    TraceCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Topics topics = mill.topics();
        // Twice, and not all of it in memory: an item may get the link one asks for only later.
        Set<String> items = read(topics, this::isWanted).stream()
                .map(ItemOutcome::getItemId)
                .filter(Objects::nonNull)
                .collect(Collectors.toCollection(TreeSet::new));
        if (items.isEmpty()) {
            throw new FeedmillException(
                    "no outcome is of an item with the id, link or guid %s: what was decided before the oldest outcome is"
                                    .formatted(wanted)
                            + " not known any more");
        }
        List<ItemOutcome> all = read(
                topics, outcome -> items.contains(outcome.getItemId()) || items.contains(outcome.getCanonicalItemId()));
        all.sort(Comparator.comparing(ItemOutcome::getEff).thenComparing(ItemOutcome::getRaw, AS_THEY_CAME));
        for (String item : items) {
            List<ItemOutcome> history = all.stream()
                    .filter(outcome -> item.equals(outcome.getItemId()))
                    .toList();
            if (json) {
                history.forEach(outcome -> console.out().println(AvroJson.toTree(outcome)));
            } else {
                History.of(history, copiesOf(item, all)).forEach(console.out()::println);
            }
        }
        return Feedmill.OK;
    }

    private List<ItemOutcome> read(Topics topics, Predicate<ItemOutcome> isWanted) {
        List<ItemOutcome> found = new ArrayList<>();
        try (TopicReader reader = mill.reader(List.of(topics.outcomes()))) {
            reader.pollToEnd(PATIENCE, each -> {
                ItemOutcome outcome = (ItemOutcome) each.value();
                if (isWanted.test(outcome)) {
                    found.add(outcome);
                }
            });
        }
        return found;
    }

    private static List<ItemOutcome> copiesOf(String item, List<ItemOutcome> all) {
        return all.stream()
                .filter(outcome -> outcome.getKind() == OutcomeKind.COPY && item.equals(outcome.getCanonicalItemId()))
                .toList();
    }

    private boolean isWanted(ItemOutcome outcome) {
        return wanted.equals(outcome.getItemId())
                || wanted.equals(outcome.getGuid())
                || wanted.equals(outcome.getUrl());
    }
}
