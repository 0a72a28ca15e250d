package io.omniroute.translation.stages;

import static io.omniroute.domain.chat.Role.DEVELOPER;
import static io.omniroute.domain.chat.Role.SYSTEM;
import static io.omniroute.domain.chat.Role.TOOL;
import static io.omniroute.domain.chat.Role.USER;
import static io.omniroute.translation.stages.Given.assistant;
import static io.omniroute.translation.stages.Given.call;
import static io.omniroute.translation.stages.Given.callIds;
import static io.omniroute.translation.stages.Given.chat;
import static io.omniroute.translation.stages.Given.missing;
import static io.omniroute.translation.stages.Given.result;
import static io.omniroute.translation.stages.Given.resultIds;
import static io.omniroute.translation.stages.Given.says;
import static io.omniroute.translation.stages.Given.target;
import static io.omniroute.translation.stages.Given.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.omniroute.catalog.Ability;
import io.omniroute.domain.Format;
import io.omniroute.domain.chat.ChatRequest;
import io.omniroute.domain.chat.Knob;
import io.omniroute.domain.chat.Media;
import io.omniroute.domain.chat.Message;
import io.omniroute.domain.chat.Part;
import io.omniroute.domain.chat.ReasoningControl;
import io.omniroute.domain.chat.Thinking;
import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.failure.GatewayException;
import io.omniroute.domain.json.Json;
import io.omniroute.translation.Target;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestStagesTest {
    private static final Part IMAGE = new Part.Image(new Media.Inline("image/png", "aGk="));
    private static final Part PDF = new Part.Document(new Media.Inline("application/pdf", "aGk="), Optional.empty());

    @Test
    void aMissingAndAStrayResultTowardsClaude() {
        assertThat(claude(says(USER, "q"), assistant(call("c1", "f")), says(USER, "never mind"),
                says(DEVELOPER, "d"), result("zzz", "stray"))).containsExactly(says(USER, "q"),
                        assistant(call("c1", "f")), missing("c1", "f"), says(USER, "never mind"), says(SYSTEM, "d"),
                        says(USER, "[tool result zzz] stray"));
    }

    @Test
    void pathsAreThoseOfTheClientEvenWhenMessagesMove() {
        ChatRequest request = chat(says(SYSTEM, "s"), assistant(call("a", "f")),
                user(new Part.Text("look"), IMAGE));

        var refused = refusal(request, target(Format.OPENAI, "nvidia", "glm-4.7", Ability.VISION));

        assertThat(refused.param()).isEqualTo("messages[2].content[1]");
        assertThat(refused.code()).isEqualTo("unsupported_content");
        assertThat(refused.status()).isEqualTo(400);
    }

    @Test
    void picturesInResultsAreRefusedToo() {
        var shown = new Part.ToolResult("a", Optional.empty(), List.of(new Part.Text("t"), IMAGE), false,
                Optional.empty());
        ChatRequest request = chat(assistant(call("a", "f")), new Message(TOOL, List.of(shown)));

        assertThat(refusal(request, target(Format.OPENAI, "x", "y", Ability.VISION)).param())
                .isEqualTo("messages[1].content[1]");
    }

    @Test
    void soundAndPdfAreRefusedWhereTheyAreNotTaken() {
        ChatRequest sound = chat(user(new Part.Audio("wav", "aGk=")));
        ChatRequest pdf = chat(user(PDF));
        ChatRequest remote = chat(user(new Part.Document(new Media.Remote("https://a.example/x"), Optional.empty())));

        assertThat(refusal(sound, target(Format.OPENAI, "x", "y", Ability.AUDIO)).message()).contains("audio");
        assertThat(refusal(pdf, target(Format.OPENAI, "x", "y", Ability.PDF)).message()).contains("PDF");
        assertThat(refusal(remote, target(Format.OPENAI, "x", "y", Ability.PDF)).message()).contains("PDF");
    }

    @Test
    void textDocumentsAreNoPdfAndWhatIsTakenPasses() {
        ChatRequest request = chat(user(new Part.Document(new Media.PlainText("t"), Optional.empty()), IMAGE,
                new Part.Document(new Media.Inline("text/plain", "aGk="), Optional.empty())));

        assertThat(RequestStages.run(request, Format.OPENAI, target(Format.OPENAI, "x", "y", Ability.PDF)))
                .isEqualTo(request);
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void aPromptStoredAtGoogleIsReadByGoogleAlone(Format to) {
        ChatRequest request = chat(says(USER, "q")).toBuilder()
                .knob(Knob.CACHED_CONTENT, new Json.Str("cachedContents/1")).build();
        Target target = target(to, "x", "y");

        if (to == Format.GEMINI || to == Format.GEMINI_CLI || to == Format.ANTIGRAVITY) {
            assertThat(RequestStages.run(request, to, target)).isEqualTo(request);
        } else {
            assertThatThrownBy(() -> RequestStages.run(request, to, target)).isInstanceOf(GatewayException.class);
        }
    }

    @Test
    void anIdThatEndsInThinkingThinks() {
        ChatRequest request = chat(says(USER, "q")).toBuilder().model("ag/claude-opus-4-6-thinking").build();

        ChatRequest thinking = RequestStages.run(request, Format.CLAUDE,
                target(Format.CLAUDE, "claude", "claude-opus-4-6"));

        assertThat(thinking.reasoning().thinking()).contains(new Thinking.Enabled(10_240, Optional.empty()));
        assertThat(RequestStages.run(request, Format.OPENAI, target(Format.OPENAI, "iflow", "kimi-k2-thinking")))
                .isEqualTo(request);
    }

    @Test
    void whatTheClientSaysAboutThinkingWins() {
        ChatRequest request = chat(says(USER, "q")).toBuilder().reasoning(ReasoningControl.effort("none")).build();

        assertThat(RequestStages.run(request, Format.CLAUDE,
                target(Format.CLAUDE, "claude", "claude-opus-4-6-thinking")).reasoning())
                .isEqualTo(request.reasoning());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void whateverComesInEncodersGetPairsInOrder(long seed) {
        var random = new Random(seed);
        for (int i = 0; i < 300; i++) {
            ChatRequest request = chat(conversation(random));
            for (Format to : Format.values()) {
                List<Message> messages = RequestStages.run(request, to, target(to, "nvidia", "glm-4.7")).messages();

                assertThat(callIds(messages)).doesNotHaveDuplicates().doesNotContain("")
                        .isEqualTo(resultIds(messages));
                assertThat(unanswered(messages)).isEmpty();
                assertThat(RequestStages.run(chat(messages.toArray(Message[]::new)), to,
                        target(to, "nvidia", "glm-4.7")).messages()).isEqualTo(messages);
            }
        }
    }

    /** Calls whose result does not stand in the run of results directly behind them. */
    private static List<String> unanswered(List<Message> messages) {
        var open = new ArrayList<String>();
        for (int i = 0; i < messages.size(); i++) {
            var behind = new HashSet<String>();
            for (int j = i + 1; j < messages.size() && messages.get(j).role() == TOOL; j++) {
                behind.addAll(resultIds(List.of(messages.get(j))));
            }
            callIds(List.of(messages.get(i))).stream().filter(id -> !behind.contains(id)).forEach(open::add);
        }
        return open;
    }

    private static Message[] conversation(Random random) {
        String[] ids = {"", "a", "b", "a.b", "a_b", "x".repeat(80), "call_1_0", "é"};
        var messages = new Message[random.nextInt(9)];
        for (int i = 0; i < messages.length; i++) {
            String id = ids[random.nextInt(ids.length)];
            messages[i] = switch (random.nextInt(6)) {
                case 0 -> says(USER, "u" + i);
                case 1 -> says(SYSTEM, "s" + i);
                case 2 -> says(DEVELOPER, "d" + i);
                case 3 -> assistant(new Part.Text("t"), call(id, "f"), call(ids[random.nextInt(ids.length)], "g"));
                case 4 -> result(id, "r" + i);
                default -> new Message(TOOL, List.of(new Part.ToolResult("", Optional.of("f"), List.of(), false,
                        Optional.empty())));
            };
        }
        return messages;
    }

    private static Failure.Refused refusal(ChatRequest request, Target target) {
        var thrown = catchThrowableOfType(GatewayException.class,
                () -> RequestStages.run(request, Format.OPENAI, target));
        return (Failure.Refused) thrown.failure();
    }

    private static List<Message> claude(Message... messages) {
        return RequestStages.run(chat(messages), Format.CLAUDE, target(Format.CLAUDE, "claude", "claude-sonnet-4-5"))
                .messages();
    }
}
