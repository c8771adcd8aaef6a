package io.feedmill.strip;

import io.feedmill.strip.RuleFile.Entry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attributes;
import org.jsoup.nodes.Element;
import org.snakeyaml.engine.v2.nodes.Node;

/** The rules on elements, and the lists of addresses that only count readers. */
final class StructureRules {
    private static final Set<String> KEYS = Set.of(
            "id", "class", "action", "tags", "classes", "classParts", "ids", "keepsImages", "matches", "mustNot");

    final List<StructureRule> all;
    private final Map<String, StructureRule> byTag = new HashMap<>();
    private final Map<String, StructureRule> byClass = new HashMap<>();
    private final Map<String, StructureRule> byId = new HashMap<>();
    private final List<String> parts = new ArrayList<>();
    private final List<StructureRule> byPart = new ArrayList<>();
    private final Set<String> emojiClasses;
    private final List<String> pixelAddresses;
    private final Set<String> parameters;
    private final List<String> parameterPrefixes;

    StructureRules(RuleFile file) {
        Entry root = file.root(Set.of(
                "version",
                "rules",
                "emojiClasses",
                "pixelAddresses",
                "trackingParameters",
                "trackingParameterPrefixes"));
        emojiClasses = new HashSet<>(root.texts("emojiClasses"));
        pixelAddresses = List.copyOf(root.texts("pixelAddresses"));
        parameters = new HashSet<>(root.texts("trackingParameters"));
        parameterPrefixes = List.copyOf(root.texts("trackingParameterPrefixes"));
        List<StructureRule> rules = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (Node node : root.nodes("rules")) {
            Entry entry = file.entry(node, KEYS);
            StructureRule rule = new StructureRule(
                    entry.text("id"),
                    entry.word("class", Boilerplate.class, null),
                    entry.word("action", StructureRule.Action.class, StructureRule.Action.REMOVE),
                    entry.texts("tags"),
                    entry.texts("classes"),
                    entry.texts("classParts"),
                    entry.texts("ids"),
                    entry.flag("keepsImages"));
            if (!ids.add(rule.id())) {
                throw file.error(entry.line("id"), "the id '" + rule.id() + "' is taken");
            }
            add(file, entry, rule);
            rules.add(rule);
        }
        all = List.copyOf(rules);
        for (Node node : root.nodes("rules")) {
            checkExamples(file, file.entry(node, KEYS));
        }
    }

    private void add(RuleFile file, Entry entry, StructureRule rule) {
        if (rule.tags().isEmpty()
                && rule.classes().isEmpty()
                && rule.classParts().isEmpty()
                && rule.ids().isEmpty()) {
            throw file.error(entry.line(), "rule '" + rule.id() + "' needs tags, classes, classParts or ids");
        }
        rule.tags().forEach(tag -> byTag.put(tag, rule));
        rule.classes().forEach(name -> byClass.put(name, rule));
        rule.ids().forEach(id -> byId.put(id, rule));
        for (String part : rule.classParts()) {
            if (part.length() < 5) {
                throw file.error(entry.line("classParts"), "'" + part + "' is too short: at least 5 characters");
            }
            parts.add(part);
            byPart.add(rule);
        }
    }

    private void checkExamples(RuleFile file, Entry entry) {
        String id = entry.text("id");
        for (String key : List.of("matches", "mustNot")) {
            if (entry.texts(key).isEmpty()) {
                throw file.error(entry.line(), "rule '" + id + "' has no '" + key + "' examples");
            }
            for (Node node : entry.nodes(key)) {
                Element body = Jsoup.parseBodyFragment(file.scalar(node)).body();
                boolean fires = false;
                for (Element element : body.getAllElements()) {
                    StructureRule rule = of(element);
                    fires |= rule != null && rule.id().equals(id);
                }
                if (fires != key.equals("matches")) {
                    throw file.error(
                            file.line(node),
                            "rule '" + id + "' "
                                    + (fires ? "fires on an example it must not: " : "misses its example: ")
                                    + file.scalar(node));
                }
            }
        }
    }

    /** The rule an element falls under, or null. */
    StructureRule of(Element element) {
        StructureRule rule = byTag.get(element.normalName());
        if (rule != null || element.attributesSize() == 0) {
            return rule;
        }
        Attributes attributes = element.attributes();
        String id = attributes.get("id");
        if (!id.isEmpty()) {
            rule = byId.get(id.toLowerCase(Locale.ROOT));
            if (rule != null) {
                return rule;
            }
        }
        String classes = attributes.get("class");
        return classes.isEmpty() ? null : ofClasses(classes.toLowerCase(Locale.ROOT));
    }

    private StructureRule ofClasses(String classes) {
        int from = 0;
        for (int i = 0; i <= classes.length(); i++) {
            if (i == classes.length() || classes.charAt(i) <= ' ') {
                if (i > from) {
                    StructureRule rule = byClass.get(classes.substring(from, i));
                    if (rule != null) {
                        return rule;
                    }
                }
                from = i + 1;
            }
        }
        for (int i = 0; i < parts.size(); i++) {
            if (classes.contains(parts.get(i))) {
                return byPart.get(i);
            }
        }
        return null;
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
