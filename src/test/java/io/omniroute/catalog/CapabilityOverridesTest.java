package io.omniroute.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.omniroute.catalog.Capabilities.ThinkingStyle;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CapabilityOverridesTest {
    @Test
    void flagsOfACustomModelSayWhatItCan() {
        CapabilityOverrides said = CapabilityOverrides.of(
                Map.of("vision", false, "thinkTags", true, "maxOutput", 64_000, "thinkingStyle", "Adaptive"));

        assertThat(said.abilities()).isEqualTo(Map.of(Ability.VISION, false, Ability.THINK_TAGS, true));
        assertThat(said.maxOutput()).hasValue(64_000);
        assertThat(said.thinking()).contains(ThinkingStyle.ADAPTIVE);
    }

    @Test
    void whatIsNoFlagSaysNothing() {
        assertThat(CapabilityOverrides.of(
                Map.of("vision", "no", "unknown", true, "maxOutput", 0, "thinkingStyle", "deeply")))
                .isEqualTo(CapabilityOverrides.NONE);
    }
}
