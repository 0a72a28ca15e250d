package io.omniroute.gateway;

import static io.omniroute.gateway.ScriptedExecutor.events;
import static io.omniroute.gateway.ScriptedExecutor.fails;
import static io.omniroute.gateway.ScriptedExecutor.html;
import static io.omniroute.gateway.ScriptedExecutor.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.usage.UsageEntry;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which failures move on to the next account, and what the client hears of them. */
@Timeout(20)
class LegsTest {
    private static final String ERROR = "{\"error\":{\"message\":\"theirs\"}}";

    static Stream<ScriptedExecutor.Answer> failuresThatMoveOn() {
        return Stream.of(json(401, ERROR), json(429, ERROR), json(500, ERROR), html(502, "<html>"),
                json(529, ERROR), fails(new Failure.Timeout("no response headers", Duration.ofSeconds(1))),
                fails(new Failure.Unreachable("connection refused")), json(200, ERROR), events(""),
                events("data: {\"error\":{\"message\":\"theirs\",\"code\":429}}\n\n"),
                events("data: {\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\"}}],\"id\":\"leg1\"}\n\n"));
    }

    @ParameterizedTest
    @MethodSource("failuresThatMoveOn")
    void theNextAccountAnswersAndNothingOfTheFirstIsSeen(ScriptedExecutor.Answer failing) {
        byte[] good = Speech.CHAT.goodStream();
        var upstreams = new ScriptedExecutor(failing, events(good));
        try (var corridor = new Corridor(Speech.CHAT, upstreams)) {
            RecordingChannel client = corridor.serveStream();

            assertThat(new String(good, UTF_8)).startsWith(client.text());
            assertThat(client.text()).endsWith("data: [DONE]\n\n").doesNotContain("leg1", "theirs");
            assertThat(client.headers).containsEntry("X-OmniRoute-Attempts", "2");
            assertThat(upstreams.legs).extracting(leg -> leg.connection().id()).containsExactly("first", "second");
            assertThat(corridor.booked.only()).satisfies(entry -> {
                assertThat(entry.status()).isEqualTo(UsageEntry.OK);
                assertThat(entry.connectionId()).isEqualTo("second");
            });
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 413, 415, 422})
    void whatIsWrongWithTheRequestIsTriedOnce(int status) {
        var upstreams = new ScriptedExecutor(json(status, ERROR));
        try (var corridor = new Corridor(Speech.CHAT, upstreams)) {
            RecordingChannel client = corridor.serveStream();

            assertThat(client.status).isEqualTo(status);
            assertThat(client.text()).isEqualTo(ERROR);
            assertThat(upstreams.legs).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource(Speech.class)
    void anUpstreamsJsonErrorIsForwardedUnchangedWithItsHints(Speech speech) {
        String body = " {\"error\":{\"message\":\"slow down\",\"unknown\":1}}";
        var upstreams = new ScriptedExecutor(json(429, "{}"), json(429, body, "Retry-After", "7",
                "X-RateLimit-Remaining-Tokens", "0", "Set-Cookie", "secret=1", "request-id", "req_1"));
        try (var corridor = new Corridor(speech, upstreams)) {
            RecordingChannel client = corridor.serve(speech.complete());

            assertThat(client.status).isEqualTo(429);
            assertThat(client.contentType).isEqualTo("application/json");
            assertThat(client.text()).isEqualTo(body);
            assertThat(client.headers).containsEntry("retry-after", "7").containsEntry("request-id", "req_1")
                    .containsEntry("x-ratelimit-remaining-tokens", "0").doesNotContainKey("set-cookie");
            assertThat(corridor.booked.only().httpStatus()).isEqualTo(429);
            assertThat(corridor.booked.only().errorCode()).isEqualTo("429");
        }
    }

    @ParameterizedTest
    @EnumSource(Speech.class)
    void aPageInPlaceOfAnErrorIsReplaced(Speech speech) {
        var upstreams = new ScriptedExecutor(html(502, "<html>gate</html>"), html(502, "<html>gate</html>"),
                html(502, "<html>gate</html>"));
        try (var corridor = new Corridor(speech, upstreams)) {
            RecordingChannel client = corridor.serve(speech.complete());

            assertThat(client.status).isEqualTo(502);
            assertThat(client.contentType).isEqualTo("application/json");
            assertThat(client.text()).startsWith("{").contains("\"error\"").doesNotContain("<html>");
        }
    }

    @ParameterizedTest
    @EnumSource(Speech.class)
    void aCompleteAnswerIsHandedOnAsItCame(Speech speech) {
        var upstreams = new ScriptedExecutor(json(200, speech.goodReply(), "openai-model", "m"));
        try (var corridor = new Corridor(speech, upstreams)) {
            RecordingChannel client = corridor.serve(speech.complete());

            assertThat(client.text()).isEqualTo(speech.goodReply());
            assertThat(client.headers).containsEntry("X-OmniRoute-Model", "m").containsEntry("openai-model", "m");
            assertThat(corridor.booked.only().tokens().positive()).isTrue();
        }
    }

    @Test
    void anErrorInsideASuccessIsAnError() {
        String inside = "{\"error\":{\"message\":\"theirs\",\"type\":\"server_error\",\"code\":500}}";
        var upstreams = new ScriptedExecutor(json(200, inside), json(200, inside));
        try (var corridor = new Corridor(Speech.CHAT, upstreams)) {
            RecordingChannel client = corridor.serve(Speech.CHAT.complete());

            assertThat(client.status).isGreaterThanOrEqualTo(500);
            assertThat(corridor.booked.only().status()).isEqualTo(UsageEntry.ERROR);
            assertThat(upstreams.legs).hasSize(2);
        }
    }

    @Test
    void aStreamForACompleteRequestIsCollected() {
        var upstreams = new ScriptedExecutor(events(Speech.CHAT.goodStream()));
        try (var corridor = new Corridor(Speech.CHAT, upstreams)) {
            RecordingChannel client = corridor.serve(Speech.CHAT.complete());

            assertThat(client.status).isEqualTo(200);
            assertThat(client.contentType).isEqualTo("application/json");
            assertThat(client.text()).startsWith("{").contains("\"object\":\"chat.completion\"");
            assertThat(corridor.booked.only().tokens().positive()).isTrue();
        }
    }

    @Test
    void aBrokenStreamForACompleteRequestMovesOn() {
        var upstreams = new ScriptedExecutor(
                events("data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"h\"}}]}\n\n"),
                json(200, Speech.CHAT.goodReply()));
        try (var corridor = new Corridor(Speech.CHAT, upstreams)) {
            assertThat(corridor.serve(Speech.CHAT.complete()).text()).isEqualTo(Speech.CHAT.goodReply());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"hello", "", "[1]", "{\"choices\":"})
    void whatIsNoJsonObjectIsABadGateway(String body) {
        var upstreams = new ScriptedExecutor(json(200, body), json(200, body), json(200, body));
        try (var corridor = new Corridor(Speech.CHAT, upstreams)) {
            RecordingChannel client = corridor.serve(Speech.CHAT.complete());

            assertThat(client.status).isEqualTo(502);
            assertThat(client.text()).contains("Invalid JSON response from provider");
        }
    }

    @ParameterizedTest
    @EnumSource(value = Speech.class, mode = EnumSource.Mode.EXCLUDE, names = "GEMINI_ARRAY")
    void aCompleteBodyForAStreamRequestIsPlayed(Speech speech) {
        var upstreams = new ScriptedExecutor(json(200, speech.goodReply()));
        try (var corridor = new Corridor(speech, upstreams)) {
            RecordingChannel client = corridor.serveStream();

            assertThat(client.status).isEqualTo(200);
            assertThat(client.text()).contains("data: {").doesNotContain("\"error\":{");
            assertThat(client.calls).startsWith("begin", "event");
            assertThat(corridor.booked.only().status()).isEqualTo(UsageEntry.OK);
        }
    }

    /** The usage of an account that failed is not booked on the one that was tried after it. */
    @Test
    void theNextAccountStartsWithItsOwnBooks() {
        String start = "event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"id\":\"m\",\"usage\":"
                + "{\"input_tokens\":900,\"output_tokens\":1}}}\n\n";
        var upstreams = new ScriptedExecutor(events(start), json(500, ERROR));
        try (var corridor = new Corridor(Speech.MESSAGES, upstreams)) {
            corridor.serveStream();

            assertThat(corridor.booked.only().connectionId()).isEqualTo("second");
            assertThat(corridor.booked.only().tokens().positive()).isFalse();
            assertThat(corridor.booked.pending).isEqualTo(2);
        }
    }

    @Test
    void everyAccountGetsTheClientsBodyWithItsOwnModel() {
        var upstreams = new ScriptedExecutor(json(500, ERROR), events(Speech.CHAT.goodStream()));
        try (var corridor = new Corridor(Speech.CHAT, upstreams)) {
            corridor.serveStream();

            List<String> sent = upstreams.requests.stream().map(it -> new String(it.body(), UTF_8)).toList();
            assertThat(sent).hasSize(2);
            assertThat(sent.get(0)).isEqualTo(sent.get(1)).contains("\"model\":\"m\"");
        }
    }
}
