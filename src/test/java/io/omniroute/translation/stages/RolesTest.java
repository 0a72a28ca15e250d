package io.omniroute.translation.stages;

import static io.omniroute.domain.chat.Role.ASSISTANT;
import static io.omniroute.domain.chat.Role.DEVELOPER;
import static io.omniroute.domain.chat.Role.SYSTEM;
import static io.omniroute.domain.chat.Role.USER;
import static io.omniroute.translation.stages.Given.chat;
import static io.omniroute.translation.stages.Given.says;
import static io.omniroute.translation.stages.Given.target;
import static io.omniroute.translation.stages.Given.user;
import static org.assertj.core.api.Assertions.assertThat;

import io.omniroute.catalog.Ability;
import io.omniroute.domain.Format;
import io.omniroute.domain.chat.ChatRequest;
import io.omniroute.domain.chat.Media;
import io.omniroute.domain.chat.Message;
import io.omniroute.domain.chat.Part;
import io.omniroute.domain.json.Json;
import io.omniroute.translation.Target;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RolesTest {
    private static final Part IMAGE = new Part.Image(new Media.Remote("https://a.example/x.png"));

    @ParameterizedTest
    @CsvSource({"OPENAI,openai,DEVELOPER", "OPENAI_RESPONSES,openai,DEVELOPER", "OPENAI,github,DEVELOPER",
            "OPENAI,deepseek,SYSTEM", "OPENAI_RESPONSES,codex,SYSTEM", "CLAUDE,claude,SYSTEM", "GEMINI,gemini,SYSTEM"})
    void developersSpeakAsTheSystemWhereTheyAreUnknown(Format to, String provider, String role) {
        ChatRequest fitting = RequestStages.run(chat(says(DEVELOPER, "d"), says(USER, "q")), to,
                target(to, provider, "model"));

        assertThat(fitting.messages().getFirst().role()).hasToString(role);
    }

    @Test
    void anOverrideDoesNotMakeClaudeKnowDevelopers() {
        Target target = target(Format.CLAUDE, "claude", "claude-sonnet-4-5");
        var insisting = new Target("claude", "claude-sonnet-4-5",
                target.capabilities().with(Ability.DEVELOPER_ROLE, true), false, target.account(), target.ids());

        assertThat(new DeveloperRole().apply(chat(says(DEVELOPER, "d"), says(USER, "q")), Format.CLAUDE, insisting)
                .messages().getFirst()).isEqualTo(says(SYSTEM, "d"));
    }

    @Test
    void stringContentIsJoinedByABlankLine() {
        assertThat(glm(says(SYSTEM, "S"), says(USER, "q"))).containsExactly(says(USER, "S\n\nq"));
    }

    @Test
    void listContentGetsATextInFront() {
        assertThat(glm(says(SYSTEM, "S"), says(DEVELOPER, "D"), user(new Part.Text("q"), IMAGE))).containsExactly(
                user(new Part.Text("S\n\nD"), new Part.Text("q"), IMAGE));
    }

    @Test
    void aMarkedTextIsAList() {
        Part marked = new Part.Text("q", Optional.of(Json.Obj.EMPTY));

        assertThat(glm(says(SYSTEM, "S"), user(marked))).containsExactly(user(new Part.Text("S"), marked));
    }

    @Test
    void systemMessagesOfAnyPlaceAreGathered() {
        assertThat(glm(says(ASSISTANT, "hello"), says(USER, "q"), says(SYSTEM, "late"), says(USER, "r")))
                .containsExactly(says(ASSISTANT, "hello"), says(USER, "late\n\nq"), says(USER, "r"));
    }

    @Test
    void withoutAUserOneIsPutInFront() {
        assertThat(glm(says(SYSTEM, "S"), says(ASSISTANT, "a"))).containsExactly(says(USER, "S"),
                says(ASSISTANT, "a"));
        assertThat(glm(says(SYSTEM, "S"))).containsExactly(says(USER, "S"));
    }

    @Test
    void emptySystemTextsLeaveNoTrace() {
        assertThat(glm(says(SYSTEM, ""), new Message(SYSTEM, List.of()), says(USER, "q")))
                .containsExactly(says(USER, "q"));
    }

    @Test
    void whatIsNoTextInASystemMessageIsKept() {
        assertThat(glm(new Message(SYSTEM, List.of(new Part.Text("S"), IMAGE)), says(USER, "q")))
                .containsExactly(user(new Part.Text("S"), IMAGE, new Part.Text("q")));
    }

    @Test
    void modelsWithASystemRoleKeepIt() {
        ChatRequest request = chat(says(SYSTEM, "S"), says(USER, "q"));

        assertThat(RequestStages.run(request, Format.OPENAI, target(Format.OPENAI, "openai", "gpt-4.1")))
                .isEqualTo(request);
    }

    private static List<Message> glm(Message... messages) {
        return RequestStages.run(chat(messages), Format.OPENAI, target(Format.OPENAI, "nvidia", "glm-4.7")).messages();
    }
}
