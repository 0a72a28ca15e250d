package io.omniroute.upstream.framing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.stream.Frame;
import io.omniroute.testkit.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventStreamFramingTest {
    private static final JsonNode WIRE = wire();

    private static JsonNode wire() {
        try {
            return Json.tree(Files.readAllBytes(Path.of("src/test/resources/golden/kiro/wire.json")));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static Stream<JsonNode> recordedFrames() {
        return Stream.of("frames", "other").flatMap(list -> WIRE.path(list).valueStream());
    }

    static Stream<JsonNode> brokenFrames() {
        return WIRE.path("invalid").valueStream();
    }

    @ParameterizedTest
    @MethodSource("recordedFrames")
    void recordedFrameGivesItsNameAndItsPayload(JsonNode recorded) {
        byte[] bytes = Cuts.bytes(recorded.path("hex").asText());

        Frame frame = Cuts.of(new EventStreamFraming(), bytes).frames().getFirst();

        JsonNode headers = recorded.at("/decoded/headers");
        JsonNode payload = recorded.at("/decoded/payload");
        assertThat(frame.name()).isEqualTo(headers.has(":exception-type")
                ? "exception:" + headers.path(":exception-type").asText()
                : headers.path(":event-type").asText(null));
        assertThat(frame.raw()).isEqualTo(bytes);
        assertThat(frame.hasData()).isEqualTo(!payload.isNull());
        if (frame.hasData()) {
            assertThat(Json.tree(frame.dataText())).isEqualTo(payload);
        }
    }

    @ParameterizedTest
    @MethodSource("brokenFrames")
    void brokenFrameIsATypedFailure(JsonNode recorded) {
        byte[] bytes = Cuts.bytes(recorded.path("hex").asText());

        Cuts.Outcome outcome = Cuts.of(new EventStreamFraming(), bytes);

        assertThat(outcome.frames()).isEmpty();
        assertThat(outcome.broken()).isInstanceOfSatisfying(Failure.Broken.class,
                broken -> assertThat(broken.status()).isEqualTo(502));
    }

    @Test
    void cuttingTheBytesElsewhereChangesNothing() {
        byte[] bytes = Cuts.bytes(WIRE.at("/stream/hex").asText());
        Cuts.Outcome whole = Cuts.of(new EventStreamFraming(), bytes);

        assertThat(whole.frames()).hasSize(8);
        assertThat(SseFramingTest.raw(whole.frames())).isEqualTo(bytes);
        for (int size = 1; size < 140; size++) {
            assertThat(Cuts.of(new EventStreamFraming(), bytes, size).shown()).isEqualTo(whole.shown());
        }
    }

    @Test
    void recordedSplitsGiveTheSameFrames() {
        byte[] bytes = Cuts.bytes(WIRE.at("/stream/hex").asText());
        var whole = SseFramingTest.frames(new EventStreamFraming(), bytes);

        for (JsonNode split : WIRE.at("/stream/splitTests")) {
            int[] cuts = split.valueStream().mapToInt(JsonNode::asInt).toArray();

            assertThat(SseFramingTest.shown(SseFramingTest.frames(new EventStreamFraming(), bytes, cuts)))
                    .isEqualTo(SseFramingTest.shown(whole));
        }
    }

    @Test
    void whatWasWholeBeforeAFaultStillComesOutHoweverItIsCut() {
        byte[] faulty = EventStreamBytes.event("second", "{}");
        faulty[faulty.length - 1] ^= 1;
        byte[] bytes = EventStreamBytes.joined(EventStreamBytes.event("first", "{}"), faulty);

        for (int size = 1; size <= bytes.length; size++) {
            Cuts.Outcome outcome = Cuts.of(new EventStreamFraming(), bytes, size);

            assertThat(outcome.frames()).extracting(Frame::name).containsExactly("first");
            assertThat(outcome.broken().message()).isEqualTo("the provider sent an event with a wrong checksum");
        }
    }

    @Test
    void faultIsReportedAgainAtTheEnd() {
        var framing = new EventStreamFraming();
        byte[] bytes = new byte[12];
        assertThatThrownBy(() -> framing.feed(bytes, 0, 12)).isNotNull();

        assertThatThrownBy(framing::end).hasMessage("the provider sent an event with a wrong checksum");
        assertThatThrownBy(() -> framing.feed(bytes, 0, 1)).hasMessageContaining("checksum");
    }

    @Test
    void endInsideAFrameIsAStreamThatBrokeOff() {
        byte[] bytes = EventStreamBytes.event("first", "{}");
        for (int length = 1; length < bytes.length; length++) {
            Cuts.Outcome outcome = Cuts.of(new EventStreamFraming(), Arrays.copyOf(bytes, length));

            assertThat(outcome.broken()).isEqualTo(new Failure.Broken(502, "upstream ended the stream early"));
        }
    }

    @Test
    void nothingAtAllIsNoFault() {
        assertThat(Cuts.of(new EventStreamFraming(), new byte[0]).shown()).containsExactly("null");
    }

    @Test
    void errorMessageOfTheHeadersIsThePayload() {
        byte[] bytes = EventStreamBytes.message(Map.of(":message-type", "error", ":error-code", "InternalError",
                ":error-message", "it — broke"), "");

        Frame frame = Cuts.of(new EventStreamFraming(), bytes).frames().getFirst();

        assertThat(frame.name()).isEqualTo("error:InternalError");
        assertThat(frame.dataText()).isEqualTo("it — broke");
    }

    @Test
    void errorWithoutAMessageHeaderKeepsItsPayload() {
        byte[] bytes = EventStreamBytes.message(Map.of(":message-type", "error"), "{\"message\":\"m\"}");

        Frame frame = Cuts.of(new EventStreamFraming(), bytes).frames().getFirst();

        assertThat(frame.name()).isEqualTo("error:");
        assertThat(frame.dataText()).isEqualTo("{\"message\":\"m\"}");
    }

    @Test
    void onlyStringsAreTakenForNames() {
        byte[] headers = EventStreamBytes.header(":event-type", 6, EventStreamBytes.sized("bytes".getBytes(UTF_8)));

        Frame frame = Cuts.of(new EventStreamFraming(), EventStreamBytes.message(headers, new byte[1])).frames()
                .getFirst();

        assertThat(frame.name()).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 11, 127, 128, 255})
    void unknownHeaderTypeIsAFault(int type) {
        byte[] bytes = EventStreamBytes.message(EventStreamBytes.header("h", type, new byte[4]), new byte[0]);

        assertThat(Cuts.of(new EventStreamFraming(), bytes).broken().message()).contains("unknown type " + type);
    }

    @ParameterizedTest
    @CsvSource({"2,0", "3,1", "4,3", "5,7", "6,1", "7,0", "8,7", "9,15"})
    void headerThatReachesBeyondItsPlaceIsAFault(int type, int bytes) {
        byte[] header = EventStreamBytes.header("h", type, new byte[bytes]);

        Cuts.Outcome outcome = Cuts.of(new EventStreamFraming(), EventStreamBytes.message(header, new byte[40]));

        assertThat(outcome.broken().message()).contains("headers are cut");
    }

    @Test
    void cutNameOfAHeaderIsAFault() {
        byte[] name = {5, 'a', 'b'};

        Cuts.Outcome outcome = Cuts.of(new EventStreamFraming(), EventStreamBytes.message(name, new byte[40]));

        assertThat(outcome.broken().message()).contains("headers are cut");
    }

    @ParameterizedTest
    @CsvSource({"15,0,contradict", "-1,0,longer than", "16777217,0,longer than", "20,5,contradict", "16,1,contradict"})
    void lengthsOutOfBoundsAreAFault(int total, int headers, String message) {
        byte[] bytes = EventStreamBytes.message(total, new byte[headers], new byte[40]);

        assertThat(Cuts.of(new EventStreamFraming(), bytes).broken().message()).contains(message);
    }

    @Test
    void greatestFrameIsTakenInSmallPieces() {
        byte[] payload = new byte[Framing.MAX_EVENT_BYTES - 16];
        byte[] bytes = EventStreamBytes.message(new byte[0], payload);

        Cuts.Outcome outcome = Cuts.of(new EventStreamFraming(), bytes, 4096);

        assertThat(outcome.frames()).singleElement().extracting(Frame::dataLength).isEqualTo(payload.length);
    }

    @Test
    void damagedStreamGivesFramesOrAFaultAndNeverAnythingElse() {
        byte[] bytes = Cuts.bytes(WIRE.at("/stream/hex").asText());
        var random = new Random(5);
        for (int run = 0; run < 3_000; run++) {
            byte[] damaged = Cuts.damaged(bytes, random);

            Cuts.Outcome whole = Cuts.of(new EventStreamFraming(), damaged);

            assertThat(Cuts.of(new EventStreamFraming(), damaged, 1 + random.nextInt(200)).shown())
                    .isEqualTo(whole.shown());
            byte[] raw = SseFramingTest.raw(whole.frames());
            assertThat(raw).isEqualTo(Arrays.copyOf(bytes, raw.length));
        }
    }

    @Test
    void garbageBehindARightPreludeNeverThrowsAnythingElse() {
        var random = new Random(6);
        for (int run = 0; run < 5_000; run++) {
            byte[] headers = new byte[random.nextInt(30)];
            random.nextBytes(headers);
            if (headers.length > 0) {
                headers[0] = (byte) random.nextInt(4);
            }
            byte[] bytes = EventStreamBytes.message(headers, new byte[random.nextInt(8)]);

            Cuts.Outcome outcome = Cuts.of(new EventStreamFraming(), bytes);

            assertThat(outcome.frames().size() + (outcome.broken() == null ? 0 : 1)).isEqualTo(1);
        }
    }

    @Test
    void lengthIsReadUnsigned() {
        byte[] bytes = ByteBuffer.allocate(4).putInt(0xFEDCBA98).array();

        assertThat(PrefixedMessages.unsigned(bytes, 0)).isEqualTo(0xFEDCBA98L);
    }
}
