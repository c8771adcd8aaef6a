/** Invented feeds of eight makers, served offline, in which within minutes everything happens that a mill is for. */
package io.feedmill.standalone.samples;
