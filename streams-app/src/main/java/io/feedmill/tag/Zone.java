package io.feedmill.tag;

import io.feedmill.words.Words;
import java.util.ArrayList;
import java.util.List;

/**
 * A field of a story, in words.
 *
 * @param name as in {@link Span#zone()}
 * @param tokens the words
 * @param base where its words begin on the axis of all words of the story; zones are far apart on it
 * @param ledeEnd how many of the words are the lede; 0 in all zones but the text
 */
record Zone(String name, Tokens tokens, int base, int ledeEnd) {

    static final String TITLE = "title";
    static final String TEXT = "text";
    static final String DATELINE = "dateline";
    static final String CATEGORY = "category";
    static final String FEED = "feed";

    private static final int APART = 1000;
    private static final int LEDE_AT_LEAST = 20;
    private static final int LEDE_AT_MOST = 60;
    private static final int MAX_CATEGORIES = 32;
    private static final int MAX_CATEGORY_LENGTH = 200;

    /** The zones of a story; of the categories the first {@value #MAX_CATEGORIES} that are not overlong. */
    static List<Zone> of(Story story) {
        List<Zone> zones = new ArrayList<>();
        int base = add(zones, TITLE, Tokens.of(story.title()), APART);
        base = add(zones, TEXT, Tokens.ofProse(story.words()), base);
        if (story.dateline() != null) {
            base = add(zones, DATELINE, Tokens.ofProse(Words.of(story.dateline())), base);
        }
        int categories = 0;
        for (String category : story.categories()) {
            if (category.length() <= MAX_CATEGORY_LENGTH && categories++ < MAX_CATEGORIES) {
                base = add(zones, CATEGORY, Tokens.of(category), base);
            }
        }
        return zones;
    }

    private static int add(List<Zone> zones, String name, Tokens tokens, int base) {
        zones.add(new Zone(name, tokens, base, name.equals(TEXT) ? ledeEnd(tokens) : 0));
        return base + tokens.size() + APART;
    }

    /** The paragraphs that together have {@value #LEDE_AT_LEAST} words, but no more than {@value #LEDE_AT_MOST} words. */
    private static int ledeEnd(Tokens tokens) {
        int end = Math.min(LEDE_AT_LEAST, tokens.size());
        while (end < tokens.size() && end < LEDE_AT_MOST) {
            if (tokens.paragraphEnds(end)) {
                break;
            }
            end++;
        }
        return end;
    }

    /** One past its last word, on the axis of all words. */
    int end() {
        return base + tokens.size();
    }

    boolean lede(int token) {
        return token < ledeEnd;
    }

    /** How many times what it is worth a phrase counts there that begins with this word. */
    int factor(int token) {
        return switch (name) {
            case TITLE -> 3;
            case CATEGORY -> 2;
            default -> lede(token) ? 2 : 1;
        };
    }

    /** Whether the phrase ends in letters with stops, as "U.S." does, so that the last stop belongs to it. */
    private boolean abbreviation(int firstToken, int lastToken) {
        int end = tokens.end(lastToken);
        return firstToken < lastToken
                && end - tokens.start(lastToken) == 1
                && tokens.text.charAt(tokens.start(lastToken) - 1) == '.'
                && end < tokens.text.length()
                && tokens.text.charAt(end) == '.';
    }

    Span span(int firstToken, int lastToken) {
        int start = tokens.start(firstToken);
        int end = tokens.end(lastToken);
        if (abbreviation(firstToken, lastToken)) {
            end++;
        }
        boolean placed = name.equals(TITLE) || name.equals(TEXT) || name.equals(DATELINE);
        return new Span(name, placed ? start : -1, placed ? end : -1, tokens.text.substring(start, end));
    }
}
