package io.feedmill.tag;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

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

    private static final int MENTIONS_THAT_COUNT = 3;
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

    /**
     * One mention.
     *
     * @param value what it is worth here
     * @param zone null for a phrase of the lexicon, then hit is not
     */
    private record Mention(
            int concept, int phrase, int weight, int value, int position, Hit hit, String zone, String words) {

        boolean prominent() {
            return hit == null || weight >= ENOUGH_ALONE && !hit.zone().name().equals(Zone.TEXT);
        }

        boolean upfront() {
            return hit == null
                    || !hit.zone().name().equals(Zone.TEXT)
                    || hit.zone().lede(hit.first());
        }

        Span span() {
            return hit == null ? new Span(zone, -1, -1, words) : hit.span();
        }
    }

    private static final Comparator<Mention> STRONGEST = (one, other) -> one.value() != other.value()
            ? Integer.compare(other.value(), one.value())
            : Integer.compare(one.position(), other.position());
    private static final Comparator<Mention> BY_PHRASE = (one, other) -> {
        if (one.concept() != other.concept()) {
            return Integer.compare(one.concept(), other.concept());
        }
        return one.phrase() != other.phrase()
                ? Integer.compare(one.phrase(), other.phrase())
                : STRONGEST.compare(one, other);
    };

    private final MediaTopics vocabulary;
    private final int words;
    private final List<Mention> mentions = new ArrayList<>();
    /** The strongest mention of each phrase. */
    private final List<Mention> phrases = new ArrayList<>();

    /** The concepts of these, ascending. */
    private final List<Integer> mentioned = new ArrayList<>();

    private final int[] direct;
    private final int[] below;
    private int named;

    TopicScores(MediaTopics vocabulary, int words) {
        this.vocabulary = vocabulary;
        this.words = words;
        this.direct = new int[vocabulary.size()];
        this.below = new int[vocabulary.size()];
    }

    void add(Hit hit) {
        Entry entry = hit.entry();
        int value = entry.weight() * factor(hit);
        mentions.add(
                new Mention(entry.owner(), entry.number(), entry.weight(), value, hit.position(), hit, null, null));
    }

    /** Evidence that is not a phrase of the lexicon: a category's name, a segment of the feed's title. */
    void addNamed(int concept, String zone, String words, int factor) {
        named--;
        mentions.add(new Mention(concept, named, NAMED, NAMED * factor, Integer.MAX_VALUE + named, null, zone, words));
    }

    private static int factor(Hit hit) {
        return switch (hit.zone().name()) {
            case Zone.TITLE -> 3;
            case Zone.CATEGORY -> 2;
            case Zone.TEXT -> hit.zone().lede(hit.first()) ? 2 : 1;
            default -> 1;
        };
    }

    /** The topics, strongest first. */
    List<Topic> topics() {
        sum();
        Set<Integer> tops = new TreeSet<>();
        for (int concept : mentioned) {
            int top = vocabulary.top(concept);
            if (strength(top) >= LEAST_STRENGTH) {
                tops.add(top);
            }
        }
        List<Topic> topics = new ArrayList<>();
        for (int top : mainTopics(tops)) {
            topics.add(topic(top));
            List<Integer> under = new ArrayList<>();
            for (int concept : mentioned) {
                if (concept != top && vocabulary.top(concept) == top && supportedBelow(concept)) {
                    under.add(concept);
                }
            }
            best(under, MOST_BELOW_EACH, LEAST_SHARE_BELOW).forEach(concept -> topics.add(topic(concept)));
        }
        topics.sort(Comparator.comparingInt((Topic t) -> -t.score()).thenComparing(Topic::code));
        return topics;
    }

    private void sum() {
        mentions.sort(BY_PHRASE);
        int counted = 0;
        Mention last = null;
        for (Mention mention : mentions) {
            boolean next = last == null || last.concept() != mention.concept();
            if (next) {
                mentioned.add(mention.concept());
            }
            if (next || last.phrase() != mention.phrase()) {
                phrases.add(mention);
                counted = 0;
            }
            last = mention;
            if (counted++ < MENTIONS_THAT_COUNT) {
                direct[mention.concept()] += mention.value();
                for (int above = vocabulary.get(mention.concept()).parent();
                        above != MediaTopics.NONE;
                        above = vocabulary.get(above).parent()) {
                    below[above] += mention.value();
                }
            }
        }
        phrases.sort(STRONGEST);
    }

    /** What a topic earned itself, and half of what the topics under it did. */
    private int earned(int concept) {
        return direct[concept] + (below[concept] + 1) / 2;
    }

    /** Per word, but for the root: a story ten times as long has three times the words to say it. */
    private int strength(int concept) {
        return (int) (earned(concept) * 100L / (10 + (int) Math.sqrt(words)));
    }

    /** The best topic that is supported, and those beside it that are supported even better. */
    private List<Integer> mainTopics(Set<Integer> candidates) {
        List<Integer> ordered = new ArrayList<>(candidates);
        ordered.sort(Comparator.comparingInt((Integer c) -> -earned(c)).thenComparingInt(c -> c));
        List<Integer> kept = new ArrayList<>();
        for (int top : ordered) {
            if (supported(top, kept.isEmpty())) {
                kept.add(top);
            }
        }
        int best = kept.isEmpty() ? 0 : score(kept.get(0));
        kept.removeIf(top ->
                score(top) * 100 < best * (weights(top).sum() >= PLENTY ? LEAST_SHARE_IF_PLENTY : LEAST_SHARE_OF_BEST));
        return kept.subList(0, Math.min(MOST_TOP_LEVEL, kept.size()));
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
        Set<Integer> places = new HashSet<>();
        for (Mention mention : phrases) {
            if (vocabulary.top(mention.concept()) != top) {
                continue;
            }
            prominent |= mention.prominent();
            told |= mention.hit() != null && !mention.hit().zone().name().equals(Zone.CATEGORY);
            upfront |= mention.upfront();
            if (!places.add(mention.position())) {
                continue;
            }
            if (mention.weight() < ENOUGH_ALONE) {
                weak += mention.weight();
            } else {
                weights += mention.weight();
            }
        }
        return new Weights(weights + Math.min(MOST_OF_WEAK, weak), prominent, told, upfront);
    }

    /** Whether different words speak for a topic of the top level or for those under it, and not a category alone. */
    private boolean supported(int top, boolean best) {
        Weights weights = weights(top);
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

    private boolean supportedBelow(int concept) {
        if (strength(concept) < LEAST_STRENGTH) {
            return false;
        }
        int count = 0;
        for (Mention mention : phrases) {
            if (mention.concept() == concept) {
                if (mention.prominent()) {
                    return true;
                }
                count++;
            }
        }
        return count >= 2;
    }

    /** The best of them, and those that score a fair share, in per cent, of what the best one does. */
    private List<Integer> best(List<Integer> concepts, int most, int share) {
        List<Integer> ordered = new ArrayList<>(concepts);
        ordered.sort(Comparator.comparingInt((Integer c) -> -earned(c)).thenComparingInt(c -> c));
        if (ordered.isEmpty()) {
            return ordered;
        }
        int enough = score(ordered.get(0)) * share;
        ordered.removeIf(concept -> score(concept) * 100 < enough);
        return ordered.subList(0, Math.min(most, ordered.size()));
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
        for (Mention mention : phrases) {
            if (evidence.size() < MOST_EVIDENCE && under(mention.concept(), concept)) {
                Span span = mention.span();
                if (!evidence.contains(span)) {
                    evidence.add(span);
                }
            }
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
