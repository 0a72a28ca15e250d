package io.omniroute.translation.responses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.omniroute.domain.chat.ChatReply;
import io.omniroute.domain.chat.FinishReason;
import io.omniroute.domain.chat.Part;
import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.failure.GatewayException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplyDecoderTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {"{'status':'failed','error':{'code':'server_error',"
            + "'message':'m'}}|502|m", "{'error':{'message':'m','type':'invalid_request_error'}}|400|m",
            "{'status':'failed'}|502|the provider reported a failed response", "{'error':'text'}|502|text",
            "[]|502|the provider's answer is no JSON object", "{'a|502|the provider's answer is no JSON object",
            "{}|502|the provider's answer is no response object",
            "<html>|502|the provider answered with an HTML document"})
    void whatIsNoAnswerIsBroken(String body, int status, String message) {
        var thrown = catchThrowableOfType(GatewayException.class, () -> reply(body));

        assertThat(thrown.failure()).isEqualTo(new Failure.Broken(status, message));
    }

    @Test
    void neighboursOfOneKindAreOnePart() {
        ChatReply reply = reply("""
                {'output':[{'type':'message','content':[{'type':'output_text','text':'a'}]},
                {'type':'message','content':[{'type':'output_text','text':'b'},{'type':'refusal','refusal':'c'},
                {'type':'refusal','refusal':'d'}]}]}""");

        assertThat(reply.choices().getFirst().parts()).containsExactly(new Part.Text("ab"), new Part.Refusal("cd"));
    }

    @Test
    void callsMakeTheFinish() {
        ChatReply reply = reply("{'status':'completed','output':[{'type':'function_call','call_id':'c','name':'f',"
                + "'arguments':'{}'}]}");

        assertThat(reply.choices().getFirst().finish().reason()).isEqualTo(FinishReason.TOOL_CALLS);
        assertThat(reply.createdSeconds()).isEqualTo(Given.NOW);
        assertThat(reply.model()).isEqualTo("gpt-5");
    }

    @Test
    void damagedAnswersAreReadOrBroken() {
        byte[] whole = Golden.read(Golden.files("replies", "full.in.json").findFirst().orElseThrow())
                .getBytes(StandardCharsets.UTF_8);
        var random = new Random(3);
        for (int i = 0; i < 1_000; i++) {
            byte[] damaged = Arrays.copyOf(whole, whole.length);
            for (int j = random.nextInt(5); j >= 0; j--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            try {
                assertThat(Given.DIALECT.decodeReply(damaged, Given.answering()).choices()).hasSize(1);
            } catch (GatewayException e) {
                assertThat(e.failure()).isInstanceOf(Failure.Broken.class);
            }
        }
    }

    private static ChatReply reply(String body) {
        return Given.DIALECT.decodeReply(body.replace("'", "\"").replace("provider\"s", "provider's")
                .getBytes(StandardCharsets.UTF_8), Given.answering());
    }
}
