package io.feedmill.streams;

import io.feedmill.avro.RawItem;
import io.feedmill.strip.Block;
import io.feedmill.strip.Explained;
import io.feedmill.strip.Removed;
import io.feedmill.strip.Stripped;
import io.feedmill.tag.Tagged;
import io.feedmill.tag.Topic;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * What rules do to items, compared with other rules, without a mill around them: an item at a time, with nothing learned.
 *
 * @param before the rules to compare with; null to compare with doing nothing at all
 * @param after the rules to try
 */
public record RuleTrial(RuleBook before, RuleBook after) {

    /**
     * What became of one item.
     *
     * @param gone taken out by the rules that are tried, and not before
     * @param back taken out before, and not by the rules that are tried
     * @param renamed taken out by both, but by different rules
     * @param givenBack what the rules that are tried matched but a guard gave back, and did not match before
     * @param topicsGained with evidence
     * @param topicsLost with the evidence they had
     * @param namesGained places and organisations
     * @param namesLost places and organisations
     * @param words of the item that were kept before
     * @param wordsKept of the item that are kept by the rules that are tried
     */
    public record Tried(
            RawItem item,
            Explained stripped,
            Tagged tagged,
            List<Removed> gone,
            List<Removed> back,
            List<Renamed> renamed,
            List<Removed> givenBack,
            List<Topic> topicsGained,
            List<Topic> topicsLost,
            List<String> namesGained,
            List<String> namesLost,
            int words,
            int wordsKept) {

        /** Whether anything came out otherwise. */
        public boolean isTouched() {
            return !(gone.isEmpty()
                    && back.isEmpty()
                    && renamed.isEmpty()
                    && givenBack.isEmpty()
                    && topicsGained.isEmpty()
                    && topicsLost.isEmpty()
                    && namesGained.isEmpty()
                    && namesLost.isEmpty());
        }

        /** The kept block before or after a position, as the reader has it; null if there is none. */
        public String neighbour(int position, boolean below) {
            List<Block> blocks = stripped.stripped().blocks();
            String nearest = null;
            for (int i = 0; i < blocks.size(); i++) {
                int at = stripped.positions().get(i);
                if (below && at > position) {
                    return blocks.get(i).text();
                } else if (!below && at < position) {
                    nearest = blocks.get(i).text();
                }
            }
            return below ? null : nearest;
        }
    }

    /** @param was the rule that took it before */
    public record Renamed(Removed now, String was) {}

    /** Tries the rules on an item. */
    public Tried on(RawItem item) {
        Explained now = after.stripper().explain(Assembly.article(item));
        Tagged tagged = after.tagger().tag(Assembly.story(item, now.stripped()));
        Explained then = before == null ? null : before.stripper().explain(Assembly.article(item));
        Tagged thenTagged = before == null ? null : before.tagger().tag(Assembly.story(item, then.stripped()));
        List<Removed> taken = now.stripped().removed();
        List<Removed> takenThen = then == null ? List.of() : then.stripped().removed();
        List<Removed> gaveBackThen = then == null ? List.of() : then.givenBack();
        List<Topic> topicsThen = thenTagged == null ? List.of() : thenTagged.topics();
        return new Tried(
                item,
                now,
                tagged,
                without(taken, takenThen, RuleTrial::place),
                without(takenThen, taken, RuleTrial::place),
                then == null ? List.of() : renamed(taken, takenThen),
                without(now.givenBack(), gaveBackThen, removed -> removed.rule() + place(removed)),
                without(tagged.topics(), topicsThen, Topic::code),
                without(topicsThen, tagged.topics(), Topic::code),
                without(names(tagged), names(thenTagged), name -> name),
                without(names(thenTagged), names(tagged), name -> name),
                then == null ? words(now.stripped()) : then.stripped().wordCount(),
                now.stripped().wordCount());
    }

    private static String place(Removed removed) {
        return removed.position() + " " + removed.text();
    }

    private static int words(Stripped stripped) {
        int words = stripped.wordCount();
        for (Removed removed : stripped.removed()) {
            words += removed.text().split("\\s+").length;
        }
        return words;
    }

    private static List<String> names(Tagged tagged) {
        List<String> names = new ArrayList<>();
        if (tagged != null) {
            tagged.places().forEach(place -> names.add(place.name()));
            tagged.organisations().forEach(organisation -> names.add(organisation.name()));
        }
        return names;
    }

    private static <T> List<T> without(List<T> all, List<T> others, Function<T, String> key) {
        Set<String> known = new HashSet<>();
        others.forEach(other -> known.add(key.apply(other)));
        return all.stream().filter(one -> !known.contains(key.apply(one))).toList();
    }

    private static List<Renamed> renamed(List<Removed> now, List<Removed> then) {
        Map<String, String> ruleThen = new LinkedHashMap<>();
        then.forEach(removed -> ruleThen.put(place(removed), removed.rule()));
        List<Renamed> renamed = new ArrayList<>();
        for (Removed removed : now) {
            String was = ruleThen.get(place(removed));
            if (was != null && !was.equals(removed.rule())) {
                renamed.add(new Renamed(removed, was));
            }
        }
        return renamed;
    }
}
