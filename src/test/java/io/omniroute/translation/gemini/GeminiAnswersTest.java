package io.omniroute.translation.gemini;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omniroute.domain.chat.ChatEvent;
import io.omniroute.domain.chat.ChatReply;
import io.omniroute.domain.chat.Usage;
import io.omniroute.domain.chat.Choice;
import io.omniroute.domain.chat.FinishReason;
import io.omniroute.domain.chat.Media;
import io.omniroute.domain.chat.Part;
import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.failure.GatewayException;
import io.omniroute.domain.json.Json;
import io.omniroute.domain.stream.ClientEvent;
import io.omniroute.domain.stream.Frame;
import io.omniroute.testkit.Oracle;
import io.omniroute.translation.StreamState;
import io.omniroute.translation.StreamObserver;
import io.omniroute.translation.json.JsonText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class GeminiAnswersTest {
    private static final int RUNS = 400;

    static Stream<Path> streams() {
        return Golden.files("gemini", ".sse");
    }

    @ParameterizedTest
    @EnumSource
    void answerThatIsWrittenReadsAsItWas(GeminiAnswers way) {
        for (int seed = 0; seed < RUNS; seed++) {
            ChatReply reply = new Replies(seed).reply(way == GeminiAnswers.BARE ? 3 : 1);

            byte[] written = way.encodeReply(reply, Hub.answering());

            assertThat(way.decodeReply(written, Hub.answering())).as("seed %d", seed).isEqualTo(reply);
            assertThat(oracle(way).objections(new String(written, UTF_8))).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void streamThatIsWrittenReadsAsTheAnswerItWas(GeminiAnswers way) {
        for (int seed = 0; seed < RUNS; seed++) {
            var replies = new Replies(seed);
            ChatReply reply = replies.reply(way == GeminiAnswers.BARE ? 3 : 1);

            List<Frame> frames = written(way, replies.events(reply));

            List<ChatEvent> read = GeminiStreamDecoderTest.run(way.decoder(Hub.answering()), frames);
            assertThat(GeminiReplyFold.reply(read)).as("seed %d", seed).isEqualTo(counted(reply));
            assertThat(frames).allMatch(it -> oracle(way).objections(it.dataText()).isEmpty());
            assertThat(complete(way, frames)).isTrue();
        }
    }

    /** A stream counts zero when nothing was counted (SG-3). */
    private static ChatReply counted(ChatReply reply) {
        Usage zeros = new Usage(0, 0, OptionalLong.of(0), OptionalLong.empty(), OptionalLong.empty(),
                OptionalLong.empty());
        return new ChatReply(reply.id(), reply.model(), reply.createdSeconds(), reply.serviceTier(), reply.choices(),
                reply.usage().or(() -> Optional.of(zeros)));
    }

    private static boolean complete(GeminiAnswers way, List<Frame> frames) {
        StreamObserver observer = way.observer();
        frames.forEach(observer::observe);
        return observer.complete();
    }

    private static List<Frame> written(GeminiAnswers way, List<ChatEvent> events) {
        StreamState<ChatEvent, ClientEvent> state = way.encoder(Hub.answering());
        var frames = new ArrayList<Frame>();
        for (ChatEvent event : events) {
            var step = state.on(event);
            step.out().forEach(it -> frames.add(Hub.frame(new String(it.json(), UTF_8))));
            state = step.next();
        }
        return frames;
    }

    @ParameterizedTest
    @MethodSource("streams")
    void streamReadWholeIsTheSameAsItsFrames(Path recording) {
        List<Frame> frames = GeminiStreamDecoderTest.frames(Golden.text(recording).getBytes(UTF_8), 64);
        List<ChatEvent> events = GeminiStreamDecoderTest.run(GeminiAnswers.BARE.decoder(Hub.answering()), frames);
        List<Json> chunks = frames.stream().map(it -> JsonText.parse(it.dataText())).flatMap(Optional::stream).toList();
        byte[] whole = JsonText.bytes(new Json.Arr(chunks));

        if (events.getLast() instanceof ChatEvent.Ended) {
            assertThat(GeminiAnswers.BARE.decodeReply(whole, Hub.answering()))
                    .isEqualTo(GeminiReplyFold.reply(events));
        } else if (!((ChatEvent.Failed) events.getLast()).message().contains("early")) {
            assertThatThrownBy(() -> GeminiAnswers.BARE.decodeReply(whole, Hub.answering()))
                    .isInstanceOf(GatewayException.class);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {"nonsense", "{}", "[]", "7", "<html></html>",
            "{'error':{'code':429,'message':'Quota','status':'RESOURCE_EXHAUSTED'}}", "{'error':'bad'}",
            "[{'error':{'message':'x'}}]", "{'candidates':[{'finishReason':'MALFORMED_FUNCTION_CALL'}]}"})
    void whatIsNoAnswerIsBroken(String body) {
        assertThatThrownBy(() -> GeminiAnswers.BARE.decodeReply(body.replace('\'', '"').getBytes(UTF_8),
                Hub.answering()))
                .isInstanceOfSatisfying(GatewayException.class,
                        e -> assertThat(e.failure()).isInstanceOf(Failure.Broken.class));
    }

    @Test
    void answerWithoutCandidatesOrFinishIsStillOne() {
        ChatReply reply = reply("{'usageMetadata':{'promptTokenCount':3},'modelVersion':'m'}");

        assertThat(reply.choices()).hasSize(1);
        assertThat(reply.choices().getFirst().finish().reason()).isEqualTo(FinishReason.STOP);
        assertThat(reply("{'candidates':[{'content':{'parts':[{'text':'a'}]}}]}").choices().getFirst().parts())
                .containsExactly(new Part.Text("a"));
    }

    @ParameterizedTest
    @CsvSource({"STOP,STOP", "MAX_TOKENS,LENGTH", "SAFETY,CONTENT_FILTER", "RECITATION,CONTENT_FILTER",
            "BLOCKLIST,CONTENT_FILTER", "PROHIBITED_CONTENT,CONTENT_FILTER", "SPII,CONTENT_FILTER",
            "IMAGE_SAFETY,CONTENT_FILTER", "IMAGE_PROHIBITED_CONTENT,CONTENT_FILTER",
            "IMAGE_RECITATION,CONTENT_FILTER", "LANGUAGE,STOP", "OTHER,STOP", "NO_IMAGE,STOP", "IMAGE_OTHER,STOP",
            "FINISH_REASON_UNSPECIFIED,STOP", "SOMETHING_NEW,STOP", "MALFORMED_FUNCTION_CALL,STOP"})
    void finishReasonsMeanWhatTheTableSays(String word, FinishReason reason) {
        ChatReply reply = reply("{'candidates':[{'content':{'parts':[{'text':'a'}]},'finishReason':'" + word + "'}]}");

        assertThat(reply.choices().getFirst().finish().reason()).isEqualTo(reason);
        assertThat(reply.choices().getFirst().finish().vendorReason()).contains(word);
    }

    @Test
    void refusalAndSealedThoughtsAndForeignSignaturesAreWritten() {
        var choice = new Choice(List.of(new Part.Reasoning("why", Optional.of(Hub.anthropic("s"))),
                new Part.Redacted("R"), new Part.Refusal("No."),
                new Part.Image(new Media.Remote("https://e.org/i.png")),
                new Part.ToolCall("c1", "odd name/x", "select", true, Optional.empty())), FinishReason.STOP);

        Json.Obj candidate = candidate(choice);

        assertThat(candidate.text("finishReason")).contains("SAFETY");
        assertThat(candidate.object("content")).contains(Json.Obj.builder().put("role", "model").put("parts", List.of(
                GeminiParts.thought("why", Optional.empty()), GeminiParts.text("No."),
                Hub.object("{'fileData':{'mimeType':'image/png','fileUri':'https://e.org/i.png'}}"),
                Hub.object("{'functionCall':{'id':'c1','name':'odd_name_x','args':{'input':'select'}}}")
                        .with("thoughtSignature", new Json.Str(GeminiSeals.NONE.thinks("why")
                                .signed(Hub.anthropic("s")).redacted("R").says("No.").value().orElseThrow()))))
                .build());
    }

    @Test
    void nothingToSayIsAnEmptyText() {
        assertThat(candidate(new Choice(List.of(), FinishReason.STOP)).object("content"))
                .contains(Hub.object("{'role':'model','parts':[{'text':''}]}"));
    }

    @Test
    void damagedAnswerIsReadOrBroken() {
        var random = new Random(2);
        for (int run = 0; run < 2_000; run++) {
            byte[] body = GeminiAnswers.BARE.encodeReply(new Replies(run % 50).reply(2), Hub.answering());
            Json damaged = Damage.of(Hub.object(body), random);
            byte[] bytes = JsonText.bytes(damaged);
            if (random.nextBoolean()) {
                bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
            }
            try {
                assertThat(GeminiAnswers.BARE.decodeReply(bytes, Hub.answering()).choices()).isNotEmpty();
            } catch (GatewayException e) {
                assertThat(e.failure()).isInstanceOf(Failure.Broken.class);
            }
        }
    }

    private static Json.Obj candidate(Choice choice) {
        var reply = new ChatReply("r", "m", 1, Optional.empty(), List.of(choice), Optional.empty());
        byte[] written = GeminiAnswers.BARE.encodeReply(reply, Hub.answering());
        assertThat(oracle(GeminiAnswers.BARE).objections(new String(written, UTF_8))).isEmpty();
        return (Json.Obj) Hub.object(written).elements("candidates").getFirst();
    }

    private static ChatReply reply(String json) {
        return GeminiAnswers.BARE.decodeReply(json.replace('\'', '"').getBytes(UTF_8), Hub.answering());
    }

    private static Oracle oracle(GeminiAnswers way) {
        return Oracle.of(way == GeminiAnswers.BARE ? "gemini/generate-content-response" : "antigravity/response");
    }
}
