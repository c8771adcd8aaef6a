/** Feeds in, raw items out: schedule, fetch, parse, publish. */
package io.feedmill.producer;
