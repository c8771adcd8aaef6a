package io.feedmill.strip;

/** How long a text is to a reader, and how to make it shorter without breaking it. */
final class Lengths {
    private static final int MAX_SUMMARY = 300;
    private static final int MIN_SUMMARY = 80;

    private static final byte OTHER = 0;
    private static final byte LETTER = 1;
    /** Says as much as a word does. */
    private static final byte DENSE = 2;

    private static final byte UNSPACED = 3;
    private static final byte MARK = 4;
    /** The first half of a character beyond the BMP. */
    private static final byte PAIR = 5;
    /** May stand within a word. */
    private static final byte JOINER = 6;

    private static final byte[] SORTS = sorts();

    private Lengths() {}

    /** The text, or as much of its beginning as fits, never half a surrogate pair. */
    static String cut(String text, int max) {
        if (text.length() <= max) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(max - 1)) ? max - 1 : max);
    }

    /**
     * Words of {@code text[from, to)}. Letters and digits joined by an apostrophe, a hyphen, a point or a comma are one
     * word. Han and Kana count one for each character, as word processors do; the scripts of South-East Asia that set no
     * spaces count one for each four letters, about their mean.
     */
    static int words(String text, int from, int to) {
        char[] chars = new char[to - from];
        text.getChars(from, to, chars, 0);
        return words(chars, 0, chars.length);
    }

    /** Likewise. */
    static int words(char[] text, int from, int to) {
        int words = 0;
        int unspaced = 0;
        int inWord = 0;
        for (int i = from; i < to; i++) {
            char c = text[i];
            int sort = SORTS[c];
            if (sort <= LETTER) {
                words += sort & ~inWord;
                inWord = sort;
                continue;
            }
            switch (sort) {
                case JOINER -> inWord &= isJoined(text, i, to) ? 1 : 0;
                case DENSE -> {
                    words++;
                    inWord = 0;
                }
                case UNSPACED -> {
                    unspaced += Character.isLetter(c) ? 1 : 0;
                    inWord = 0;
                }
                case PAIR -> {
                    int point = Character.codePointAt(text, i, to);
                    i += i + 1 < to ? Character.charCount(point) - 1 : 0;
                    boolean dense = Character.isIdeographic(point);
                    boolean letter = !dense && Character.isLetterOrDigit(point);
                    words += dense || letter && inWord == 0 ? 1 : 0;
                    inWord = letter ? 1 : 0;
                }
                default -> {} // a mark belongs to what it stands on
            }
        }
        return words + (unspaced + 3) / 4;
    }

    static int words(String text) {
        return words(text, 0, text.length());
    }

    /** Whether the word goes on after the joiner at {@code i}: "Russia's", "U.S.-led". */
    private static boolean isJoined(char[] text, int i, int to) {
        int next = i + 1;
        if (next < to && SORTS[text[next]] == JOINER) {
            next++;
        }
        return next < to && Character.isLetterOrDigit(text[next]);
    }

    private static byte[] sorts() {
        byte[] sorts = new byte[Character.MAX_VALUE + 1];
        for (int i = 0; i < sorts.length; i++) {
            sorts[i] = sort((char) i);
        }
        return sorts;
    }

    private static byte sort(char c) {
        if ("'-.,’‑·".indexOf(c) >= 0) {
            return JOINER;
        }
        if (c >= 0x2E80 && c <= 0x9FFF && Character.isLetter(c) || c >= 0xF900 && c <= 0xFAFF) {
            return DENSE;
        }
        if (c >= 0x0E00 && c <= 0x0EFF || c >= 0x1000 && c <= 0x109F || c >= 0x1780 && c <= 0x17FF) {
            return UNSPACED;
        }
        if (Character.isHighSurrogate(c)) {
            return PAIR;
        }
        if (Character.isLetterOrDigit(c)) {
            return LETTER;
        }
        int type = Character.getType(c);
        boolean mark = type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK
                || type == Character.FORMAT;
        return mark ? MARK : OTHER;
    }

    /** At most 300 characters: whole sentences if that leaves 80 characters, else whole words and an ellipsis. */
    static String summary(String text) {
        String line = text.replace('\n', ' ');
        if (line.length() <= MAX_SUMMARY) {
            return line;
        }
        int sentence = lastSentenceEnd(line, MAX_SUMMARY);
        if (sentence >= MIN_SUMMARY) {
            return line.substring(0, sentence);
        }
        int word = line.lastIndexOf(' ', MAX_SUMMARY - 1);
        String start = word >= MIN_SUMMARY ? line.substring(0, word) : cut(line, MAX_SUMMARY - 1);
        int end = start.length();
        while (end > 0 && ",;:-–—".indexOf(start.charAt(end - 1)) >= 0 || end > 0 && start.charAt(end - 1) == ' ') {
            end--;
        }
        return start.substring(0, end) + "…";
    }

    /** The end of the last sentence that ends within the first {@code max} characters, or -1. */
    static int lastSentenceEnd(String text, int max) {
        for (int i = Math.min(max, text.length()) - 1; i > 0; i--) {
            char c = text.charAt(i);
            if (c == '。' || c == '！' || c == '？' || c == '।') {
                return i + 1;
            }
            if (c == '.' || c == '!' || c == '?' || c == '؟') {
                int end = i + 1;
                while (end < text.length() && end < max && "\"'”’»)]".indexOf(text.charAt(end)) >= 0) {
                    end++;
                }
                boolean followed = end == text.length() || text.charAt(end) == ' ';
                if (followed && (c != '.' || endsWord(text, i))) {
                    return end;
                }
            }
        }
        return -1;
    }

    /** Whether the point at {@code dot} ends a sentence rather than an abbreviation such as "Mr." or "U.S.". */
    private static boolean endsWord(String text, int dot) {
        int start = dot;
        while (start > 0 && Character.isLetter(text.charAt(start - 1))) {
            start--;
        }
        if (dot - start == 0) {
            return true;
        }
        boolean capitalised = Character.isUpperCase(text.charAt(start));
        boolean afterPoint = start > 0 && text.charAt(start - 1) == '.';
        return dot - start >= (capitalised ? 4 : 3) && !afterPoint;
    }
}
