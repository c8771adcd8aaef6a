package io.feedmill.strip;

import java.util.List;

/**
 * Ways back that the text ends with: a link to the item's own page, under whatever sign or words, one to the front page of
 * its site, addresses of the site set out bare, and the headline with the site's name and a few words in whatever language, as
 * "The post … first appeared on …" is one.
 */
final class OwnPages {
    private static final int MOST_WORDS = 12;
    /** Of the headline and the site's name together, with what is between them. */
    private static final int LONGEST = 400;

    private final Galley galley;
    private final List<Piece> pieces;
    private final String page;
    private final String site;

    OwnPages(Galley galley) {
        this.galley = galley;
        pieces = galley.kept();
        page = galley.article.link() == null ? "" : page(galley.article.link());
        site = galley.site;
    }

    void take() {
        if (site.isEmpty() || galley.isOff(BuiltIn.OWN_PAGES)) {
            return;
        }
        int story = 0;
        while (story < pieces.size() && !pieces.get(story).isProse(Galley.LEDE_WORDS)) {
            story++;
        }
        for (int i = pieces.size() - 1; i > story && isWayBack(pieces.get(i)); i--) {
            galley.take(pieces.get(i), BuiltIn.OWN_PAGES, null);
        }
    }

    private boolean isWayBack(Piece piece) {
        if (piece.kind != Block.Kind.PARAGRAPH || piece.guarded) {
            return false;
        }
        String text = piece.kept();
        if (text.length() <= LONGEST && galley.names.wordsBesideTitleAndSite(text) <= MOST_WORDS) {
            return true;
        }
        if (piece.words() > MOST_WORDS) {
            return false;
        }
        if (text.startsWith("http") && text.indexOf(' ') < 0) {
            return isOnSite(text);
        }
        String target = onlyLink(piece);
        return target != null
                && isOnSite(target)
                && (isFrontPage(target) || page(target).equals(page));
    }

    /** Where the one link leads outside of which no letters are; null if there is none. */
    private static String onlyLink(Piece piece) {
        String target = null;
        for (Piece.Mark mark : piece.marks) {
            if (!mark.isLink() || mark.end() <= piece.from || mark.start() >= piece.to) {
                continue;
            }
            String outside = piece.text.substring(piece.from, Math.max(piece.from, mark.start()))
                    + piece.text.substring(Math.min(piece.to, mark.end()), piece.to);
            if (target != null || !Fold.bare(outside).isEmpty()) {
                return null;
            }
            target = mark.href();
        }
        return target;
    }

    private boolean isOnSite(String href) {
        return Address.isOn(site, href);
    }

    static boolean isFrontPage(String href) {
        return page(href).indexOf('/') < 0;
    }

    private static String page(String url) {
        String page = Address.page(url);
        return page.startsWith("www.") ? page.substring(4) : page;
    }
}
