package io.feedmill.tag;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * All phrases of one language, for topics and for names, and the words around them that decide whether they count.
 * Immutable once built, as far as anyone can see who only calls {@link #scan}.
 */
final class Phrases {

    private final PhraseTrie<Entry> trie = new PhraseTrie<>();
    private final Map<String, Integer> contexts = new HashMap<>();
    private int entries;

    /** @throws IllegalArgumentException if a wording is not well formed */
    void add(Entry.Role role, int owner, int weight, Wording wording) {
        Condition condition = wording.needs().isEmpty() && wording.not().isEmpty()
                ? Condition.NONE
                : new Condition(contexts(wording.needs()), contexts(wording.not()), wording.within());
        Entry entry = new Entry(role, owner, entries++, weight, condition);
        for (String form : wording.forms()) {
            trie.add(form, entry);
        }
    }

    int size() {
        return entries;
    }

    int forms() {
        return trie.forms();
    }

    private int[] contexts(List<String> words) {
        int[] numbers = new int[words.size()];
        for (int i = 0; i < numbers.length; i++) {
            String word = words.get(i);
            Integer known = contexts.get(word);
            if (known == null) {
                known = contexts.size();
                contexts.put(word, known);
                trie.add(word, new Entry(Entry.Role.CONTEXT, known, -1, 0, Condition.NONE));
            }
            numbers[i] = known;
        }
        return numbers;
    }

    /** One pass over a story. Ask it for topics and for names. */
    Scan scan(List<Zone> zones) {
        Scan scan = new Scan(contexts.size());
        for (Zone zone : zones) {
            trie.scan(zone.tokens(), zone.capitals(), (entry, first, last) -> scan.add(entry, zone, first, last));
        }
        return scan;
    }

    static final class Scan {

        /** By place, the longest first. */
        private static final Comparator<Hit> IN_ORDER = (one, other) -> {
            if (one.position() != other.position()) {
                return Integer.compare(one.position(), other.position());
            }
            return one.last() != other.last()
                    ? Integer.compare(other.last(), one.last())
                    : Integer.compare(one.entry().number(), other.entry().number());
        };

        private final List<Hit> topics = new ArrayList<>();
        private final List<Hit> names = new ArrayList<>();
        private final Positions[] contexts;

        private Scan(int contexts) {
            this.contexts = new Positions[contexts];
        }

        private void add(Entry entry, Zone zone, int first, int last) {
            switch (entry.role()) {
                case TOPIC -> topics.add(new Hit(entry, zone, first, last));
                case NAME -> names.add(new Hit(entry, zone, first, last));
                case CONTEXT -> addContext(entry.owner(), zone.base() + first);
            }
        }

        private void addContext(int word, int position) {
            if (contexts[word] == null) {
                contexts[word] = new Positions();
            }
            contexts[word].add(position);
        }

        List<Hit> topics() {
            return counting(topics);
        }

        List<Hit> names() {
            return counting(names);
        }

        /** What counts, in the story's order: of phrases that overlap the first, of those that begin together the longest. */
        private List<Hit> counting(List<Hit> candidates) {
            candidates.sort(IN_ORDER);
            List<Hit> counting = new ArrayList<>();
            int free = 0;
            int takenFrom = -1;
            int takenTo = -1;
            for (Hit hit : candidates) {
                int from = hit.position();
                int to = from + hit.last() - hit.first();
                boolean sameWords = from == takenFrom && to == takenTo;
                if (!sameWords && from < free || !holds(hit, from, to)) {
                    continue;
                }
                free = to + 1;
                takenFrom = from;
                takenTo = to;
                if (!hit.entry().mute()) {
                    counting.add(hit);
                }
            }
            return counting;
        }

        private boolean holds(Hit hit, int from, int to) {
            Condition condition = hit.entry().condition();
            return (condition.needs().length == 0 || any(condition.needs(), condition.within(), from, to, true))
                    && !any(condition.not(), condition.within(), from, to, false);
        }

        private boolean any(int[] words, int within, int from, int to, boolean elsewhere) {
            for (int word : words) {
                if (contexts[word] != null && contexts[word].near(from, to, within, elsewhere)) {
                    return true;
                }
            }
            return false;
        }
    }

    /** Ascending positions on the axis of words, zone by zone. */
    private static final class Positions {

        private int[] at = new int[4];
        private int size;

        void add(int position) {
            if (size == at.length) {
                at = Arrays.copyOf(at, size * 2);
            }
            at[size++] = position;
        }

        /** Whether one of them is within so many words of the phrase; {@code elsewhere} leaves out the phrase itself. */
        boolean near(int from, int to, int within, boolean elsewhere) {
            if (within == 0) {
                return !elsewhere || at[0] < from || at[size - 1] > to;
            }
            int found = Arrays.binarySearch(at, 0, size, from);
            int after = found < 0 ? -found - 1 : found;
            if (after > 0 && from - at[after - 1] <= within) {
                return true;
            }
            while (elsewhere && after < size && at[after] <= to) {
                after++;
            }
            return after < size && at[after] - to <= within;
        }
    }
}
