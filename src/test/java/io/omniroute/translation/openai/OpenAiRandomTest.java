package io.omniroute.translation.openai;

import static io.omniroute.translation.openai.Chats.DIALECT;
import static io.omniroute.translation.openai.Chats.answering;
import static io.omniroute.translation.openai.Chats.frame;
import static org.assertj.core.api.Assertions.assertThat;

import io.omniroute.domain.chat.ChatEvent;
import io.omniroute.domain.chat.ChatReply;
import io.omniroute.domain.chat.Choice;
import io.omniroute.domain.chat.Finish;
import io.omniroute.domain.chat.FinishReason;
import io.omniroute.domain.chat.Media;
import io.omniroute.domain.chat.Part;
import io.omniroute.domain.chat.Signature;
import io.omniroute.domain.chat.Signature.Origin;
import io.omniroute.domain.chat.Usage;
import io.omniroute.domain.failure.GatewayException;
import io.omniroute.domain.json.Json;
import io.omniroute.domain.stream.ClientEvent;
import io.omniroute.domain.stream.Frame;
import io.omniroute.translation.json.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Inputs nobody wrote down. */
class OpenAiRandomTest {
    private static final int ROUNDS = 2_000;
    private static final List<String> NAMES = List.of("id", "object", "created", "model", "choices", "index", "delta",
            "message", "role", "content", "refusal", "tool_calls", "function", "custom", "name", "arguments", "input",
            "type", "text", "usage", "prompt_tokens", "finish_reason", "reasoning", "reasoning_content", "images",
            "image_url", "url", "thinking_blocks", "thinking", "signature", "position", "extra_content", "google",
            "thought_signature", "messages", "tools", "tool_choice", "stop", "n", "response_format", "json_schema",
            "annotations", "url_citation", "start_index", "logprobs", "error", "functions", "function_call", "file",
            "file_data", "input_audio", "format", "data", "max_tokens", "reasoning_details", "stream_options");
    private static final List<String> WORDS = List.of("", "assistant", "user", "tool", "function", "text", "custom",
            "image_url", "file", "thinking", "stop", "auto", "data:image/png;base64,AA", "https://e.org", "{}", "{",
            "b21uaXJvdXRlOjE6!!", "chat.completion.chunk", "\ud83d", "\ude00x", "allowed_tools", "json_schema");

    private static Json value(Random random, int depth) {
        return switch (random.nextInt(depth > 6 ? 4 : 8)) {
            case 0 -> new Json.Str(WORDS.get(random.nextInt(WORDS.size())));
            case 1 -> new Json.Num(List.of("0", "1", "-1", "1e400", "99999999999999999999", "1.5").get(
                    random.nextInt(6)));
            case 2 -> Json.Literal.values()[random.nextInt(3)];
            case 3 -> new Json.Str("w" + random.nextInt(5));
            case 4, 5 -> new Json.Arr(random.ints(random.nextInt(4)).mapToObj(i -> value(random, depth + 1)).toList());
            default -> object(random, depth + 1);
        };
    }

    private static Json.Obj object(Random random, int depth) {
        var object = Json.Obj.builder();
        for (int i = random.nextInt(8); i > 0; i--) {
            object.put(NAMES.get(random.nextInt(NAMES.size())), value(random, depth));
        }
        return object.build();
    }

    private static Json.Obj chunk(Random random) {
        var choice = object(random, 2).with("delta", object(random, 3)).with("index", Json.Num.of(random.nextInt(2)));
        return object(random, 1).with("choices", new Json.Arr(List.of(choice)));
    }

    @Test
    void noRequestThrowsAnythingButItsRefusal() {
        var random = new Random(1);
        for (int i = 0; i < ROUNDS; i++) {
            Json.Obj body = object(random, 0).with("messages", new Json.Arr(List.of(
                    object(random, 2).with("role", new Json.Str(WORDS.get(1 + random.nextInt(4)))))));
            try {
                DIALECT.encodeRequest(DIALECT.decodeRequest(body, "m", false), Chats.openAi());
            } catch (GatewayException expected) {
                assertThat(expected.failure().status()).isEqualTo(400);
            }
        }
    }

    @Test
    void noAnswerThrowsAnythingButItsFailureAndTheRepairIsFinal() {
        var random = new Random(2);
        var sanitiser = new Sanitiser(Chats.IDS, "m", 9, true);
        for (int i = 0; i < ROUNDS; i++) {
            byte[] body = JsonText.bytes(chunk(random));
            byte[] repaired = sanitiser.body(body);
            assertThat(sanitiser.body(repaired)).isSameAs(repaired);
            try {
                DIALECT.encodeReply(DIALECT.decodeReply(body, answering()), answering());
            } catch (GatewayException expected) {
                assertThat(expected.failure().status()).isBetween(400, 599);
            }
        }
    }

    @Test
    void streamsOfAnythingEndOnce() {
        var random = new Random(3);
        for (int i = 0; i < ROUNDS; i++) {
            var frames = new ArrayList<Frame>();
            for (int j = 0; j < 6; j++) {
                frames.add(frame(JsonText.write(chunk(random)).replace('\'', ' ')));
            }
            frames.add(frame("[DONE]"));

            List<ChatEvent> events = Chats.run(DIALECT.decoder(answering()), frames);

            assertThat(events.stream().filter(it -> it instanceof ChatEvent.Ended || it instanceof ChatEvent.Failed))
                    .hasSize(1);
            assertThat(events.stream().filter(ChatEvent.Started.class::isInstance).count()).isLessThan(2);
            Chats.run(DIALECT.encoder(answering()), events);
        }
    }

    @Test
    void aRepairedStreamNeedsNoRepair() {
        var random = new Random(4);
        for (int i = 0; i < ROUNDS; i++) {
            var frames = new ArrayList<Frame>();
            for (int j = 0; j < 5; j++) {
                frames.add(frame(JsonText.write(chunk(random).without("error")).replace('\'', ' ')));
            }
            var sanitiser = new Sanitiser(Chats.IDS, "m", 9, true);

            List<Frame> once = Chats.run(sanitiser.stream(), frames);
            List<Frame> twice = Chats.run(sanitiser.stream(), once);

            assertThat(twice.stream().map(Frame::dataText).toList())
                    .isEqualTo(once.stream().map(Frame::dataText).toList());
        }
    }

    @Test
    void theScanOfAChunkNeverDisagreesWithItsRepair() {
        var random = new Random(5);
        String head = "{'id':'1','object':'chat.completion.chunk','created':7,'model':'m','choices':[{'index':0,"
                + "'delta':%s,'finish_reason':null}]%s}";
        var begun = Chats.run(new Sanitiser(Chats.IDS, "m", 9, false).stream(), List.of());
        assertThat(begun).isEmpty();
        ChunkRepairs state = (ChunkRepairs) new Sanitiser(Chats.IDS, "m", 9, false).stream()
                .on(frame(head.formatted("{'role':'assistant','content':''}", ""))).next();
        for (int i = 0; i < ROUNDS; i++) {
            Json.Obj delta = object(random, 4).with("content", new Json.Str(random.nextBoolean() ? "x" : ""));
            String more = random.nextBoolean() ? "" : ",'" + NAMES.get(random.nextInt(NAMES.size())) + "':null";
            Frame frame = frame(head.formatted(JsonText.write(random.nextInt(4) == 0 ? delta
                    : Json.Obj.of(random.nextBoolean() ? "content" : "reasoning_content", new Json.Str("x"))), more));
            if (ChunkScan.plain(frame, state)) {
                Json.Obj chunk = ReplyJson.object(frame.data(), frame.dataFrom(), frame.dataTo()).orElseThrow();
                var step = new ChunkRepair(state);

                assertThat(step.repaired(chunk)).containsExactly(chunk);
                assertThat(step.after()).isEqualTo(state);
            }
        }
    }

    @Test
    void anAnswerSurvivesItsClientForm() {
        var random = new Random(6);
        for (int i = 0; i < ROUNDS; i++) {
            ChatReply reply = reply(random);

            ChatReply back = DIALECT.decodeReply(DIALECT.encodeReply(reply, answering()), answering());

            assertThat(back).isEqualTo(reply);
        }
    }

    @Test
    void aStreamSurvivesItsClientForm() {
        var random = new Random(7);
        for (int i = 0; i < ROUNDS; i++) {
            List<ChatEvent> events = events(reply(random));
            List<ClientEvent> chunks = Chats.run(DIALECT.encoder(
                    answering(Chats.asking("'stream_options':{'include_usage':true}"))), events);

            var frames = chunks.stream().map(it -> new Frame(null, it.json(), it.json(), 0, it.json().length)).toList();

            assertThat(Chats.run(DIALECT.decoder(answering()), frames)).isEqualTo(events);
        }
    }

    /** In the order of this dialect: blocks at their places among text, refusal, calls and pictures. */
    private static ChatReply reply(Random random) {
        var parts = new ArrayList<Part>();
        if (random.nextBoolean()) {
            parts.add(new Part.Text("text é😀"));
        }
        if (random.nextInt(4) == 0) {
            parts.add(new Part.Refusal("no"));
        }
        boolean calls = random.nextBoolean();
        for (int i = 0; calls && i < 1 + random.nextInt(3); i++) {
            parts.add(new Part.ToolCall("c" + i, "f", "{\"i\":" + i + '}', false, random.nextBoolean()
                    ? Optional.empty()
                    : Optional.of(new Signature(Origin.GOOGLE, "S"))));
        }
        if (random.nextInt(4) == 0) {
            parts.add(new Part.Image(new Media.Inline("image/png", "AA")));
        }
        if (random.nextInt(4) == 0) {
            parts.addFirst(new Part.Reasoning("plain"));
        } else {
            for (int i = 0; i < random.nextInt(3); i++) {
                parts.add(random.nextInt(parts.size() + 1), random.nextInt(3) == 0 ? new Part.Redacted("x" + i)
                        : new Part.Reasoning("r" + i, Optional.of(new Signature(
                                random.nextBoolean() ? Origin.ANTHROPIC : Origin.OPENAI, "s" + i))));
            }
        }
        String word = calls ? "tool_calls" : "length";
        return new ChatReply("1", "m", 7, Optional.of("default"), List.of(new Choice(0, parts, List.of(),
                Optional.empty(), new Finish(calls ? FinishReason.TOOL_CALLS : FinishReason.LENGTH,
                        Optional.of(word), Optional.empty()))),
                Optional.of(new Usage(5, 6, OptionalLong.of(11), OptionalLong.of(1), OptionalLong.empty(),
                        OptionalLong.of(2))));
    }

    private static List<ChatEvent> events(ChatReply reply) {
        var events = new ArrayList<ChatEvent>();
        events.add(new ChatEvent.Started(reply.id(), reply.model(), reply.createdSeconds(), reply.serviceTier()));
        int call = 0;
        for (Part part : reply.choices().getFirst().parts()) {
            if (part instanceof Part.Text text) {
                events.add(new ChatEvent.TextPiece(0, text.text()));
            } else if (part instanceof Part.Refusal refusal) {
                events.add(new ChatEvent.RefusalPiece(0, refusal.text()));
            } else if (part instanceof Part.Reasoning reasoning) {
                events.add(new ChatEvent.ReasoningPiece(0, reasoning.text()));
                reasoning.signature().ifPresent(it -> events.add(new ChatEvent.ReasoningSigned(0, it)));
            } else if (part instanceof Part.Redacted redacted) {
                events.add(new ChatEvent.RedactedReasoning(0, redacted.data()));
            } else if (part instanceof Part.ToolCall it) {
                events.add(new ChatEvent.CallOpened(0, call, it.id(), it.name(), it.custom(), it.signature()));
                events.add(new ChatEvent.CallPiece(0, call++, it.arguments()));
            } else if (part instanceof Part.Image image) {
                events.add(new ChatEvent.ImageMade(0, image.source()));
            }
        }
        events.add(new ChatEvent.Finished(0, reply.choices().getFirst().finish()));
        events.add(new ChatEvent.Counted(reply.usage().orElseThrow()));
        events.add(new ChatEvent.Ended());
        return events;
    }
}
