package io.omniroute.translation;

import io.omniroute.domain.stream.ClientEvent;
import io.omniroute.domain.failure.ErrorReply;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.omniroute.domain.Format;
import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.stream.Frame;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DialectErrorTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @CsvSource({"400,400,invalid_request_error,bad_request", "401,401,authentication_error,invalid_api_key",
            "402,402,insufficient_quota,insufficient_quota", "403,403,permission_error,permission_denied",
            "404,404,invalid_request_error,model_not_found", "406,406,invalid_request_error,",
            "408,408,server_error,timeout", "409,409,invalid_request_error,", "422,422,invalid_request_error,",
            "413,413,invalid_request_error,request_too_large", "415,415,invalid_request_error,unsupported_media_type",
            "429,429,rate_limit_error,rate_limit_exceeded", "500,500,server_error,internal_server_error",
            "502,502,server_error,bad_gateway", "503,503,server_error,service_unavailable",
            "504,504,server_error,gateway_timeout", "529,503,server_error,overloaded",
            "599,599,server_error,internal_server_error", "200,502,server_error,bad_gateway"})
    void openAiBodyHasExactlyFourMembers(int status, int sent, String type, String code) throws IOException {
        for (Format format : new Format[]{Format.OPENAI, Format.OPENAI_RESPONSES}) {
            ErrorReply reply = Dialects.of(format).error(new Failure.Broken(status, "say \"why\""), "req-1");

            JsonNode expected = JSON.createObjectNode().set("error", JSON.createObjectNode()
                    .put("message", "say \"why\"").put("type", type).putNull("param").put("code", code));
            assertThat(reply.status()).isEqualTo(sent);
            assertThat(JSON.readTree(reply.body())).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @CsvSource({"400,400,invalid_request_error", "401,401,authentication_error", "402,402,billing_error",
            "403,403,permission_error", "404,404,not_found_error", "406,406,invalid_request_error",
            "408,408,timeout_error", "413,413,request_too_large", "415,415,invalid_request_error",
            "422,422,invalid_request_error", "429,429,rate_limit_error", "500,500,api_error", "502,502,api_error",
            "503,529,overloaded_error", "504,504,timeout_error", "529,529,overloaded_error",
            "418,418,invalid_request_error",
            "599,599,api_error"})
    void anthropicBodyNamesTheRequest(int status, int sent, String type) throws IOException {
        ErrorReply reply = Dialects.of(Format.CLAUDE).error(new Failure.Broken(status, "why"), "req-1");

        assertThat(reply.status()).isEqualTo(sent);
        assertThat(JSON.readTree(reply.body())).isEqualTo(JSON.readTree(
                "{\"type\":\"error\",\"error\":{\"type\":\"%s\",\"message\":\"why\"},\"request_id\":\"req-1\"}"
                        .formatted(type)));
    }

    @ParameterizedTest
    @CsvSource({"400,400,INVALID_ARGUMENT", "401,401,UNAUTHENTICATED", "402,402,RESOURCE_EXHAUSTED",
            "403,403,PERMISSION_DENIED", "404,404,NOT_FOUND", "406,406,FAILED_PRECONDITION",
            "408,408,DEADLINE_EXCEEDED",
            "413,413,INVALID_ARGUMENT", "415,415,INVALID_ARGUMENT", "422,422,INVALID_ARGUMENT",
            "429,429,RESOURCE_EXHAUSTED", "500,500,INTERNAL", "502,502,INTERNAL", "503,503,UNAVAILABLE",
            "504,504,DEADLINE_EXCEEDED", "529,503,UNAVAILABLE", "418,418,INVALID_ARGUMENT", "599,599,INTERNAL"})
    void geminiBodyRepeatsTheStatusThatIsSent(int status, int sent, String word) throws IOException {
        ErrorReply reply = Dialects.of(Format.GEMINI).error(new Failure.Broken(status, "why"), "req-1");

        assertThat(reply.status()).isEqualTo(sent);
        assertThat(JSON.readTree(reply.body())).isEqualTo(JSON.readTree(
                "{\"error\":{\"code\":%d,\"message\":\"why\",\"status\":\"%s\"}}".formatted(sent, word)));
    }

    @Test
    void geminiTellsWhenToComeBack() throws IOException {
        var refused = new Failure.Refused(429, "budget_exceeded", "Budget spent", null, Duration.ofMillis(1_001));

        JsonNode error = JSON.readTree(Dialects.of(Format.GEMINI).error(refused, "").body()).path("error");

        assertThat(error.path("details")).isEqualTo(JSON.readTree(
                "[{\"@type\":\"type.googleapis.com/google.rpc.RetryInfo\",\"retryDelay\":\"2s\"}]"));
    }

    @Test
    void refusalKeepsItsOwnCodeAndParam() throws IOException {
        var refused = new Failure.Refused(400, "unsupported_content", "No files", "messages[0]", null);

        JsonNode error = JSON.readTree(Dialects.of(Format.OPENAI).error(refused, "").body()).path("error");

        assertThat(error.path("code").asText()).isEqualTo("unsupported_content");
        assertThat(error.path("param").asText()).isEqualTo("messages[0]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"{\"error\":{\"message\":\"a\"},\"message\":\"b\"}|a",
            "{\"detail\":\"d\",\"error\":\"c\",\"message\":\"b\"}|b", "{\"detail\":\"d\",\"error\":\"c\"}|c",
            "{\"detail\":\"d\"}|d", "{\"detail\":[{}]}|the provider answered 418",
            "{\"error\":{\"message\":7}}|the provider answered 418",
            "[{\"error\":{\"message\":\"g\"}}]|g", "<html><body>x</body></html>|the provider answered 418",
            "{\"error\":{\"message\":\"<!DOCTYPE html>\"}}|the provider answered 418", "''|the provider answered 418",
            "plain text|the provider answered 418",
            "{\"message\":\"bad key sk-abcdefghijklmnop at https://x/?a=1&key=AIzaSy\"}|bad key *** at https://x/?a=1&key=***",
            "{\"message\":\"Bearer abc.def\"}|Bearer ***"})
    void messageOfARejectionIsTheUpstreamsButNeverHtmlOrASecret(String body, String message) throws IOException {
        var rejected = new Failure.Rejected(418, "application/json", body.getBytes(UTF_8), Map.of());
        for (Format format : new Format[]{Format.OPENAI, Format.CLAUDE, Format.GEMINI, Format.OPENAI_RESPONSES}) {
            ErrorReply reply = Dialects.of(format).error(rejected, "r");

            assertThat(JSON.readTree(reply.body()).path("error").path("message").asText()).isEqualTo(message);
            assertThat(reply.status()).isEqualTo(418);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"OPENAI", "GEMINI"})
    void eventsWithoutANameCarryTheErrorBody(Format format) {
        Failure failure = new Failure.Broken(502, "upstream ended the stream early");

        ClientEvent event = Dialects.of(format).observer().failureEvent(failure, "r");

        assertThat(event.name()).isNull();
        assertThat(event.json()).isEqualTo(Dialects.of(format).error(failure, "r").body());
    }

    @Test
    void anthropicEventIsNamedError() throws IOException {
        ClientEvent event = Dialects.of(Format.CLAUDE).observer().failureEvent(new Failure.Internal(), "r");

        assertThat(event.name()).isEqualTo("error");
        assertThat(JSON.readTree(event.json())).isEqualTo(JSON.readTree("{\"type\":\"error\",\"error\":{\"type\":"
                + "\"api_error\",\"message\":\"Internal server error\"},\"request_id\":\"r\"}"));
    }

    @Test
    void responseThatHasNotBegunFailsWithAnErrorEvent() throws IOException {
        ClientEvent event = Dialects.of(Format.OPENAI_RESPONSES).observer().failureEvent(
                new Failure.Timeout("first content", Duration.ofSeconds(1)), "r");

        assertThat(event.name()).isEqualTo("error");
        assertThat(JSON.readTree(event.json()))
                .isEqualTo(JSON.readTree("{\"type\":\"error\",\"code\":\"gateway_timeout\","
                        + "\"message\":\"upstream timeout: first content after 1000 ms\",\"param\":null,\"sequence_number\":0}"));
    }

    @ParameterizedTest
    @CsvSource({"429,rate_limit_exceeded", "400,invalid_prompt", "502,server_error"})
    void responseThatHasBegunFailsWithItsOwnObject(int status, String code) throws IOException {
        StreamObserver observer = Dialects.of(Format.OPENAI_RESPONSES).observer();
        observer.observe(frame("{\"type\":\"response.created\",\"sequence_number\":0,\"response\":{\"id\":\"resp_1\","
                + "\"object\":\"response\",\"status\":\"in_progress\",\"error\":null,\"model\":\"m\",\"temperature\":1.10,"
                + "\"tools\":[{\"a\":[1]}],\"output\":[]}}"));
        observer.observe(frame("{\"type\":\"response.output_text.delta\",\"sequence_number\":6,\"delta\":\"x\"}"));

        ClientEvent event = observer.failureEvent(new Failure.Broken(status, "cut"), "r");

        assertThat(event.name()).isEqualTo("response.failed");
        assertThat(new String(event.json(), UTF_8)).isEqualTo("{\"type\":\"response.failed\",\"sequence_number\":7,"
                + "\"response\":{\"id\":\"resp_1\",\"object\":\"response\",\"model\":\"m\",\"temperature\":1.10,"
                + "\"tools\":[{\"a\":[1]}],\"output\":[],\"status\":\"failed\",\"error\":{\"code\":\"" + code
                + "\",\"message\":\"cut\"}}}");
    }

    @ParameterizedTest
    @EnumSource(names = {"GEMINI_CLI", "KIRO", "CURSOR"})
    void formatNobodySpeaksIsAnError(Format format) {
        assertThatThrownBy(() -> Dialects.of(format)).isInstanceOf(IllegalArgumentException.class);
    }

    private static Frame frame(String data) {
        byte[] bytes = data.getBytes(UTF_8);
        return new Frame(null, bytes, bytes, 0, bytes.length);
    }
}
