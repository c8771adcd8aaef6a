package io.feedmill.strip;

import io.feedmill.rules.Origin;

/**
 * What a feed said of one story, as far as stripping cares. Any of it may be null.
 *
 * @param title the headline as plain text
 * @param siteTitle the feed's own title
 * @param siteHost the host of the feed's home page
 * @param link the item's link: relative addresses are resolved against it, and it tells our host from others
 * @param language the language the feed declares (BCP 47); templates leave {@code en} untouched, so it is only a hint
 * @param generator the software that made the feed
 * @param contentHtml the text, as HTML, as plain text, escaped once too often, or with the residue of CDATA
 * @param summaryHtml the summary, likewise; it is the text where there is no content
 * @param feedUrl the feed's URL as subscribed
 * @param ruleSet the name of the set of rules that the subscription asks for
 */
public record Article(
        String title,
        String siteTitle,
        String siteHost,
        String link,
        String language,
        String generator,
        String contentHtml,
        String summaryHtml,
        String feedUrl,
        String ruleSet) {

    /** An article of a feed of which no more is known. */
    public Article(
            String title,
            String siteTitle,
            String siteHost,
            String link,
            String language,
            String generator,
            String contentHtml,
            String summaryHtml) {
        this(title, siteTitle, siteHost, link, language, generator, contentHtml, summaryHtml, null, null);
    }

    /** The same with nothing but the summary. */
    Article summaryAlone() {
        return new Article(title, siteTitle, siteHost, link, language, generator, null, summaryHtml, feedUrl, ruleSet);
    }

    Origin origin() {
        return new Origin(feedUrl, siteHost, generator, language, ruleSet);
    }
}
