package io.feedmill.standalone.samples;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * What happens in the sample feeds and when, read from {@code scenario.yaml}.
 *
 * @param steps in the order of their time
 * @param stories all that the steps name, by id
 */
record Scenario(List<Step> steps, Map<String, Story> stories) {

    enum Act {
        NEW,
        REVISE,
        REPEAT
    }

    /**
     * One line of the table.
     *
     * @param at seconds since the scenario began; below zero: already listed when it begins
     * @param how for {@link Act#NEW} only: {@code from}, {@code title}, {@code first}, {@code local}
     */
    record Step(int at, SampleFeed feed, Act act, String story, Map<String, String> how) {}

    static Scenario bundled() {
        try (InputStream in = Scenario.class.getResourceAsStream("scenario.yaml")) {
            Object table = new Load(LoadSettings.builder().build()).loadFromInputStream(in);
            List<Step> steps = new ArrayList<>();
            Map<String, Story> stories = new LinkedHashMap<>();
            for (Object row : (List<?>) table) {
                Step step = step((Map<?, ?>) row);
                stories.computeIfAbsent(step.story(), Story::bundled);
                steps.add(step);
            }
            steps.sort(Comparator.comparingInt(Step::at));
            return new Scenario(List.copyOf(steps), stories);
        } catch (IOException e) {
            throw new UncheckedIOException("The bundled scenario.yaml cannot be read.", e);
        }
    }

    private static Step step(Map<?, ?> row) {
        Map<String, String> how = new LinkedHashMap<>();
        row.forEach((name, value) -> how.put(name.toString(), value.toString()));
        for (Act act : Act.values()) {
            String story = how.remove(act.name().toLowerCase(Locale.ROOT));
            if (story != null) {
                return new Step(
                        Integer.parseInt(how.remove("at")), SampleFeed.named(how.remove("feed")), act, story, how);
            }
        }
        throw new IllegalArgumentException("A line of scenario.yaml neither is new nor revises nor repeats: " + row);
    }

    /** The time of the last step, after which only the wire goes on. */
    Duration length() {
        return Duration.ofSeconds(steps.get(steps.size() - 1).at());
    }

    /** What the feed lists at a time, newest first. */
    List<Entry> listed(SampleFeed feed, Instant begun, Instant at) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        for (Step step : steps) {
            Instant time = begun.plusSeconds(step.at());
            // What was there before the beginning stays listed even if the clock goes back.
            boolean happened = step.at() <= 0 || !time.isAfter(at);
            if (happened && step.feed().equals(feed)) {
                entries.compute(step.story(), (story, before) -> after(step, time, before));
            }
        }
        return entries.values().stream()
                .sorted(Comparator.comparing(Entry::published).reversed())
                .toList();
    }

    private Entry after(Step step, Instant time, Entry before) {
        if ((before == null) != (step.act() == Act.NEW)) {
            throw new IllegalArgumentException("scenario.yaml: the step at " + step.at() + " s cannot " + step.act()
                    + " " + step.story() + " in " + step.feed().name() + ".");
        }
        return switch (step.act()) {
            case NEW -> published(step, time);
            case REVISE -> before.revised(time);
            case REPEAT -> before.repeated(time);
        };
    }

    private Entry published(Step step, Instant time) {
        Story story = stories.get(step.story());
        Map<String, String> how = step.how();
        List<String> paragraphs = new ArrayList<>(story.paragraphs());
        if (how.containsKey("first")) {
            paragraphs = new ArrayList<>(paragraphs.subList(0, Integer.parseInt(how.get("first"))));
        }
        if (how.containsKey("local")) {
            paragraphs.add(1, how.get("local"));
        }
        Story.Text text = new Story.Text(how.getOrDefault("title", story.headline()), List.copyOf(paragraphs));
        SampleFeed source = how.containsKey("from") ? SampleFeed.named(how.get("from")) : null;
        return new Entry(story, text, time, time, 0, source);
    }
}
