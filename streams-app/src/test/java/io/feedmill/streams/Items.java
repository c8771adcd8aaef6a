package io.feedmill.streams;

import io.feedmill.avro.Feed;
import io.feedmill.avro.RawItem;
import io.feedmill.schemas.Ids;
import io.feedmill.schemas.LocalSchemaRegistry;
import io.feedmill.schemas.Topics;
import java.time.Instant;

/** Raw items for tests. */
final class Items {

    static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    static final String HARBOUR = """
            <p>Pilots in Vessby brought the first ships into the harbour on Monday, four days after a storm had thrown
            containers into the fairway and closed the port to all traffic.</p>
            <p>The harbour office said that divers had lifted the last of eleven containers during the night and that
            soundings showed the channel to be free down to fourteen metres.</p>
            <p>Shipping companies had sent nineteen vessels to ports further south, where berths became scarce and
            lorries waited for hours at the gates of the terminals.</p>
            <p>Insurers put the damage at thirty million crowns, most of it to cranes on the northern quay, which will
            stay shut until engineers have looked at the foundations.</p>
            <p>Fishermen were allowed out before the freighters because their boats draw little water, and the morning's
            auction in the market hall took place for the first time since Thursday.</p>""";

    static final String COUNCIL = """
            <p>The town council of Norrhamn voted on Tuesday to keep the old tram depot and turn it into a library,
            ending a dispute that had divided its parties since the spring.</p>
            <p>Twenty-six members voted for the plan and nineteen against, after a debate of six hours in which the
            mayor defended the cost of the new roof against critics in her own party.</p>
            <p>Opponents wanted flats on the site, arguing that the district has lost families for ten years and that
            another public building would only move the problem a few streets on.</p>
            <p>Work is to begin in the autumn, once archaeologists have dug beneath the tracks, where they expect to find
            the walls of a monastery that was pulled down four hundred years ago.</p>""";

    static {
        Topics.of("", new LocalSchemaRegistry(null)); // Avro's builders want the classes trusted first
    }

    private Items() {}

    static RawItem.Builder item(String site, String guid, String title, String html) {
        return RawItem.newBuilder()
                .setFeed(feed(site, "https://" + site + "/feed"))
                .setGuid(guid)
                .setLink("https://" + site + "/" + guid)
                .setTitle(title)
                .setContentHtml(html)
                .setPublished(NOON.minusSeconds(3600))
                .setFetchedAt(NOON);
    }

    static Feed feed(String site, String url) {
        return Feed.newBuilder()
                .setId(Ids.feedId(url))
                .setUrl(url)
                .setTitle("The " + site + " Courier")
                .setSite("https://" + site)
                .setSiteId(site)
                .build();
    }
}
