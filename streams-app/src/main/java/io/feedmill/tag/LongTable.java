package io.feedmill.tag;

import java.util.function.LongUnaryOperator;

/**
 * A hash table from long to a non-negative long, with open addressing; key and value lie side by side. Before it stands a
 * filter, small enough to stay near the processor, for most keys asked for are absent.
 */
final class LongTable {

    static final long ABSENT = -1;

    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    /** Of the number of slots at first, as a power of two. */
    private static final int FIRST_BITS = 8;

    /** By turns a key, and its value and one more: 0 marks a free slot. */
    private long[] slots = new long[2 << FIRST_BITS];

    private int slotShift = Long.SIZE - FIRST_BITS;

    /** Two bits for each key, in a long for every eight slots: of a hundred keys that are absent, it lets one or two pass. */
    private long[] filter = new long[1 << FIRST_BITS - 3];

    private int size;

    void replaceValues(LongUnaryOperator replacement) {
        for (int value = 1; value < slots.length; value += 2) {
            if (slots[value] != 0) {
                slots[value] = replacement.applyAsLong(slots[value] - 1) + 1;
            }
        }
    }

    /** 1 if it may have the key, otherwise 0; found without a branch. */
    long mayHave(long key) {
        long h = key * SPREAD;
        long bits = filter[(int) (h >>> slotShift + 3)];
        return bits >>> (h >>> slotShift - 3) & bits >>> (h >>> slotShift - 9) & 1;
    }

    long get(long key) {
        if (mayHave(key) == 0) {
            return ABSENT;
        }
        long[] in = slots;
        int mask = in.length - 2;
        int slot = (int) (key * SPREAD >>> slotShift) << 1;
        while (in[slot + 1] != 0) {
            if (in[slot] == key) {
                return in[slot + 1] - 1;
            }
            slot = (slot + 2) & mask;
        }
        return ABSENT;
    }

    void put(long key, long value) {
        if (size * 4 >= slots.length) {
            grow();
        }
        long h = key * SPREAD;
        int mask = slots.length - 2;
        int slot = (int) (h >>> slotShift) << 1;
        while (slots[slot + 1] != 0 && slots[slot] != key) {
            slot = (slot + 2) & mask;
        }
        if (slots[slot + 1] == 0) {
            size++;
        }
        slots[slot] = key;
        slots[slot + 1] = value + 1;
        filter[(int) (h >>> slotShift + 3)] |= 1L << (h >>> slotShift - 3) | 1L << (h >>> slotShift - 9);
    }

    private void grow() {
        long[] old = slots;
        slots = new long[old.length * 2];
        filter = new long[filter.length * 2];
        slotShift--;
        size = 0;
        for (int i = 0; i < old.length; i += 2) {
            if (old[i + 1] != 0) {
                put(old[i], old[i + 1] - 1);
            }
        }
    }
}
