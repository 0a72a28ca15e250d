package io.omniroute.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DelaysTest {
    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            33s                           | PT33S
            1500ms                        | PT1.5S
            2m                            | PT2M
            1h                            | PT1H
            20                            | PT20S
            1.5s                          | PT1.5S
            0.25                          | PT0.25S
            1h2m3s                        | PT1H2M3S
            1h2m3.5s                      | PT1H2M3.5S
            6m0s                          | PT6M
            1m30.5s                       | PT1M30.5S
            2h7m23s                       | PT2H7M23S
            18d                           | PT432H
            1h16m0.667923083s             | PT1H16M0.667923083S
            539.477544ms                  | PT0.539477544S
            2 minutes                     | PT2M
            1 hour, 3 minutes             | PT1H3M
            7 seconds                     | PT7S
            1795168860                    | PT1M
            1795168860000                 | PT1M
            2026-11-20T10:01:00Z          | PT1M
            2026-11-20T11:01:00+01:00     | PT1M
            Fri, 20 Nov 2026 10:01:00 GMT | PT1M
            999999999999999999h           | PT87600H
            """)
    void everyFormIsRead(String text, Duration expected) {
        assertThat(Delays.parse(text, NOW)).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "0s", "-5", "-5s", "soon", "5 parsecs", "s", "1h2", "NaN", "Infinity", "1e9",
            "2026-11-20T09:59:00Z", "Fri, 20 Nov 2020 10:01:00 GMT", "1700000001", "five seconds", "1..5s",
            "99999999999999999999999999999999"})
    void whatIsNoWaitIsNone(String text) {
        assertThat(Delays.parse(text, NOW)).isEmpty();
    }
}
