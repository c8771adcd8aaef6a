package io.feedmill.strip;

/**
 * A block, or part of one, that was taken out.
 *
 * @param rule the id of the rule that took it out
 * @param text what was taken out, at most 2,000 characters of it
 * @param position the ordinal of the block among all blocks of the item, from 0
 * @param evidence what made the rule fire; null where its id says it all
 */
public record Removed(String rule, Boilerplate kind, String text, int position, String evidence) {
    static final int MAX_TEXT = 2_000;

    public Removed {
        text = Lengths.cut(text, MAX_TEXT);
    }
}
