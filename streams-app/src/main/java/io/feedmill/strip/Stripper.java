package io.feedmill.strip;

import io.feedmill.rules.Digest;
import io.feedmill.rules.Origin;
import io.feedmill.rules.RuleException;
import io.feedmill.rules.RuleText;
import io.feedmill.rules.Scope;
import io.feedmill.rules.Switches;
import io.feedmill.rules.YamlFile;
import io.feedmill.strip.learned.FeedHabits;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * Tells the story from what surrounds it. A pure function of the article and the rules: no clock, no locale, no state.
 * Thread-safe. Time and memory are linear in the length of the article, whatever it says.
 */
public final class Stripper {
    private static final String STRUCTURE = "structure.yaml";
    private static final String LEXICON = "lexicon.yaml";
    private static final String CALLS = "calls.yaml";
    private static final String CITIES = "cities.txt";
    private static final List<String> RULES = List.of(
            "notices.yaml",
            "signoffs.yaml",
            "copyright.yaml",
            "backlinks.yaml",
            "makers.yaml",
            "teasers.yaml",
            "related.yaml",
            "promo.yaml",
            "widgets.yaml",
            "pages.yaml",
            "images.yaml",
            "corporate.yaml",
            "remnants.yaml");
    private static final Set<String> STRUCTURE_KEYS = Set.of(
            "version",
            "rules",
            "classFillers",
            "emojiClasses",
            "pixelAddresses",
            "trackingParameters",
            "trackingParameterPrefixes");
    private static final Set<String> CALL_KEYS = Set.of("version", "beside", "words", "calls");
    private static final Set<String> RULE_KEYS = Set.of("version", "rules");
    private static final Set<String> USERS_KEYS = usersKeys();
    private static final int VERSION = 1;
    private static final int MAX_USERS_RULES = 5_000;

    final Rules rules;
    final Literals literals;
    final StructureRules structure;
    final Lexicon lexicon;
    final Vocabulary vocabulary;
    final Call[] calls;
    private final Switches off = new Switches();
    private final Map<String, RuleCard> cards = new LinkedHashMap<>();
    private final String digest;

    private Stripper(List<RuleText> overlay) {
        RuleException.Gathered problems = new RuleException.Gathered();
        List<YamlFile.Fields> theirs = new ArrayList<>();
        for (RuleText file : overlay) {
            problems.attempt(() -> theirs.add(new YamlFile(file).root(USERS_KEYS)));
        }
        theirs.forEach(root -> problems.attempt(() -> off.read(root, "disable", scope(root))));
        for (BuiltIn builtIn : BuiltIn.values()) {
            cards.put(builtIn.id, builtIn.card(off));
        }
        Rules.Reader texts = new Rules.Reader(off, cards);
        StructureRules.Reader elements = new StructureRules.Reader(off, cards);
        List<RuleText> files = new ArrayList<>();
        for (String name : RULES) {
            YamlFile file = bundled(name, files);
            YamlFile.Fields root = file.root(RULE_KEYS);
            root.list("rules").forEach(node -> texts.read(file, node, true, Scope.EVERYWHERE));
        }
        YamlFile structureFile = bundled(STRUCTURE, files);
        YamlFile.Fields structureRoot = structureFile.root(STRUCTURE_KEYS);
        structureRoot.list("rules").forEach(node -> elements.read(structureFile, node, true, Scope.EVERYWHERE));
        YamlFile callsFile = bundled(CALLS, files);
        YamlFile.Fields callsRoot = callsFile.root(CALL_KEYS);
        vocabulary = new Vocabulary(callsRoot);
        calls = callsRoot.list("calls").stream()
                .map(node -> Call.read(callsFile, node, vocabulary, off, cards))
                .toArray(Call[]::new);
        RuleText cities = RuleText.beside(Stripper.class, CITIES);
        lexicon = new Lexicon(bundled(LEXICON, files), cities);
        files.add(cities);

        theirs.forEach(root -> readUsers(root, texts, elements, problems));
        Set<String> ids = new TreeSet<>(cards.keySet());
        ids.remove(BuiltIn.PIXEL.id);
        off.ids().stream().filter(FeedHabits::isRule).forEach(ids::add);
        off.check(ids, problems);
        problems.throwAny();

        rules = texts.rules();
        structure = elements.rules(structureRoot);
        List<String> phrases = new ArrayList<>(rules.literals);
        phrases.addAll(lexicon.toldTo);
        literals = new Literals(phrases);
        files.addAll(overlay);
        digest = Digest.of(files);
    }

    private static YamlFile bundled(String name, List<RuleText> files) {
        RuleText text = RuleText.beside(Stripper.class, name);
        files.add(text);
        return new YamlFile(text);
    }

    private static Set<String> usersKeys() {
        Set<String> keys = new TreeSet<>(Scope.KEYS);
        keys.addAll(RULE_KEYS);
        keys.addAll(Set.of("disable", "note"));
        return Set.copyOf(keys);
    }

    private static Scope scope(YamlFile.Fields root) {
        return Scope.read(root, Scope.EVERYWHERE);
    }

    private void readUsers(
            YamlFile.Fields root, Rules.Reader texts, StructureRules.Reader elements, RuleException.Gathered problems) {
        problems.attempt(() -> {
            root.number("version", VERSION, VERSION);
            Scope scope = scope(root);
            List<Node> nodes = root.list("rules");
            for (Node node : nodes) {
                problems.attempt(() -> {
                    if (cards.size() > MAX_USERS_RULES) {
                        throw root.file().problem(node, "there are more than " + MAX_USERS_RULES + " rules");
                    } else if (isOnElements(node)) {
                        elements.read(root.file(), node, false, scope);
                    } else {
                        texts.read(root.file(), node, false, scope);
                    }
                });
            }
            if (nodes.isEmpty() && root.list("disable").isEmpty()) {
                throw root.file().problem(root.node(), "there is nothing in this file: it needs 'rules' or 'disable'");
            }
        });
    }

    private static boolean isOnElements(Node node) {
        if (node instanceof MappingNode mapping) {
            for (NodeTuple tuple : mapping.getValue()) {
                if (tuple.getKeyNode() instanceof ScalarNode key && StructureRules.SELECTORS.contains(key.getValue())) {
                    return true;
                }
            }
        }
        return false;
    }

    /** With the rules that come with Feedmill. They are read and checked once, on first use. */
    public static Stripper bundled() {
        return Bundled.STRIPPER;
    }

    /**
     * With rules of the user's over those that come with Feedmill.
     *
     * @throws RuleException with all that is wrong with them
     */
    public static Stripper with(List<RuleText> overlay) {
        return overlay.isEmpty() ? bundled() : new Stripper(overlay);
    }

    private static final class Bundled {
        static final Stripper STRIPPER = new Stripper(List.of());
    }

    /** SHA-256 of all rules and lexicons, in lower-case hex. */
    public String digest() {
        return digest;
    }

    /** All rules, those that are part of the program included, also what is switched off. */
    public List<RuleCard> cards() {
        return List.copyOf(cards.values());
    }

    boolean isOff(BuiltIn rule, Origin origin) {
        return isOff(rule.id, origin);
    }

    boolean isOff(String id, Origin origin) {
        return off.isOff(id, origin);
    }

    /** Never fails: what cannot be read as HTML is read as text. */
    public Stripped strip(Article article) {
        return strip(article, null);
    }

    /**
     * Likewise, and takes out what the feed was seen to repeat.
     *
     * @param context null if nothing is to be learned
     */
    public Stripped strip(Article article, FeedContext context) {
        return new Stripping(this, article, context).run().outcome();
    }

    /** The same with nothing learned, and what rules took but guards gave back. */
    public Explained explain(Article article) {
        return new Stripping(this, article, null).run().explained();
    }
}
