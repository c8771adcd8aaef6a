package io.feedmill.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Which items a rule is for. Every list that is not empty must have something that fits.
 *
 * @param languages ISO 639-1 codes in small letters
 * @param hosts of the site or the feed, in small letters; they stand for their subdomains too
 * @param feeds URLs of feeds; one that ends in {@code *} stands for all that begin so
 * @param generators words, in small letters, that the name of the feed's software contains
 * @param sets names of rule sets that a subscription may ask for
 */
public record Scope(
        Set<String> languages, List<String> hosts, List<String> feeds, List<String> generators, List<String> sets) {

    public static final Scope EVERYWHERE = new Scope(Set.of(), List.of(), List.of(), List.of(), List.of());

    /** The keys that make a scope. */
    public static final Set<String> KEYS = Set.of("lang", "hosts", "feeds", "generators", "sets");

    private static final int SHORTEST_GENERATOR = 3;

    public Scope {
        languages = Set.copyOf(languages);
        hosts = List.copyOf(hosts);
        feeds = List.copyOf(feeds);
        generators = List.copyOf(generators);
        sets = List.copyOf(sets);
    }

    /**
     * Reads the keys of a scope.
     *
     * @param otherwise the lists of keys that are not there
     */
    public static Scope read(YamlFile.Fields fields, Scope otherwise) {
        return new Scope(
                fields.has("lang")
                        ? Set.copyOf(checked(
                                fields, "lang", code -> code.matches("[a-z]{2,3}"), "a language code such as de"))
                        : otherwise.languages,
                fields.has("hosts")
                        ? checked(
                                fields,
                                "hosts",
                                host -> host.matches("[\\p{L}\\p{N}][\\p{L}\\p{N}.-]{0,252}"),
                                "a host name such as example.org, without http:// and without a path")
                        : otherwise.hosts,
                fields.has("feeds")
                        ? checked(fields, "feeds", feed -> feed.matches("[A-Za-z]+:.{1,2000}"), "the URL of a feed")
                        : otherwise.feeds,
                fields.has("generators")
                        ? checked(
                                fields,
                                "generators",
                                name -> name.length() >= SHORTEST_GENERATOR,
                                "the name of a feed's software, of " + SHORTEST_GENERATOR + " letters or more")
                        : otherwise.generators,
                fields.has("sets")
                        ? checked(
                                fields,
                                "sets",
                                name -> name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}"),
                                "the name of a rule set, of letters, digits, '.', '_' and '-'")
                        : otherwise.sets);
    }

    private static List<String> checked(YamlFile.Fields fields, String key, Predicate<String> fits, String expected) {
        List<String> texts = new ArrayList<>();
        for (Node node : fields.nodes(key)) {
            String text = fields.file().text(node).strip();
            if (!fits.test(text)) {
                throw fields.file().problem(node, "'" + key + "' has '" + text + "', which is not " + expected);
            }
            texts.add(key.equals("feeds") || key.equals("sets") ? text : text.toLowerCase(Locale.ROOT));
        }
        if (texts.isEmpty()) {
            throw fields.file().problem(fields.at(key), "'" + key + "' is empty; leave it out for no such limit");
        }
        return texts;
    }

    public boolean isEverywhere() {
        return this == EVERYWHERE || equals(EVERYWHERE);
    }

    /** Whether the rule is for items that come from there. */
    public boolean covers(Origin origin) {
        return (languages.isEmpty() || coversLanguage(origin.language()))
                && (hosts.isEmpty() || coversHost(origin.siteHost()) || coversHost(host(origin.feedUrl())))
                && (feeds.isEmpty() || coversFeed(origin.feedUrl()))
                && (generators.isEmpty() || coversGenerator(origin.generator()))
                && (sets.isEmpty() || origin.ruleSet() != null && sets.contains(origin.ruleSet()));
    }

    /** Nobody sets English; that a feed declares it, or nothing, proves nothing. */
    private boolean coversLanguage(String declared) {
        return declared == null
                || declared.isEmpty()
                || declared.equals("en")
                || languages.contains(declared)
                || languages.contains("en");
    }

    private boolean coversHost(String host) {
        if (host == null) {
            return false;
        }
        String small = host.toLowerCase(Locale.ROOT);
        for (String ours : hosts) {
            if (small.equals(ours) || small.endsWith(ours) && small.charAt(small.length() - ours.length() - 1) == '.') {
                return true;
            }
        }
        return false;
    }

    /** The host of an absolute URL; null if it has none. */
    private static String host(String url) {
        int slashes = url == null ? -1 : url.indexOf("://");
        if (slashes < 0) {
            return null;
        }
        int from = slashes + 3;
        int to = from;
        while (to < url.length() && "/?#:".indexOf(url.charAt(to)) < 0) {
            if (url.charAt(to) == '@') {
                from = to + 1;
            }
            to++;
        }
        return from < to ? url.substring(from, to) : null;
    }

    private boolean coversFeed(String url) {
        if (url == null) {
            return false;
        }
        for (String ours : feeds) {
            boolean prefix = ours.endsWith("*");
            if (prefix ? url.startsWith(ours.substring(0, ours.length() - 1)) : url.equals(ours)) {
                return true;
            }
        }
        return false;
    }

    private boolean coversGenerator(String generator) {
        if (generator == null) {
            return false;
        }
        String small = generator.toLowerCase(Locale.ROOT);
        return generators.stream().anyMatch(small::contains);
    }

    /** Such as {@code hosts example.org; languages de, fr}; {@code everywhere} if there is no limit. */
    @Override
    public String toString() {
        List<String> limits = new ArrayList<>();
        limit(limits, "languages ", languages.stream().sorted().toList());
        limit(limits, "hosts ", hosts);
        limit(limits, "feeds ", feeds);
        limit(limits, "generators ", generators);
        limit(limits, "sets ", sets);
        return limits.isEmpty() ? "everywhere" : String.join("; ", limits);
    }

    private static void limit(List<String> limits, String name, List<String> values) {
        if (!values.isEmpty()) {
            limits.add(name + String.join(", ", values));
        }
    }
}
