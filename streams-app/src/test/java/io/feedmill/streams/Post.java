package io.feedmill.streams;

import io.feedmill.avro.RawItem;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/**
 * What a feed shows of a story, and which story and version of it that is.
 *
 * @param story no other story of any site is called so
 * @param version what a reader sees
 */
record Post(String story, String version, String guid, String link, String title, String html) {

    Post guid(String other) {
        return new Post(story, version, other, link, title, html);
    }

    Post link(String other) {
        return new Post(story, version, guid, other, title, html);
    }

    Post title(String other) {
        return new Post(story, version + ", titled " + other, guid, link, other, html);
    }

    Post revised(String other) {
        return new Post(story, version + ", " + other.hashCode(), guid, link, title, other);
    }

    /** The same to a reader. */
    Post html(String other) {
        return new Post(story, version, guid, link, title, other);
    }

    String site() {
        return link.split("/")[2];
    }

    /** @param document all that the feed shows at once */
    RawItem in(String site, String feed, List<Post> document, Instant fetchedAt) {
        return RawItem.newBuilder()
                .setFeed(Items.feed(site, feed))
                .setGuid(guid)
                .setGuidShared(isShared(document, Post::guid))
                .setLink(link)
                .setLinkShared(isShared(document, Post::link))
                .setTitle(title)
                .setContentHtml(html)
                .setFetchedAt(fetchedAt)
                .build();
    }

    private boolean isShared(List<Post> document, Function<Post, String> name) {
        String own = name.apply(this);
        return own != null
                && document.stream()
                                .filter(post -> own.equals(name.apply(post)))
                                .count()
                        > 1;
    }
}
