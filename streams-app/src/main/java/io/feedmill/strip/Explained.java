package io.feedmill.strip;

import java.util.List;

/**
 * What stripping did, and what it did not do for caution.
 *
 * @param positions for each kept block, where it stands among all blocks of the item, from 0: the count of
 *     {@link Removed#position}
 * @param givenBack what rules matched but a guard gave back; the evidence says why
 */
public record Explained(Stripped stripped, List<Integer> positions, List<Removed> givenBack) {

    /** Copies the lists. */
    public Explained {
        positions = List.copyOf(positions);
        givenBack = List.copyOf(givenBack);
    }
}
