package io.feedmill.sketch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.feedmill.words.Words;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MarksTest {

    private static Marks marks(String... blocks) {
        return Marks.of(Words.of(String.join("\n\n", blocks)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1,200,000 crowns | 1 200 000 crowns",
                "1.2 million | 1,2 Mio.",
                "1,234.50 | 1.234,5",
                "1,234.50 | 1’234.50",
                "it rose by 7 per cent | it rose by 0.7 per cent",
                "in 2026 and 34 | في ٢٠٢٦ و ٣٤",
                "in 2026 and 34 | در ۲۰۲۶ و ۳۴",
                "2026, 34 | २०२६ में ३४",
                "2026年34 | ２０２６年３４",
                "on 3 and 30 March | on 300 and 3 March",
            })
    void areTheSameHoweverTheyArePrinted(String one, String other) {
        assertArrayEquals(marks(one).figures(), marks(other).figures());
        assertFalse(marks(one).figures().length == 0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "3.41 metres | 3.42 metres",
                "1,001 | 101",
                "In 2019 300 ships | In 2019300 ships",
                "from 12 to 15 | from 1215",
                "36,6 | 63,6"
            })
    void differWhereFiguresDo(String one, String other) {
        assertFalse(Arrays.equals(marks(one).figures(), marks(other).figures()));
    }

    @Test
    void aZeroAndNumbersInWordsAreNoFigures() {
        assertEquals(0, marks("nil-nil, 0:0, two dozen, №").figures().length);
    }

    @Test
    void namesAreWordsWithACapitalInAnyCase() {
        assertEquals(2, marks("the yard of Vessby and the mayor of Åland").names().length);
        assertArrayEquals(
                marks("VESSBY, Москва").names(),
                marks("Vessby’s and москва and Москва").names());
        assertEquals(0, marks("港は再び開いた").names().length);
    }

    @Test
    void staySmallHoweverLongTheText() {
        String numbers = IntStream.range(1, 5_000).mapToObj(Integer::toString).collect(Collectors.joining(" and "));
        Marks marks = Marks.of(Words.of(numbers + "\n\nVessby"));
        assertEquals(Marks.MOST, marks.figures().length);
        assertEquals(0, marks.names().length);
        for (int i = 1; i < Marks.MOST; i++) {
            assertEquals(1, Short.compareUnsigned(marks.figures()[i], marks.figures()[i - 1]) > 0 ? 1 : 0);
        }
    }
}
