package io.feedmill.streams;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** How feeds change the ids of items that stay as they are. */
enum Churn {
    HEADLINE_IN_GUID,
    HEADLINE_IN_GUID_AND_IT_IS_EDITED,
    HTTP_AND_HTTPS,
    ANOTHER_HOST,
    NEW_SCHEME_OF_GUIDS,
    NEW_SCHEME_OF_GUIDS_AND_LINKS,
    ANOTHER_GUID_EACH_TIME,
    ANOTHER_GUID_EACH_TIME_AND_TITLES_ARE_EDITED,
    ONE_GUID_FOR_ALL,
    A_COUNTER_IN_THE_GUID,
    NO_GUID_AND_A_LINK_WITH_TRACKING,
    GUIDS_COME_AND_GO,
    GUID_IS_THE_LINK_WITH_TRACKING,
    WITH_AND_WITHOUT_WWW,
    A_REDIRECT_THAT_IS_ANOTHER_EACH_TIME,
    AN_ALERT_THAT_LINKS_THROUGH_ITS_SERVICE,
    THE_SLUG_FOLLOWS_THE_HEADLINE,
    THE_SLUG_FOLLOWS_THE_HEADLINE_BESIDE_A_SHORT_NUMBER,
    THE_SLUG_FOLLOWS_THE_HEADLINE_BESIDE_A_HASH,
    FOR_TELEPHONES_AND_PAPER,
    A_SESSION_IN_THE_LINK,
    AN_ID_AMONG_THE_PARAMETERS,
    A_VIDEO_BY_ALL_ITS_ADDRESSES;

    private static final List<String> RENDITIONS =
            List.of("", "amp/", "?outputType=amp", "print", "?print=1", "?m=1&page=all");

    Post show(Post post, int poll) {
        String number = post.link().substring(post.link().lastIndexOf('-') + 1);
        switch (this) {
            case HEADLINE_IN_GUID:
                return post.guid(post.site() + ":" + post.title().replace(' ', '_'));
            case HEADLINE_IN_GUID_AND_IT_IS_EDITED:
                Post edited = poll == 0 ? post : post.title(post.title() + ", office says");
                return edited.guid(post.site() + ":" + edited.title().replace(' ', '_'));
            case HTTP_AND_HTTPS:
                return poll % 2 == 0
                        ? post
                        : post.guid(post.guid().replace("https", "http"))
                                .link(post.link().replace("https", "http"));
            case ANOTHER_HOST:
                return poll < 2
                        ? post
                        : post.guid(post.guid().replace("//", "//news."))
                                .link(post.link().replace("//", "//news."));
            case NEW_SCHEME_OF_GUIDS:
                return poll < 2 ? post : post.guid("urn:uuid:0000-" + number);
            case NEW_SCHEME_OF_GUIDS_AND_LINKS:
                return poll < 2
                        ? post
                        : post.guid("urn:uuid:0000-" + number).link("https://" + post.site() + "/articles/" + number);
            case ANOTHER_GUID_EACH_TIME:
                return post.guid("fetched-" + poll + "-" + number + "-" + poll * 7919);
            case ANOTHER_GUID_EACH_TIME_AND_TITLES_ARE_EDITED:
                return (poll < 2 ? post : post.title(post.title() + " " + poll))
                        .guid("fetched-" + poll + "-" + number + "-" + poll * 7919);
            case ONE_GUID_FOR_ALL:
                return post.guid("https://" + post.site() + "/");
            case A_COUNTER_IN_THE_GUID:
                return (poll == 0 ? post : post.title(post.title() + " " + poll)).guid(post.link() + "#" + poll);
            case NO_GUID_AND_A_LINK_WITH_TRACKING:
                return post.guid(null)
                        .link((poll % 2 == 0 ? post.link() : post.link().replace("//", "//m."))
                                + "?utm_source=rss&utm_content=" + poll + "&fbclid=" + poll + "#xtor=RSS-" + poll);
            case GUIDS_COME_AND_GO:
                return poll % 2 == 0 ? post : post.guid(null);
            case GUID_IS_THE_LINK_WITH_TRACKING:
                return post.guid(post.link() + "?utm_source=rss&utm_term=" + poll + "&ocid=" + poll)
                        .link(post.link() + "?mod=rss_front");
            case WITH_AND_WITHOUT_WWW:
                return poll % 2 == 0
                        ? post.guid(post.link())
                        : post.link(post.link().replace("https://", "http://www."))
                                .guid(post.link().replace("https://", "http://www."));
            case A_REDIRECT_THAT_IS_ANOTHER_EACH_TIME:
                return post.guid(null)
                        .link("http://www.bing.com/news/apiclick.aspx?ref=FexRss&tid=" + poll * 7919 + "&url="
                                + encoded(post.link()) + "&c=" + poll);
            case AN_ALERT_THAT_LINKS_THROUGH_ITS_SERVICE:
                return poll == 0
                        ? post
                        : post.link("https://www.google.com/url?rct=j&sa=t&url=" + encoded(post.link()) + "&ct=ga&cd="
                                        + poll)
                                .guid("tag:google.com,2013:googlealerts/feed:" + number + poll);
            case THE_SLUG_FOLLOWS_THE_HEADLINE:
                return slug(post, poll, "/2026/03/01/", "-" + number);
            case THE_SLUG_FOLLOWS_THE_HEADLINE_BESIDE_A_SHORT_NUMBER:
                return slug(post, poll, "/news/" + number.substring(number.length() - 4) + "-", "");
            case THE_SLUG_FOLLOWS_THE_HEADLINE_BESIDE_A_HASH:
                return slug(post, poll, "/news/", "-a" + number + "f");
            case FOR_TELEPHONES_AND_PAPER:
                String path = post.link() + "/" + RENDITIONS.get(poll % RENDITIONS.size());
                return post.guid(null).link(poll % 3 == 2 ? path.replace("//", "//amp.") : path);
            case A_SESSION_IN_THE_LINK:
                return post.guid(null).link(post.link() + ";jsessionid=0A" + poll * 7919 + "?PHPSESSID=f" + poll);
            case AN_ID_AMONG_THE_PARAMETERS:
                return post.guid(null)
                        .link("https://" + post.site() + "/show.php?" + (poll % 2 == 0 ? "lang=en&story=" : "story=")
                                + number + (poll % 2 == 0 ? "" : "&lang=en"));
            case A_VIDEO_BY_ALL_ITS_ADDRESSES:
                String id = "a_-9" + number;
                return post.guid(null)
                        .link(List.of(
                                        "https://www.youtube.com/watch?v=" + id,
                                        "https://youtu.be/" + id + "?si=" + poll,
                                        "https://www.youtube.com/shorts/" + id,
                                        "https://m.youtube.com/watch?feature=share&v=" + id)
                                .get(poll % 4));
            default:
                throw new AssertionError(this);
        }
    }

    /** Guid and link are both made from the headline, which is edited. */
    private static Post slug(Post post, int poll, String before, String after) {
        Post now = poll < 2 ? post : post.title(post.title() + " after all");
        String slug = now.title().toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", "-");
        String link = "https://" + post.site() + before + slug + after;
        return now.guid(link).link(link);
    }

    private static String encoded(String link) {
        return URLEncoder.encode(link, StandardCharsets.UTF_8);
    }
}
