package io.feedmill.producer.parse;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;

/** Addresses as people write them, made into addresses that can be opened (RFC 3986, leniently). */
public final class Urls {

    /** What is longer than this as written is no address. */
    static final int LONGEST = 4 * Limits.URL_CHARS;

    private static final Pattern AMPERSAND = Pattern.compile("&(?:amp|#0?38|#x26);", Pattern.CASE_INSENSITIVE);

    private Urls() {}

    /**
     * The address made absolute.
     *
     * @param base what it is relative to; null for nothing
     * @return null if it leads nowhere on the web: empty, not {@code http} or {@code https}, relative to nothing, or
     *     not an address
     */
    public static String absolute(String given, String base) {
        URI uri = resolved(given, base);
        return uri != null && isWeb(uri) ? uri.toString() : null;
    }

    /** The base that applies inside an element with this {@code xml:base}; the outer base where it is no use. */
    static String base(String given, String outer) {
        String inner = absolute(given, outer);
        return inner == null ? outer : inner;
    }

    /** The host in lower case and ASCII, without a final dot; null if there is none. */
    static String host(String url) {
        URI uri = resolved(url, null);
        if (uri == null || uri.getRawAuthority() == null) {
            return null;
        }
        String host = uri.getRawAuthority();
        host = host.substring(host.lastIndexOf('@') + 1);
        if (!host.startsWith("[")) {
            int colon = host.indexOf(':');
            host = colon < 0 ? host : host.substring(0, colon);
        }
        if (host.endsWith(".")) {
            host = host.substring(0, host.length() - 1);
        }
        try {
            host = java.net.IDN.toASCII(host, java.net.IDN.ALLOW_UNASSIGNED);
        } catch (IllegalArgumentException e) {
            // Not a name that DNS could hold: as it is, then.
        }
        return host.isEmpty() ? null : host.toLowerCase(Locale.ROOT);
    }

    private static URI resolved(String given, String base) {
        if (given == null || given.length() > LONGEST || given.isBlank()) {
            return null;
        }
        try {
            URI uri = new URI(escaped(unescaped(given.strip())));
            if (uri.isAbsolute() || base == null) {
                return uri;
            }
            URI from = new URI(escaped(unescaped(base)));
            return from.isOpaque() ? null : resolve(from, uri);
        } catch (URISyntaxException | IllegalArgumentException e) {
            return null;
        }
    }

    private static URI resolve(URI base, URI reference) throws URISyntaxException {
        URI from = base.getRawPath() == null || base.getRawPath().isEmpty() ? base.resolve("/") : base;
        String written = reference.toString();
        if (written.isEmpty() || written.startsWith("#") || written.startsWith("?")) {
            // java.net.URI drops the last path segment here; RFC 3986, 5.2.2 keeps it.
            String whole = from.toString();
            int end = whole.indexOf('#') < 0 ? whole.length() : whole.indexOf('#');
            if (written.startsWith("?") && whole.indexOf('?') >= 0) {
                end = Math.min(end, whole.indexOf('?'));
            }
            return new URI(whole.substring(0, end) + written);
        }
        URI to = from.resolve(reference);
        if (to.getRawPath() != null && to.getRawPath().startsWith("/../")) {
            String path = to.getRawPath();
            while (path.startsWith("/../")) {
                path = path.substring(3);
            }
            String query = to.getRawQuery() == null ? "" : "?" + to.getRawQuery();
            String fragment = to.getRawFragment() == null ? "" : "#" + to.getRawFragment();
            return new URI(to.getScheme() + "://" + to.getRawAuthority() + path + query + fragment);
        }
        return to;
    }

    private static boolean isWeb(URI uri) {
        return ("http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme()))
                && uri.getRawAuthority() != null;
    }

    /** The ampersands of an address that was made for HTML and then escaped once more, or put into CDATA. */
    private static String unescaped(String url) {
        return url.indexOf('&') < 0 ? url : AMPERSAND.matcher(url).replaceAll("&");
    }

    /** With what no address may hold percent-encoded: spaces, quotes, brackets outside a host, stray percent signs. */
    private static String escaped(String url) {
        StringBuilder escaped = null;
        int authorityEnd = authorityEnd(url);
        boolean fragment = false;
        for (int i = 0; i < url.length(); i++) {
            char c = url.charAt(i);
            boolean illegal = c <= ' '
                    || c == 0x7F
                    || "\"<>\\^`{|}".indexOf(c) >= 0
                    || (c == '%' && !isHex(url, i + 1))
                    || ((c == '[' || c == ']') && i >= authorityEnd)
                    || (c == '#' && fragment)
                    || c == 0xA0;
            fragment |= c == '#';
            if (!illegal) {
                if (escaped != null) {
                    escaped.append(c);
                }
                continue;
            }
            if (escaped == null) {
                escaped = new StringBuilder(url.length() + 16).append(url, 0, i);
            }
            if (c == '\n' || c == '\r' || c == '\t') {
                continue; // a line break in the middle of an address is the editor's, not the author's
            }
            escaped.append(c == 0xA0 ? "%C2%A0" : String.format(Locale.ROOT, "%%%02X", (int) c));
        }
        return escaped == null ? url : escaped.toString();
    }

    private static int authorityEnd(String url) {
        int start = url.indexOf("//");
        if (start < 0) {
            return 0;
        }
        for (int i = start + 2; i < url.length(); i++) {
            if ("/?#".indexOf(url.charAt(i)) >= 0) {
                return i;
            }
        }
        return url.length();
    }

    private static boolean isHex(String text, int at) {
        return at + 1 < text.length()
                && Character.digit(text.charAt(at), 16) >= 0
                && Character.digit(text.charAt(at + 1), 16) >= 0;
    }
}
