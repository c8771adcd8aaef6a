package io.feedmill.producer.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedmill.avro.FeedSubscription;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OpmlTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private static Opml.Listed read(String text) throws UnreadableFeedException {
        return Opml.read(text.getBytes(StandardCharsets.UTF_8), false);
    }

    private static FeedSubscription only(String outline) throws UnreadableFeedException {
        Opml.Listed listed = read("<opml><body>" + outline + "</body></opml>");
        assertEquals(List.of(), listed.refused());
        assertEquals(1, listed.feeds().size());
        return listed.feeds().get(0);
    }

    @Test
    void readsFeedsWithTheirFoldersAndCategoriesAsLabels() throws Exception {
        Opml.Listed listed = read("""
                <?xml version="1.0"?>
                <opml version="2.0"><head><title>My feeds</title></head><body>
                  <outline text="News"><outline text="World">
                    <outline type="rss" text="The Quay" title="x" xmlUrl="https://quay.example/rss?a=1&amp;b=2"
                        htmlUrl="https://quay.example/" category="/ships/steam,harbours"/>
                  </outline></outline>
                  <outline xmlurl="feed://lantern.example/atom" TITLE="Lantern"/>
                </body></opml>
                """);
        assertEquals("My feeds", listed.title());
        assertEquals(2, listed.feeds().size());
        FeedSubscription quay = listed.feeds().get(0);
        assertEquals("https://quay.example/rss?a=1&b=2", quay.getUrl());
        assertEquals("The Quay", quay.getTitle());
        assertEquals("https://quay.example/", quay.getSite());
        assertEquals(List.of("News/World", "ships/steam", "harbours"), quay.getLabels());
        FeedSubscription lantern = listed.feeds().get(1);
        assertEquals("http://lantern.example/atom", lantern.getUrl());
        assertEquals("Lantern", lantern.getTitle());
        assertEquals(List.of(), lantern.getLabels());
    }

    @Test
    void givesBackWhatItWrote() throws Exception {
        List<FeedSubscription> feeds = List.of(
                FeedSubscription.newBuilder()
                        .setUrl("https://ann:s3cret@quay.example/rss?a=1&b=2")
                        .setTitle("Quay & \"Sons\" <1>")
                        .setSite("https://quay.example/")
                        .setLabels(List.of("News/World", "ships", "a/b"))
                        .setTopics(List.of("medtop:11000000", "medtop:16000000"))
                        .setMinIntervalSeconds(900)
                        .setMaxIntervalSeconds(7_200)
                        .setHeaders(Map.of("X-Key", "a=b&c d"))
                        .setRuleSet("ships")
                        .setPaused(true)
                        .build(),
                FeedSubscription.newBuilder()
                        .setUrl("https://lantern.example/atom")
                        .setTitle("Lantern")
                        .build());
        assertEquals(
                List.of(feeds.get(0), feeds.get(1)),
                read(Opml.write("All", feeds, true, NOW)).feeds());
        String open = Opml.write("All", feeds, false, NOW);
        assertFalse(open.contains("s3cret") || open.contains("X-Key"), open);
        assertEquals(
                "https://quay.example/rss?a=1&b=2", read(open).feeds().get(0).getUrl());
    }

    @Test
    void saysOfEachOutlineWhyItIsRefused() throws Exception {
        Opml.Listed listed = read("""
                <opml><body xmlns:f="urn:feedmill:opml">
                  <outline xmlUrl="file:///etc/passwd"/>
                  <outline xmlUrl="ftp://ann:pw@quay.example/rss"/>
                  <outline xmlUrl="javascript:alert(1)"/>
                  <outline type="rss" text="No address"/>
                  <outline xmlUrl="https://a.example/" f:minInterval="soon"/>
                  <outline xmlUrl="https://b.example/" f:topics="medtop:1"/>
                  <outline xmlUrl="https://c.example/" f:headers="Host=elsewhere"/>
                  <outline xmlUrl="https://d.example/"/>
                  <outline xmlUrl="https://d.example/"/>
                </body></opml>
                """);
        assertEquals(
                List.of("https://d.example/"),
                listed.feeds().stream().map(FeedSubscription::getUrl).toList());
        assertEquals(1, listed.repeated());
        assertEquals(7, listed.refused().size(), listed.refused().toString());
        String all = listed.refused().toString();
        assertFalse(all.contains("pw"), all);
        assertTrue(all.contains("No address, reason=it has no xmlUrl"), all);
        assertTrue(all.contains("minInterval must be a time such as PT15M"), all);
    }

    @Test
    void readsFilesOnlyOfATrustedList() throws Exception {
        byte[] list =
                "<opml><body><outline xmlUrl='file:///a/feed.xml'/></body></opml>".getBytes(StandardCharsets.UTF_8);
        assertEquals(0, Opml.read(list, false).feeds().size());
        assertEquals("file:///a/feed.xml", Opml.read(list, true).feeds().get(0).getUrl());
    }

    @Test
    void toleratesBrokenXml() throws Exception {
        assertEquals(
                "https://quay.example/?a=1&b=2",
                only("<outline xmlUrl='https://quay.example/?a=1&b=2'>").getUrl());
        Opml.Listed cut = read("<opml><body><outline text='A'><outline xmlUrl='https://quay.example/'/><outline xmlU");
        assertEquals(1, cut.feeds().size());
        assertFalse(cut.problems().isEmpty());
        assertEquals(
                1,
                read("PHP warning: x\n<opml><body><outline xmlUrl='http://a.example/'/></body></opml>")
                        .feeds()
                        .size());
    }

    @Test
    void expandsNoEntity() throws Exception {
        Opml.Listed listed = read(
                "<!DOCTYPE opml [<!ENTITY x SYSTEM 'file:///etc/passwd'><!ENTITY y 'boom'>]>"
                        + "<opml><head><title>&x;&y;</title></head><body><outline xmlUrl='http://a.example/' text='&y;'/></body></opml>");
        assertFalse(String.valueOf(listed.title()).contains("boom"), listed.title());
        assertFalse(listed.feeds().get(0).getTitle().contains("boom"));
    }

    @Test
    void isBoundedWhateverTheList() {
        String many = "<opml><body>" + "<outline xmlUrl='http://a.example/'/>".repeat(100_000) + "</body></opml>";
        String deep = "<opml><body>" + "<outline text='x'>".repeat(1_000) + "</body></opml>";
        assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
            Opml.Listed listed = read(many);
            assertEquals(Opml.OUTLINES - 1, listed.repeated());
            assertEquals(1, listed.refused().size());
            UnreadableFeedException e = assertThrows(UnreadableFeedException.class, () -> read(deep));
            assertTrue(e.getMessage().contains("nested deeper than"), e.getMessage());
        });
        assertThrows(UnreadableFeedException.class, () -> Opml.read(new byte[Limits.DOCUMENT_BYTES + 1], false));
    }

    @Test
    void saysWhatIsNoList() {
        assertTrue(assertThrows(UnreadableFeedException.class, () -> read("<rss/>"))
                .getMessage()
                .contains("<rss>"));
        assertThrows(UnreadableFeedException.class, () -> read(""));
        assertThrows(UnreadableFeedException.class, () -> read("hello"));
    }
}
