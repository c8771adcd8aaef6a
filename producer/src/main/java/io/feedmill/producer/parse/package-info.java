/** A document's bytes in, the feed and its items out, whatever state the document is in. */
package io.feedmill.producer.parse;
