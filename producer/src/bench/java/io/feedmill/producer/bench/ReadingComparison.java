package io.feedmill.producer.bench;

import com.rometools.rome.feed.synd.SyndEntry;
import com.rometools.rome.feed.synd.SyndFeed;
import com.rometools.rome.io.FeedException;
import com.rometools.rome.io.SyndFeedInput;
import com.rometools.rome.io.XmlReader;
import io.feedmill.avro.RawItem;
import io.feedmill.producer.parse.FeedDocument;
import io.feedmill.producer.parse.FeedParser;
import io.feedmill.producer.parse.ParsedFeed;
import io.feedmill.producer.parse.UnreadableFeedException;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Gives every document under some folders to Feedmill, to Rome alone, and to the peers whose command is named, and prints
 * what each made of them: as a table, or with {@code --differences} one line for each document of which Feedmill has less
 * of something than another, or with {@code --items} what Feedmill read, one line of JSON a document.
 *
 * <p>A peer is a command that reads paths, one a line, and writes for each a line of tab-separated fields: the path, and
 * how many items it has, dated, titled, linked, with text; nothing after the path if it could not read it.
 */
public final class ReadingComparison {

    private static final List<String> ENDINGS = List.of(".xml", ".rss", ".atom", ".rdf", ".json");
    private static final Instant NOW = Instant.parse("2026-11-23T00:00:00Z");

    private ReadingComparison() {}

    /** How many items a reader found, and how many of them have what. */
    record Read(int items, int dated, int titled, int linked, int withText) {

        static final Read NOTHING = new Read(0, 0, 0, 0, 0);

        Read plus(Read other) {
            return new Read(
                    items + other.items,
                    dated + other.dated,
                    titled + other.titled,
                    linked + other.linked,
                    withText + other.withText);
        }

        boolean hasLessThan(Read other) {
            return items < other.items
                    || dated < other.dated
                    || titled < other.titled
                    || linked < other.linked
                    || withText < other.withText;
        }
    }

    /**
     * @param args {@code --peer NAME=COMMAND} any number of times, {@code --differences} or {@code --items}, folders
     */
    public static void main(String[] args) throws IOException {
        Map<String, String> peers = new LinkedHashMap<>();
        List<Path> folders = new ArrayList<>();
        boolean differences = false;
        boolean items = false;
        for (int i = 0; i < args.length; i++) {
            switch (args[i]) {
                case "--peer" -> {
                    String[] peer = args[++i].split("=", 2);
                    peers.put(peer[0], peer[1]);
                }
                case "--differences" -> differences = true;
                case "--items" -> items = true;
                default -> folders.add(Path.of(args[i]));
            }
        }
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        List<Path> documents = documents(folders);
        if (items) {
            for (Path document : documents) {
                out.println(asJson(document));
            }
            return;
        }
        Map<String, Map<Path, Read>> read = new LinkedHashMap<>();
        read.put("Feedmill", new TreeMap<>());
        read.put("Rome", new TreeMap<>());
        for (Path document : documents) {
            byte[] bytes = Files.readAllBytes(document);
            read.get("Feedmill").put(document, feedmill(bytes));
            read.get("Rome").put(document, rome(bytes));
        }
        for (Map.Entry<String, String> peer : peers.entrySet()) {
            read.put(peer.getKey(), peer(peer.getValue(), documents));
        }
        // A document in which no reader finds an item says nothing about any of them.
        documents.removeIf(document ->
                read.values().stream().allMatch(by -> by.getOrDefault(document, Read.NOTHING).items == 0));
        if (differences) {
            differences(documents, read, out);
        } else {
            table(documents, read, out);
        }
    }

    static List<Path> documents(List<Path> folders) throws IOException {
        List<Path> documents = new ArrayList<>();
        for (Path folder : folders) {
            try (Stream<Path> files = Files.walk(folder)) {
                files.filter(Files::isRegularFile)
                        .filter(file -> ENDINGS.stream()
                                .anyMatch(file.toString().toLowerCase(Locale.ROOT)::endsWith))
                        .sorted()
                        .forEach(documents::add);
            }
        }
        return documents;
    }

    // ------------------------------------------------------------------ the readers

    static Read feedmill(byte[] bytes) {
        try {
            Read sum = Read.NOTHING;
            for (RawItem item : parsed(bytes).items()) {
                sum = sum.plus(item(
                        item.getPublished() != null || item.getUpdated() != null,
                        item.getTitle() != null,
                        item.getLink() != null,
                        item.getContentHtml() != null || item.getSummaryHtml() != null));
            }
            return sum;
        } catch (UnreadableFeedException e) {
            return Read.NOTHING;
        }
    }

    private static ParsedFeed parsed(byte[] bytes) throws UnreadableFeedException {
        String url = "http://127.0.0.1:8097/feed.xml"; // where the suite of feedparser serves its documents
        return FeedParser.parse(new FeedDocument(bytes, null, url, url, NOW));
    }

    static Read rome(byte[] bytes) {
        try {
            SyndFeed feed = new SyndFeedInput().build(new XmlReader(new ByteArrayInputStream(bytes)));
            Read sum = Read.NOTHING;
            for (SyndEntry entry : feed.getEntries()) {
                boolean text = entry.getDescription() != null
                        && entry.getDescription().getValue() != null
                        && !entry.getDescription().getValue().isBlank();
                sum = sum.plus(item(
                        entry.getPublishedDate() != null || entry.getUpdatedDate() != null,
                        says(entry.getTitle()),
                        says(entry.getLink()),
                        text || entry.getContents().stream().anyMatch(content -> says(content.getValue()))));
            }
            return sum;
        } catch (FeedException | IOException | RuntimeException e) {
            return Read.NOTHING;
        }
    }

    private static Map<Path, Read> peer(String command, List<Path> documents) throws IOException {
        Path list = Files.createTempFile("documents", ".txt");
        try {
            Files.write(list, documents.stream().map(Path::toString).toList());
            Process process = new ProcessBuilder(command.split(" "))
                    .redirectInput(list.toFile())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            Map<Path, Read> read = new TreeMap<>();
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    String[] field = line.split("\t");
                    if (field.length == 6) {
                        int[] n = Stream.of(field)
                                .skip(1)
                                .mapToInt(Integer::parseInt)
                                .toArray();
                        read.put(Path.of(field[0]), new Read(n[0], n[1], n[2], n[3], n[4]));
                    }
                }
            }
            return read;
        } finally {
            Files.delete(list);
        }
    }

    private static Read item(boolean dated, boolean titled, boolean linked, boolean withText) {
        return new Read(1, dated ? 1 : 0, titled ? 1 : 0, linked ? 1 : 0, withText ? 1 : 0);
    }

    private static boolean says(String text) {
        return text != null && !text.isBlank();
    }

    // ------------------------------------------------------------------ what is printed

    private static void table(List<Path> documents, Map<String, Map<Path, Read>> read, PrintStream out) {
        out.println("| of " + documents.size() + " documents | documents read | with all items | items | with a date"
                + " | a title | a link | a text |");
        out.println("|---|---|---|---|---|---|---|---|");
        for (Map.Entry<String, Map<Path, Read>> reader : read.entrySet()) {
            Read sum = Read.NOTHING;
            int some = 0;
            int all = 0;
            for (Path document : documents) {
                Read by = reader.getValue().getOrDefault(document, Read.NOTHING);
                sum = sum.plus(by);
                some += by.items > 0 ? 1 : 0;
                all += by.items >= most(document, read) ? 1 : 0;
            }
            out.printf(
                    Locale.ROOT,
                    "| %s | %d | %d (%.1f %%) | %d | %d | %d | %d | %d |%n",
                    reader.getKey(),
                    some,
                    all,
                    100.0 * all / Math.max(1, documents.size()),
                    sum.items,
                    sum.dated,
                    sum.titled,
                    sum.linked,
                    sum.withText);
        }
    }

    private static int most(Path document, Map<String, Map<Path, Read>> read) {
        return read.values().stream()
                .mapToInt(by -> by.getOrDefault(document, Read.NOTHING).items)
                .max()
                .orElse(0);
    }

    private static void differences(List<Path> documents, Map<String, Map<Path, Read>> read, PrintStream out) {
        for (Path document : documents) {
            Read ours = read.get("Feedmill").get(document);
            read.forEach((name, by) -> {
                Read theirs = by.getOrDefault(document, Read.NOTHING);
                if (ours.hasLessThan(theirs)) {
                    out.println(document + "\t" + ours + "\t" + name + " " + theirs);
                }
            });
        }
    }

    private static String asJson(Path document) throws IOException {
        String path = "\"path\":\"" + document + "\"";
        try {
            ParsedFeed parsed = parsed(Files.readAllBytes(document));
            return "{" + path + ",\"feed\":" + parsed.feed() + ",\"items\":" + parsed.items() + "}";
        } catch (UnreadableFeedException e) {
            return "{" + path + "}";
        }
    }
}
