/** A location in, a document's bytes out: files, standard input, and the web without trusting any of it. */
package io.feedmill.producer.fetch;
