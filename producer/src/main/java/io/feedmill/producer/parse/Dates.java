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
 * a zone, a date) rather than by a list of formats, in some thirty languages. A date without a zone is in UTC, without a
 * time at midnight; of two numbers that could both be the month, the American order is taken with slashes, the European
 * with dots. A year of the Buddhist calendar (2500 to 2700) is 543 too large, one of a Japanese era is counted from it.
 */
final class Dates {

    /** The zero of clocks and of databases, in any zone, is not a date. */
    private static final Instant EARLIEST = Instant.parse("1970-01-03T00:00:00Z");

    private static final Duration AHEAD = Duration.ofDays(2);

    private static final Pattern ISO = Pattern.compile(
            "([0-9]{4})-?(0[1-9]|1[0-2])(?:-?([0-2][0-9]|3[01]))?(?:[T t_:]\\s?([0-2]?[0-9]):?([0-5][0-9])(?::?([0-5][0-9]|60)(?:[.,]([0-9]{1,12}))?)?)?\\s{0,3}(.{0,40})");
    private static final Pattern TIME = Pattern.compile(
            "(?<![0-9:])([0-2]?[0-9])[:h]([0-5][0-9]|[0-9](?=:[0-9]))(?:[:.]([0-5][0-9]|60|[0-9](?![0-9]))(?:[.,:][0-9]{1,9})?)?(?![0-9:])\\s{0,3}(?:([AaPp])\\.?\\s?[Mm]\\b\\.?)?");
    private static final Pattern OFFSET =
            Pattern.compile("(?:GMT|UTC|UT|Z)?\\s?([+-])([0-1]?[0-9])(?::?([0-5][0-9]))?(?![0-9:])");
    private static final Pattern EPOCH = Pattern.compile("([0-9]{9,10})(?:\\.[0-9]{1,9})?|[0-9]{12,13}|[0-9]{16}");
    private static final Pattern COMPACT = Pattern.compile("^([0-9]{8})([0-9]{6})(?=Z|[+-]|$)");
    private static final Pattern YEAR_FIRST =
            Pattern.compile("(?<![0-9])([0-9]{4})[/. -]{1,2}([0-9]{1,2})[/. -]{1,2}([0-9]{1,2})");
    private static final Pattern YEAR_MONTH_DAY = Pattern.compile(
            "(?<![0-9])([0-9]{4})\\.?[\\s/-]{1,3}(?:m\\. )?([\\p{L}\\p{M}]{3,12})\\.?[\\s/-]{1,3}([0-9]{1,2})(?![0-9:])");
    private static final Pattern YEAR_LAST =
            Pattern.compile("\\b([0-9]{1,2})([/.-])\\s?([0-9]{1,2})[/.-]\\s?([0-9]{4}|[0-9]{2})\\b");
    private static final Pattern DAY_MONTH_YEAR = Pattern.compile(
            "(?<![0-9])([0-9]{1,2})(?:st|nd|rd|th|er|º|\\.)?[\\s/-]{0,3}(?:de |di )?([\\p{L}\\p{M}]{3,14})\\.?,?[\\s/-]{0,3}(?:de |of )?'?([0-9]{4}|[0-9]{2,3})(?![0-9:])");
    private static final Pattern MONTH_DAY_YEAR = Pattern.compile(
            "([\\p{L}\\p{M}]{3,14})\\.?[\\s-]{0,3}([0-9]{1,2})(?:st|nd|rd|th)?[,\\s-]{1,3}(?:[^0-9]{0,12}[0-9]{1,2}:[0-9:]{2,5}[^0-9]{1,12})?([0-9]{4})(?![0-9:])");

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
        String given = PlainText.folded(text);
        if (given == null || given.length() > 120) {
            return null;
        }
        String date = DateWords.inLatin(given);
        try {
            Instant instant = iso(date);
            if (instant == null) {
                date = COMPACT.matcher(date).replaceFirst("$1T$2");
                instant = iso(date);
            }
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
        if (iso.group(3) == null && !iso.group(8).isEmpty()) {
            return null; // 2024-12-5 is no zone of December
        }
        Integer offset = iso.group(8).isEmpty()
                ? Integer.valueOf(0)
                : offset(iso.group(8).strip());
        if (offset == null) {
            return null;
        }
        LocalDate day = LocalDate.of(year(iso.group(1)), number(iso.group(2), 1), number(iso.group(3), 1));
        String fraction = iso.group(7) == null ? "0" : (iso.group(7) + "000000000").substring(0, 9);
        return at(day, number(iso.group(4), 0), number(iso.group(5), 0), number(iso.group(6), 0), offset)
                .plusNanos(Long.parseLong(fraction));
    }

    private static Instant epoch(String written) {
        int point = written.indexOf('.');
        long number = Long.parseLong(point < 0 ? written : written.substring(0, point));
        return number < 100_000_000_000L
                ? Instant.ofEpochSecond(number)
                : Instant.ofEpochMilli(number < 100_000_000_000_000L ? number : number / 1000);
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
            return LocalDate.of(year(numbers.group(1)), number(numbers.group(2), 1), number(numbers.group(3), 1));
        }
        words = YEAR_MONTH_DAY.matcher(text);
        while (words.find()) {
            Integer month = month(words.group(2));
            if (month != null) {
                return LocalDate.of(year(words.group(1)), month, number(words.group(3), 1));
            }
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
                return LocalDate.of(year(date.group(3)), month, number(date.group(2), 1));
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
        if (year >= 2500 && year <= 2700) {
            return year - 543;
        }
        // RFC 2822, 4.3
        return digits.length() == 2 ? year + (year < 50 ? 2000 : 1900) : digits.length() == 3 ? year + 1900 : year;
    }

    private static int number(String digits, int otherwise) {
        return digits == null ? otherwise : Integer.parseInt(digits);
    }

    private static Integer month(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        for (int length = Math.min(lower.length(), 8); length >= 3; length--) {
            Integer month = MONTHS.get(lower.substring(0, length));
            if (month != null) {
                return month;
            }
        }
        return null;
    }

    /** The first letters of the months' names: three or four, or as many as tell them apart. */
    private static Map<String, Integer> months() {
        Map<String, Integer> months = new HashMap<>();
        String[] starts = {
            "jan ene gen ian янв яну јан січ ιαν oca sty tam led sau jaan ينا ינו जनव جنو",
            "feb fév fev февр фев феб лют φεβ şub lut hel úno vas veeb فبر פבר फ़रव फरव",
            "mar mär maa mrt mrz märt мар бер μαρ bře kov مار מרץ मार्",
            "apr avr abr апр кві απρ nis kwi huh dub bal abri أبر ابر אפר अप्र",
            "may mai mag maj mei maig май мај мая тра μαϊ μάι μαΐ máj tou kvě geg ماي מאי मई",
            "jun juin giu iun juny juun jūn июн юни јун чер ιουν ιούν jún haz cze kes čvn červ bir يون יונ जून",
            "jul juil lug iul juul jūl июл юли јул лип ιουλ ιούλ júl července červenec tem lip hei čvc lie يول יול जुल",
            "aug aoû aou ago agu авг серп αυγ αύγ ağu sie elo srp rgp أغس اغس אוג अगस",
            "sep set сен сеп вер σεπ eyl wrz syy zář rgs سبت ספט सित",
            "oct okt ott out окт жов οκτ eki paź lok říj spa أكت اكت אוק अक्ट",
            "nov noi ноя нов ное лис νοε kas lis marr lap نوف נוב नव",
            "dec dez déc dic des dek dets дек дец гру δεκ ara gru joul pro ديس דצמ दिस"
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
                + " MDT -360 PST -480 PDT -420 PT -480 AKST -540 AKDT -480 HST -600 SAST 120 CAT 120 EAT 180 WAT 60"
                + " UCT 0 IDT 180 IRDT 270 SAMT 240 AZT 240 GET 240 YEKT 300 UZT 300 ALMT 360 OMST 360 KRAT 420 IRKT 480"
                + " MYT 480 WITA 480 WIT 540 YAKT 540 VLAT 600 ACWST 525 NST -210 NDT -150 CLST -180 UYT -180 VET -240"
                + " BOT -240 COT -300 PET -300 ECT -300";
        String[] words = table.split(" ");
        for (int i = 0; i < words.length; i += 2) {
            zones.put(words[i], Integer.parseInt(words[i + 1]));
        }
        return Map.copyOf(zones);
    }
}
