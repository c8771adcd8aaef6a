package io.feedmill.tag;

import java.util.Arrays;

/** Numbers, without an object for each. */
final class LongList {

    private static final long[] NONE = {};
    private static final int FIRST = 16;

    private long[] values = NONE;
    private int size;

    void add(long value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, Math.max(FIRST, size * 2));
        }
        values[size++] = value;
    }

    int size() {
        return size;
    }

    long get(int place) {
        return values[place];
    }

    void sort() {
        Arrays.sort(values, 0, size);
    }

    /** The place of the first that is no less, if they are sorted. */
    int firstFrom(long least) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (values[middle] < least) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
