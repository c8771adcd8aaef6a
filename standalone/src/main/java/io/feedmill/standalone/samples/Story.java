package io.feedmill.standalone.samples;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * One invented story as its resource file tells it: lines of {@code name: value}, a blank line, paragraphs parted by
 * blank lines ({@code ## } begins a sub-heading, {@code [text](target)} is a link); after a line {@code ---} what a
 * later revision changes: {@code headline: …}, {@code 3: …} for the third paragraph, {@code +: …} for one at the end.
 *
 * @param id the file's name without its suffix; also the slug in links
 * @param meta {@code headline} and {@code section} always; {@code place}, {@code by}, {@code editor}, {@code caption},
 *     {@code credit}, {@code related} where the story has them
 * @param revision empty where the story is never revised
 */
record Story(String id, Map<String, String> meta, List<String> paragraphs, Map<String, String> revision) {

    /** A headline with its paragraphs, as one site prints them at one time. */
    record Text(String headline, List<String> paragraphs) {}

    Story {
        if (!meta.containsKey("headline") || !meta.containsKey("section") || paragraphs.isEmpty()) {
            throw new IllegalArgumentException("The sample story " + id + " needs a headline, a section and a text.");
        }
    }

    static Story bundled(String id) {
        String name = "stories/" + id + ".txt";
        try (InputStream in = Story.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalArgumentException("There is no bundled sample story " + name + ".");
            }
            return parse(id, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("The bundled sample story " + name + " cannot be read.", e);
        }
    }

    static Story parse(String id, String file) {
        String[] parts = file.strip().split("\n---\n", 2);
        String[] head = parts[0].split("\n\n", 2);
        List<String> paragraphs = head.length < 2
                ? List.of()
                : List.of(head[1].split("\n\n")).stream()
                        .map(paragraph -> paragraph.strip().replace('\n', ' '))
                        .toList();
        return new Story(id, fields(id, head[0]), paragraphs, parts.length < 2 ? Map.of() : fields(id, parts[1]));
    }

    private static Map<String, String> fields(String id, String lines) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String line : lines.strip().split("\n")) {
            String[] field = line.split(": ", 2);
            if (field.length < 2) {
                throw new IllegalArgumentException("The sample story " + id + " has a line without a name: " + line);
            }
            fields.put(field[0], field[1].strip());
        }
        return fields;
    }

    String meta(String name) {
        return meta.getOrDefault(name, "");
    }

    String headline() {
        return meta("headline");
    }

    /** Seven digits that stay with the story on every site, as an article's number does that slugs carry along. */
    long number() {
        CRC32 crc = new CRC32();
        crc.update(id.getBytes(StandardCharsets.UTF_8));
        return 1_000_000 + crc.getValue() % 9_000_000;
    }

    Text original() {
        return new Text(headline(), paragraphs);
    }

    /** {@code text} with this story's revision applied. */
    Text revised(Text text) {
        String headline = text.headline().equals(headline())
                ? revision.getOrDefault("headline", text.headline())
                : text.headline();
        List<String> revised = new ArrayList<>(text.paragraphs());
        revision.forEach((name, value) -> {
            if (name.equals("+")) {
                revised.add(value);
            } else if (!name.equals("headline")) {
                int index = text.paragraphs().indexOf(paragraphs.get(Integer.parseInt(name) - 1));
                if (index >= 0) {
                    revised.set(index, value);
                }
            }
        });
        return new Text(headline, List.copyOf(revised));
    }
}
