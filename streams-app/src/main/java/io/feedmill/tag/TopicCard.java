package io.feedmill.tag;

import io.feedmill.rules.Scope;
import java.util.List;
import java.util.Map;

/**
 * A topic as the lexicon has it, for people to read.
 *
 * @param code such as {@code medtop:16000000}
 * @param broader the code of the topic above it; null at the top
 * @param narrower the codes of the topics right below it
 * @param off for which items it is switched off; empty for none
 * @param languages by language code what earns it
 */
public record TopicCard(
        String code,
        String name,
        String broader,
        List<String> narrower,
        List<Scope> off,
        Map<String, Words> languages) {

    /**
     * What earns a topic in one language.
     *
     * @param phrases by what they are worth: strong, fair, weak
     * @param fires headlines that must get it
     * @param silent headlines that must not
     * @param files where it is from, as {@code file:line}
     */
    public record Words(
            Map<String, List<String>> phrases,
            List<String> categories,
            List<String> fires,
            List<String> silent,
            List<String> files) {}

    public TopicCard {
        narrower = List.copyOf(narrower);
        off = List.copyOf(off);
    }
}
