/** What a feed repeats from item to item, so that boilerplate goes for which nobody wrote a rule. */
package io.feedmill.strip.learned;
