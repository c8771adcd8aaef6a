package io.feedmill.tag;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Adds up what was found for each topic of one story, and keeps what is well supported. Integers only. */
final class TopicScores {

    /** What the name of a category, or of a topic the subscriber gave, is worth: as much as a strong phrase. */
    static final int NAMED = 8;

    /** The least weight of a phrase that can carry a topic by itself, in a headline or category. */
    private static final int ENOUGH_ALONE = 4;

    private static final int MENTIONS_THAT_COUNT = 3;
    private static final int LEAST_STRENGTH = 40;
    private static final int LEAST_SHARE_OF_BEST = 35;
    private static final int MOST_TOP_LEVEL = 4;
    private static final int MOST_BELOW_EACH = 3;
    private static final int MOST_EVIDENCE = 8;
    private static final int HALF_SCORE_STRENGTH = 300;

    /** One mention: what it is worth here, and where it stands. */
    private record Mention(int value, int position, Span span, boolean prominent) {}

    private static final Comparator<Mention> STRONGEST =
            Comparator.comparingInt((Mention m) -> -m.value()).thenComparingInt(Mention::position);

    private final MediaTopics vocabulary;
    private final int words;
    /** By topic, then by phrase: all mentions. Sorted maps, so that every order is definite. */
    private final Map<Integer, Map<Integer, List<Mention>>> mentions = new TreeMap<>();

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
        int zone = factor(hit);
        boolean prominent =
                hit.entry().weight() >= ENOUGH_ALONE && !hit.zone().name().equals(Zone.TEXT);
        add(
                hit.entry().owner(),
                hit.entry().number(),
                hit.entry().weight() * zone,
                hit.position(),
                hit.span(),
                prominent);
    }

    /** Evidence that is not a phrase of the lexicon: a category's name, a segment of the feed's title. */
    void addNamed(int concept, String zone, String words, int factor) {
        named--;
        add(concept, named, NAMED * factor, Integer.MAX_VALUE + named, new Span(zone, -1, -1, words), true);
    }

    private void add(int concept, int phrase, int value, int position, Span span, boolean prominent) {
        mentions.computeIfAbsent(concept, c -> new TreeMap<>())
                .computeIfAbsent(phrase, p -> new ArrayList<>())
                .add(new Mention(value, position, span, prominent));
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
        List<Integer> tops = new ArrayList<>();
        for (int concept = 0; concept < vocabulary.size(); concept++) {
            if (vocabulary.get(concept).parent() == MediaTopics.NONE && supported(concept, true)) {
                tops.add(concept);
            }
        }
        List<Topic> topics = new ArrayList<>();
        for (int top : best(tops, MOST_TOP_LEVEL)) {
            topics.add(topic(top));
            List<Integer> under = new ArrayList<>();
            for (int concept : mentions.keySet()) {
                if (concept != top && vocabulary.top(concept) == top && supported(concept, false)) {
                    under.add(concept);
                }
            }
            best(under, MOST_BELOW_EACH).forEach(concept -> topics.add(topic(concept)));
        }
        topics.sort(Comparator.comparingInt((Topic t) -> -t.score()).thenComparing(Topic::code));
        return topics;
    }

    private void sum() {
        mentions.forEach((concept, phrases) -> {
            int sum = 0;
            for (List<Mention> each : phrases.values()) {
                each.sort(STRONGEST);
                for (Mention mention : each.subList(0, Math.min(MENTIONS_THAT_COUNT, each.size()))) {
                    sum += mention.value();
                }
            }
            direct[concept] = sum;
            for (int above = vocabulary.get(concept).parent();
                    above != MediaTopics.NONE;
                    above = vocabulary.get(above).parent()) {
                below[above] += sum;
            }
        });
    }

    /** What a topic earned itself, and half of what the topics under it did. */
    private int earned(int concept) {
        return direct[concept] + (below[concept] + 1) / 2;
    }

    /** Per word, but for the root: a story ten times as long has three times the words to say it. */
    private int strength(int concept) {
        return (int) (earned(concept) * 100L / (10 + (int) Math.sqrt(words)));
    }

    private boolean supported(int concept, boolean withChildren) {
        if (strength(concept) < LEAST_STRENGTH) {
            return false;
        }
        int phrases = 0;
        for (Map.Entry<Integer, Map<Integer, List<Mention>>> entry : mentions.entrySet()) {
            boolean counts = withChildren ? vocabulary.top(entry.getKey()) == concept : entry.getKey() == concept;
            if (!counts) {
                continue;
            }
            phrases += entry.getValue().size();
            for (List<Mention> each : entry.getValue().values()) {
                if (each.stream().anyMatch(Mention::prominent)) {
                    return true;
                }
            }
        }
        return phrases >= 2;
    }

    /** The best of them, and those that score a fair share of what the best one does. */
    private List<Integer> best(List<Integer> concepts, int most) {
        List<Integer> ordered = new ArrayList<>(concepts);
        ordered.sort(Comparator.comparingInt((Integer c) -> -earned(c)).thenComparingInt(c -> c));
        if (ordered.isEmpty()) {
            return ordered;
        }
        int enough = score(ordered.get(0)) * LEAST_SHARE_OF_BEST;
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
        List<Mention> strongest = new ArrayList<>();
        mentions.forEach((each, phrases) -> {
            if (under(each, concept)) {
                phrases.values().forEach(mentionsOfPhrase -> strongest.add(mentionsOfPhrase.get(0)));
            }
        });
        strongest.sort(STRONGEST);
        return strongest.stream()
                .map(Mention::span)
                .distinct()
                .limit(MOST_EVIDENCE)
                .toList();
    }

    private boolean under(int concept, int above) {
        int c = concept;
        while (c != MediaTopics.NONE && c != above) {
            c = vocabulary.get(c).parent();
        }
        return c == above;
    }
}
