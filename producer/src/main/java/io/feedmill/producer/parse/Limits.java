package io.feedmill.producer.parse;

/** What a document, an item and a field may be at most. All of it comes from strangers. */
final class Limits {

    /** Of a document, decompressed. */
    static final int DOCUMENT_BYTES = 10 << 20;

    static final int ITEMS = 2_000;

    /** Of an item's content and, again, of its summary, in UTF-8: with both full, a record stays under 4 MB. */
    static final int CONTENT_BYTES = 1 << 20;

    static final int TITLE_BYTES = 4 << 10;
    static final int URL_CHARS = 2 << 10;
    static final int CATEGORIES = 64;
    static final int AUTHORS = 64;
    static final int MEDIA = 64;
    static final int EXTENSIONS = 64;
    static final int EXTENSION_BYTES = 16 << 10;

    /** Of names, dates and the like. */
    static final int WORDS_BYTES = 1 << 10;

    /** Of elements within each other. A 27 KB document of nothing but start tags overflows a default stack. */
    static final int DEPTH = 256;

    static final int ATTRIBUTES = 500;

    private Limits() {}

    /**
     * The longest start of the text that takes no more than so many bytes in UTF-8. A character is never cut in two.
     *
     * @return the text itself where it fits
     */
    static String cut(String text, int bytes) {
        if (text.length() <= bytes / 3) {
            return text;
        }
        int used = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean pair = Character.isHighSurrogate(c) && i + 1 < text.length();
            used += c < 0x80 ? 1 : c < 0x800 ? 2 : pair ? 4 : 3;
            if (used > bytes) {
                return text.substring(0, i);
            }
            if (pair) {
                i++;
            }
        }
        return text;
    }
}
