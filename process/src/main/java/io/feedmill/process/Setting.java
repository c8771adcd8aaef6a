package io.feedmill.process;

import java.util.Locale;

/**
 * One thing that can be set, declared once: in the file by its key, in the environment by {@link #variable()}, on the
 * command line by {@link #flag()}.
 *
 * @param key words with hyphens, in sections with dots: {@code http.port}
 * @param standard the text of the value where nothing is set; null where there is none
 * @param secret whether it is never shown, and never taken from the command line, which others can see
 * @param doc one or two sentences for the reference, the first in half a line
 */
public record Setting<T>(String key, Kind<T> kind, String standard, boolean secret, String doc) {

    static final String PREFIX = "FEEDMILL_";

    /** Behind a key or variable: the name of a file that holds the value. */
    static final String FILE = ".file";

    public Setting {
        if (!key.matches("[a-z0-9]+([.-][a-z0-9]+){0,9}")) {
            throw new IllegalArgumentException(key);
        }
        if (standard != null) {
            kind.reader().apply(standard); // a wrong default is found by any test
        }
    }

    public static <T> Setting<T> of(String key, Kind<T> kind, String standard, String doc) {
        return new Setting<>(key, kind, standard, false, doc);
    }

    public static Setting<String> secret(String key, String doc) {
        return new Setting<>(key, Kind.text(), null, true, doc);
    }

    /** The variable of the environment: {@code FEEDMILL_HTTP_PORT}. */
    public String variable() {
        return variable(key);
    }

    /** The option of the command line: {@code --http-port}; without the section where that is Kafka's. */
    public String flag() {
        return "--" + (key.startsWith("kafka.") ? key.substring("kafka.".length()) : key).replace('.', '-');
    }

    /** The first part of the key. */
    public String section() {
        int dot = key.indexOf('.');
        return dot < 0 ? key : key.substring(0, dot);
    }

    static String variable(String key) {
        return PREFIX + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }
}
