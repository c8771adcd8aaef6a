/**
 * Whether two raw items are versions of one item, and whether a reader would see a difference. Pure functions: what is
 * remembered of earlier items is handed in.
 */
package io.feedmill.identity;
