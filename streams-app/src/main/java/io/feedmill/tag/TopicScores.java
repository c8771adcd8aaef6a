package io.feedmill.tag;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Adds up what was found for each topic of one story, and keeps what is well supported. Integers only. */
final class TopicScores {

    /** What the name of a category, or of a topic the subscriber gave, is worth: as much as a strong phrase. */
    static final int NAMED = 8;

    /** The least weight of a phrase that can carry a topic by itself, in a headline or category. */
    private static final int ENOUGH_ALONE = 4;

    /** What the weights of different phrases must come to. */
    private static final int ENOUGH = 10;

    private static final int ENOUGH_IF_PROMINENT_AND_BEST = 8;
    private static final int ENOUGH_IF_PROMINENT_AND_SHORT = 4;
    /** What all weak phrases of a topic together count for at most. */
    private static final int MOST_OF_WEAK = 4;
    /** Of a topic beside the best that a long story speaks of neither in its headline nor its lede. */
    private static final int ENOUGH_IF_BURIED = 40;

    private static final int LONG = 150;
    /** A shorter story has no room for a second phrase, and need not say again what its category says. */
    private static final int SHORT = 25;

    private static final int LEAST_STRENGTH = 40;
    private static final int LEAST_SHARE_OF_BEST = 50;
    /** Of a topic that many different phrases speak for, as in a long story of two subjects. */
    private static final int LEAST_SHARE_IF_PLENTY = 33;
    /** What the weights of different phrases come to where they are many. */
    private static final int PLENTY = 32;

    private static final int LEAST_SHARE_BELOW = 35;
    private static final int MOST_TOP_LEVEL = 4;
    private static final int MOST_BELOW_EACH = 3;
    private static final int MOST_EVIDENCE = 8;
    private static final int HALF_SCORE_STRENGTH = 300;

    /** A phrase that speaks for a topic, of the lexicon or in a name the publisher gave, with its mentions. */
    private static final class Phrase {

        final int concept;
        /** The top-level topic of that. */
        final int top;

        final int number;
        final int weight;
        /** The strongest mention: what it is worth there, and which of the story's places that is. */
        int value;

        int place;
        /** Null for one that is named. */
        Zone zone;

        private int firstWord;
        private int lastWord;
        private int second;
        private int third;
        private Span span;

        /** The next strongest one of the same top-level topic; null if there is none. */
        Phrase next;

        Phrase(int concept, int top, int number, int weight, Span named) {
            this.concept = concept;
            this.top = top;
            this.number = number;
            this.weight = weight;
            this.span = named;
        }

        /** Takes mentions in the order of their positions. */
        void mention(int worth, int inPlace, Zone inZone, int first, int last) {
            if (worth > value) {
                third = second;
                second = value;
                value = worth;
                place = inPlace;
                zone = inZone;
                firstWord = first;
                lastWord = last;
            } else if (worth > second) {
                third = second;
                second = worth;
            } else {
                third = Math.max(third, worth);
            }
        }

        /** What its mentions count for: the three strongest. */
        int worth() {
            return value + second + third;
        }

        /** Where its strongest mention stands on the axis of all words; what is named comes after them, the last one first. */
        int position() {
            return zone == null ? Integer.MAX_VALUE + number : zone.base() + firstWord;
        }

        boolean prominent() {
            return zone == null || weight >= ENOUGH_ALONE && !zone.name().equals(Zone.TEXT);
        }

        boolean upfront() {
            return zone == null || !zone.name().equals(Zone.TEXT) || zone.lede(firstWord);
        }

        /** Whether it is more than a category. */
        boolean told() {
            return zone != null && !zone.name().equals(Zone.CATEGORY);
        }

        Span span() {
            if (span == null) {
                span = zone.span(firstWord, lastWord);
            }
            return span;
        }
    }

    private static final Comparator<Phrase> STRONGEST = (one, other) -> {
        if (one.value != other.value) {
            return Integer.compare(other.value, one.value);
        } else if (one.position() != other.position()) {
            return Integer.compare(one.position(), other.position());
        }
        return one.concept != other.concept
                ? Integer.compare(one.concept, other.concept)
                : Integer.compare(one.number, other.number);
    };

    private final MediaTopics vocabulary;
    private final int words;
    private final Map<Entry, Phrase> byEntry = new IdentityHashMap<>();
    private final List<Phrase> phrases = new ArrayList<>();

    // Of each concept, once all is found:

    private int[] direct;
    private int[] below;
    /** How many phrases speak for a concept itself; a prominent one counts for two. */
    private int[] speaking;
    /** Of each top-level topic what speaks for it or for those under it, the strongest first. */
    private Phrase[] strongest;

    private int places;
    private int lastPosition = -1;
    private int named;

    TopicScores(MediaTopics vocabulary, int words) {
        this.vocabulary = vocabulary;
        this.words = words;
    }

    /** Takes phrases in the order of their positions. */
    void add(Entry entry, Zone zone, int first, int last) {
        Phrase phrase = byEntry.get(entry);
        if (phrase == null) {
            phrase = phrase(entry.owner(), entry.number(), entry.weight(), null);
            byEntry.put(entry, phrase);
        }
        int position = zone.base() + first;
        if (position != lastPosition) {
            lastPosition = position;
            places++;
        }
        phrase.mention(entry.weight() * factor(zone, first), places, zone, first, last);
    }

    /** Evidence that is not a phrase of the lexicon: a category's name, a segment of the feed's title. */
    void addNamed(int concept, String zone, String words, int factor) {
        named--;
        places++;
        phrase(concept, named, NAMED, new Span(zone, -1, -1, words)).mention(NAMED * factor, places, null, -1, -1);
    }

    private Phrase phrase(int concept, int number, int weight, Span name) {
        Phrase phrase = new Phrase(concept, vocabulary.get(concept).top(), number, weight, name);
        phrases.add(phrase);
        return phrase;
    }

    private static int factor(Zone zone, int first) {
        return switch (zone.name()) {
            case Zone.TITLE -> 3;
            case Zone.CATEGORY -> 2;
            case Zone.TEXT -> zone.lede(first) ? 2 : 1;
            default -> 1;
        };
    }

    /** The topics, strongest first. */
    List<Topic> topics() {
        if (phrases.isEmpty()) {
            return List.of();
        }
        sum();
        List<Topic> topics = new ArrayList<>();
        for (int top : mainTopics()) {
            topics.add(topic(top));
            for (int concept : mainTopicsBelow(top)) {
                topics.add(topic(concept));
            }
        }
        topics.sort(Comparator.comparingInt((Topic t) -> -t.score()).thenComparing(Topic::code));
        return topics;
    }

    private void sum() {
        direct = new int[vocabulary.size()];
        below = new int[vocabulary.size()];
        speaking = new int[vocabulary.size()];
        strongest = new Phrase[vocabulary.size()];
        phrases.sort(STRONGEST);
        for (int i = phrases.size() - 1; i >= 0; i--) {
            Phrase phrase = phrases.get(i);
            phrase.next = strongest[phrase.top];
            strongest[phrase.top] = phrase;
            int concept = phrase.concept;
            speaking[concept] += phrase.prominent() ? 2 : 1;
            direct[concept] += phrase.worth();
            for (int above = vocabulary.get(concept).parent();
                    above != MediaTopics.NONE;
                    above = vocabulary.get(above).parent()) {
                below[above] += phrase.worth();
            }
        }
    }

    /** What a topic earned itself, and half of what the topics under it did. */
    private int earned(int concept) {
        return direct[concept] + (below[concept] + 1) / 2;
    }

    /** Per word, but for the root: a story ten times as long has three times the words to say it. */
    private int strength(int concept) {
        return (int) (earned(concept) * 100L / (10 + (int) Math.sqrt(words)));
    }

    private void sortByEarned(List<Integer> concepts) {
        concepts.sort((one, other) -> earned(one) != earned(other)
                ? Integer.compare(earned(other), earned(one))
                : Integer.compare(one, other));
    }

    private record Supported(int top, Weights weights) {}

    /** The best topic that is supported, and those beside it that are supported even better. */
    private List<Integer> mainTopics() {
        List<Integer> ordered = new ArrayList<>();
        for (Phrase phrase : phrases) {
            if (phrase == strongest[phrase.top] && strength(phrase.top) >= LEAST_STRENGTH) {
                ordered.add(phrase.top);
            }
        }
        sortByEarned(ordered);
        List<Supported> supported = new ArrayList<>();
        for (int top : ordered) {
            Weights weights = weights(top);
            if (enough(weights, supported.isEmpty())) {
                supported.add(new Supported(top, weights));
            }
        }
        List<Integer> kept = new ArrayList<>();
        int best = supported.isEmpty() ? 0 : score(supported.get(0).top());
        for (Supported each : supported) {
            int share = each.weights().sum() >= PLENTY ? LEAST_SHARE_IF_PLENTY : LEAST_SHARE_OF_BEST;
            if (kept.size() < MOST_TOP_LEVEL && score(each.top()) * 100 >= best * share) {
                kept.add(each.top());
            }
        }
        return kept;
    }

    /**
     * What speaks for a topic of the top level or for those under it, each place in the text once.
     *
     * @param sum of the weights of different phrases, weak ones up to a limit
     * @param prominent whether one of them stands outside the text
     * @param told whether one of them is more than a category
     * @param upfront whether one of them stands in the lede or outside the text
     */
    private record Weights(int sum, boolean prominent, boolean told, boolean upfront) {}

    private Weights weights(int top) {
        int weights = 0;
        int weak = 0;
        boolean prominent = false;
        boolean told = words < SHORT;
        boolean upfront = false;
        boolean[] counted = new boolean[places + 1];
        for (Phrase phrase = strongest[top]; phrase != null; phrase = phrase.next) {
            prominent |= phrase.prominent();
            told |= phrase.told();
            upfront |= phrase.upfront();
            if (counted[phrase.place]) {
                continue;
            }
            counted[phrase.place] = true;
            if (phrase.weight < ENOUGH_ALONE) {
                weak += phrase.weight;
            } else {
                weights += phrase.weight;
            }
        }
        return new Weights(weights + Math.min(MOST_OF_WEAK, weak), prominent, told, upfront);
    }

    /** Whether different words speak for a topic of the top level or for those under it, and not a category alone. */
    private boolean enough(Weights weights, boolean best) {
        boolean buried = !best && words >= LONG && !weights.upfront();
        return weights.told() && weights.sum() >= (buried ? ENOUGH_IF_BURIED : enough(best, weights.prominent()));
    }

    private int enough(boolean best, boolean prominent) {
        if (!prominent) {
            return ENOUGH;
        }
        if (words < SHORT) {
            return ENOUGH_IF_PROMINENT_AND_SHORT;
        }
        return best ? ENOUGH_IF_PROMINENT_AND_BEST : ENOUGH;
    }

    /** The best of the topics under one that are supported, and those that score a fair share of what the best one does. */
    private List<Integer> mainTopicsBelow(int top) {
        List<Integer> ordered = new ArrayList<>();
        for (Phrase phrase = strongest[top]; phrase != null; phrase = phrase.next) {
            int concept = phrase.concept;
            boolean supported = speaking[concept] >= 2 && strength(concept) >= LEAST_STRENGTH;
            if (concept != top && supported && !ordered.contains(concept)) {
                ordered.add(concept);
            }
        }
        sortByEarned(ordered);
        if (!ordered.isEmpty()) {
            int enough = score(ordered.get(0)) * LEAST_SHARE_BELOW;
            ordered.removeIf(concept -> score(concept) * 100 < enough);
        }
        return ordered.subList(0, Math.min(MOST_BELOW_EACH, ordered.size()));
    }

    private Topic topic(int concept) {
        MediaTopics.Concept named = vocabulary.get(concept);
        return new Topic(named.code(), named.name(), score(concept), evidence(concept));
    }

    /** The strength on a scale that ends at 1000 and is halfway there at {@value #HALF_SCORE_STRENGTH}. */
    private int score(int concept) {
        int strength = strength(concept);
        return Math.max(1, (int) (1000L * strength / (strength + HALF_SCORE_STRENGTH)));
    }

    /** The strongest mention of each phrase that speaks for the topic or for one under it. */
    private List<Span> evidence(int concept) {
        List<Span> evidence = new ArrayList<>();
        Phrase phrase = strongest[vocabulary.get(concept).top()];
        while (phrase != null && evidence.size() < MOST_EVIDENCE) {
            if (under(phrase.concept, concept) && !evidence.contains(phrase.span())) {
                evidence.add(phrase.span());
            }
            phrase = phrase.next;
        }
        return evidence;
    }

    private boolean under(int concept, int above) {
        int c = concept;
        while (c != MediaTopics.NONE && c != above) {
            c = vocabulary.get(c).parent();
        }
        return c == above;
    }
}
