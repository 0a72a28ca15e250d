package io.omniroute.translation.gemini;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.omniroute.domain.chat.ChatEvent;
import io.omniroute.domain.stream.Frame;
import io.omniroute.translation.StreamState;
import io.omniroute.upstream.framing.Framing;
import io.omniroute.upstream.framing.SseFraming;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GeminiStreamDecoderTest {
    static Stream<Path> streams() {
        return Golden.files("gemini", ".sse");
    }

    @ParameterizedTest
    @MethodSource("streams")
    void recordedStreamMeansWhatStandsBesideIt(Path recording) {
        List<String> events = lines(decoded(Golden.text(recording).getBytes(UTF_8), 1 << 20));

        Golden.check(Golden.beside(recording, ".sse", ".events.txt"), events);
    }

    @ParameterizedTest
    @MethodSource("streams")
    void cuttingTheBytesElsewhereChangesNothing(Path recording) {
        byte[] bytes = Golden.text(recording).getBytes(UTF_8);
        List<ChatEvent> whole = decoded(bytes, bytes.length);

        for (int size : new int[]{1, 2, 3, 7, 64}) {
            assertThat(decoded(bytes, size)).isEqualTo(whole);
        }
    }

    @ParameterizedTest
    @MethodSource("streams")
    void damagedStreamEndsOnceAndNeverThrows(Path recording) {
        byte[] bytes = Golden.text(recording).getBytes(UTF_8);
        var random = new Random(11);
        for (int run = 0; run < 300; run++) {
            byte[] damaged = Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
            for (int i = random.nextInt(4); i > 0 && damaged.length > 0; i--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }

            List<ChatEvent> events = decoded(damaged, 64);

            assertThat(events.stream().filter(GeminiStreamDecoderTest::last)).hasSize(1);
            assertThat(last(events.getLast())).isTrue();
            assertThat(events.stream().filter(it -> it instanceof ChatEvent.Started).count()).isLessThan(2);
        }
    }

    @ParameterizedTest
    @MethodSource("streams")
    void anyMomentCanBeAskedAgain(Path recording) {
        StreamState<Frame, ChatEvent> state = GeminiAnswers.BARE.decoder(Hub.answering());
        for (Frame frame : frames(Golden.text(recording).getBytes(UTF_8), 64)) {
            StreamState<Frame, ChatEvent> before = state;
            List<ChatEvent> first = before.on(frame).out();

            assertThat(before.on(frame).out()).isEqualTo(first);
            state = before.on(frame).next();
        }
    }

    @Test
    void callsWithoutIdsGetDifferentOnesThatAreTheSameOnEveryReplay() {
        String chunk = """
                {"candidates":[{"content":{"parts":[{"functionCall":{"name":"f"}},{"functionCall":{"name":"f"}}]}}]}""";

        List<ChatEvent> events = GeminiAnswers.BARE.decoder(Hub.answering()).on(Hub.frame(chunk)).out();

        List<String> ids = events.stream().filter(it -> it instanceof ChatEvent.CallOpened)
                .map(it -> ((ChatEvent.CallOpened) it).id()).toList();
        assertThat(ids).hasSize(2).doesNotHaveDuplicates().allMatch(id -> id.matches("call_[A-Za-z0-9]{24}"));
        assertThat(GeminiAnswers.BARE.decoder(Hub.answering()).on(Hub.frame(chunk)).out()).isEqualTo(events);
    }

    @Test
    void valueThatSkipsTheValidatorIsNoSignature() {
        String chunk = """
                {"candidates":[{"content":{"parts":[{"functionCall":{"name":"f"},\
                "thoughtSignature":"skip_thought_signature_validator"}]}}]}""";

        List<ChatEvent> events = GeminiAnswers.BARE.decoder(Hub.answering()).on(Hub.frame(chunk)).out();

        assertThat(((ChatEvent.CallOpened) events.get(1)).signature()).isEmpty();
    }

    @Test
    void htmlPageIsAFailureAndOtherTextUnreadable() {
        var decoder = GeminiAnswers.BARE.decoder(Hub.answering());

        assertThat(decoder.on(Hub.frame("<html><body>no</body></html>")).out())
                .containsExactly(new ChatEvent.Failed(502, "the provider answered with an HTML document"));
        assertThat(decoder.on(Hub.frame("[DONE]")).out()).containsExactly(new ChatEvent.Unreadable());
        assertThat(decoder.on(Hub.frame("17")).out()).containsExactly(new ChatEvent.Unreadable());
    }

    @Test
    void nothingFollowsAFailure() {
        var failed = GeminiAnswers.BARE.decoder(Hub.answering())
                .on(Hub.frame("{\"error\":{\"code\":503,\"message\":\"busy\",\"status\":\"UNAVAILABLE\"}}"));

        assertThat(failed.out()).containsExactly(new ChatEvent.Failed(503, "busy"));
        assertThat(failed.next().on(Hub.frame("{\"candidates\":[]}")).out()).isEmpty();
        assertThat(failed.next().end()).isEmpty();
    }

    @Test
    void enormousTextStaysLinear() {
        String chunk = "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"" + "x".repeat(100) + "\"}]}}]}";
        StreamState<Frame, ChatEvent> state = GeminiAnswers.BARE.decoder(Hub.answering());
        for (int i = 0; i < 50_000; i++) {
            state = state.on(Hub.frame(chunk)).next();
        }
        state = state.on(Hub.frame("{\"candidates\":[{\"finishReason\":\"STOP\"}]}")).next();

        assertThat(state.end()).hasSize(2);
    }

    private static boolean last(ChatEvent event) {
        return event instanceof ChatEvent.Ended || event instanceof ChatEvent.Failed;
    }

    private static List<String> lines(List<ChatEvent> events) {
        return events.stream().flatMap(event -> event.toString().lines()).toList();
    }

    private static List<ChatEvent> decoded(byte[] bytes, int size) {
        return run(GeminiAnswers.BARE.decoder(Hub.answering()), frames(bytes, size));
    }

    static List<ChatEvent> run(StreamState<Frame, ChatEvent> decoder, List<Frame> frames) {
        StreamState<Frame, ChatEvent> state = decoder;
        var events = new ArrayList<ChatEvent>();
        for (Frame frame : frames) {
            var step = state.on(frame);
            events.addAll(step.out());
            state = step.next();
        }
        events.addAll(state.end());
        return events;
    }

    static List<Frame> frames(byte[] bytes, int size) {
        Framing framing = new SseFraming();
        var frames = new ArrayList<Frame>();
        for (int from = 0; from < bytes.length; from += size) {
            frames.addAll(framing.feed(bytes, from, Math.min(bytes.length, from + size)));
        }
        frames.addAll(framing.end());
        return frames;
    }
}
