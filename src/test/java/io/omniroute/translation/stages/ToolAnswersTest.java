package io.omniroute.translation.stages;

import static io.omniroute.domain.chat.Role.ASSISTANT;
import static io.omniroute.domain.chat.Role.DEVELOPER;
import static io.omniroute.domain.chat.Role.SYSTEM;
import static io.omniroute.domain.chat.Role.USER;
import static io.omniroute.translation.stages.Given.assistant;
import static io.omniroute.translation.stages.Given.call;
import static io.omniroute.translation.stages.Given.missing;
import static io.omniroute.translation.stages.Given.openAi;
import static io.omniroute.translation.stages.Given.result;
import static io.omniroute.translation.stages.Given.says;
import static org.assertj.core.api.Assertions.assertThat;

import io.omniroute.domain.chat.Message;
import io.omniroute.domain.chat.Role;
import org.junit.jupiter.api.Test;

class ToolAnswersTest {
    private static final RequestStage STAGE = new ToolAnswers();

    @Test
    void resultsComeInTheOrderOfTheCalls() {
        Message calls = assistant(call("a", "f"), call("b", "g"));

        assertThat(openAi(STAGE, calls, result("b", "g", "2"), result("a", "f", "1"), says(USER, "go on")))
                .containsExactly(calls, result("a", "f", "1"), result("b", "g", "2"), says(USER, "go on"));
    }

    @Test
    void aMissingResultIsPutInBehindTheOthers() {
        Message calls = assistant(call("a", "f"), call("b", "g"));

        assertThat(openAi(STAGE, says(USER, "q"), calls, result("a", "f", "1"), says(USER, "go on")))
                .containsExactly(says(USER, "q"), calls, result("a", "f", "1"), missing("b", "g"),
                        says(USER, "go on"));
    }

    @Test
    void aCallAtTheVeryEndIsAnsweredToo() {
        assertThat(openAi(STAGE, assistant(call("a", "f")))).containsExactly(assistant(call("a", "f")),
                missing("a", "f"));
    }

    @Test
    void systemMessagesBetweenACallAndItsResultComeBehind() {
        assertThat(openAi(STAGE, assistant(call("a", "f")), says(SYSTEM, "rule"), says(DEVELOPER, "other"),
                result("a", "f", "1"), says(USER, "u"))).containsExactly(assistant(call("a", "f")),
                        result("a", "f", "1"), says(SYSTEM, "rule"), says(DEVELOPER, "other"), says(USER, "u"));
    }

    @Test
    void aResultThatCameLateGoesToItsCall() {
        assertThat(openAi(STAGE, assistant(call("a", "f")), says(USER, "hurry"), result("a", "f", "1")))
                .containsExactly(assistant(call("a", "f")), result("a", "f", "1"), says(USER, "hurry"));
    }

    @Test
    void callsInTwoMessagesAreAnsweredEachBehindItsOwn() {
        assertThat(openAi(STAGE, assistant(call("a", "f")), assistant(call("b", "f")), result("a", "f", "1"),
                result("b", "f", "2"))).containsExactly(assistant(call("a", "f")), result("a", "f", "1"),
                        assistant(call("b", "f")), result("b", "f", "2"));
    }

    @Test
    void toolMessagesOfAnotherMakeStayWhereTheyAre() {
        Message odd = says(Role.TOOL, "odd");

        assertThat(openAi(STAGE, assistant(call("a", "f")), result("a", "f", "1"), odd, says(ASSISTANT, "t")))
                .containsExactly(assistant(call("a", "f")), result("a", "f", "1"), odd, says(ASSISTANT, "t"));
    }
}
