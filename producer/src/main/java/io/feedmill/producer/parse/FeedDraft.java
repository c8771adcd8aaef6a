package io.feedmill.producer.parse;

import io.feedmill.avro.Feed;
import io.feedmill.schemas.Ids;
import java.time.DayOfWeek;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** A feed while it is read. The first value that says something stays. */
final class FeedDraft {

    private static final int DAY_MINUTES = 24 * 60;

    final List<ItemDraft> items = new ArrayList<>();
    private String format;
    private String title;
    private String site;
    private String self;
    private String language;
    private String generator;
    private Duration timeToLive;
    private Duration updatePeriod;
    private int updateFrequency = 1;
    private final Set<Integer> skipHours = new TreeSet<>();
    private final Set<Integer> skipDays = new TreeSet<>();

    void format(String name) {
        format = name;
    }

    String format() {
        return format;
    }

    void title(String plain) {
        title = first(title, plain, Limits.TITLE_BYTES);
    }

    /** @param url the absolute address of the home page; null for none */
    void site(String url) {
        site = first(site, url, Limits.URL_CHARS);
    }

    /** @param url the absolute address that the feed says it has; null for none */
    void self(String url) {
        self = first(self, url, Limits.URL_CHARS);
    }

    void language(String tag) {
        language = first(language, tag == null ? null : tag.replace('_', '-'), Limits.WORDS_BYTES);
    }

    void generator(String name) {
        generator = first(generator, PlainText.folded(name), Limits.WORDS_BYTES);
    }

    /** @param minutes as written */
    void timeToLive(String minutes) {
        String digits = minutes.strip();
        if (digits.matches("[0-9]{1,6}") && Integer.parseInt(digits) > 0) {
            timeToLive = Duration.ofMinutes(Math.min(Integer.parseInt(digits), DAY_MINUTES));
        }
    }

    /** @param name {@code hourly} to {@code yearly} */
    void updatePeriod(String name) {
        updatePeriod = switch (name.strip().toLowerCase(Locale.ROOT)) {
            case "hourly" -> Duration.ofHours(1);
            case "daily", "weekly", "monthly", "yearly" -> Duration.ofMinutes(DAY_MINUTES);
            default -> null;
        };
    }

    /** @param times how often in the period, as written */
    void updateFrequency(String times) {
        if (times.strip().matches("[0-9]{1,3}")) {
            updateFrequency = Math.max(1, Integer.parseInt(times.strip()));
        }
    }

    /** @param hour as written; 24 is midnight */
    void skipHour(String hour) {
        if (hour.strip().matches("[01]?[0-9]|2[0-4]")) {
            skipHours.add(Integer.parseInt(hour.strip()) % 24);
        }
    }

    /** @param day its English name */
    void skipDay(String day) {
        try {
            skipDays.add(DayOfWeek.valueOf(day.strip().toUpperCase(Locale.ROOT)).getValue());
        } catch (IllegalArgumentException e) {
            // No day that we know.
        }
    }

    /** What relative links are relative to, where the document was not found on the web. */
    String base() {
        return self != null ? self : site;
    }

    FeedHints hints() {
        Duration updateEvery = updatePeriod == null ? null : updatePeriod.dividedBy(updateFrequency);
        return new FeedHints(timeToLive, updateEvery, skipHours, skipDays);
    }

    Feed finish(String url) {
        String siteId = Sites.of(site, url.startsWith("http") ? url : null, self);
        String scheme = url.substring(0, url.indexOf(':'));
        return Feed.newBuilder()
                .setId(Ids.feedId(url))
                .setUrl(url)
                .setTitle(title)
                .setSite(site)
                .setSiteId(siteId != null ? siteId : scheme + "-" + Ids.feedId(url))
                .setLanguage(language)
                .setGenerator(generator)
                .build();
    }

    private static String first(String before, String now, int limit) {
        return before != null || now == null || now.isBlank() ? before : Limits.cut(now.strip(), limit);
    }
}
