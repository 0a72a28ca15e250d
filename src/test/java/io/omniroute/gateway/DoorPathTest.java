package io.omniroute.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.omniroute.domain.Format;
import io.omniroute.domain.key.Caller;
import io.omniroute.gateway.Inbound.PathTarget;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DoorPathTest {
    @ParameterizedTest
    @CsvSource({"OPENAI,/v1/chat/completions", "OPENAI_RESPONSES,/v1/responses", "CLAUDE,/v1/messages",
            "GEMINI,/v1beta/models/m:generateContent", "ANTIGRAVITY,/v1internal:generateContent", "OLLAMA,/v1/api/chat",
            "KIRO,''"})
    void eachDialectHasItsPath(Format format, String path) {
        var target = Optional.of(new PathTarget("m", "generateContent", "alt=sse"));

        assertThat(DoorPath.of(Corridor.inbound(format, "{}", target))).isEqualTo(path);
    }

    @Test
    void aProviderRouteNamesItsProvider() {
        var inbound = new Inbound("r", Format.OPENAI, Caller.LOCAL, Map.of(), Optional.empty(), Optional.of("groq"),
                Inbound.Wishes.NONE, new RequestBody(new byte[0], () -> {}), Instant.EPOCH, new Inbound.Times(0, 0));

        assertThat(DoorPath.of(inbound)).isEqualTo("/v1/providers/groq/chat/completions");
    }
}
