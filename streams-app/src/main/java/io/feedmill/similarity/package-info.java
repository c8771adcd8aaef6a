/**
 * Whether a story is a copy of one seen before, on whatever site: an index of sketches, and the rule that compares two.
 * Pure, and deterministic for a sequence of stories: the same sequence gives the same answers.
 */
package io.feedmill.similarity;
