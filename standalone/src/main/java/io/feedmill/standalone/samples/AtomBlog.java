package io.feedmill.standalone.samples;

import static io.feedmill.standalone.samples.Markup.escape;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A naturalist's Atom blog (RFC 4287): XHTML content, {@code xml:base} and relative links. */
final class AtomBlog implements Maker {
    private static final String SITE = "https://saltmarsh-notes.example/";

    @Override
    public String siteTitle() {
        return "Saltmarsh Notes";
    }

    @Override
    public String contentType() {
        return "application/atom+xml; charset=utf-8";
    }

    @Override
    public Charset charset() {
        return StandardCharsets.UTF_8;
    }

    @Override
    public String link(Story story) {
        return SITE + path(story);
    }

    private static String path(Story story) {
        return "notes/" + story.id() + ".html";
    }

    @Override
    public String render(List<Entry> entries) {
        return """
                <?xml version="1.0" encoding="utf-8"?>
                <feed xmlns="http://www.w3.org/2005/Atom" xml:base="%s" xml:lang="en-GB">
                  <id>tag:saltmarsh-notes.example,2019:feed</id>
                  <title type="text">Saltmarsh Notes</title>
                  <subtitle>Birds, mud and weather</subtitle>
                  <updated>%s</updated>
                  <link rel="self" href="atom.xml"/>
                  <link rel="alternate" type="text/html" href="%s"/>
                  <author><name>Wilma Tarn</name></author>
                  <generator version="3.9">Quill</generator>
                %s</feed>
                """.formatted(
                SITE,
                entries.stream().map(Entry::updated).max(Instant::compareTo).orElseThrow(),
                SITE,
                entries.stream().map(AtomBlog::entry).collect(Collectors.joining()));
    }

    private static String entry(Entry entry) {
        Story story = entry.story();
        return """
                  <entry>
                    <id>tag:saltmarsh-notes.example,2019:%s</id>
                    <title type="text">%s</title>
                    <link rel="alternate" type="text/html" href="%s"/>
                    <published>%s</published>
                    <updated>%s</updated>
                    <author><name>%s</name><uri>about.html</uri></author>
                    <category term="%s"/>
                    <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">
                %s<p class="meta">Filed under: <a href="topics/%s.html">%s</a></p>
                <p>Did you like this note? <a href="coffee.html">Buy me a coffee</a>.</p>
                <p><a href="https://social.example/share?u=%s">Share on Facebook</a> | <a href="https://social.example/tweet?n=%d">Tweet</a></p>
                </div></content>
                  </entry>
                """.formatted(
                        story.id(),
                        escape(entry.headline()),
                        path(story),
                        entry.published(),
                        entry.updated(),
                        escape(story.meta("by")),
                        escape(story.meta("section")),
                        Markup.blocks(entry.text().paragraphs()),
                        escape(story.meta("section").toLowerCase(Locale.ROOT)),
                        escape(story.meta("section")),
                        path(story),
                        entry.repeats());
    }
}
