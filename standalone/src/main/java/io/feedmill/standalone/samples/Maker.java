package io.feedmill.standalone.samples;

import java.nio.charset.Charset;
import java.util.List;

/** The way one publisher's software writes a feed, with all that it adds to a story. */
interface Maker {

    String siteTitle();

    String contentType();

    /** Where the site keeps the story. */
    String link(Story story);

    /**
     * The document; a pure function of its argument.
     *
     * @param entries newest first, at least one
     */
    String render(List<Entry> entries);

    Charset charset();
}
