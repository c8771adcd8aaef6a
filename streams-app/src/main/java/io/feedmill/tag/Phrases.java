package io.feedmill.tag;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All phrases of one language, for topics and for names, and the words around them that decide whether they count. */
final class Phrases {

    private static final int MAX_ENTRIES = 1 << 24;

    private final Entry[] entries;
    /** So many of the entries speak for topics; those after them are names. */
    private final int topics;
    /** Of {@link #entries} by their numbers, and of context words by the complement of theirs. */
    private final PhraseTrie trie;

    private Phrases(Builder builder) {
        entries = builder.entries.toArray(Entry[]::new);
        topics = builder.topics;
        trie = builder.trie.build();
    }

    static final class Builder {

        private final PhraseTrie.Builder trie = new PhraseTrie.Builder();
        private final List<Entry> entries = new ArrayList<>();
        private final Map<String, Integer> contexts = new HashMap<>();
        private int topics;

        /**
         * For a topic. All of these come before the names.
         *
         * @throws IllegalArgumentException if a wording is not well formed
         */
        void addTopic(int owner, int weight, Wording wording) {
            if (topics < entries.size()) {
                throw new IllegalStateException("a name stands before the topic's phrase " + wording);
            }
            add(owner, weight, wording);
            topics++;
        }

        /** @throws IllegalArgumentException if a wording is not well formed */
        void addName(int owner, int weight, Wording wording) {
            add(owner, weight, wording);
        }

        private void add(int owner, int weight, Wording wording) {
            Condition condition = wording.needs().isEmpty() && wording.not().isEmpty()
                    ? Condition.NONE
                    : new Condition(contexts(wording.needs()), contexts(wording.not()), wording.within());
            int number = entries.size();
            if (number == MAX_ENTRIES) {
                throw new IllegalArgumentException("there are more than " + MAX_ENTRIES + " phrases");
            }
            entries.add(new Entry(owner, number, weight, condition));
            wording.forms().forEach(form -> trie.add(form, number));
        }

        private int[] contexts(List<String> words) {
            return words.stream()
                    .mapToInt(word -> contexts.computeIfAbsent(word, w -> {
                        trie.add(w, ~contexts.size());
                        return contexts.size();
                    }))
                    .toArray();
        }

        Phrases build() {
            return new Phrases(this);
        }
    }

    int size() {
        return entries.length;
    }

    int forms() {
        return trie.forms();
    }

    /** One pass over a story. Ask it for topics and for names. */
    Scan scan(List<Zone> zones) {
        Scan scan = new Scan(zones);
        for (Zone zone : zones) {
            int base = zone.base();
            trie.scan(zone.tokens(), (phrase, first, last) -> scan.add(phrase, base + first, last - first));
        }
        scan.topics.sort();
        scan.names.sort();
        scan.contexts.sort();
        return scan;
    }

    /** Told of a phrase that counts, from one word of a zone to another, both included. */
    interface Hits {
        void hit(Entry entry, Zone zone, int first, int last);
    }

    final class Scan {

        // A candidate is a number, and their natural order that of their places, of those the longest first, and then
        // of
        // the lexicon: 32 bits of its position, 8 of how many words of a phrase there might be more, 24 of its entry.
        private static final int POSITION = 32;
        private static final int LENGTH = 24;
        private static final int LONGEST = 0xFF;

        private final List<Zone> zones;
        private final LongList topics = new LongList();

        private final LongList names = new LongList();
        /** The number of a context word above its position. */
        private final LongList contexts = new LongList();

        private Scan(List<Zone> zones) {
            this.zones = zones;
        }

        private void add(int phrase, int position, int further) {
            if (phrase < 0) {
                contexts.add((long) ~phrase << POSITION | position);
                return;
            }
            LongList candidates = phrase < Phrases.this.topics ? topics : names;
            candidates.add((long) position << POSITION | (long) (LONGEST - further) << LENGTH | phrase);
        }

        /** How many phrases of topics there may be to tell of. */
        int mostTopics() {
            return topics.size();
        }

        /** Tells of the phrases of topics, in the story's order. */
        void topics(Hits hits) {
            tell(topics, hits);
        }

        /** Tells of the names, in the story's order. */
        void names(Hits hits) {
            tell(names, hits);
        }

        /** What counts: of phrases that overlap the first, of those that begin together the longest. */
        private void tell(LongList candidates, Hits hits) {
            int zone = 0;
            int free = 0;
            int takenFrom = -1;
            int takenTo = -1;
            for (int i = 0; i < candidates.size(); i++) {
                long candidate = candidates.get(i);
                Entry entry = entries[(int) candidate & MAX_ENTRIES - 1];
                int from = (int) (candidate >>> POSITION);
                int to = from + LONGEST - ((int) (candidate >>> LENGTH) & LONGEST);
                boolean sameWords = from == takenFrom && to == takenTo;
                if (!sameWords && from < free || !holds(entry.condition(), from, to)) {
                    continue;
                }
                free = to + 1;
                takenFrom = from;
                takenTo = to;
                if (!entry.mute()) {
                    while (zones.get(zone).end() <= from) {
                        zone++;
                    }
                    int base = zones.get(zone).base();
                    hits.hit(entry, zones.get(zone), from - base, to - base);
                }
            }
        }

        private boolean holds(Condition condition, int from, int to) {
            return condition == Condition.NONE
                    || (condition.needs().length == 0 || any(condition.needs(), condition.within(), from, to, true))
                            && !any(condition.not(), condition.within(), from, to, false);
        }

        private boolean any(int[] words, int within, int from, int to, boolean elsewhere) {
            for (int word : words) {
                if (near(word, within, from, to, elsewhere)) {
                    return true;
                }
            }
            return false;
        }

        /** Whether a context word is within so many words of a phrase; {@code elsewhere} leaves out the phrase itself. */
        private boolean near(int word, int within, int from, int to, boolean elsewhere) {
            long all = (long) word << POSITION;
            int begin = contexts.firstFrom(within == 0 ? all : all | Math.max(0, from - within));
            int end = contexts.firstFrom(within == 0 ? (word + 1L) << POSITION : (all | to + within) + 1);
            if (!elsewhere) {
                return begin < end;
            }
            int inside = contexts.firstFrom((all | to) + 1) - contexts.firstFrom(all | from);
            return end - begin > inside;
        }
    }
}
