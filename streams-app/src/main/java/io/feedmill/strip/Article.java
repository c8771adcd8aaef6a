package io.feedmill.strip;

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
 */
public record Article(
        String title,
        String siteTitle,
        String siteHost,
        String link,
        String language,
        String generator,
        String contentHtml,
        String summaryHtml) {}
