package io.feedmill.identity;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What changed from one version of an item to the next. A block that came in the place of another counts as changed, not
 * as one new and one gone.
 *
 * @param title whether the headline differs
 * @param blocksAdded how many blocks are new
 * @param blocksRemoved how many blocks are gone
 * @param blocksChanged how many blocks read otherwise
 * @param media whether the media differ
 * @param minor same headline, and the number of words within 2 %, with at most one block touched
 */
public record Revision(
        boolean title, int blocksAdded, int blocksRemoved, int blocksChanged, boolean media, boolean minor) {

    private static final int MINOR_PERCENT = 2;

    /**
     * The difference of two versions that are not the same. Linear in their blocks: what both have stays, in whatever
     * order, and the runs between are compared by their lengths.
     */
    public static Revision between(Version before, Version after) {
        List<Integer> gone = runs(before.blocks(), after.blocks());
        List<Integer> come = runs(after.blocks(), before.blocks());
        int added = 0;
        int removed = 0;
        int changed = 0;
        for (int gap = 0; gap < Math.min(gone.size(), come.size()); gap++) {
            changed += Math.min(gone.get(gap), come.get(gap));
        }
        for (int run : gone) {
            removed += run;
        }
        for (int run : come) {
            added += run;
        }
        boolean title = before.title() != after.title();
        boolean sameLength = Math.abs(after.words() - before.words()) * 100L <= (long) MINOR_PERCENT * before.words();
        return new Revision(
                title,
                added - changed,
                removed - changed,
                changed,
                before.media() != after.media(),
                !title && sameLength && Math.max(added, removed) <= 1);
    }

    /** How many blocks the others do not have: before the first block that both have, between it and the second, and so on. */
    private static List<Integer> runs(List<Long> blocks, List<Long> others) {
        Map<Long, Integer> left = new HashMap<>();
        others.forEach(block -> left.merge(block, 1, Integer::sum));
        List<Integer> runs = new ArrayList<>();
        int run = 0;
        for (Long block : blocks) {
            if (left.merge(block, -1, Integer::sum) < 0) {
                run++;
            } else {
                runs.add(run);
                run = 0;
            }
        }
        runs.add(run);
        return runs;
    }
}
