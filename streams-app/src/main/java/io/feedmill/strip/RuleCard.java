package io.feedmill.strip;

import io.feedmill.rules.Scope;
import java.util.List;
import java.util.Map;

/**
 * A rule as its author wrote it, for people to read.
 *
 * @param action what it does, such as {@code block} or {@code protect}
 * @param at where in the item, such as {@code tail<=4}; {@code any} for anywhere
 * @param scope which items it is for
 * @param off for which items it is switched off; empty for none
 * @param looksFor what makes it fire: the keys and values of its file, in order
 * @param file the rule file; null for a rule that is part of the program
 * @param line from 1
 * @param bundled whether it comes with the program
 */
public record RuleCard(
        String id,
        Boilerplate kind,
        String action,
        String at,
        Scope scope,
        List<Scope> off,
        Map<String, List<String>> looksFor,
        List<String> matches,
        List<String> mustNot,
        String file,
        int line,
        boolean bundled) {

    public RuleCard {
        off = List.copyOf(off);
        matches = List.copyOf(matches);
        mustNot = List.copyOf(mustNot);
    }

    /** Whether it is switched off for all items. */
    public boolean isOff() {
        return off.stream().anyMatch(Scope::isEverywhere);
    }
}
