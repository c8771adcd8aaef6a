package io.feedmill.process;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps a label from having more than so many values: those that come later are all called "other". Thread-safe. */
public final class Bounded {

    private static final String OTHER = "other";
    private static final int LONGEST = 60;

    private final int most;
    private final Set<String> known = ConcurrentHashMap.newKeySet();

    public Bounded(int most) {
        this.most = most;
    }

    public String label(String value) {
        if (value == null || value.isEmpty()) {
            return "none";
        }
        if (known.contains(value)) {
            return value;
        }
        if (known.size() >= most || value.length() > LONGEST) {
            return OTHER;
        }
        known.add(value);
        return value;
    }
}
