package io.feedmill.tag;

import java.util.List;

/**
 * A phrase as a lexicon file writes it.
 *
 * @param forms the ways to write it, see {@link Form}
 * @param needs words of which one must be near; empty for no such condition
 * @param not words of which none may be near
 * @param within how many words away "near" reaches; 0 for anywhere in the item
 */
record Wording(List<String> forms, List<String> needs, List<String> not, int within) {

    static Wording of(String form) {
        return new Wording(List.of(form), List.of(), List.of(), 0);
    }

    /** What it looks for, without its conditions: names it when it is to be replaced or taken away. */
    String key() {
        return String.join(" | ", forms);
    }

    /** As an author would write it, in short. */
    @Override
    public String toString() {
        return key()
                + (needs.isEmpty() ? "" : " (needs " + String.join(", ", needs) + ")")
                + (not.isEmpty() ? "" : " (not " + String.join(", ", not) + ")")
                + (within == 0 ? "" : " (within " + within + " words)");
    }

    /** The same with other words around it: those of the pattern around its blank. */
    Wording within(String pattern, String blank) {
        List<String> longer =
                forms.stream().map(form -> pattern.replace(blank, form)).toList();
        return new Wording(longer, needs, not, within);
    }
}
