package io.feedmill.process;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/**
 * Whether a process is live and ready, in the sense of whoever runs it: not live means that starting it again would help,
 * not ready that it does not do its work now. While it starts, waits, rebalances or restores it is live. Thread-safe.
 */
public final class Health {

    private final List<Supplier<String>> live = new CopyOnWriteArrayList<>();
    private final List<Supplier<String>> ready = new CopyOnWriteArrayList<>();
    private final Map<String, Supplier<Object>> details = new LinkedHashMap<>();
    private volatile String stage = "it has just been started";

    /**
     * What a probe is told.
     *
     * @param ok whether there are no reasons against it
     * @param reasons why not, each a clause for a person
     * @param details what else may be of use, by name
     */
    public record Answer(boolean ok, List<String> reasons, Map<String, Object> details) {}

    /**
     * Says how far the start has come; while this is said, the process is not ready.
     *
     * @param what such as "it waits for Kafka at localhost:9092"; null once it has started
     */
    public void stage(String what) {
        stage = what;
    }

    /** Adds a check. It is asked at each probe, by any thread, and answers null, or why the process cannot go on. */
    public void live(Supplier<String> check) {
        live.add(check);
    }

    /** Adds a check. It is asked at each probe, by any thread, and answers null, or why the process does not work now. */
    public void ready(Supplier<String> check) {
        ready.add(check);
    }

    /** Adds something that probes show: text, numbers, or lists and maps of them. */
    public void detail(String name, Supplier<Object> value) {
        synchronized (details) {
            details.put(name, value);
        }
    }

    public Answer isLive() {
        return answer(reasons(live));
    }

    public Answer isReady() {
        List<String> reasons = reasons(live);
        String now = stage;
        if (now != null) {
            reasons.add(now);
        } else {
            reasons.addAll(reasons(ready));
        }
        return answer(reasons);
    }

    private Answer answer(List<String> reasons) {
        Map<String, Object> shown = new LinkedHashMap<>();
        synchronized (details) {
            details.forEach((name, value) -> {
                try {
                    shown.put(name, value.get());
                } catch (RuntimeException e) {
                    shown.put(name, "cannot be told: " + e.getClass().getSimpleName());
                }
            });
        }
        return new Answer(reasons.isEmpty(), List.copyOf(reasons), shown);
    }

    private static List<String> reasons(List<Supplier<String>> checks) {
        List<String> reasons = new ArrayList<>();
        for (Supplier<String> check : checks) {
            try {
                String reason = check.get();
                if (reason != null) {
                    reasons.add(reason);
                }
            } catch (RuntimeException e) {
                reasons.add("a check failed: " + e);
            }
        }
        return reasons;
    }
}
