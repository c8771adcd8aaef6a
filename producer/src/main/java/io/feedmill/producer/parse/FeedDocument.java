package io.feedmill.producer.parse;

import java.time.Instant;

/**
 * A document as it was fetched.
 *
 * @param bytes the document, decompressed
 * @param contentType the value of the header {@code Content-Type}; null where there is none
 * @param url the feed's URL as subscribed, without credentials: {@code http:}, {@code https:}, {@code file:} or
 *     {@code stdin:}
 * @param baseUrl where the document was found in the end, after redirects: what relative links are relative to; null
 *     where that is not on the web
 * @param fetchedAt the items' event time
 */
public record FeedDocument(byte[] bytes, String contentType, String url, String baseUrl, Instant fetchedAt) {}
