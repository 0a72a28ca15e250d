package io.omniroute.translation.stages;

import static io.omniroute.translation.stages.Streams.cut;
import static io.omniroute.translation.stages.Streams.finished;
import static io.omniroute.translation.stages.Streams.joined;
import static io.omniroute.translation.stages.Streams.opened;
import static io.omniroute.translation.stages.Streams.text;
import static io.omniroute.translation.stages.Streams.thought;
import static io.omniroute.translation.stages.Streams.through;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.omniroute.catalog.Ability;
import io.omniroute.catalog.Capabilities;
import io.omniroute.catalog.CapabilityRules;
import io.omniroute.domain.Format;
import io.omniroute.domain.chat.ChatEvent;
import io.omniroute.domain.chat.ChatReply;
import io.omniroute.domain.chat.Choice;
import io.omniroute.domain.chat.FinishReason;
import io.omniroute.domain.chat.Part;
import io.omniroute.domain.chat.Signature;
import io.omniroute.translation.StreamState;
import io.omniroute.translation.ToolNames;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ThinkExtractionTest {
    private static final ThinkTags SOME = new ThinkTags(List.of("think", "antThinking"), name -> {});

    static List<Arguments> answers() {
        return List.of(Arguments.of("<think>a</think>b", "a", "b"),
                Arguments.of("\n<think>Let me</think>\n\nAnswer <think>no</think>", "Let me",
                        "Answer <think>no</think>"),
                Arguments.of("  \n plain", "", "  \n plain"), Arguments.of("   ", "", "   "),
                Arguments.of("x<think>a</think>", "", "x<think>a</think>"),
                Arguments.of("<think>endless", "endless", ""), Arguments.of("<think>a</thin", "a</thin", ""),
                Arguments.of("<think>a</think", "a</think", ""), Arguments.of("<thin", "", "<thin"),
                Arguments.of(" <", "", " <"), Arguments.of("<think >a</think>", "", "<think >a</think>"),
                Arguments.of("<Think>a</Think>", "", "<Think>a</Think>"),
                Arguments.of("<think>a</THINK>b</think>c", "a</THINK>b", "c"),
                Arguments.of("<think></think>b", "", "b"), Arguments.of("<think>\n</think>  b  ", "\n", "b  "),
                Arguments.of("<think>a<</</think>", "a<</", ""),
                Arguments.of("<think>a</think></think>b", "a", "</think>b"),
                Arguments.of("<think><think>a</think>b", "<think>a", "b"),
                Arguments.of("<thinking>a</thinking>b", "", "<thinking>a</thinking>b"),
                Arguments.of("<antThinking>a</think>b</antThinking> c", "a</think>b", "c"),
                Arguments.of("<think>😀</think>😀", "😀", "😀"), Arguments.of("<think>a</think>   ", "a", ""),
                Arguments.of("", "", ""));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void thoughtsAreToldFromTextHoweverTheAnswerIsCut(String answer, String thoughts, String text) {
        var random = new Random(answer.hashCode());
        for (int i = 0; i < 50; i++) {
            List<ChatEvent> out = through(stage(SOME), with(cut(answer, random), finished()));

            assertThat(joined(ChatEvent.ReasoningPiece.class, out)).isEqualTo(thoughts);
            assertThat(joined(ChatEvent.TextPiece.class, out)).isEqualTo(text);
            assertThat(out.getLast()).isEqualTo(finished());
            assertThat(out).doesNotContain(text(""), thought(""));
        }
    }

    @ParameterizedTest
    @MethodSource("answers")
    void completeAnswersTakeTheSameWay(String answer, String thoughts, String text) {
        var parts = new ArrayList<Part>();
        if (!thoughts.isEmpty()) {
            parts.add(new Part.Reasoning(thoughts));
        }
        if (!text.isEmpty()) {
            parts.add(new Part.Text(text));
        }

        ChatReply after = ReplyStages.apply(treatment(SOME), reply(new Part.Text(answer)));

        assertThat(after).isEqualTo(reply(parts.toArray(Part[]::new)));
    }

    @Test
    void textGoesOutAsSoonAsItIsDecided() {
        StreamState<ChatEvent, ChatEvent> state = stage(ThinkTags.PLAIN);

        assertThat(state.on(text(" ")).out()).isEmpty();
        assertThat(state.on(text(" ")).next().on(text("x")).out()).containsExactly(text(" x"));
        assertThat(state.on(text("<think>a</th")).out()).containsExactly(thought("a"));
        assertThat(state.on(text("<think>a</th")).next().on(text("x")).out()).containsExactly(thought("</thx"));
    }

    @Test
    void everyChoiceHasItsOwnMachine() {
        List<ChatEvent> out = through(stage(ThinkTags.PLAIN), List.of(text("<think>a"),
                new ChatEvent.TextPiece(1, "<thi"), new ChatEvent.TextPiece(1, "s is text"), text("</think>b")));

        assertThat(out).containsExactly(thought("a"), new ChatEvent.TextPiece(1, "<this is text"), text("b"));
    }

    @Test
    void nativeReasoningSwitchesItOff() {
        assertThat(through(stage(ThinkTags.PLAIN), List.of(text(" <th"), thought("real"), text("<think>x</think>"))))
                .containsExactly(text(" <th"), thought("real"), text("<think>x</think>"));
        assertThat(through(stage(ThinkTags.PLAIN), List.of(new ChatEvent.RedactedReasoning(1, "d"), text("<think>x"))))
                .containsExactly(new ChatEvent.RedactedReasoning(1, "d"), text("<think>x"));
        var signed = new ChatEvent.ReasoningSigned(0, new Signature(Signature.Origin.OPENAI, "s"));
        assertThat(through(stage(ThinkTags.PLAIN), List.of(signed, text("<think>x"))))
                .containsExactly(signed, text("<think>x"));
    }

    @Test
    void whatIsHeldGoesOutBeforeACall() {
        assertThat(through(stage(ThinkTags.PLAIN), List.of(text("\n"), opened(0, "f", false), text("<think>x"))))
                .containsExactly(text("\n"), opened(0, "f", false), text("<think>x"));
        assertThat(through(stage(ThinkTags.PLAIN), List.of(text("<think>a</"), opened(0, "f", false), text("b"))))
                .containsExactly(thought("a"), thought("</"), opened(0, "f", false), thought("b"));
    }

    @Test
    void aStreamThatBreaksStillGivesWhatIsHeld() {
        var failed = new ChatEvent.Failed(502, "x");

        assertThat(through(stage(ThinkTags.PLAIN), List.of(text("<thi"), failed))).containsExactly(text("<thi"),
                failed);
        assertThat(through(stage(ThinkTags.PLAIN), List.of(text("<thi")))).containsExactly(text("<thi"));
    }

    @Test
    void anImplicitOpeningTagStartsAmongThoughts() {
        Capabilities able = plain().with(Ability.IMPLICIT_THINK, true);
        StreamState<ChatEvent, ChatEvent> stage = ReplyStages
                .of(new ReplyTreatment(able, ToolNames.SAME, ThinkTags.PLAIN, 0));

        assertThat(through(stage, List.of(text("hm</think>"), text("\nyes"), finished())))
                .containsExactly(thought("hm"), text("yes"), finished());
    }

    @Test
    void modelsWithoutTheFlagMayWriteWhatTheyWant() {
        StreamState<ChatEvent, ChatEvent> stage = ReplyStages
                .of(new ReplyTreatment(plain(), ToolNames.SAME, ThinkTags.PLAIN, 0));

        assertThat(through(stage, List.of(text("<think>x</think>y")))).containsExactly(text("<think>x</think>y"));
    }

    @Test
    void aTagThatProvedToBeOneIsLearned() {
        var learned = new ArrayList<String>();
        var tags = new ThinkTags(List.of("think"), learned::add);
        var random = new Random(3);
        for (int i = 0; i < 30; i++) {
            learned.clear();
            String answer = " <deep_thinking>a<b></deep_thinking>c";

            List<ChatEvent> out = through(stage(tags), cut(answer, random));

            assertThat(joined(ChatEvent.TextPiece.class, out)).isEqualTo(answer);
            assertThat(learned).containsExactly("deep_thinking");
        }
    }

    @Test
    void nothingIsLearnedFromOtherBeginnings() {
        var learned = new ArrayList<String>();
        var tags = new ThinkTags(List.of("think"), learned::add);

        for (String answer : List.of("<deep_thinking>a", "<html>a</html>", "a <x_thought>b</x_thought>",
                "<a thinking>b</a thinking>", "<thinking", "<" + "x".repeat(99) + "thinking>a</" + "x".repeat(99)
                        + "thinking>")) {
            through(stage(tags), cut(answer, new Random(1)));
        }

        assertThat(learned).isEmpty();
    }

    @Test
    void endlessWhiteSpaceAndEndlessThoughtsTakeNoTime() {
        var events = new ArrayList<ChatEvent>();
        for (int i = 0; i < 300_000; i++) {
            events.add(text(" "));
        }
        events.add(text("<think>"));
        for (int i = 0; i < 300_000; i++) {
            events.add(text("</think "));
        }

        List<ChatEvent> out = assertTimeout(Duration.ofSeconds(5), () -> through(stage(ThinkTags.PLAIN), events));

        assertThat(joined(ChatEvent.ReasoningPiece.class, out)).hasSize(300_000 * 8);
    }

    private static List<ChatEvent> with(List<ChatEvent> events, ChatEvent last) {
        var all = new ArrayList<>(events);
        all.add(last);
        return all;
    }

    private static ChatReply reply(Part... parts) {
        List<Part> real = Stream.of(parts)
                .filter(part -> !(part instanceof Part.Text it && it.text().isEmpty())).toList();
        return new ChatReply("id", "m", 1, Optional.empty(), List.of(new Choice(real, FinishReason.STOP)),
                Optional.empty());
    }

    private static StreamState<ChatEvent, ChatEvent> stage(ThinkTags tags) {
        return ReplyStages.of(treatment(tags));
    }

    private static ReplyTreatment treatment(ThinkTags tags) {
        return new ReplyTreatment(plain().with(Ability.THINK_TAGS, true), ToolNames.SAME, tags, 0);
    }

    private static Capabilities plain() {
        return CapabilityRules.of(Format.OPENAI, "node", "model", OptionalLong.empty(), Map.of());
    }
}
