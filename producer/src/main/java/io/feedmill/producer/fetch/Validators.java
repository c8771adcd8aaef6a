package io.feedmill.producer.fetch;

/**
 * What a server gave to ask again with (RFC 9110, 8.8), sent back word for word.
 *
 * @param etag the header {@code ETag}; null for none
 * @param lastModified the header {@code Last-Modified}; null for none
 */
public record Validators(String etag, String lastModified) {

    /** To ask without conditions. */
    public static final Validators NONE = new Validators(null, null);
}
