package io.feedmill.strip;

/**
 * A block of the story that was kept.
 *
 * @param level 1 to 6 for a heading, the depth from 1 for a list item, else 0
 * @param text never empty; lines within it (a line break, preformatted text) are separated by {@code \n}
 */
public record Block(Kind kind, int level, String text) {

    /** What the block is to a reader. A row's cells are joined by {@code " | "}. */
    public enum Kind {
        PARAGRAPH,
        HEADING,
        LIST_ITEM,
        QUOTE,
        PREFORMATTED,
        TABLE_ROW
    }
}
