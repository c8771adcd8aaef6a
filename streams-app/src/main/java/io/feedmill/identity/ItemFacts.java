package io.feedmill.identity;

/**
 * What identity may know of a raw item. All but {@code siteId} and {@code feedId} may be null.
 *
 * @param siteId the site; items of different sites are never one item
 * @param feedId the feed
 * @param guid the id the feed gave it
 * @param guidShared whether other items of the same document have that id too
 * @param link absolute
 * @param linkShared whether other items of the same document have that link too
 * @param siteLink the site's home page: no item's own link
 * @param title plain text
 * @param content HTML, content or summary
 */
public record ItemFacts(
        String siteId,
        String feedId,
        String guid,
        boolean guidShared,
        String link,
        boolean linkShared,
        String siteLink,
        String title,
        String content) {}
