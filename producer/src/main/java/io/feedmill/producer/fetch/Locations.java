package io.feedmill.producer.fetch;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What people write to name a feed: {@code https://…}, a path, {@code file:…}, or {@code -} for standard input. */
public final class Locations {

    private static final List<String> ENDINGS = List.of(".xml", ".rss", ".atom", ".json", ".rdf");

    private Locations() {}

    /**
     * The feeds that a location stands for: for a folder, its files that end in {@code .xml}, {@code .rss}, {@code
     * .atom}, {@code .json} or {@code .rdf}, sorted by name, without those of folders in it; else the location itself.
     *
     * @return the location itself also for a folder without such files, or one that cannot be read: reading it says so
     */
    public static List<String> expand(String location) {
        Path path = path(location);
        if (path == null || !Files.isDirectory(path)) {
            return List.of(location);
        }
        try (Stream<Path> files = Files.list(path)) {
            List<String> feeds = files.filter(Files::isRegularFile)
                    .filter(Locations::isFeed)
                    .map(Path::toString)
                    .sorted()
                    .toList();
            return feeds.isEmpty() ? List.of(location) : feeds;
        } catch (IOException e) {
            return List.of(location);
        }
    }

    /**
     * The URL that identifies the feed at a location: without credentials; {@code file:} with the whole path for a file;
     * {@code stdin:} for {@code -}.
     */
    public static String url(String location) {
        if (location.equals("-")) {
            return "stdin:";
        }
        Path path = path(location);
        return path == null
                ? withoutCredentials(location)
                : path.toAbsolutePath().normalize().toUri().toString();
    }

    /** The file or folder that a location names; null where it names something else. */
    static Path path(String location) {
        if (location.equals("-") || isWeb(location)) {
            return null;
        }
        try {
            return location.startsWith("file:") ? Path.of(URI.create(location)) : Path.of(location);
        } catch (IllegalArgumentException | java.nio.file.FileSystemNotFoundException e) {
            return null;
        }
    }

    /** Whether a location is an address that is fetched with HTTP. */
    public static boolean isWeb(String location) {
        return location.regionMatches(true, 0, "http://", 0, 7) || location.regionMatches(true, 0, "https://", 0, 8);
    }

    /** The location with the user's name and password left out, for every eye but the server's. */
    public static String withoutCredentials(String location) {
        int start = location.indexOf("://");
        if (start < 0) {
            return location;
        }
        int end = start + 3;
        while (end < location.length() && "/?#".indexOf(location.charAt(end)) < 0) {
            end++;
        }
        int at = location.lastIndexOf('@', end - 1);
        return at < start ? location : location.substring(0, start + 3) + location.substring(at + 1);
    }

    private static boolean isFeed(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return ENDINGS.stream().anyMatch(name::endsWith);
    }
}
