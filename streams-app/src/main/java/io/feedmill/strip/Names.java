package io.feedmill.strip;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/** The item's own headline and the site's own names, as templates know them. */
final class Names {
    private static final int MIN_CUT_TITLE = 12;
    private static final Pattern PARTS = Pattern.compile("[–—|»:«]| - ");

    private final String title;
    private final Set<String> sites = new HashSet<>();

    Names(String title, String siteTitle, String siteHost) {
        this.title = title == null ? "" : Fold.bare(title);
        if (siteTitle != null) {
            addSite(siteTitle);
            for (String part : PARTS.split(siteTitle, 12)) {
                addSite(part);
            }
        }
        if (siteHost != null) {
            String host = Walk.bareHost(siteHost);
            addSite(host);
            int dot = host.indexOf('.');
            if (dot > 0) {
                addSite(host.substring(0, dot));
            }
        }
    }

    private void addSite(String name) {
        String bare = Fold.bare(name);
        if (bare.length() > 1) {
            sites.add(bare);
        }
    }

    /** Whether these words are the headline, or the beginning of it that fitted. */
    boolean isTitle(String words) {
        String bare = Fold.bare(words);
        return !bare.isEmpty()
                && (bare.equals(title)
                        || bare.length() >= MIN_CUT_TITLE && title.startsWith(bare)
                        || title.length() >= MIN_CUT_TITLE
                                && bare.startsWith(title)
                                && bare.length() < title.length() + 40);
    }

    boolean isExactTitle(String words) {
        return !title.isEmpty() && Fold.bare(words).equals(title);
    }

    boolean isSite(String words) {
        return sites.contains(Fold.bare(words));
    }
}
