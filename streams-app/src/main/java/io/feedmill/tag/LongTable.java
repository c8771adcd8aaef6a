package io.feedmill.tag;

import java.util.function.IntUnaryOperator;

/**
 * A hash table to non-negative ints, with open addressing. Its keys are hashes themselves, spread over all bits, for it does
 * not spread them. Before it stands a filter, small enough to stay near the processor, for most keys asked for are absent.
 */
final class LongTable {

    static final int ABSENT = -1;

    /** A power of two. */
    private static final int FIRST_SLOTS = 256;

    private static final int SLOTS_A_LONG = 4;

    private long[] keys = new long[FIRST_SLOTS];
    /** Each value and one more: 0 marks a free slot. */
    private int[] values = new int[FIRST_SLOTS];

    /** Two bits for each key, in a long for every four slots: of a hundred keys that are absent, it lets one or two pass. */
    private long[] filter = new long[FIRST_SLOTS / SLOTS_A_LONG];

    private int size;

    void replaceValues(IntUnaryOperator replacement) {
        for (int slot = 0; slot < values.length; slot++) {
            if (values[slot] != 0) {
                values[slot] = replacement.applyAsInt(values[slot] - 1) + 1;
            }
        }
    }

    /** 1 if it may have the key, otherwise 0; found without a branch. */
    long mayHave(long key) {
        long bits = filter[place(key) & filter.length - 1];
        return bits >>> key & bits >>> (key >>> 6) & 1;
    }

    private static int place(long key) {
        return (int) (key >>> 32);
    }

    int get(long key) {
        if (mayHave(key) == 0) {
            return ABSENT;
        }
        int mask = keys.length - 1;
        int slot = place(key) & mask;
        while (keys[slot] != key && values[slot] != 0) {
            slot = (slot + 1) & mask;
        }
        return values[slot] - 1;
    }

    void put(long key, int value) {
        if (size >= keys.length / 4 * 3) {
            grow();
        }
        int mask = keys.length - 1;
        int slot = place(key) & mask;
        while (values[slot] != 0 && keys[slot] != key) {
            slot = (slot + 1) & mask;
        }
        if (values[slot] == 0) {
            size++;
        }
        keys[slot] = key;
        values[slot] = value + 1;
        filter[place(key) & filter.length - 1] |= 1L << key | 1L << (key >>> 6);
    }

    private void grow() {
        long[] oldKeys = keys;
        int[] oldValues = values;
        keys = new long[oldKeys.length * 2];
        values = new int[keys.length];
        filter = new long[keys.length / SLOTS_A_LONG];
        size = 0;
        for (int slot = 0; slot < oldKeys.length; slot++) {
            if (oldValues[slot] != 0) {
                put(oldKeys[slot], oldValues[slot] - 1);
            }
        }
    }
}
