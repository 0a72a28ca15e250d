package io.omniroute.translation.stages;

import static io.omniroute.translation.stages.Given.assistant;
import static io.omniroute.translation.stages.Given.call;
import static io.omniroute.translation.stages.Given.callIds;
import static io.omniroute.translation.stages.Given.chat;
import static io.omniroute.translation.stages.Given.claude;
import static io.omniroute.translation.stages.Given.result;
import static io.omniroute.translation.stages.Given.resultIds;
import static io.omniroute.translation.stages.Given.target;
import static org.assertj.core.api.Assertions.assertThat;

import io.omniroute.domain.Format;
import io.omniroute.domain.chat.ChatRequest;
import io.omniroute.domain.chat.Message;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallIdsTest {
    private static final RequestStage STAGE = new CallIds();

    @Test
    void charactersClaudeForbidsBecomeUnderscoresOnBothSides() {
        List<Message> messages = claude(STAGE, assistant(call("functions.f:0", "f")), result("functions.f:0", "4"))
                .messages();

        assertThat(callIds(messages)).containsExactly("functions_f_0").isEqualTo(resultIds(messages));
    }

    @Test
    void whatFitsKeepsItsNameAndTheOthersAreNumbered() {
        List<Message> messages = claude(STAGE, assistant(call("a.b", "f"), call("a:b", "f"), call("a_b", "f")),
                result("a.b", "1"), result("a:b", "2"), result("a_b", "3")).messages();

        assertThat(callIds(messages)).containsExactly("a_b_2", "a_b_3", "a_b").isEqualTo(resultIds(messages));
    }

    @ParameterizedTest
    @CsvSource({"OPENAI,openai,gpt-4.1,40", "OPENAI_RESPONSES,codex,gpt-5,64", "KIRO,kiro,claude-sonnet-4.5,64",
            "OPENAI,mistral,mistral-large,9"})
    void longIdsAreCutToWhatTheTargetTakesAndStayApart(Format format, String provider, String model, int longest) {
        String one = "call_" + "x".repeat(90) + "1";
        String two = "call_" + "x".repeat(90) + "2";

        List<Message> messages = STAGE.apply(chat(assistant(call(one, "f"), call(two, "f"), call("c12345678", "f")),
                result(one, "1"), result(two, "2"), result("c12345678", "3")), format, target(format, provider, model))
                .messages();

        assertThat(callIds(messages)).doesNotHaveDuplicates().contains("c12345678")
                .allMatch(id -> id.length() <= longest).isEqualTo(resultIds(messages));
    }

    @Test
    void mistralTakesNineLettersAndDigits() {
        List<Message> messages = STAGE.apply(chat(assistant(call("toolu_01", "f"), call("call_1234", "f"))),
                Format.OPENAI, target(Format.OPENAI, "mistral", "mistral-large")).messages();

        assertThat(callIds(messages)).allMatch(id -> id.matches("[a-zA-Z0-9]{9}"));
    }

    @Test
    void theSameIdIsCutTheSameWayInEveryRequest() {
        ChatRequest request = chat(assistant(call("y".repeat(100), "f")));

        assertThat(openAi(request)).isEqualTo(openAi(request)).isNotEqualTo(request);
    }

    @Test
    void geminiTakesAnyIdUnlessAClaudeModelStandsBehindIt() {
        ChatRequest request = chat(assistant(call("a.b", "f")));

        assertThat(STAGE.apply(request, Format.GEMINI, target(Format.GEMINI, "gemini", "gemini-2.5-pro")))
                .isSameAs(request);
        assertThat(callIds(STAGE.apply(request, Format.ANTIGRAVITY,
                target(Format.ANTIGRAVITY, "antigravity", "claude-sonnet-4-5")).messages())).containsExactly("a_b");
    }

    @Test
    void numberedIdsRespectTheLimitToo() {
        var ids = new UniqueIds(5);

        assertThat(List.of(ids.claim("abcde"), ids.claim("abcde"), ids.claim("abcde"), ids.claim("abc_2"),
                ids.claim("abc_2"))).doesNotHaveDuplicates().allMatch(id -> id.length() <= 5)
                .startsWith("abcde", "abc_2", "abc_3");
    }

    private static ChatRequest openAi(ChatRequest request) {
        return STAGE.apply(request, Format.OPENAI, target(Format.OPENAI, "openai", "gpt-4.1"));
    }
}
