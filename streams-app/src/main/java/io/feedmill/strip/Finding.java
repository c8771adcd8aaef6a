package io.feedmill.strip;

import java.util.Map;

/**
 * What a rule found in a block: the characters {@code [from, to)}.
 *
 * @param rule the text rule behind it; null where it was a rule on structure or one of the built-in ones
 * @param named what its pattern's groups caught
 */
record Finding(String id, Boilerplate kind, int from, int to, String evidence, Rule rule, Map<String, String> named) {
    Finding movedBy(int offset) {
        return offset == 0 ? this : new Finding(id, kind, from + offset, to + offset, evidence, rule, named);
    }

    static Finding builtIn(String id, Boilerplate kind, int from, int to, String evidence) {
        return new Finding(id, kind, from, to, evidence, null, Map.of());
    }
}
