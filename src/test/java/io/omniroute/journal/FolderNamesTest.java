package io.omniroute.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FolderNamesTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:03:04.567Z");

    @Test
    void bothSidesTheModelAndTheSecondStandInTheName() {
        var names = new FolderNames(ZoneOffset.UTC);

        assertThat(names.of(new Played("claude", "openai-responses", "gpt-5.2_mini", NOON)))
                .isEqualTo("claude_openai-responses_gpt-5.2_mini_20261120_120304");
    }

    @Test
    void theSecondIsThatOfTheClockOnTheWall() {
        assertThat(new FolderNames(ZoneId.of("Asia/Tokyo")).of(new Played("a", "b", "c", NOON)))
                .isEqualTo("a_b_c_20261120_210304");
    }

    @ParameterizedTest
    @CsvSource({"p/m,p-m", "../../etc/passwd,-.-.--etc-passwd", "a\\b:c*d,a-b-c-d", "..,-.", ".hidden,-hidden",
            "a..b,a.-b", "'  ',--", "日本,--", "'',unknown", "'a\nb',a-b"})
    void whatAStrangerWroteBecomesHarmless(String model, String part) {
        assertThat(FolderNames.part(model)).isEqualTo(part);
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", "../x", "....//", "/abs", "C:\\x", "\0", "a/../b", "~"})
    void noPartLeavesItsDirectory(String model) {
        assertThat(FolderNames.part(model)).matches("[A-Za-z0-9_-][A-Za-z0-9._-]*").doesNotContain("..");
    }

    @Test
    void longNamesAreCut() {
        assertThat(FolderNames.part("m".repeat(10_000))).hasSize(80);
    }
}
