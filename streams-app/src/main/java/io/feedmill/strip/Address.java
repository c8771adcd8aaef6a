package io.feedmill.strip;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import org.jsoup.internal.StringUtil;

/** Addresses of links and pictures. */
final class Address {
    private static final int MAX_LENGTH = 2_048;

    private Address() {}

    /**
     * The address made absolute; null if it is not one that is safe to open.
     *
     * @param mail whether that of a mailbox is
     */
    static String safe(String given, String base, boolean mail) {
        String url = given.strip();
        if (url.isEmpty() || url.length() > MAX_LENGTH || url.charAt(0) == '#') {
            return null;
        }
        StringBuilder clean = null;
        for (int i = 0; i < url.length(); i++) {
            char c = url.charAt(i);
            if (c <= ' ' || c == 0x7f || c == '\\' || c == '<' || c == '>' || c == '"') {
                if (clean == null) {
                    clean = new StringBuilder(url.substring(0, i));
                }
                if (c == ' ') {
                    clean.append("%20");
                } else if (c > ' ' && c != 0x7f) {
                    clean.append('%').append(Integer.toHexString(c));
                }
            } else if (clean != null) {
                clean.append(c);
            }
        }
        url = clean == null ? url : clean.toString();
        if (isWeb(url)) {
            return url;
        }
        if (url.regionMatches(true, 0, "mailto:", 0, 7)) {
            return mail ? url : null;
        }
        String resolved = hasScheme(url) ? "" : StringUtil.resolve(base, url);
        return isWeb(resolved) ? resolved : null;
    }

    static boolean isWeb(String url) {
        return url.regionMatches(true, 0, "http://", 0, 7) && url.length() > 7
                || url.regionMatches(true, 0, "https://", 0, 8) && url.length() > 8;
    }

    private static boolean hasScheme(String url) {
        for (int i = 0; i < url.length(); i++) {
            char c = url.charAt(i);
            if (c == ':') {
                return true;
            }
            if (c == '/' || c == '?' || c == '#') {
                return false;
            }
        }
        return false;
    }

    /** The host of an absolute address in lower case without {@code www.}; empty if there is none. */
    static String host(String url) {
        if (url == null) {
            return "";
        }
        String plain = plainHost(url);
        if (plain != null) {
            return bareHost(plain);
        }
        try {
            String host = new URI(url).getHost();
            return host == null ? "" : bareHost(host);
        } catch (URISyntaxException e) {
            int from = url.indexOf("//") + 2;
            int to = from;
            while (to < url.length() && "/?#:".indexOf(url.charAt(to)) < 0) {
                to++;
            }
            return from < 2 ? "" : bareHost(url.substring(from, to));
        }
    }

    /** The host of a web address that is written as nearly all are; null if it takes more to find it. */
    private static String plainHost(String url) {
        int from = url.startsWith("https://") ? 8 : url.startsWith("http://") ? 7 : url.length();
        int to = from;
        int label = from;
        for (char before = '.'; to < url.length() && "/?#".indexOf(url.charAt(to)) < 0; to++) {
            char c = url.charAt(to);
            boolean isLetter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
            if (!isLetter && !(c >= '0' && c <= '9') && !((c == '.' || c == '-') && before != '.' && before != '-')) {
                return null;
            }
            label = c == '.' ? to + 1 : label;
            before = c;
        }
        boolean ends = to > label && Character.isLetter(url.charAt(label)) && url.charAt(to - 1) != '-';
        return ends ? url.substring(from, to) : null;
    }

    /** Whether an address is on a host, on one below it, or on one that it is below. */
    static boolean isOn(String site, String url) {
        String host = host(url);
        return !host.isEmpty() && (host.equals(site) || host.endsWith('.' + site) || site.endsWith('.' + host));
    }

    static String bareHost(String host) {
        String lower = host.toLowerCase(Locale.ROOT);
        return lower.startsWith("www.") ? lower.substring(4) : lower;
    }

    /** An address without its scheme, query, fragment and last slash. */
    static String page(String url) {
        int from = url.indexOf("://") + 1;
        from = from == 0 ? 0 : from + 2;
        int to = from;
        while (to < url.length() && url.charAt(to) != '?' && url.charAt(to) != '#') {
            to++;
        }
        return url.substring(from, to > from && url.charAt(to - 1) == '/' ? to - 1 : to);
    }
}
