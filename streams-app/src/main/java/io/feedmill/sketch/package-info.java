/**
 * A text as a small fingerprint: minima of the shingles of its words, by which copies are found whatever headline, cuts and
 * local lines they have. Pure functions of the words.
 */
package io.feedmill.sketch;
