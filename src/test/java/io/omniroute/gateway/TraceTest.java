package io.omniroute.gateway;

import static io.omniroute.gateway.ScriptedExecutor.events;
import static io.omniroute.gateway.ScriptedExecutor.eventsThenLoss;
import static io.omniroute.gateway.ScriptedExecutor.fails;
import static io.omniroute.gateway.ScriptedExecutor.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.omniroute.domain.Format;
import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.key.ApiKey;
import io.omniroute.domain.key.Caller;
import io.omniroute.domain.log.LoggedRequest;
import io.omniroute.domain.log.StageFile;
import io.omniroute.testkit.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The stages of requests that went through the corridor. */
@Timeout(20)
class TraceTest {
    private static final String CLAUDE_BODY = "{\"model\":\"p/m\",\"max_tokens\":9,\"stream\":%s,"
            + "\"messages\":[{\"role\":\"user\",\"content\":\"hi there\"}]}";
    private static final long MUCH = 64 << 20;

    private final List<LoggedRequest> logged = new ArrayList<>();
    private final Tracing tracing = tracing(MUCH);

    private Tracing tracing(long mostBytes) {
        return new Tracing(logged::add, Corridor.interpreter(), CallPreviewTest.preview(), mostBytes);
    }

    private Corridor corridor(Speech speech, Tracing used, ScriptedExecutor.Answer... answers) {
        return new Corridor(speech, new ScriptedExecutor(answers),
                new Chronicle(new History(), entry -> {}, Optional.of(used)));
    }

    private Map<String, String> stages(Corridor corridor, Inbound inbound) {
        try (corridor) {
            corridor.serve(inbound);
        }
        return stages();
    }

    private Map<String, String> stages() {
        assertThat(logged).hasSize(1);
        var stages = new LinkedHashMap<String, String>();
        try (LoggedRequest request = logged.getFirst()) {
            for (StageFile stage : request.stages()) {
                stages.put(stage.name(), new String(stage.content(), StandardCharsets.UTF_8));
            }
        }
        return stages;
    }

    private static Inbound claude(boolean stream) {
        return Corridor.inbound(Format.CLAUDE, CLAUDE_BODY.formatted(stream), Optional.empty());
    }

    @Test
    void aStreamThroughTheHubLeavesAllSevenStages() {
        Map<String, String> stages = stages(
                corridor(Speech.CHAT, tracing, events(Speech.CHAT.goodStream())), claude(true));

        assertThat(stages.keySet()).containsExactly("1_req_client.json", "2_req_source.json", "3_req_openai.json",
                "4_req_target.json", "5_res_provider.txt", "6_res_openai.txt", "7_res_client.txt");
        assertThat(Json.tree(stages.get("1_req_client.json")).at("/endpoint").asText()).isEqualTo("/v1/messages");
        assertThat(stages.get("1_req_client.json")).contains("\"body\":" + CLAUDE_BODY.formatted(true));
        assertThat(Json.tree(stages.get("2_req_source.json")).at("/format").asText()).isEqualTo("claude");
        assertThat(Json.tree(stages.get("2_req_source.json")).at("/upstreamModel").asText()).isEqualTo("m");
        assertThat(Json.tree(stages.get("3_req_openai.json")).at("/body/messages/0/content").asText())
                .isEqualTo("hi there");
        assertThat(Json.tree(stages.get("4_req_target.json")).at("/body/model").asText()).isEqualTo("m");
        assertThat(stages.get("5_res_provider.txt"))
                .isEqualTo(new String(Speech.CHAT.goodStream(), StandardCharsets.UTF_8));
        assertThat(stages.get("6_res_openai.txt")).startsWith("data: {").endsWith("data: [DONE]\n\n");
        assertThat(stages.get("7_res_client.txt")).startsWith("HTTP 200\ncontent-type: text/event-stream\n")
                .contains("event: message_start\ndata: {").contains("event: message_stop");
    }

    @Test
    void aWholeAnswerThroughTheHubIsJson() {
        var answer = json(200, Speech.CHAT.goodReply());
        Map<String, String> stages = stages(corridor(Speech.CHAT, tracing, answer), claude(false));

        assertThat(stages).containsKey("5_res_provider.json").doesNotContainKey("5_res_provider.txt");
        assertThat(Json.tree(stages.get("6_res_openai.txt")).at("/object").asText()).isEqualTo("chat.completion");
        assertThat(stages.get("7_res_client.txt")).contains("content-type: application/json", "\"type\":\"message\"");
    }

    @ParameterizedTest
    @EnumSource(Speech.class)
    void theShortCutHasTheSameStagesAndItsBytesAreUntouched(Speech speech) {
        var upstreams = new ScriptedExecutor(speech.streamAnswer(speech.goodStream()));
        var untraced = new Corridor(speech, upstreams);
        String plain;
        try (untraced) {
            plain = untraced.serveStream().text();
        }
        try (var corridor = corridor(speech, tracing, speech.streamAnswer(speech.goodStream()))) {
            assertThat(corridor.serveStream().text()).isEqualTo(plain);
        }

        Map<String, String> stages = stages();
        assertThat(stages.keySet()).containsExactly("1_req_client.json", "2_req_source.json", "3_req_openai.json",
                "4_req_target.json", "5_res_provider.txt", "6_res_openai.txt", "7_res_client.txt");
        assertThat(Json.tree(stages.get("3_req_openai.json")).at("/body/messages/0/content").asText()).isEqualTo("hi");
        assertThat(stages.get("6_res_openai.txt")).contains("chat.completion.chunk").endsWith("data: [DONE]\n\n");
        assertThat(stages.get("7_res_client.txt")).contains(plain.strip().substring(0, 20));
    }

    @Test
    void aClientOfLinesGotLines() {
        String body = "{\"model\":\"p/m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
        Map<String, String> stages = stages(corridor(Speech.CHAT, tracing, events(Speech.CHAT.goodStream())),
                Corridor.inbound(Format.OLLAMA, body, Optional.empty()));

        assertThat(stages.get("7_res_client.txt")).contains("content-type: application/x-ndjson\n", "}\n{");
        assertThat(stages.get("6_res_openai.txt")).endsWith("data: [DONE]\n\n");
    }

    @Test
    void secretsOfTheCallAndThoseAProviderRepeatsAreHidden() {
        String repeated = "{\"error\":{\"message\":\"bad key " + CallPreviewTest.SECRET + "\"}}";
        Map<String, String> stages = stages(corridor(Speech.CHAT, tracing, json(400, repeated)),
                Speech.CHAT.complete());

        assertThat(String.join("", stages.values())).doesNotContain(CallPreviewTest.SECRET).contains("Bearer sk-u••••");
        assertThat(stages.get("5_res_provider.json")).contains("bad key ***");
    }

    @Test
    void aRejectedRequestHasAnErrorInPlaceOfTheHubsAnswer() {
        Map<String, String> stages = stages(corridor(Speech.CHAT, tracing, json(400, "{\"error\":{}}")),
                Speech.CHAT.complete());

        assertThat(stages).doesNotContainKey("6_res_openai.txt").containsKey("5_res_provider.json");
        assertThat(Json.tree(stages.get("6_error.json")).at("/status").asInt()).isEqualTo(400);
    }

    @Test
    void onlyTheLastAttemptIsKept() {
        try (var corridor = corridor(Speech.CHAT, tracing, json(500, "{\"error\":{\"message\":\"first\"}}"),
                events(Speech.CHAT.goodStream()))) {
            corridor.serveStream();
        }

        Map<String, String> stages = stages();
        assertThat(Json.tree(stages.get("4_req_target.json")).at("/attempt").asInt()).isEqualTo(2);
        assertThat(String.join("", stages.values())).doesNotContain("first");
    }

    @Test
    void anUnreachableProviderLeavesWhatWasToBeSent() {
        var gone = fails(new Failure.Unreachable("connection refused"));
        Map<String, String> stages = stages(corridor(Speech.CHAT, tracing, gone, gone, gone), Speech.CHAT.complete());

        assertThat(stages.keySet()).containsExactly("1_req_client.json", "2_req_source.json", "3_req_openai.json",
                "4_req_target.json", "6_error.json", "7_res_client.txt");
        assertThat(stages.get("6_error.json")).contains("connection refused");
    }

    @Test
    void aStreamThatBreaksKeepsWhatCameAndItsError() {
        byte[] half = Arrays.copyOf(Speech.CHAT.goodStream(), Speech.CHAT.goodStream().length * 2 / 3);
        Map<String, String> stages = stages(corridor(Speech.CHAT, tracing, eventsThenLoss(half)),
                Speech.CHAT.streamed());

        assertThat(stages).containsKeys("5_res_provider.txt", "6_res_openai.txt", "6_error.json", "7_res_client.txt");
        assertThat(Json.tree(stages.get("6_error.json")).at("/status").asInt()).isEqualTo(502);
        assertThat(stages.get("7_res_client.txt")).contains("error");
    }

    @Test
    void aRequestThatGoesNowhereLeavesItselfAndItsError() {
        var inbound = Corridor.inbound(Format.CLAUDE, "{broken", Optional.empty());
        Map<String, String> stages = stages(corridor(Speech.CHAT, tracing), inbound);

        assertThat(stages.keySet()).containsExactly("1_req_client.json", "6_error.json", "7_res_client.txt");
        assertThat(Json.tree(stages.get("1_req_client.json")).at("/body").asText()).isEqualTo("{broken");
        assertThat(Json.tree(stages.get("6_error.json")).at("/code").asText()).isEqualTo("bad_request");
        assertThat(logged.getFirst().target()).isEqualTo("none");
    }

    @Test
    void whatTheHubCannotExpressIsSaidInItsStageAndHarmsNobody() {
        String odd = "{\"model\":\"p/m\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"no_such\"}]}]}";
        try (var corridor = corridor(Speech.CHAT, tracing,
                json(200, Speech.CHAT.goodReply()))) {
            RecordingChannel client = corridor
                    .serve(Corridor.inbound(Format.OPENAI, odd, Optional.empty()));
            assertThat(client.status).isEqualTo(200);
        }

        Map<String, String> stages = stages();
        assertThat(stages.get("3_req_openai.json")).contains("could not be made");
        assertThat(stages).containsKeys("4_req_target.json", "5_res_provider.json", "7_res_client.txt");
    }

    @Test
    void theFolderIsNamedAfterBothSidesAndTheModelAsked() {
        stages(corridor(Speech.CHAT, tracing, events(Speech.CHAT.goodStream())), claude(true));

        LoggedRequest request = logged.getFirst();
        assertThat(request.source()).isEqualTo("claude");
        assertThat(request.target()).isEqualTo("openai");
        assertThat(request.model()).isEqualTo("p/m");
        assertThat(request.arrived()).isBefore(Instant.now().plusSeconds(1));
    }

    @Test
    void aKeyThatWantsNothingKeptIsNotTraced() {
        var key = new ApiKey("k", "n", "h", "p", "m", true, true, false, List.of(), null, null, Instant.EPOCH);
        Inbound given = Speech.CHAT.streamed();
        var silent = new Inbound("r", given.door(), Caller.of(key), Map.of(), given.target(), given.provider(),
                given.wishes(), given.body(), given.arrived(), given.times());
        try (var corridor = corridor(Speech.CHAT, tracing, events(Speech.CHAT.goodStream()))) {
            assertThat(corridor.serve(silent).text()).contains("[DONE]");
        }

        assertThat(logged).isEmpty();
        assertThat(tracing.left()).isZero();
    }

    @Test
    void aRequestWithoutRoomIsServedAndCounted() {
        Tracing narrow = tracing(10);
        try (var corridor = corridor(Speech.CHAT, narrow, events(Speech.CHAT.goodStream()))) {
            assertThat(corridor.serveStream().text()).contains("[DONE]");
        }

        assertThat(logged).isEmpty();
        assertThat(narrow.left()).isEqualTo(1);
    }

    @Test
    void answersThatFindNoRoomAreCutAndTheRoomIsGivenBack() {
        int request = Speech.CHAT.streamed().body().length();
        Tracing narrow = tracing(3 * request + 100);
        for (int i = 0; i < 3; i++) {
            try (var corridor = corridor(Speech.CHAT, narrow, events(Speech.CHAT.goodStream()))) {
                assertThat(corridor.serveStream().text()).contains("[DONE]");
            }
            assertThat(stages().get("7_res_client.txt")).contains("[cut: ");
            logged.clear();
        }

        assertThat(narrow.left()).isZero();
    }
}
