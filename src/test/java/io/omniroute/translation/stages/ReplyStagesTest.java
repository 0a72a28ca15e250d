package io.omniroute.translation.stages;

import static io.omniroute.translation.stages.Streams.finished;
import static io.omniroute.translation.stages.Streams.opened;
import static io.omniroute.translation.stages.Streams.piece;
import static io.omniroute.translation.stages.Streams.started;
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
import io.omniroute.domain.chat.Usage;
import io.omniroute.domain.json.Json;
import io.omniroute.translation.Folding;
import io.omniroute.translation.RandomReplies;
import io.omniroute.translation.StreamState;
import io.omniroute.translation.ToolNames;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyStagesTest {
    private static final Capabilities ABLE = CapabilityRules.of(Format.OPENAI, "node", "model", OptionalLong.empty(),
            Map.of());
    private static final ToolNames CUSTOM = new ToolNames(Map.of(), Map.of(), Set.of("patch"));
    private static final String HIGH = "\ud83d";
    private static final String LOW = "\ude00";

    @Test
    void aCustomCallComesBackAsOne() {
        assertThat(through(custom(), List.of(opened(0, "patch", false), piece(0, "{\"in"), piece(0, "put\":\"a\\nb\"}"),
                finished()))).containsExactly(opened(0, "patch", true), piece(0, "a\nb"), finished());
    }

    @Test
    void otherCallsPassBesideIt() {
        assertThat(through(custom(), List.of(opened(0, "patch", false), opened(1, "f", false), piece(0, "{\"input\":"),
                piece(1, "{}"), piece(0, "\"x\"}"), finished()))).containsExactly(opened(0, "patch", true),
                        opened(1, "f", false), piece(1, "{}"), piece(0, "x"), finished());
    }

    @Test
    void aCallThatIsCustomAlreadyPasses() {
        List<ChatEvent> events = List.of(opened(0, "patch", true), piece(0, "{\"input\":\"x\"}"), finished());

        assertThat(through(custom(), events)).isEqualTo(events);
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain text", "{\"input\":1}", "[1]", "{\"other\":\"x\"}", "{\"input\":\"cut"})
    void argumentsOfAnotherFormStayAsTheyAre(String arguments) {
        assertThat(through(custom(), List.of(opened(0, "patch", false), piece(0, arguments), finished())))
                .contains(piece(0, arguments));
    }

    @Test
    void aCallWithoutArgumentsHasNoPiece() {
        assertThat(through(custom(), List.of(opened(0, "patch", false), piece(0, "{\"input\":\"\"}"), finished())))
                .containsExactly(opened(0, "patch", true), finished());
        assertThat(through(custom(), List.of(opened(0, "patch", false), finished())))
                .containsExactly(opened(0, "patch", true), finished());
    }

    @Test
    void aCallIsCompleteBeforeOtherContentAndBeforeABreak() {
        var failed = new ChatEvent.Failed(502, "x");
        assertThat(through(custom(), List.of(opened(0, "patch", false), piece(0, "{\"input\":\"x\"}"), text("t"))))
                .containsExactly(opened(0, "patch", true), piece(0, "x"), text("t"));
        assertThat(through(custom(), List.of(opened(0, "patch", false), piece(0, "{\"inp"), failed)))
                .containsExactly(opened(0, "patch", true), piece(0, "{\"inp"), failed);
        assertThat(through(custom(), List.of(opened(0, "patch", false), piece(0, "{\"input\":\"x\"}"))))
                .containsExactly(opened(0, "patch", true), piece(0, "x"));
    }

    @Test
    void tenMegabytesOfArgumentsTakeNoTime() {
        var events = new ArrayList<ChatEvent>(List.of(opened(0, "patch", false), piece(0, "{\"input\":\"")));
        for (int i = 0; i < 1_000_000; i++) {
            events.add(piece(0, "0123456789"));
        }
        events.addAll(List.of(piece(0, "\"}"), finished()));

        List<ChatEvent> out = assertTimeout(Duration.ofSeconds(10), () -> through(custom(), events));

        assertThat(EventKind.text(out.get(1))).hasSize(10_000_000);
    }

    @Test
    void halfACharacterWaitsForItsOtherHalf() {
        assertThat(through(plain(), List.of(text("a" + HIGH), text(LOW + "b")))).containsExactly(text("a"),
                text("😀b"));
        assertThat(through(plain(), List.of(text(HIGH), text(LOW)))).containsExactly(text("😀"));
        assertThat(through(plain(), List.of(thought(HIGH), thought(LOW)))).containsExactly(thought("😀"));
    }

    @Test
    void everyCallHasItsOwnHalf() {
        assertThat(through(plain(), List.of(opened(0, "f", false), opened(1, "f", false), piece(0, HIGH),
                piece(1, "x" + HIGH), piece(0, LOW), piece(1, LOW)))).containsExactly(opened(0, "f", false),
                        opened(1, "f", false), piece(1, "x"), piece(0, "😀"), piece(1, "😀"));
    }

    @Test
    void aHalfWithoutAnotherGoesOutWhereItsTextEnds() {
        assertThat(through(plain(), List.of(text("a" + HIGH), thought("b"), text(LOW)))).containsExactly(text("a"),
                text(HIGH), thought("b"), text(LOW));
        assertThat(through(plain(), List.of(text(HIGH), opened(0, "f", false)))).containsExactly(text(HIGH),
                opened(0, "f", false));
        assertThat(through(plain(), List.of(piece(0, HIGH), finished()))).containsExactly(piece(0, HIGH), finished());
        assertThat(through(plain(), List.of(text(HIGH), new ChatEvent.Ended()))).containsExactly(text(HIGH),
                new ChatEvent.Ended());
        assertThat(through(plain(), List.of(text(HIGH)))).containsExactly(text(HIGH));
        assertThat(through(plain(), List.of(text(HIGH), text(HIGH), text(LOW)))).containsExactly(text(HIGH),
                text("😀"));
    }

    @Test
    void choicesDoNotDisturbEachOther() {
        var other = new ChatEvent.TextPiece(1, "x");
        var weight = new ChatEvent.Weighed(0, Json.Obj.EMPTY);

        assertThat(through(plain(), List.of(text(HIGH), other, weight, text(LOW)))).containsExactly(other, weight,
                text("😀"));
    }

    @Test
    void theBufferIsAddedToWhatTheClientSees() {
        var usage = new Usage(10, 5, OptionalLong.of(15), OptionalLong.of(3), OptionalLong.empty(),
                OptionalLong.empty());

        List<ChatEvent> out = through(ReplyStages.of(new ReplyTreatment(ABLE, ToolNames.SAME, ThinkTags.PLAIN, 2_000)),
                List.of(new ChatEvent.Counted(usage), new ChatEvent.Counted(new Usage(1, 1))));

        assertThat(out).containsExactly(
                new ChatEvent.Counted(new Usage(2_010, 5, OptionalLong.of(2_015), OptionalLong.of(3),
                        OptionalLong.empty(), OptionalLong.empty())),
                new ChatEvent.Counted(new Usage(2_001, 1)));
    }

    @ParameterizedTest
    @CsvSource({"off,0,0", "auto,0,2000", "2000,2000,2000", "0,0,0", "17,17,17"})
    void theSettingSaysWhereTheBufferApplies(String setting, long everywhere, long changed) {
        UsageBuffer buffer = UsageBuffer.of(setting).orElseThrow();

        assertThat(buffer.tokens(false)).isEqualTo(everywhere);
        assertThat(buffer.tokens(true)).isEqualTo(changed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "on", "-1", "1.5", "9999999999999999999999"})
    void anotherSettingIsNone(String setting) {
        assertThat(UsageBuffer.of(setting)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void streamsAndCompleteAnswersGiveTheSame(long seed) {
        var replies = new RandomReplies(seed);
        var random = new Random(seed);
        var treatment = new ReplyTreatment(ABLE.with(Ability.THINK_TAGS, true),
                new ToolNames(Map.of(), Map.of(), Set.of("tool")), ThinkTags.PLAIN, 7);
        for (int i = 0; i < 300; i++) {
            ChatReply reply = replies.next();

            List<ChatEvent> streamed = through(ReplyStages.of(treatment), shredded(Folding.unfold(reply), random));

            assertThat(Folding.fold(streamed)).isEqualTo(ReplyStages.apply(treatment, reply));
        }
    }

    @Test
    void withoutAnythingToDoNothingIsDone() {
        List<ChatEvent> events = Folding.unfold(new RandomReplies(5).next());

        assertThat(through(plain(), events)).isEqualTo(events);
        assertThat(plain().on(started()).next()).isSameAs(plain());
    }

    /** Every piece cut again, anywhere, inside characters too. */
    private static List<ChatEvent> shredded(List<ChatEvent> events, Random random) {
        var shreds = new ArrayList<ChatEvent>();
        for (ChatEvent event : events) {
            String text = EventKind.text(event);
            int at = text.isEmpty() ? 0 : random.nextInt(text.length());
            if (at == 0) {
                shreds.add(event);
            } else {
                shreds.addAll(List.of(like(event, text.substring(0, at)), like(event, text.substring(at))));
            }
        }
        return shreds;
    }

    private static ChatEvent like(ChatEvent like, String text) {
        return switch (like) {
            case ChatEvent.TextPiece it -> new ChatEvent.TextPiece(it.choice(), text);
            case ChatEvent.ReasoningPiece it -> new ChatEvent.ReasoningPiece(it.choice(), text);
            case ChatEvent.RefusalPiece it -> new ChatEvent.RefusalPiece(it.choice(), text);
            case ChatEvent.CallPiece it -> new ChatEvent.CallPiece(it.choice(), it.call(), text);
            default -> throw new IllegalArgumentException(like.toString());
        };
    }

    private static StreamState<ChatEvent, ChatEvent> plain() {
        return ReplyStages.of(new ReplyTreatment(ABLE, ToolNames.SAME, ThinkTags.PLAIN, 0));
    }

    private static StreamState<ChatEvent, ChatEvent> custom() {
        return ReplyStages.of(new ReplyTreatment(ABLE, CUSTOM, ThinkTags.PLAIN, 0));
    }
}
