package io.feedmill.streams;

/** What changes in an item without a reader seeing it. */
enum Noise {
    TRACKER("<img src='https://count.example/pixel.gif?n=%d' width='1' height='1'>"),
    ADVERT("<div class='advertisement'><a href='https://ads.example/%d'>Advertisement</a></div>"),
    SHARING("<div class='sharedaddy'><a href='https://share.example/?n=%d'>Share this (%d)</a></div>"),
    COMMENTS("<p class='comments-link'><a href='https://tide.example/a#comments'>%d comments</a></p>"),
    APPEARED("<p>The post <a href='https://tide.example/?utm_id=%d'>Harbour</a> first appeared on Tide.</p>"),
    ATTRIBUTES("<!-- served by %d -->");

    private final String html;

    Noise(String html) {
        this.html = html;
    }

    Post on(Post post, int poll) {
        return post.html(post.html() + html.replace("%d", "" + (17 + poll)));
    }
}
