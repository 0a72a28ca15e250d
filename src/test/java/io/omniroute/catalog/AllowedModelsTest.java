package io.omniroute.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AllowedModelsTest {
    @ParameterizedTest
    @CsvSource({"cc/*, cc/claude-opus-4-6, true", "cc/*, cx/gpt-5, false", "*, a/b, true", "*/gpt-?, x/y/gpt-5, true",
            "gpt-?, gpt-, false", "gpt-?, gpt-55, false", "gpt-5, gpt-5, true", "gpt-5, GPT-5, false",
            "*a*b, xaxbxb, true", "*a*b, xaxbx, false", "gpt.5, gptx5, false", "a**, a, true", "a*, ba, false"})
    void patternMatchesTheWholeName(String pattern, String name, boolean expected) {
        assertThat(Glob.matches(pattern, name)).isEqualTo(expected);
    }

    @Test
    void keyWithoutARestrictionMayUseEverything() {
        assertThat(AllowedModels.allow(Given.keyFor(), List.of("any/model"))).isTrue();
    }

    @Test
    void oneMatchingNameIsEnough() {
        assertThat(AllowedModels.allow(Given.keyFor("openai/*"), List.of("gpt-4o", "openai/gpt-4o"))).isTrue();
        assertThat(AllowedModels.allow(Given.keyFor("openai/*"), List.of("gpt-4o", "gh/gpt-4o"))).isFalse();
    }

    @Test
    void hostilePatternIsAnsweredAtOnce() {
        assertThat(Glob.matches("*a".repeat(30) + "b", "a".repeat(300))).isFalse();
    }
}
