package io.omniroute.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class RecordingTest {
    private final Room room = new Room(100);

    private static String text(Recording recording) {
        return new String(recording.bytes(), StandardCharsets.UTF_8);
    }

    @Test
    void whatPassesIsKept() {
        var recording = new Recording(room, 50);
        recording.add("one ");
        recording.add("xtwox".getBytes(StandardCharsets.UTF_8), 1, 3);

        assertThat(text(recording)).isEqualTo("one two");
        assertThat(recording.whole()).isTrue();
        assertThat(recording.note()).isEmpty();
        assertThat(room.free()).isEqualTo(93);
    }

    @Test
    void whatExceedsTheLimitIsCounted() {
        var recording = new Recording(room, 5);
        recording.add("1234567");
        recording.add("89");

        assertThat(text(recording)).isEqualTo("12345");
        assertThat(recording.note()).contains("4 more bytes");
        assertThat(recording.held()).isEqualTo(5);
    }

    @Test
    void whatFindsNoRoomIsLeftOutAndNothingBehindItIsKept() {
        assertThat(room.take(96)).isTrue();
        var recording = new Recording(room, 50);
        recording.add("12345");
        recording.add("6");

        assertThat(text(recording)).isEmpty();
        assertThat(recording.whole()).isFalse();
        assertThat(recording.isEmpty()).isFalse();
        assertThat(room.free()).isEqualTo(4);
    }

    @Test
    void aStreamIsReadAsItWas() throws IOException {
        byte[] body = "some bytes that pass".getBytes(StandardCharsets.UTF_8);
        var recording = new Recording(room, 50);
        try (var in = recording.listening(new ByteArrayInputStream(body))) {
            assertThat(in.markSupported()).isFalse();
            assertThat(in.read()).isEqualTo('s');
            assertThat(in.skip(4)).isEqualTo(4);
            assertThat(in.readAllBytes()).hasSize(15);
            assertThat(in.read()).isEqualTo(-1);
            assertThat(in.skip(4)).isZero();
        }

        assertThat(recording.bytes()).isEqualTo(body);
    }

    @Test
    void aNewRecordingIsEmpty() {
        assertThat(new Recording(room, 5).isEmpty()).isTrue();
    }
}
