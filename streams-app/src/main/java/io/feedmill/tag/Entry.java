package io.feedmill.tag;

/**
 * A phrase of a lexicon, in all its forms.
 *
 * @param owner the number of the topic or name it speaks for; -1 for a phrase that speaks for nothing
 * @param number its place in the lexicon, which makes every order definite
 * @param weight how much one mention is worth, before the zone
 * @param condition when it counts
 */
record Entry(int owner, int number, int weight, Condition condition) {

    /** Whether the phrase only keeps shorter ones within it from counting. */
    boolean mute() {
        return owner < 0;
    }
}
