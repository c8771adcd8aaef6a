package io.feedmill.producer.parse;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Dates as feeds write them: RFC 822, 1123 and 3339, ISO 8601, and what people type. Read piece by piece (a time of day,
 * a zone, a date) rather than by a list of formats, in English and the commoner European languages. A date without a
 * zone is in UTC, without a time at midnight; of two numbers that could both be the month, the American order is taken
 * with slashes, the European with dots.
 */
final class Dates {

    private static final Instant EARLIEST = Instant.parse("1990-01-01T00:00:00Z");
    private static final Duration AHEAD = Duration.ofDays(2);

    private static final Pattern ISO = Pattern.compile(
            "([0-9]{4})-?(0[1-9]|1[0-2])(?:-?([0-2][0-9]|3[01]))?(?:[T t_:]\\s?([0-2]?[0-9]):?([0-5][0-9])(?::?([0-5][0-9]|60)(?:[.,]([0-9]{1,12}))?)?)?\\s{0,3}(.{0,40})");
    private static final Pattern TIME = Pattern.compile(
            "(?<![0-9:])([0-2]?[0-9])[:h]([0-5][0-9])(?:[:.]([0-5][0-9]|60)(?:[.,][0-9]{1,9})?)?(?![0-9:])\\s{0,3}(?:([AaPp])\\.?[Mm]\\b\\.?)?");
    private static final Pattern OFFSET =
            Pattern.compile("(?:GMT|UTC|UT|Z)?\\s?([+-])([0-1]?[0-9])(?::?([0-5][0-9]))?(?![0-9:])");
    private static final Pattern EPOCH = Pattern.compile("[0-9]{9,10}|[0-9]{12,13}");
    private static final Pattern YEAR_FIRST =
            Pattern.compile("\\b([0-9]{4})[/. 年-]{1,2}([0-9]{1,2})[/. 月-]{1,2}([0-9]{1,2})");
    private static final Pattern YEAR_LAST =
            Pattern.compile("\\b([0-9]{1,2})([/.-])\\s?([0-9]{1,2})[/.-]\\s?([0-9]{4}|[0-9]{2})\\b");
    private static final Pattern DAY_MONTH_YEAR = Pattern.compile(
            "(?<![0-9])([0-9]{1,2})(?:st|nd|rd|th|er|º|\\.)?[\\s/-]{0,3}(?:de |di )?(\\p{L}{3,12})\\.?,?[\\s/-]{0,3}(?:de |of )?'?([0-9]{4}|[0-9]{2,3})(?![0-9:])");
    private static final Pattern MONTH_DAY_YEAR = Pattern.compile(
            "(\\p{L}{3,12})\\.?[\\s-]{0,3}([0-9]{1,2})(?:st|nd|rd|th)?[,\\s-]{1,3}(?:[^0-9]{0,12}[0-9]{1,2}:[0-9:]{2,5}[^0-9]{1,12})?([0-9]{4})(?![0-9:])");

    private static final Map<String, Integer> MONTHS = months();
    private static final Map<String, Integer> ZONES = zones();

    private Dates() {}

    /**
     * The instant that the text names, unless it is absurd: before 1990, or more than two days after it was fetched.
     *
     * @return null if there is none, or none that can be believed
     */
    static Instant credible(String text, Instant fetchedAt) {
        Instant date = text == null ? null : read(text);
        return date == null || date.isBefore(EARLIEST) || date.isAfter(fetchedAt.plus(AHEAD)) ? null : date;
    }

    /** The instant that the text names, to the millisecond; null if it names none. */
    static Instant read(String text) {
        String date = PlainText.folded(text);
        if (date == null || date.length() > 120) {
            return null;
        }
        try {
            Instant instant = iso(date);
            if (instant == null) {
                instant = EPOCH.matcher(date).matches() ? epoch(date) : inWords(date);
            }
            return instant == null ? null : Instant.ofEpochMilli(instant.toEpochMilli());
        } catch (DateTimeException | ArithmeticException e) {
            return null; // the 31st of February, and the like
        }
    }

    private static Instant iso(String date) {
        Matcher iso = ISO.matcher(date);
        if (!iso.matches()) {
            return null;
        }
        Integer offset = iso.group(8).isEmpty()
                ? Integer.valueOf(0)
                : offset(iso.group(8).strip());
        if (offset == null) {
            return null;
        }
        LocalDate day = LocalDate.of(number(iso.group(1), 0), number(iso.group(2), 1), number(iso.group(3), 1));
        String fraction = iso.group(7) == null ? "0" : (iso.group(7) + "000000000").substring(0, 9);
        return at(day, number(iso.group(4), 0), number(iso.group(5), 0), number(iso.group(6), 0), offset)
                .plusNanos(Long.parseLong(fraction));
    }

    private static Instant epoch(String digits) {
        long number = Long.parseLong(digits);
        return digits.length() > 10 ? Instant.ofEpochMilli(number) : Instant.ofEpochSecond(number);
    }

    private static Instant inWords(String date) {
        Matcher time = TIME.matcher(date);
        int hour = 0;
        int minute = 0;
        int second = 0;
        String rest = date;
        String zone = date;
        if (time.find()) {
            hour = number(time.group(1), 0);
            minute = number(time.group(2), 0);
            second = number(time.group(3), 0);
            if (time.group(4) != null) {
                boolean afternoon = time.group(4).equalsIgnoreCase("p");
                hour = hour % 12 + (afternoon ? 12 : 0);
            }
            zone = date.substring(time.end());
            rest = date.substring(0, time.start()) + " " + zone;
        } else {
            zone = "";
        }
        LocalDate day = day(rest);
        if (day == null) {
            day = day(date);
        }
        Integer offset = offset(zone);
        return day == null ? null : at(day, hour, minute, second, offset == null ? 0 : offset);
    }

    private static LocalDate day(String text) {
        Matcher words = DAY_MONTH_YEAR.matcher(text);
        while (words.find()) {
            Integer month = month(words.group(2));
            if (month != null) {
                return LocalDate.of(year(words.group(3)), month, number(words.group(1), 1));
            }
        }
        words = MONTH_DAY_YEAR.matcher(text);
        while (words.find()) {
            Integer month = month(words.group(1));
            if (month != null) {
                return LocalDate.of(year(words.group(3)), month, number(words.group(2), 1));
            }
        }
        Matcher numbers = YEAR_FIRST.matcher(text);
        if (numbers.find()) {
            return LocalDate.of(number(numbers.group(1), 0), number(numbers.group(2), 1), number(numbers.group(3), 1));
        }
        numbers = YEAR_LAST.matcher(text);
        return numbers.find() ? dayAndMonth(numbers) : asctime(text);
    }

    private static LocalDate dayAndMonth(Matcher numbers) {
        int first = number(numbers.group(1), 1);
        int second = number(numbers.group(3), 1);
        boolean american = numbers.group(2).equals("/") ? first <= 12 : second > 12;
        int year = year(numbers.group(4));
        return american ? LocalDate.of(year, first, second) : LocalDate.of(year, second, first);
    }

    private static final Pattern ASCTIME =
            Pattern.compile("(\\p{L}{3,9})\\.? ([0-9]{1,2})\\b[^0-9]{0,12}([0-9]{4})\\b");

    /** {@code Thu Jul 25 09:29:01 2024} and {@code Thu Jul 25 09:29:01 EDT 2024}, the time already taken out. */
    private static LocalDate asctime(String text) {
        Matcher date = ASCTIME.matcher(text);
        while (date.find()) {
            Integer month = month(date.group(1));
            if (month != null) {
                return LocalDate.of(number(date.group(3), 0), month, number(date.group(2), 1));
            }
        }
        return null;
    }

    private static Instant at(LocalDate day, int hour, int minute, int second, int offsetMinutes) {
        boolean nextDay = hour == 24 && minute == 0 && second == 0;
        LocalTime time = LocalTime.of(nextDay ? 0 : hour, minute, Math.min(second, 59));
        return LocalDateTime.of(nextDay ? day.plusDays(1) : day, time)
                .minusMinutes(offsetMinutes)
                .toInstant(ZoneOffset.UTC);
    }

    /** Minutes east of Greenwich: from digits where there are any, else from a name; null if neither is known. */
    private static Integer offset(String zone) {
        Matcher digits = OFFSET.matcher(zone);
        if (digits.find()) {
            int minutes = number(digits.group(2), 0) * 60 + number(digits.group(3), 0);
            return digits.group(1).equals("-") ? -minutes : minutes;
        }
        for (String word : zone.split("[^A-Za-z]+")) {
            Integer minutes = ZONES.get(word.toUpperCase(Locale.ROOT));
            if (minutes != null) {
                return minutes;
            }
        }
        return null;
    }

    private static int year(String digits) {
        int year = Integer.parseInt(digits);
        // RFC 2822, 4.3
        return digits.length() == 2 ? year + (year < 50 ? 2000 : 1900) : digits.length() == 3 ? year + 1900 : year;
    }

    private static int number(String digits, int otherwise) {
        return digits == null ? otherwise : Integer.parseInt(digits);
    }

    private static Integer month(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        for (int length = Math.min(lower.length(), 4); length >= 3; length--) {
            Integer month = MONTHS.get(lower.substring(0, length));
            if (month != null) {
                return month;
            }
        }
        return null;
    }

    /** The first three or four letters of the months' names. */
    private static Map<String, Integer> months() {
        Map<String, Integer> months = new HashMap<>();
        String[] starts = {
            "jan ene gen янв ιαν oca sty",
            "feb fév fev февр фев φεβ şub lut",
            "mar mär maa мар μαρ",
            "apr avr abr апр απρ nis kwi",
            "may mai mag maj mei мая май μαϊ μάι",
            "jun juin giu июн ιουν haz cze",
            "jul juil lug июл ιουλ tem lip",
            "aug aoû aou ago авг αυγ ağu sie",
            "sep set сен σεπ eyl wrz",
            "oct okt ott out окт οκτ eki paź",
            "nov ноя νοε kas lis",
            "dec dez déc dic дек δεκ ara gru"
        };
        for (int month = 0; month < starts.length; month++) {
            for (String start : starts[month].split(" ")) {
                months.put(start, month + 1);
            }
        }
        return Map.copyOf(months);
    }

    /** The names that feeds use, in minutes east of Greenwich. IST is India's, BST Britain's, CST America's. */
    private static Map<String, Integer> zones() {
        Map<String, Integer> zones = new HashMap<>();
        String table = "Z 0 UT 0 UTC 0 GMT 0 WET 0 WEST 60 BST 60 CET 60 MEZ 60 CEST 120 MESZ 120 MEST 120 EET 120"
                + " EEST 180 MSK 180 TRT 180 IRST 210 GST 240 PKT 300 IST 330 NPT 345 BDT 360 ICT 420 WIB 420 HKT 480"
                + " SGT 480 PHT 480 AWST 480 JST 540 KST 540 ACST 570 AEST 600 ACDT 630 AEDT 660 NZST 720 NZDT 780"
                + " ART -180 BRT -180 CLT -240 AST -240 ADT -180 EST -300 EDT -240 ET -300 CST -360 CDT -300 MST -420"
                + " MDT -360 PST -480 PDT -420 PT -480 AKST -540 AKDT -480 HST -600 SAST 120 CAT 120 EAT 180 WAT 60";
        String[] words = table.split(" ");
        for (int i = 0; i < words.length; i += 2) {
            zones.put(words[i], Integer.parseInt(words[i + 1]));
        }
        return Map.copyOf(zones);
    }
}
