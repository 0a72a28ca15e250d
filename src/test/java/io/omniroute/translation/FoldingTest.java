package io.omniroute.translation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.omniroute.domain.chat.ChatEvent;
import io.omniroute.domain.chat.ChatReply;
import io.omniroute.domain.chat.Choice;
import io.omniroute.domain.chat.Finish;
import io.omniroute.domain.chat.FinishReason;
import io.omniroute.domain.chat.Part;
import io.omniroute.domain.chat.Signature;
import io.omniroute.domain.chat.Usage;
import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.failure.GatewayException;
import io.omniroute.domain.json.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FoldingTest {
    private static final Signature SEAL = new Signature(Signature.Origin.ANTHROPIC, "seal");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void aReplyComesBackFromItsOwnStream(long seed) {
        var replies = new RandomReplies(seed);
        for (int i = 0; i < 400; i++) {
            ChatReply reply = replies.next();

            assertThat(Folding.fold(Folding.unfold(reply))).isEqualTo(reply);
        }
    }

    @Test
    void streamsKeepTheOrderTheHubPromises() {
        List<ChatEvent> events = Folding.unfold(new RandomReplies(9).next());

        assertThat(events.getFirst()).isInstanceOf(ChatEvent.Started.class);
        assertThat(events.getLast()).isEqualTo(new ChatEvent.Ended());
        assertThat(events.stream().dropWhile(event -> !(event instanceof ChatEvent.Finished)))
                .allMatch(event -> event instanceof ChatEvent.Finished || event instanceof ChatEvent.Counted
                        || event instanceof ChatEvent.Ended);
    }

    @Test
    void piecesOfOneKindBecomeOnePart() {
        assertThat(parts(text("a"), text("b"), refused("c"), refused("d"), text("e"))).containsExactly(
                new Part.Text("ab"), new Part.Refusal("cd"), new Part.Text("e"));
    }

    @Test
    void aSignatureEndsItsBlock() {
        assertThat(parts(thought("a"), thought("b"), signed(), thought("c"), thought("d"))).containsExactly(
                new Part.Reasoning("ab", Optional.of(SEAL)), new Part.Reasoning("cd"));
    }

    @Test
    void aSignatureAloneIsABlockWithoutText() {
        assertThat(parts(signed(), signed(), text("x"), signed())).containsExactly(hidden(), hidden(),
                new Part.Text("x"), hidden());
    }

    @Test
    void citationsAndLogprobsDoNotCutAText() {
        var weight = new ChatEvent.Weighed(0, Json.Obj.of("content", new Json.Arr(List.of(Json.Num.of(1)))));
        Choice choice = choice(text("a"), weight, text("b"), weight);

        assertThat(choice.parts()).containsExactly(new Part.Text("ab"));
        assertThat(choice.logprobs()).contains(
                Json.Obj.of("content", new Json.Arr(List.of(Json.Num.of(1), Json.Num.of(1)))));
    }

    @Test
    void aNullAmongLogprobsGivesWayToAnArray() {
        Choice choice = choice(new ChatEvent.Weighed(0, Json.Obj.of("content", Json.Literal.NULL)),
                new ChatEvent.Weighed(0, Json.Obj.of("content", Json.Arr.EMPTY)));

        assertThat(choice.logprobs()).contains(Json.Obj.of("content", Json.Arr.EMPTY));
    }

    @Test
    void interleavedCallsKeepTheirOwnArguments() {
        assertThat(parts(opened(0, "a"), opened(1, "b"), piece(0, "{\"x\""), piece(1, "{}"), text("t"), piece(0, ":1}"),
                piece(7, "nobody's"))).containsExactly(new Part.ToolCall("a", "tool", "{\"x\":1}"),
                        new Part.ToolCall("b", "tool", "{}"), new Part.Text("t"));
    }

    @Test
    void choicesComeInTheirOwnOrder() {
        ChatReply reply = Folding.fold(List.of(started(), new ChatEvent.TextPiece(1, "one"), text("zero"),
                finished(1), finished(0), new ChatEvent.Ended()));

        assertThat(reply.choices()).extracting(Choice::index).containsExactly(0, 1);
    }

    @Test
    void theLastUsageCounts() {
        ChatReply reply = Folding.fold(List.of(started(), new ChatEvent.Counted(new Usage(1, 0)), finished(0),
                new ChatEvent.Counted(new Usage(1, 5)), new ChatEvent.Ended()));

        assertThat(reply.usage()).contains(new Usage(1, 5));
    }

    @Test
    void nothingCountsAfterTheEnd() {
        ChatReply reply = Folding.fold(List.of(started(), finished(0), new ChatEvent.Ended(), text("late"),
                new ChatEvent.Failed(500, "late")));

        assertThat(reply.choices().getFirst().parts()).isEmpty();
    }

    @Test
    void aFailureInsideIsABrokenAnswer() {
        List<ChatEvent> events = List.of(started(), text("a"), new ChatEvent.Failed(429, "slow down"));

        var thrown = catchThrowableOfType(GatewayException.class, () -> Folding.fold(events));

        assertThat(thrown.failure()).isEqualTo(new Failure.Broken(429, "slow down"));
    }

    @Test
    void aStreamThatNeverEndedIsABrokenAnswer() {
        assertThatThrownBy(() -> Folding.fold(List.of())).hasMessage("upstream ended the stream early");
        assertThatThrownBy(() -> Folding.fold(List.of(started(), text("a"), finished(0))))
                .isInstanceOf(GatewayException.class);
        assertThatThrownBy(() -> Folding.fold(List.of(started(), text("a"), new ChatEvent.Ended())))
                .isInstanceOf(GatewayException.class);
    }

    @Test
    void unreadableFramesAreLeftToWhoeverReadsThem() {
        assertThat(parts(text("a"), new ChatEvent.Unreadable(), text("b"))).containsExactly(new Part.Text("ab"));
    }

    @Test
    void whatIsSaidAboutATextFollowsItAtOnce() {
        var choice = new Choice(0, List.of(new Part.Text("a"), new Part.ToolCall("i", "tool", "")), List.of(),
                Optional.of(Json.Obj.EMPTY), new Finish(FinishReason.TOOL_CALLS));

        List<ChatEvent> events = Folding
                .unfold(new ChatReply("", "", 0, Optional.empty(), List.of(choice), Optional.empty()));

        assertThat(events.get(2)).isEqualTo(new ChatEvent.Weighed(0, Json.Obj.EMPTY));
        assertThat(events.get(3)).isInstanceOf(ChatEvent.CallOpened.class);
    }

    @Test
    void aMillionPiecesTakeNoTime() {
        var events = new ArrayList<ChatEvent>(List.of(started(), opened(0, "a")));
        for (int i = 0; i < 1_000_000; i++) {
            events.add(piece(0, "0123456789"));
        }
        events.addAll(List.of(finished(0), new ChatEvent.Ended()));

        assertTimeout(Duration.ofSeconds(5), () -> Folding.fold(events));
    }

    private static Part hidden() {
        return new Part.Reasoning("", Optional.of(SEAL));
    }

    private static List<Part> parts(ChatEvent... events) {
        return choice(events).parts();
    }

    private static Choice choice(ChatEvent... events) {
        var all = new ArrayList<ChatEvent>(List.of(started()));
        all.addAll(List.of(events));
        all.addAll(List.of(finished(0), new ChatEvent.Ended()));
        return Folding.fold(all).choices().getFirst();
    }

    private static ChatEvent started() {
        return new ChatEvent.Started("id", "model", 1, Optional.empty());
    }

    private static ChatEvent finished(int choice) {
        return new ChatEvent.Finished(choice, new Finish(FinishReason.STOP));
    }

    private static ChatEvent text(String text) {
        return new ChatEvent.TextPiece(0, text);
    }

    private static ChatEvent thought(String text) {
        return new ChatEvent.ReasoningPiece(0, text);
    }

    private static ChatEvent signed() {
        return new ChatEvent.ReasoningSigned(0, SEAL);
    }

    private static ChatEvent refused(String text) {
        return new ChatEvent.RefusalPiece(0, text);
    }

    private static ChatEvent opened(int call, String id) {
        return new ChatEvent.CallOpened(0, call, id, "tool", false, Optional.empty());
    }

    private static ChatEvent piece(int call, String arguments) {
        return new ChatEvent.CallPiece(0, call, arguments);
    }
}
