/**
 * A text as a small fingerprint: tokens, and minima of their shingles, by which copies are found whatever headline, cuts
 * and local lines they have. Pure functions of the text; the letters they fold are frozen in a table, so that every
 * Java version gives the same.
 */
package io.feedmill.sketch;
