package io.feedmill.standalone;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** Invented feeds for tests. */
final class Rss {
    static final Instant MODIFIED = Instant.parse("2026-01-31T12:00:00Z");

    /** Words that make texts differ enough from one another not to be taken for copies. */
    private static final List<String> SUBJECTS = List.of(
            "harbour",
            "orchard",
            "tramway",
            "observatory",
            "lighthouse",
            "brewery",
            "theatre",
            "quarry",
            "library",
            "greenhouse",
            "railway",
            "museum");

    private Rss() {}

    record Item(String id, String title, String html) {}

    /** The item with this number: all numbers have different stories. */
    static Item item(String site, int number) {
        String subject = SUBJECTS.get(number % SUBJECTS.size());
        StringBuilder html = new StringBuilder();
        for (int sentence = 0; sentence < 6; sentence++) {
            int mixed = (number * 31 + sentence * 17) % 997;
            html.append("<p>The %s number %d of %s has %d doors, %d windows and a keeper called K%dx%d.</p>"
                    .formatted(subject, number, site, mixed, mixed * 7 % 89, number, sentence));
        }
        return new Item(
                "%s-%d".formatted(site, number), "%s %d of %s".formatted(subject, number, site), html.toString());
    }

    static String document(String site, List<Item> items) {
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
                <title>News of %1$s</title><link>https://%1$s/</link><description>Invented.</description>
                <language>en</language>
                %2$s
                </channel></rss>
                """.formatted(
                        site, items.stream().map(item -> element(site, item)).collect(Collectors.joining("\n")));
    }

    private static String element(String site, Item item) {
        return """
                <item><guid isPermaLink="false">%2$s</guid><link>https://%1$s/%2$s</link><title>%3$s</title>
                <content:encoded><![CDATA[%4$s]]></content:encoded></item>""".formatted(site, item.id(), item.title(), item.html());
    }

    /** Writes a feed that counts as fetched at {@link #MODIFIED}. */
    static Path write(Path file, String document) throws IOException {
        Files.write(file, document.getBytes(StandardCharsets.UTF_8));
        return Files.setLastModifiedTime(file, FileTime.from(MODIFIED));
    }
}
