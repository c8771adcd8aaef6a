package io.feedmill.strip;

import io.feedmill.rules.Origin;
import io.feedmill.rules.RuleException;
import io.feedmill.rules.Scope;
import io.feedmill.rules.Switches;
import io.feedmill.rules.YamlFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attributes;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeFilter.FilterResult;
import org.snakeyaml.engine.v2.nodes.Node;

/** The rules on elements, and the lists of addresses that only count readers. Immutable once built. */
final class StructureRules {
    /** Keys of which a rule on elements has at least one, and no rule on text has any. */
    static final Set<String> SELECTORS = Set.of("tags", "classes", "classWords", "classParts", "ids");

    private static final Set<String> KEYS = Set.of(
            "id",
            "class",
            "lang",
            "hosts",
            "feeds",
            "generators",
            "sets",
            "note",
            "action",
            "tags",
            "classes",
            "classWords",
            "words",
            "classParts",
            "ids",
            "keepsImages",
            "matches",
            "mustNot");
    private static final List<String> DETAILS =
            List.of("tags", "classes", "classWords", "words", "classParts", "ids", "keepsImages", "note");
    private static final int SHORTEST_PART = 5;
    /** A site's own prefix to its classes is no longer. */
    private static final int LONGEST_PREFIX = 3;

    private static final int MOST_WORDS = 200;
    private static final int MOST_CHARACTERS = 200;
    private static final Pattern SPACE = Pattern.compile("\\s{1,9}");
    private static final Pattern CLASS_WORD = Pattern.compile("[-_]{1,3}|(?<=[a-z0-9])(?=[A-Z])");
    /** An element with more nodes in it is no mere line. */
    private static final int MOST_NODES = 60;

    final List<StructureRule> all;
    /** Whether users protect elements. */
    final boolean protects;

    private final Map<String, List<StructureRule>> byTag = new HashMap<>();
    private final Map<String, List<StructureRule>> byClass = new HashMap<>();
    private final Map<String, List<StructureRule>> byClassWord = new HashMap<>();
    private final Map<String, List<StructureRule>> byId = new HashMap<>();
    private final Set<String> classFillers;
    private final Literals parts;
    private final List<StructureRule> byPart = new ArrayList<>();
    private final Set<String> emojiClasses;
    private final List<String> pixelAddresses;
    private final Set<String> parameters;
    private final List<String> parameterPrefixes;

    /**
     * @param lists the root of the file that has the lists of addresses and the like
     * @param rules in the order in which they are to be asked
     */
    private StructureRules(YamlFile.Fields lists, List<StructureRule> rules) {
        classFillers = new HashSet<>(lists.texts("classFillers"));
        emojiClasses = new HashSet<>(lists.texts("emojiClasses"));
        pixelAddresses = List.copyOf(lists.texts("pixelAddresses"));
        parameters = new HashSet<>(lists.texts("trackingParameters"));
        parameterPrefixes = List.copyOf(lists.texts("trackingParameterPrefixes"));
        all = List.copyOf(rules);
        protects = all.stream().anyMatch(rule -> rule.action() == StructureRule.Action.PROTECT);
        List<String> partNames = new ArrayList<>();
        for (StructureRule rule : all) {
            add(byTag, rule.tags(), rule);
            add(byClass, rule.classes(), rule);
            add(byClassWord, rule.classWords(), rule);
            add(byId, rule.ids(), rule);
            for (String part : rule.classParts()) {
                partNames.add(part);
                byPart.add(rule);
            }
        }
        parts = new Literals(partNames);
    }

    private static void add(Map<String, List<StructureRule>> index, List<String> names, StructureRule rule) {
        names.forEach(
                name -> index.computeIfAbsent(name, key -> new ArrayList<>(1)).add(rule));
    }

    /** Reads rules one by one, so that each can have its complaint. */
    static final class Reader {
        private final Switches off;
        private final Map<String, RuleCard> ids;
        private final List<StructureRule> ours = new ArrayList<>();
        private final Map<String, StructureRule> theirs = new TreeMap<>();

        /** @param ids of all rules there are; those that are read join them */
        Reader(Switches off, Map<String, RuleCard> ids) {
            this.off = off;
            this.ids = ids;
        }

        void read(YamlFile file, Node node, boolean bundled, Scope scope) {
            YamlFile.Fields entry = file.fields(node, KEYS);
            StructureRule rule = StructureRules.read(file, entry, bundled, scope, off);
            Rules.claim(file, entry, ids, rule.card());
            checkExamples(file, entry, rule);
            if (bundled) {
                ours.add(rule);
            } else {
                theirs.put(rule.id(), rule);
            }
        }

        /** Users' rules come before ours, those that protect before all others, else in the order of their ids. */
        StructureRules rules(YamlFile.Fields lists) {
            List<StructureRule> rules = new ArrayList<>();
            theirs.values().stream().filter(StructureRule::protects).forEach(rules::add);
            theirs.values().stream().filter(rule -> !rule.protects()).forEach(rules::add);
            rules.addAll(ours);
            return new StructureRules(lists, rules);
        }
    }

    private static StructureRule read(
            YamlFile file, YamlFile.Fields entry, boolean bundled, Scope outer, Switches off) {
        String id = Rules.id(file, entry);
        Boilerplate kind = entry.word("class", Boilerplate.class, null);
        StructureRule.Action action = entry.word("action", StructureRule.Action.class, StructureRule.Action.REMOVE);
        StructureRule rule = new StructureRule(
                id,
                kind,
                action,
                names(file, entry, "tags"),
                names(file, entry, "classes"),
                names(file, entry, "classWords"),
                entry.number("words", 0, MOST_WORDS),
                names(file, entry, "classParts"),
                names(file, entry, "ids"),
                entry.flag("keepsImages"),
                Rules.card(
                        entry, id, kind, Rules.lower(action), "any", Scope.read(entry, outer), off, bundled, DETAILS));
        if (rule.classWords().isEmpty() != (rule.words() == 0)) {
            throw file.problem(
                    entry.node(),
                    "rule '" + id + "': 'classWords' and 'words', the most the element may have, go together");
        }
        for (String part : rule.classParts()) {
            if (part.length() < SHORTEST_PART) {
                throw file.problem(
                        entry.at("classParts"),
                        "'" + part + "' is too short: at least " + SHORTEST_PART + " characters");
            }
        }
        return rule;
    }

    private static List<String> names(YamlFile file, YamlFile.Fields entry, String key) {
        List<String> names = new ArrayList<>();
        for (Node node : entry.nodes(key)) {
            String name = file.words(node).strip();
            if (!name.equals(Fold.fold(name)) || name.indexOf(' ') >= 0) {
                throw file.problem(node, "'" + name + "' under '" + key + "' must be one name in small letters");
            }
            names.add(name);
        }
        return names;
    }

    private static void checkExamples(YamlFile file, YamlFile.Fields entry, StructureRule rule) {
        StructureRules alone = new StructureRules(file.anyFields(entry.node()), List.of(rule));
        RuleException.Gathered problems = new RuleException.Gathered();
        for (String key : List.of("matches", "mustNot")) {
            if (entry.texts(key).isEmpty()) {
                throw file.problem(
                        entry.node(),
                        "rule '" + rule.id() + "' has no '" + key + "' examples: write at least one piece of HTML it "
                                + (key.equals("matches") ? "is for" : "must leave alone"));
            }
            for (Node node : entry.nodes(key)) {
                problems.attempt(() -> alone.checkExample(file, rule, node, key.equals("matches")));
            }
        }
        problems.throwAny();
    }

    private void checkExample(YamlFile file, StructureRule rule, Node node, boolean must) {
        boolean fires = false;
        for (Element element : Jsoup.parseBodyFragment(file.text(node)).body().getAllElements()) {
            fires |= !element.normalName().equals("body") && of(element, null, new HashMap<>()) != null;
        }
        if (fires != must) {
            throw file.problem(
                    node,
                    "rule '" + rule.id() + "' " + (fires ? "fires on an example it must not: " : "misses its example: ")
                            + file.text(node));
        }
    }

    /**
     * The rule that an element falls under, or null.
     *
     * @param origin null for a rule whatever its scope
     * @param seen remembers what is found by the classes of elements, as most elements of a text have those of others;
     *     for one origin
     */
    StructureRule of(Element element, Origin origin, Map<String, StructureRule> seen) {
        StructureRule rule = first(byTag.get(element.normalName()), origin);
        if (rule != null || element.attributesSize() == 0) {
            return rule;
        }
        Attributes attributes = element.attributes();
        String id = attributes.get("id");
        if (!id.isEmpty()) {
            rule = first(byId.get(id.toLowerCase(Locale.ROOT)), origin);
            if (rule != null) {
                return rule;
            }
        }
        String classes = attributes.get("class");
        if (classes.isEmpty()) {
            return null;
        }
        rule = seen.get(classes);
        if (rule == null && !seen.containsKey(classes)) {
            rule = ofClasses(classes.toLowerCase(Locale.ROOT), origin);
            rule = rule == null ? ofClassWords(classes, origin) : rule;
            seen.put(classes, rule);
        }
        return rule == null || rule.words() == 0 || element.isBlock() && isBrief(element, rule.words()) ? rule : null;
    }

    /** Of a class such as "field-name-author" or "xyz-articleDate": one of its words says it, and the others say nothing. */
    private StructureRule ofClassWords(String classes, Origin origin) {
        if (byClassWord.isEmpty() || classes.length() > MOST_CHARACTERS) {
            return null;
        }
        for (String name : SPACE.split(classes)) {
            List<StructureRule> found = null;
            boolean plain = true;
            String[] words = CLASS_WORD.split(name);
            for (int i = 0; i < words.length; i++) {
                String word = words[i].toLowerCase(Locale.ROOT);
                List<StructureRule> rules = byClassWord.get(word);
                found = rules == null ? found : rules;
                plain &= rules != null || i == 0 && word.length() <= LONGEST_PREFIX || classFillers.contains(word);
            }
            StructureRule rule = plain ? first(found, origin) : null;
            if (rule != null) {
                return rule;
            }
        }
        return null;
    }

    private static boolean isBrief(Element element, int most) {
        int[] counted = {0, 0};
        element.filter((node, depth) -> {
            counted[0] += node instanceof TextNode text ? Lengths.words(text.getWholeText()) : 0;
            return ++counted[1] > MOST_NODES || counted[0] > most ? FilterResult.STOP : FilterResult.CONTINUE;
        });
        return counted[0] <= most && counted[1] <= MOST_NODES;
    }

    private static StructureRule first(List<StructureRule> rules, Origin origin) {
        if (rules == null) {
            return null;
        }
        for (StructureRule rule : rules) {
            if (origin == null || rule.isFor(origin)) {
                return rule;
            }
        }
        return null;
    }

    private StructureRule ofClasses(String classes, Origin origin) {
        int from = 0;
        for (int i = 0; i <= classes.length(); i++) {
            if (i == classes.length() || classes.charAt(i) <= ' ') {
                if (i > from) {
                    StructureRule rule = first(byClass.get(classes.substring(from, i)), origin);
                    if (rule != null) {
                        return rule;
                    }
                }
                from = i + 1;
            }
        }
        int[] least = {Integer.MAX_VALUE};
        parts.scan(classes, 0, classes.length(), (part, end) -> {
            if (part < least[0] && (origin == null || byPart.get(part).isFor(origin))) {
                least[0] = part;
            }
        });
        return least[0] == Integer.MAX_VALUE ? null : byPart.get(least[0]);
    }

    /** Whether a picture stands for a character. */
    boolean isEmoji(Element image) {
        String classes = image.attributes().get("class");
        if (classes.isEmpty()) {
            return false;
        }
        for (String name : classes.split(" ", 20)) {
            if (emojiClasses.contains(name)) {
                return true;
            }
        }
        return false;
    }

    /** What says that a picture only counts readers; null if it is one to look at. */
    String pixel(Element image, String url) {
        Attributes attributes = image.attributes();
        if (isTiny(attributes.get("width")) || isTiny(attributes.get("height"))) {
            return "at most 2 pixels";
        }
        String style = attributes.get("style");
        if (!style.isEmpty()) {
            String folded = Fold.fold(style).replace(" ", "");
            if (folded.contains("display:none")
                    || folded.contains("visibility:hidden")
                    || folded.contains("width:1px")
                    || folded.contains("height:1px")
                    || folded.contains("width:0")
                    || folded.contains("height:0")) {
                return "hidden by its style";
            }
        }
        for (String address : pixelAddresses) {
            if (url.contains(address)) {
                return address;
            }
        }
        return null;
    }

    private static boolean isTiny(String length) {
        String digits = length.endsWith("px") ? length.substring(0, length.length() - 2) : length;
        return digits.equals("0") || digits.equals("1") || digits.equals("2");
    }

    /** The address without the parameters that tell where its reader came from. */
    String withoutTracking(String url) {
        int query = url.indexOf('?');
        if (query < 0) {
            return url;
        }
        int fragment = url.indexOf('#', query);
        int end = fragment < 0 ? url.length() : fragment;
        StringBuilder kept = new StringBuilder(url.length()).append(url, 0, query);
        boolean dropped = false;
        char separator = '?';
        for (int from = query + 1; from <= end; ) {
            int to = url.indexOf('&', from);
            if (to < 0 || to > end) {
                to = end;
            }
            if (isTracking(url, from, to)) {
                dropped = true;
            } else {
                kept.append(separator).append(url, from, to);
                separator = '&';
            }
            from = to + 1;
        }
        return dropped ? kept.append(url, end, url.length()).toString() : url;
    }

    private boolean isTracking(String url, int from, int to) {
        int equals = url.indexOf('=', from);
        String name = url.substring(from, equals < 0 || equals > to ? to : equals);
        String folded = name.startsWith("amp;") ? name.substring(4) : name;
        if (parameters.contains(folded)) {
            return true;
        }
        for (String prefix : parameterPrefixes) {
            if (folded.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }
}
