package io.feedmill.similarity;

/**
 * A multimap from hashes to stories' numbers, by open addressing with linear probing; a hash may occupy several slots. A
 * slot is one number, so that looking at it costs one access to memory: the first 38 bits of the hash, and the story.
 * Hashes that agree in those bits are taken for the same, which happens to one look-up in thousands.
 *
 * <p>Slots lie in the order of the hashes, but for what probing moves; so a table is rebuilt from front to back.
 */
final class Postings {

    private static final int STORY_BITS = 26;

    /** The last bits of a slot. */
    private static final long STORY = (1L << STORY_BITS) - 1;

    static final int MAX_STORIES = (int) STORY;

    /** The first bits of a hash say which table it is in, and are the same for all of the table. */
    static final int TABLE_BITS = 10;

    /** By those that follow, a hash has its place in the table. */
    private static final int HOME_BITS = Long.SIZE - STORY_BITS - TABLE_BITS;

    private long[] slots = new long[64];
    private int used;

    /**
     * Files a story, counted from one, unless so many are filed under the hash already.
     *
     * @param since stories before this do not count
     * @return whether it was filed
     */
    boolean put(long hash, int story, int since, int limit) {
        int postings = 0;
        int slot = home(hash);
        for (; slots[slot] != 0; slot = after(slot)) {
            if (isOf(hash, slot) && story(slot) >= since && ++postings >= limit) {
                return false;
            }
        }
        slots[slot] = hash & ~STORY | story;
        used++;
        if (used > slots.length / 4 * 3) {
            rebuild(slots.length / 2 * 3, 0);
        }
        return true;
    }

    /** The first slot of the hash, or -1. */
    int first(long hash) {
        int home = home(hash);
        return slots[home] == 0 ? -1 : isOf(hash, home) ? home : next(hash, home);
    }

    /** The slot of the hash that follows this one, or -1. */
    int next(long hash, int slot) {
        for (int next = after(slot); slots[next] != 0; next = after(next)) {
            if (isOf(hash, next)) {
                return next;
            }
        }
        return -1;
    }

    int story(int slot) {
        return (int) (slots[slot] & STORY);
    }

    /** Forgets the stories up to this number, and counts the others from one again. */
    void dropUpTo(int last) {
        int kept = 0;
        for (long posting : slots) {
            kept += (posting & STORY) > last ? 1 : 0;
        }
        rebuild(Math.max(64, (int) (kept * 8L / 5)), last);
    }

    private void rebuild(int length, int dropped) {
        long[] old = slots;
        slots = new long[length];
        used = 0;
        for (long posting : old) {
            if ((posting & STORY) > dropped) {
                int slot = home(posting);
                while (slots[slot] != 0) {
                    slot = after(slot);
                }
                slots[slot] = posting - dropped;
                used++;
            }
        }
    }

    private boolean isOf(long hash, int slot) {
        return ((slots[slot] ^ hash) & ~STORY) == 0;
    }

    private int home(long hash) {
        return (int) ((hash << TABLE_BITS >>> -HOME_BITS) * slots.length >>> HOME_BITS);
    }

    private int after(int slot) {
        return slot + 1 == slots.length ? 0 : slot + 1;
    }
}
