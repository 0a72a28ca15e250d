package io.omniroute.translation.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArgumentScanTest {
    @ParameterizedTest
    @ValueSource(strings = {"{}", " \n{ }", "{\"a\":\"}\"}", "{\"a\":\"\\\"}\"}", "{\"a\":\"\\\\\"}", "[1,[2]]",
            "\"x\"",
            "{\"a\":{\"b\":[{}]},\"c\":\"é😀\\u007d\"}"})
    void valueIsCompleteAtItsLastCharacterAndNotBefore(String json) {
        ArgumentScan scan = ArgumentScan.START;
        for (int i = 0; i < json.length(); i++) {
            assertThat(scan.complete()).as(json.substring(0, i)).isFalse();
            scan = scan.after(json.substring(i, i + 1));
        }

        assertThat(scan.complete()).isTrue();
        assertThat(scan.object()).isEqualTo(json.strip().startsWith("{"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "{", "{\"a\"", "{\"a\":\"}", "12", "true", "[1", "\"x", "{\"a\":\"\\\"}"})
    void beginningIsNotComplete(String json) {
        assertThat(ArgumentScan.START.after(json).complete()).isFalse();
    }

    @Test
    void whatFollowsTheEndIsNotUsed() {
        ArgumentScan scan = ArgumentScan.START.after("{\"a\":1}{\"a\":1}");

        assertThat(scan.used()).isEqualTo(7);
        assertThat(scan.after("more").used()).isZero();
    }

    @Test
    void cuttingElsewhereChangesNothing() {
        String json = "{\"a\":\"x\\\\\\\"{[\",\"b\":[1,{\"c\":null}]}";
        var random = new Random(3);
        for (int run = 0; run < 100; run++) {
            ArgumentScan scan = ArgumentScan.START;
            int at = 0;
            while (at < json.length()) {
                int to = Math.min(json.length(), at + random.nextInt(4));
                scan = scan.after(json.substring(at, to));
                at = to;
            }

            assertThat(scan.complete()).isTrue();
        }
    }
}
