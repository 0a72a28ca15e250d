package io.omniroute.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.omniroute.domain.lab.RecentRequest;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HistoryTest {
    private final History history = new History();

    private static RecentRequest request(int number) {
        return new RecentRequest("r-" + number, Instant.EPOCH, "p", "m", "openai", "claude", "ok", 200, 5,
                "/v1/chat/completions", "c", null);
    }

    @Test
    void theNewestStandFirst() {
        IntStream.range(0, 3).forEach(number -> history.add(request(number)));

        assertThat(history.newest(2)).extracting(RecentRequest::id).containsExactly("r-2", "r-1");
        assertThat(history.total()).isEqualTo(3);
    }

    @Test
    void theOldestMakeRoom() {
        IntStream.range(0, 250).forEach(number -> history.add(request(number)));

        assertThat(history.total()).isEqualTo(200);
        assertThat(history.newest(1_000)).hasSize(200).last().extracting(RecentRequest::id).isEqualTo("r-50");
    }

    @Test
    void nothingIsAskedFor() {
        history.add(request(1));

        assertThat(history.newest(0)).isEmpty();
        assertThat(history.newest(-5)).isEmpty();
    }

    @Test
    void everyRequestOfTheCorridorIsSeen() {
        var upstreams = new ScriptedExecutor(ScriptedExecutor.events(Speech.CHAT.goodStream()));
        var chronicle = Chronicle.brief();
        try (var corridor = new Corridor(Speech.CHAT, upstreams, chronicle)) {
            corridor.serveStream();
            corridor.serve(Corridor.inbound(io.omniroute.domain.Format.CLAUDE,
                    "{\"model\":\"nowhere/m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}",
                    java.util.Optional.empty()));
        }

        RecentRequest failed = chronicle.history().newest(5).getFirst();
        RecentRequest answered = chronicle.history().newest(5).getLast();
        assertThat(answered.status()).isEqualTo("ok");
        assertThat(answered.sourceFormat()).isEqualTo("openai");
        assertThat(answered.targetFormat()).isEqualTo("openai");
        assertThat(answered.connectionId()).isEqualTo("first");
        assertThat(answered.endpoint()).isEqualTo("/v1/chat/completions");
        assertThat(failed.status()).isEqualTo("error");
        assertThat(failed.statusCode()).isBetween(400, 499);
        assertThat(failed.targetFormat()).isNull();
        assertThat(failed.endpoint()).isEqualTo("/v1/messages");
    }
}
