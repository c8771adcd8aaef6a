package io.feedmill.strip;

/** The kinds of boilerplate. NOTICE, SIGNOFF, COPYRIGHT, IMAGE and DATE are read into fields before they are taken out. */
public enum Boilerplate {
    /** Syndication, correction, update and publication notices. */
    NOTICE,
    /** Credits of agencies, reporters and editors. */
    SIGNOFF,
    COPYRIGHT,
    /** "The post … appeared first on …", "Source link". */
    BACKLINK,
    /** Invitations to read on, and the marks of a cut text. */
    TEASER,
    /** Links to other stories. */
    RELATED,
    /** Subscribe, follow, donate, get the app. */
    PROMO,
    /** What belongs to the page and not to the story: players, share bars, placeholders. */
    WIDGET,
    AD,
    /** Captions and picture credits. */
    IMAGE,
    /** Datelines and time stamps. */
    DATE,
    COMMENT,
    /** Pixels that count readers. */
    TRACKING,
    /** What surrounds a press release, and disclaimers. */
    CORPORATE,
    /** What is left of markup: {@code ]]>}. */
    RESIDUE,
    /** The headline again. */
    DUPLICATE,
    /** What the feed repeats from item to item, and no rule knows. */
    LEARNED
}
