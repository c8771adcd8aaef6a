package io.feedmill.producer.parse;

/**
 * A feed that a web page leads to.
 *
 * @param url absolute
 * @param title what the page calls it; null if it does not say
 * @param isDeclared whether the page says that it is a feed ({@code link rel="alternate"}); else it only looks like one
 */
public record FeedLink(String url, String title, boolean isDeclared) {}
