package io.feedmill.similarity;

import io.feedmill.sketch.Sketch;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Finds the stories that share keys with a sketch. Stories are forgotten by whole days, once told to; whether a story is
 * within a window is for the caller to check.
 *
 * <p>A key that many stories have says little: a phrase of the trade, or a line that was not stripped. It counts half if
 * {@value #COMMON} stories have it, and no more than {@value #POSTINGS} of a day are filed under it, the first ones. So a
 * flood of nearly equal items makes the index neither slow nor large.
 *
 * <p>Not thread-safe. Answers depend only on what was added and dropped, in which order: an index rebuilt from the stories
 * that were not dropped, in their order, answers alike.
 */
public final class StoryIndex {

    /** How many postings were looked at so far. */
    private long looks;

    /** Beyond this, candidates are copies of one another, or of no use. */
    static final int CANDIDATES = 16;

    private static final int POSTINGS = 16;
    private static final int COMMON = 8;
    private static final int RARE_WEIGHT = 2;
    private static final int COMMON_WEIGHT = 1;
    private static final int ENOUGH = 4;

    private static final long DAY_MILLIS = 24 * 60 * 60 * 1000L;

    /**
     * By the first bits of the keys' hashes. Many, so that no table is so large that one feels it grow, nor, with a million
     * stories, that the garbage collector gives it whole regions of the heap.
     */
    private final Postings[] tables = new Postings[1 << Postings.TABLE_BITS];

    /** By their numbers, which count from one. */
    private final List<String> stories = new ArrayList<>();

    private final ArrayDeque<Day> days = new ArrayDeque<>();
    private long[] hits = new long[1024];

    private static final class Day {
        private final long day;
        private int stories;

        Day(long day) {
            this.day = day;
        }
    }

    private record Candidate(String itemId, int weight) {}

    public StoryIndex() {
        Arrays.setAll(tables, i -> new Postings());
    }

    /**
     * Files a story. A story from before the day of the one before it is forgotten with that day.
     *
     * @return whether it was filed; if not, because all its keys are those of so many stories of the day, then the index
     *     is as it was
     */
    public boolean add(String itemId, long effMillis, Sketch sketch) {
        if (stories.size() >= Postings.MAX_STORIES) {
            throw new IllegalStateException(
                    "more than " + Postings.MAX_STORIES + " stories do not fit into one index: shorten the window");
        }
        long day = Math.floorDiv(effMillis, DAY_MILLIS);
        if (days.isEmpty() || days.getLast().day < day) {
            days.add(new Day(day));
        }
        stories.add(itemId);
        days.getLast().stories++;
        int firstOfDay = stories.size() - days.getLast().stories + 1;
        boolean filed = false;
        for (long key : sketch.keys()) {
            filed |= put(key, firstOfDay);
        }
        if (sketch.exact() != 0) {
            filed |= put(exactKey(sketch), firstOfDay);
        }
        if (!filed) {
            stories.remove(stories.size() - 1);
            days.getLast().stories--;
        }
        return filed;
    }

    private boolean put(long key, int firstOfDay) {
        long hash = hash(key);
        return table(hash).put(hash, stories.size(), firstOfDay, POSTINGS);
    }

    /**
     * The stories that share with the sketch all their words, two rare keys, or some more that are common. At most
     * {@value #CANDIDATES}: those with most in common first, and among equals those that were added first.
     */
    public List<String> candidates(Sketch sketch) {
        int count = 0;
        for (long key : sketch.keys()) {
            count = collect(key, RARE_WEIGHT, COMMON_WEIGHT, count);
        }
        if (sketch.exact() != 0) {
            count = collect(exactKey(sketch), ENOUGH, ENOUGH, count);
        }
        Arrays.sort(hits, 0, count);
        List<Candidate> found = new ArrayList<>();
        for (int i = 0; i < count; ) {
            long story = hits[i] >>> Byte.SIZE;
            int weight = 0;
            for (; i < count && hits[i] >>> Byte.SIZE == story; i++) {
                weight += (byte) hits[i];
            }
            if (weight >= ENOUGH) {
                found.add(new Candidate(stories.get((int) story - 1), weight));
            }
        }
        found.sort(Comparator.comparingInt(Candidate::weight).reversed());
        return found.stream().limit(CANDIDATES).map(Candidate::itemId).toList();
    }

    /** Adds a hit for each story filed under the key: its number and, in the last byte, what the key weighs. */
    private int collect(long key, int rare, int common, int from) {
        long hash = hash(key);
        Postings table = table(hash);
        int count = from;
        for (int slot = table.first(hash); slot >= 0; slot = table.next(hash, slot)) {
            if (count == hits.length) {
                hits = Arrays.copyOf(hits, count * 2);
            }
            hits[count++] = (long) table.story(slot) << Byte.SIZE;
            looks++;
        }
        int weight = count - from >= COMMON ? common : rare;
        for (int i = from; i < count; i++) {
            hits[i] |= weight;
        }
        return count;
    }

    /**
     * Drops the days that lie wholly before the instant. Takes a time proportional to what is left.
     *
     * @return the stories that were in them
     */
    public List<String> dropBefore(long millis) {
        int count = 0;
        while (!days.isEmpty() && days.getFirst().day < Math.floorDiv(millis, DAY_MILLIS)) {
            count += days.removeFirst().stories;
        }
        if (count == 0) {
            return List.of();
        }
        List<String> old = stories.subList(0, count);
        List<String> dropped = List.copyOf(old);
        old.clear();
        for (Postings table : tables) {
            table.dropUpTo(count);
        }
        return dropped;
    }

    /** How many stories it holds. */
    public int size() {
        return stories.size();
    }

    /** How many postings all look-ups together have met: what they cost, however fast the machine. */
    long looks() {
        return looks;
    }

    private Postings table(long hash) {
        return tables[(int) (hash >>> -Postings.TABLE_BITS)];
    }

    private static long hash(long key) {
        return key * 0x9e3779b97f4a7c15L;
    }

    private static long exactKey(Sketch sketch) {
        return ~sketch.exact();
    }
}
