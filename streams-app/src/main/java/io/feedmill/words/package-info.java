/**
 * A text as words, read once for all who ask what a text says. Pure functions of the text; the letters they fold are frozen
 * in a table, so that every Java version gives the same.
 */
package io.feedmill.words;
