/** Tells the story from the boilerplate around it. */
package io.feedmill.strip;
