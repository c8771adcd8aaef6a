/** What a story is about: its language, IPTC Media Topics with evidence, places and organisations. */
package io.feedmill.tag;
