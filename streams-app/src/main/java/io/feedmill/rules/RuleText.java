package io.feedmill.rules;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * A rule file as it was read.
 *
 * @param name how it is called in messages
 * @param text with line feeds alone between its lines, and no byte order mark, whatever the file has
 */
public record RuleText(String name, String text) {

    /** Normalises the ends of lines. */
    public RuleText {
        text = text.startsWith("\ufeff") ? text.substring(1) : text;
        text = text.indexOf('\r') < 0 ? text : text.replace("\r\n", "\n").replace('\r', '\n');
    }

    /** A file that comes with the program, beside a class. */
    public static RuleText beside(Class<?> neighbour, String name) {
        try (InputStream in = neighbour.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the rule file " + name + " is missing from the program");
            }
            return new RuleText(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("the rule file " + name + " cannot be read", e);
        }
    }
}
