package io.omniroute.gateway;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.omniroute.domain.stream.Frame;
import io.omniroute.domain.stream.Observation;
import io.omniroute.translation.Dialects;
import io.omniroute.translation.StreamObserver;
import io.omniroute.upstream.framing.Framing;
import io.omniroute.upstream.framing.JsonArrayFraming;
import io.omniroute.upstream.framing.SseFraming;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CommitmentTest {
    /** The number of the frame that releases the ones before it: comments and handshakes are held. */
    @ParameterizedTest
    @CsvSource({"CHAT, 4", "MESSAGES, 4", "RESPONSES, 5", "GEMINI, 1", "GEMINI_ARRAY, 1"})
    void handshakesAreHeldUntilTheFirstContent(Speech speech, int releasing) {
        List<Frame> frames = frames(speech);
        var commitment = new Commitment();
        StreamObserver observer = Dialects.of(speech.format()).observer();

        for (int at = 1; at < releasing; at++) {
            assertThat(offer(commitment, observer, frames.get(at - 1))).as("frame %d", at).isEmpty();
            assertThat(commitment.committed()).as("frame %d", at).isFalse();
        }

        assertThat(offer(commitment, observer, frames.get(releasing - 1)))
                .containsExactlyElementsOf(frames.subList(0, releasing).stream().map(CommitmentTest::raw).toList());
        assertThat(commitment.committed()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(Speech.class)
    void nothingIsLostOrMovedWhereverTheStreamEnds(Speech speech) {
        List<Frame> frames = frames(speech);
        for (int cut = 0; cut <= frames.size(); cut++) {
            var commitment = new Commitment();
            StreamObserver observer = Dialects.of(speech.format()).observer();
            List<Outgoing> released = new ArrayList<>();

            for (Frame frame : frames.subList(0, cut)) {
                released.addAll(offer(commitment, observer, frame));
            }

            assertThat(text(released)).as("cut after %d", cut)
                    .isEqualTo(commitment.committed()
                            ? text(frames.subList(0, cut).stream().map(CommitmentTest::raw).toList())
                            : "");
        }
    }

    @Test
    void aRegularFinishWithoutContentCommitsToo() {
        var commitment = new Commitment();
        Outgoing role = outgoing("role");
        Outgoing stop = outgoing("stop");

        assertThat(commitment.offer(List.of(role), Observation.NOTHING)).isEmpty();
        assertThat(commitment.offer(List.of(stop), new Observation(false, true, false, false, null, null, false)))
                .containsExactly(role, stop);
    }

    @Test
    void usageTerminalsAndUnreadableEventsCommitNothing() {
        var commitment = new Commitment();

        assertThat(commitment.offer(List.of(outgoing("usage")),
                new Observation(false, false, false, true, null, null, false)))
                .isEmpty();
        assertThat(commitment.offer(List.of(outgoing("odd")), Observation.UNREADABLE)).isEmpty();
        assertThat(commitment.offer(List.of(outgoing("end")), Observation.TERMINAL)).isEmpty();
        assertThat(commitment.committed()).isFalse();
    }

    private static List<Outgoing> offer(Commitment commitment, StreamObserver observer, Frame frame) {
        return commitment.offer(List.of(raw(frame)), frame.hasData() ? observer.observe(frame) : Observation.NOTHING);
    }

    private static List<Frame> frames(Speech speech) {
        Framing framing = speech.array() ? new JsonArrayFraming() : new SseFraming();
        byte[] stream = speech.goodStream();
        List<Frame> frames = new ArrayList<>(framing.feed(stream, 0, stream.length));
        frames.addAll(framing.end());
        return frames;
    }

    private static String text(List<Outgoing> outgoing) {
        return outgoing.stream().map(it -> new String(((Outgoing.Raw) it).bytes(), StandardCharsets.UTF_8))
                .collect(joining());
    }

    private static Outgoing raw(Frame frame) {
        return new Outgoing.Raw(frame.raw());
    }

    private static Outgoing outgoing(String text) {
        return new Outgoing.Raw(text.getBytes(StandardCharsets.UTF_8));
    }
}
