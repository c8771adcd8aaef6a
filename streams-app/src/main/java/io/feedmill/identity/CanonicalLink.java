package io.feedmill.identity;

import java.net.IDN;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Links without what does not say which page they lead to. Knows the tracking parameters of the common advertising,
 * mailing and analytics services, AMP, mobile hosts and redirects that carry their target.
 */
public final class CanonicalLink {

    private static final Pattern LINK = Pattern.compile("(?i)(https?)://([^/?#]{1,300})([^?#]*)(\\?[^#]*)?(#.*)?");

    /** Parameters that only say who sent the reader. Lower case. */
    private static final Set<String> TRACKING = Set.of(
            "_branch_match_id",
            "_hsenc",
            "_hsmi",
            "__hsfp",
            "__hssc",
            "__hstc",
            "_openstat",
            "at_campaign",
            "at_medium",
            "cmp",
            "cmpid",
            "dclid",
            "fbclid",
            "ftag",
            "gbraid",
            "gclid",
            "gclsrc",
            "guccounter",
            "hsctatracking",
            "icid",
            "igsh",
            "igshid",
            "ito",
            "jsessionid",
            "mc_cid",
            "mc_eid",
            "mkt_tok",
            "msclkid",
            "ncid",
            "ns_campaign",
            "ns_mchannel",
            "ns_source",
            "ocid",
            "oly_anon_id",
            "oly_enc_id",
            "phpsessid",
            "rb_clickid",
            "s_cid",
            "sc_cid",
            "smid",
            "soc_src",
            "soc_trk",
            "srsltid",
            "taid",
            "ttclid",
            "twclid",
            "vero_conv",
            "vero_id",
            "wbraid",
            "wickedid",
            "wprss",
            "wt.mc_id",
            "xtor",
            "yclid",
            "ysclid");

    private static final List<String> TRACKING_PREFIXES =
            List.of("utm_", "mtm_", "pk_", "piwik_", "matomo_", "hsa_", "fb_", "itm_", "guce_");

    /** Parameters that name the sender where their value is the site itself, or says that it is a feed. */
    private static final Set<String> SENDERS = Set.of(
            "ref",
            "source",
            "from",
            "src",
            "via",
            "mod",
            "partner",
            "emc",
            "origin",
            "medium",
            "channel",
            "traffic_source");

    private static final Pattern A_FEED = Pattern.compile("(?:rss|feed|atom)(?:[_.-][a-z0-9_.-]{0,60})?");

    /**
     * Fragments that say nothing of the page. Others may: a page of a day has an anchor for each of its items, and feeds
     * link to those.
     */
    private static final Pattern IDLE_FRAGMENT = Pattern.compile(
            "#(?:|top|content|main|comments?|respond|disqus_thread|:~:.*|(?:utm_|at_|xtor=|echobox=|ref=|intcid|ftag).*)",
            Pattern.CASE_INSENSITIVE);

    /** Hosts that pass the reader on to where a parameter says. */
    private static final Pattern PASSES_ON = Pattern.compile(
            "(?:l|lm|out|go|exit|click|clicks|redirect|redir|away|href)\\..{1,300}|(?:www\\.)?google\\.[a-z.]{2,7}|t\\.umblr\\.com"
                    + "|(?:www\\.)?youtube\\.com|steamcommunity\\.com|slack-redir\\.net");

    /** Paths that do, on any host. */
    private static final Pattern PASSING_ON = Pattern.compile(
            "(?:.{0,300}/)?(?:redirect|redir|out|go|goto|click|exit|away|leave|jump|apiclick|l|url)(?:\\.(?:php|aspx?|html?))?/?",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern TARGET = Pattern.compile(
            "(?:^|[?&])(?:u|url|q|z|to|target|dest|destination|goto|redirect|redirect_url|link)=(https?(?::|%3A)[^&]{1,2000})",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern YAHOO_TARGET =
            Pattern.compile(".{0,300}/RU=(https?%3A[^/]{1,2000})(?:/.{0,300})?", Pattern.CASE_INSENSITIVE);
    private static final Pattern AMP_CACHE =
            Pattern.compile("/(?:amp/)?(?:[cv]/)?(s/)?([a-z0-9.-]{1,200}\\.[a-z]{2,20}/.*)", Pattern.CASE_INSENSITIVE);

    private static final Pattern GOOGLE = Pattern.compile("(?:www\\.)?google\\.[a-z.]{2,7}");
    private static final Pattern VARIANT = Pattern.compile("(?:www\\d?|m|mobile|touch|amp)\\.");
    private static final Pattern HTTP_PORT = Pattern.compile(":80$");
    private static final Pattern HTTPS_PORT = Pattern.compile(":443$");
    private static final Pattern LAST_POINT = Pattern.compile("\\.$");
    private static final Pattern SESSION = Pattern.compile("(?i);(?:jsessionid|phpsessid)=[^/;]{0,200}");

    /** What all of the next four have in them. */
    private static final Pattern MAY_BE_RENDITION = Pattern.compile("(?i)[/.~](?:amp|print|index)");

    private static final Pattern RENDITION_STEP = Pattern.compile("(?i)/(?:amp|print)/?$");
    private static final Pattern AMP_FIRST_STEP = Pattern.compile("(?i)^/amp/(?=[^/])");
    private static final Pattern AMP_FILE = Pattern.compile("(?i)[.~]amp(?=(?:\\.html?)?$)");
    private static final Pattern INDEX_FILE = Pattern.compile("(?i)/index\\.(?:html?|php)$");
    private static final Pattern LAST_SLASH = Pattern.compile("/$");

    /** How a page is shown: for a telephone, for paper, all of it at once. */
    private static final Pattern RENDITION = Pattern.compile("(?i)amp(?:=1?|=true)?|m=[01]|mobile=(?:1|true)"
            + "|(?:outputType|output|view|format|mode)=(?:amp|print)|print(?:=1?|=true|=yes)?|print(?:able|erfriendly)=(?:1|true|yes)"
            + "|page=(?:1|all|full)|singlepage=(?:1|true)|showall=(?:1|true)");

    private static final Pattern YOUTUBE = Pattern.compile("(?:(?:music\\.)?youtube\\.com|youtube-nocookie\\.com)");
    private static final Pattern VIDEO_STEP = Pattern.compile("/(?:shorts|embed|live|v|e)/([A-Za-z0-9_-]{11})/?");
    private static final Pattern VIDEO_PARAMETER = Pattern.compile("v=([A-Za-z0-9_-]{11})");
    private static final Pattern VIDEO = Pattern.compile("/([A-Za-z0-9_-]{11})/?");

    private CanonicalLink() {}

    /**
     * The link to open and to show: without tracking parameters and idle fragments. Null for null; a link that is not http or
     * https is given back as it is.
     */
    public static String clean(String link) {
        Parts parts = Parts.of(link);
        return parts == null ? link : parts.text(parts.scheme, parts.host, parts.path, parts.query);
    }

    /**
     * What two links of the same page have in common. Not for opening: the scheme is gone, and the host stands for its
     * mobile and AMP variants. Null for null and for anything but http and https.
     */
    public static String comparable(String link) {
        Parts parts = Parts.of(link);
        if (parts == null) {
            return null;
        }
        String host = plainHost(parts.host);
        String video = video(host, parts);
        if (video != null) {
            return "youtube.com/watch?v=" + video;
        }
        String path = parts.path;
        if (MAY_BE_RENDITION.matcher(path).find()) {
            path = RENDITION_STEP.matcher(path).replaceFirst("/");
            path = AMP_FIRST_STEP.matcher(path).replaceFirst("/");
            path = AMP_FILE.matcher(path).replaceFirst("");
            path = INDEX_FILE.matcher(path).replaceFirst("/");
        }
        path = endsInWord(path) ? path : LAST_SLASH.matcher(path).replaceFirst("");
        List<String> query = new ArrayList<>(parts.query);
        query.removeIf(parameter -> RENDITION.matcher(parameter).matches());
        if (path.isEmpty() && query.isEmpty()) {
            query.addAll(parts.query); // it is all that tells pages apart
        }
        query.sort(null);
        return parts.text("", host, path, query);
    }

    /** The id of the video on YouTube that a link leads to, or null. */
    private static String video(String host, Parts parts) {
        if (host.equals("youtu.be")) {
            Matcher id = VIDEO.matcher(parts.path);
            return id.matches() ? id.group(1) : null;
        } else if (!host.contains("youtube") || !YOUTUBE.matcher(host).matches()) {
            return null;
        }
        Matcher step = VIDEO_STEP.matcher(parts.path);
        if (step.matches()) {
            return step.group(1);
        }
        return parts.query.stream()
                .map(VIDEO_PARAMETER::matcher)
                .filter(Matcher::matches)
                .map(id -> id.group(1))
                .findFirst()
                .orElse(null);
    }

    /** The host of the link in lower case, without {@code www.} and its mobile variants; null where there is none. */
    public static String host(String link) {
        Parts parts = Parts.of(link);
        return parts == null ? null : plainHost(parts.host);
    }

    private static String plainHost(String host) {
        Matcher variant = VARIANT.matcher(host);
        String rest = variant.lookingAt() ? host.substring(variant.end()) : host;
        return rest.indexOf('.') > 0 ? rest : host;
    }

    private static boolean endsInWord(String text) {
        return !text.isEmpty() && Character.isLetterOrDigit(text.charAt(text.length() - 1));
    }

    private record Parts(String scheme, String host, String path, List<String> query, String fragment) {

        static Parts of(String link) {
            return link == null ? null : of(link.strip(), 3);
        }

        private static Parts of(String link, int passes) {
            Matcher matcher = LINK.matcher(link);
            if (!matcher.matches()) {
                return null;
            }
            String scheme = matcher.group(1).toLowerCase(Locale.ROOT);
            String host = host(matcher.group(2), scheme);
            String given = matcher.group(3);
            String path =
                    path(given.indexOf(';') < 0 ? given : SESSION.matcher(given).replaceAll(""));
            String query = matcher.group(4) == null ? "" : matcher.group(4).substring(1);
            String target = passes == 0 ? null : target(host, path, query);
            if (target != null) {
                Parts behind = of(target, passes - 1);
                if (behind != null) {
                    return behind;
                }
            }
            String fragment = matcher.group(5);
            boolean idle = fragment == null || IDLE_FRAGMENT.matcher(fragment).matches();
            return new Parts(scheme, host, path, parameters(query, host), idle ? "" : fragment);
        }

        String text(String scheme, String host, String path, List<String> query) {
            return (scheme.isEmpty() ? "" : scheme + "://")
                    + host
                    + path
                    + (query.isEmpty() ? "" : "?" + String.join("&", query))
                    + fragment;
        }

        private static String host(String authority, String scheme) {
            String host = authority.substring(authority.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
            if (host.indexOf(':') >= 0) {
                host = (scheme.equals("http") ? HTTP_PORT : HTTPS_PORT)
                        .matcher(host)
                        .replaceFirst("");
            }
            host = endsInWord(host) ? host : LAST_POINT.matcher(host).replaceFirst("");
            if (isAscii(host)) {
                return host;
            }
            try {
                return IDN.toASCII(host, IDN.ALLOW_UNASSIGNED);
            } catch (IllegalArgumentException e) {
                return host; // not a host name at all; still good for comparing
            }
        }

        private static boolean isAscii(String text) {
            for (int i = 0; i < text.length(); i++) {
                if (text.charAt(i) >= 0x80) {
                    return false;
                }
            }
            return true;
        }

        private static String path(String path) {
            if (path.isEmpty()) {
                return "/";
            } else if (isPlain(path)) {
                return path;
            }
            List<String> steps = new ArrayList<>();
            String[] given = path.split("/", -1);
            for (int i = 1; i < given.length; i++) {
                boolean last = i == given.length - 1;
                switch (given[i]) {
                    case "..":
                        if (!steps.isEmpty()) {
                            steps.remove(steps.size() - 1);
                        }
                        break;
                    case ".":
                        break;
                    case "":
                        break;
                    default:
                        steps.add(unescaped(given[i]));
                        continue;
                }
                if (last) {
                    steps.add("");
                }
            }
            return "/" + String.join("/", steps);
        }

        /** Whether there is nothing to undo in it: no escapes, empty steps or steps back. */
        private static boolean isPlain(String path) {
            return path.charAt(0) == '/' && path.indexOf('%') < 0 && !path.contains("//") && !path.contains("/.");
        }

        /** With the escapes undone that need not be there, and the others in upper case (RFC 3986, 6.2.2). */
        private static String unescaped(String text) {
            if (text.indexOf('%') < 0) {
                return text;
            }
            StringBuilder out = new StringBuilder(text.length());
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                if (c == '%' && i + 2 < text.length() && isHex(text.charAt(i + 1)) && isHex(text.charAt(i + 2))) {
                    int code = Integer.parseInt(text.substring(i + 1, i + 3), 16);
                    boolean unreserved = (code >= 'a' && code <= 'z')
                            || (code >= 'A' && code <= 'Z')
                            || (code >= '0' && code <= '9')
                            || "-._~".indexOf(code) >= 0;
                    out.append(
                            unreserved
                                    ? String.valueOf((char) code)
                                    : text.substring(i, i + 3).toUpperCase(Locale.ROOT));
                    i += 2;
                } else {
                    out.append(c);
                }
            }
            return out.toString();
        }

        private static boolean isHex(char c) {
            return Character.digit(c, 16) >= 0 && c < 128;
        }

        private static List<String> parameters(String query, String host) {
            if (query.isEmpty()) {
                return List.of();
            }
            Set<String> kept = new TreeSet<>();
            List<String> inOrder = new ArrayList<>();
            for (String parameter : query.split("&")) {
                if (!parameter.isEmpty() && !isTracking(parameter, host) && kept.add(parameter)) {
                    inOrder.add(parameter);
                }
            }
            return List.copyOf(inOrder);
        }

        private static boolean isTracking(String parameter, String host) {
            int equals = parameter.indexOf('=');
            String name = (equals < 0 ? parameter : parameter.substring(0, equals)).toLowerCase(Locale.ROOT);
            if (TRACKING.contains(name) || TRACKING_PREFIXES.stream().anyMatch(name::startsWith)) {
                return true;
            }
            String value = equals < 0 ? "" : parameter.substring(equals + 1).toLowerCase(Locale.ROOT);
            return SENDERS.contains(name)
                    && (A_FEED.matcher(value).matches() || value.equals(host) || value.equals(plainHost(host)));
        }

        private static String target(String host, String path, String query) {
            if (host.endsWith(".cdn.ampproject.org")
                    || host.equals("cdn.ampproject.org")
                    || (path.startsWith("/amp/") && GOOGLE.matcher(host).matches())) {
                Matcher cache = AMP_CACHE.matcher(path);
                if (cache.matches()) {
                    return (cache.group(1) == null ? "http://" : "https://")
                            + cache.group(2)
                            + (query.isEmpty() ? "" : "?" + query);
                }
            }
            if (host.endsWith(".yahoo.com")) {
                Matcher target = YAHOO_TARGET.matcher(path);
                return target.matches() ? unescapedTarget(target.group(1)) : null;
            }
            Matcher target = TARGET.matcher(query);
            boolean passesOn = !query.isEmpty()
                    && target.find()
                    && (PASSES_ON.matcher(host).matches()
                            || PASSING_ON.matcher(path).matches());
            return passesOn ? unescapedTarget(target.group(1)) : null;
        }

        private static String unescapedTarget(String target) {
            try {
                return URLDecoder.decode(target, StandardCharsets.UTF_8);
            } catch (IllegalArgumentException e) {
                return null; // a broken escape: the link stays as it is
            }
        }
    }
}
