package io.feedmill.strip;

import java.util.List;

/**
 * What stripping did, and what it did not do for caution.
 *
 * @param givenBack what rules matched but a guard gave back; the evidence names the guard
 */
public record Explained(Stripped stripped, List<Removed> givenBack) {

    public Explained {
        givenBack = List.copyOf(givenBack);
    }
}
