package io.omniroute.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.omniroute.domain.stream.ClientEvent;
import io.omniroute.gateway.ClientChannel.StreamForm;
import io.omniroute.gateway.Inbound.Wishes;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgressTest {
    private static final Wishes ASKED = new Wishes(false, true, "");

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1_000); // the clock may overflow on its way
    private final Progress progress = new Progress(now::get);

    private static List<Outgoing> events(int count) {
        return Collections.nCopies(count, new Outgoing.Event(new ClientEvent(null, "{}".getBytes(UTF_8))));
    }

    private static List<Outgoing> raw(String text) {
        return List.of(new Outgoing.Raw(text.getBytes(UTF_8)));
    }

    private String told(int milliseconds, List<Outgoing> next, boolean last) {
        now.addAndGet(Duration.ofMillis(milliseconds).toNanos());
        ClientEvent event = progress.on(next, last);
        return event == null ? "" : event.name() + ' ' + new String(event.json(), UTF_8);
    }

    @Test
    void itIsToldEveryTwoSeconds() {
        assertThat(told(1_999, events(3), false)).isEmpty();
        assertThat(told(1, events(2), false)).isEqualTo("progress {\"tokens_generated\":5,\"elapsed_ms\":2000}");
        assertThat(told(1_999, events(1), false)).isEmpty();
        assertThat(told(2_001, events(1), false)).isEqualTo("progress {\"tokens_generated\":7,\"elapsed_ms\":6000}");
    }

    @Test
    void theLastTimeItIsDone() {
        told(10, events(4), false);

        assertThat(told(10, events(1), true))
                .isEqualTo("progress {\"tokens_generated\":4,\"elapsed_ms\":20,\"done\":true}");
        assertThat(told(9_000, events(1), true)).as("once is enough").isEmpty();
        assertThat(told(9_000, events(1), false)).isEmpty();
    }

    @Test
    void anEndWithoutAnEventOfItsOwnIsToldToo() {
        told(10, events(4), false);

        assertThat(told(10, List.of(), true))
                .isEqualTo("progress {\"tokens_generated\":4,\"elapsed_ms\":20,\"done\":true}");
    }

    @Test
    void commentsAreNotCounted() {
        told(1, raw(": still working\n\n"), false);
        told(1, raw("data: {}\n\n"), false);
        told(1, raw(""), false);

        assertThat(told(1, raw("data: [DONE]\n\n"), true)).contains("\"tokens_generated\":1,");
    }

    @ParameterizedTest
    @CsvSource({"SERVER_SENT_EVENTS, true", "JSON_ARRAY, false", "NDJSON, false"})
    void onlyAStreamOfEventsHasAPlaceForIt(StreamForm form, boolean on) {
        Map<String, String> headers = new HashMap<>();

        assertThat(Progress.wanted(ASKED, form, headers) != null).isEqualTo(on);
        assertThat(headers).isEqualTo(on ? Map.of("X-OmniRoute-Progress", "enabled") : Map.of());
    }

    @Test
    void whoDoesNotAskIsNotTold() {
        Map<String, String> headers = new HashMap<>();

        assertThat(Progress.wanted(Wishes.NONE, StreamForm.SERVER_SENT_EVENTS, headers)).isNull();
        assertThat(headers).isEmpty();
    }
}
