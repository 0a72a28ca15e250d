package io.omniroute.translation.stages;

import static io.omniroute.domain.chat.Role.ASSISTANT;
import static io.omniroute.domain.chat.Role.SYSTEM;
import static io.omniroute.domain.chat.Role.TOOL;
import static io.omniroute.domain.chat.Role.USER;
import static io.omniroute.translation.stages.Given.assistant;
import static io.omniroute.translation.stages.Given.call;
import static io.omniroute.translation.stages.Given.callIds;
import static io.omniroute.translation.stages.Given.chat;
import static io.omniroute.translation.stages.Given.openAi;
import static io.omniroute.translation.stages.Given.result;
import static io.omniroute.translation.stages.Given.resultIds;
import static io.omniroute.translation.stages.Given.roles;
import static io.omniroute.translation.stages.Given.says;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.omniroute.domain.Format;
import io.omniroute.domain.chat.ChatRequest;
import io.omniroute.domain.chat.Media;
import io.omniroute.domain.chat.Message;
import io.omniroute.domain.chat.Part;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ToolPairsTest {
    private static final RequestStage STAGE = new ToolPairs();

    @Test
    void conversationsWithoutToolsAreNotTouched() {
        ChatRequest request = chat(says(USER, "q"));

        assertThat(STAGE.apply(request, Format.OPENAI, Given.target(Format.OPENAI, "openai", "x"))).isSameAs(request);
    }

    @Test
    void idsStayAsReceivedAndResultsLearnTheNameOfTheirTool() {
        assertThat(openAi(STAGE, says(USER, "q"), assistant(call("functions.f:0", "f")), result("functions.f:0", "4")))
                .containsExactly(says(USER, "q"), assistant(call("functions.f:0", "f")),
                        result("functions.f:0", "f", "4"));
    }

    @Test
    void aMissingIdIsMadeOfThePlaceOfTheCall() {
        List<Message> messages = openAi(STAGE, says(USER, "q"),
                assistant(new Part.Text("t"), call("", "f"), call("", "f")), named("f", "1"), named("f", "2"));

        assertThat(callIds(messages)).containsExactly("call_1_0", "call_1_1");
        assertThat(messages.subList(2, 4)).containsExactly(result("call_1_0", "f", "1"), result("call_1_1", "f", "2"));
    }

    @Test
    void aNamelessResultGoesToTheOldestOpenCallOfItsTool() {
        List<Message> messages = openAi(STAGE, assistant(call("", "f"), call("", "g"), call("", "f")), named("g", "1"),
                named("f", "2"), named("f", "3"));

        assertThat(resultIds(messages)).containsExactly("call_0_1", "call_0_0", "call_0_2");
    }

    @Test
    void callsSplitOverMessagesAreStillOneTurn() {
        List<Message> messages = openAi(STAGE, assistant(call("", "f")), assistant(call("", "f")), named("f", "1"),
                named("f", "2"));

        assertThat(resultIds(messages)).containsExactly("call_0_0", "call_1_0");
    }

    @Test
    void aCallThatWasNeverAnsweredDoesNotStealALaterResult() {
        List<Message> messages = openAi(STAGE, assistant(call("a", "f")), says(USER, "never mind"),
                assistant(call("b", "f")), named("f", "2"));

        assertThat(resultIds(messages)).containsExactly("b");
    }

    @Test
    void aNamedResultFindsACallThatGotItsIdHere() {
        List<Message> messages = openAi(STAGE, assistant(call("", "f")),
                new Message(TOOL, List.of(new Part.ToolResult("own", Optional.of("f"), List.of(), false,
                        Optional.empty()))));

        assertThat(resultIds(messages)).containsExactly("call_0_0");
    }

    @Test
    void anIdThatComesBackIsNumberedAndItsResultFollows() {
        List<Message> messages = openAi(STAGE, assistant(call("x", "f")), result("x", "1"), assistant(call("x", "f")),
                result("x", "2"), assistant(call("x", "f")), result("x", "3"));

        assertThat(callIds(messages)).containsExactly("x", "x_2", "x_3");
        assertThat(resultIds(messages)).containsExactly("x", "x_2", "x_3");
    }

    @Test
    void twinsInOneTurnAreAnsweredInOrder() {
        List<Message> messages = openAi(STAGE, assistant(call("x", "f"), call("x", "g")), result("x", "1"),
                result("x", "2"));

        assertThat(messages.subList(1, 3)).containsExactly(result("x", "f", "1"), result("x_2", "g", "2"));
    }

    @Test
    void aMadeUpIdGivesWayToOneThatIsTaken() {
        List<Message> messages = openAi(STAGE, assistant(call("call_0_1", "f"), call("", "g")));

        assertThat(callIds(messages)).containsExactly("call_0_1", "call_0_1_2");
    }

    @Test
    void aResultNobodyAskedForBecomesText() {
        var image = new Part.Image(new Media.Remote("https://a.example/x.png"));
        var stray = new Part.ToolResult("zzz", Optional.of("f"), List.of(new Part.Text("a"), image, new Part.Text("b")),
                false, Optional.empty());

        List<Message> messages = openAi(STAGE, says(USER, "q"), new Message(TOOL, List.of(stray)));

        assertThat(messages.get(1)).isEqualTo(
                new Message(USER, List.of(new Part.Text("[tool result zzz] a\nb"), image)));
    }

    @Test
    void aSecondResultOfOneCallBecomesTextToo() {
        List<Message> messages = openAi(STAGE, assistant(call("a", "f")), result("a", "1"), result("a", "2"));

        assertThat(roles(messages)).containsExactly(ASSISTANT, TOOL, USER);
        assertThat(messages.get(2)).isEqualTo(says(USER, "[tool result a] 2"));
    }

    @Test
    void anEmptyStrayIsNamedWithoutAText() {
        assertThat(openAi(STAGE, named("f", ""))).containsExactly(says(USER, "[tool result f]"));
        assertThat(openAi(STAGE, new Message(TOOL, List.of(new Part.ToolResult("", ""))))).hasSize(1);
    }

    @Test
    void everyOtherMessageStaysAsItIs() {
        var odd = new Message(TOOL, List.of(new Part.Text("odd")));

        assertThat(openAi(STAGE, says(SYSTEM, "s"), odd, assistant(call("a", "f")), says(ASSISTANT, "t")))
                .containsExactly(says(SYSTEM, "s"), odd, assistant(call("a", "f")), says(ASSISTANT, "t"));
    }

    @Test
    void tenThousandTurnsWithOneIdTakeNoTime() {
        var messages = new ArrayList<Message>();
        for (int i = 0; i < 10_000; i++) {
            messages.addAll(List.of(assistant(call("x", "f"), call("", "f")), result("x", "1"), named("f", "2")));
        }
        Message[] all = messages.toArray(Message[]::new);

        List<Message> paired = assertTimeout(Duration.ofSeconds(5), () -> openAi(STAGE, all));

        assertThat(callIds(paired)).doesNotHaveDuplicates().containsExactlyElementsOf(resultIds(paired));
    }

    private static Message named(String name, String text) {
        return new Message(TOOL, List.of(new Part.ToolResult("", Optional.of(name), List.of(new Part.Text(text)),
                false, Optional.empty())));
    }
}
