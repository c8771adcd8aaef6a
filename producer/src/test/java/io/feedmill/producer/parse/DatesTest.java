package io.feedmill.producer.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatesTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Thu, 25 Jul 2024 09:29:01 +0000        | 2024-07-25T09:29:01Z
            Thu, 25 Jul 2024 09:29:01 GMT          | 2024-07-25T09:29:01Z
            Thu, 25 Jul 2024 09:29 GMT             | 2024-07-25T09:29:00Z
            Thu, 25 Jul 2024 9:5:1 GMT             | 2024-07-25T09:05:01Z
            25 Jul 24 09:29:01 EST                 | 2024-07-25T14:29:01Z
            Thu, 25 July 2024 09:29:01 EDT         | 2024-07-25T13:29:01Z
            Thursday, 25-Jul-24 09:29:01 UTC       | 2024-07-25T09:29:01Z
            Thu,25 Jul 2024 09:29:01 +0530         | 2024-07-25T03:59:01Z
            Thu, 25 Jul 2024 9:29:01 +05:30        | 2024-07-25T03:59:01Z
            Thu, 25 Jul 2024 09:29:01 GMT+2        | 2024-07-25T07:29:01Z
            Thu, 25 Jul 2024 09:29:01 Z            | 2024-07-25T09:29:01Z
            Thu, 25 Jul 2024 24:00:00 GMT          | 2024-07-26T00:00:00Z
            Thu, 25 Jul 2024                       | 2024-07-25T00:00:00Z
            Thu Jul 25 09:29:01 2024               | 2024-07-25T09:29:01Z
            Thu Jul 25 09:29:01 PDT 2024           | 2024-07-25T16:29:01Z
            2024-07-25T09:29:01Z                   | 2024-07-25T09:29:01Z
            2024-07-25T09:29:01.123456+02:00       | 2024-07-25T07:29:01.123Z
            2024-07-25T09:29:01,5Z                 | 2024-07-25T09:29:01.500Z
            2024-07-25T09:29:01-0700               | 2024-07-25T16:29:01Z
            2024-07-25T09:29:01+02                 | 2024-07-25T07:29:01Z
            2024-07-25T09:29Z                      | 2024-07-25T09:29:00Z
            2024-07-25 09:29:01                    | 2024-07-25T09:29:01Z
            2024-07-25 09:29:01 +0200              | 2024-07-25T07:29:01Z
            2024-07-25 09:29:01 UTC                | 2024-07-25T09:29:01Z
            20240725T092901Z                       | 2024-07-25T09:29:01Z
            2024-07-25                             | 2024-07-25T00:00:00Z
            2024-07                                | 2024-07-01T00:00:00Z
            2024/07/25 09:29:01                    | 2024-07-25T09:29:01Z
            07/25/2024 09:29:01 PM                 | 2024-07-25T21:29:01Z
            25/07/2024 09:29                       | 2024-07-25T09:29:00Z
            25.07.2024 09:29                       | 2024-07-25T09:29:00Z
            5.7.2024                               | 2024-07-05T00:00:00Z
            July 25, 2024                          | 2024-07-25T00:00:00Z
            July 25th, 2024 9:29 am                | 2024-07-25T09:29:00Z
            Jul 25, 2024 12:05 AM                  | 2024-07-25T00:05:00Z
            25 juillet 2024 09:29                  | 2024-07-25T09:29:00Z
            jeu., 25 juil. 2024 09:29:01 +0200     | 2024-07-25T07:29:01Z
            Do, 25 Mär 2024 09:29:01 +0100         | 2024-03-25T08:29:01Z
            Donnerstag, 25. Dezember 2025 09:29:01 MEZ | 2025-12-25T08:29:01Z
            jue, 25 ene 2024 09:29:01 +0000        | 2024-01-25T09:29:01Z
            25 de agosto de 2024                   | 2024-08-25T00:00:00Z
            gio, 25 lug 2024 09:29:01 +0200        | 2024-07-25T07:29:01Z
            Чт, 25 июл 2024 09:29:01 +0300         | 2024-07-25T06:29:01Z
            2024年7月25日 09:29                      | 2024-07-25T09:29:00Z
            1721899741                             | 2024-07-25T09:29:01Z
            1721899741123                          | 2024-07-25T09:29:01.123Z
            周六, 02 12月 2017 03:16:42 +0000         | 2017-12-02T03:16:42Z
            周五, 16 3月 2018 04:00:00 +0000          | 2018-03-16T04:00:00Z
            十二月 2, 2017                            | 2017-12-02T00:00:00Z
            12月 2, 2017                            | 2017-12-02T00:00:00Z
            2017年12月2日 下午3:16                      | 2017-12-02T15:16:00Z
            2017年12月02日 上午 03:16:42                | 2017-12-02T03:16:42Z
            2017 年 12 月 2 日                        | 2017-12-02T00:00:00Z
            2017-12-02 下午 3:16                     | 2017-12-02T15:16:00Z
            2024년 7월 25일 오후 3:16                   | 2024-07-25T15:16:00Z
            목, 25 7월 2024 09:29:01 +0900           | 2024-07-25T00:29:01Z
            2024年7月25日(木) 午後3時16分                  | 2024-07-25T15:16:00Z
            2024年7月25日 15時16分                      | 2024-07-25T15:16:00Z
            木, 25 7 月 2024 09:29:01 +0900          | 2024-07-25T00:29:01Z
            令和6年7月25日                              | 2024-07-25T00:00:00Z
            25 ก.ค. 2567 09:29                     | 2024-07-25T09:29:00Z
            25 กรกฎาคม 2567                        | 2024-07-25T00:00:00Z
            Thu, 25 Jul 2567 09:29:01 +0700        | 2024-07-25T02:29:01Z
            2567-07-25T09:29:01Z                   | 2024-07-25T09:29:01Z
            ngày 25 tháng 7 năm 2024               | 2024-07-25T00:00:00Z
            Th5, 25 Thg 7 2024 09:29:01 +0700      | 2024-07-25T02:29:01Z
            ٢٥ يوليو ٢٠٢٤ ٠٩:٢٩                    | 2024-07-25T09:29:00Z
            الخميس, 25 يوليو 2024 09:29:01 +0000   | 2024-07-25T09:29:01Z
            25 أغسطس 2024 03:29 م                  | 2024-08-25T15:29:00Z
            25 יולי 2024 09:29                     | 2024-07-25T09:29:00Z
            25 जुलाई 2024                          | 2024-07-25T00:00:00Z
            25 अगस्त 2024                          | 2024-08-25T00:00:00Z
            Πέμ, 25 Ιούλ 2024 09:29:01 +0300       | 2024-07-25T06:29:01Z
            25 Ιουλίου 2024 9:29 μ.μ.              | 2024-07-25T21:29:00Z
            25 Μαΐου 2024                          | 2024-05-25T00:00:00Z
            Чт, 25 липня 2024 09:29                | 2024-07-25T09:29:00Z
            25 серпня 2024                         | 2024-08-25T00:00:00Z
            25 листопада 2024                      | 2024-11-25T00:00:00Z
            25 юли 2024 г. 09:29                   | 2024-07-25T09:29:00Z
            25 августа 2024, 09:29                 | 2024-08-25T09:29:00Z
            to, 25 heinäkuuta 2024 9:29            | 2024-07-25T09:29:00Z
            25. kesäkuuta 2024                     | 2024-06-25T00:00:00Z
            25 lokakuu 2024                        | 2024-10-25T00:00:00Z
            25. července 2024                      | 2024-07-25T00:00:00Z
            25. června 2024                        | 2024-06-25T00:00:00Z
            25. srpna 2024                         | 2024-08-25T00:00:00Z
            25 września 2024                       | 2024-09-25T00:00:00Z
            25 października 2024                   | 2024-10-25T00:00:00Z
            2024. július 25. 9:29                  | 2024-07-25T09:29:00Z
            2024 m. liepos 25 d.                   | 2024-07-25T00:00:00Z
            25 iulie 2024                          | 2024-07-25T00:00:00Z
            25 noiembrie 2024                      | 2024-11-25T00:00:00Z
            25 Temmuz 2024 Perşembe 09:29          | 2024-07-25T09:29:00Z
            25 Ağustos 2024                        | 2024-08-25T00:00:00Z
            25 Agustus 2024 09.29 WIB              | 2024-08-25T00:00:00Z
            tor, 25 jul 2024 kl. 09.29             | 2024-07-25T09:29:00Z
            25. Juli 2024, 9.29 Uhr                | 2024-07-25T09:29:00Z
            Do, 25 Mrz 2024 09:29:01 +0100         | 2024-03-25T08:29:01Z
            do, 25 mrt 2024 09:29:01 +0100         | 2024-03-25T08:29:01Z
            le 25 juillet 2024 à 09h29             | 2024-07-25T09:29:00Z
            1er août 2024                          | 2024-08-01T00:00:00Z
            25 de julio de 2024, 9:29 p. m.        | 2024-07-25T21:29:00Z
            25 de setembro de 2024 às 09h29        | 2024-09-25T09:29:00Z
            mar., 5 nov. 2024 09:29:01 +0100       | 2024-11-05T08:29:01Z
            25/Jul/2024:09:29:01 +0000             | 2024-07-25T09:29:01Z
            2024:07:25 09:29:01                    | 2024-07-25T09:29:01Z
            20240725092901                         | 2024-07-25T09:29:01Z
            1721899741.123                         | 2024-07-25T09:29:01Z
            1721899741123456                       | 2024-07-25T09:29:01.123Z
            /Date(1721899741123)/                  | 2024-07-25T09:29:01.123Z
            /Date(1721899741123+0200)/             | 2024-07-25T09:29:01.123Z
            2024-7-5T9:05:01Z                      | 2024-07-05T09:05:01Z
            2024-07-25T09:29:01−02:00              | 2024-07-25T11:29:01Z
            2024-07-25T09:29:60Z                   | 2024-07-25T09:29:59Z
            2024-07-25T24:00:00Z                   | 2024-07-26T00:00:00Z
            2024-07-25T09:29:01+02:00[Europe/Berlin] | 2024-07-25T07:29:01Z
            2024-Jul-25 09:29                      | 2024-07-25T09:29:00Z
            2024.07.25. 09:29                      | 2024-07-25T09:29:00Z
            25-07-2024 09:29                       | 2024-07-25T09:29:00Z
            07-25-2024                             | 2024-07-25T00:00:00Z
            7/5/24 9:05 PM                         | 2024-07-05T21:05:00Z
            Thu, 25 Jul 2024 09:29:01 +0000 (UTC)  | 2024-07-25T09:29:01Z
            Thu Jul 25 2024 09:29:01 GMT-0700 (Pacific Daylight Time) | 2024-07-25T16:29:01Z
            Thu, 25 Jul 2024 09:29:01:123 GMT      | 2024-07-25T09:29:01Z
            Thu, 25 Jul 2024 12:05:01 AM GMT       | 2024-07-25T00:05:01Z
            Thu, 25 Jul 2024 12:05:01 PM GMT       | 2024-07-25T12:05:01Z
            Thu, 25 Jul 2024 09:29:01 A            | 2024-07-25T09:29:01Z
            Thu, 25 Jul 2024 09:29:01 +900         | 2024-07-25T00:29:01Z
            Thu, 25 Jul 2024 09:29:01 -00:00       | 2024-07-25T09:29:01Z
            Thu,  5 Jul 124 09:29:01 GMT           | 2024-07-05T09:29:01Z
            Thursday, July 25, 2024 - 09:29        | 2024-07-25T09:29:00Z
            Thursday, 25. July 2024, 9:29am        | 2024-07-25T09:29:00Z
            9:29 AM, July 25, 2024                 | 2024-07-25T09:29:00Z
            July 25, 2024 at 9:29 am EDT           | 2024-07-25T13:29:00Z
            25Jul2024                              | 2024-07-25T00:00:00Z
            Wed, 30 Nov -0001 00:00:00 +0000       | 0001-11-30T00:00:00Z
            Thu, 25 Jul 2024 09:29:01 CEST         | 2024-07-25T07:29:01Z
            Thu, 25 Jul 2024 09:29:01 MSK          | 2024-07-25T06:29:01Z
            dissabte, 25 maig 2024 09:29           | 2024-05-25T09:29:00Z
            neljapäev, 25. juuli 2024              | 2024-07-25T00:00:00Z
            25. veebruar 2024                      | 2024-02-25T00:00:00Z
            25. jūlijs 2024                        | 2024-07-25T00:00:00Z
            25. prosince 2024                      | 2024-12-25T00:00:00Z
            2024-12-5 10:00                        | 2024-12-05T10:00:00Z
            """)
    void readsDatesAsTheyAreWritten(String text, String instant) {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr"));
            assertEquals(Instant.parse(instant), Dates.read(text));
        } finally {
            Locale.setDefault(before);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "yesterday",
                "31 Feb 2024 10:00:00 GMT",
                "2024-13-01",
                "0000-00-00 00:00:00",
                "Thu, 25 Jul 2024 25:29:01 GMT",
                "Thu, 25 Foo 2024",
                "12:30",
                "99999999999999999999"
            })
    void readsNoDateWhereThereIsNone(String text) {
        assertNull(Dates.read(text));
    }

    @Test
    void believesNeitherTheZeroOfClocksNorADateWellAfterTheFetch() {
        Instant fetched = Instant.parse("2026-03-01T12:00:00Z");
        assertNull(Dates.credible("1970-01-01T00:00:00Z", fetched));
        assertNull(Dates.credible("Thu, 01 Jan 1970 00:00:00 -1200", fetched));
        assertNull(Dates.credible("Wed, 30 Nov -0001 00:00:00 +0000", fetched));
        assertNull(Dates.credible("2026-03-04T00:00:00Z", fetched));
        assertNull(Dates.credible("20255-01-01T00:00:00Z", fetched));
        assertEquals(Instant.parse("2026-03-02T00:00:00Z"), Dates.credible("2026-03-02T00:00:00Z", fetched));
        assertEquals(Instant.parse("1976-04-01T00:00:00Z"), Dates.credible("1976-04-01", fetched));
    }

    @Test
    void isNotHeldUpByHostileText() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
            Dates.read("Sun, 01 Mar 2026 10:00:00 +0100"); // and all that is loaded for that
            long start = threads.getCurrentThreadCpuTime();
            for (String part : new String[] {"1 ", "a", "1:", "Jan ", "1-", ", ", "2024"}) {
                Dates.read(part.repeat(120 / part.length()));
            }
            assertEquals(0, (threads.getCurrentThreadCpuTime() - start) / 1_000_000_000L);
        });
    }
}
