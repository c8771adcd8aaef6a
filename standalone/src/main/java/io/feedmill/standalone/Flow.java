package io.feedmill.standalone;

import io.feedmill.avro.EnrichedItem;
import io.feedmill.avro.ItemOutcome;
import io.feedmill.avro.OutcomeKind;
import io.feedmill.avro.Relation;
import io.feedmill.avro.RemovedBlock;
import io.feedmill.avro.Span;
import io.feedmill.avro.Topic;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Shows a person what becomes of each item, and the funnel below it: redrawn in place on a terminal, else from time to
 * time. Thread-safe.
 */
final class Flow {
    private static final int REMEMBERED_TITLES = 5_000;
    private static final int EVENTS_BETWEEN_FUNNELS = 10;
    private static final long NANOS_BETWEEN_FUNNELS = 5_000_000_000L;
    private static final int MOST_HELD = 500;

    /** An item before what it is a copy of would be hard to follow. */
    private static final Comparator<Result> STORIES_FIRST = Comparator.comparing(
                    (Result result) -> result.outcome().getEff())
            .thenComparing(result -> result.outcome().getKind());

    private static final int SHOWN_REMOVED = 4;
    private static final int SHOWN_TOPICS = 4;
    private static final int SHOWN_EVIDENCE = 3;
    private static final String INDENT = " ".repeat(10);

    private final PrintStream out;
    private final boolean redraws;
    private final boolean colours;
    private final int columns;
    private final Funnel funnel = new Funnel();
    private final Map<String, String> titles = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > REMEMBERED_TITLES;
        }
    };
    private final List<Result> held = new ArrayList<>();
    private int eventsSinceFunnel;
    private long lastFunnel = System.nanoTime();

    Flow(Console console) {
        out = console.out();
        redraws = console.outIsTerminal();
        colours = redraws && console.colours();
        columns = Math.max(60, console.columns());
    }

    /** Takes what became of one raw record. It is shown at the next pause, in the mill's order. */
    synchronized void add(Result result) {
        held.add(result);
        if (held.size() >= MOST_HELD) {
            showHeld();
        }
    }

    /** Shows a line between the stories, such as that of a feed that failed. */
    synchronized void note(String message) {
        eraseFunnel();
        out.println(padded("feed") + styled(visible(message), "31"));
        if (redraws) {
            showFunnel();
        }
        out.flush();
    }

    /** Lets something else write on the screen in between. */
    synchronized void aside(Runnable writing) {
        eraseFunnel();
        out.flush();
        writing.run();
        if (redraws) {
            showFunnel();
        }
    }

    /** To be called when nothing more is there for now. */
    synchronized void pause() {
        showHeld();
        boolean late = System.nanoTime() - lastFunnel > NANOS_BETWEEN_FUNNELS;
        if (!redraws && eventsSinceFunnel > 0 && late) {
            showFunnel();
        }
        out.flush();
    }

    /** To be called last. */
    synchronized void end() {
        showHeld();
        eraseFunnel();
        out.println(funnel);
        out.flush();
    }

    private void showHeld() {
        if (held.isEmpty()) {
            return;
        }
        eraseFunnel();
        held.sort(STORIES_FIRST);
        held.forEach(this::show);
        held.clear();
        if (redraws) {
            showFunnel();
        }
    }

    private void show(Result result) {
        ItemOutcome outcome = result.outcome();
        EnrichedItem item = result.item();
        funnel.count(outcome.getKind());
        String title = item == null ? outcome.getTitle() : item.getTitle();
        line(label(outcome.getKind()), title == null || title.isEmpty() ? "(no headline)" : title, "1");
        if (item == null) {
            line("", outcome.getReason(), "2");
        } else {
            showItem(outcome, item);
            titles.put(item.getItemId(), item.getTitle());
        }
        eventsSinceFunnel++;
        if (!redraws && eventsSinceFunnel >= EVENTS_BETWEEN_FUNNELS) {
            showFunnel();
        }
    }

    private void showItem(ItemOutcome outcome, EnrichedItem item) {
        line(
                "",
                "%s · %s · %d words".formatted(item.getFeed().getSiteId(), item.getLanguage(), item.getWordCount()),
                "2");
        if (outcome.getKind() == OutcomeKind.REVISED) {
            line("changed", change(item), null);
        }
        if (item.getRelation() != null) {
            line("relation", relation(item.getRelation()), null);
        }
        if (!item.getRemoved().isEmpty()) {
            line("stripped", removed(item.getRemoved()), null);
        }
        if (!item.getTopics().isEmpty()) {
            line("about", topics(item.getTopics()), null);
        }
        if (item.getTopics().isEmpty() && !item.getPlaces().isEmpty()) {
            line("about", item.getPlaces().get(0).getName(), null);
        }
    }

    private static String change(EnrichedItem item) {
        String revision = "revision " + item.getRevision();
        return item.getChange() == null ? revision : revision + ", " + History.changes(item.getChange());
    }

    private String relation(Relation relation) {
        String of = titles.getOrDefault(relation.getCanonicalItemId(), relation.getCanonicalItemId());
        return "%s \"%s\": %s".formatted(asWords(relation.getKind()), shortened(of, 60), relation.getEvidence());
    }

    private static String asWords(String kind) {
        switch (kind) {
            case "same":
                return "the same as";
            case "near":
                return "nearly the same as";
            default:
                return kind + " from";
        }
    }

    private static String removed(List<RemovedBlock> removed) {
        List<String> parts = new ArrayList<>();
        for (RemovedBlock each : removed.subList(0, Math.min(SHOWN_REMOVED, removed.size()))) {
            parts.add("%s \"%s\"".formatted(each.getClass$(), shortened(each.getText(), 40)));
        }
        if (removed.size() > SHOWN_REMOVED) {
            parts.add("and %d more".formatted(removed.size() - SHOWN_REMOVED));
        }
        return String.join(", ", parts);
    }

    private static String topics(List<Topic> topics) {
        List<String> parts = new ArrayList<>();
        for (Topic each : topics.subList(0, Math.min(SHOWN_TOPICS, topics.size()))) {
            Set<String> words = new LinkedHashSet<>();
            each.getEvidence().stream()
                    .map(Span::getPhrase)
                    .limit(SHOWN_EVIDENCE)
                    .forEach(words::add);
            parts.add(words.isEmpty() ? each.getName() : each.getName() + " (" + String.join(", ", words) + ")");
        }
        return String.join("; ", parts);
    }

    private static String label(OutcomeKind kind) {
        return switch (kind) {
            case ENRICHED -> "new";
            case REVISED -> "revised";
            case REPEATED -> "repeated";
            case COPY -> "copy";
            case REJECTED -> "rejected";
            case UNKNOWN -> "?";
        };
    }

    /** One line, as wide as the screen at most where there is one. */
    private void line(String label, String text, String style) {
        String clean = visible(text);
        String shown = redraws ? shortened(clean, columns - INDENT.length() - 1) : clean;
        out.println(padded(label) + styled(shown, style));
    }

    private String styled(String text, String style) {
        return colours && style != null ? "\u001b[" + style + "m" + text + "\u001b[0m" : text;
    }

    private static String padded(String label) {
        return (label + INDENT).substring(0, INDENT.length());
    }

    private void showFunnel() {
        eventsSinceFunnel = 0;
        lastFunnel = System.nanoTime();
        if (redraws) {
            out.print(shortened(funnel.toString(), columns - 1));
            out.flush();
        } else {
            line("", "[" + funnel + "]", null);
        }
    }

    private void eraseFunnel() {
        if (redraws) {
            out.print("\r\u001b[K");
        }
    }

    /** Text from outside must not steer the terminal. */
    static String visible(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints().forEach(c -> clean.appendCodePoint(Character.isISOControl(c) || isSteering(c) ? ' ' : c));
        return clean.toString();
    }

    /** Bidirectional overrides and isolates, and line separators. */
    private static boolean isSteering(int c) {
        return c >= 0x202A && c <= 0x202E || c >= 0x2066 && c <= 0x2069 || c == 0x2028 || c == 0x2029;
    }

    static String shortened(String text, int length) {
        String one = visible(text).strip();
        if (one.codePointCount(0, one.length()) <= length) {
            return one;
        }
        return one.substring(0, one.offsetByCodePoints(0, length - 1)) + "…";
    }
}
