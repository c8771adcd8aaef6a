package io.feedmill.tag;

import java.util.Arrays;

/** Numbers, without an object for each. */
final class LongList {

    private long[] values = new long[16];
    private int size;

    void add(long value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, size * 2);
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
