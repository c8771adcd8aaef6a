package io.feedmill.schemas;

/**
 * Where a topic is not as it would be made.
 *
 * @param topic its name
 * @param harmful whether a mill loses something, or cannot work, with the topic as it is
 * @param sentence what is different, what follows from it, and what to do
 */
public record TopicDifference(String topic, boolean harmful, String sentence) {}
