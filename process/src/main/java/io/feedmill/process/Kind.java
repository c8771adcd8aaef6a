package io.feedmill.process;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What values a setting can have, and how people write them.
 *
 * @param name the type, for the reference
 * @param range what is allowed, for the reference; empty for everything
 * @param reader makes a value of its text, or throws {@link IllegalArgumentException} with what is expected instead
 */
public record Kind<T>(String name, String range, Function<String, T> reader) {

    private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})(ms|s|m|h|d)");
    private static final Pattern BYTES = Pattern.compile("([0-9]{1,9})(B|KB|MB|GB)?");

    public static Kind<String> text() {
        return new Kind<>("text", "", text -> text);
    }

    /** A whole number. */
    public static Kind<Integer> number(int least, int most) {
        String range = least + " to " + most;
        return new Kind<>("number", range, text -> {
            try {
                int value = Integer.parseInt(text.strip());
                if (value >= least && value <= most) {
                    return value;
                }
            } catch (NumberFormatException e) {
                // The same answer as for a number out of range.
            }
            throw new IllegalArgumentException("a number from " + range);
        });
    }

    public static Kind<Boolean> bool() {
        return new Kind<>("true or false", "", text -> switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("true or false");
        });
    }

    /** A time with its unit: {@code 500ms}, {@code 30s}, {@code 5m}, {@code 2h}, {@code 14d}. */
    public static Kind<Duration> duration(Duration least, Duration most) {
        String range = text(least) + " to " + text(most);
        return new Kind<>("time", range, text -> {
            Matcher matcher = DURATION.matcher(text.strip());
            if (matcher.matches()) {
                Duration value = duration(Long.parseLong(matcher.group(1)), matcher.group(2));
                if (value.compareTo(least) >= 0 && value.compareTo(most) <= 0) {
                    return value;
                }
            }
            throw new IllegalArgumentException("a time from " + range + ", such as 500ms, 30s, 5m, 2h or 14d");
        });
    }

    /** As {@link #duration}, or {@code forever}, which is read as null. */
    public static Kind<Duration> durationOrForever(Duration least) {
        Kind<Duration> time = duration(least, Duration.ofDays(36_500));
        return new Kind<>("time", "from " + text(least) + ", or forever", text -> {
            if (text.strip().equals("forever")) {
                return null;
            }
            try {
                return time.reader.apply(text);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "forever, or a time of " + text(least) + " or more, such as 12h or 14d", e);
            }
        });
    }

    /** An amount of data: {@code 512KB}, {@code 10MB}; a unit is 1,024 times the one before it. */
    public static Kind<Integer> bytes(int least, int most) {
        String range = sized(least) + " to " + sized(most);
        return new Kind<>("size", range, text -> {
            Matcher matcher = BYTES.matcher(text.strip());
            if (matcher.matches()) {
                long unit = switch (matcher.group(2) == null ? "B" : matcher.group(2)) {
                    case "KB" -> 1L << 10;
                    case "MB" -> 1L << 20;
                    case "GB" -> 1L << 30;
                    default -> 1L;
                };
                long value = Long.parseLong(matcher.group(1)) * unit;
                if (value >= least && value <= most) {
                    return (int) value;
                }
            }
            throw new IllegalArgumentException("a size from " + range + ", such as 512KB or 10MB");
        });
    }

    /** An address of the web. */
    public static Kind<URI> url() {
        return new Kind<>("URL", "http or https", text -> {
            try {
                URI uri = new URI(text.strip());
                if (uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
                    return uri;
                }
            } catch (URISyntaxException e) {
                // The same answer as for another scheme.
            }
            throw new IllegalArgumentException("a URL such as http://registry:8081");
        });
    }

    /** Any number of texts, with commas between them; in the file also as a list. */
    public static Kind<List<String>> list() {
        return new Kind<>(
                "list",
                "",
                text -> Arrays.stream(text.split(","))
                        .map(String::strip)
                        .filter(each -> !each.isEmpty())
                        .toList());
    }

    /** One of a few words. */
    public static Kind<String> oneOf(String... words) {
        String range = String.join(", ", words);
        return new Kind<>("word", range, text -> {
            if (List.of(words).contains(text.strip())) {
                return text.strip();
            }
            throw new IllegalArgumentException("one of " + range);
        });
    }

    private static Duration duration(long number, String unit) {
        return switch (unit) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }

    /** A time as {@link #duration} reads it, in the largest unit that fits. */
    public static String text(Duration time) {
        long millis = time.toMillis();
        for (String unit : List.of("d", "h", "m", "s")) {
            long length = duration(1, unit).toMillis();
            if (millis != 0 && millis % length == 0) {
                return millis / length + unit;
            }
        }
        return millis + "ms";
    }

    private static String sized(int bytes) {
        for (int shift = 30; shift > 0; shift -= 10) {
            if (bytes >> shift << shift == bytes && bytes != 0) {
                return (bytes >> shift) + List.of("", "KB", "MB", "GB").get(shift / 10);
            }
        }
        return Integer.toString(bytes);
    }
}
