package io.feedmill.rules;

import java.util.Locale;

/**
 * Where an item comes from, as far as rules ask. Anything may be null.
 *
 * @param feedUrl the feed's URL as subscribed
 * @param siteHost the host of the feed's home page
 * @param generator the software that made the feed, as it names itself
 * @param language the language the feed declares (BCP 47), of which the first subtag is kept, in small letters
 * @param ruleSet the name of the set of rules that the subscription asks for
 */
public record Origin(String feedUrl, String siteHost, String generator, String language, String ruleSet) {

    /** Nothing is known of the feed. */
    public static final Origin UNKNOWN = new Origin(null, null, null, null, null);

    public Origin {
        int end = 0;
        while (language != null && end < language.length() && Character.isLetter(language.charAt(end))) {
            end++;
        }
        language = end == 0 ? language : language.substring(0, end).toLowerCase(Locale.ROOT);
    }
}
