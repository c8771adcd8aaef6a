package io.feedmill.producer.parse;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Dates of other scripts and habits, put into what {@link Dates} reads: digits as 0 to 9, months of Chinese, Japanese,
 * Korean, Thai and Vietnamese in English, halves of the day as AM and PM behind the time.
 */
final class DateWords {

    /** @param sign what must be in it for the pattern to have a chance */
    private record Rewritten(String sign, Pattern pattern, String replacement) {}

    private static final String[] ENGLISH = {
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"
    };

    /** In every date. */
    private static final List<Rewritten> ALWAYS = List.of(
            rewritten("/Date", "^/Date\\(([0-9]{9,16})(?:[+-][0-9]{4})?\\)/$", "$1"), // .NET
            rewritten(":", "^([0-9]{4}):([0-9]{2}):([0-9]{2}) ", "$1-$2-$3 "), // EXIF
            rewritten("/", "([0-9]{4}):([0-9]{2}:[0-9]{2}:[0-9]{2})", "$1 $2"), // web servers' logs
            rewritten("kl", "\\bkl\\.?\\s?([0-2]?[0-9])[.:]([0-5][0-9])", " $1:$2"),
            rewritten("r", "(?<![0-9.])([0-2]?[0-9])\\.([0-5][0-9])(?:\\.([0-5][0-9]))?\\s?(?:Uhr|hrs)\\b", "$1:$2"));

    /** In those with letters beyond Latin, Greek and Cyrillic, or with accents. */
    private static final List<Rewritten> BEYOND = beyond();

    /** Japanese eras and the years before their first. */
    private static final Map<String, Integer> ERAS = Map.of("令和", 2018, "平成", 1988, "昭和", 1925);

    private static final Pattern ERA = Pattern.compile("(令和|平成|昭和)\\s?([0-9]{1,2}|元)\\s?年");

    private static final Pattern VIETNAMESE =
            Pattern.compile("(?i)\\b(?:tháng|thg)\\s0?([1-9]|1[0-2])(?:,|\\snăm)?(?=\\s[0-9]{4})");

    private DateWords() {}

    static String inLatin(String date) {
        boolean ascii = true;
        StringBuilder plain = null;
        for (int i = 0; i < date.length(); i++) {
            char c = date.charAt(i);
            ascii &= c < 0x80;
            char digit = c == '\u2212' || c == '\u2010' || c == '\u2011' ? '-' : digit(c);
            if (digit != c) {
                plain = plain == null ? new StringBuilder(date) : plain;
                plain.setCharAt(i, digit);
            }
        }
        String rewritten = plain == null ? date : plain.toString();
        if (!ascii) {
            rewritten = era(rewritten);
            for (Rewritten each : BEYOND) {
                rewritten = each.pattern().matcher(rewritten).replaceAll(each.replacement());
            }
        }
        if (rewritten.indexOf("háng") >= 0 || rewritten.indexOf("hg") >= 0) {
            rewritten =
                    VIETNAMESE.matcher(rewritten).replaceFirst(month -> ENGLISH[Integer.parseInt(month.group(1)) - 1]);
        }
        for (Rewritten each : ALWAYS) {
            if (rewritten.indexOf(each.sign()) >= 0) {
                rewritten = each.pattern().matcher(rewritten).replaceFirst(each.replacement());
            }
        }
        return rewritten.equals(date) ? date : PlainText.folded(rewritten);
    }

    private static char digit(char c) {
        return c >= 0x80 && Character.isDigit(c) ? (char) ('0' + Character.digit(c, 10)) : c;
    }

    private static String era(String date) {
        Matcher era = ERA.matcher(date);
        if (!era.find()) {
            return date;
        }
        int year = era.group(2).equals("元") ? 1 : Integer.parseInt(era.group(2));
        return date.substring(0, era.start()) + (ERAS.get(era.group(1)) + year) + "年" + date.substring(era.end());
    }

    private static List<Rewritten> beyond() {
        List<Rewritten> rewritten = new ArrayList<>();
        String[] numerals = {"十二", "十一", "十", "九", "八", "七", "六", "五", "四", "三", "二", "一"};
        for (int i = 0; i < numerals.length; i++) {
            rewritten.add(rewritten("", "(?<![〇一二三四五六七八九十])" + numerals[i] + "\\s?月", (12 - i) + "月"));
        }
        String[] thai = {
            "มกราคม|ม\\.ค\\.",
            "กุมภาพันธ์|ก\\.พ\\.",
            "มีนาคม|มี\\.ค\\.",
            "เมษายน|เม\\.ย\\.",
            "พฤษภาคม|พ\\.ค\\.",
            "มิถุนายน|มิ\\.ย\\.",
            "กรกฎาคม|ก\\.ค\\.",
            "สิงหาคม|ส\\.ค\\.",
            "กันยายน|ก\\.ย\\.",
            "ตุลาคม|ต\\.ค\\.",
            "พฤศจิกายน|พ\\.ย\\.",
            "ธันวาคม|ธ\\.ค\\."
        };
        for (int i = 0; i < thai.length; i++) {
            rewritten.add(rewritten("", thai[i], " " + ENGLISH[i] + " "));
        }
        for (int i = 12; i >= 1; i--) {
            String month = " " + ENGLISH[i - 1] + " ";
            // 2 12月 2017, 12月 2, 2017; with the year first it stays a number
            rewritten.add(
                    rewritten("", "(?<=[0-9][.\\s]{1,2})(?<!年\\s?|년\\s?)0?" + i + "\\s?[月월](?=\\s?[0-9]{4})", month));
            rewritten.add(rewritten(
                    "", "(?<![0-9年년])(?<![年년] )0?" + i + "\\s?[月월](?=\\s?[0-9]{1,2}[日일]?,?\\s[0-9]{4})", month));
        }
        rewritten.add(
                rewritten("", "(?:上午|午前|오전)\\s?([0-2]?[0-9])[:時时시]\\s?([0-5][0-9])(:[0-5][0-9])?", " $1:$2$3 AM "));
        rewritten.add(
                rewritten("", "(?:下午|午後|오후)\\s?([0-2]?[0-9])[:時时시]\\s?([0-5][0-9])(:[0-5][0-9])?", " $1:$2$3 PM "));
        rewritten.add(rewritten("", "([0-2]?[0-9])[時时시]\\s?([0-5][0-9])[分분]", " $1:$2 "));
        rewritten.add(rewritten("", "(:[0-5][0-9])\\s?(?:π\\.?μ\\.?|ΠΜ|ص)(?!\\p{L})", "$1 AM"));
        rewritten.add(rewritten("", "(:[0-5][0-9])\\s?(?:μ\\.?μ\\.?|ΜΜ|م)(?!\\p{L})", "$1 PM"));
        rewritten.add(rewritten("", "([0-9])\\s?[年년]\\s?", "$1-"));
        rewritten.add(rewritten("", "([0-9])\\s?[月월]\\s?(?=[0-9])", "$1-"));
        rewritten.add(rewritten("", "([0-9])\\s?[日일号]", "$1 "));
        return List.copyOf(rewritten);
    }

    private static Rewritten rewritten(String sign, String pattern, String replacement) {
        return new Rewritten(sign, Pattern.compile(pattern), replacement);
    }
}
