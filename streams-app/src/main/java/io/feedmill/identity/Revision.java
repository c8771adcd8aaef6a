package io.feedmill.identity;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What changed from one version of an item to the next.
 *
 * @param title whether the headline differs
 * @param blocksAdded how many blocks are new
 * @param blocksRemoved how many blocks are gone
 * @param media whether the media differ
 * @param minor same headline, and the number of words within 2 %, with at most one block changed
 */
public record Revision(boolean title, int blocksAdded, int blocksRemoved, boolean media, boolean minor) {

    private static final int MINOR_PERCENT = 2;

    /** The difference of two versions that are not the same. Linear in their blocks. */
    public static Revision between(Version before, Version after) {
        int added = without(after.blocks(), before.blocks());
        int removed = without(before.blocks(), after.blocks());
        boolean title = before.title() != after.title();
        boolean sameLength = Math.abs(after.words() - before.words()) * 100L <= (long) MINOR_PERCENT * before.words();
        return new Revision(
                title,
                added,
                removed,
                before.media() != after.media(),
                !title && sameLength && Math.max(added, removed) <= 1);
    }

    private static int without(List<Long> blocks, List<Long> others) {
        Map<Long, Integer> left = new HashMap<>();
        others.forEach(block -> left.merge(block, 1, Integer::sum));
        int rest = 0;
        for (Long block : blocks) {
            if (left.merge(block, -1, Integer::sum) < 0) {
                rest++;
            }
        }
        return rest;
    }
}
