package io.omniroute.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.omniroute.routing.ModelNames.Checked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelNamesTest {
    @Test
    void blanksAtBothEndsAreTrimmed() {
        assertThat(ModelNames.clean("  openai/gpt-4o ")).isEqualTo(new Checked.Clean("openai/gpt-4o", false));
    }

    @Test
    void slashesDotsAndUnicodeStayAsTheyAre() {
        assertThat(ModelNames.clean("a/b..c/d:é")).isEqualTo(new Checked.Clean("a/b..c/d:é", false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"../etc", "openai/../x", "a\\..\\b", "gpt\n4", "gpt\u00004", "\tgpt"})
    void traversalAndControlCharactersAreRefused(String model) {
        assertThat(message(model)).isEqualTo("Invalid model format");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   "})
    void nothingIsAMissingModel(String model) {
        assertThat(message(model)).isEqualTo("Missing model");
    }

    @Test
    void threeHundredCharactersAreTheMost() {
        assertThat(ModelNames.clean("m".repeat(300))).isInstanceOf(Checked.Clean.class);
        assertThat(message("m".repeat(301))).isEqualTo("model must have at most 300 characters, has 301");
    }

    private static String message(String model) {
        var failure = ((Checked.Malformed) ModelNames.clean(model)).failure();
        assertThat(failure.status()).isEqualTo(400);
        assertThat(failure.param()).isEqualTo("model");
        return failure.message();
    }

    @Test
    void markerOfTheExtendedContextIsNoPartOfTheName() {
        assertThat(ModelNames.clean("claude-opus-4-6[1m] ")).isEqualTo(new Checked.Clean("claude-opus-4-6", true));
        assertThat(ModelNames.clean("[1m]")).isInstanceOf(Checked.Malformed.class);
        assertThat(ModelNames.clean("a[1m]b")).isEqualTo(new Checked.Clean("a[1m]b", false));
    }
}
