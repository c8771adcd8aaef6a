package io.feedmill.standalone;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.feedmill.avro.RawItem;
import io.feedmill.producer.FeedReader;
import io.feedmill.producer.fetch.Locations;
import io.feedmill.rules.Nearest;
import io.feedmill.rules.Overlay;
import io.feedmill.rules.RuleText;
import io.feedmill.streams.RuleBook;
import io.feedmill.streams.RuleTrial;
import io.feedmill.strip.Removed;
import io.feedmill.strip.RuleCard;
import io.feedmill.tag.Span;
import io.feedmill.tag.Topic;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What rules would do to items. */
@Command(
        name = "test",
        description = "Show what rules would do to items, compared with doing without them: what would go, what would"
                + " stay, and which topics and names would come and go.",
        mixinStandardHelpOptions = true,
        versionProvider = Feedmill.Version.class,
        footer = {
            "",
            "RULE is a rule file or folder of yours, or the id of a rule that is there already. Without RULE it shows all that"
                    + " the rules do.",
            "",
            "Examples:",
            "  feedmill rules test my-rules/ --items https://example.org/feed.xml",
            "  feedmill rules test promo.follow-us --items feeds/",
            "  feedmill rules test --tags --items feed.xml",
            "  feedmill rules test new.yaml --rules my-rules/ --items items.jsonl --raw --json"
        })
final class RulesTestCommand implements Callable<Integer> {
    private static final int EVIDENCE_SHOWN = 4;

    private final Console console;

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..*", paramLabel = "RULE", description = "Rule files, folders of them, or ids.")
    private List<String> tried = List.of();

    @Option(
            names = "--items",
            arity = "1..*",
            required = true,
            paramLabel = "FEED",
            description = "The items to try on: feeds as files, folders, URLs or -; files of raw items with --raw.")
    private List<String> feeds;

    @Option(names = "--raw", description = "The items are raw items as JSON Lines, with the field names of RawItem.")
    private boolean raw;

    @Option(names = "--tags", description = "Show the topics of every item with the words that earned them.")
    private boolean tags;

    @Option(names = "--all", description = "Show the items that nothing happens to, too.")
    private boolean all;

    @Option(names = "--json", description = "Write one JSON object for each item shown, and one for the summary.")
    private boolean json;

    @Mixin
    private RuleOptions rules;

    @Mixin
    private FetchOptions fetch;

    private final Tally tally = new Tally();
    private int failures;
    private Paint paint;

    /** What the summary says. */
    private static final class Tally {
        int items;
        int touched;
        int gone;
        int back;
        int givenBack;
        int topicsGained;
        int topicsLost;
        long words;
        long wordsKept;
    }

    RulesTestCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        paint = Paint.on(console);
        RuleTrial trial = trial();
        read(item -> show(trial.on(item)));
        summarise();
        return failures == 0 ? Feedmill.OK : Feedmill.SOME_FAILED;
    }

    // ------------------------------------------------------------------ what to compare

    private RuleTrial trial() {
        RuleBook base = rules.book();
        if (tried.isEmpty()) {
            return new RuleTrial(null, base);
        }
        List<Path> files = new ArrayList<>();
        List<String> ids = new ArrayList<>();
        Set<String> known = base.stripper().cards().stream().map(RuleCard::id).collect(Collectors.toSet());
        for (String each : tried) {
            if (Files.exists(Path.of(each))) {
                files.add(Path.of(each));
            } else if (known.contains(each)) {
                ids.add(each);
            } else {
                throw new ParameterException(
                        spec.commandLine(),
                        "'%s' is neither a file nor a rule%s".formatted(each, Nearest.hint(each, known)));
            }
        }
        if (!files.isEmpty() && !ids.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "%s is a rule that is there, and %s would be new: try them one after the other"
                            .formatted(ids.get(0), files.get(0)));
        }
        if (!ids.isEmpty()) {
            String switches = ids.stream().collect(Collectors.joining(", ", "disable: [", "]"));
            Overlay without = new Overlay(List.of(new RuleText("without", switches)), List.of());
            return new RuleTrial(RuleBook.of(base.overlay().and(without)), base);
        }
        return new RuleTrial(base, RuleBook.of(base.overlay().and(Overlay.read(files))));
    }

    private void read(Consumer<RawItem> items) {
        if (raw) {
            feeds.forEach(location -> readRaw(location, items));
            return;
        }
        try (FeedReader reader = new FeedReader(fetch.settings(feeds))) {
            FeedInputs inputs = new FeedInputs(console, reader, InstantSource.system());
            inputs.read(feeds, (location, document) -> document.items().forEach(items));
            failures += inputs.failures();
        }
    }

    private void readRaw(String location, Consumer<RawItem> items) {
        boolean stdin = location.equals("-");
        try (InputStream in = stdin ? System.in : Files.newInputStream(Path.of(location))) {
            new RawLines(location, Locations.url(location), Instant.EPOCH, console::say).read(in, items, this::fail);
        } catch (NoSuchFileException e) {
            fail(location + ": there is no such file");
        } catch (IOException e) {
            fail("%s: cannot be read (%s)".formatted(location, e.getMessage()));
        }
    }

    private void fail(String message) {
        failures++;
        console.say(message);
    }

    // ------------------------------------------------------------------ showing

    private void show(RuleTrial.Tried item) {
        tally.items++;
        tally.words += item.words();
        tally.wordsKept += item.wordsKept();
        tally.gone += item.gone().size();
        tally.back += item.back().size();
        tally.givenBack += item.givenBack().size();
        tally.topicsGained += item.topicsGained().size();
        tally.topicsLost += item.topicsLost().size();
        tally.touched += item.isTouched() ? 1 : 0;
        if (!item.isTouched() && !all && !tags) {
            return;
        }
        if (json) {
            console.out().println(json(item));
        } else {
            showToPerson(item);
        }
        console.out().flush();
    }

    private void showToPerson(RuleTrial.Tried item) {
        String title = item.item().getTitle();
        line("", paint.bold(text(title == null || title.isEmpty() ? "(no headline)" : title, 1)));
        String link = item.item().getLink();
        line(
                "",
                paint.faint(text(
                        "%s · %s · %d words"
                                .formatted(
                                        link == null ? item.item().getFeed().getUrl() : link,
                                        item.tagged().language().code(),
                                        item.wordsKept()),
                        1)));
        for (Removed removed : item.gone()) {
            context(item.neighbour(removed.position(), false));
            change("-", removed, "", true);
            context(item.neighbour(removed.position(), true));
        }
        for (Removed removed : item.back()) {
            change("+", removed, "no longer taken by ", false);
        }
        for (RuleTrial.Renamed renamed : item.renamed()) {
            change("~", renamed.now(), "was %s, now ".formatted(renamed.was()), true);
        }
        for (Removed removed : item.givenBack()) {
            line(paint.yellow("!"), paint.yellow(text(removed.text(), 3)));
            line("", paint.faint(text("matched by %s, but kept: %s".formatted(removed.rule(), removed.evidence()), 3)));
        }
        if (tags) {
            item.tagged().topics().forEach(topic -> topic(topic, "#"));
        } else {
            item.topicsGained().forEach(topic -> topic(topic, "+ topic"));
        }
        item.topicsLost().forEach(topic -> topic(topic, "- topic"));
        if (!item.namesGained().isEmpty() && !tried.isEmpty()) {
            line("", paint.cyan("+ names ") + text(String.join(", ", item.namesGained()), 10));
        }
        if (!item.namesLost().isEmpty()) {
            line("", paint.cyan("- names ") + text(String.join(", ", item.namesLost()), 10));
        }
        console.out().println();
    }

    private void change(String sign, Removed removed, String was, boolean gone) {
        String shown = text(removed.text(), 3);
        line(gone ? paint.red(sign) : paint.green(sign), gone ? paint.red(shown) : paint.green(shown));
        String why = removed.evidence() == null ? "" : ", for " + removed.evidence();
        line(
                "",
                paint.faint(text(
                        "%s%s (%s), block %d%s"
                                .formatted(was, removed.rule(), removed.kind(), removed.position() + 1, why),
                        3)));
    }

    private void context(String block) {
        if (block != null) {
            line("", paint.faint(text(block, 3)));
        }
    }

    private void topic(Topic topic, String sign) {
        Set<String> words = new LinkedHashSet<>();
        for (Span span : topic.evidence()) {
            if (words.size() < EVIDENCE_SHOWN) {
                words.add("%s \"%s\"".formatted(span.zone(), span.phrase()));
            }
        }
        String shown = "%s %s %d: %s".formatted(topic.code(), topic.name(), topic.score(), String.join(", ", words));
        line("", paint.cyan(sign) + " " + text(shown, sign.length() + 3));
    }

    private void line(String sign, String text) {
        console.out().println(sign.isEmpty() ? (text.isEmpty() ? "" : "  " + text) : sign + " " + text);
    }

    /** At most one line on a terminal; all of it where programs read. */
    private String text(String text, int taken) {
        String visible = Flow.visible(text);
        return console.outIsTerminal() ? Flow.shortened(visible, Math.max(20, console.columns() - taken - 2)) : visible;
    }

    private void summarise() {
        if (json) {
            console.out().println(summaryJson());
            console.out().flush();
            return;
        }
        long fewer = tally.words - tally.wordsKept;
        double share = tally.words == 0 ? 0 : 100.0 * fewer / tally.words;
        List<String> parts = new ArrayList<>(List.of(
                "%d of %d items touched".formatted(tally.touched, tally.items),
                tally.gone == 1 ? "1 block goes" : "%d blocks go".formatted(tally.gone)));
        if (tally.back > 0) {
            parts.add(tally.back == 1 ? "1 stays again" : "%d stay again".formatted(tally.back));
        }
        if (tally.givenBack > 0) {
            parts.add("%d kept by guards".formatted(tally.givenBack));
        }
        parts.add("%d words %s (%s %%)"
                .formatted(
                        Math.abs(fewer),
                        fewer < 0 ? "more" : "fewer",
                        "%.1f".formatted(Math.abs(share)).replace(',', '.')));
        parts.add("topics +%d -%d".formatted(tally.topicsGained, tally.topicsLost));
        console.out().println(paint.bold(String.join(" · ", parts)));
        console.out().flush();
    }

    // ------------------------------------------------------------------ JSON

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private static ObjectNode json(RuleTrial.Tried item) {
        ObjectNode line = JSON.objectNode();
        line.put("title", item.item().getTitle());
        line.put("link", item.item().getLink());
        line.put("feed", item.item().getFeed().getUrl());
        line.put("touched", item.isTouched());
        removed(line.putArray("gone"), item.gone());
        removed(line.putArray("back"), item.back());
        ArrayNode renamed = line.putArray("renamed");
        item.renamed().forEach(each -> renamed.add(json(each.now()).put("was", each.was())));
        removed(line.putArray("givenBack"), item.givenBack());
        topics(line.putArray("topics"), item.tagged().topics());
        topics(line.putArray("topicsGained"), item.topicsGained());
        topics(line.putArray("topicsLost"), item.topicsLost());
        item.namesGained().forEach(line.putArray("namesGained")::add);
        item.namesLost().forEach(line.putArray("namesLost")::add);
        return line.put("words", item.words()).put("wordsKept", item.wordsKept());
    }

    private static void removed(ArrayNode array, List<Removed> removed) {
        removed.forEach(each -> array.add(json(each)));
    }

    /** With the field names of RemovedBlock. */
    private static ObjectNode json(Removed removed) {
        return JSON.objectNode()
                .put("rule", removed.rule())
                .put("class", removed.kind().name())
                .put("text", removed.text())
                .put("position", removed.position())
                .put("evidence", removed.evidence());
    }

    private static void topics(ArrayNode array, List<Topic> topics) {
        for (Topic topic : topics) {
            ObjectNode node = array.addObject()
                    .put("code", topic.code())
                    .put("name", topic.name())
                    .put("score", topic.score());
            ArrayNode evidence = node.putArray("evidence");
            for (Span span : topic.evidence()) {
                evidence.addObject()
                        .put("zone", span.zone())
                        .put("start", span.start())
                        .put("end", span.end())
                        .put("phrase", span.phrase());
            }
        }
    }

    private ObjectNode summaryJson() {
        ObjectNode summary = JSON.objectNode();
        summary.putObject("summary")
                .put("items", tally.items)
                .put("touched", tally.touched)
                .put("gone", tally.gone)
                .put("back", tally.back)
                .put("givenBack", tally.givenBack)
                .put("words", tally.words)
                .put("wordsKept", tally.wordsKept)
                .put("topicsGained", tally.topicsGained)
                .put("topicsLost", tally.topicsLost);
        return summary;
    }
}
