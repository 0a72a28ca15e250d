package io.omniroute.upstream.framing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omniroute.domain.failure.GatewayException;
import io.omniroute.domain.stream.Frame;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonArrayFramingTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"[{\"a\":1},\\n{\"b\":[1,{}]}\\n]\\n|{\"a\":1};{\"b\":[1,{}]}", "[]|''",
            "  [ ]  |''", "[1, \"x,]\" ,null]|1;\"x,]\";null", "[{\"a\":\"]}\\\"\"}]|{\"a\":\"]}\\\"\"}",
            "{\"error\":{}}\\n|{\"error\":{}}", "<html>[]</html>|<html>[]</html>", "[{\"cut\":|''", "''|''",
            "[[1],[2]]|[1];[2]", "[{}] trailing|{}"})
    void elementsComeOutAsTheyComplete(String body, String payloads) {
        byte[] bytes = body.replace("\\n", "\n").getBytes(UTF_8);
        for (int first = 0; first <= bytes.length; first++) {
            List<Frame> frames = SseFramingTest.frames(new JsonArrayFraming(), bytes, first);

            assertThat(frames.stream().filter(Frame::hasData).map(Frame::dataText)).isEqualTo(
                    payloads.isEmpty() ? List.of() : Arrays.asList(payloads.split(";")));
            assertThat(SseFramingTest.raw(frames)).isEqualTo(bytes);
        }
    }

    @Test
    void elementIsHandedOutWithItsClosingBracketAndBringsItsSeparator() {
        var framing = new JsonArrayFraming();
        byte[] bytes = "[{\"a\":1},\n{\"b\":2}".getBytes(UTF_8);

        List<Frame> frames = framing.feed(bytes, 0, bytes.length);

        assertThat(frames).extracting(f -> new String(f.raw(), UTF_8)).containsExactly("[{\"a\":1}", ",\n{\"b\":2}");
    }

    @Test
    void endlessElementIsRefusedAtTheLimit() {
        byte[] buffer = new byte[1024 * 1024];
        Arrays.fill(buffer, (byte) '{');
        buffer[0] = '[';
        var framing = new JsonArrayFraming();

        assertThatThrownBy(() -> {
            for (int i = 0; i < 17; i++) {
                framing.feed(buffer, 0, buffer.length);
            }
        }).isInstanceOf(GatewayException.class);
    }

    @Test
    void garbageKeepsItsBytesHoweverItIsCut() {
        var random = new Random(11);
        byte[] alphabet = "[]{},\"\\ 1a\n".getBytes(UTF_8);
        for (int run = 0; run < 3_000; run++) {
            byte[] bytes = new byte[random.nextInt(40)];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = alphabet[random.nextInt(alphabet.length)];
            }
            int cut = random.nextInt(bytes.length + 1);

            List<Frame> whole = SseFramingTest.frames(new JsonArrayFraming(), bytes);
            List<Frame> halves = SseFramingTest.frames(new JsonArrayFraming(), bytes, cut);

            assertThat(SseFramingTest.raw(whole)).isEqualTo(bytes);
            assertThat(SseFramingTest.shown(halves)).isEqualTo(SseFramingTest.shown(whole));
        }
    }
}
