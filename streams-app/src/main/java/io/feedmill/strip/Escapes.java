package io.feedmill.strip;

import org.jsoup.parser.Parser;

/** What is left of escaping within a text that was parsed. */
final class Escapes {
    private Escapes() {}

    /** Undoes what was escaped twice: {@code &amp;nbsp;}, {@code &amp;#8217;}. */
    static String undone(String words) {
        for (int at = words.indexOf('&'); at >= 0; at = words.indexOf('&', at + 1)) {
            int end = at + 1;
            while (end < words.length() && end < at + 9 && words.charAt(end) != ';') {
                end++;
            }
            if (end > at + 2 && end < words.length() && words.charAt(end) == ';') {
                String name = words.substring(at + 1, end);
                switch (name) {
                    case "nbsp",
                            "amp",
                            "quot",
                            "apos",
                            "rsquo",
                            "lsquo",
                            "rdquo",
                            "ldquo",
                            "hellip",
                            "ndash",
                            "mdash" -> {
                        return Parser.unescapeEntities(words, false);
                    }
                    default -> {
                        if (name.charAt(0) == '#' && Character.isDigit(name.charAt(name.length() - 1))) {
                            return Parser.unescapeEntities(words, false);
                        }
                    }
                }
            }
        }
        return words;
    }
}
