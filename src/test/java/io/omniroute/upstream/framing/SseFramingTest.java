package io.omniroute.upstream.framing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omniroute.domain.failure.GatewayException;
import io.omniroute.domain.stream.Frame;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SseFramingTest {
    private static final String[] STREAMS = {
            "event: message_start\ndata: {\"a\":\"ü€😀\"}\n\n: keep-alive\n\nevent: ping\ndata: {}\n\n",
            "data: {\"a\":1}\r\n\r\ndata: {\"b\":2}\r\n\r\ndata: [DONE]\r\n\r\n",
            "\uFEFFdata: 1\r\rdata: 2\r\rdata: 3\r\r",
            "data: 1\r\r\ndata: 2\n\rdata: 3\r\n\n\n\rdata: 4\n\r\ndata:5\r\r\r\n",
            "data: a\ndata: b\ndata:\ndata\n\nid: 7\nretry: 1\n\nfoo\ndata:  x\n\ndata: {\"tail\":1}",
            "data: {\"cut\":", "\n\n\r\n", "data: 1\n\r", "\uFEFF", ""};

    @Test
    void everySplitGivesTheSameFramesAndNoByteIsLost() {
        for (String stream : STREAMS) {
            byte[] bytes = stream.getBytes(UTF_8);
            List<String> whole = shown(frames(bytes, bytes.length));
            for (int first = 0; first <= bytes.length; first++) {
                for (int second = first; second <= bytes.length; second++) {
                    List<Frame> frames = frames(bytes, first, second);
                    assertThat(shown(frames)).isEqualTo(whole);
                    assertThat(raw(frames)).isEqualTo(bytes);
                }
            }
            for (int size = 1; size < 8; size++) {
                assertThat(shown(pieces(bytes, size))).isEqualTo(whole);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"data: x\\n\\n|x", "data:x\\n\\n|x", "data:  x\\n\\n|' x'",
            "data: x\\r\\n\\r\\n|x", "data: x\\r\\r|x", "data: a\\ndata: b\\n\\n|a\\nb", "data\\ndata: b\\n\\n|\\nb",
            ":c\\ndata: x\\n: c\\n\\n|x", "\uFEFFdata: x\\n\\n|x", "data: {\"a\":1}|{\"a\":1}",
            "data: [DONE]\\n|[DONE]",
            "data: {\"a\":\"}\\\\\"\"}|{\"a\":\"}\\\\\"\"}"})
    void payloadIsWhatTheStandardSays(String stream, String payload) {
        List<Frame> frames = pieces(unescape(stream).getBytes(UTF_8), 3);

        assertThat(frames).filteredOn(Frame::hasData).extracting(Frame::dataText).containsExactly(unescape(payload));
    }

    @ParameterizedTest
    @ValueSource(strings = {": comment\\n\\n", "event: x\\n\\n", "datax: 1\\n\\n", " data: 1\\n\\n", "id: 1\\n\\n",
            "data:\\n\\n", "data: {\"a\":", "data: text", "data: {\"a\":1} x", "\\n", "\\r", "data: \uFEFF",
            "\uFEFF\uFEFFdata: 1\\n\\n"})
    void whatHasNoPayloadIsKeptAsAnEmptyFrame(String stream) {
        byte[] bytes = unescape(stream).getBytes(UTF_8);

        List<Frame> frames = pieces(bytes, 2);

        assertThat(frames).isNotEmpty().noneMatch(Frame::hasData);
        assertThat(raw(frames)).isEqualTo(bytes);
    }

    @Test
    void nameIsTheLastEventField() {
        List<Frame> frames = pieces("event: a\nevent:b\ndata: 1\n\ndata: 2\n\nevent\ndata: 3\n\n".getBytes(UTF_8), 64);

        assertThat(frames).extracting(Frame::name).containsExactly("b", null, null);
    }

    @Test
    void eventIsHandedOutWithItsLastByte() {
        for (String stream : List.of("data: 1\n\n", "data: 1\r\n\r\n", "data: 1\r\r")) {
            var framing = new SseFraming();
            byte[] bytes = stream.getBytes(UTF_8);

            assertThat(framing.feed(bytes, 0, bytes.length)).hasSize(1);
        }
    }

    @Test
    void oneLineOfPayloadIsNotCopiedTwice() {
        Frame frame = pieces("event: a\ndata: {}\n\n".getBytes(UTF_8), 64).getFirst();

        assertThat(frame.data()).isSameAs(frame.raw());
    }

    @Test
    void theBufferMayBeUsedAgain() {
        byte[] buffer = "data: 1\n\ndata: 2".getBytes(UTF_8);
        var framing = new SseFraming();

        List<Frame> frames = new ArrayList<>(framing.feed(buffer, 0, buffer.length));
        Arrays.fill(buffer, (byte) '\n');
        frames.addAll(framing.feed(buffer, 0, 2));

        assertThat(frames).extracting(Frame::dataText).containsExactly("1", "2");
    }

    @ParameterizedTest
    @ValueSource(ints = {64 * 1024, 1024 * 1024})
    void endlessEventIsRefusedAtTheLimit(int read) {
        byte[] buffer = new byte[read];
        Arrays.fill(buffer, (byte) 'x');
        var framing = new SseFraming();

        assertThatThrownBy(() -> {
            for (int fed = 0; fed <= Framing.MAX_EVENT_BYTES; fed += read) {
                framing.feed(buffer, 0, read);
            }
        }).isInstanceOfSatisfying(GatewayException.class, e -> assertThat(e.failure().status()).isEqualTo(502));
    }

    @Test
    void garbageOfAnyKindKeepsItsBytes() {
        var random = new Random(20261120);
        byte[] alphabet = "\r\n\n: data:{}[]\"\\\0\u001a\u00e9".getBytes(UTF_8);
        for (int run = 0; run < 3_000; run++) {
            byte[] bytes = new byte[random.nextInt(80)];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = random.nextInt(8) == 0 ? (byte) random.nextInt() : alphabet[random.nextInt(alphabet.length)];
            }

            List<Frame> whole = frames(bytes, bytes.length);
            List<Frame> cut = pieces(bytes, 1 + random.nextInt(9));

            assertThat(raw(whole)).isEqualTo(bytes);
            assertThat(shown(cut)).isEqualTo(shown(whole));
        }
    }

    static List<Frame> pieces(byte[] bytes, int size) {
        int[] cuts = new int[bytes.length / size + 1];
        for (int i = 0; i < cuts.length; i++) {
            cuts[i] = Math.min(bytes.length, (i + 1) * size);
        }
        return frames(bytes, cuts);
    }

    private static List<Frame> frames(byte[] bytes, int... cuts) {
        return frames(new SseFraming(), bytes, cuts);
    }

    static List<Frame> frames(Framing framing, byte[] bytes, int... cuts) {
        List<Frame> frames = new ArrayList<>();
        int from = 0;
        for (int cut : cuts) {
            frames.addAll(framing.feed(bytes, from, cut));
            from = cut;
        }
        frames.addAll(framing.feed(bytes, from, bytes.length));
        frames.addAll(framing.end());
        return frames;
    }

    static List<String> shown(List<Frame> frames) {
        return frames.stream().map(f -> f.name() + "|" + f.dataText() + "|" + new String(f.raw(), UTF_8)).toList();
    }

    static byte[] raw(List<Frame> frames) {
        var out = new ByteArrayOutputStream();
        frames.forEach(frame -> out.writeBytes(frame.raw()));
        return out.toByteArray();
    }

    private static String unescape(String text) {
        return text.replace("\\n", "\n").replace("\\r", "\r").replace("\\\\", "\\");
    }
}
