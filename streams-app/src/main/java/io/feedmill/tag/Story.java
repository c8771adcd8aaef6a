package io.feedmill.tag;

import io.feedmill.rules.Origin;
import io.feedmill.words.Words;
import java.util.List;
import java.util.function.Supplier;

/**
 * What the tagger reads of an item, after stripping.
 *
 * @param title the headline as plain text; null counts as empty
 * @param words of the paragraphs of the story joined by an empty line
 * @param dateline the place it was filed from, as written; null if it does not say
 * @param declaredLanguage the language the feed or the item declares, as written; null if none
 * @param categories the publisher's categories as written
 * @param feedTitle the feed's own title; null if it has none
 * @param feedTopics IPTC Media Topics codes that the subscriber gave to all items of the feed
 * @param origin tells where the item is from; asked only where users have switched something off
 */
public record Story(
        String title,
        Words words,
        String dateline,
        String declaredLanguage,
        List<String> categories,
        String feedTitle,
        List<String> feedTopics,
        Supplier<Origin> origin) {

    /** Replaces a null title by the empty string and null lists by empty ones. */
    public Story {
        title = title == null ? "" : title;
        categories = categories == null ? List.of() : List.copyOf(categories);
        feedTopics = feedTopics == null ? List.of() : List.copyOf(feedTopics);
    }

    /** A story of which it is not known where it is from; a null text counts as empty. */
    public Story(
            String title,
            String text,
            String dateline,
            String declaredLanguage,
            List<String> categories,
            String feedTitle,
            List<String> feedTopics) {
        this(
                title,
                Words.of(text == null ? "" : text),
                dateline,
                declaredLanguage,
                categories,
                feedTitle,
                feedTopics,
                () -> Origin.UNKNOWN);
    }

    String text() {
        return words.text();
    }
}
