package io.omniroute.management;

import static org.assertj.core.api.Assertions.assertThat;

import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.lab.RecentRequest;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TranslatorApiTest {
    private static final String BODY = "{\"body\":{\"messages\":[],\"max_tokens\":9}%s}";
    @TempDir
    Path data;
    private Door door;

    @BeforeEach
    void open() {
        door = new Door(data);
        door.office.loginAdmin.ensureFirstPassword(Optional.of("first-password"));
    }

    private Door.Answer post(String route, String body) {
        return door.asAdmin("POST", "/translator/" + route).body(body).send();
    }

    private Door.Answer get(String route) {
        return door.asAdmin("GET", "/translator/" + route).send();
    }

    @Test
    void detectingNamesTheFormatAndTheRule() {
        var answer = post("detect", BODY.formatted(""));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).isEqualTo("{\"success\":true,\"format\":\"claude\","
                + "\"reason\":\"rule 7: messages with max_tokens\"}");
    }

    @Test
    void aTranslationNamesBothFormats() {
        var answer = post("translate", BODY.formatted(",\"step\":\"direct\",\"targetFormat\":\"gemini\"")).json();

        assertThat(answer.path("success").asBoolean()).isTrue();
        assertThat(answer.path("step").asText()).isEqualTo("direct");
        assertThat(answer.path("sourceFormat").asText()).isEqualTo("claude");
        assertThat(answer.path("targetFormat").asText()).isEqualTo("gemini");
        assertThat(answer.at("/result/made").asBoolean()).isTrue();
    }

    @Test
    void stepsAreNumbers() {
        var answer = post("translate", BODY.formatted(",\"step\":4,\"provider\":\"p\"")).json();

        assertThat(answer.path("step").isInt()).isTrue();
        assertThat(answer.at("/result/url").asText()).isEqualTo("https://h/v1");
    }

    @Test
    void noActiveConnectionIsABadRequest() {
        door.office.lab.failure = Failure.Refused.of(400, "no_credentials", "No credentials for provider: p");
        var answer = post("translate", BODY.formatted(",\"step\":4,\"provider\":\"p\""));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().at("/error/code").asText()).isEqualTo("no_credentials");
    }

    @Test
    void anAnswerArrivesAsAStream() {
        var answer = post("send", BODY.formatted(",\"provider\":\"p\""));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers("Content-Type")).singleElement().asString().startsWith("text/event-stream");
        assertThat(answer.headers("X-OmniRoute-Attempts")).containsExactly("1");
        assertThat(answer.text()).isEqualTo("data: [DONE]\n\n");
    }

    @Test
    void anErrorKeepsTheUpstreamsStatus() {
        door.office.lab.status = 429;

        assertThat(post("send", BODY.formatted(",\"provider\":\"p\"")).status()).isEqualTo(429);
    }

    @Test
    void theNewestRequestsAreListed() {
        for (int i = 0; i < 3; i++) {
            door.office.lab.recent.add(new RecentRequest("r-" + i, Instant.parse("2026-11-20T10:00:00Z"), "groq", "m",
                    "claude", "openai", "ok", 200, 12, "/v1/messages", "c-1", null));
        }
        var answer = get("history?limit=2").json();

        assertThat(answer.path("total").asInt()).isEqualTo(3);
        assertThat(answer.path("events")).hasSize(2);
        assertThat(answer.at("/events/0").toString())
                .isEqualTo("{\"id\":\"r-0\",\"timestamp\":\"2026-11-20T10:00:00Z\","
                        + "\"provider\":\"groq\",\"model\":\"m\",\"sourceFormat\":\"claude\",\"targetFormat\":\"openai\","
                        + "\"status\":\"ok\",\"statusCode\":200,\"latency\":12,\"endpoint\":\"/v1/messages\","
                        + "\"connectionId\":\"c-1\",\"comboName\":null}");
        assertThat(get("history").json().path("events")).hasSize(3);
        assertThat(get("history?limit=x").status()).isEqualTo(400);
    }

    @Test
    void aStageFileTravelsThereAndBack() {
        assertThat(post("save", "{\"file\":\"4_req_target.json\",\"content\":\"{}\"}").json().path("success")
                .asBoolean()).isTrue();

        assertThat(get("load?file=4_req_target.json").json().path("content").asText()).isEqualTo("{}");
    }

    @ParameterizedTest
    @CsvSource({"..%2F..%2Fsecrets.properties,400", "1_req_client.json%00,400", "'',400", "1_req_client.json,404"})
    void otherFilesCannotBeLoaded(String file, int status) {
        assertThat(get("load?file=" + file).status()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({"POST,detect", "POST,translate", "POST,send", "GET,history", "POST,save", "GET,load"})
    void strangersLearnNothing(String method, String route) {
        assertThat(door.call(method, "/translator/" + route).send().status()).isEqualTo(401);
    }
}
