package io.feedmill.strip;

import io.feedmill.rules.Origin;
import io.feedmill.rules.RuleException;
import io.feedmill.rules.Scope;
import io.feedmill.rules.Switches;
import io.feedmill.rules.YamlFile;
import io.feedmill.strip.Rule.Action;
import io.feedmill.strip.Rule.Emit;
import io.feedmill.strip.Rule.Where;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.Node;

/** All rules on what blocks say, ready to be looked up by the literals that occur. Immutable once built. */
final class Rules {
    private static final Set<String> TEXT_KEYS = Set.of(
            "id",
            "class",
            "lang",
            "hosts",
            "feeds",
            "generators",
            "sets",
            "note",
            "at",
            "words",
            "action",
            "emit",
            "literals",
            "phrases",
            "only",
            "pattern",
            "linked",
            "follow",
            "truncates",
            "matches",
            "mustNot");
    private static final Set<String> EXAMPLE_KEYS = Set.of("text", "title", "site");
    private static final String EXAMPLE_TITLE = "Harbour bridge reopens after a year of repairs";
    private static final String EXAMPLE_SITE = "Example Post";
    static final Names EXAMPLE_NAMES = new Names(EXAMPLE_TITLE, EXAMPLE_SITE, null);
    private static final int MIN_LITERAL = 5;
    private static final int MIN_CJK_LITERAL = 2;
    private static final int MAX_LITERALS = 200;
    private static final String YEAR = "{year}";
    private static final int FIRST_YEAR = 1990;
    private static final int YEARS = 80;

    final List<Rule> all;
    /** Rules of users that protect. */
    final List<Rule> guards;
    /** Each literal once, with the rules that have it. */
    final List<String> literals;

    final List<int[]> byLiteral;
    /** For each rule whether it is for all items. */
    private final boolean[] everywhere;

    /**
     * @param theirs the users' rules come before ours, those that protect before all others, else in the order of their ids,
     *     so that neither the names nor the order of files matter
     */
    private Rules(List<Rule> ours, Map<String, Rule> theirs) {
        guards = theirs.values().stream()
                .filter(rule -> rule.action() == Action.PROTECT)
                .toList();
        all = new ArrayList<>(guards);
        theirs.values().stream().filter(rule -> rule.action() != Action.PROTECT).forEach(all::add);
        all.addAll(ours);
        Map<String, List<Integer>> index = new LinkedHashMap<>();
        for (int i = 0; i < all.size(); i++) {
            for (String literal : all.get(i).literals()) {
                index.computeIfAbsent(literal, key -> new ArrayList<>()).add(i);
            }
        }
        literals = List.copyOf(index.keySet());
        everywhere = new boolean[all.size()];
        for (int i = 0; i < everywhere.length; i++) {
            RuleCard card = all.get(i).card();
            everywhere[i] = card.scope().isEverywhere() && card.off().isEmpty();
        }
        byLiteral = index.values().stream()
                .map(ids -> ids.stream().mapToInt(Integer::intValue).toArray())
                .toList();
    }

    /** Whether a rule is for items that come from there. */
    boolean isFor(int rule, Origin origin) {
        return everywhere[rule] || all.get(rule).isFor(origin);
    }

    /** Reads rules one by one, so that each can have its complaint. */
    static final class Reader {
        private final Switches off;
        private final List<Rule> ours = new ArrayList<>();
        private final Map<String, Rule> theirs = new TreeMap<>();
        private final Map<String, RuleCard> ids;

        /** @param ids of all rules there are; those that are read join them */
        Reader(Switches off, Map<String, RuleCard> ids) {
            this.off = off;
            this.ids = ids;
        }

        void read(YamlFile file, Node node, boolean bundled, Scope scope) {
            YamlFile.Fields entry = file.fields(node, TEXT_KEYS);
            Rule rule = Rules.read(file, entry, bundled, scope, off);
            claim(file, entry, ids, rule.card());
            checkExamples(file, entry, rule);
            if (bundled) {
                ours.add(rule);
            } else {
                theirs.put(rule.id(), rule);
            }
        }

        Rules rules() {
            return new Rules(ours, theirs);
        }
    }

    static void claim(YamlFile file, YamlFile.Fields entry, Map<String, RuleCard> ids, RuleCard card) {
        RuleCard taken = ids.putIfAbsent(card.id(), card);
        if (taken != null) {
            throw file.problem(
                    entry.at("id"),
                    "the id '" + card.id() + "' is taken"
                            + (taken.file() == null ? "" : " (" + taken.file() + ":" + taken.line() + ")")
                            + (taken.bundled() && !card.bundled()
                                    ? ": to replace a rule that comes with Feedmill, list it under 'disable' and give yours"
                                            + " another id"
                                    : ""));
        }
    }

    private static Rule read(YamlFile file, YamlFile.Fields entry, boolean bundled, Scope outer, Switches off) {
        String id = id(file, entry);
        Set<String> phrases = new LinkedHashSet<>();
        for (String phrase : entry.texts("phrases")) {
            phrases.add(Fold.trimmed(Fold.fold(phrase)));
        }
        Set<String> only = new LinkedHashSet<>();
        entry.texts("only").forEach(word -> only.add(Fold.fold(word)));
        SafePattern pattern = null;
        if (entry.has("pattern")) {
            try {
                pattern = SafePattern.of(entry.text("pattern"));
            } catch (IllegalArgumentException e) {
                throw file.problem(entry.at("pattern"), "rule '" + id + "': " + e.getMessage());
            }
        } else if (phrases.isEmpty() && only.isEmpty()) {
            throw file.problem(
                    entry.node(),
                    "rule '" + id
                            + "' has neither 'phrases' nor a 'pattern', nor 'only', nor what element rules have: 'tags', 'classes',"
                            + " 'classParts' or 'ids'");
        }
        Set<String> literals = new LinkedHashSet<>(phrases);
        entry.texts("literals").forEach(literal -> literals.add(Fold.fold(literal)));
        if ((pattern != null || !only.isEmpty()) && entry.texts("literals").isEmpty()) {
            throw file.problem(
                    entry.node(),
                    "rule '" + id + "' has a pattern or 'only', but no 'literals' that say when to try it");
        }
        checkLiterals(file, entry, id, literals);
        Set<Emit> emits = EnumSet.noneOf(Emit.class);
        for (Node word : entry.nodes("emit")) {
            emits.add(entry.word(word, file.words(word), Emit.class));
        }
        Where where = Where.ANY;
        int reach = Integer.MAX_VALUE;
        String at = entry.text("at", "any").replace(" ", "");
        if (!at.equals("any")) {
            int sign = at.indexOf("<=");
            if (sign < 0 || !at.substring(sign + 2).matches("[1-9][0-9]?")) {
                throw file.problem(entry.at("at"), "'at' must be any, head<=n or tail<=n, not '" + at + "'");
            }
            where = entry.word(entry.at("at"), at.substring(0, sign), Where.class);
            reach = Integer.parseInt(at.substring(sign + 2));
        }
        Boilerplate kind = entry.word("class", Boilerplate.class, null);
        Action action = entry.word("action", Action.class, Action.BLOCK);
        return new Rule(
                id,
                kind,
                where,
                reach,
                entry.number("words", 40, 200),
                action,
                emits,
                literals.stream().flatMap(Rules::eachYear).toList(),
                Set.copyOf(phrases),
                Set.copyOf(only),
                pattern,
                entry.flag("linked"),
                entry.flag("follow"),
                entry.flag("truncates"),
                card(entry, id, kind, lower(action), at, Scope.read(entry, outer), off, bundled, TEXT_DETAILS));
    }

    private static final List<String> TEXT_DETAILS =
            List.of("words", "emit", "literals", "phrases", "only", "pattern", "linked", "follow", "truncates", "note");

    static String lower(Enum<?> word) {
        return word.name().replace('_', '-').toLowerCase(Locale.ROOT);
    }

    static String id(YamlFile file, YamlFile.Fields entry) {
        String id = entry.text("id");
        if (!id.matches("[\\p{L}\\p{N}][\\p{L}\\p{N}._-]{0,99}")) {
            throw file.problem(
                    entry.at("id"),
                    "an id is made of letters, digits, '.', '_' and '-', at most 100; not '" + id + "'");
        }
        return id;
    }

    static RuleCard card(
            YamlFile.Fields entry,
            String id,
            Boilerplate kind,
            String action,
            String at,
            Scope scope,
            Switches off,
            boolean bundled,
            List<String> details) {
        Map<String, List<String>> looksFor = new LinkedHashMap<>();
        for (String key : details) {
            if (entry.has(key)) {
                looksFor.put(key, entry.texts(key));
            }
        }
        return new RuleCard(
                id,
                kind,
                action,
                at,
                scope,
                off.of(id),
                looksFor,
                examples(entry, "matches"),
                examples(entry, "mustNot"),
                entry.file().name(),
                YamlFile.line(entry.node()),
                bundled);
    }

    private static List<String> examples(YamlFile.Fields entry, String key) {
        List<String> texts = new ArrayList<>();
        for (Node node : entry.nodes(key)) {
            texts.add(
                    YamlFile.isText(node)
                            ? entry.file().text(node)
                            : entry.file().fields(node, EXAMPLE_KEYS).text("text"));
        }
        return texts;
    }

    /** {@code {year}} in one stands for each year that feeds have been written in, and will be for long. */
    private static Stream<String> eachYear(String literal) {
        return literal.contains(YEAR)
                ? IntStream.range(FIRST_YEAR, FIRST_YEAR + YEARS)
                        .mapToObj(year -> literal.replace(YEAR, String.valueOf(year)))
                : Stream.of(literal);
    }

    private static void checkLiterals(YamlFile file, YamlFile.Fields entry, String id, Set<String> literals) {
        if (literals.size() > MAX_LITERALS) {
            throw file.problem(
                    entry.node(),
                    "rule '" + id + "' has " + literals.size() + " literals and phrases, more than " + MAX_LITERALS
                            + ": make several rules of it");
        }
        for (String literal : literals) {
            int min = isDense(literal) ? MIN_CJK_LITERAL : MIN_LITERAL;
            int length = literal.replace(YEAR, String.valueOf(FIRST_YEAR)).length();
            if (length < min || Fold.bare(literal).isEmpty()) {
                throw file.problem(
                        entry.has("literals") ? entry.at("literals") : entry.at("phrases"),
                        "rule '" + id + "': the literal '" + literal + "' is too short: at least " + min
                                + " characters");
            }
        }
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

    private static void checkExamples(YamlFile file, YamlFile.Fields entry, Rule rule) {
        for (String key : List.of("matches", "mustNot")) {
            if (entry.nodes(key).isEmpty()) {
                throw file.problem(
                        entry.node(),
                        "rule '" + rule.id() + "' has no '" + key + "' examples: write at least one text it "
                                + (key.equals("matches") ? "is for" : "must leave alone"));
            }
        }
        RuleException.Gathered problems = new RuleException.Gathered();
        for (String key : List.of("matches", "mustNot")) {
            for (Node node : entry.nodes(key)) {
                problems.attempt(() -> checkExample(file, rule, node, key.equals("matches")));
            }
        }
        problems.throwAny();
    }

    private static void checkExample(YamlFile file, Rule rule, Node node, boolean must) {
        boolean plain = YamlFile.isText(node);
        YamlFile.Fields example = plain ? null : file.fields(node, EXAMPLE_KEYS);
        String text = plain ? file.text(node) : example.text("text");
        Names names = new Names(
                plain ? EXAMPLE_TITLE : example.text("title", EXAMPLE_TITLE),
                plain ? EXAMPLE_SITE : example.text("site", EXAMPLE_SITE),
                null);
        if (fires(rule, text, names) != must) {
            throw file.problem(
                    node,
                    "rule '" + rule.id() + "' "
                            + (must ? "misses its example: " : "fires on an example it must not: ") + text
                            + (must ? whyNot(rule, text) : ""));
        }
    }

    /** What an author may have overlooked. */
    private static String whyNot(Rule rule, String text) {
        String folded = Fold.fold(text);
        if (rule.literals().stream().noneMatch(folded::contains)) {
            return " (none of its literals is in it)";
        }
        if (Lengths.words(text, 0, text.length()) > rule.maxWords()) {
            return " (it has more than " + rule.maxWords() + " words: see 'words')";
        }
        return rule.action() == Action.END || rule.action() == Action.START
                ? " (the pattern fits neither all of it nor its " + lower(rule.action()) + ")"
                : " (the pattern does not fit all of it)";
    }

    static boolean fires(Rule rule, String text, Names names) {
        String folded = Fold.fold(text);
        for (String literal : rule.literals()) {
            if (folded.contains(literal)) {
                return rule.match(text, Lengths.words(text), folded, names, new Effort(text.length()), literal) != null;
            }
        }
        return false;
    }

    /** The rules that protect what comes from there. */
    List<Rule> guards(Origin origin) {
        return guards.isEmpty()
                ? guards
                : guards.stream().filter(rule -> rule.isFor(origin)).toList();
    }
}
