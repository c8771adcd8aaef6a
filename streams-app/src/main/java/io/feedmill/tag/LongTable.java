package io.feedmill.tag;

/** A hash table from long to a non-negative int, with open addressing; key and value lie side by side. */
final class LongTable {

    static final int ABSENT = -1;

    /** By turns a key, and its value and one more: 0 marks a free slot. */
    private long[] slots = new long[512];

    /** A bit for each key, eight bits to a slot: small enough to stay near the processor, and most keys asked for are absent. */
    private long[] filter = new long[32];

    private int size;

    boolean isEmpty() {
        return size == 0;
    }

    int get(long key) {
        if (!mayHave(key)) {
            return ABSENT;
        }
        long[] in = slots;
        int mask = in.length - 2;
        int slot = slot(key, mask);
        while (in[slot + 1] != 0) {
            if (in[slot] == key) {
                return (int) in[slot + 1] - 1;
            }
            slot = (slot + 2) & mask;
        }
        return ABSENT;
    }

    void put(long key, int value) {
        if (size * 4 >= slots.length) {
            grow();
        }
        int mask = slots.length - 2;
        int slot = slot(key, mask);
        while (slots[slot + 1] != 0 && slots[slot] != key) {
            slot = (slot + 2) & mask;
        }
        if (slots[slot + 1] == 0) {
            size++;
        }
        slots[slot] = key;
        slots[slot + 1] = value + 1L;
        int bit = bit(key);
        filter[bit >>> 6] |= 1L << bit;
    }

    private boolean mayHave(long key) {
        int bit = bit(key);
        return (filter[bit >>> 6] >>> bit & 1) != 0;
    }

    private int bit(long key) {
        return (int) (key * 0xD6E8FEB86659FD93L >>> 32) & (filter.length * 64 - 1);
    }

    private void grow() {
        long[] old = slots;
        slots = new long[old.length * 2];
        filter = new long[filter.length * 2];
        size = 0;
        for (int i = 0; i < old.length; i += 2) {
            if (old[i + 1] != 0) {
                put(old[i], (int) old[i + 1] - 1);
            }
        }
    }

    /** An even number. */
    private static int slot(long key, int mask) {
        long h = key * 0x9E3779B97F4A7C15L;
        return (int) (h >>> 32) & mask;
    }
}
