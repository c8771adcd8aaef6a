package io.feedmill.tag;

/**
 * Words that earned a tag, and where they stand.
 *
 * @param zone {@code title}, {@code text} or {@code dateline}, whose offsets count in that string; {@code category} or
 *     {@code feed}, which have none
 * @param start the first UTF-16 code unit, from 0; -1 where there are no offsets
 * @param end one past the last; -1 where there are no offsets
 * @param phrase the words as the story has them; for a subscriber's topic its code
 */
public record Span(String zone, int start, int end, String phrase) {}
