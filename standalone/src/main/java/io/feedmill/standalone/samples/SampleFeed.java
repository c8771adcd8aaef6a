package io.feedmill.standalone.samples;

import java.util.List;

/**
 * One feed that works, or is broken in its content only.
 *
 * @param name what the scenario calls it
 */
record SampleFeed(String name, String path, Maker maker) {
    static final SampleFeed WIRE = new SampleFeed("norwire", "/samples/norwire/rss.xml", new AgencyWire());
    static final SampleFeed PAPER =
            new SampleFeed("gazette", "/samples/harbour-gazette/rss.xml", new DailyPaper("Harbour Gazette", ""));

    static final List<SampleFeed> ALL = List.of(
            WIRE,
            PAPER,
            new SampleFeed(
                    "gazette-sea",
                    "/samples/harbour-gazette/sea/rss.xml",
                    new DailyPaper("Harbour Gazette - Port and Sea", "?utm_source=rss&utm_medium=sea")),
            new SampleFeed("lantern", "/samples/lantern-news/tag/world/feed/", new Aggregator()),
            new SampleFeed("saltmarsh", "/samples/saltmarsh-notes/atom.xml", new AtomBlog()),
            new SampleFeed("meridian", "/samples/meridian-review/feed.json", new JsonMagazine()),
            new SampleFeed("parish", "/samples/parish-post/rss.php", new BrokenParishPaper()),
            new SampleFeed("kurier", "/samples/elbtal-kurier/feed/", new GermanPaper()),
            new SampleFeed("courrier", "/samples/courrier-du-cap/rss.xml", new FrenchPaper()));

    static SampleFeed named(String name) {
        return ALL.stream()
                .filter(feed -> feed.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("The scenario names no such sample feed: " + name));
    }
}
