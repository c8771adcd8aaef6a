package io.feedmill.tag;

/**
 * What must, and must not, stand near a phrase for it to count.
 *
 * @param needs numbers of context words of which one must be there; empty for no such condition
 * @param not numbers of context words of which none may be there
 * @param within how many words away at most, in the same field; 0 for anywhere in the item
 */
record Condition(int[] needs, int[] not, int within) {

    static final Condition NONE = new Condition(new int[0], new int[0], 0);
}
