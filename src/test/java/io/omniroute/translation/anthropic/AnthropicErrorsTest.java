package io.omniroute.translation.anthropic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.omniroute.domain.failure.ErrorReply;
import io.omniroute.domain.failure.Failure;
import io.omniroute.testkit.Oracle;
import org.junit.jupiter.api.Test;

class AnthropicErrorsTest {
    @Test
    void threadRefusalCarriesTheCodeWhereTheSdkLooks() {
        ErrorReply reply = AnthropicErrors.reply(new Failure.Refused(400, "thread_unsupported_request", "No threads",
                "thread", null), "r1");

        assertThat(new String(reply.body(), UTF_8)).isEqualTo("{\"type\":\"error\",\"error\":{\"type\":"
                + "\"invalid_request_error\",\"message\":\"No threads\",\"details\":{\"error_code\":"
                + "\"thread_unsupported_request\"}},\"request_id\":\"r1\"}");
        assertThat(reply.status()).isEqualTo(400);
    }

    @Test
    void everyOtherRefusalHasTheVendorsClosedForm() {
        ErrorReply reply = AnthropicErrors.reply(new Failure.Refused(400, "unsupported_content", "No files",
                "messages[0]", null), "");

        assertThat(Oracle.of("anthropic/error").objections(new String(reply.body(), UTF_8))).isEmpty();
    }
}
