package io.feedmill.producer.fetch;

import java.time.Instant;

/** What became of an attempt to fetch a document. */
public sealed interface Fetched permits Fetched.Body, Fetched.NotModified, Fetched.Failed {

    /**
     * The document.
     *
     * @param bytes all of it, decompressed
     * @param contentType the header {@code Content-Type}; null where there is none
     * @param url where it was asked for, without credentials: what identifies the feed
     * @param finalUrl where it was found in the end; null where that is not on the web
     * @param fetchedAt when it was fetched; for a file, when it was last modified
     * @param validators to ask again with
     * @param movedTo where permanent redirects (301, 308), and none but those before them, lead; null if none did
     */
    record Body(
            byte[] bytes,
            String contentType,
            String url,
            String finalUrl,
            Instant fetchedAt,
            Validators validators,
            CacheHints hints,
            String movedTo)
            implements Fetched {}

    /**
     * It has not changed since. The validators are those to ask with next time.
     *
     * @param movedTo where permanent redirects lead; null if there were none
     */
    record NotModified(Validators validators, CacheHints hints, String movedTo) implements Fetched {}

    /**
     * It could not be had.
     *
     * @param message what happened, where, and what to do; holds no credentials
     * @param status the HTTP status; 0 where it did not come to one
     */
    record Failed(FailureKind kind, String message, int status, CacheHints hints) implements Fetched {}
}
