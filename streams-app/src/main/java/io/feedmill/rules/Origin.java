package io.feedmill.rules;

/**
 * Where an item comes from, as far as rules ask. Anything may be null.
 *
 * @param feedUrl the feed's URL as subscribed
 * @param siteHost the host of the feed's home page
 * @param generator the software that made the feed, as it names itself
 * @param language the language the feed declares (BCP 47)
 * @param ruleSet the name of the set of rules that the subscription asks for
 */
public record Origin(String feedUrl, String siteHost, String generator, String language, String ruleSet) {

    /** Nothing is known of the feed. */
    public static final Origin UNKNOWN = new Origin(null, null, null, null, null);
}
