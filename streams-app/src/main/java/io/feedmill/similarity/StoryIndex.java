package io.feedmill.similarity;

import io.feedmill.sketch.Sketch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Finds the stories that share keys with a sketch. Stories lie in segments of a day each, which are dropped whole once
 * they are older than the window; whether a story is within the window is for the caller to check, so that answers do not
 * depend on when a segment was dropped.
 *
 * <p>A key that many stories have says little: at most {@value #POSTINGS} stories of a segment are filed under one key, the
 * first ones. So a flood of nearly equal items makes the index neither slow nor large.
 *
 * <p>About 500 bytes of heap a story. Not thread-safe. Rebuilt by adding the same stories in the same order.
 */
public final class StoryIndex {

    private static final int POSTINGS = 64;
    private static final int KEYS_IN_COMMON = 2;
    private static final long SEGMENT_MILLIS = 24 * 60 * 60 * 1000L;

    private final TreeMap<Long, Segment> segments = new TreeMap<>();

    /** Files a story. */
    public void add(String itemId, long effMillis, Sketch sketch) {
        Segment segment = segments.computeIfAbsent(Math.floorDiv(effMillis, SEGMENT_MILLIS), day -> new Segment());
        int story = segment.stories.size();
        segment.stories.add(itemId);
        for (long key : sketch.keys()) {
            segment.put(key, story);
        }
        if (sketch.exact() != 0) {
            segment.put(exactKey(sketch), story);
        }
    }

    /** The stories that share at least two keys with the sketch, or all their words, in the order they were added. */
    public List<String> candidates(Sketch sketch) {
        List<String> found = new ArrayList<>();
        for (Segment segment : segments.values()) {
            segment.collect(sketch, found);
        }
        return found;
    }

    /**
     * Drops the segments that lie wholly before the instant.
     *
     * @return the stories that were in them
     */
    public List<String> dropBefore(long millis) {
        Map<Long, Segment> old = segments.headMap(Math.floorDiv(millis, SEGMENT_MILLIS));
        List<String> dropped = old.values().stream()
                .flatMap(segment -> segment.stories.stream())
                .toList();
        old.clear();
        return dropped;
    }

    /** How many stories it holds. */
    public int size() {
        return segments.values().stream()
                .mapToInt(segment -> segment.stories.size())
                .sum();
    }

    private static long exactKey(Sketch sketch) {
        return ~sketch.exact();
    }

    /** A multimap from keys to stories, by open addressing with linear probing; a key may occupy several slots. */
    private static final class Segment {
        private final List<String> stories = new ArrayList<>();
        private long[] keys = new long[256];
        private int[] storyOf = new int[256]; // one more than the story's number; 0 for an empty slot
        private int used;

        void put(long key, int story) {
            if (used * 8L > keys.length * 5L) {
                grow();
            }
            int postings = 0;
            int slot = slot(key);
            for (; storyOf[slot] != 0; slot = next(slot)) {
                if (keys[slot] == key && ++postings >= POSTINGS) {
                    return;
                }
            }
            keys[slot] = key;
            storyOf[slot] = story + 1;
            used++;
        }

        void collect(Sketch sketch, List<String> found) {
            int[] hits = new int[64];
            int count = 0;
            for (long key : sketch.keys()) {
                for (int slot = slot(key); storyOf[slot] != 0; slot = next(slot)) {
                    if (keys[slot] == key) {
                        hits = room(hits, count);
                        hits[count++] = storyOf[slot] - 1;
                    }
                }
            }
            if (sketch.exact() != 0) {
                long key = exactKey(sketch);
                for (int slot = slot(key); storyOf[slot] != 0; slot = next(slot)) {
                    if (keys[slot] == key) {
                        for (int i = 0; i < KEYS_IN_COMMON; i++) {
                            hits = room(hits, count);
                            hits[count++] = storyOf[slot] - 1;
                        }
                    }
                }
            }
            Arrays.sort(hits, 0, count);
            for (int i = 0; i < count; ) {
                int run = 1;
                while (i + run < count && hits[i + run] == hits[i]) {
                    run++;
                }
                if (run >= KEYS_IN_COMMON) {
                    found.add(stories.get(hits[i]));
                }
                i += run;
            }
        }

        private static int[] room(int[] hits, int count) {
            return count < hits.length ? hits : Arrays.copyOf(hits, hits.length * 2);
        }

        private int slot(long key) {
            return (int) ((key * 0x9e3779b97f4a7c15L) >>> 33) & (keys.length - 1);
        }

        private int next(int slot) {
            return (slot + 1) & (keys.length - 1);
        }

        private void grow() {
            long[] oldKeys = keys;
            int[] oldStories = storyOf;
            keys = new long[oldKeys.length * 2];
            storyOf = new int[oldStories.length * 2];
            for (int i = 0; i < oldKeys.length; i++) {
                if (oldStories[i] != 0) {
                    int slot = slot(oldKeys[i]);
                    while (storyOf[slot] != 0) {
                        slot = next(slot);
                    }
                    keys[slot] = oldKeys[i];
                    storyOf[slot] = oldStories[i];
                }
            }
        }
    }
}
