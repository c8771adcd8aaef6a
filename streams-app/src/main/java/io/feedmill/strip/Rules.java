package io.feedmill.strip;

import io.feedmill.strip.Rule.Action;
import io.feedmill.strip.Rule.Emit;
import io.feedmill.strip.Rule.Where;
import io.feedmill.strip.RuleFile.Entry;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;

/** All rules on what blocks say, ready to be looked up by the literals that occur. Immutable once built. */
final class Rules {
    private static final Set<String> KEYS = Set.of(
            "id",
            "class",
            "lang",
            "at",
            "words",
            "action",
            "emit",
            "literals",
            "phrases",
            "pattern",
            "linked",
            "follow",
            "truncates",
            "matches",
            "mustNot");
    private static final Set<String> EXAMPLE_KEYS = Set.of("text", "title", "site");
    private static final String EXAMPLE_TITLE = "Harbour bridge reopens after a year of repairs";
    private static final String EXAMPLE_SITE = "Example Post";
    private static final int MIN_LITERAL = 5;
    private static final int MIN_CJK_LITERAL = 2;

    final List<Rule> all;
    /** Each literal once, with the rules that have it. */
    final List<String> literals;

    final List<int[]> byLiteral;

    Rules(List<RuleFile> files) {
        Map<String, Rule> byId = new LinkedHashMap<>();
        for (RuleFile file : files) {
            Entry root = file.root(Set.of("version", "rules"));
            root.number("version", 0, 1);
            for (Node node : root.nodes("rules")) {
                Entry entry = file.entry(node, KEYS);
                Rule rule = read(file, entry);
                if (byId.put(rule.id(), rule) != null) {
                    throw file.error(entry.line("id"), "the id '" + rule.id() + "' is taken");
                }
                checkExamples(file, entry, rule);
            }
        }
        all = List.copyOf(byId.values());
        Map<String, List<Integer>> index = new LinkedHashMap<>();
        for (int i = 0; i < all.size(); i++) {
            for (String literal : all.get(i).literals()) {
                index.computeIfAbsent(literal, key -> new ArrayList<>()).add(i);
            }
        }
        literals = List.copyOf(index.keySet());
        byLiteral = index.values().stream()
                .map(ids -> ids.stream().mapToInt(Integer::intValue).toArray())
                .toList();
    }

    private static Rule read(RuleFile file, Entry entry) {
        String id = entry.text("id");
        Set<String> phrases = new LinkedHashSet<>();
        for (String phrase : entry.texts("phrases")) {
            phrases.add(Fold.trimmed(Fold.fold(phrase)));
        }
        SafePattern pattern = null;
        if (entry.has("pattern")) {
            try {
                pattern = SafePattern.of(entry.text("pattern"));
            } catch (IllegalArgumentException e) {
                throw file.error(entry.line("pattern"), "rule '" + id + "': " + e.getMessage());
            }
        } else if (phrases.isEmpty()) {
            throw file.error(entry.line(), "rule '" + id + "' has neither 'phrases' nor a 'pattern'");
        }
        Set<String> literals = new LinkedHashSet<>(phrases);
        entry.texts("literals").forEach(literal -> literals.add(Fold.fold(literal)));
        if (pattern != null && entry.texts("literals").isEmpty()) {
            throw file.error(entry.line(), "rule '" + id + "' has a pattern but no 'literals' that say when to try it");
        }
        for (String literal : literals) {
            int min = isDense(literal) ? MIN_CJK_LITERAL : MIN_LITERAL;
            if (literal.length() < min) {
                throw file.error(
                        entry.line(),
                        "rule '" + id + "': the literal '" + literal + "' is too short: at least " + min
                                + " characters");
            }
        }
        Set<Emit> emits = EnumSet.noneOf(Emit.class);
        entry.texts("emit").forEach(word -> emits.add(file.word(entry.line("emit"), word, Emit.class)));
        Where where = Where.ANY;
        int reach = Integer.MAX_VALUE;
        String at = entry.text("at", "any").replace(" ", "");
        if (!at.equals("any")) {
            int sign = at.indexOf("<=");
            if (sign < 0 || !at.substring(sign + 2).matches("[1-9][0-9]?")) {
                throw file.error(entry.line("at"), "'at' must be any, head<=n or tail<=n, not '" + at + "'");
            }
            where = file.word(entry.line("at"), at.substring(0, sign), Where.class);
            reach = Integer.parseInt(at.substring(sign + 2));
        }
        return new Rule(
                id,
                entry.word("class", Boilerplate.class, null),
                Set.copyOf(entry.texts("lang")),
                where,
                reach,
                entry.number("words", 40, 200),
                entry.word("action", Action.class, Action.BLOCK),
                emits,
                List.copyOf(literals),
                Set.copyOf(phrases),
                pattern,
                entry.flag("linked"),
                entry.flag("follow"),
                entry.flag("truncates"));
    }

    /** Whether its characters each say as much as a word does. */
    private static boolean isDense(String literal) {
        for (int i = 0; i < literal.length(); i++) {
            if (literal.charAt(i) >= 0x2E80) {
                return true;
            }
        }
        return false;
    }

    private static void checkExamples(RuleFile file, Entry entry, Rule rule) {
        for (String key : List.of("matches", "mustNot")) {
            if (entry.nodes(key).isEmpty()) {
                throw file.error(entry.line(), "rule '" + rule.id() + "' has no '" + key + "' examples");
            }
            for (Node node : entry.nodes(key)) {
                boolean plain = file.isText(node);
                Entry example = plain ? null : file.entry(node, EXAMPLE_KEYS);
                String text = plain ? file.scalar(node) : example.text("text");
                Names names = new Names(
                        plain ? EXAMPLE_TITLE : example.text("title", EXAMPLE_TITLE),
                        plain ? EXAMPLE_SITE : example.text("site", EXAMPLE_SITE),
                        null);
                boolean fires = fires(rule, text, names);
                if (fires != key.equals("matches")) {
                    throw file.error(
                            file.line(node),
                            "rule '" + rule.id() + "' "
                                    + (fires ? "fires on an example it must not: " : "misses its example: ") + text);
                }
            }
        }
    }

    static boolean fires(Rule rule, String text, Names names) {
        String folded = Fold.fold(text);
        for (String literal : rule.literals()) {
            if (folded.contains(literal)) {
                return rule.match(text, folded, names, new Effort(text.length()), literal) != null;
            }
        }
        return false;
    }

    /** How many rules there are of each class, and for each language ({@code *} for all). */
    Map<String, Integer> counts() {
        Map<String, Integer> counts = new java.util.TreeMap<>();
        for (Rule rule : all) {
            counts.merge(rule.kind().name(), 1, Integer::sum);
            for (String language : rule.languages().isEmpty() ? Set.of("*") : new HashSet<>(rule.languages())) {
                counts.merge(language.toLowerCase(Locale.ROOT), 1, Integer::sum);
            }
        }
        return counts;
    }
}
