package io.feedmill.producer.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

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
                "Thu, 25 Foo 2024",
                "12:30",
                "99999999999999999999"
            })
    void readsNoDateWhereThereIsNone(String text) {
        assertNull(Dates.read(text));
    }

    @Test
    void believesNoDateBefore1990OrWellAfterTheFetch() {
        Instant fetched = Instant.parse("2026-03-01T12:00:00Z");
        assertNull(Dates.credible("1970-01-01T00:00:00Z", fetched));
        assertNull(Dates.credible("2026-03-04T00:00:00Z", fetched));
        assertNull(Dates.credible("20255-01-01T00:00:00Z", fetched));
        assertEquals(Instant.parse("2026-03-02T00:00:00Z"), Dates.credible("2026-03-02T00:00:00Z", fetched));
        assertEquals(Instant.parse("1990-01-01T00:00:00Z"), Dates.credible("1990-01-01", fetched));
    }

    @Test
    void isNotHeldUpByHostileText() {
        long start = System.nanoTime();
        for (String part : new String[] {"1 ", "a", "1:", "Jan ", "1-", ", ", "2024"}) {
            Dates.read(part.repeat(120 / part.length()));
        }
        assertEquals(0, (System.nanoTime() - start) / 1_000_000_000L);
    }
}
