package io.omniroute.upstream.framing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.stream.Frame;
import io.omniroute.testkit.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectFramingTest {
    private static JsonNode wire() throws IOException {
        return Json.tree(Files.readAllBytes(Path.of("src/test/resources/golden/cursor/wire.json")));
    }

    @Test
    void cuttingTheBytesElsewhereChangesNothing() throws IOException {
        byte[] bytes = Cuts.bytes(wire().at("/stream/hex").asText());
        Cuts.Outcome whole = Cuts.of(new ConnectFraming(), bytes);

        assertThat(whole.frames()).hasSize(6);
        assertThat(whole.broken()).isNull();
        assertThat(SseFramingTest.raw(whole.frames())).isEqualTo(bytes);
        for (int size = 1; size < 90; size++) {
            assertThat(Cuts.of(new ConnectFraming(), bytes, size).shown()).isEqualTo(whole.shown());
        }
    }

    @Test
    void compressedPayloadIsInflatedAndItsRawBytesStay() throws IOException {
        byte[] bytes = Cuts.bytes(wire().at("/responses/2/hex").asText());

        Frame frame = Cuts.of(new ConnectFraming(), bytes).frames().getFirst();

        assertThat(frame.dataText()).contains("this frame was gzip-compressed");
        assertThat(frame.raw()).isEqualTo(bytes);
        assertThat(frame.name()).isNull();
    }

    @Test
    void trailerIsCalledByItsName() throws IOException {
        Frame frame = Cuts.of(new ConnectFraming(), Cuts.bytes(wire().at("/responses/5/hex").asText())).frames()
                .getFirst();

        assertThat(frame.name()).isEqualTo(ConnectFraming.TRAILER);
        assertThat(frame.dataText()).isEqualTo("{}");
    }

    @Test
    void trailerMayBeCompressedOrEmpty() throws IOException {
        byte[] bytes = EventStreamBytes.joined(message(3, gzip("{}".getBytes(UTF_8))), message(3, new byte[0]));

        assertThat(Cuts.of(new ConnectFraming(), bytes).frames()).extracting(f -> f.name() + f.dataText())
                .containsExactly("trailer{}", "trailer");
    }

    @Test
    void errorInPlainJsonIsNotInflatedWhateverItsFlagSays() {
        byte[] error = "{\"error\":{\"code\":\"internal\"}}".getBytes(UTF_8);

        Frame frame = Cuts.of(new ConnectFraming(), message(1, error)).frames().getFirst();

        assertThat(frame.dataText()).isEqualTo(new String(error, UTF_8));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void zlibAndBareDeflateAreInflatedToo(boolean bare) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var deflating = new DeflaterOutputStream(out, new Deflater(Deflater.BEST_SPEED, bare))) {
            deflating.write("some text, some text".getBytes(UTF_8));
        }

        Frame frame = Cuts.of(new ConnectFraming(), message(1, out.toByteArray())).frames().getFirst();

        assertThat(frame.dataText()).isEqualTo("some text, some text");
    }

    @Test
    void whatCannotBeInflatedIsATypedFailure() {
        Cuts.Outcome outcome = Cuts.of(new ConnectFraming(), message(1, new byte[]{(byte) 0xFF, 1, 2, 3}));

        assertThat(outcome.broken()).isEqualTo(
                new Failure.Broken(502, "the provider sent a message that cannot be inflated"));
    }

    @Test
    void cutOrDamagedGzipIsATypedFailure() throws IOException {
        byte[] gzip = gzip("some text, some text".getBytes(UTF_8));
        byte[] damaged = gzip.clone();
        damaged[gzip.length - 5] ^= 1;

        assertThat(Cuts.of(new ConnectFraming(), message(1, Arrays.copyOf(gzip, 15))).broken()).isNotNull();
        assertThat(Cuts.of(new ConnectFraming(), message(1, damaged)).broken()).isNotNull();
    }

    @Test
    void smallPayloadThatGrowsBeyondTheLimitIsRefused() throws IOException {
        byte[] bomb = gzip(new byte[Framing.MAX_EVENT_BYTES + 1]);
        byte[] greatest = gzip(new byte[Framing.MAX_EVENT_BYTES]);

        assertThat(bomb.length).isLessThan(100_000);
        assertThat(Cuts.of(new ConnectFraming(), message(1, bomb)).broken().message()).contains("longer than");
        assertThat(Cuts.of(new ConnectFraming(), message(1, greatest)).broken()).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 8, 128, '{', '<', 'd'})
    void unknownFlagIsAFault(int flag) {
        assertThat(Cuts.of(new ConnectFraming(), message(flag, new byte[3])).broken().message())
                .isEqualTo("the provider's stream is none of the Connect protocol");
    }

    @Test
    void lengthBeyondTheLimitIsRefusedBeforeItsBytesCome() {
        byte[] prefix = {0, 1, 0, 0, 0};
        byte[] negative = {0, -1, -1, -1, -1};

        assertThat(Cuts.of(new ConnectFraming(), prefix).broken().message()).contains("longer than");
        assertThat(Cuts.of(new ConnectFraming(), negative).broken().message()).contains("longer than");
    }

    @Test
    void endInsideAMessageIsAStreamThatBrokeOff() {
        byte[] bytes = message(0, new byte[]{1, 2, 3});
        for (int length = 1; length < bytes.length; length++) {
            assertThat(Cuts.of(new ConnectFraming(), Arrays.copyOf(bytes, length)).broken())
                    .isEqualTo(new Failure.Broken(502, "upstream ended the stream early"));
        }
    }

    @Test
    void emptyMessageHasNoData() {
        Cuts.Outcome outcome = Cuts.of(new ConnectFraming(), message(1, new byte[0]));

        assertThat(outcome.frames()).singleElement().matches(frame -> !frame.hasData());
    }

    @Test
    void requestIsOneUncompressedMessage() {
        byte[] bytes = ConnectFraming.enveloped(new byte[]{7, 8});

        assertThat(bytes).containsExactly(0, 0, 0, 0, 2, 7, 8);
        assertThat(Cuts.of(new ConnectFraming(), bytes).frames()).singleElement().extracting(Frame::dataLength)
                .isEqualTo(2);
    }

    @Test
    void damagedStreamGivesFramesOrAFaultAndNeverAnythingElse() throws IOException {
        byte[] bytes = Cuts.bytes(wire().at("/stream/hex").asText());
        var random = new Random(5);
        for (int run = 0; run < 3_000; run++) {
            byte[] damaged = Cuts.damaged(bytes, random);

            Cuts.Outcome whole = Cuts.of(new ConnectFraming(), damaged);

            assertThat(Cuts.of(new ConnectFraming(), damaged, 1 + random.nextInt(100)).shown())
                    .isEqualTo(whole.shown());
        }
    }

    private static byte[] message(int flags, byte[] payload) {
        byte[] message = ConnectFraming.enveloped(payload);
        message[0] = (byte) flags;
        return message;
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }
}
