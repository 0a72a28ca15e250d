package io.omniroute.translation.stages;

import static io.omniroute.domain.chat.Role.ASSISTANT;
import static io.omniroute.domain.chat.Role.SYSTEM;
import static io.omniroute.domain.chat.Role.USER;
import static io.omniroute.translation.stages.Given.assistant;
import static io.omniroute.translation.stages.Given.call;
import static io.omniroute.translation.stages.Given.callIds;
import static io.omniroute.translation.stages.Given.chat;
import static io.omniroute.translation.stages.Given.result;
import static io.omniroute.translation.stages.Given.resultIds;
import static io.omniroute.translation.stages.Given.says;
import static io.omniroute.translation.stages.Given.target;
import static org.assertj.core.api.Assertions.assertThat;

import io.omniroute.domain.Format;
import io.omniroute.domain.chat.ChatRequest;
import io.omniroute.domain.chat.Message;
import io.omniroute.domain.chat.Part;
import io.omniroute.domain.chat.Role;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FittingContextTest {
    private static final int ROOM = 1_000;

    @ParameterizedTest
    @CsvSource({"claude-sonnet-4-5, , 200000", "gemini-2.5-pro, , 1000000", "gpt-4o, , 128000", "o3, , 128000",
            "mystery, , 128000", "claude-sonnet-4-5, 1000000, 1000000"})
    void windowIsThatOfTheCatalogueElseOfTheName(String model, Integer known, long window) {
        assertThat(ContextSize.window(known == null ? OptionalInt.empty() : OptionalInt.of(known), model))
                .isEqualTo(window);
    }

    @Test
    void whatFitsStaysAsItIs() {
        ChatRequest request = chat(says(USER, "q"), assistant(call("c", "f")), result("c", "x".repeat(2_500)));

        assertThat(fitted(request)).isSameAs(request);
        assertThat(new FittingContext(OptionalLong.empty()).apply(long1(), Format.OPENAI,
                target(Format.OPENAI, "x", "y"))).isSameAs(long1());
    }

    @Test
    void longToolResultsAreCutFirst() {
        ChatRequest request = chat(says(USER, "q"), assistant(new Part.Reasoning("t".repeat(400)), call("c", "f")),
                result("c", "x".repeat(9_000)), says(USER, "more"));

        List<Message> fitted = fitted(request).messages();

        assertThat(fitted).hasSize(4);
        assertThat(resultText(fitted.get(2))).isEqualTo("x".repeat(2_000) + "... [truncated]");
        assertThat(fitted.get(1)).isEqualTo(request.messages().get(1));
    }

    @Test
    void thenOldThoughtsGoButNotTheLastOnes() {
        var thought = new Part.Reasoning("t".repeat(3_000));
        ChatRequest request = chat(says(USER, "q"), assistant(thought, new Part.Text("a")), says(USER, "r"),
                assistant(thought, new Part.Text("b")), says(USER, "s"));

        assertThat(fitted(request).messages()).containsExactly(says(USER, "q"), says(ASSISTANT, "a"), says(USER, "r"),
                assistant(thought, new Part.Text("b")), says(USER, "s"));
    }

    @Test
    void thenTheOldestTurnsGoAndANoteSaysHowMany() {
        List<Message> messages = new ArrayList<>(List.of(says(SYSTEM, "rules")));
        for (int at = 0; at < 10; at++) {
            messages.add(says(at % 2 == 0 ? USER : ASSISTANT, at + "x".repeat(600)));
        }

        List<Message> fitted = fitted(chat(messages.toArray(Message[]::new))).messages();

        assertThat(fitted.subList(0, 2)).containsExactly(says(SYSTEM, "rules"),
                says(SYSTEM, "[5 earlier messages were left out to fit the context]"));
        assertThat(fitted.subList(2, fitted.size())).isEqualTo(messages.subList(6, 11));
    }

    @Test
    void twoMessagesStayHoweverLongTheyAre() {
        List<Message> fitted = fitted(chat(says(USER, "a".repeat(9_000)), says(ASSISTANT, "b".repeat(9_000)),
                says(USER, "c".repeat(9_000)))).messages();

        assertThat(fitted).extracting(Message::role).containsExactly(SYSTEM, ASSISTANT, USER);
    }

    @Test
    void aPairOfHalvesIsNeverTorn() {
        ChatRequest request = chat(assistant(call("c", "f")),
                result("c", "x".repeat(1_999) + "\uD83D\uDE00".repeat(4_000)));

        assertThat(resultText(fitted(request).messages().get(1))).isEqualTo("x".repeat(1_999) + "... [truncated]");
    }

    /** Whatever goes: every result that is left has its call, every call that is left and had a result has it still. */
    @Test
    void noToolResultIsEverPartedFromItsCall() {
        var random = new Random(7);
        for (int round = 0; round < 2_000; round++) {
            ChatRequest request = conversation(random);
            List<Message> fitted = fitted(request).messages();

            var calls = new HashSet<>(callIds(fitted));
            assertThat(calls).containsAll(resultIds(fitted));
            var answered = new HashSet<>(resultIds(request.messages()));
            answered.retainAll(calls);
            assertThat(resultIds(fitted)).containsAll(answered);
            assertThat(fitted.stream().filter(message -> message.role() == SYSTEM))
                    .containsAll(request.messages().stream().filter(message -> message.role() == SYSTEM).toList());
            assertThat(fitted.getLast().role()).isEqualTo(request.messages().getLast().role());
        }
    }

    private static ChatRequest conversation(Random random) {
        List<Message> messages = new ArrayList<>();
        List<String> open = new ArrayList<>();
        int length = 2 + random.nextInt(30);
        for (int at = 0; at < length; at++) {
            String text = "x".repeat(random.nextInt(900));
            int kind = random.nextInt(10);
            if (kind < 3 && !open.isEmpty()) {
                messages.add(result(open.remove(random.nextInt(open.size())), text));
            } else if (kind < 5) {
                open.add("c" + at);
                messages.add(assistant(new Part.Text(text), call("c" + at, "f"), call("d" + at, "g")));
                open.add("d" + at);
            } else if (kind == 5) {
                messages.add(says(SYSTEM, text));
            } else {
                messages.add(says(kind < 8 ? USER : ASSISTANT, text));
            }
        }
        messages.add(says(USER, "and now?"));
        return chat(messages.toArray(Message[]::new));
    }

    private static final ChatRequest LONG = chat(says(USER, "x".repeat(90_000)));

    private static ChatRequest long1() {
        return LONG;
    }

    private static ChatRequest fitted(ChatRequest request) {
        var stage = new FittingContext(OptionalLong.of(ROOM + ContextSize.ROOM_FOR_THE_ANSWER));
        return stage.apply(request, Format.OPENAI, target(Format.OPENAI, "openai", "gpt-4.1"));
    }

    private static String resultText(Message message) {
        assertThat(message.role()).isEqualTo(Role.TOOL);
        return ((Part.Text) ((Part.ToolResult) message.parts().getFirst()).content().getFirst()).text();
    }
}
