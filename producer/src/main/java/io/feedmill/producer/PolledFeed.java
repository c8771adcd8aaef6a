package io.feedmill.producer;

import io.feedmill.avro.FeedStatus;
import io.feedmill.avro.FeedSubscription;
import io.feedmill.producer.fetch.Locations;
import io.feedmill.schemas.Ids;
import java.time.Duration;

/** A feed that is polled, with the share that it is in and its place in the queue. Its place is the queue's to guard. */
final class PolledFeed extends PollQueue.Place {

    final FeedSubscription subscription;
    final Share share;
    final FeedMemory.Polled settled;

    /** Without credentials. */
    final String url;

    /** Whether this producer was given it to poll besides what is subscribed to. */
    final boolean isOwn;

    volatile boolean isOver;
    volatile boolean isFailing;

    private PolledFeed(
            Share share, FeedSubscription subscription, boolean isOwn, FeedMemory.Polled settled, String url) {
        super(settled.feedId(), host(settled, url));
        this.share = share;
        this.subscription = subscription;
        this.settled = settled;
        this.url = url;
        this.isOwn = isOwn;
        this.isFailing = status().getFailures() > 0;
    }

    static PolledFeed of(Share share, FeedSubscription subscription, boolean isOwn, ProducerSettings settings) {
        String url = Locations.url(subscription.getUrl());
        Duration shortest = seconds(subscription.getMinIntervalSeconds(), settings.minInterval());
        Duration longest = seconds(subscription.getMaxIntervalSeconds(), settings.maxInterval());
        FeedMemory.Polled settled = new FeedMemory.Polled(
                subscription.getUrl(),
                Ids.feedId(url),
                isOwn && url.startsWith("file:"),
                shortest,
                longest.compareTo(shortest) < 0 ? shortest : longest);
        return new PolledFeed(share, subscription, isOwn, settled, url);
    }

    private static Duration seconds(Integer seconds, Duration otherwise) {
        return seconds == null || seconds <= 0 ? otherwise : Duration.ofSeconds(seconds);
    }

    /** Null where nobody need be polite to it. */
    private static String host(FeedMemory.Polled settled, String url) {
        boolean isWatched = settled.shortest().compareTo(ProducerSettings.WATCHED) < 0;
        String host = Share.authority(url);
        return isWatched || host.isEmpty() ? null : host;
    }

    FeedStatus status() {
        return share.status(feedId(), url);
    }
}
