package io.feedmill.strip;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The block on the firm that ends a press release: "About Example Mills", and what follows. */
final class About {
    private static final int MAX_HEAD = 70;
    private static final int MAX_FIRM = 1_200;
    private static final int OPENING = 120;
    private static final Pattern HEAD = Pattern.compile(
            "(?:About(?: [Tt]he)?|ABOUT(?: THE)?|Über(?: d(?:ie|as|en))?|ÜBER|[ÀA] propos (?:de |du |des |d['’])|Acerca de|Sobre (?:a |o |la |el )?|Informazioni su|Over|Om|O firmie"
                    + "|О компании|Про компанію|关于|關於|会社概要|نبذة عن|حول شركة|درباره شرکت|Tentang|Về|O spoločnosti|O společnosti|Apie) ?(?<name>[\\p{L}\\p{N}].{1,59}?)[ :：]{0,2}");
    /** What is said of firms, and seldom of anything else. */
    private static final Pattern FIRM = Pattern.compile(
            "founded in|we are|organi[sz]ation|association|charity|verein|verband|headquartered|based in|leading|for more information|learn more|to learn more|visit |company|provider"
                    + "|manufacturer|maker of|makes |develops|employs|since \\d{4}|gegründet|mit sitz|unternehmen|hersteller"
                    + "|beschäftigt|führende|anbieter|fondée|siège|entreprise|société|leader|emploie|fundada|con sede|empresa"
                    + "|líder|compañía|com sede|fondata|azienda|società|opgericht|gevestigd|bedrijf|grundat|företag|основана"
                    + "|компания|является|成立于|总部|公司|本社|設立|株式会社|شركة|تأسست|مقرها|شرکت|perusahaan|didirikan|công ty|thành lập|spoločnos|společnost|bendrov|įkurt");

    private static final Pattern OURS =
            Pattern.compile("(?:We are|Wir sind|Nous sommes|Somos|Siamo|Founded|Gegründet|Fondée?|Fundada) ");

    private About() {}

    /** Whether a line is such a heading, and names something. */
    static boolean isHead(String line) {
        return name(line) != null;
    }

    /** Whether a paragraph is on what the heading names: it begins with that, and says what is said of firms. */
    static boolean isFirm(String paragraph, String head) {
        if (paragraph.length() > MAX_FIRM) {
            return false;
        }
        String opening = paragraph.substring(0, Math.min(OPENING, paragraph.length()));
        String name = name(head).split(" ", 2)[0];
        return (opening.contains(name) || OURS.matcher(opening).lookingAt())
                && FIRM.matcher(paragraph.toLowerCase(Locale.ROOT)).find();
    }

    /** Whether a paragraph begins with such a heading and goes on about the firm, as many releases set it. */
    static boolean isBoth(String paragraph) {
        int end = paragraph.indexOf('\n');
        int colon = paragraph.indexOf(": ");
        end = end < 0 || colon > 0 && colon < end ? colon : end;
        return end > 0
                && isHead(paragraph.substring(0, end))
                && isFirm(paragraph.substring(end + 1).strip(), paragraph.substring(0, end));
    }

    /** "SOURCE Example Mills", the last line of some. */
    static boolean isSource(String line, String head) {
        return line.length() < MAX_HEAD
                && line.startsWith("SOURCE ")
                && line.contains(name(head).split(" ", 2)[0]);
    }

    private static String name(String line) {
        if (line.length() > MAX_HEAD || line.indexOf('\n') >= 0) {
            return null;
        }
        Matcher head = HEAD.matcher(line);
        if (!head.matches()) {
            return null;
        }
        String name = head.group("name");
        char first = name.charAt(0);
        char last = name.charAt(name.length() - 1);
        return Character.isLowerCase(first) || ".?!…".indexOf(last) >= 0 ? null : name;
    }
}
