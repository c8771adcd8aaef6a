package io.feedmill.producer;

import io.feedmill.avro.FeedStatus;
import io.feedmill.avro.FeedSubscription;
import io.feedmill.producer.fetch.Locations;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/** Which subscriptions a person means by a few words. Pure. */
public final class FeedNames {

    private static final int SHORTEST_ID = 4;

    private FeedNames() {}

    /**
     * The ids of the feeds that a name can mean: those with this id or address; else those whose id begins with it; else
     * those whose title or address holds it, in either case of letters.
     *
     * @param subscriptions by feed id
     * @param statuses by feed id
     * @return in the subscriptions' order; one if the name is unambiguous, none if it means nothing here
     */
    public static List<String> meant(
            String name, Map<String, FeedSubscription> subscriptions, Map<String, FeedStatus> statuses) {
        String address = Locations.withoutCredentials(name.strip());
        String words = address.toLowerCase(Locale.ROOT);
        List<String> exact = which(
                subscriptions,
                feed -> feed.getKey().equals(words) || address(feed.getValue()).equals(address));
        if (!exact.isEmpty() || words.isEmpty()) {
            return exact;
        }
        List<String> byId = words.length() < SHORTEST_ID
                ? List.of()
                : which(subscriptions, feed -> feed.getKey().startsWith(words));
        return byId.isEmpty()
                ? which(
                        subscriptions,
                        feed -> Scorecard.title(feed.getValue(), statuses.get(feed.getKey()))
                                        .toLowerCase(Locale.ROOT)
                                        .contains(words)
                                || address(feed.getValue())
                                        .toLowerCase(Locale.ROOT)
                                        .contains(words))
                : byId;
    }

    private static String address(FeedSubscription feed) {
        return Locations.withoutCredentials(feed.getUrl());
    }

    private static List<String> which(
            Map<String, FeedSubscription> subscriptions, Predicate<Map.Entry<String, FeedSubscription>> wanted) {
        return subscriptions.entrySet().stream()
                .filter(wanted)
                .map(Map.Entry::getKey)
                .toList();
    }
}
