package io.feedmill.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class DurationsTest {
    private final Durations durations = new Durations();

    @Test
    void readsEachUnit() {
        assertEquals(Duration.ofMillis(500), durations.convert("500ms"));
        assertEquals(Duration.ofSeconds(30), durations.convert("30s"));
        assertEquals(Duration.ofMinutes(5), durations.convert("5m"));
        assertEquals(Duration.ofHours(2), durations.convert("2h"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "m", "-5m", "5 m", "5d", "99999999999s"})
    void refusesWhatIsNoTime(String text) {
        assertThrows(TypeConversionException.class, () -> durations.convert(text));
    }
}
