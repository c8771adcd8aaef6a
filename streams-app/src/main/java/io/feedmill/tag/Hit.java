package io.feedmill.tag;

/** A phrase found in a zone, from one word to another, both included. */
record Hit(Entry entry, Zone zone, int first, int last) {

    Span span() {
        return zone.span(first, last);
    }

    /** Where it stands on the axis of all words of the story. */
    int position() {
        return zone.base() + first;
    }
}
