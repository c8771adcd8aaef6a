package io.feedmill.rules;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * What users have switched off, by id, and for which items: the lists {@code disable} of their files. An id that ends in
 * {@code *} stands for all that begin so.
 */
public final class Switches {

    private record Switch(YamlFile file, Node node, String id, Scope scope) {
        boolean is(String other) {
            return id.endsWith("*") ? other.startsWith(id.substring(0, id.length() - 1)) : other.equals(id);
        }
    }

    private static final int LEAST_BEFORE_STAR = 3;
    private static final Set<String> KEYS = keys();

    private final List<Switch> switches = new ArrayList<>();
    private final Map<String, List<Scope>> known = new LinkedHashMap<>();

    private static Set<String> keys() {
        Set<String> keys = new TreeSet<>(Scope.KEYS);
        keys.addAll(Set.of("id", "note"));
        return Set.copyOf(keys);
    }

    /**
     * Reads a list of ids, or of mappings with an {@code id} and a scope.
     *
     * @param otherwise the scope of what has none
     */
    public void read(YamlFile.Fields root, String key, Scope otherwise) {
        for (Node node : root.list(key)) {
            YamlFile file = root.file();
            YamlFile.Fields fields = YamlFile.isText(node) ? null : file.fields(node, KEYS);
            String id = fields == null ? file.words(node) : fields.text("id");
            if (id.endsWith("*") && id.length() <= LEAST_BEFORE_STAR) {
                throw file.problem(node, "'" + id + "' would switch off too much: write more before the '*'");
            }
            switches.add(new Switch(file, node, id, fields == null ? otherwise : Scope.read(fields, otherwise)));
        }
    }

    /** As they were written. */
    public List<String> ids() {
        return switches.stream().map(Switch::id).toList();
    }

    /** Whether anything is switched off. */
    public boolean any() {
        return !switches.isEmpty();
    }

    /** The items for which it is switched off; empty for none. */
    public List<Scope> of(String id) {
        List<Scope> scopes = new ArrayList<>();
        for (Switch each : switches) {
            if (each.is(id)) {
                scopes.add(each.scope);
            }
        }
        return List.copyOf(scopes);
    }

    /** Whether it is switched off for what comes from there. What was not there when {@link #check} ran is on. */
    public boolean isOff(String id, Origin origin) {
        return !switches.isEmpty() && covers(known.getOrDefault(id, List.of()), origin);
    }

    public static boolean covers(List<Scope> scopes, Origin origin) {
        for (Scope scope : scopes) {
            if (scope.covers(origin)) {
                return true;
            }
        }
        return false;
    }

    /** Takes note of all ids there are, and refuses switches for others. */
    public void check(Set<String> ids, RuleException.Gathered problems) {
        for (String id : ids) {
            List<Scope> scopes = of(id);
            if (!scopes.isEmpty()) {
                known.put(id, scopes);
            }
        }
        for (Switch each : switches) {
            if (ids.stream().noneMatch(each::is)) {
                problems.add(each.file.problem(
                        each.node, "there is no '" + each.id + "' to switch off" + Nearest.hint(each.id, ids)));
            }
        }
    }
}
