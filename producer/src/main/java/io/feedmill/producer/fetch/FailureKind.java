package io.feedmill.producer.fetch;

/** Why a feed could not be read. Each kind is counted by itself; the message beside it says the rest. */
public enum FailureKind {
    /** No such host, nobody listens there, or the connection broke. */
    UNREACHABLE,
    /** No answer, or not all of it, in the time given. */
    TIMEOUT,
    /** The server's certificate or its TLS is not to be trusted. */
    TLS,
    /** An address that is not on the public internet, or a scheme that is not fetched. */
    BLOCKED,
    /** Too many redirects, a redirect in a circle, or one that leads nowhere. */
    REDIRECT,
    /** An answer that says no: 4xx, 5xx, and what else is neither a document nor a redirect. */
    HTTP_STATUS,
    /** A document over the limit, decompressed. */
    TOO_LARGE,
    /** An answer that broke off, or is not compressed as it says. */
    INCOMPLETE,
    /** A file or folder that is missing, or that cannot be read. */
    FILE,
    /** A document that is something else than a feed. */
    NOT_A_FEED,
    /** A feed so broken that nothing in it can be read. */
    UNREADABLE
}
