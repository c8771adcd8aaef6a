package io.feedmill.producer.parse;

import java.util.Set;

/** The namespaces that feeds speak. */
final class Names {

    static final String ATOM = "http://www.w3.org/2005/Atom";
    static final String ATOM_03 = "http://purl.org/atom/ns#";
    static final String CONTENT = "http://purl.org/rss/1.0/modules/content/";
    static final String DC = "http://purl.org/dc/elements/1.1/";
    static final String DCTERMS = "http://purl.org/dc/terms/";
    static final String ITUNES = "http://www.itunes.com/dtds/podcast-1.0.dtd";
    static final String PRISM = "http://prismstandard.org/namespaces/";
    static final String MEDIA = "http://search.yahoo.com/mrss/";
    static final String RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
    static final String SYNDICATION = "http://purl.org/rss/1.0/modules/syndication/";
    static final String XHTML = "http://www.w3.org/1999/xhtml";

    /** RSS elements have no namespace, by the specification; these are what makers give them all the same. */
    private static final Set<String> RSS = Set.of(
            "",
            "http://purl.org/rss/1.0/",
            "http://purl.org/net/rss1.1#",
            "http://my.netscape.com/rdf/simple/0.9/",
            "http://channel.netscape.com/rdf/simple/0.9/",
            "http://backend.userland.com/rss",
            "http://backend.userland.com/rss2",
            "http://backend.userland.com/rss091",
            "http://blogs.law.harvard.edu/tech/rss",
            "http://cyber.law.harvard.edu/rss/rss.html",
            "http://www.rssboard.org/rss-specification");

    private Names() {}

    static boolean isRss(String namespace) {
        return RSS.contains(namespace);
    }

    /** Whether this is an Atom 1.0 namespace, with the slips that occur in the wild. */
    static boolean isAtom(String namespace) {
        return namespace.equals(ATOM)
                || namespace.equals(ATOM + "/")
                || namespace.equalsIgnoreCase("https://www.w3.org/2005/Atom")
                || namespace.equalsIgnoreCase(ATOM);
    }

    /** Whether this is Media RSS: its namespace is written in four ways. */
    static boolean isMedia(String namespace) {
        return namespace.startsWith("http://search.yahoo.com/mrss")
                || namespace.startsWith("https://search.yahoo.com/mrss")
                || namespace.startsWith("http://www.rssboard.org/media-rss");
    }

    static boolean isItunes(String namespace) {
        return namespace.equalsIgnoreCase(ITUNES) || namespace.equalsIgnoreCase("https" + ITUNES.substring(4));
    }

    static boolean isDc(String namespace) {
        return namespace.startsWith("http://purl.org/dc/elements/1.") || namespace.equals(DCTERMS);
    }

    static boolean isItem(String localName) {
        return localName.equalsIgnoreCase("item") || localName.equalsIgnoreCase("entry");
    }
}
