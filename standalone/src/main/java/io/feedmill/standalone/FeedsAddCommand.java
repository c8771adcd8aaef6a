package io.feedmill.standalone;

import io.feedmill.avro.FeedSubscription;
import io.feedmill.producer.FeedFinder;
import io.feedmill.producer.FeedReader;
import io.feedmill.producer.ReadResult;
import io.feedmill.producer.Subscriptions;
import io.feedmill.producer.fetch.Locations;
import io.feedmill.producer.fetch.RequestHeaders;
import io.feedmill.producer.parse.FeedLink;
import io.feedmill.producer.parse.Opml;
import io.feedmill.producer.parse.Urls;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Subscribes to feeds, or changes how they are subscribed to. */
@Command(
        name = "add",
        description = "Subscribe to feeds. The address may be that of a web page: the feed it names is taken. Of a feed"
                + " subscribed to already, the settings given are changed.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  feedmill feeds add https://example.org/feed.xml",
            "  feedmill feeds add example.org --feed 2 --topic medtop:11000000",
            "  feedmill feeds add https://example.org/feed.xml --paused"
        })
final class FeedsAddCommand implements Callable<Integer> {
    private static final Pattern TOPIC = Pattern.compile("(?:medtop:)?([0-9]{8})");
    private static final Pattern RULE_SET = Pattern.compile("[\\p{L}0-9][\\p{L}0-9._-]{0,99}");

    private final Console console;

    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "1..*",
            paramLabel = "URL",
            description = "Addresses of feeds, or of pages that name their feeds.")
    private List<String> urls;

    @Option(
            names = "--feed",
            paramLabel = "N",
            description = "Of the feeds that a page names, take this one: 1 for the first. \"all\" takes all.")
    private String choice;

    @Option(names = "--no-check", description = "Do not fetch it; subscribe to the address as it is.")
    private boolean unchecked;

    @Option(names = "--title", paramLabel = "TITLE", description = "What to call it instead of its own title.")
    private String title;

    @Option(names = "--label", paramLabel = "LABEL", description = "A label, such as Politics/Europe; may be repeated.")
    private List<String> labels;

    @Option(
            names = "--topic",
            paramLabel = "CODE",
            description = "An IPTC Media Topics code that all its items get, such as medtop:11000000; may be repeated.")
    private List<String> topics;

    @Option(names = "--rule-set", paramLabel = "NAME", description = "The rule set for its items.")
    private String ruleSet;

    @Option(
            names = "--header",
            paramLabel = "'NAME: VALUE'",
            description =
                    "A header to send with each request; may be repeated. Without a value, it is not sent any more.")
    private List<String> headers = List.of();

    @Option(
            names = "--min-interval",
            paramLabel = "TIME",
            converter = Durations.class,
            description = "Poll it no more often than this, such as 15m.")
    private Duration minInterval;

    @Option(
            names = "--max-interval",
            paramLabel = "TIME",
            converter = Durations.class,
            description = "Poll it at least this often, such as 6h.")
    private Duration maxInterval;

    @Option(names = "--paused", negatable = true, description = "Do not poll it for now; --no-paused polls it again.")
    private Boolean paused;

    @Mixin
    private FetchOptions fetch;

    @Mixin
    private MillOptions mill;

    FeedsAddCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        check();
        List<String> locations = urls.stream().map(this::address).toList();
        int failures = 0;
        try (Subscriptions subscriptions = mill.subscriptions();
                FeedReader reader = new FeedReader(fetch.settings(locations))) {
            Map<String, FeedSubscription> known = subscriptions.all();
            for (String location : locations) {
                Set<String> wanted = unchecked || isKnown(known, location) ? Set.of(location) : found(reader, location);
                failures += wanted.isEmpty() ? 1 : 0;
                for (String each : wanted) {
                    subscribe(subscriptions, known, each);
                }
            }
        }
        return failures == 0 ? Feedmill.OK : Feedmill.SOME_FAILED;
    }

    // ------------------------------------------------------------------ what is meant

    private void check() {
        boolean inverted = minInterval != null && maxInterval != null && minInterval.compareTo(maxInterval) > 0;
        if (inverted || isUnderASecond(minInterval) || isUnderASecond(maxInterval)) {
            throw misused("--min-interval must be a second or more, and no more than --max-interval");
        }
        if (choice != null && !choice.matches("all|[1-9][0-9]{0,2}")) {
            throw misused("--feed is a number from 1, or all");
        }
        if (ruleSet != null && !ruleSet.isEmpty() && !RULE_SET.matcher(ruleSet).matches()) {
            throw misused("--rule-set: a name is made of letters, digits, dots and hyphens");
        }
        for (String code : topics == null ? List.<String>of() : topics) {
            if (!code.isEmpty() && !TOPIC.matcher(code).matches()) {
                throw misused("--topic: no IPTC Media Topics code, such as medtop:11000000: " + code);
            }
        }
        headers.forEach(this::header);
    }

    private static boolean isUnderASecond(Duration time) {
        return time != null && time.toSeconds() < 1;
    }

    private Map.Entry<String, String> header(String written) {
        int colon = written.indexOf(':');
        String name = (colon < 0 ? written : written.substring(0, colon)).strip();
        String value = colon < 0 ? "" : written.substring(colon + 1).strip();
        try {
            RequestHeaders.check(name, value);
        } catch (IllegalArgumentException e) {
            throw misused("--header: " + e.getMessage());
        }
        return Map.entry(name, value);
    }

    private String address(String written) {
        String given = written.strip();
        boolean bare =
                !given.contains("://") && given.matches("[^/\\s]{1,253}\\.[^\\s]{1,2000}|localhost[:/].{0,2000}");
        String url = Urls.absolute(bare ? "https://" + given : given, null);
        if (url == null) {
            throw misused("not an address on the web: %s (files are for feedmill run)"
                    .formatted(Flow.visible(Locations.withoutCredentials(given))));
        }
        return url;
    }

    private static boolean isKnown(Map<String, FeedSubscription> known, String location) {
        return known.containsKey(Subscriptions.feedId(subscription(location)));
    }

    private static FeedSubscription subscription(String location) {
        return FeedSubscription.newBuilder().setUrl(location).build();
    }

    /** Where to subscribe to; empty where there is nothing, or a choice is left to make, which is then said. */
    private Set<String> found(FeedReader reader, String location) {
        FeedFinder.Found found = new FeedFinder(reader).find(location, sent(), Instant.now());
        if (found instanceof FeedFinder.Nothing nothing) {
            console.say(Flow.visible(nothing.failure().message()) + " (to subscribe all the same: --no-check)");
            return Set.of();
        }
        if (found instanceof FeedFinder.Feed feed) {
            console.say(described(feed.document()));
            return Set.of(location);
        }
        List<FeedLink> feeds = ((FeedFinder.Choice) found).feeds();
        console.say("%s is a web page that leads to %s:"
                .formatted(
                        Locations.withoutCredentials(location),
                        feeds.size() == 1 ? "one feed" : feeds.size() + " feeds"));
        for (int i = 0; i < feeds.size(); i++) {
            FeedLink each = feeds.get(i);
            console.say("  %d  %s%s"
                    .formatted(i + 1, each.url(), each.title() == null ? "" : "  " + Flow.shortened(each.title(), 60)));
        }
        return chosen(reader, feeds);
    }

    private Set<String> chosen(FeedReader reader, List<FeedLink> feeds) {
        if (choice == null && feeds.size() > 1) {
            console.say("which? add --feed N, or --feed all");
            return Set.of();
        }
        Set<String> chosen = new LinkedHashSet<>();
        if ("all".equals(choice)) {
            feeds.forEach(each -> chosen.add(each.url()));
        } else {
            int number = choice == null ? 1 : Integer.parseInt(choice);
            if (number > feeds.size()) {
                console.say("there is no feed " + number);
                return Set.of();
            }
            chosen.add(feeds.get(number - 1).url());
        }
        FeedFinder finder = new FeedFinder(reader);
        chosen.removeIf(url -> {
            FeedFinder.Found found = finder.find(url, Map.of(), Instant.now());
            if (found instanceof FeedFinder.Feed feed) {
                console.say(described(feed.document()));
                return false;
            }
            console.say(
                    found instanceof FeedFinder.Nothing nothing
                            ? Flow.visible(nothing.failure().message())
                            : url + " is a web page again");
            return true;
        });
        return chosen;
    }

    private static String described(ReadResult.Document document) {
        Instant newest = document.items().stream()
                .map(item -> item.getPublished() == null ? item.getUpdated() : item.getPublished())
                .filter(Objects::nonNull)
                .max(Instant::compareTo)
                .orElse(null);
        int items = document.items().size();
        return "found %s: %s, %s%s%s"
                .formatted(
                        document.feed().getTitle() == null
                                ? "a feed without a title"
                                : "\"" + Flow.shortened(document.feed().getTitle(), 80) + "\"",
                        document.format(),
                        items == 1 ? "1 item" : items + " items",
                        newest == null ? ", none with a date" : ", the newest of " + newest,
                        document.problems().isEmpty()
                                ? ""
                                : "; " + Flow.visible(String.join("; ", document.problems())));
    }

    // ------------------------------------------------------------------ what is written

    private void subscribe(Subscriptions subscriptions, Map<String, FeedSubscription> known, String location) {
        String id = Subscriptions.feedId(subscription(location));
        FeedSubscription before = known.get(id);
        FeedSubscription after = settled(before == null ? subscription(location) : before);
        // The address as typed may bring new credentials.
        if (before != null && !Locations.withoutCredentials(location).equals(location)) {
            after.setUrl(location);
        }
        String shown = Locations.withoutCredentials(location);
        if (after.equals(before)) {
            console.say("subscribed to already: " + shown + " (" + id + ")");
            return;
        }
        subscriptions.put(List.of(after));
        known.put(id, after);
        console.out().println(id);
        console.say((before == null ? "subscribed to " : "changed the settings of ") + shown + " (" + id + ")");
    }

    private FeedSubscription settled(FeedSubscription before) {
        FeedSubscription.Builder after = FeedSubscription.newBuilder(before);
        if (title != null) {
            after.setTitle(title.isBlank() ? null : Flow.visible(title).strip());
        }
        if (labels != null) {
            after.setLabels(labels.stream()
                    .map(Opml::label)
                    .filter(label -> !label.isEmpty())
                    .distinct()
                    .toList());
        }
        if (topics != null) {
            after.setTopics(topics.stream()
                    .filter(code -> !code.isEmpty())
                    .map(code -> TOPIC.matcher(code).replaceFirst("medtop:$1"))
                    .distinct()
                    .toList());
        }
        if (ruleSet != null) {
            after.setRuleSet(ruleSet.isEmpty() ? null : ruleSet);
        }
        if (minInterval != null) {
            after.setMinIntervalSeconds((int) minInterval.toSeconds());
        }
        if (maxInterval != null) {
            after.setMaxIntervalSeconds((int) maxInterval.toSeconds());
        }
        if (paused != null) {
            after.setPaused(paused);
        }
        Map<String, String> sent = new TreeMap<>(before.getHeaders());
        headers.stream().map(this::header).forEach(header -> {
            sent.keySet().removeIf(header.getKey()::equalsIgnoreCase);
            if (!header.getValue().isEmpty()) {
                sent.put(header.getKey(), header.getValue());
            }
        });
        return after.setHeaders(sent).build();
    }

    private Map<String, String> sent() {
        Map<String, String> sent = new TreeMap<>();
        headers.stream().map(this::header).forEach(header -> sent.put(header.getKey(), header.getValue()));
        return sent;
    }

    private ParameterException misused(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
