package io.feedmill.producer.parse;

import org.apache.hc.client5.http.psl.PublicSuffixMatcher;
import org.apache.hc.client5.http.psl.PublicSuffixMatcherLoader;

/** Which site a feed belongs to: the key under which its items are ordered and compared. */
public final class Sites {

    /** The Public Suffix List with its private part: two blogs of one host are two sites. */
    private static final PublicSuffixMatcher SUFFIXES = PublicSuffixMatcherLoader.getDefault();

    private Sites() {}

    /**
     * The registrable domain of the first of these addresses that has a host, such as {@code example.co.uk}; the host
     * itself where it has no such domain ({@code localhost}, an IP address, a public suffix).
     *
     * @return null if none has a host
     */
    public static String of(String... urls) {
        for (String url : urls) {
            String host = Urls.host(url);
            if (host != null) {
                return registrable(host);
            }
        }
        return null;
    }

    private static String registrable(String host) {
        boolean address = host.startsWith("[") || host.matches("[0-9.]{1,15}");
        if (address || host.indexOf('.') < 0) {
            return host;
        }
        try {
            String root = SUFFIXES.getDomainRoot(host);
            return root == null ? host : root;
        } catch (IllegalArgumentException e) {
            return host; // no name that DNS could hold, such as one with two dots in a row
        }
    }
}
