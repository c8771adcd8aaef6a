package io.feedmill.process;

import java.util.List;

/**
 * A metric that a process exports, declared once: dashboards and rules refer to no other.
 *
 * @param name as Prometheus sees it, with its unit, and with {@code _total} for counters
 * @param labels the names of its labels; each has few values
 * @param quiet whether it is natural that a healthy process shows no series of it, because nothing has happened yet
 * @param doc what it says, in a sentence
 */
public record Metric(String name, Type type, List<String> labels, boolean quiet, String doc) {

    /** Prometheus' types. */
    public enum Type {
        COUNTER,
        GAUGE,
        HISTOGRAM,
        INFO
    }

    public Metric {
        labels = List.copyOf(labels);
        boolean ends = name.endsWith(
                type == Type.COUNTER
                        ? "_total"
                        : type == Type.INFO ? "_info" : type == Type.HISTOGRAM ? "_seconds" : "");
        if (!ends || !name.matches("feedmill_[a-z_]{1,60}")) {
            throw new IllegalArgumentException(name);
        }
    }

    /** The name that the client library wants: it adds what the type asks for. */
    String base() {
        return name.replaceFirst("_(total|info)$", "");
    }

    public static Metric counter(String name, List<String> labels, boolean quiet, String doc) {
        return new Metric(name, Type.COUNTER, labels, quiet, doc);
    }

    public static Metric gauge(String name, List<String> labels, boolean quiet, String doc) {
        return new Metric(name, Type.GAUGE, labels, quiet, doc);
    }

    public static Metric histogram(String name, List<String> labels, boolean quiet, String doc) {
        return new Metric(name, Type.HISTOGRAM, labels, quiet, doc);
    }

    public static Metric info(String name, List<String> labels, String doc) {
        return new Metric(name, Type.INFO, labels, false, doc);
    }
}
