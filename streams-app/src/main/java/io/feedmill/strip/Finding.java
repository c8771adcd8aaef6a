package io.feedmill.strip;

import io.feedmill.strip.Rule.Emit;
import java.util.Map;
import java.util.Set;

/**
 * What a rule found in a block: the characters {@code [from, to)}.
 *
 * @param rule the text rule behind it; null if it was another kind of rule
 * @param emits which fields its words are
 * @param truncates whether it says that the text breaks off here
 * @param named what its pattern's groups caught
 */
record Finding(
        String id,
        Boilerplate kind,
        int from,
        int to,
        String evidence,
        Rule rule,
        Set<Emit> emits,
        boolean truncates,
        Map<String, String> named) {
    Finding movedBy(int offset) {
        return offset == 0
                ? this
                : new Finding(id, kind, from + offset, to + offset, evidence, rule, emits, truncates, named);
    }

    static Finding of(Rule rule, int from, int to, String literal, Map<String, String> named) {
        return new Finding(
                rule.id(), rule.kind(), from, to, '"' + literal + '"', rule, rule.emits(), rule.truncates(), named);
    }

    static Finding of(Call call, int from, int to) {
        String evidence = "the kinds of its words";
        return new Finding(call.id(), call.kind(), from, to, evidence, null, call.emits(), call.truncates(), Map.of());
    }

    static Finding builtIn(String id, Boilerplate kind, int from, int to, String evidence) {
        return new Finding(id, kind, from, to, evidence, null, Set.of(), false, Map.of());
    }
}
