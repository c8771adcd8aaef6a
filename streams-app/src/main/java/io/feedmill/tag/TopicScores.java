package io.feedmill.tag;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

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

    private static final int SPREAD = 0x9E3779B9;

    /** What was found for one concept. */
    private static final class Tally {

        final MediaTopics.Concept concept;
        /** Of the concept that it is part of; null for one of the top level. */
        final Tally above;
        /** Of the top level. */
        final Tally top;

        /** What the concept earned itself, and what those under it did. */
        int direct;

        int below;
        /** How many phrases speak for the concept itself; a prominent one counts for two. */
        int speaking;
        /** Of the top level: what speaks for it or for those under it. */
        List<Phrase> phrases = List.of();

        Tally(MediaTopics.Concept concept, Tally above) {
            this.concept = concept;
            this.above = above;
            top = above == null ? this : above.top;
        }

        void add(Phrase phrase) {
            if (phrases.isEmpty()) {
                phrases = new ArrayList<>();
            }
            phrases.add(phrase);
        }

        boolean under(Tally other) {
            return this == other || above != null && above.under(other);
        }

        /** What it earned itself, and half of what the topics under it did. */
        int earned() {
            return direct + (below + 1) / 2;
        }
    }

    /** A phrase that speaks for a topic, of the lexicon or in a name the publisher gave, with its mentions. */
    private static final class Phrase {

        final Tally tally;
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

        Phrase(Tally tally, int number, int weight, Span named) {
            this.tally = tally;
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
        int concept = one.tally.concept.number();
        int otherConcept = other.tally.concept.number();
        return concept != otherConcept
                ? Integer.compare(concept, otherConcept)
                : Integer.compare(one.number, other.number);
    };

    private static final Comparator<Tally> BEST = (one, other) -> one.earned() != other.earned()
            ? Integer.compare(other.earned(), one.earned())
            : Integer.compare(one.concept.number(), other.concept.number());

    private final MediaTopics vocabulary;
    private final int words;
    /** But for the root: a story ten times as long has three times the words to say it. */
    private final int length;

    /** By the numbers of their concepts; null for those that nothing speaks for, and before anything was found. */
    private Tally[] tallies;

    private final List<Tally> topLevel = new ArrayList<>();
    private final List<Phrase> phrases = new ArrayList<>();
    /** Those of the lexicon by the hashes of their numbers, with open addressing. */
    private final Phrase[] byNumber;

    private int places;
    private int lastPosition = -1;
    private int named;

    /**
     * @param words of the story
     * @param most how often phrases of the lexicon may be added
     */
    TopicScores(MediaTopics vocabulary, int words, int most) {
        this.vocabulary = vocabulary;
        this.words = words;
        length = 10 + (int) Math.sqrt(words);
        byNumber = new Phrase[Integer.highestOneBit(most | 1) << 2];
    }

    /** Takes phrases in the order of their positions. */
    void add(Entry entry, Zone zone, int first, int last) {
        Phrase phrase = phrase(entry);
        int position = zone.base() + first;
        if (position != lastPosition) {
            lastPosition = position;
            places++;
        }
        phrase.mention(entry.weight() * zone.factor(first), places, zone, first, last);
    }

    /** Evidence that is not a phrase of the lexicon: a category's name, a segment of the feed's title. */
    void addNamed(int concept, String zone, String words, int factor) {
        named--;
        places++;
        phrase(concept, named, NAMED, new Span(zone, -1, -1, words)).mention(NAMED * factor, places, null, -1, -1);
    }

    private Phrase phrase(Entry entry) {
        int slot = entry.number() * SPREAD >>> 8 & byNumber.length - 1;
        while (byNumber[slot] != null && byNumber[slot].number != entry.number()) {
            slot = slot + 1 & byNumber.length - 1;
        }
        if (byNumber[slot] == null) {
            byNumber[slot] = phrase(entry.owner(), entry.number(), entry.weight(), null);
        }
        return byNumber[slot];
    }

    private Phrase phrase(int concept, int number, int weight, Span name) {
        if (phrases.isEmpty()) {
            tallies = new Tally[vocabulary.size()];
        }
        Phrase phrase = new Phrase(tally(concept), number, weight, name);
        phrases.add(phrase);
        return phrase;
    }

    private Tally tally(int concept) {
        Tally tally = tallies[concept];
        if (tally == null) {
            MediaTopics.Concept known = vocabulary.get(concept);
            tally = new Tally(known, known.parent() == MediaTopics.NONE ? null : tally(known.parent()));
            tallies[concept] = tally;
            if (tally.above == null) {
                topLevel.add(tally);
            }
        }
        return tally;
    }

    /** The topics, strongest first. */
    List<Topic> topics() {
        if (phrases.isEmpty()) {
            return List.of();
        }
        sum();
        List<Topic> topics = new ArrayList<>();
        for (Tally top : mainTopics()) {
            topics.add(topic(top));
            for (Tally below : mainTopicsBelow(top)) {
                topics.add(topic(below));
            }
        }
        topics.sort(Comparator.comparingInt((Topic t) -> -t.score()).thenComparing(Topic::code));
        return topics;
    }

    private void sum() {
        for (Phrase phrase : phrases) {
            Tally tally = phrase.tally;
            tally.top.add(phrase);
            tally.speaking += phrase.prominent() ? 2 : 1;
            tally.direct += phrase.worth();
            for (Tally above = tally.above; above != null; above = above.above) {
                above.below += phrase.worth();
            }
        }
    }

    private int strength(Tally tally) {
        return (int) (tally.earned() * 100L / length);
    }

    private record Supported(Tally top, Weights weights) {}

    /** The best topic that is supported, and those beside it that are supported even better. */
    private List<Tally> mainTopics() {
        List<Tally> ordered = new ArrayList<>();
        for (Tally top : topLevel) {
            if (strength(top) >= LEAST_STRENGTH) {
                ordered.add(top);
            }
        }
        ordered.sort(BEST);
        List<Supported> supported = new ArrayList<>();
        for (Tally top : ordered) {
            Weights weights = weights(top);
            if (enough(weights, supported.isEmpty())) {
                supported.add(new Supported(top, weights));
            }
        }
        List<Tally> kept = new ArrayList<>();
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

    private Weights weights(Tally top) {
        int weights = 0;
        int weak = 0;
        boolean prominent = false;
        boolean told = words < SHORT;
        boolean upfront = false;
        boolean[] counted = new boolean[places + 1];
        top.phrases.sort(STRONGEST);
        for (Phrase phrase : top.phrases) {
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
    private List<Tally> mainTopicsBelow(Tally top) {
        List<Tally> ordered = new ArrayList<>();
        for (Phrase phrase : top.phrases) {
            Tally tally = phrase.tally;
            boolean supported = tally.speaking >= 2 && strength(tally) >= LEAST_STRENGTH;
            if (tally != top && supported && !ordered.contains(tally)) {
                ordered.add(tally);
            }
        }
        ordered.sort(BEST);
        if (!ordered.isEmpty()) {
            int enough = score(ordered.get(0)) * LEAST_SHARE_BELOW;
            ordered.removeIf(tally -> score(tally) * 100 < enough);
        }
        return ordered.subList(0, Math.min(MOST_BELOW_EACH, ordered.size()));
    }

    private Topic topic(Tally tally) {
        return new Topic(tally.concept.code(), tally.concept.name(), score(tally), evidence(tally));
    }

    /** The strength on a scale that ends at 1000 and is halfway there at {@value #HALF_SCORE_STRENGTH}. */
    private int score(Tally tally) {
        int strength = strength(tally);
        return Math.max(1, (int) (1000L * strength / (strength + HALF_SCORE_STRENGTH)));
    }

    /** The strongest mention of each phrase that speaks for the topic or for one under it. */
    private List<Span> evidence(Tally tally) {
        List<Span> evidence = new ArrayList<>();
        for (Phrase phrase : tally.top.phrases) {
            if (phrase.tally.under(tally) && !evidence.contains(phrase.span())) {
                evidence.add(phrase.span());
                if (evidence.size() == MOST_EVIDENCE) {
                    break;
                }
            }
        }
        return evidence;
    }
}
