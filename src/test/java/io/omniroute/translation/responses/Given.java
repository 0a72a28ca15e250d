package io.omniroute.translation.responses;

import io.omniroute.catalog.Ability;
import io.omniroute.catalog.Capabilities;
import io.omniroute.catalog.Capabilities.ThinkingStyle;
import io.omniroute.domain.chat.ChatEvent;
import io.omniroute.domain.chat.ChatRequest;
import io.omniroute.domain.chat.Message;
import io.omniroute.domain.chat.Part;
import io.omniroute.domain.chat.Role;
import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.failure.GatewayException;
import io.omniroute.domain.json.Json;
import io.omniroute.domain.stream.ClientEvent;
import io.omniroute.domain.stream.Frame;
import io.omniroute.translation.Answering;
import io.omniroute.translation.Ids;
import io.omniroute.translation.StreamState;
import io.omniroute.translation.Target;
import io.omniroute.translation.ToolNames;
import io.omniroute.translation.json.JsonText;
import io.omniroute.upstream.framing.SseFraming;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.assertj.core.api.Assertions;

/** What the tests of this dialect begin with. */
final class Given {
    static final ResponsesDialect DIALECT = new ResponsesDialect();
    static final Ids IDS = new Ids("seed");
    static final long NOW = 1_790_000_000L;

    private Given() {}

    static Json json(String text) {
        return JsonText.parse(text).orElseThrow(() -> new AssertionError("no JSON: " + text));
    }

    /** JSON with single quotes. */
    static Json.Obj object(String text) {
        return (Json.Obj) json(text.replace('\'', '"'));
    }

    static ChatRequest decoded(String body) {
        return DIALECT.decodeRequest(object(body), "alias", false);
    }

    static ChatRequest asked() {
        return ChatRequest.builder("alias").message(Message.says(Role.USER, "q")).build();
    }

    static ChatRequest.Builder asking(Message... messages) {
        return ChatRequest.builder("alias").messages(List.of(messages));
    }

    static Message assistant(Part... parts) {
        return new Message(Role.ASSISTANT, List.of(parts));
    }

    static Message user(Part... parts) {
        return new Message(Role.USER, List.of(parts));
    }

    static Message result(String id, String text) {
        return new Message(Role.TOOL, List.of(new Part.ToolResult(id, text)));
    }

    static Answering answering() {
        return answering(asked());
    }

    static Answering answering(ChatRequest asked) {
        return new Answering(asked, ToolNames.SAME, "gpt-5", NOW, IDS);
    }

    /** An answer to a client that wants sealed reasoning. */
    static Answering sealed() {
        return answering(decoded("{'input':'q','include':['reasoning.encrypted_content']}"));
    }

    static Capabilities able(Ability... abilities) {
        var all = EnumSet.noneOf(Ability.class);
        all.addAll(List.of(abilities));
        return new Capabilities(OptionalLong.empty(), ThinkingStyle.NONE, all);
    }

    static Target target(boolean stream) {
        return new Target("codex", "gpt-5", able(Ability.REASONING), stream, Map.of(), IDS);
    }

    static Json.Obj encoded(ChatRequest request) {
        return (Json.Obj) json(text(DIALECT.encodeRequest(request, target(false)).body()));
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    static List<ClientEvent> written(List<ChatEvent> events, Answering context) {
        return run(DIALECT.encoder(context), events);
    }

    static List<ChatEvent> read(String sse) {
        return read(sse.getBytes(StandardCharsets.UTF_8), Integer.MAX_VALUE, answering());
    }

    static List<ChatEvent> read(byte[] sse, int size, Answering context) {
        return run(DIALECT.decoder(context), frames(sse, size));
    }

    static List<Frame> frames(byte[] sse, int size) {
        var framing = new SseFraming();
        var frames = new ArrayList<Frame>();
        for (int from = 0; from < sse.length; from += Math.min(size, sse.length)) {
            frames.addAll(framing.feed(sse, from, (int) Math.min(sse.length, (long) from + size)));
        }
        frames.addAll(framing.end());
        return frames;
    }

    static <I, O> List<O> run(StreamState<I, O> first, List<I> inputs) {
        var out = new ArrayList<O>();
        StreamState<I, O> state = first;
        for (I input : inputs) {
            StreamState.Step<I, O> step = state.on(input);
            out.addAll(step.out());
            state = step.next();
        }
        out.addAll(state.end());
        return out;
    }

    /** Client events as the bytes of a stream. */
    static byte[] sse(List<ClientEvent> events) {
        var text = new StringBuilder();
        events.forEach(event -> text.append("event: ").append(event.name()).append("\ndata: ")
                .append(text(event.json())).append("\n\n"));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    static Failure.Refused refusal(ThrowingCallable call) {
        var thrown = Assertions.catchThrowableOfType(GatewayException.class, call);
        Assertions.assertThat(thrown).as("a refusal").isNotNull();
        return (Failure.Refused) thrown.failure();
    }
}
