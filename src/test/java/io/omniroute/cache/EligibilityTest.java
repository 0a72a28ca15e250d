package io.omniroute.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EligibilityTest {
    /** A temperature of -1 stands for none. */
    @ParameterizedTest
    @CsvSource({"false,false,0,false,1,true,true", "false,false,0,true,1,true,false",
            "false,false,-1,false,1,false,true",
            "false,false,0.1,false,1,false,false", "true,false,0,false,1,false,false",
            "false,true,0,false,1,false,false",
            "false,false,0,false,2,false,true", "false,false,NaN,false,1,false,false",
            "false,false,0,false,-1,false,true"})
    void rulesOfTheTwoCachesDiffer(boolean streaming, boolean unwanted, double temperature, boolean tools, long answers,
            boolean kept, boolean shared) {
        var look = new Eligibility.Look(streaming, unwanted,
                temperature == -1 ? OptionalDouble.empty() : OptionalDouble.of(temperature), tools, answers);

        assertThat(Eligibility.DEFAULTS.answersMayBeKept(look)).as("kept").isEqualTo(kept);
        assertThat(Eligibility.DEFAULTS.callsMayBeShared(look)).as("shared").isEqualTo(shared);
    }

    @Test
    void switchesWidenAndEndThem() {
        var plain = new Eligibility.Look(false, false, OptionalDouble.empty(), true, 1);
        var wide = new Eligibility(true, Duration.ofSeconds(2), true);
        var none = new Eligibility(true, Duration.ZERO, true);

        assertThat(wide.answersMayBeKept(plain)).isTrue();
        assertThat(wide.callsMayBeShared(plain)).isTrue();
        assertThat(none.answersMayBeKept(plain)).isTrue();
        assertThat(none.callsMayBeShared(plain)).isFalse();
    }
}
